"""Many claims put out by several processes at once, which nobody can tell from the site.

Each process makes the pages of some claims at a time; they are put on record in the order of their refs, so that the
leaves of the public log stand as one process would have put them.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, wait
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from factcheck.desk import open_desk
from factcheck.errors import Finding
from factcheck.report.listed_claim import ListedCheck
from factcheck.report.urls import image_file
from factcheck.settings import Settings
from factcheck.workflow.site.build import Pages, SiteBuild
from factcheck.workflow.site.page_list import Listed
from factcheck.workflow.site.parallel import begun, in_turn, new_turns, shares, split
from factcheck.workflow.site.public_log import LogRequest
from factcheck.workflow.site.publish_claims import (
    AT_ONCE,
    ClaimsOut,
    PublishRequest,
    WentOut,
    public_edition,
)
from factcheck.workflow.site.shared_data import SharedCheck
from factcheck.workflow.site.site_record import SiteRecord

if TYPE_CHECKING:
    from factcheck.model.account import Account

_LOOK_SECONDS = 0.5


@dataclass(frozen=True)
class _Share:
    """What one process is given: as whom and at which moment it publishes what, and what it needs for that.

    `batches` are refs with the number of their turn, `beside` has the related checks of each claim, `images` are the
    share images that the last publication left, with their SHA-256 on record.
    """

    settings: Settings
    accounts: "tuple[Account, ...]"
    scopes: frozenset[Any]
    moment: datetime
    order: PublishRequest
    texts: frozenset[str]
    batches: Sequence[tuple[int, Sequence[str]]]
    beside: Mapping[str, Sequence[ListedCheck]] = field(default_factory=dict)
    images: Listed = field(default_factory=dict)
    on_record: Mapping[str, str] | None = None


@dataclass(frozen=True)
class _Done:
    """What one process did: the pages it put there, what went out, and the data of each check, in a file of its own."""

    pages: Pages
    went: WentOut
    checks: Sequence[tuple[SharedCheck, int, int]]
    announced: set[str]
    told: Sequence[Finding]
    process: int


def foresee(out: ClaimsOut, order: PublishRequest, refs: Sequence[str]) -> dict[str, ListedCheck]:
    """What lists will show of these claims, of those that are out or go out now."""
    first, *others = split(refs)
    given = [_share(out, order, [(0, some)]) for some in others]
    with begun(_foresee, given) as results:
        found = out.foreseen(first)
        for one in results:
            found |= one.result()
    return found


def go_out_in_shares(out: ClaimsOut, order: PublishRequest, refs: Sequence[str]) -> None:
    """Put these claims out, here or, where they are many, in processes of their own."""
    batches = [*enumerate(refs[at : at + AT_ONCE] for at in range(0, len(refs), AT_ONCE))]
    count = shares(len(refs))
    if count == 1:
        for _, some in batches:
            out.go_out(some)
        return
    turns = new_turns()
    with begun(_go_out, [_share(out, order, batches[at::count]) for at in range(count)], turns) as results:
        for _ in _batches_over(results, lambda: turns.done):
            for _ in range(AT_ONCE):
                out.desk.progress.step()
        for one in results:
            _take_in(out, one.result())


def _batches_over(results: Sequence[Future[_Done]], done: Callable[[], int]) -> Iterator[int]:
    """Each batch as it is over; raises what a process was refused."""
    told, waiting = 0, set(results)
    while waiting:
        over, waiting = wait(waiting, _LOOK_SECONDS, FIRST_EXCEPTION)
        for one in over:
            one.result()
        yield from range(told, done())
        told = done()


def _take_in(out: ClaimsOut, done: _Done) -> None:
    out.press.take_in(done.pages)
    out.done.add(done.went)
    out.record.announced |= done.announced
    out.desk.told.extend(one for one in done.told if one not in out.desk.told)
    out.data.adopt(out.data.file_of(done.process), done.checks)


def _share(out: ClaimsOut, order: PublishRequest, batches: Sequence[tuple[int, Sequence[str]]]) -> _Share:
    desk, press = out.desk, out.press
    refs = [ref for _, some in batches for ref in some]
    names = [image_file(ref) for ref in refs if press.is_listed(image_file(ref))]
    return _Share(
        desk.settings,
        desk.accounts,
        desk.scopes,
        desk.clock(),
        replace(order, log=LogRequest()),
        frozenset(out.edition.texts),
        batches,
        {ref: out.beside[ref] for ref in refs if ref in out.beside},
        {name: press.old.get(name) for name in names},
        press.recorded(names),
    )


@contextmanager
def _opened(share: _Share) -> Iterator[ClaimsOut]:
    with open_desk(share.settings) as opened:
        desk = replace(
            opened,
            settings=share.settings,
            accounts=share.accounts,
            scopes=share.scopes,
            clock=lambda: share.moment,
        )
        folder = share.order.out
        press = SiteBuild(folder, listed=False, on_record=share.on_record)
        press.remember(share.images)
        edition = public_edition(desk, share.texts)
        with closing(press):
            out = ClaimsOut(desk, edition, share.order, press, SiteRecord(desk, folder))
            out.beside = share.beside
            yield out


def _foresee(share: _Share) -> dict[str, ListedCheck]:
    with _opened(share) as out:
        return out.foreseen([ref for _, refs in share.batches for ref in refs])


def _go_out(share: _Share) -> _Done:
    with _opened(share) as out:
        out.data.write_to(out.data.file_of(os.getpid()))
        for number, refs in share.batches:
            out.go_out(refs, in_turn(number))
        checks = out.data.entries()
        out.data.close()
        return _Done(out.press.pages, out.done, checks, out.record.announced, out.desk.told, os.getpid())
