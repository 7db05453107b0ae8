"""What moved in an article since a head that somebody saw, and what of that an act would overwrite (law 9)."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from factcheck.model.article_history import fold_article
from factcheck.model.claim import Article
from factcheck.model.event import Event
from factcheck.model.moved import Moved
from factcheck.model.record import ArticleRecord
from factcheck.model.vocabulary import Act

_OF_THE_TEXT = ("record", "text_from")
"""What changes with the text, which its digest tells."""


def moved_in_article(record: ArticleRecord, lines: int, act: Act, body: Mapping[str, Any]) -> list[Moved]:
    """What moved in an article after the first `lines` lines, and is touched by an act that was decided on those."""
    later = record.events[lines:]
    if not later:
        return []
    if act is Act.ARTICLE:
        then = fold_article(record.events[:lines]).article
        return list(_fields(then, record.article, body["article"], later))
    if act is Act.CONTACT:
        return []  # it adds to what is there, whoever was asked meanwhile
    return list(_set_aside({one.id for one in record.skips}, act, body, later))


def _fields(
    then: Article, now: Article, proposed: Mapping[str, Any], later: tuple[Event, ...]
) -> Iterator[Moved]:
    was, stands = then.plain(), now.plain()
    for name in Article.model_fields:
        values = was.get(name), stands.get(name), proposed.get(name)
        if name not in _OF_THE_TEXT and values[1] not in (values[0], values[2]):
            told = (one for one in later if one.act is Act.ARTICLE)
            changed = next(one for one in told if one.body["article"].get(name) == values[1])
            if name == "text_digest":
                yield Moved((name,), _named(was), _named(stands), changed, _named(proposed))
            else:
                yield Moved((name,), values[0], values[1], changed, values[2])


def _named(article: Mapping[str, Any]) -> str | None:
    """A text by where it came from and the beginning of its digest."""
    digest = article.get("text_digest")
    return f"{article.get('text_from') or 'text'} ({digest[:12]})" if digest else None


def _set_aside(
    stand: Collection[str], act: Act, body: Mapping[str, Any], later: tuple[Event, ...]
) -> Iterator[Moved]:
    """What others set aside meanwhile, where the act sets the same sentence aside or takes just that back."""
    for event in later:
        if event.act is not Act.SKIP or event.body["skip"]["id"] not in stand:
            continue
        made = event.body["skip"]
        if act is Act.UNSKIP:
            if body["skip"] == made["id"]:
                yield Moved(("skips", made["id"]), None, made["why"], event, None)
        elif (made["exact"], made["place"]) == (body["skip"]["exact"], body["skip"]["place"]):
            yield Moved(("skips", made["id"]), None, made["why"], event, body["skip"]["why"])
