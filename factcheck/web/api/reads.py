"""What the API shows: claims, what is to be done, articles, earlier checks; each the JSON of the command line."""

from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from pydantic import AfterValidator, Field

from factcheck.errors import did_you_mean
from factcheck.model.job import JobState
from factcheck.model.list_words import EQUAL, SORTS
from factcheck.model.status import as_json
from factcheck.model.vocabulary import ClaimKind, Priority, Status, Step
from factcheck.store.listing import ListPage
from factcheck.web.api.call import Call
from factcheck.web.api.problems import finding_shown
from factcheck.web.api.sent import Sent, Word
from factcheck.workflow.articles.sentences import COUNTED, newest_articles
from factcheck.workflow.articles.sentences import show_article as read_article
from factcheck.workflow.claims.gate import check
from factcheck.workflow.claims.list import LISTED_WHOLE, Wanted, list_page, show_claim
from factcheck.workflow.claims.read_since import read_since
from factcheck.workflow.claims.todo import todo
from factcheck.workflow.earlier.match import match_words
from factcheck.workflow.evidence.find import capture_text, find_passages
from factcheck.workflow.jobs import list_jobs, open_jobs, show_job

_MOST = 500
Limit = Annotated[int, Field(ge=1, le=_MOST)]


@dataclass(frozen=True)
class Document:
    """A document under its keys; `head` stands for what it is of."""

    content: dict[str, Any]
    head: str | None = None


class Nothing(Sent):
    """No question: the address says all."""


def _one_of_sorts(word: str) -> str:
    if word not in SORTS:
        raise ValueError(did_you_mean(word, SORTS))
    return word


Sort = Annotated[str, AfterValidator(_one_of_sorts), Field(json_schema_extra={"enum": list(SORTS)})]


class ClaimsAsked(Sent):
    """Which claims, and in which order."""

    status: tuple[Status, ...] = ()
    """Where it stands in the work; given several times, one of them."""
    verdict: Word | None = None
    """The rating it was given."""
    kind: ClaimKind | None = None
    priority: Priority | None = None
    claimant: Word | None = None
    """Who made it."""
    assignee: Word | None = None
    """Who checks it."""
    author: Word | None = None
    """Who gave the verdict."""
    reader: Word | None = None
    """Who is to read the verdict, or decided on it last."""
    article: Word | None = None
    """The ref of the article it is from."""
    tag: tuple[Word, ...] = ()
    """A tag it has; given several times, all of them."""
    words: Word | None = None
    """Words of its wording, in any form."""
    deadline: Word | None = None
    """Wanted by this day or sooner."""
    overdue: bool = False
    """Only those whose deadline has passed."""
    sort: Sort | None = None
    """What they are sorted by; else by their entry."""
    limit: Limit = 50
    """At most so many."""
    after: Word | None = None
    """Go on after the claim with this ref, in the same order."""


def claims(call: Call, asked: ClaimsAsked) -> Document:
    """List claims."""
    equal = {name: str(getattr(asked, name)) for name in EQUAL if getattr(asked, name) is not None}
    wanted = Wanted(equal, asked.tag, asked.words, asked.deadline, asked.overdue, asked.status)
    sort = asked.sort or ("deadline" if asked.overdue else None)
    rows = list_page(call.desk, LISTED_WHOLE, wanted, ListPage(sort, asked.limit + 1, asked.after))
    shown = rows[: asked.limit]
    more = next_address(call, asked, shown[-1]["ref"]) if len(rows) > asked.limit else None
    return Document({"claims": shown, "next": more})


def next_address(call: Call, asked: Sent, after: object) -> str:
    """The address of what follows."""
    given = {**asked.given(), "after": after}
    plain = {name: str(one).lower() if isinstance(one, bool) else one for name, one in given.items()}
    return f"{call.path}?{urlencode(plain, doseq=True)}"


def claim(call: Call, _: Nothing) -> Document:
    """Show one claim with its sources, evidence, verdicts and reviews."""
    record = show_claim(call.desk, call.ref)
    return Document({"claim": as_json(record, call.desk.scales, call.desk.keys)}, record.head)


class LogAsked(Sent):
    """Which lines."""

    limit: Limit = 100
    """At most so many."""
    after: Annotated[int, Field(ge=0, le=1_000_000_000)] = 0
    """Go on after the line with this number (`seq`)."""


def log(call: Call, asked: LogAsked) -> Document:
    """Show a claim's history, line by line, with the hashes that chain it."""
    record = show_claim(call.desk, call.ref)
    following = record.events[asked.after :]
    shown = following[: asked.limit]
    more = next_address(call, asked, shown[-1].seq) if len(following) > len(shown) else None
    return Document({"events": [one.model_dump(mode="json") for one in shown], "next": more}, record.head)


class ChangesAsked(Sent):
    """Since when."""

    since: Word | None = None
    """Since this line of the history, by its hash; else since whoever asks last read the claim."""


def changes(call: Call, asked: ChangesAsked) -> Document:
    """Show what others changed in a claim since it was read: what it was, what it is, by whom."""
    record = show_claim(call.desk, call.ref)
    return Document({"changes": read_since(call.desk, record, asked.since).as_json()}, record.head)


class TextAsked(Sent):
    """Which text of a capture."""

    main: bool = False
    """The article alone, without menus and the like."""


def text(call: Call, asked: TextAsked) -> Document:
    """Show the text that was read from a capture."""
    capture = call.named["capture"]
    return Document({"capture": capture, "text": capture_text(call.desk, call.ref, capture, main=asked.main)})


class JobsAsked(Sent):
    """Which jobs."""

    state: tuple[JobState, ...] = ()
    """Given several times, one of them."""
    limit: Limit = 50


def jobs(call: Call, asked: JobsAsked) -> Document:
    """List background jobs, the newest first."""
    return Document({"jobs": [one.as_json() for one in list_jobs(call.desk, asked.state, asked.limit)]})


def job(call: Call, _asked: Nothing) -> Document:
    """Show how far a background job is, and what came of it."""
    number = call.named["job"]
    return Document({"job": show_job(call.desk, int(number) if number.isdecimal() else 0).as_json()})


class PassagesAsked(Sent):
    """Which passages."""

    source: Word | None = None
    """Of this source alone."""
    limit: Annotated[int, Field(ge=1, le=100)] = 10
    """At most so many."""


def passages(call: Call, asked: PassagesAsked) -> Document:
    """Find passages of the claim's captured sources that bear on it."""
    found = find_passages(call.desk, call.ref, asked.source, asked.limit)
    return Document(found.as_json())


def findings(call: Call, _: Nothing) -> Document:
    """Show what stands between a claim and its publication."""
    found = check(call.desk, [call.ref]).findings
    return Document({"findings": [{**finding_shown(one.finding), "level": str(one.level)} for one in found]})


class TodoAsked(Sent):
    """Whose, and how many."""

    person: Annotated[Word | None, Field(alias="for")] = None
    """What is this person's, then what anybody may do."""
    step: tuple[Step, ...] = ()
    """Only this step; given several times, one of them."""
    limit: Limit = 100
    """At most so many; what is done leaves the list, and others follow."""


def what_to_do(call: Call, asked: TodoAsked) -> Document:
    """Show who does what next, the most pressing first."""
    found = todo(call.desk, asked.person, asked.step, asked.limit)
    jobs = [one.as_json() for one in open_jobs(call.desk)]
    return Document({"todo": found.rows, "jobs": jobs, "total": found.total})


class MatchesAsked(Sent):
    """What is looked up."""

    claim: Word
    """Words, or the ref of a claim of the desk."""
    all: bool = False
    """Show all that share little, not only the first three."""
    limit: Annotated[int, Field(ge=1, le=50)] = 5
    """At most so many."""


def matches(call: Call, asked: MatchesAsked) -> Document:
    """Look up earlier claims, the desk's and others', like some words or like a claim."""
    answer = match_words(call.desk, asked.claim, asked.limit, folded=asked.all)
    return Document({"matches": answer.as_json()["matches"], **answer.about_all()})


def ratings(call: Call, _: Nothing) -> Document:
    """Show the ratings of the desk's scale."""
    scale = call.desk.scale
    rows = [one.model_dump(mode="json") for one in scale.ratings]
    return Document({"scale": scale.id, "version": scale.version, "ratings": rows})


def whoever(call: Call, _: Nothing) -> Document:
    """Say whose token it is, and what it may be used for."""
    account, desk = call.desk.account(), call.desk
    said = {"name": account.name, "role": account.role, "scopes": sorted(desk.scopes)}
    return Document({**said, "desk": desk.settings.name})


class ArticlesAsked(Sent):
    """Which articles."""

    limit: Annotated[int, Field(ge=1, le=100)] = 20
    """At most so many."""
    after: Word | None = None
    """Go on after the article with this ref."""


def articles(call: Call, asked: ArticlesAsked) -> Document:
    """List articles with how much of each is checked, the newest first."""
    found = newest_articles(call.desk, asked.limit + 1, asked.after)
    rows = [
        {"ref": one.ref, "title": one.title, **{name: counts.get(name) for name in COUNTED}}
        for one, counts in found[: asked.limit]
    ]
    return Document(
        {
            "articles": rows,
            "next": next_address(call, asked, rows[-1]["ref"]) if found[asked.limit :] else None,
        }
    )


class ArticleAsked(Sent):
    """Which sentences."""

    open: bool = False
    """Only those that are left, most worth checking first."""


def article(call: Call, asked: ArticleAsked) -> Document:
    """Show an article sentence by sentence, with what is claimed, checked, set aside and left."""
    found = read_article(call.desk, call.ref)
    sentences = found.ranked if asked.open else found.coverage.sentences
    return Document({"article": found.as_json(sentences)}, found.record.head)
