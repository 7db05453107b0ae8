"""The share images of a site: each drawn when what it shows changed, or kept from the last publication."""

from dataclasses import astuple, dataclass
from importlib.util import find_spec

from factcheck.images.share_words import LOOK
from factcheck.model.event import digest
from factcheck.model.public import PublicCheck
from factcheck.report.edition import Edition
from factcheck.report.share_card import SharedImage, alt_text, share_words
from factcheck.report.urls import image_file
from factcheck.workflow.site.build import PageBytes, SiteBuild


def can_draw() -> bool:
    """Whether Pillow is here, which the extra `images` brings."""
    return find_spec("PIL") is not None


@dataclass(frozen=True, slots=True)
class ShareImage:
    """The image of one check: its file, and what the page says of it."""

    file: PageBytes
    told: SharedImage


class ShareImages:
    """Draws the images of one publication; `wordless` are those without the claim's words, each with why.

    Why is the script that the font lacks, such as "CJK", or "shaping" where the library for it is missing.
    """

    def __init__(self, build: SiteBuild, edition: Edition, *, wanted: bool) -> None:
        self._build, self._edition = build, edition
        self.draws = wanted and can_draw()
        self._wanted = wanted
        self.wordless: dict[str, str] = {}

    def of(self, check: PublicCheck) -> ShareImage | None:
        """The image of a check that is out; None where there is none and none can be drawn."""
        if not self._wanted:
            return None
        name, words = image_file(check.record.claim.ref), share_words(check, self._edition)
        shows = digest([LOOK, *astuple(words)])
        file = self._build.image(name, shows)
        if file is None and self.draws:
            from factcheck.images.lettering import unsettable
            from factcheck.images.share_image import share_image

            file = PageBytes.of_bytes(share_image(words), shows)
            if why := unsettable(words.claim):
                self.wordless[check.record.claim.ref] = why
        if file is None:
            return None
        url = f"{self._edition.urls.file(name)}?v={shows[:8]}"
        return ShareImage(file, SharedImage(url, alt_text(words, self._edition)))
