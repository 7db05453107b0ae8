"""Write docs/openapi.json, the description of the API, from the program itself."""

import json
from pathlib import Path

from factcheck.web.api.description import description

FILE = Path(__file__).resolve().parent / "openapi.json"


def written() -> str:
    """The description as the file has it."""
    return json.dumps(description(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(written(), "utf-8")
