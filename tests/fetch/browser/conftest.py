"""The browser that the tests of this folder share."""

from collections.abc import Iterator

import pytest

from tests.fetch.browser.drawing import Drawing, open_drawing


@pytest.fixture(scope="package")
def drawing() -> Iterator[Drawing]:
    """A server and a browser that draws its pages."""
    with open_drawing() as opened:
        yield opened
