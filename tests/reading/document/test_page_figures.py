"""Figures that markup raises or lowers stay apart from the figures beside them."""

import pytest

from tests.reading.pages import text_of


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("rose to 12<sup>3</sup> per cent", "rose to 12³ per cent"),
        ("به ۱۲<sup>۳</sup> درصد", "به ۱۲³ درصد"),
        ("to 10<sup>6</sup> copies", "to 10⁶ copies"),
        ("10<sup>&minus;6</sup> m<sup>2</sup>", "10⁻⁶ m²"),
        ("CO<sub>2</sub>, H<sub>2</sub>O", "CO₂, H₂O"),
        ("the 1<sup>st</sup>, 2<sup>e</sup>, n<sup>o</sup> 3", "the 1st, 2e, no 3"),
        ("5<sup>a</sup> per cent<sup>b</sup>", "5[a] per cent[b]"),
        ("12<span style='vertical-align:super'>3</span>", "12³"),
        ("12<span style='font-size:8px;vertical-align: 4px'>3</span>", "12³"),
        ("<style>.c7{vertical-align:super}</style>12<span class=c7>3</span>", "12³"),
        ("<style>.c7{vertical-align:sub}</style>x<span class=c7>3</span>", "x₃"),
        ("12<span style='position:relative; top:-0.4em'>3</span>", "12³"),
        ("12<span style='position:relative; bottom:4px'>3</span>", "12³"),
        ("12<span style='position:relative; left:4px'>3</span>", "123"),
        ("<svg><text>12<tspan baseline-shift=super>3</tspan></text></svg>", "12³"),
        ("12<span style='vertical-align:middle'>3</span>", "123"),
        ("12<sup><a href='#fn3'>3</a></sup> per", "12[3] per"),
        ("12<a href='#fn3'><sup>3</sup></a> per", "12[3] per"),
        ("12<a href='notes.html#n3' class=fn>3</a> per", "12[3] per"),
        ("12<a role=doc-noteref href='#x'>3</a> per", "12[3] per"),
        ("12<sup><a href='#a'>3</a>,<a href='#b'>4</a></sup> per", "12[3],[4] per"),
        ("10<sup><a href='#fn6'>6</a></sup> per", "10[6] per"),
        ("12<sup><a href='#n'>[3]</a></sup> per", "12[3] per"),
        ("page <a href='#p2'>2</a> of", "page 2 of"),
        ("<sup>1</sup>/<sub>2</sub> of", "½ of"),
        ("2<sup>1</sup>&frasl;<sub>2</sub> of", "2½ of"),
        ("2<sup>5</sup>⁄<sub>16</sub> of", "2\u202f5⁄16 of"),
        ("12³ ½ CO₂", "12³ ½ CO₂"),
        ("<math><mn>2</mn><mfrac><mn>1</mn><mn>2</mn></mfrac></math> of", "2½ of"),
        ("<math><mfrac><mn>3</mn><mn>16</mn></mfrac></math>", "3⁄16"),
        ("<math><mfrac><msup><mi>x</mi><mn>2</mn></msup><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow></mfrac></math>",
         "x²⁄(a+b)"),
        ("<math><msup><mn>10</mn><mn>6</mn></msup></math>", "10⁶"),
        ("<math><msup><mi>x</mi><mi>n</mi></msup></math>", "x^n"),
        ("<math><msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup></math>", "x₁²"),
        ("<math><munderover><mo>∑</mo><mn>1</mn><mn>9</mn></munderover></math>", "∑₁⁹"),
        ("<math><mmultiscripts><mi>C</mi><mprescripts/><mn>6</mn><mn>14</mn></mmultiscripts></math>", "\ufffc"),
        ("is <img class=mwe-math-fallback-image-inline alt='12'> per", "is \ufffc per"),
        ("is <script type='math/tex'>12</script> per", "is \ufffc per"),
        ("<math><msqrt><mn>2</mn></msqrt></math>", "√(2)"),
        ("<math><semantics><mn>12.5</mn><annotation>\\num{12.5}</annotation></semantics></math>", "12.5"),
    ],
)  # fmt: skip
def test_figures_off_the_line_are_kept_as_such(markup: str, text: str) -> None:
    assert text_of(f"<p>{markup}</p>") == text


def test_a_formula_behind_its_picture_is_read_once() -> None:
    math = "<math><mn>12.5</mn></math>"
    katex = (
        f"<span class=katex><span class=katex-mathml>{math}</span><span class=katex-html>12.5</span></span>"
    )
    wiki = f"<span class=mwe-math-mathml-a11y style='display:none'>{math}</span><img alt='{{12.5}}'>"

    assert text_of(f"<p>The rate is {katex} per cent</p>") == "The rate is 12.5 per cent"
    assert text_of(f"<p>The rate is {wiki} per cent</p>") == "The rate is 12.5 per cent"
