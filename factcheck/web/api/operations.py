"""Every operation of the API, in one table: its address, what it is asked or given, and what it answers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from factcheck.model.vocabulary import Act
from factcheck.web.api import article_shapes, reads, shapes
from factcheck.web.api.call import ActBody, Call
from factcheck.web.api.links import ARTICLE_ACTS, CLAIM_ACTS
from factcheck.web.api.on_appearances import ON_APPEARANCES, Appearances, AppearancesAsked, appearances
from factcheck.web.api.on_articles import ADD_ARTICLE, ADD_CLAIM
from factcheck.web.api.reads import Document, Nothing
from factcheck.web.api.sent import Sent


@dataclass(frozen=True)
class Read:
    """What is shown at an address: `asked` is what its query may hold, `answer` what comes back.

    `has_tag` says that it comes with an ETag, on which acts can be decided.
    """

    path: str
    show: Callable[[Call, Any], Document]
    asked: type[Sent]
    answer: type[shapes.Answer]
    has_tag: bool = False


@dataclass(frozen=True)
class Write:
    """What is done at an address, on a claim or an article where its path names one."""

    path: str
    body: type[ActBody]

    @property
    def enters(self) -> bool:
        """Whether claims are new after it."""
        return self.body.act is Act.ADD

    @property
    def is_on_claim(self) -> bool:
        """Whether it is an act on a claim that is there."""
        return self.path.startswith(f"{_CLAIM}/")

    @property
    def is_on_article(self) -> bool:
        """Whether it is an act on an article that is there."""
        return self.path.startswith(f"{_ARTICLE}/")


_CLAIM, _ARTICLE = "/claims/{ref}", "/articles/{ref}"
READS = (
    Read("/me", reads.whoever, Nothing, shapes.Whoever),
    Read("/ratings", reads.ratings, Nothing, shapes.Ratings),
    Read("/todo", reads.what_to_do, reads.TodoAsked, shapes.Todos),
    Read("/jobs", reads.jobs, reads.JobsAsked, shapes.Jobs),
    Read("/jobs/{job}", reads.job, Nothing, shapes.OneJob),
    Read("/matches", reads.matches, reads.MatchesAsked, shapes.Matches),
    Read("/appearances", appearances, AppearancesAsked, Appearances),
    Read("/claims", reads.claims, reads.ClaimsAsked, shapes.Claims),
    Read(_CLAIM, reads.claim, Nothing, shapes.OneClaim, has_tag=True),
    Read(f"{_CLAIM}/log", reads.log, reads.LogAsked, shapes.Log, has_tag=True),
    Read(f"{_CLAIM}/changes", reads.changes, reads.ChangesAsked, shapes.Changes, has_tag=True),
    Read(f"{_CLAIM}/passages", reads.passages, reads.PassagesAsked, shapes.Passages),
    Read(f"{_CLAIM}/findings", reads.findings, Nothing, shapes.Findings),
    Read(f"{_CLAIM}/captures/{{capture}}/text", reads.text, reads.TextAsked, shapes.CapturedText),
    Read("/articles", reads.articles, reads.ArticlesAsked, article_shapes.Articles),
    Read(_ARTICLE, reads.article, reads.ArticleAsked, article_shapes.OneArticle, has_tag=True),
)
WRITES = (
    Write("/claims", ADD_CLAIM),
    *(Write(f"{_CLAIM}/{name}", body) for name, body in CLAIM_ACTS.items()),
    *(Write(f"/appearances/{{number}}/{name}", body) for name, body in ON_APPEARANCES.items()),
    Write("/articles", ADD_ARTICLE),
    *(Write(f"{_ARTICLE}/{name}", body) for name, body in ARTICLE_ACTS.items()),
)
