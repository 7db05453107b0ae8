"""The sitemap against the rules of its protocol, put here as a schema."""

import pytest
from lxml import etree

from factcheck.report.outputs.sitemap import MOST, robots, sitemaps
from factcheck.report.urls import SiteUrls
from tests.report.checks import ADDRESS

AT = "2026-03-02T09:08:00Z"
GUIDE = ADDRESS.file("how-to-read.html")
_XML_SCHEMA = """
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
  targetNamespace="http://www.sitemaps.org/schemas/sitemap/0.9" elementFormDefault="qualified">
 <xs:element name="urlset"><xs:complexType><xs:sequence>
  <xs:element name="url" type="page" minOccurs="1" maxOccurs="50000"/>
 </xs:sequence></xs:complexType></xs:element>
 <xs:element name="sitemapindex"><xs:complexType><xs:sequence>
  <xs:element name="sitemap" type="page" minOccurs="1" maxOccurs="50000"/>
 </xs:sequence></xs:complexType></xs:element>
 <xs:complexType name="page"><xs:sequence>
  <xs:element name="loc"><xs:simpleType><xs:restriction base="xs:anyURI">
   <xs:minLength value="12"/><xs:maxLength value="2047"/><xs:pattern value="https?://\\S+"/>
  </xs:restriction></xs:simpleType></xs:element>
  <xs:element name="lastmod" type="xs:dateTime" minOccurs="0"/>
 </xs:sequence></xs:complexType>
</xs:schema>
"""
"""sitemaps.org/protocol.html: what may stand in a file, how many, how long, and times as W3C has them."""

GUIDE = ADDRESS.file("how-to-read.html")


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.fromstring(_XML_SCHEMA))


def _read(text: str, schema: etree.XMLSchema) -> list[tuple[str, str | None]]:
    """The addresses with their times, after the schema has passed the file."""
    assert len(text.encode()) <= 52_428_800
    root = etree.fromstring(text.encode())
    schema.assertValid(root)
    return [(one.findtext("{*}loc"), one.findtext("{*}lastmod")) for one in root]


def test_the_pages_stand_in_one_file_with_when_they_changed(schema: etree.XMLSchema) -> None:
    pages = [(ADDRESS.home, AT), (ADDRESS.claim("bridge"), "2026-03-02T09:13:00Z"), (GUIDE, None)]
    made = sitemaps(pages, ADDRESS)
    assert list(made) == ["sitemap.xml"]
    assert _read(made["sitemap.xml"], schema) == [
        ("https://desk.example/checks/", "2026-03-02T09:08:00Z"),
        ("https://desk.example/checks/claims/bridge.html", "2026-03-02T09:13:00Z"),
        ("https://desk.example/checks/how-to-read.html", None),
    ]


def test_an_address_is_escaped(schema: etree.XMLSchema) -> None:
    address = SiteUrls("https://desk.example/a&b'<")
    made = sitemaps([(address.home, None)], address)
    assert "&amp;" in made["sitemap.xml"]
    assert _read(made["sitemap.xml"], schema) == [("https://desk.example/a&b'</", None)]


@pytest.mark.slow
def test_fifty_thousand_fit_in_one_file(schema: etree.XMLSchema) -> None:
    made = sitemaps([(ADDRESS.claim(f"c-{number}"), AT) for number in range(MOST)], ADDRESS)
    assert list(made) == ["sitemap.xml"]
    assert len(_read(made["sitemap.xml"], schema)) == MOST


@pytest.mark.slow
def test_one_more_makes_an_index_of_two(schema: etree.XMLSchema) -> None:
    pages = [(ADDRESS.claim(f"c-{number}"), AT) for number in range(MOST)]
    made = sitemaps([*pages, (GUIDE, None)], ADDRESS)
    assert list(made) == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"]
    assert _read(made["sitemap.xml"], schema) == [
        ("https://desk.example/checks/sitemap-1.xml", "2026-03-02T09:08:00Z"),
        ("https://desk.example/checks/sitemap-2.xml", None),
    ]
    assert len(_read(made["sitemap-1.xml"], schema)) == MOST
    assert _read(made["sitemap-2.xml"], schema) == [(GUIDE, None)]


def test_robots_may_read_everything_and_are_told_what_there_is() -> None:
    said = robots(SiteUrls("https://desk.example/checks"))
    assert said == "User-agent: *\nAllow: /\n\nSitemap: https://desk.example/checks/sitemap.xml\n"
