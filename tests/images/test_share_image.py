"""Share images: what stands on them, and what becomes of words that the font cannot set."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from factcheck.images import lettering
from factcheck.images.lettering import TextBox, fit, settable, unsettable
from factcheck.images.share_image import share_image
from factcheck.images.share_words import ShareWords

CLAIM = "The bridge cost the town 4.2 million."
FOUR_SCRIPTS = (
    "The bridge cost 4.2 million. Мост обошёлся в четыре миллиона. Η γέφυρα κόστισε τέσσερα εκατομμύρια. "
    "پل شهر ۴٫۲ میلیون هزینه داشت و علی‌رضا آن را ساخت. "
)
WORDS = ShareWords(
    verdict="Mostly true",
    claim=CLAIM,
    foot="Harbour Desk",
    shapes='<circle cx="12" cy="12" r="11" class="solid"/><path d="M6.5 12.5l4 4 7.5-8.5" class="cut"/>',
    hue="#1c6a4b",
    paper="#fcfaf5",
    ink="#1d1b18",
    soft="#5a544a",
    line="#d9d2c3",
    from_right=False,
)
VERDICT, CLAIM_AREA, FOOT = (160, 60, 1160, 150), (30, 170, 1200, 520), (30, 536, 1200, 620)


def drawn(**other: object) -> Image.Image:
    return Image.open(BytesIO(share_image(replace(WORDS, **other)))).convert("RGB")  # type: ignore[arg-type]


def is_empty(image: Image.Image, area: tuple[int, int, int, int]) -> bool:
    return image.crop(area).getcolors() == [((area[2] - area[0]) * (area[3] - area[1]), (252, 250, 245))]


def test_an_image_has_the_size_that_networks_ask_for_and_shows_verdict_claim_and_desk() -> None:
    image = drawn()
    assert image.size == (1200, 630)
    assert [is_empty(image, area) for area in (VERDICT, CLAIM_AREA, FOOT)] == [False, False, False]
    assert image.getpixel((5, 300)) == (0x1C, 0x6A, 0x4B)


def test_the_same_words_give_the_same_bytes_and_other_words_others() -> None:
    assert share_image(WORDS) == share_image(WORDS)
    assert share_image(WORDS) != share_image(replace(WORDS, claim="The bridge cost the town 4.3 million."))


def test_six_hundred_letters_of_four_scripts_stand_whole_above_the_foot() -> None:
    claim = (FOUR_SCRIPTS * 4)[:600].strip()
    lines = fit(claim, TextBox(76, 1124, 174, 336), (64, 36, 23))
    assert unsettable(claim) == ""
    assert " ".join(lines.words) == settable(claim)
    image = drawn(claim=claim)
    assert not is_empty(image, (76, 174, 1124, 300))
    assert is_empty(image, (76, 514, 1124, 528))


def test_what_is_longer_than_the_box_ends_in_a_mark() -> None:
    lines = fit("word " * 400, TextBox(76, 1124, 174, 336), (64, 23))
    assert lines.words[-1].endswith("word …")
    assert len(lines.words) * lines.leading <= 336


def test_lines_are_of_like_length_and_no_word_stands_alone_in_the_last() -> None:
    lines = fit("The town planted 5,000 trees in 2024.", TextBox(76, 1124, 174, 336), (64, 36))
    assert lines.words == ("The town planted", "5,000 trees in 2024.")


def test_the_foot_of_a_page_from_right_to_left_begins_at_the_right_and_keeps_names_whole() -> None:
    parts = ("Harbour checks!", "ساختگی")
    foot = " · ".join(f"\u2068{one}\u2069" for one in parts)
    one_line = TextBox(76, 1124, 546, 56)
    assert fit(foot, one_line, (32,)).words == (foot,)
    from_right = drawn(foot=foot, from_right=True).crop(FOOT)
    loose = drawn(foot=" · ".join(parts), from_right=True).crop(FOOT)
    assert from_right.tobytes() != loose.tobytes()


def test_a_word_wider_than_the_image_is_broken_between_letters() -> None:
    address = f"https://town.example/{'a' * 200}"
    lines = fit(address, TextBox(76, 1124, 174, 336), (64, 40, 23))
    assert len(lines.words) > 1
    assert "".join(lines.words) == address


@pytest.mark.parametrize(
    ("claim", "script"),
    [
        ("市议会削减了预算。", "CJK"),
        ("पुल पर चार दीप हैं।", "DEVANAGARI"),
        ("다리에는 등이 네 개 있다", "HANGUL"),
        ("ในเมือง", "THAI"),
    ],
)
def test_a_claim_whose_letters_the_font_lacks_is_left_out_and_the_script_is_named(
    claim: str, script: str
) -> None:
    assert unsettable(claim) == script
    image = drawn(claim=claim)
    assert is_empty(image, (30, 330, 1200, 520))
    assert not is_empty(image, FOOT)


def test_an_emoji_is_left_out_and_the_claim_stays() -> None:
    assert settable("Four 🎉 lamps ✅ lit.") == "Four lamps lit."
    assert unsettable("Four 🎉 lamps ✅ lit.") == ""


def test_from_right_to_left_the_stripe_the_icon_and_the_words_stand_at_the_right() -> None:
    image = drawn(verdict="نادرست", claim="پل چهار چراغ دارد.", foot="میز راستی‌آزمایی", from_right=True)
    assert image.getpixel((1195, 300)) == (0x1C, 0x6A, 0x4B)
    assert not is_empty(image, (800, 170, 1130, 300))
    assert is_empty(image, (30, 170, 300, 520))


def test_letters_are_joined_and_a_name_keeps_its_zero_width_non_joiner() -> None:
    assert share_image(replace(WORDS, claim="علی‌رضا")) != share_image(replace(WORDS, claim="علیرضا"))
    apart = lettering._font(100).getlength("ع") + lettering._font(100).getlength("ل")
    assert lettering._font(100).getlength("عل") < apart


def test_without_the_shaping_library_what_needs_it_is_left_out_and_latin_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lettering, "can_shape", lambda: False)
    assert unsettable("پل چهار چراغ دارد.") == "shaping"
    assert unsettable("Four lamps, שלום.") == "shaping"
    assert unsettable("Zażółć gęślą jaźń. Мост.") == ""
    assert is_empty(drawn(claim="پل چهار چراغ دارد."), (30, 330, 1200, 520))
