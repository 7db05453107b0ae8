"""Lines of a PDF page put together to paragraphs."""

from factcheck.reading.document.pdf_paragraphs import PdfLine, paragraphs

WIDTH = 6


def lines(*texts: str, left: float = 72, top: float = 700, leading: float = 14) -> list[PdfLine]:
    """Lines of letters of one width, one below the other."""
    return [
        PdfLine(
            text.lstrip(),
            left + WIDTH * (len(text) - len(text.lstrip())),
            left + WIDTH * len(text),
            top - leading * at,
            12,
        )
        for at, text in enumerate(texts)
    ]


def test_a_line_goes_on_where_the_next_word_did_not_fit() -> None:
    assert paragraphs(
        lines("The debt of the town rose to 44.2", "million euros in the spring of the", "year.")
    ) == ("The debt of the town rose to 44.2 million euros in the spring of the year.")


def test_a_line_with_room_for_the_next_word_ends() -> None:
    assert paragraphs(lines("The first of the points is", "a second point that is as long as a line")) == (
        "The first of the points is\na second point that is as long as a line"
    )


def test_an_indented_line_begins_a_paragraph() -> None:
    read = paragraphs(
        lines(
            "  The first paragraph is two lines",
            "long, as all the others are here",
            "  The second one begins with this",
        )
    )
    assert (
        read
        == "The first paragraph is two lines long, as all the others are here\nThe second one begins with this"
    )


def test_distance_size_and_column_part_paragraphs() -> None:
    first = lines("The minister said that the bridge", "which opened in 1932 will be closed")
    far = lines("and the road beside it stays open", top=640)
    beside = lines("and the road beside it stays open", left=400)
    larger = [line._replace(size=18) for line in lines("and the road beside it stays open", top=672)]
    for other in (far, beside, larger):
        assert paragraphs(first + other).count("\n") == 1


def test_rows_of_figures_and_items_of_lists_stay_lines() -> None:
    rows = ("Ardania 4,812,000 5,102,400 6.0", "Belmar 912,500 887,300 2.8 1.2 3")
    assert paragraphs(lines(*rows)) == "\n".join(rows)
    items = (
        "- The harbour pays for the bridge",
        "- The town pays for the road to it",
        "(b) The state pays for all the rest",
    )
    assert paragraphs(lines(*items)) == "\n".join(items)


def test_a_broken_word_keeps_its_line_break() -> None:
    assert (
        paragraphs(lines("It was what nobody but the minis-", "ter said"))
        == "It was what nobody but the minis-\nter said"
    )


def test_lines_from_the_right_begin_there() -> None:
    read = [
        PdfLine("קו ראשון של פסקה ארוכה בספר", 100, 400, 700, 12, from_right=True),
        PdfLine("ושורה אחרונה שלה", 250, 400, 686, 12, from_right=True),
        PdfLine("פסקה שניה שעומדת בפני עצמה", 100, 390, 672, 12, from_right=True),
    ]
    assert paragraphs(read) == "קו ראשון של פסקה ארוכה בספר ושורה אחרונה שלה\nפסקה שניה שעומדת בפני עצמה"
