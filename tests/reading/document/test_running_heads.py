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
    pages = ("Harbour\nA", "B\nOffice", "Harbour\nC", "D\nOffice")
    assert join_pages(pages) == "Harbour\nA\n\nB\n\nC\n\nD\nOffice"


def test_a_head_of_words_and_the_number_of_its_page_is_known_from_the_third_on() -> None:
    pages = ("1 Harbour\nThe office", "2 Harbour\nhad paid", "3 Harbour\nfor it.")
    assert join_pages(pages) == "1 Harbour\nThe office had paid for it.\n\n2 Harbour\n3 Harbour"
    assert join_pages(pages[:2]) == "1 Harbour\nThe office\n\n2 Harbour\nhad paid"


def test_years_and_numbered_headings_that_go_up_from_page_to_page_stay() -> None:
    years = ("Budget of 2019\nIt was 5.", "Budget of 2020\nIt was 6.", "Budget of 2021\nIt was 7.")
    assert join_pages(years) == "\n\n".join(years)
    tables = ("Table 1\nIt was 5.", "Table 2\nIt was 6.")
    assert join_pages(tables) == "\n\n".join(tables)


def test_a_head_that_the_first_page_lacks_follows_at_the_end() -> None:
    assert join_pages(("A title\nThe office", "Harbour\npaid for", "Harbour\nworks.")) == (
        "A title\nThe office paid for works.\n\nHarbour"
    )


def test_rows_of_figures_at_the_edges_of_pages_stay_where_they_are() -> None:
    pages = ("The table\nArdania 12 500", "Ardania 14 700\nBelmar 3", "Coria 9 800\nBelmar 3 000")
    assert join_pages(pages) == "\n\n".join(pages)


def test_a_sentence_that_two_pages_begin_with_is_no_head() -> None:
    pages = ("He denies it.\nAsked in May.", "He denies it.\nAsked in June.")
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
