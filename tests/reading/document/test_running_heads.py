"""Pages put together so that sentences run on from one to the next."""

from factcheck.reading.document.running_heads import join_pages


def test_heads_feet_and_page_numbers_do_not_stand_between_the_halves_of_a_sentence() -> None:
    pages = (
        "Report on the harbour\nThe office had paid for\nPage 1 of 3",
        "Report on the harbour\nworks that were never\nPage 2 of 3",
        "Report on the harbour\ndone in 2019.\nPage 3 of 3",
    )
    assert join_pages(pages) == (
        "Report on the harbour\nThe office had paid for works that were never done in 2019.\nPage 3 of 3"
    )


def test_page_numbers_alone_and_between_dashes_and_in_roman_are_known() -> None:
    for numbers in (
        ("4", "5"),
        ("- 9 -", "- 10 -"),
        ("iii", "iv"),
        ("IX", "X"),
        ("۱۲", "۱۳"),
        ("12/80", "13/80"),
    ):
        pages = [f"{numbers[0]}\nThe harbour", f"{numbers[1]}\npays."]
        assert join_pages(pages) == f"{numbers[0]}\nThe harbour pays."


def test_heads_of_left_and_right_pages_differ() -> None:
    pages = ("1 Harbour\nA", "B\nOffice 2", "3 Harbour\nC", "D\nOffice 4")
    assert join_pages(pages) == "1 Harbour\nA\n\nB\n\nC\n\nD\nOffice 4"


def test_a_head_that_the_first_page_lacks_follows_at_the_end() -> None:
    assert join_pages(("A title\nThe office", "Harbour\npaid for", "Harbour\nworks.")) == (
        "A title\nThe office paid for works.\n\nHarbour"
    )


def test_rows_of_figures_at_the_edges_of_pages_stay_where_they_are() -> None:
    pages = ("The table\nArdania 12 500", "Ardania 14 700\nBelmar 3", "Coria 9 800\nBelmar 3 000")
    assert join_pages(pages) == "\n\n".join(pages)


def test_lines_that_return_within_pages_and_pages_that_are_the_same_stay() -> None:
    pages = ("a\nb\nc\nsame\nd\ne\nf.", "g\nh\ni\nsame\nj\nk\nl.")
    assert join_pages(pages) == "\n\n".join(pages)
    assert join_pages(("Seal", "Seal")) == "Seal\n\nSeal"


def test_a_word_that_is_broken_over_two_pages_goes_on_in_the_next_line() -> None:
    pages = ("The minis-\n1", "ter said so.\n2")
    assert join_pages(pages) == "The minis-\nter said so.\n2"


def test_one_page_and_none() -> None:
    assert join_pages(("7\nAlone\n7",)) == "7\nAlone\n7"
    assert join_pages(()) == ""
