"""Consent banners: nothing is pressed unless somebody asked for it, and then the button that accepts."""

from tests.fetch.browser.drawing import Drawing, words
from tests.servers import answer

PRESSED = "document.querySelector('p').textContent = 'Pressed'"
BANNER = f"""<body><p>News</p><div class=overlay><span>We use cookies.</span>
<button onclick="document.querySelector('p').textContent = 'Refused'">Reject all</button>
<button onclick="{PRESSED}">Accept all</button></div>"""


def test_nothing_is_pressed_unless_asked(drawing: Drawing) -> None:
    drawn = drawing.drawn(BANNER)

    assert drawn.browser.accepted is None
    assert "News" in words(drawn)


def test_the_button_that_accepts_is_pressed_where_asked_and_its_words_are_on_record(drawing: Drawing) -> None:
    drawn = drawing.drawn(BANNER, accept_cookies=True)

    assert drawn.browser.accepted == "Accept all"
    assert "Pressed" in words(drawn)


LANGUAGES = {
    "Alle akzeptieren": "Diese Seite nutzt Cookies.",
    "J’accepte": "Vos données personnelles",
    "Принять": "Мы используем файлы cookie.",
    "أوافق": "نستخدم ملفات تعريف الارتباط",
    "می‌پذیرم": "این سایت از کوکی استفاده می‌کند.",
    "同意する": "クッキーを使用します",
    "OK!": "This site uses cookies",
}


def test_it_is_found_in_many_languages(drawing: Drawing) -> None:
    for number, (button, text) in enumerate(LANGUAGES.items()):
        page = f'<body><p>x</p><div>{text}<a href="#" onclick="{PRESSED}; return false">{button}</a></div>'
        drawing.server.say(f"/{number}", answer(page))
    visits = drawing.visits(*(f"/{number}" for number in range(len(LANGUAGES))), accept_cookies=True)

    drawn = [visit.drawn for visit in visits if visit.drawn]
    assert [one.browser.accepted for one in drawn] == [*LANGUAGES]
    assert all("Pressed" in words(one) for one in drawn)


def test_it_is_found_in_frames_and_shadow_roots(drawing: Drawing) -> None:
    told = "parent.document.querySelector('p').textContent = 'Pressed'"
    drawing.server.say("/ask", answer(f'<div role=button onclick="{told}">Agree</div>'))
    framed = drawing.drawn(
        "<body><p>x</p><iframe src=/ask title='Cookie notice'></iframe>", accept_cookies=True
    )
    root = "document.querySelector('div').attachShadow({mode: 'closed'}).innerHTML = document.scripts[0].text"
    button = f'<section id=cookie-wall><button onclick="{PRESSED}">I accept</button></section>'
    hidden = f"<script type=x>{button}</script><script>{root}</script>"
    shadowed = drawing.drawn(f"<body><p>x</p><div></div>{hidden}", accept_cookies=True)

    assert [(one.browser.accepted, "Pressed" in words(one)) for one in (framed, shadowed)] == [
        *(("Agree", True), ("I accept", True))
    ]


LEFT_ALONE = (
    f'<body><p>x</p><form><button type=button onclick="{PRESSED}">OK</button></form>',
    f'<body><p>x</p><div>We use cookies.<button onclick="{PRESSED}">Reject all</button></div>',
    f'<body><p>x</p><div>Cookies.<button onclick="{PRESSED}">Continue without accepting</button></div>',
    f'<body><p>x</p><div hidden>We use cookies.<button onclick="{PRESSED}">Accept all</button></div>',
    f'<body><p>x</p><div style="visibility:hidden">Cookies<button onclick="{PRESSED}">OK</button></div>',
    f'<body><p>x</p><button onclick="{PRESSED}">Yes</button><footer>Privacy</footer>',
)


def test_other_buttons_are_left_alone(drawing: Drawing) -> None:
    for number, page in enumerate(LEFT_ALONE):
        drawing.server.say(f"/{number}", answer(page))
    visits = drawing.visits(*(f"/{number}" for number in range(len(LEFT_ALONE))), accept_cookies=True)

    drawn = [visit.drawn for visit in visits if visit.drawn]
    told = [(one.browser.accepted, "Pressed" in words(one)) for one in drawn]
    assert told == [(None, False)] * len(LEFT_ALONE)
