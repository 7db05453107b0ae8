"""The characters of the fonts Symbol and Wingdings, which files name by their place in the font (w:sym)."""

_SYMBOL = (
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_\u203eαβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
)
_SYMBOL_UPPER = (
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\ufffd〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"
)
_WINGDINGS = {
    0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0x76: "❖", 0x9F: "•", 0xA7: "▪", 0xA8: "☐",
    0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    0x4A: "☺", 0x4C: "☹", 0x28: "☎", 0x2A: "✉",
}  # fmt: skip
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0xA3: "☐"}

_FONTS = {
    "symbol": {
        **{0x20 + at: sign for at, sign in enumerate(_SYMBOL)},
        **{0xA0 + at: sign for at, sign in enumerate(_SYMBOL_UPPER)},
    },
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
}

HOLE = "\ufffc"
"""Stands where a reader sees something that could not be read, so that a quote cannot run across it."""


def symbol(font: str, code: str) -> str:
    """The character at a place in a font, given in hexadecimal; a hole if it is not known."""
    try:
        place = int(code, 16)
        known = _FONTS.get(font.casefold())
        if known is None:
            return HOLE if 0xE000 <= place < 0xF900 else chr(place)
        return known.get(place & 0xFF, HOLE)
    except (ValueError, OverflowError):
        return HOLE


def in_font(text: str, font: str) -> str:
    """Text that is written in a font of symbols, as the characters that it shows; other text as it is."""
    return "".join(symbol(font, f"{ord(one):x}") if _is_private(one) else one for one in text)


def _is_private(character: str) -> bool:
    return 0xF020 <= ord(character) <= 0xF0FF
