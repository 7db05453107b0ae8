"""How the charset of a page is chosen, and the note if it does not fit."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.reading.document.charset import decode_text

ARABIC = "قالت الوزارة إن عدد المدارس 52 مدرسة"
JAPANESE = "学校は五十二校と発表した。髙橋氏が①と述べた。"
RUSSIAN = "Министерство сообщило, что закрыто пятьдесят две школы. Родители недовольны решением."


def page(charset: str, words: str) -> bytes:
    return f'<html><head><meta charset="{charset}"><title>x</title></head><body><p>{words}</p>'.encode(
        {"shift_jis": "cp932"}.get(charset, charset)
    )


def test_a_byte_order_mark_outweighs_everything_else() -> None:
    for mark, codec, name in (
        (codecs.BOM_UTF8, "utf-8", "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16le"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16be"),
        (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32le"),
    ):
        found = decode_text(mark + ARABIC.encode(codec), "text/html; charset=windows-1252", markup=True)
        assert (found.text, found.charset, found.charset_from) == (ARABIC, name, "bom")


def test_the_server_outweighs_the_page() -> None:
    found = decode_text(page("utf-8", ARABIC), 'text/html; Charset="UTF-8"', markup=True)
    assert (ARABIC in found.text, found.charset, found.charset_from) == (True, "utf-8", "http")
    lied = decode_text(page("utf-8", ARABIC), "text/html;charset=iso-8859-1", markup=True)
    assert (ARABIC in lied.text, lied.charset, lied.charset_from) == (False, "windows-1252", "http")


@pytest.mark.parametrize(("charset", "words"), [("windows-1256", ARABIC), ("shift_jis", JAPANESE)])
def test_the_page_says_it_itself(charset: str, words: str) -> None:
    found = decode_text(page(charset, words), "text/html", markup=True)
    assert words in found.text
    assert (found.charset, found.charset_from, found.notes) == (charset, "meta", ())


def test_the_old_way_to_say_it_in_a_page_counts_too() -> None:
    head = b'<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">'
    found = decode_text(head + RUSSIAN.encode("koi8-r"), "", markup=True)
    assert (RUSSIAN in found.text, found.charset, found.charset_from) == (True, "koi8-r", "meta")
    xml = b'<?xml version="1.0" encoding="koi8-r"?><p>' + RUSSIAN.encode("koi8-r")
    assert decode_text(xml, "", markup=True).charset == "koi8-r"


def test_a_charset_named_in_a_comment_is_ignored() -> None:
    body = b'<!-- <meta charset="koi8-r"> --><p>' + ARABIC.encode()
    assert decode_text(body, "", markup=True).charset_from == "utf-8"


def test_plain_text_is_not_searched_for_tags() -> None:
    assert decode_text(page("windows-1256", ""), "", markup=False).charset_from == "utf-8"


def test_a_page_that_can_be_read_is_not_in_utf_16_whatever_it_says() -> None:
    assert decode_text(page("utf-8", ARABIC).replace(b"utf-8", b"utf-16"), "", markup=True).charset == "utf-8"


GERMAN = "Die Größe der Straße beträgt für Österreich fünf Meter. "
REAL = "<meta charset=utf-8>"


@pytest.mark.parametrize(
    "before",
    [
        "<meta name=x data-charset='gbk'>",
        "<meta name=description content='How to set charset=gbk in an editor'>",
        "<meta property=og:title content='text/html; charset=gbk'>",
        "<script>document.write('<meta charset=gbk>')</script>",
        "<style>/* <meta charset=gbk> */</style>",
        "<title><meta charset=gbk></title>",
        "<textarea><meta charset=gbk></textarea>",
        "<noframes><meta charset=gbk></noframes>",
        "<!-- <meta charset=gbk> -->",
        "<!--><p title='<meta charset=gbk>'>",
        '<a title="<meta charset=gbk>">',
        "<? <meta-charset=gbk ?>",
        "<!x charset=gbk>",
        "<metadata charset=gbk>",
        "<p charset=gbk>",
        "<meta http-equiv=refresh content='0; url=/?charset=gbk'>",
        "<meta content='text/html; charset=gbk'>",
        "<meta charset=bogus>",
        "<meta http-equiv=content-type content='text/html'>",
    ],
)
def test_only_a_declaration_says_what_the_charset_is(before: str) -> None:
    body = f"<!doctype html><head>{before}<meta charset=koi8-r></head><p>".encode() + RUSSIAN.encode("koi8-r")
    found = decode_text(body, "text/html", markup=True)
    assert (RUSSIAN in found.text, found.charset, found.charset_from) == (True, "koi8-r", "meta")
    body = f"<!doctype html><head>{before}</head><p>{GERMAN}".encode()
    assert decode_text(body, "text/html", markup=True).charset == "utf-8"


@pytest.mark.parametrize(
    "tag",
    [
        "<META CharSet = 'KOI8-R' >",
        "<meta/charset=koi8-r />",
        '<meta a b=c charset="koi8-r" charset=gbk>',
        '<meta http-equiv="CONTENT-TYPE" content="text/html;charset=koi8-r">',
        "<meta content='text/html; charset = \"koi8-r\"' http-equiv=content-type>",
        "<title>Über <meta</title><meta charset=koi8-r>",
        "<p>a < b</p><meta charset=koi8-r>",
        "<script>if (a</script><meta charset=koi8-r>",
        "<meta charset=' koi8-r '>",
    ],
)
def test_a_declaration_may_be_written_in_many_ways(tag: str) -> None:
    found = decode_text(tag.encode() + RUSSIAN.encode("koi8-r"), "", markup=True)
    assert (RUSSIAN in found.text, found.charset_from) == (True, "meta")


def test_a_charset_named_far_down_is_asked_only_where_the_text_is_not_utf_8() -> None:
    far = "<!doctype html>" + "<link rel=x href=y>" * 100 + "<meta charset=koi8-r>"
    assert decode_text((far + GERMAN).encode(), "", markup=True).charset_from == "utf-8"
    found = decode_text(far.encode() + RUSSIAN.encode("koi8-r"), "", markup=True)
    assert (RUSSIAN in found.text, found.charset_from) == (True, "meta")


def test_a_charset_that_does_not_fit_gives_way_to_utf_8_that_does() -> None:
    for declared, content_type in (("euc-jp", "text/html"), ("utf-8", "text/html; charset=euc-jp")):
        found = decode_text(f"<meta charset={declared}>{GERMAN * 20}".encode(), content_type, markup=True)
        assert (GERMAN in found.text, found.charset, found.charset_from) == (True, "utf-8", "utf-8")
        assert "does not fit" in found.notes[0]


@pytest.mark.parametrize(
    ("label", "charset"),
    [
        *(("ascii", "windows-1252"), ("latin1", "windows-1252"), ("ISO_8859-1:1987", "windows-1252")),
        *(("x-user-defined", "windows-1252"), ("iso-8859-9", "windows-1254"), ("tis-620", "windows-874")),
        *(("utf-16le", "utf-8"), ("UTF-16", "utf-8"), ("unicode", "utf-8"), ("utf8", "utf-8")),
        *(
            ("gb2312", "gb18030"),
            ("ks_c_5601-1987", "euc-kr"),
            ("x-sjis", "shift_jis"),
            ("koi8-ru", "koi8-u"),
        ),
        *(("x-mac-ukrainian", "mac-cyrillic"), ("logical", "iso-8859-8"), ("cn-big5", "big5")),
    ],
)
def test_a_label_means_what_it_means_to_browsers(label: str, charset: str) -> None:
    assert decode_text(f"<meta charset={label}><p>x".encode(), "", markup=True).charset == charset


@pytest.mark.parametrize(
    "spoilt",
    [
        (GERMAN * 20).encode() + b" \xe9",
        b"\xff" + (GERMAN * 20).encode(),
        (GERMAN * 20).encode().replace("ß".encode(), b"\xc3", 1),
        (GERMAN * 20 + "ü").encode()[:-1],
        (GERMAN + "Ende €").encode()[:-1],
        (JAPANESE * 3).encode()[:-2],
        b"<meta charset=\xff>" + (GERMAN * 3).encode(),
        b"<meta name=\x80 content=x>" + (ARABIC * 3).encode(),
        (GERMAN * 20).encode() + b"\xed\xa0\x80 \xc0\x80",
    ],
)
def test_one_bad_byte_is_one_bad_byte(spoilt: bytes) -> None:
    found = decode_text(spoilt, "text/html", markup=True)
    assert (found.charset, found.charset_from) == ("utf-8", "utf-8")
    assert 1 <= found.text.count("\ufffd") <= 5
    assert "Straße" in found.text or JAPANESE in found.text or ARABIC in found.text


@pytest.mark.parametrize(
    ("words", "codec"),
    [
        (GERMAN, "cp1252"),
        ("Un café très léger", "cp1252"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (JAPANESE * 3, "cp932"),
        (JAPANESE.replace("髙", "高").replace("①", "一") * 3, "euc_jp"),
        ("这是一个关于学校的新闻报道，教育部表示已经关闭了五十二所学校。" * 3, "gbk"),
        ("교육부는 쉰두 개 학교가 문을 닫았다고 밝혔다. " * 3, "euc_kr"),
        (ARABIC * 3, "cp1256"),
        ("Το υπουργείο ανακοίνωσε ότι έκλεισαν σχολεία. " * 3, "cp1253"),
    ],
)
def test_an_older_charset_is_not_taken_for_utf_8(words: str, codec: str) -> None:
    found = decode_text(words.encode(codec), "", markup=False)
    assert found.charset_from == "detector"


@pytest.mark.parametrize(
    "words",
    [
        "O Brasil não tem inflação.",
        "O Governo não aprovou a redução dos impostos. A situação é difícil para as famílias.",
        "España acogió a 120.000 refugiados en 2022, según la ministra. El año pasado fueron menos.",
        "El paro en España subió al 12,9 por ciento en marzo.",
        "Le maire a été réélu, et la forêt brûle où nous étions.",
        "Der Minister sagte, die Straße sei zu schmal für Busse.",
        "“It’s a café – no?” he said, and the naïve mayor left.",
    ],
)
def test_short_texts_of_western_languages_are_read_as_they_are_written(words: str) -> None:
    found = decode_text(words.encode("cp1252"), "", markup=False)
    assert (found.charset, found.text) == ("windows-1252", words)


@pytest.mark.parametrize("label", ["bogus", "utf-7", "rot13", "hex", "../../etc", "x-user-defined", ""])
def test_a_label_no_browser_knows_is_passed_over(label: str) -> None:
    found = decode_text(page("utf-8", ARABIC), f"text/html; charset={label}", markup=True)
    assert (ARABIC in found.text, found.charset_from) == (True, "meta")


def test_latin_1_means_windows_1252_as_it_does_to_browsers() -> None:
    found = decode_text(b"\x93fifty-two\x94 \x80", "text/html; charset=ISO-8859-1", markup=True)
    assert (found.text, found.charset) == ("“fifty-two” €", "windows-1252")


def test_utf_8_is_seen_without_any_label() -> None:
    assert decode_text(ARABIC.encode(), "", markup=False).charset_from == "utf-8"


def test_the_detector_comes_last() -> None:
    found = decode_text(b"a" * 70_000 + b"\n" + (RUSSIAN * 5).encode("cp1251"), "", markup=False)
    assert (RUSSIAN in found.text, found.charset_from) == (True, "detector")


def test_many_unreadable_characters_are_noted_and_few_are_not() -> None:
    wrong = decode_text(RUSSIAN.encode("cp1251"), "text/plain; charset=utf-8", markup=False)
    assert "could not be read as utf-8" in wrong.notes[0]
    one = decode_text(b"x" * 200 + b"\xff", "text/plain; charset=utf-8", markup=False)
    assert (one.text[-1], one.notes) == ("\ufffd", ())


@given(
    st.binary(max_size=2_000), st.text(max_size=40) | st.sampled_from(["a;charset=utf-16", "a;charset=big5"])
)
def test_any_bytes_give_some_text(body: bytes, content_type: str) -> None:
    found = decode_text(body, content_type, markup=True)
    assert isinstance(found.text, str)
    assert found.charset
