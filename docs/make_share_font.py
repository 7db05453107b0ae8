"""Make the font of share images: Latin, Greek, Cyrillic, Arabic and Hebrew letters of Noto in one file.

    python docs/make_share_font.py FOLDER

FOLDER holds the three fonts named below, as Debian's fonts-noto-core has them. fonttools is needed for this alone.
Raise LOOK in factcheck/images/share_words.py where letters come out otherwise.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools import merge, subset

MADE = Path(__file__).resolve().parent.parent / "factcheck" / "images" / "factcheck-serif.ttf"
_LATIN = ["kern", "mark", "mkmk", "ccmp", "locl", "liga", "calt"]
_PARTS = {
    "NotoSerif-Regular.ttf": (
        "0020-024F,0259,02B0-036F,0370-03FF,0400-052F,1E00-1FFF,2000-209F,20A0-20BF,2100-2127,2150-218F,"
        "2190-2199,2212,2248,2260,2264-2265,25CC,FB01-FB02",
        _LATIN,
    ),
    "NotoNaskhArabic-Regular.ttf": ("0600-06FF,0750-077F,08A0-08FF,FB50-FDFF,FE70-FEFF", ["*"]),
    "NotoSerifHebrew-Regular.ttf": ("0590-05FF,FB1D-FB4F", ["*"]),
}


def main(folder: Path) -> None:
    """Cut each font down to its letters, without hints, and merge them."""
    with TemporaryDirectory() as made:
        parts = []
        for number, (name, (letters, features)) in enumerate(_PARTS.items()):
            options = subset.Options()
            options.hinting, options.layout_features = False, features
            options.notdef_outline, options.glyph_names, options.name_IDs = True, False, ["*"]
            font = subset.load_font(str(folder / name), options)
            cut = subset.Subsetter(options)
            cut.populate(unicodes=subset.parse_unicodes(letters))
            cut.subset(font)
            parts.append(f"{made}/{number}.ttf")
            subset.save_font(font, parts[-1], options)
        whole = merge.Merger().merge(parts)
        for entry in whole["name"].names:
            if entry.nameID in (1, 4, 16):
                entry.string = "Factcheck Serif"
        whole["head"].modified = whole["head"].created
        whole.recalcTimestamp, whole["head"].created, whole["head"].modified = False, 0, 0
        whole.save(MADE)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
