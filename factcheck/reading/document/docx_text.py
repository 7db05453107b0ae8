"""The words of one part of a Word file, as a reader of the finished document sees them."""

import re
from collections.abc import Callable
from typing import Any

from factcheck.reading.document.docx_equations import MATH, equation
from factcheck.reading.document.docx_looks import WORD, DocxStyles
from factcheck.reading.document.docx_numbers import ListNumbers
from factcheck.reading.document.docx_symbols import HOLE, in_font, symbol
from factcheck.reading.document.page_styles import Look
from factcheck.reading.raised_figures import as_note_mark, lowered, raised_after

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

_TAKEN_BACK = ("del", "moveFrom", "rt", "rPr", "sectPr", "tblPr", "tblGrid", "sdtPr", "sdtEndPr", "instrText")
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad"}
_DRAWN_FIELD = re.compile(r"\s*(?:EQ|SYMBOL)\b", re.IGNORECASE)
_BOXES = {"0": "☐", "1": "☒"}


Related = Callable[[str], str]


def _nothing(_: str) -> str:
    return HOLE


class _Field:
    """A field that was begun: its instruction, whether its result has begun, and what a form shows in it."""

    def __init__(self, begin: Any) -> None:
        self.instruction, self.in_result = "", False
        self.entry = _form_entry(begin.find(f"{WORD}ffData"))

    def shown_at_end(self) -> str:
        """What a reader sees of a field that has no result."""
        drawn = not self.in_result and _DRAWN_FIELD.match(self.instruction)
        return self.entry or (HOLE if drawn else "")


class PartText:
    """Reads the parts of one file, one after the other, and remembers the notes that they lead to.

    `has_struck_words` says whether words that are struck out were left out.
    """

    def __init__(self, looks: DocxStyles, numbers: ListNumbers) -> None:
        self._looks, self._numbers = looks, numbers
        self._related: Related = _nothing
        self._written: list[str] = []
        self._fields: list[_Field] = []
        self._boxes: list[Any] = []
        self._style: str | None = None
        self._notes: dict[str, dict[str, str]] = {"footnote": {}, "endnote": {}}
        self._number = ""
        self.has_struck_words = False

    def text(self, part: Any, related: Related = _nothing) -> str:
        """The words of a part, paragraph by paragraph; cells are separated by tabs.

        `related` gives the text of what the part has put into it from elsewhere, by the id of the relation.
        """
        self._written, self._fields, self._related = [], [], related
        self._read_children(part)
        return "".join(self._written)

    def notes(self, part: Any, kind: str) -> str:
        """The notes (footnote or endnote) to which the parts read before led, in that order, each with its number."""
        found = {note.get(f"{WORD}id"): note for note in part.findall(f"{WORD}{kind}")}
        texts = []
        for name, number in self._notes[kind].items():
            if name in found:
                self._number = number
                texts.append(self.text(found[name]))
        return "".join(texts)

    def _read_children(self, element: Any) -> None:
        for child in element:
            tag = child.tag
            if not isinstance(tag, str):
                continue
            if tag.startswith(WORD):
                self._read_word(tag.removeprefix(WORD), child)
            elif tag == f"{MATH}oMath":
                self._write(equation(child))
            elif tag == f"{_COMPATIBILITY}AlternateContent":
                self._read_alternative(child)
            elif tag == f"{_DIAGRAM}relIds":
                self._write(self._related(child.get(f"{_RELATION}dm", "")))
            else:
                self._read_children(child)

    def _read_word(self, name: str, element: Any) -> None:
        if name == "p":
            self._read_paragraph(element)
        elif name == "r":
            self._read_run(element)
        elif name in ("tc", "tr"):
            self._read_cells(name, element)
        elif name == "txbxContent":
            self._boxes.append(element)
        elif name == "altChunk":
            self._write(self._related(element.get(f"{_RELATION}id", "")) + "\n")
        elif name == "fldChar":
            self._read_field(element)
        elif name not in _TAKEN_BACK and name != "pPr":
            self._read_children(element)

    def _read_alternative(self, element: Any) -> None:
        """The first of the forms of one thing; the others say the same to other programs."""
        choice = element.find(f"{_COMPATIBILITY}Choice")
        chosen = choice if choice is not None else element.find(f"{_COMPATIBILITY}Fallback")
        if chosen is not None:
            self._read_children(chosen)

    def _read_paragraph(self, paragraph: Any) -> None:
        properties = paragraph.find(f"{WORD}pPr")
        outer, self._style = self._style, _named(properties, "pStyle")
        self._fields = [field for field in self._fields if field.in_result]
        begun = len(self._written)
        self._read_children(paragraph)
        if any(piece.strip() for piece in self._written[begun:]):
            self._written.insert(
                begun, self._numbers.number(properties, self._looks.style_number(self._style))
            )
        self._style = outer
        above = paragraph.getparent()
        ends_cell = above is not None and above.tag == f"{WORD}tc" and paragraph.getnext() is None
        if not ends_cell and not _runs_on(properties):
            self._written.append("\n")
        self._read_boxes()

    def _read_boxes(self) -> None:
        """The text boxes that the paragraph just read holds; they stand beside its words."""
        boxes, self._boxes = self._boxes, []
        fields, self._fields = self._fields, []
        for box in boxes:
            self._read_children(box)
        self._fields = fields

    def _read_cells(self, name: str, element: Any) -> None:
        properties = element.find(f"{WORD}{name}Pr")
        gone = ("del", "hidden") if name == "tr" else ("cellDel",)
        if properties is not None and any(properties.find(f"{WORD}{each}") is not None for each in gone):
            return
        self._read_children(element)
        self._written.append("\t" if name == "tc" else "\n")

    def _read_run(self, run: Any) -> None:
        look = self._looks.look(run, self._style)
        font = _font(run.find(f"{WORD}rPr"))
        for child in run:
            name = child.tag.removeprefix(WORD) if isinstance(child.tag, str) else ""
            if name == "fldChar":
                self._read_field(child)
            elif name == "instrText" and self._fields:
                self._fields[-1].instruction += child.text or ""
            elif look in (Look.HIDDEN, Look.STRUCK):
                self.has_struck_words |= look is Look.STRUCK and bool((child.text or "").strip())
            elif name == "t":
                self._write_run(in_font(child.text or "", font), look)
            else:
                self._read_in_run(name, child)

    def _read_in_run(self, name: str, child: Any) -> None:
        if name in _SIGNS:
            self._write(_SIGNS[name])
        elif name == "sym":
            self._write(symbol(child.get(f"{WORD}font", ""), child.get(f"{WORD}char", "")))
        elif name in ("footnoteReference", "endnoteReference"):
            self._write(self._mark(name.removesuffix("Reference"), child))
        elif name in ("footnoteRef", "endnoteRef"):
            self._write(as_note_mark(self._number) + " ")
        elif name == "object":
            self._read_object(child)
        else:
            self._read_children([child])

    def _read_object(self, element: Any) -> None:
        """An object of another program, as which older equations stand: a hole, unless it has words."""
        boxes = len(self._boxes)
        self._read_children(element)
        if len(self._boxes) == boxes:
            self._write(HOLE)

    def _mark(self, kind: str, reference: Any) -> str:
        """The mark of a note in the text; a mark of its own follows as text."""
        notes = self._notes[kind]
        if reference.get(f"{WORD}customMarkFollows") in ("1", "true", "on"):
            notes[reference.get(f"{WORD}id")] = ""
            return ""
        numbered = sum(1 for number in notes.values() if number) + 1
        return as_note_mark(notes.setdefault(reference.get(f"{WORD}id"), str(numbered)))

    def _read_field(self, element: Any) -> None:
        what = element.get(f"{WORD}fldCharType")
        if what == "begin":
            self._fields.append(_Field(element))
        elif what == "separate" and self._fields:
            self._fields[-1].in_result = True
        elif what == "end" and self._fields:
            self._write(self._fields.pop().shown_at_end())

    def _write_run(self, text: str, look: Look) -> None:
        if look is Look.RAISED:
            text = raised_after("".join(self._written[-8:]), text)
        elif look is Look.LOWERED:
            text = lowered(text)
        self._write(text)

    def _write(self, text: str) -> None:
        """Add text, unless it belongs to the instruction of a field."""
        if text and all(field.in_result for field in self._fields):
            self._written.append(text)


def _named(properties: Any, name: str) -> str | None:
    found = properties.find(f"{WORD}{name}") if properties is not None else None
    return found.get(f"{WORD}val") if found is not None else None


def _font(properties: Any) -> str:
    found = properties.find(f"{WORD}rFonts") if properties is not None else None
    return found.get(f"{WORD}ascii", "") if found is not None else ""


def _runs_on(properties: Any) -> bool:
    """Whether the end of a paragraph was deleted or is hidden, so that the next one goes on in its line."""
    mark = properties.find(f"{WORD}rPr") if properties is not None else None
    return mark is not None and any(
        mark.find(f"{WORD}{name}") is not None for name in ("del", "vanish", "moveFrom")
    )


def _form_entry(form: Any) -> str:
    """What a form field without a result shows: a box, ticked or not, or what was chosen from a list."""
    if form is None:
        return ""
    if (box := form.find(f"{WORD}checkBox")) is not None:
        state = box.find(f"{WORD}checked")
        state = state if state is not None else box.find(f"{WORD}default")
        return _BOXES["0" if state is None or state.get(f"{WORD}val") in ("0", "false", "off") else "1"]
    if (chosen := form.find(f"{WORD}ddList")) is not None:
        entries = [entry.get(f"{WORD}val", "") for entry in chosen.findall(f"{WORD}listEntry")]
        result = _named(chosen, "result") or _named(chosen, "default") or "0"
        return entries[int(result)] if result.isdecimal() and int(result) < len(entries) else ""
    return ""
