"""The public log of the site: made of the leaves on record, signed, and never at odds with what was signed before.

What is on record comes first, then the tiles, then the signature on record, then the checkpoint on the site. A crash in
between leaves the files of an earlier state, and the next publication goes on from there.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from factcheck.desk import Desk
from factcheck.errors import Finding
from factcheck.exchange.log.checkpoint import Checkpoint, open_checkpoint
from factcheck.exchange.log.desk_key import DeskKey, log_origin, write_desk_key
from factcheck.exchange.log.log_folder import CHECKPOINT, KEYS, LogFiles, LogFolder
from factcheck.exchange.log.merkle import Node, inclusion_proof, root_by_inclusion
from factcheck.exchange.log.signed_note import NoteKey, read_note
from factcheck.exchange.log.tiles import ENTRIES, GrowingTree
from factcheck.exchange.log.tlog_proof import LogProof
from factcheck.files import alone_in, disk_errors_explained
from factcheck.model.log_leaf import LogLeaf
from factcheck.model.publication import Publication
from factcheck.store.ledger import Ledger
from factcheck.store.log_rows import LogRows, SignedState
from factcheck.store.turns import SITE
from factcheck.workflow.desk_key import desk_key, replace_key
from factcheck.workflow.site import log_refusals

LOG = "log"


@dataclass(frozen=True)
class LogRequest:
    """What a publication is told about the log: to replace its key, to keep leaves that only the site has."""

    new_key: bool = False
    take_log: bool = False


class PublicLog:
    """The log of one site; whoever brings it up to date is alone in its folder."""

    def __init__(self, desk: Desk, site: Path, base_url: str, wanted: LogRequest) -> None:
        self._desk = desk
        self._folder = LogFolder(site / LOG)
        self._origin = log_origin(base_url)
        self._wanted = wanted
        self._key = self._named_before(replace_key(desk, base_url) if wanted.new_key else desk_key(desk))
        self._given: tuple[Ledger | None, int] = (None, 0)
        self.id = self._key.log_id
        self.written: list[str] = []

    def bring_up_to_date(self) -> None:
        """Let the site's log hold every leaf on record, and sign that; nothing where all is so, or there is no leaf.

        NotSoNow or StorageFailed where it would not go on from what was signed before, as `log_refusals` tells apart.
        """
        with self._desk.store.reading() as ledger:
            if not ledger.log.next_index(self.id) and self._folder.read(CHECKPOINT) is None:
                return
        folder = self._folder.folder
        with disk_errors_explained(folder):
            folder.mkdir(parents=True, exist_ok=True)
            with alone_in(folder):
                while not self._is_done():
                    pass

    def proofs(self, indexes: Iterable[int]) -> Iterator[tuple[int, str]]:
        """The proof of each of these leaves, by index, against the first checkpoint that holds it.

        StorageFailed where the tiles on the site do not lead to what was signed.
        """
        state, told = None, None
        with self._desk.store.reading() as ledger:
            node = self._folder.nodes(ledger.log.next_index(self.id))
            for index in sorted(indexes):
                if told is None or index >= told.size:
                    state = ledger.log.covering(self.id, index)
                    told = checkpoint_in(state) if state else None
                yield index, _proof(index, node, state.note if state else "", told)

    def last_leaves(self, refs: Collection[str] | None = None) -> dict[str, int]:
        """For each published claim, or each of these, by ref: the index of its last leaf."""
        with self._desk.store.reading() as ledger:
            return ledger.log.last_leaves(self.id, refs)

    def holds(self, publication: Publication) -> bool:
        """Whether a publication stands in this log, rather than in another desk's or in none."""
        return publication.leaf is not None and publication.leaf.log == self.id

    def next_leaf(self, ledger: Ledger) -> LogLeaf:
        """The place of one more publication that this transaction is to put on record."""
        before, index = self._given
        index = index + 1 if before is ledger else ledger.log.next_index(self.id)
        self._given = ledger, index
        return LogLeaf(log=self.id, index=index)

    def _is_done(self) -> bool:
        """One go; False where there is more to sign by now."""
        stands = self._on_site()
        with self._desk.store.reading() as ledger:
            log = ledger.log
            size, last = log.next_index(self.id), log.last_signed(self.id)
            if stands and stands.size > size:
                return self._take(stands, size)
            if stands and last and self._is_all_there(stands, last, size):
                return True
            known = self._known(log, stands)
            since = known.size if known else 0
            if (missing := log.missing(self.id, since)) is not None:
                raise log_refusals.gap(missing)
            root = self._check(log, known, (stands, last), size)
            self.written += self._folder.write(self._files(log, known, size))
        return self._sign(size, root, since)

    def _on_site(self) -> Checkpoint | None:
        """The checkpoint that stands on the site; NotSoNow where it is not of this desk, or damaged."""
        if (note := self._folder.read(CHECKPOINT)) is None:
            return None
        try:
            return open_checkpoint(note, self._key.keys(Checkpoint.read(read_note(note)[0]).origin))
        except ValueError as wrong:
            raise log_refusals.not_ours(self._folder.folder / CHECKPOINT, wrong) from wrong

    def _is_all_there(self, stands: Checkpoint, last: SignedState, size: int) -> bool:
        signed = (last.size, last.public, checkpoint_in(last)) == (
            *(size, self._key.public.hex()),
            Checkpoint(self._origin, size, stands.root),
        )
        files = {CHECKPOINT: last.note.encode(), KEYS: self._keys}
        same = signed and all(self._folder.read(name) == content for name, content in files.items())
        return same and self._folder.is_whole(size) and self._tree_of(stands) is not None

    def _known(self, log: LogRows, stands: Checkpoint | None) -> GrowingTree | None:
        """The tree on the site, where it is one that was signed on record and its files are all there."""
        states = log.signed_at(self.id, stands.size) if stands else []
        is_signed = stands in map(checkpoint_in, states)
        if not stands or not is_signed or not self._folder.is_whole(stands.size):
            return None
        return self._tree_of(stands)

    def _tree_of(self, stands: Checkpoint) -> GrowingTree | None:
        tree = self._folder.tree(stands.size)
        return tree if tree and tree.root() == stands.root else None

    def _check(
        self,
        log: LogRows,
        known: GrowingTree | None,
        before: tuple[Checkpoint | None, SignedState | None],
        size: int,
    ) -> bytes:
        """The root over all leaves on record; refuses a tree that does not begin with those signed before it."""
        stands, last = before
        tree, roots = GrowingTree(known.size, known.last) if known else GrowingTree(), dict[int, bytes]()
        asked = {one.size for one in before if one}
        for entry in log.entries(self.id, tree.size, size):
            if tree.size in asked:
                roots[tree.size] = tree.root()
            tree.add(entry)
            tree.whole.clear()
        roots[tree.size] = tree.root()
        if last and last.note and (told := checkpoint_in(last)) and roots.get(last.size) != told.root:
            raise log_refusals.other_leaves(last.size)
        if stands and roots.get(stands.size) != stands.root:
            raise log_refusals.went_apart(stands.size)
        return roots[size]

    def _files(self, log: LogRows, known: GrowingTree | None, size: int) -> Iterator[tuple[str, bytes]]:
        """Every file of the tree from the known one on, the partial ones of each state that was signed among them."""
        files = LogFiles(known)
        since = files.tree.size
        for entry in log.entries(self.id, files.first_known, size):
            yield from files.add(entry)
        yield from files.partial({*(one.size for one in log.signed(self.id, since)), size})

    def _sign(self, size: int, root: bytes, since: int) -> bool:
        """Sign a state and put it on the site; False where more was signed meanwhile."""
        state = self._on_record(Checkpoint(self._origin, size, root))
        if state is None:
            return False
        written = self._folder.write([(KEYS, self._keys)])
        written += self._folder.write([(CHECKPOINT, state.note.encode())])
        if CHECKPOINT not in written:
            self._folder.touch()
        self.written += written + self._folder.drop_partial(size, since)
        return True

    def _on_record(self, now: Checkpoint) -> SignedState | None:
        """The state, signed and on record; None where a later one is by now."""
        public = self._key.public.hex()
        with self._desk.store.writing(SITE) as ledger:
            last = ledger.log.last_signed(self.id)
            if last and last.size > now.size:
                return None
            if last and last.public == public and checkpoint_in(last) == now:
                return last
            note = now.signed(self._key.named(self._origin), self._key.sign)
            state = SignedState(now.size, note, public)
            ledger.log.sign(self.id, state)
            return state

    def _take(self, stands: Checkpoint, size: int) -> bool:
        """Keep the leaves that only the site has, if that is wanted; NotSoNow where not, or where they do not fit."""
        more = f"{stands.size - size:,} of its {stands.size:,} leaves are not on record here"
        if not self._wanted.take_log:
            raise log_refusals.newer_site(more)
        try:
            entries = list(self._folder.entries(size, stands.size))
        except ValueError as wrong:
            raise log_refusals.cannot_take(more, str(wrong)) from wrong
        with self._desk.store.writing(SITE) as ledger:
            tree = GrowingTree()
            for entry in (*ledger.log.entries(self.id, 0, size), *entries):
                tree.add(entry)
            if (tree.size, tree.root()) != (stands.size, stands.root):
                raise log_refusals.cannot_take(more, "they do not go on from what is on record here")
            ledger.log.keep(self.id, size, entries)
        said = f"has {len(entries):,} more now for which this desk holds no publication."
        self._desk.told.append(Finding("log-leaves-kept", "public log", said, log_refusals.OLDER))
        return False

    @property
    def _keys(self) -> bytes:
        return keys_file(self._key.keys(self._origin))

    def _named_before(self, key: DeskKey) -> DeskKey:
        """The key with the name that the log had before, where the address of the site has changed since."""
        with self._desk.store.reading() as ledger:
            last = ledger.log.last_signed(key.log_id)
        before = key_of(last) if last and last.note else None
        if not before or before.name == self._origin or before in key.earlier:
            return key
        said = f"is called {self._origin} from now on; it was {before.name} until the address of the site changed."
        mend = "Keep the old address leading to the new one, so that whoever follows the log finds it."
        self._desk.told.append(Finding("log-moved", "public log", said, mend))
        following = key.following([before])
        write_desk_key(self._desk.settings.log_key, following)
        return following


def _proof(index: int, node: Node, note: str, told: Checkpoint | None) -> str:
    try:
        if told is None:
            raise ValueError(f"leaf {index} is in no checkpoint")
        path = inclusion_proof(index, told.size, node)
        if root_by_inclusion(node(0, index), index, told.size, path) != told.root:
            raise ValueError(f"leaf {index} leads to another root")
    except ValueError as wrong:
        raise log_refusals.tiles_are_wrong(wrong) from wrong
    return str(LogProof(index, path, note))


def signed_files(log: LogRows) -> Iterator[tuple[str, bytes]]:
    """The log as it was signed last, for whoever recomputes the entries: checkpoint, keys and tiles, each by its path.

    Nothing where nothing was signed; StorageFailed where the leaves on record are not those that were.
    """
    own = log.own()
    signed = [one for one in log.signed(own) if one.note] if own else []
    if not own or not signed:
        return
    files, last = LogFiles(), signed[-1]
    yield f"{LOG}/{CHECKPOINT}", last.note.encode()
    yield f"{LOG}/{KEYS}", keys_file(map(key_of, signed))
    made = (one for entry in log.entries(own, 0, last.size) for one in files.add(entry))
    for path, content in chain(made, files.partial([last.size])):
        if not path.startswith(f"tile/{ENTRIES}/"):
            yield f"{LOG}/{path}", content
    if Checkpoint(key_of(last).name, files.tree.size, files.tree.root()) != checkpoint_in(last):
        raise log_refusals.other_leaves(last.size)


def keys_file(keys: Iterable[NoteKey]) -> bytes:
    """The list of a log's keys as it stands on the site, one a line, oldest first, each once."""
    return "".join(f"{one}\n" for one in dict.fromkeys(keys)).encode()


def checkpoint_in(state: SignedState) -> Checkpoint | None:
    """What a checkpoint on record says; None for the log's beginning."""
    return Checkpoint.read(read_note(state.note.encode())[0]) if state.note else None


def key_of(state: SignedState) -> NoteKey:
    """The key that a state was signed with, under the name that the log had then."""
    told = checkpoint_in(state)
    return NoteKey(told.origin if told else "", bytes.fromhex(state.public))
