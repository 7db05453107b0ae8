"""Pages of the sorts that are often captured wrongly, and what is to be read of each."""

from dataclasses import dataclass

LINES = "".join(f"<p>Line {number} of the minutes of the council.</p>" for number in range(1, 41))
MORE = """<main></main><script>let n = 0; const more = () => fetch('/more').then(r => r.text()).then(said => {
document.querySelector('main').insertAdjacentHTML('beforeend', `<p style="height:%s">${++n}: ${said}</p>`) });
more(); addEventListener('scroll', () => %s &&
scrollY + innerHeight > document.body.scrollHeight - 9 && more())</script>"""
REVEAL = """<script>const seen = new IntersectionObserver(all =>
all.forEach(one => one.isIntersecting && show(one.target)));
document.querySelectorAll('.wait').forEach(one => seen.observe(one))</script>"""


@dataclass(frozen=True, slots=True)
class HardPage:
    """A page: words that are read of it, line by line, and words that are not; `noted` is in a remark on it.

    `quoted` are words that stand on the pictures of it, at least so many pixels down.
    """

    html: str
    lines: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    quoted: str = ""
    down: int = 0
    noted: str = ""


HARD_PAGES: dict[str, HardPage] = {
    "words that come when their pictures are in sight": HardPage(
        "<div style='height:4000px'></div><figure class=wait>"
        "<img loading=lazy src=/lamp.svg width=90 height=90></figure>"
        "<script>const show = one => one.append('The lamp was lit.')</script>" + REVEAL,
        lines=("The lamp was lit.",),
        quoted="The lamp was lit.",
        down=4000,
    ),
    "a list that grows as one scrolls": HardPage(
        MORE % ("1200px", "n < 4"),
        lines=("1: Four lamps", "2: Four lamps", "4: Four lamps"),
        quoted="4: Four lamps",
        down=3600,
    ),
    "a list that grows for ever": HardPage(
        MORE % ("1500px", "true"), lines=("1: Four lamps",), noted="longer"
    ),
    "a header that sticks over the quote": HardPage(
        "<header style='position:sticky;top:0;height:90px;background:#222;color:#fff'>The Daily</header>"
        "<p style='margin-top:1300px'>The bridge is closed.</p><p style='height:3000px'></p>",
        lines=("The Daily", "The bridge is closed."),
        quoted="The bridge is closed.",
        down=1300,
    ),
    "an open shadow root with slots": HardPage(
        "<x-card>The bridge <b slot=end>is closed.</b></x-card><script>document.querySelector('x-card').attachShadow("
        "{mode: 'open'}).innerHTML = '<p>News:</p><slot></slot><slot name=end></slot>'</script>",
        lines=("News:", "The bridge is closed."),
        quoted="is closed.",
    ),
    "a closed shadow root in a closed shadow root": HardPage(
        "<x-a></x-a><script>const dig = (host, html) => { const root = host.attachShadow({mode: 'closed'});"
        "root.innerHTML = html; return root.querySelector('x-b') };"
        "dig(dig(document.querySelector('x-a'), '<p>Outer</p><x-b></x-b>'), '<p>The bridge is closed.</p>')</script>",
        lines=("Outer", "The bridge is closed."),
        quoted="The bridge is closed.",
    ),
    "words painted on a canvas": HardPage(
        "<p>Chart:</p><canvas width=400 height=90></canvas><script>const c = document.querySelector('canvas')"
        ".getContext('2d'); c.font = '30px serif'; c.fillText('Exports fell', 9, 50)</script>",
        lines=("Chart:",),
        unread=("Exports fell",),
        noted="canvas",
    ),
    "a page from right to left": HardPage(
        "<html dir=rtl lang=fa><body><h1>پل بسته شد</h1><p>شهردار گفت: «پل در ۳ مه بسته شد.»</p></body></html>",
        lines=("پل بسته شد", "شهردار گفت: «پل در ۳ مه بسته شد.»"),
        quoted="شهردار گفت",
    ),
    "both directions in one line": HardPage(
        "<p dir=rtl>نرخ ۴٫۲ درصد بود (BBC, 2024) و نه 5%.</p>",
        lines=("نرخ ۴٫۲ درصد بود (BBC, 2024) و نه 5%.",),
        quoted="(BBC, 2024)",
    ),
    "words for paper only": HardPage(
        "<style>.paper{display:none}@media print{.paper{display:block}.screen{display:none}}</style>"
        "<p class=paper>Printed on paper.</p><p class=screen>Read on a screen.</p>",
        lines=("Read on a screen.",),
        unread=("Printed on paper.",),
    ),
    "a page that is another for each visitor": HardPage(
        "<p>The bridge is closed.</p><p id=v></p><script>"
        "v.textContent = 'You are reader ' + crypto.randomUUID()</script>",
        lines=("The bridge is closed.", "You are reader"),
        quoted="The bridge is closed.",
    ),
    "a page of 40,000 pixels": HardPage(
        f"{LINES}<div style='height:37900px'></div><p>The last line.</p>",
        lines=("Line 40 of", "The last line."),
        quoted="The last line.",
        down=39000,
    ),
    "frames in frames": HardPage(
        "<p>Around</p><iframe src=/inner width=600 height=400></iframe>",
        lines=("Around", "Inner", "Innermost"),
        quoted="Innermost",
    ),
    "a set of frames": HardPage(
        "<html><frameset cols='50%,50%'><frame src=/innermost><frame src=/innermost></frameset></html>",
        lines=("Innermost", "Innermost"),
        quoted="Innermost",
    ),
    "a wall for consent over the words": HardPage(
        f"<body style='overflow:hidden;height:100vh'>{LINES}<div style='position:fixed;inset:0;background:#fff'>"
        "<p>We value your privacy.</p><button>More options</button></div></body>",
        lines=("Line 1 of", "Line 40 of", "We value your privacy."),
    ),
    "words that fade in as one scrolls": HardPage(
        "<style>.wait{opacity:0;transition:opacity .2s}.shown{opacity:1}</style><div style='height:2500px'></div>"
        "<p class=wait>The bridge is closed.</p><script>"
        "const show = one => one.classList.add('shown')</script>" + REVEAL,
        lines=("The bridge is closed.",),
        quoted="The bridge is closed.",
        down=2500,
    ),
    "words behind tabs and in details": HardPage(
        "<button aria-controls=second>Second</button><div id=second hidden>In the second tab.</div>"
        "<details><summary>Method</summary>We asked 900 people.</details><div hidden>Never shown.</div>",
        lines=("In the second tab.", "Method", "We asked 900 people."),
        unread=("Never shown.",),
    ),
    "slides beside each other": HardPage(
        "<div style='width:600px;overflow:hidden;white-space:nowrap'>"
        "<p style='display:inline-block;width:600px'>First slide</p>"
        "<p style='display:inline-block;width:600px'>Second slide</p></div>",
        lines=("First slide", "Second slide"),
        quoted="First slide",
    ),
    "a text that is cut off until one wants more": HardPage(
        f"<div style='max-height:90px;overflow:hidden'>{LINES}</div><button>Read more</button>",
        lines=("Line 1 of", "Line 40 of", "Read more"),
        quoted="Line 1 of the minutes",
    ),
    "a program that scrolls within itself": HardPage(
        f"<body style='margin:0;overflow:hidden'><main style='height:100vh;overflow:auto'>{LINES}</main></body>",
        lines=("Line 1 of", "Line 40 of"),
        quoted="Line 1 of the minutes",
    ),
    "a table that a script draws": HardPage(
        "<table><caption>Passengers</caption></table><script>fetch('/figures').then(r => r.json()).then(rows => "
        "rows.forEach(cells => { const row = document.querySelector('table').insertRow();"
        "cells.forEach(cell => row.insertCell().append(cell)) }))</script>",
        lines=("Passengers", "2023\t\t48,500", "2024\t\t51,000"),
        quoted="51,000",
    ),
    "columns as in a newspaper": HardPage(
        f"<article style='columns:3;height:400px'>{LINES}</article>",
        lines=("Line 1 of", "Line 2 of", "Line 40 of"),
        quoted="Line 40 of the minutes",
    ),
    "writing from top to bottom": HardPage(
        "<article style='writing-mode:vertical-rl;height:300px'>"
        "<p>橋は五月三日に<ruby>閉鎖<rt>へいさ</rt></ruby>された。</p></article>",
        lines=("橋は五月三日に閉鎖された。",),
        unread=("へいさ",),
        quoted="五月三日",
    ),
    "words in a drawing": HardPage(
        "<svg width=400 height=90><text x=9 y=30>Exports fell</text><text x=9 y=60>in June</text></svg>",
        lines=("Exports fell", "in June"),
        quoted="Exports fell",
    ),
    "figures off the line": HardPage(
        "<p>About 3×10<sup>6</sup> tonnes of CO<sub>2</sub>, "
        "<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> of it ours.<sup><a href=#n>4</a></sup></p>",
        lines=("About 3×10⁶ tonnes of CO₂, ½ of it ours.[4]",),
        quoted="10⁶ tonnes of CO₂",
    ),
    "numbers that a style counts": HardPage(
        "<style>body{counter-reset:s}h2{counter-increment:s}h2::before{content:'§ ' counter(s) ' '}</style>"
        "<h2>Bridges</h2><h2>Ferries</h2>",
        lines=("§ 1 Bridges", "§ 2 Ferries"),
        quoted="Ferries",
    ),
    "words that nobody is to see": HardPage(
        "<p style='color:#fff'>cheap pills</p><h1 style='text-indent:-9999px'>Logo</h1><p style='font-size:0'>tiny</p>"
        "<p>The bridge is <s>open</s> closed.</p>",
        lines=("The bridge is closed.",),
        unread=("cheap pills", "Logo", "tiny", "open"),
    ),
    "a clock that never stops": HardPage(
        "<p id=t>0</p><p>The bridge is closed.</p><script>setInterval(() => t.textContent = Date.now(), 1)</script>",
        lines=("The bridge is closed.",),
        quoted="The bridge is closed.",
    ),
    "a large first letter and an icon": HardPage(
        "<style>p::first-letter{font-size:4em;float:left}i::before{content:'\\e900'}</style><p>Once there was a bridge."
        "</p><i></i><span>Search</span>",
        lines=("Once there was a bridge.", "Search"),
        unread=("\ue900",),
        quoted="Once there",
    ),
    "words for readers without scripts": HardPage(
        "<noscript>Enable scripts.</noscript><p id=p></p><script>p.textContent = 'The bridge is closed.'</script>",
        lines=("The bridge is closed.",),
        unread=("Enable scripts.",),
        quoted="The bridge is closed.",
    ),
    "a part that is drawn only when it is near": HardPage(
        "<div style='height:5000px'></div><p style='content-visibility:auto'>The bridge is closed.</p>",
        lines=("The bridge is closed.",),
    ),
    "figures in another order than they are written in": HardPage(
        "<p style='display:flex'><b style='order:3'>%</b><b style='order:1'>3</b><b style='order:2'>5</b></p>",
        lines=("3 5 %",),
        unread=("% 3",),
    ),
    "a form that a script has filled in": HardPage(
        "<form><input id=i value=none><select id=s><option>open<option>closed</select></form>"
        "<script>i.value = 'Bridge'; s.value = 'closed'</script>",
        lines=("Bridge closed",),
        unread=("none", "open"),
        quoted="Bridge",
    ),
}
