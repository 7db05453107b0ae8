"""What tests read from pages and answers, and the claim that many of them begin with."""

import html
import re

from tests.cli.conftest import Program
from tests.web.served import Answer

PAGE = (
    "<html lang=en><title>The register</title><body><article><p>The bridge over the delta opened in 1932.</p>"
    "<p>It was closed \u202efor\u202c repairs in 1950, and opened again in 1951.</p></article></body></html>"
)


def quoted(program: Program) -> Program:
    """The desk with a claim that has a captured source and a quote."""
    program.ok("add", "The bridge opened in 1932.", "--ref", "bridge", "--claimant", "The mayor")
    program.ok("attach", "bridge", str(program.write("register.html", PAGE)))
    program.ok("cite", "bridge", "s1", "--quote", "opened in 1932", "--stance", "supports")
    return program


def hidden(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'type="hidden" name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


def went(answer: Answer) -> str:
    """Where an act led to."""
    assert answer.status == 303, re.sub(r"<[^>]+>|\s+", " ", answer.body.partition("<main")[2])
    return answer["location"]


def words_of(page: str) -> str:
    """The words of a page's main part."""
    main = re.sub(r"</?bdi[^>]*>", "", page.partition("<main")[2].partition("</main>")[0])
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())
