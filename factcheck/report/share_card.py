"""What the share image of a check shows: its verdict, the words of the claim and the desk, in the desk's colours."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from factcheck.images.share_words import HEIGHT, WIDTH, ShareWords
from factcheck.model.public import PublicCheck, PublicState, published_verdict
from factcheck.phrase import say
from factcheck.report.edition import Edition
from factcheck.report.wording import STATE, shortened

_ASSETS = Path(__file__).parent / "assets"
_WITHOUT_ISOLATES = {0x2068: None, 0x2069: None}
_MOST_WORDS, _MOST_OF_ALT = 600, 400


@dataclass(frozen=True, slots=True)
class SharedImage:
    """What a page says of its share image. The URL has part of the digest of what that shows: networks keep copies."""

    url: str
    alt: str
    width: int = WIDTH
    height: int = HEIGHT


def share_words(check: PublicCheck, edition: Edition) -> ShareWords:
    """The words and colours of the image; a check that was taken back shows that, and no verdict."""
    verdict, said = published_verdict(check), edition.words.text
    badge = edition.badge(verdict.scale, verdict.scale_version, verdict.rating)
    is_void = check.state is PublicState.VOID
    state = "" if is_void or check.state is PublicState.CURRENT else said(STATE[check.state])
    invented = said(say("Invented")) if edition.fictional else ""
    colours = _light_colours()
    return ShareWords(
        verdict=said(STATE[check.state]) if is_void else badge.label,
        claim=shortened(verdict.wording, _MOST_WORDS),
        foot=" · ".join(f"\u2068{one}\u2069" for one in (edition.desk, invented, state) if one),
        shapes=_shapes()["dash" if is_void else badge.icon],
        hue=colours["grey" if is_void else badge.colour],
        paper=colours["paper"],
        ink=colours["ink"],
        soft=colours["soft"],
        line=colours["line"],
        from_right=edition.words.direction == "rtl",
    )


def alt_text(words: ShareWords, edition: Edition) -> str:
    """The same for who does not see the image."""
    told = edition.words.text(say("{verdict}: {claim}", verdict=words.verdict, claim=words.claim))
    return f"{shortened(told, _MOST_OF_ALT)} — {words.foot}".translate(_WITHOUT_ISOLATES)


@cache
def _light_colours() -> dict[str, str]:
    """The tokens of the light theme, which stand first."""
    light = (_ASSETS / "tokens.css").read_text("utf-8").partition("@media")[0]
    return dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6});", light))


@cache
def _shapes() -> dict[str, str]:
    """The inside of the symbol of each icon."""
    icons = (_ASSETS / "icons.svg").read_text("utf-8")
    return dict(re.findall(r'<symbol id="i-([a-z-]+)"[^>]*>(.*?)</symbol>', icons))
