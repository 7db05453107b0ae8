"""Words that a reader does not see are not read, and words that are struck out are not the page's."""

import pytest

from factcheck.reading.document.html import page_text, parse_page
from factcheck.reading.document.seen_words import Parts, leave_seen_words
from factcheck.reading.document.values import STRUCK_OUT
from tests.reading.pages import lines_of, text_of


@pytest.mark.parametrize(
    "struck",
    [
        "<s>120</s>",
        "<del>120</del>",
        "<strike>120</strike>",
        "<span style='text-decoration: line-through'>120</span>",
        "<span style='text-decoration-line: underline line-through'>120</span>",
        "<style>.old { color: red; text-decoration: line-through }</style><i class=old>120</i>",
        "<s><b>1</b>20</s>",
    ],
)
def test_words_that_are_struck_out_are_not_read_and_a_note_says_so(struck: str) -> None:
    tree = parse_page(f"<p>The plant employs {struck}<ins>180</ins> people.</p>")
    notes = leave_seen_words(tree)

    assert " ".join(page_text(tree).split()) == "The plant employs 180 people."
    assert notes == (STRUCK_OUT,)


def test_figures_on_both_sides_of_struck_words_are_not_joined() -> None:
    assert text_of("<p>12<s>5</s>8 people</p>") == "12 8 people"


@pytest.mark.parametrize(
    "hidden",
    [
        "<b hidden>not</b>",
        "<b style='DISPLAY : none'>not</b>",
        "<b style='display:none !important; display:block'>not</b>",
        "<b style='visibility:hidden'>not</b>",
        "<b style='opacity:0.0'>not</b>",
        "<b style='content-visibility:hidden; display:inline-block'>not</b>",
        "<noembed>not</noembed>",
        "<b style='font-size:0'>not</b>",
        "<b style='color:transparent'>not</b>",
        "<b style='color:#fff; background:white'>not</b>",
        "<b style='position:absolute; left:-9999px'>not</b>",
        "<b style='clip: rect(0 0 0 0); position:absolute'>not</b>",
        "<b style='clip-path: inset(50%)'>not</b>",
        "<b style='display:inline-block; text-indent:-999em'>not</b>",
        "<b style='width:1px; height:1px; overflow:hidden'>not</b>",
        "<b style='transform:scale(0)'>not</b>",
        "<b class=sr-only>not</b>",
        "<b class='visually-hidden'>not</b>",
        "<style>.x{display:none}</style><b class=x>not</b>",
        "<style media='screen, print'>.x{display:none}</style><b class=x>not</b>",
        "<style>@media (min-width: 600px) { .x { display: none } }</style><b class=x>not</b>",
        "<style>div b.x{display:none} b{display:inline}</style><b class=x>not</b>",
        "<style>.x{display:none!important} #y{display:inline}</style><b class=x id=y>not</b>",
        "<dialog>not</dialog>",
        "<template>not</template>",
        "<datalist><option>not</datalist>",
        "<div popover id=z>not</div>",
    ],
)
def test_words_that_a_reader_does_not_see_are_not_read(hidden: str) -> None:
    assert text_of(f"<div>The minister did {hidden} resign.</div>").split() == [
        "The",
        "minister",
        "did",
        "resign.",
    ]


@pytest.mark.parametrize(
    "shown",
    [
        "<b aria-hidden=true>not</b>",
        "<b inert>not</b>",
        "<b style='opacity:0; transition: opacity 1s'>not</b>",
        "<b style='opacity:0; transform: translateY(20px)'>not</b>",
        "<b style='display:inline'>not</b>",
        "<b style='left:-9999px'>not</b>",
        "<style>.x{display:none} .x.on{display:inline}</style><b class='x on'>not</b>",
        "<style>.x{display:inline!important} #y{display:none}</style><b class=x id=y>not</b>",
        "<style media=print>.x { display: none }</style><b class=x>not</b>",
        "<style>.x{display:none} @media(min-width:1025px){.x{display:block}}</style><b class=x>not</b>",
        "<style>.x{color:unset;background-color:unset}</style><b class=x>not</b>",
        "<style>@media print { .x { display: none } }</style><b class=x>not</b>",
        "<style>@media (max-width: 600px) { .x { display: none } }</style><b class=x>not</b>",
        "<style>@keyframes k { from { opacity: 0 } } .x:hover, .x::before { display: none }</style><b class=x>not</b>",
        "<style>.no-js .x { display: none }</style><b class=x>not</b>",
        "<style>.x { display: none</style><b>not</b>",
        "<style>body { visibility: hidden }</style><b>not</b>",
        "<style>/* .x{display:none} */</style><b class=x>not</b>",
        "<b style='color:transparent; background-clip:text'>not</b>",
        "<b style='font-size:0'><i style='font-size:1rem'>not</i></b>",
        "<button aria-controls=z>?</button><b hidden id=z>not</b>",
        "<button popovertarget=z>?</button><b popover id=z>not</b>",
    ],
)
def test_words_that_a_reader_sees_or_can_bring_out_by_a_click_are_read(shown: str) -> None:
    assert "not" in text_of(f"<div>The minister did {shown} resign.</div>").split()


def test_the_pages_of_frames_are_read_where_they_stand() -> None:
    inner = "<p>The council voted.</p><ol><li>Nine to four</ol>".replace("<", "&lt;")
    markup = f"<p>Before</p><iframe srcdoc='{inner}'></iframe><p>After</p>"

    assert lines_of(markup) == ["Before", "The council voted.", "1. Nine to four", "After"]


def test_a_hidden_frame_is_not_read_and_its_style_is_its_own() -> None:
    inner = "<style>p{display:none}</style><p>Unseen</p><b>Seen</b>".replace("<", "&lt;")

    assert lines_of(f"<iframe hidden srcdoc='{inner}'></iframe>Only this") == ["Only this"]
    assert lines_of(f"<p>Outside</p><iframe srcdoc='{inner}'></iframe>") == ["Outside", "Seen"]


def test_frames_within_frames_without_end_are_read_to_a_depth() -> None:
    markup = "<p>deep</p>"
    for _ in range(12):
        markup = (
            f'<p>x</p><iframe srcdoc="{markup.replace("&", "&amp;").replace(chr(34), "&quot;")}"></iframe>'
        )

    assert len(lines_of(markup)) == 6


def test_pages_that_were_saved_along_with_it_are_read_in_their_frames() -> None:
    tree = parse_page("<p>a</p><iframe src='cid:f1'></iframe><iframe src='cid:f2'></iframe>")
    leave_seen_words(tree, Parts({"cid:f1": "<p>b</p>"}))

    assert page_text(tree).split() == ["a", "b"]


def test_words_in_boxes_and_on_lines_of_their_own_are_not_joined() -> None:
    lined = (
        "<style>.l{display:block}</style><span class=l>Turnout 61 per cent</span><span class=l>in all</span>"
    )

    assert lines_of(lined) == ["Turnout 61 per cent", "in all"]
    assert text_of("<div style='display:flex'><span>Turnout</span><span>61</span></div>").split() == [
        "Turnout",
        "61",
    ]


def test_many_hidden_words_are_counted_in_a_note() -> None:
    tree = parse_page(f"<p>Seen</p><div hidden>{'word ' * 1_200}</div>")

    assert leave_seen_words(tree) == ("1,200 words that the page hides were left out",)
