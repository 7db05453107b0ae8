"""The addresses of the API, and from each remedy to the one at which it is done."""

from urllib.parse import quote

from factcheck.errors import Remedy
from factcheck.web.api.on_articles import ON_ARTICLES
from factcheck.web.api.on_claims import ON_CLAIMS
from factcheck.web.api.on_comments import ON_COMMENTS
from factcheck.web.api.on_evidence import ON_EVIDENCE

API = "/api"
BASE = f"{API}/v1"
CLAIM_ACTS = {**ON_EVIDENCE, **ON_CLAIMS, **ON_COMMENTS}
ARTICLE_ACTS = ON_ARTICLES
_READ = {"show": "", "log": "/log", "find": "/passages", "check": "/findings"}
"""From what is read of a claim to where."""


def claim_address(ref: str) -> str:
    """Where a claim is."""
    return f"{BASE}/claims/{quote(ref, safe='')}"


def address_of(remedy: Remedy) -> tuple[str | None, str | None]:
    """The method and the address by which an act is done; None twice for one that is not done here."""
    ref, article = remedy.arguments.get("ref"), remedy.arguments.get("article")
    if remedy.act == "list":
        return "GET", f"{BASE}/claims"
    if remedy.act == "appearances":
        return "GET", f"{BASE}/appearances"
    if remedy.act == "add":
        return "POST", f"{BASE}/claims"
    if remedy.act == "article-show" and isinstance(article, str):
        return "GET", f"{BASE}/articles/{quote(article, safe='')}"
    if isinstance(ref, str) and remedy.act in _READ:
        return "GET", claim_address(ref) + _READ[remedy.act]
    if isinstance(ref, str) and remedy.act in CLAIM_ACTS:
        return "POST", f"{claim_address(ref)}/{remedy.act}"
    return None, None
