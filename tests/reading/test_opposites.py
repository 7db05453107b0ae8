"""Words by which one text says the opposite of another."""

import tomllib
from collections import Counter
from importlib.resources import files

import pytest

from factcheck.reading.opposites import opposites_in

OPPOSED = [
    ("Unemployment rose in the spring.", "Unemployment fell in the spring.", ("rose", "fell")),
    ("The mayor cut the school budget.", "The mayor increased the school budget.", ("cut", "increased")),
    ("Taxes are higher here than there.", "Taxes are lower here than there.", ("higher", "lower")),
    ("Fewer people vote than before.", "More people vote than before.", ("fewer", "more")),
    ("The city has the highest rents.", "The city has the LOWEST rents.", ("highest", "lowest")),
    ("The senator supports the treaty.", "The senator opposes the treaty.", ("supports", "opposes")),
    ("It is legal to film the police.", "It is illegal to film the police.", ("legal", "illegal")),
    ("The judge found him guilty.", "The judge found him innocent.", ("guilty", "innocent")),
    ("The actor is alive.", "The actor died.", ("alive", "died")),
    ("Der Kanzler sagt, die Preise sind gestiegen.", "Die Preise sind gesunken.", ("gestiegen", "gesunken")),
    ("Es ist verboten, hier zu filmen.", "Es ist hier erlaubt zu filmen.", ("verboten", "erlaubt")),
    ("Le chômage a baissé dans la ville.", "Le chômage a augmenté dans la ville.", ("baissé", "augmenté")),
    ("Le ministre soutient la loi.", "Le ministre rejette la loi.", ("soutient", "rejette")),
    ("El desempleo subió en la ciudad.", "El desempleo bajó en la ciudad.", ("subió", "bajó")),
    ("El actor murió en la ciudad.", "El actor sobrevivió en la ciudad.", ("murió", "sobrevivió")),
    ("O desemprego caiu na cidade.", "O desemprego cresceu na cidade.", ("caiu", "cresceu")),
    ("ارتفعت الأسعار في القاهرة", "انخفضت الأسعار في القاهرة", ("ارتفعت", "انخفضت")),
    ("أيد الوزير القانون", "عارض الوزير القانون", ("أيد", "عارض")),
    ("قیمت نان در ایران افزایش یافت", "قیمت نان در ایران کاهش یافت", ("افزایش", "کاهش")),
    ("نماینده بی‌گناه شناخته شد", "نماینده در دادگاه مجرم شناخته شد", ("بیگناه", "مجرم")),
    ("The senate will approve the treaty.", "The senate will reject the treaty.", ("approve", "reject")),
    ("The city will ban cars.", "The city will allow cars.", ("ban", "allow")),
    (
        "Los drones son legales en la ciudad.",
        "Los drones son ilegales en la ciudad.",
        ("legales", "ilegales"),
    ),
    (
        "Les prix vont augmenter dans la ville.",
        "Les prix vont baisser dans la ville.",
        ("augmenter", "baisser"),
    ),
    ("Los precios de la luz subirán.", "Los precios de la luz bajarán.", ("subirán", "bajarán")),
    ("O preço da gasolina vai subir.", "O preço da gasolina vai cair.", ("subir", "cair")),
    ("ستنخفض أسعار الكهرباء", "سترتفع أسعار الكهرباء", ("ستنخفض", "سترتفع")),
    ("बिजली के दाम बढ़ेंगे", "बिजली के दाम घटेंगे", ("बढ़ेंगे", "घटेंगे")),
    ("The bill was passed by the senate.", "The bill was rejected by the senate.", ("passed", "rejected")),
    ("Schools are closed this week.", "Schools are open this week.", ("closed", "open")),
    ("The pill is an effective cure.", "The pill is an ineffective cure.", ("effective", "ineffective")),
    ("बेरोज़गारी बढ़ी है", "बेरोज़गारी घटी है", ("बढ़ी", "घटी")),
    ("El desempleo subió en la ciudad.", "Unemployment fell in the city.", ("subió", "fell")),
]


@pytest.mark.parametrize(("text", "other", "words"), OPPOSED)
def test_the_words_of_opposites_are_given_from_both_sides(
    text: str, other: str, words: tuple[str, str]
) -> None:
    assert [*opposites_in(text, other)] == [words]
    assert [*opposites_in(other, text)] == [words[::-1]]
    assert not [*opposites_in(text, text)]


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Unemployment rose.", "Unemployment increased."),
        ("Unemployment rose.", "Unemployment did not fall."),
        ("Unemployment rose.", "Prices rose while unemployment fell."),
        ("Unemployment rose.", "Unemployment is what people talk about."),
        ("The party won.", "Taxes were cut."),
        ("Le chat est vif.", "The cat rose."),
        ("Los precios de la luz", "Die Preise sind gesunken."),
        ("Once more, the city closed the bridge.", "Less is said of the bridge."),
        ("Child support is paid by the state.", "The governor opposes the bill."),
        ("Higher education is dear.", "The lower house met."),
        ("Biden won in Ohio.", "Trump lost in Ohio."),
        ("Al menos varias personas llegaron a la ciudad.", "Más personas llegaron a la ciudad."),
        ("Pelo menos algumas pessoas chegaram à cidade.", "Mais pessoas chegaram à cidade."),
        ("Au moins cela dure dans la ville.", "Cela dure davantage dans la ville."),
        ("कम से कम लोग आए", "ज़्यादा लोग आए"),
        ("زار الرئيس المصري باريس قبل الانتخابات", "رفض الرئيس المصري زيارة باريس"),
        ("یک مرد در تهران بازداشت شد", "بازیگر تهران زنده است"),
        ("Безработица выросла.", "Безработица упала."),
        ("北京市人口增加", "北京市人口减少"),
        ("", "Unemployment fell."),
    ],
)
def test_what_is_no_opposite_or_not_told_by_single_words_is_none(text: str, other: str) -> None:
    assert not [*opposites_in(text, other)]
    assert not [*opposites_in(other, text)]


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "pt", "ar", "fa", "hi"])
def test_a_word_of_a_language_is_on_one_side_of_one_matter(language: str) -> None:
    tables = tomllib.loads(files("factcheck.reading").joinpath("words/opposites.toml").read_text("utf-8"))
    sides = [table[language] for about, table in tables.items() if about != "phrases" and language in table]
    listed = Counter(word for one in sides for side in ("ones", "others") for word in one[side].split())
    assert len(sides) >= 6
    assert set(listed.values()) == {1}
