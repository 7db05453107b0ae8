"""Who said it according to a sentence, and how many words are quoted."""

import pytest

from factcheck.reading.sentence.attribution import attribution_of, quoted_words


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("“We lost everything,” said Ana Ruiz, the mayor of Port Selm.", "Ana Ruiz"),
        ('"We lost everything," Ana Ruiz said on Monday.', "Ana Ruiz"),
        ("“It was never tested,” the minister told reporters.", "the minister"),
        ("“It is late,” Ruiz acknowledged.", "Ruiz"),
        ("“It is late,” said former Governor Tom Hale, who spoke first.", "former Governor Tom Hale"),
        ("The plan, said Mr. Ruiz, is dead.", "Mr. Ruiz"),
        ("Ana Ruiz, the mayor, said the bridge is closed.", "Ana Ruiz"),
        ("On Monday, the council announced a new budget.", "the council"),
        ("The 2011 report says that the river was clean.", "The 2011 report"),
        ("“It is late,” the family said.", "the family"),
        ("The minister flatly denied that taxes rose.", "The minister"),
        ("But the union has repeatedly claimed that wages fell.", "the union"),
        ("In his speech on Tuesday Ana Ruiz said that taxes rose.", "Ana Ruiz"),
        ("According to the Ministry of Health in Selm, 300 people died.", "the Ministry of Health in Selm"),
        ("300 people died, according to Robert G. Hale.", "Robert G. Hale"),
        ("Ruiz: “We never sold the harbour.”", "Ruiz"),
        ("The mayor said: “We never sold the harbour.”", "The mayor"),
        ("The town planted 5,000 trees in 2024, said Nour Haddad.", "Nour Haddad"),
        ("In 2024, the town planted trees, said Nour Haddad.", "Nour Haddad"),
        ("رويز: «لم نبع الميناء أبدا».", "رويز"),
        ("ルイス：「港は売っていない」", "ルイス"),
    ],
)
def test_the_speaker_is_named(text: str, by: str) -> None:
    assert attribution_of(text) == (True, by)


@pytest.mark.parametrize(
    "text",
    [
        "He said that taxes rose.",
        "“Yes,” she said.",
        "The weapons came by sea, he added.",
        "“Nobody knows,” it was said.",
        "In a letter to parliament they said no.",
        f"{'The man who knew the man who ' * 9}said so.",
    ],
)
def test_a_pronoun_or_a_crowd_of_words_is_nobody(text: str) -> None:
    assert attribution_of(text).speaker == ""


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("La Dra. Gómez aseguró que los precios subieron.", "La Dra. Gómez"),
        ("El presidente dijo: «El paro bajó un 3 % en 2023.»", "El presidente"),
        ("El presidente, Pedro Sánchez, dijo: «El paro bajó.»", "El presidente"),
        ("La villa plantó 5,000 árboles, dijo el alcalde.", "el alcalde"),
        ("O presidente disse: “A inflação subiu 5% em 2023.”", "O presidente"),
        ("Der Minister sagte: „Die Inflation stieg auf 5 Prozent.“", "Der Minister"),
        ("Le ministre a déclaré : « Le chômage a baissé de 3 %. »", "Le ministre"),
        ("قال الوزير: «ارتفع التضخم إلى 7 في المئة.»", "الوزير"),
        ("ارتفع معدل البطالة إلى 7.2 في المئة، قال الوزير أحمد.", "الوزير أحمد"),
        ("رئیس جمهور گفت: «تورم کم شد.»", "رئیس جمهور"),
        ("प्रधानमंत्री ने कहा: “बेरोजगारी दर 8 प्रतिशत है।”", "प्रधानमंत्री"),
        ("El presidente, Pedro Sánchez, ha dicho que no hay dinero.", "El presidente"),
        ("Los precios bajaron, según el alcalde.", "el alcalde"),
        ("Selon Anne Ruiz, la ville est sûre.", "Anne Ruiz"),
        ("La maire de Paris a expliqué que l'eau est propre.", "La maire de Paris"),
        ("O ministro garantiu que não há falta de vacinas.", "O ministro"),
        ("Prof. Müller zufolge sind die Zahlen falsch.", "Prof. Müller"),
        ("Die Kanzlerin hat gesagt, dass die Steuern sinken.", "Die Kanzlerin"),
        ("صرح وزير المالية بأن الأسعار انخفضت.", "وزير المالية"),
        ("به گزارش خبرگزاری مهر، قیمت‌ها بالا رفت.", "خبرگزاری مهر"),
        ("डॉ. सिंह ने बताया कि पानी साफ है।", "डॉ. सिंह"),
        ("Er sagte, dass die Steuern sinken.", ""),
        ("Ella afirmó que los precios bajaron.", ""),
        ("उन्होंने कहा कि पानी साफ है।", ""),
        ("او گفت که قیمت‌ها بالا رفت.", ""),
    ],
)
def test_the_speaker_is_named_in_other_languages(text: str, by: str) -> None:
    assert attribution_of(text) == (True, by)


@pytest.mark.parametrize(
    "text",
    [
        "Der Mann hat die Brücke gebaut.",
        "Los precios que no bajan son altos.",
        "Le pont de la ville est fermé.",
        "पुल की जाँच कल हुई।",
        "Their claims are false.",
        "The United States sold the harbour.",
        "I said that taxes rose.",
        "He added sugar to the tea.",
        "The mayor was told that the bridge is unsafe.",
        "An alleged thief was found in the harbour.",
        "",
    ],
)
def test_nobody_is_said_to_have_said_it(text: str) -> None:
    assert not attribution_of(text).is_reported


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("He said “we lost it all” and left.", 4),
        ("„Wir haben alles verloren“, sagte er.", 4),
        ("»Wir haben alles verloren«, sagte er.", 4),
        ("« Nous avons tout perdu », dit-il.", 4),
        ("قال: «لم نبع الميناء أبدا».", 4),
        ("「水は検査されなかった」と述べた。", 6),
        ("“We lost it all.", 4),
        ("We lost it all,” he said.", 4),
        ('We lost it all," he said.', 4),
        ("The ‘safe and clean’ water.", 3),
        ("The “Joint Plan of Action” failed.", 1),
        ("The mayor's ‘90s house wasn't sold.", 4),
        ("Nobody's quote.", 0),
        ("", 0),
    ],
)
def test_quoted_words_are_counted(text: str, count: int) -> None:
    assert quoted_words(text) == count
