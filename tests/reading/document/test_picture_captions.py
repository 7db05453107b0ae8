"""What agencies and photographers write into the file of a picture."""

from io import BytesIO

import pytest
from PIL import Image

from factcheck.reading.document.picture_metadata import said_by_picture
from tests.reading.pictures import blank, camera_exif

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
  photoshop:Credit="The Agency" photoshop:DateCreated="2026-01-02">
<dc:creator><rdf:Seq><rdf:li>Ana Ruiz</rdf:li><rdf:li>Ben Ode</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">The bridge at night.</rdf:li>
<rdf:li xml:lang="de">Die Brücke bei Nacht.</rdf:li></rdf:Alt></dc:description>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def _iptc(*fields: tuple[int, bytes]) -> bytes:
    """A JPEG with these fields of IPTC-IIM's second record, as Photoshop keeps them."""
    data = b"".join(b"\x1c\x02%c%b%b" % (field, len(value).to_bytes(2), value) for field, value in fields)
    block = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + len(data).to_bytes(4) + data + b"\0" * (len(data) % 2)
    jpeg = blank(form="JPEG")
    return jpeg[:2] + b"\xff\xed" + (len(block) + 2).to_bytes(2) + block + jpeg[2:]


def _said(picture: bytes) -> dict[str, str]:
    with Image.open(BytesIO(picture)) as file:
        return said_by_picture(file)


@pytest.mark.parametrize("form", ["JPEG", "WEBP"])
def test_who_made_a_picture_for_whom_of_what_and_when_is_read_from_its_xmp(form: str) -> None:
    said = _said(blank(form=form, xmp=_XMP.encode()))
    wanted = {
        "author": "Ana Ruiz, Ben Ode",
        "credit": "The Agency",
        "description": "The bridge at night.",
        "taken": "2026-01-02",
    }
    assert {name: said[name] for name in wanted} == wanted
    assert "rights" not in said


@pytest.mark.parametrize("coding", ["utf-8", "cp1252"])
def test_the_same_is_read_from_its_iptc(coding: str) -> None:
    said = _said(
        _iptc(
            *((80, b"Ana Ruiz"), (80, "Zo\u00eb".encode(coding)), (110, b"The Agency"), (55, b"20260102")),
            *((120, "The caf\u00e9\x00 at night".encode(coding)), (116, b"All rights")),
        )
    )
    assert said == {
        "author": "Ana Ruiz, Zo\u00eb",
        "credit": "The Agency",
        "taken": "20260102",
        "description": "The caf\u00e9 at night",
        "rights": "All rights",
        "also holds": "IPTC",
    }


def test_what_the_camera_wrote_goes_first() -> None:
    said = _said(blank(form="JPEG", xmp=_XMP.encode(), exif=camera_exif()))
    assert (said["taken"], said["credit"]) == ("2026:01:02 03:04:05", "The Agency")


@pytest.mark.parametrize("xmp", [b"<not-closed", b"\0\0"])
def test_damage_says_nothing(xmp: bytes) -> None:
    assert _said(blank(form="JPEG", xmp=xmp)) == {"also holds": "XMP"}


@pytest.mark.parametrize(
    "entity", ["SYSTEM 'file:///etc/hostname'", "SYSTEM 'http://127.0.0.1:1/'", "'&c;&c;'"]
)
def test_what_leads_elsewhere_is_not_followed(entity: str) -> None:
    head = f"<!DOCTYPE a [<!ENTITY c 'cc'><!ENTITY b {entity}>]>"
    xmp = f"{head}<a xmlns:p='http://ns.adobe.com/photoshop/1.0/'><p:Credit>&b;</p:Credit></a>"
    assert _said(blank(form="JPEG", xmp=xmp.encode())) == {"credit": "&b;", "also holds": "XMP"}
