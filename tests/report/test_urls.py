"""Links between pages, in folders and in one file, and the URLs of the site."""

import pytest

from factcheck.report.urls import FROM_FOLDER, FROM_ROOT, IN_ONE_FILE, SiteUrls, claim_file, version_file


def test_links_lead_from_the_root_into_the_folders_and_from_a_folder_back() -> None:
    assert (FROM_ROOT.home, FROM_ROOT.claim("lamps")) == ("index.html", "claims/lamps.html")
    assert (FROM_FOLDER.home, FROM_FOLDER.claim("lamps")) == ("../index.html", "../claims/lamps.html")
    assert FROM_FOLDER.rating("seven-step.1.true") == "../scale.html#seven-step.1.true"


def test_in_one_file_all_links_are_anchors_and_parts_of_two_claims_have_two_ids() -> None:
    to = IN_ONE_FILE
    links = [to.home, to.scale, to.guide, to.claim("a"), to.article("a"), to.rating("x"), to.term("state")]
    assert all(link.startswith("#") for link in links)
    assert to.anchor("a", "e1") != to.anchor("b", "e1")
    assert FROM_FOLDER.anchor("a", "e1") == "e1"


@pytest.mark.parametrize("base", ["https://example.org/checks", "https://example.org/checks/"])
def test_urls_of_the_site_hang_together_with_or_without_a_slash(base: str) -> None:
    site = SiteUrls(base)
    assert site.home == site.file("index.html") == "https://example.org/checks/"
    assert site.claim("lamps") == site.file(claim_file("lamps"))
    assert site.version("lamps", 1) == site.file(version_file("lamps", 1))
    assert site.version("lamps", 1).endswith("/claims/lamps.1.html")
