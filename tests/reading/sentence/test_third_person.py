"""Words that are given as somebody's own and speak of that person."""

import pytest

from factcheck.reading.sentence.third_person import speaks_of


@pytest.mark.parametrize(
    ("words", "claimant"),
    [
        ("Okonjo claims that the town's debt has doubled since 2020.", "Okonjo"),
        ("The town’s debt has doubled, Ada Okonjo told the council.", "Ada Okonjo"),
        ('"That is twice as many," said Marwood.', "Jo Marwood"),
        ("According to the mayor, the pool cost 4 million.", "The mayor of Selm"),
        ("The pool cost 4 million, she said.", "Okonjo"),
        ("He has also claimed that the pool cost 4 million.", "Okonjo"),
        ("Okonjo, the town's treasurer, insisted that nothing was lost.", "Okonjo"),
        ("La dette a doublé, selon le maire.", "Le maire"),
        ("Elle a déclaré que la dette avait doublé.", "Mme Okonjo"),
        ("La dette a doublé, a-t-il affirmé.", "Okonjo"),
        ("« La dette a doublé », dit-elle.", "Okonjo"),
        ("Okonjo soutient que la dette a doublé.", "Okonjo"),
        ("Okonjo afirmó que la deuda se ha duplicado.", "Ada Okonjo"),
        ("Según la alcaldesa, la deuda se ha duplicado.", "La alcaldesa"),
        ("Dijo que la deuda se ha duplicado.", "Okonjo"),
        ("A dívida duplicou, disse ela.", "Okonjo"),
        ("Segundo o presidente da câmara, a dívida duplicou.", "O presidente da câmara"),
        ("Okonjo disse que a dívida duplicou.", "Okonjo"),
        ("Die Schulden haben sich verdoppelt, sagte Okonjo.", "Okonjo"),
        ("Laut Bürgermeisterin haben sich die Schulden verdoppelt.", "Die Bürgermeisterin"),
        ("Okonjo zufolge haben sich die Schulden verdoppelt.", "Okonjo"),
        ("Die Schulden haben sich verdoppelt, erklärte er.", "Okonjo"),
        ("قال أوكونجو إن دين المدينة تضاعف.", "أوكونجو"),
        ("وأكدت الوزيرة أن الدين تضاعف.", "الوزيرة"),
        ("وقال إن الدين تضاعف.", "أوكونجو"),
        ("تضاعف الدين، بحسب أوكونجو.", "أوكونجو"),
        ("به گفتهٔ شهردار، بدهی شهر دو برابر شده است.", "شهردار"),
        ("اوکونجو گفت بدهی شهر دو برابر شده است.", "اوکونجو"),
        ("وی افزود بدهی شهر دو برابر شده است.", "اوکونجو"),
        ("شهردار می‌گوید بدهی دو برابر شده است.", "شهردار"),
    ],
)
def test_words_that_speak_of_who_is_to_have_said_them(words: str, claimant: str) -> None:
    assert speaks_of(words, claimant)


@pytest.mark.parametrize(
    ("words", "claimant"),
    [
        ("The town's debt has doubled since 2020.", "Okonjo"),
        ("We told the council that the town's debt has doubled.", "Okonjo"),
        ("I said that the pool cost 4 million.", "Okonjo"),
        ("She told me that the pool cost 4 million.", "Okonjo"),
        ("The minister said that the pool cost 4 million.", "Okonjo"),
        ("According to the minister, the pool cost 4 million.", "Okonjo"),
        ("an unprovoked massacre by Iraqi forces", "Medill on the Hill"),
        ("claims funding from the Iranian government", "Medill on the Hill"),
        ("La dette a doublé depuis 2020.", "Okonjo"),
        ("Je dis que la dette a doublé.", "Okonjo"),
        ("La deuda se ha duplicado desde 2020.", "Okonjo"),
        ("Die Schulden haben sich seit 2020 verdoppelt.", "Okonjo"),
        ("تضاعف دين المدينة منذ عام 2020.", "أوكونجو"),
        ("بدهی شهر از ۲۰۲۰ دو برابر شده است.", "اوکونجو"),
        ("They are in debt.", "The town"),
        ("", "Okonjo"),
    ],
)
def test_words_that_somebody_can_have_said(words: str, claimant: str) -> None:
    assert speaks_of(words, claimant) == ""
