"""The colour of a desk: readable on both themes, or refused with one that is."""

import re

import pytest

from factcheck.errors import BadInput
from factcheck.report.accent import accent_of, contrast

LIGHT, DARK = ("#fcfaf5", "#f3efe5"), ("#17181b", "#202226")


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#123456", "#123456") == 1


@pytest.mark.parametrize("colour", ["#0b4f8a", "#7a1f3d", "#000000", "#205020"])
def test_a_dark_colour_is_taken_and_made_lighter_for_dark_ground(colour: str) -> None:
    accent = accent_of(colour)
    assert accent.light == colour
    assert min(contrast(accent.dark, ground) for ground in DARK) >= 4.5


@pytest.mark.parametrize("colour", ["#ffcc00", "#ffffff", "#8cc2f5", "#888888"])
def test_a_colour_that_is_too_light_is_refused_with_the_nearest_that_can_be_read(colour: str) -> None:
    with pytest.raises(BadInput) as refused:
        accent_of(colour)
    (finding,) = refused.value.findings
    assert finding.code == "low-contrast"
    assert f'is "{colour}"' in finding.message
    (better,) = re.findall('accent = "(#[0-9a-f]{6})"', str(finding.remedies))
    assert min(contrast(better, ground) for ground in LIGHT) >= 4.5
    assert accent_of(better).light == better
