"""Pages written for the tests, with quotes that stand in them: what a reporter copies, and what the page says."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Quoted:
    """A quote from a page and the words of the page that it is; of an elided one the pieces, joined by " […] "."""

    kind: str
    page: str
    quote: str
    stands: str


HARBOUR = """\
Home  News  Sport  Weather  Subscribe for £3 a week  Log in
Harbour bridge to close for repairs
By Maya Osei-Bonsu and Tom Hart | Published 12 March 2024, 10:30 | 5 min read

The council of Port Wyndham said on Tuesday that the harbour bridge, which opened in 1932, will close for 14 weeks \
from 1 June. More than 3,000 vehicles cross it every day, and about 52 per cent of them are lorries.

“We do not expect the work to cost more than £12.5 million,” Councillor Ruth Adeyemi told reporters. “Nobody is \
happy about it, but the bridge won’t wait for us.” She added that the ferry — out of service since October 2019 — \
would not return before 2026.

Share this story  Facebook  Twitter  Email  Advertisement

The engineer’s report[3] found cracks in 17 of the 240 steel hangers. It never recommended closing the bridge \
entirely, although the well-known contractor O’Neill & Sons had asked for that in a letter to the mayor, \
Jean-Luc Abara.[4] “There is no danger to the public at the moment,” the report says … “provided that loads stay \
below 7.5 tonnes.”

In a survey of 1,200 residents, 61% said they had not been told about the closure; 34% had heard of it on the radio. \
Temperatures of -5 °C in January had slowed the inspection, which was carried out between 2021 and 2023.

Related: Who pays for the ferry?  Most read  1 Fire at the mill  2 School results 2023  3 Letters
© 2024 The Wyndham Post. All rights reserved. Cookie settings
"""

HEADLINE = """\
LATEST NEWS
MINISTER DENIES THAT 400 FILES WERE DESTROYED AT THE PORT OF LISSE
THE INQUIRY OPENS NEXT MONDAY IN ROOM 12 OF THE CITY HALL
The minister, Hanna Vogt, told parliament that no file had been removed from the archive in Lisse. \
She was asked about 400 missing folders.
"""

TABLE = """\
Country\tPopulation 2010\tPopulation 2020\tChange
Ardania\t4,812,000\t5,102,400\t+6.0%
Belmar\t912,500\t887,300\t-2.8%
Coria\t12 300 000\t12 950 000\t+5.3 %
Source: Office for Statistics, table 7b, revised on 3 February 2021. Figures for Belmar leave out the two islands.
"""

RUN_TOGETHER = """\
Statement of the district court, 4 May 2022The court has dismissed the appeal of the water company.The judgment \
of March 2021 therefore standsThe company must pay 2.4 million euros to 318 households within 30 daysIt may not \
pass the cost on to its customers.Questions are answered by the press office.The office is open on weekdays
The company has not said whether it will pay. It owns easyJet shares and a plant in Lower Saxony.
"""

GERMAN = """\
Der Landtag hat am Mittwoch, dem 8. November 2023, das neue Schulgesetz beschlossen. Für das Gesetz stimmten 87 \
Abgeordnete, 41 waren dagegen. „Wir haben die Förder-
mittel nicht gekürzt, sondern um 3,5 Millionen Euro erhöht“, sagte Ministerin Jana Grünfeld. Die Opposition \
bestreitet das: Es sei „kein einziger Euro“ dazugekommen. Ab dem Schuljahr 2024/25 gilt in den Klassen 1–4 eine \
Obergrenze von 25 Kindern je Klasse. Die Straße zur größten Schule bleibt gesperrt, weil die Bau\u00adarbeiten in \
Großenbüttel länger dauern als geplant. Der Ost-West-Vergleich zeigt keine Unterschiede.
"""

FRENCH = """\
Le maire de Sainte-Aubierge, Étienne Lacroix, a déclaré jeudi qu’il ne démissionnerait pas. « L’enquête n’a rien \
prouvé », a-t-il dit devant 350 personnes réunies à l’hôtel de ville. Selon le parquet, 1\u202f250\u202f000 euros \
auraient été versés entre 2015 et 2018 à trois sociétés. « Je n’ai jamais signé ces contrats », affirme M. Lacroix ; \
son adjointe, Mme Odile Perrin, parle d’une « erreur de procédure » et d’un œil fermé. Le procès s’ouvrira le 9 \
septembre : la cour entendra 42 témoins.
"""

SPANISH = """\
El Gobierno regional aprobó el martes 14 de mayo un presupuesto de 2.300 millones de euros. «No habrá recortes en \
sanidad», aseguró la consejera Inés Calatrava, «y ningún hospital va a cerrar». La oposición calcula que faltan 180 \
médicos en los centros de Valdemora y Ríoseco. El año pasado se jubilaron 96.
"""

RUSSIAN = """\
Мэр города Заречный Олег Воронин заявил в среду, что новый мост не будет открыт до конца 2025 года. «Мы никогда не \
обещали других сроков», — сказал он. Стоимость работ выросла на 40 процентов, до 3,2 млрд рублей. В опросе приняли \
участие 1 540 человек.
"""

ARABIC = """\
الرئيسية | أخبار | رياضة
قال وزير المياه سامي الخطيب يوم الأحد إن مستوى السد انخفض بنسبة ٥٢٪ منذ عام ٢٠١٩، وإن الحكومة لم ترفع سعر المياه. \
وأضاف: «لن نقطع الماء عن أي بيت في المدينة». وحضر الاجتماع أكثر من ٣٬٠٠٠ مزارع من محافظتي الكرمة والنخيل؛ \
فهل يكفي المخزون حتى الصيف؟ وتقول الهيئة العامة للإحصاء إن عدد الآبار المرخصة بلغ ١٧٤ بئرا في آذار ٢٠٢٣.\
\nجميع الحقوق محفوظة
"""

PERSIAN = """\
خانه | ایران | جهان
سخنگوی شهرداری، لیلا کریمی، روز شنبه گفت که پل جدید تا پایان سال ۱۴۰۲ باز نمی‌شود. او افزود: «ما هیچ‌وقت نگفته‌ایم \
که هزینه‌ها کاهش می‌یابد.» بر اساس گزارش شورا، ۵۲ درصد از ۳٬۰۰۰ شرکت‌کننده در نظرسنجی با این طرح مخالف بودند. \
کتابخانه‌ی مرکزی نیز از مهر ۱۳۹۸ تعطیل است و بودجه‌ای برای آن در نظر گرفته نشده است.
همه حقوق محفوظ است
"""

HEBREW = """\
דובר העירייה, יואב שגיא, אמר ביום שלישי כי הגשר החדש לא ייפתח לפני שנת 2026. לדבריו, 1,450 תושבים חתמו על העצומה, \
אך העירייה מעולם לא הבטיחה מועד אחר.
"""

CHINESE = """\
市政府发言人林若水周三表示，新大桥将不会在2025年之前通车。他说：“我们从未承诺过其他日期。”据统计，共有三千二百人参加了听证会，其中52%的人反对该计划。
"""

JAPANESE = """\
港湾局のサカモト局長は水曜日、新しい橋は２０２５年まで開通しないと述べた。工事費は三億円増え、反対の署名は１２００人に上った。\
局長は「約束を破ったことはない」と話した。
"""

PAGES = {
    "harbour": HARBOUR,
    "headline": HEADLINE,
    "table": TABLE,
    "run-together": RUN_TOGETHER,
    "german": GERMAN,
    "french": FRENCH,
    "spanish": SPANISH,
    "russian": RUSSIAN,
    "arabic": ARABIC,
    "persian": PERSIAN,
    "hebrew": HEBREW,
    "chinese": CHINESE,
    "japanese": JAPANESE,
}

_PLAIN = {
    "harbour": (
        "said on Tuesday that the harbour bridge, which opened in 1932, will close for 14 weeks from 1 June",
        "More than 3,000 vehicles cross it every day, and about 52 per cent of them are lorries.",
        "We do not expect the work to cost more than £12.5 million",
        "“Nobody is happy about it, but the bridge won’t wait for us.”",
        "the ferry — out of service since October 2019 — would not return before 2026",
        "It never recommended closing the bridge entirely, although the well-known contractor O’Neill & Sons had asked",
        "There is no danger to the public at the moment",
        "In a survey of 1,200 residents, 61% said they had not been told about the closure",
        "Temperatures of -5 °C in January had slowed the inspection",
        "found cracks in 17 of the 240 steel hangers",
    ),
    "table": (
        "Figures for Belmar leave out the two islands.",
        "Source: Office for Statistics, table 7b, revised on 3 February 2021",
    ),
    "headline": ("Hanna Vogt, told parliament that no file had been removed from the archive in Lisse",),
    "german": (
        "Für das Gesetz stimmten 87 Abgeordnete, 41 waren dagegen.",
        "mittel nicht gekürzt, sondern um 3,5 Millionen Euro erhöht“, sagte Ministerin Jana Grünfeld"[7:],
        "gilt in den Klassen 1–4 eine Obergrenze von 25 Kindern je Klasse",
        "Der Ost-West-Vergleich zeigt keine Unterschiede",
    ),
    "french": (
        "a déclaré jeudi qu’il ne démissionnerait pas",
        "« Je n’ai jamais signé ces contrats », affirme M. Lacroix",
        "il ne démissionnerait pas. « L’enquête n’a rien prouvé »",
        "la cour entendra 42 témoins.",
    ),
    "spanish": (
        "aprobó el martes 14 de mayo un presupuesto de 2.300 millones de euros",
        "aseguró la consejera Inés Calatrava, «y ningún hospital va a cerrar»",
    ),
    "russian": (
        "заявил в среду, что новый мост не будет открыт до конца 2025 года",
        "Стоимость работ выросла на 40 процентов, до 3,2 млрд рублей.",
    ),
    "arabic": (
        "إن مستوى السد انخفض بنسبة ٥٢٪ منذ عام ٢٠١٩، وإن الحكومة لم ترفع سعر المياه",
        "وحضر الاجتماع أكثر من ٣٬٠٠٠ مزارع من محافظتي الكرمة والنخيل",
        "لن نقطع الماء عن أي بيت في المدينة",
    ),
    "persian": (
        "گفت که پل جدید تا پایان سال ۱۴۰۲ باز نمی‌شود",
        "۵۲ درصد از ۳٬۰۰۰ شرکت‌کننده در نظرسنجی با این طرح مخالف بودند",
        "بودجه‌ای برای آن در نظر گرفته نشده است",
    ),
    "hebrew": ("אמר ביום שלישי כי הגשר החדש לא ייפתח לפני שנת 2026",),
    "chinese": (
        "新大桥将不会在2025年之前通车。他说：“我们从未承诺过其他日期。”",
        "据统计，共有三千二百人参加了听证会，其中52%的人反对该计划",
    ),
    "japanese": (
        "新しい橋は２０２５年まで開通しないと述べた。工事費は三億円増え、反対の署名は１２００人に上った",
    ),
}

EXACT = tuple(Quoted("exact", page, quote, quote) for page, quotes in _PLAIN.items() for quote in quotes)
"""Quotes as they stand; every other way of writing them is made from these."""

TYPOGRAPHIC = (
    Quoted(
        "typographic",
        "harbour",
        "found cracks in 17 of the 240 steel hangers. It never recommended closing the bridge entirely",
        "found cracks in 17 of the 240 steel hangers. It never recommended closing the bridge entirely",
    ),
    Quoted(
        "typographic",
        "harbour",
        "The engineer's report found cracks in 17 of the 240 steel hangers",
        "The engineer’s report[3] found cracks in 17 of the 240 steel hangers",
    ),
    Quoted(
        "typographic",
        "harbour",
        "In a letter to the mayor, Jean-Luc Abara. 'There is no danger to the public at the moment,'",
        "in a letter to the mayor, Jean-Luc Abara.[4] “There is no danger to the public at the moment,”",
    ),
    Quoted(
        "typographic",
        "harbour",
        'there is no danger to the public at the moment," the report says ... "provided that loads',
        "There is no danger to the public at the moment,” the report says … “provided that loads",
    ),
    Quoted(
        "typographic",
        "german",
        "Wir haben die Fördermittel nicht gekürzt, sondern um 3,5 Millionen Euro erhöht",
        "Wir haben die Förder-\nmittel nicht gekürzt, sondern um 3,5 Millionen Euro erhöht",
    ),
    Quoted(
        "typographic",
        "german",
        "weil die Bauarbeiten in Großenbüttel länger dauern",
        "weil die Bau\u00adarbeiten in Großenbüttel länger dauern",
    ),
    Quoted(
        "typographic",
        "french",
        "1 250 000 euros auraient été versés entre 2015 et 2018 à trois sociétés. \"Je n'ai jamais signé",
        "1\u202f250\u202f000 euros auraient été versés entre 2015 et 2018 à trois sociétés. « Je n’ai jamais signé",
    ),
    Quoted(
        "typographic",
        "russian",
        '"Мы никогда не обещали других сроков" - сказал он'.replace('" -', '", -'),
        "«Мы никогда не обещали других сроков», — сказал он",
    ),
    Quoted(
        "typographic",
        "japanese",
        "新しい橋は2025年まで開通しないと述べた。工事費は三億円増え",
        "新しい橋は２０２５年まで開通しないと述べた。工事費は三億円増え",
    ),
)

ELIDED = (
    Quoted(
        "elided",
        "harbour",
        "The council of Port Wyndham said on Tuesday […] More than 3,000 vehicles cross it every day",
        "The council of Port Wyndham said on Tuesday […] More than 3,000 vehicles cross it every day",
    ),
    Quoted(
        "elided",
        "harbour",
        "Nobody is happy about it ... the ferry ... would not return before 2026",
        "Nobody is happy about it […] the ferry […] would not return before 2026",
    ),
    Quoted(
        "elided",
        "harbour",
        "“In a survey of 1,200 residents [...] 34% had heard of it on the radio.”",
        "In a survey of 1,200 residents […] 34% had heard of it on the radio.",
    ),
    Quoted(
        "elided",
        "harbour",
        "… in a survey of 1,200 residents, 61% said they had not been told …",
        "In a survey of 1,200 residents, 61% said they had not been told",
    ),
    Quoted(
        "elided",
        "german",
        "Für das Gesetz stimmten 87 Abgeordnete … sagte Ministerin Jana Grünfeld",
        "Für das Gesetz stimmten 87 Abgeordnete […] sagte Ministerin Jana Grünfeld",
    ),
    Quoted(
        "elided",
        "french",
        "Je n'ai jamais signé ces contrats (…) la cour entendra 42 témoins",
        "Je n’ai jamais signé ces contrats […] la cour entendra 42 témoins",
    ),
    Quoted(
        "elided",
        "arabic",
        "قال وزير المياه سامي الخطيب […] لن نقطع الماء عن أي بيت",
        "قال وزير المياه سامي الخطيب […] لن نقطع الماء عن أي بيت",
    ),
    Quoted(
        "elided",
        "persian",
        "لیلا کریمی، روز شنبه گفت … ۵۲ درصد از ۳٬۰۰۰ شرکت‌کننده",
        "لیلا کریمی، روز شنبه گفت […] ۵۲ درصد از ۳٬۰۰۰ شرکت‌کننده",
    ),
)

RIGHT_TO_LEFT = tuple(
    Quoted("right-to-left", page, quote, stands)
    for page, quote, stands in (
        (
            "arabic",
            "إن مستوي السد انخفض بنسبة 52% منذ عام 2019, وإن الحكومة لم ترفع سعر المياه",
            "إن مستوى السد انخفض بنسبة ٥٢٪ منذ عام ٢٠١٩، وإن الحكومة لم ترفع سعر المياه",
        ),
        (
            "arabic",
            "وحضر الاجتماع أكثر من 3,000 مزارع من محافظتي الكرمة والنخيل",
            "وحضر الاجتماع أكثر من ٣٬٠٠٠ مزارع من محافظتي الكرمة والنخيل",
        ),
        ("arabic", "فهل يكفي المخزون حتى الصيف؟", "فهل يكفي المخزون حتى الصيف؟"),
        ("arabic", "فهل يكفي المخزون حتى الصيف?", "فهل يكفي المخزون حتى الصيف؟"),
        ("arabic", "لَن نَقطَعَ الماءَ عَن أيّ بيتٍ في المدينةِ", "لن نقطع الماء عن أي بيت في المدينة"),
        ("arabic", "لن نقطـــع المـــاء عن أي بيت في المدينة", "لن نقطع الماء عن أي بيت في المدينة"),
        (
            "arabic",
            "\u2067لن نقطع الماء\u200f عن أي بيت في المدينة\u2069",
            "لن نقطع الماء عن أي بيت في المدينة",
        ),
        (
            "arabic",
            "عدد الآبار المرخصة بلغ 174 بئرا في آذار 2023",
            "عدد الآبار المرخصة بلغ ١٧٤ بئرا في آذار ٢٠٢٣",
        ),
        ("persian", "پل جديد تا پايان سال 1402 باز نمی شود", "پل جدید تا پایان سال ۱۴۰۲ باز نمی‌شود"),
        ("persian", "پل جدید تا پایان سال ١٤٠٢ باز نمی‌شود", "پل جدید تا پایان سال ۱۴۰۲ باز نمی‌شود"),
        ("persian", "ما هيچ‌وقت نگفته‌ايم كه هزينه‌ها كاهش مي‌يابد", "ما هیچ‌وقت نگفته‌ایم که هزینه‌ها کاهش می‌یابد"),
        ("persian", "52 درصد از 3,000 شرکت‌کننده در نظرسنجی", "۵۲ درصد از ۳٬۰۰۰ شرکت‌کننده در نظرسنجی"),
        (
            "persian",
            "کتابخانه ی مرکزی نیز از مهر ۱۳۹۸ تعطیل است",
            "کتابخانه‌ی مرکزی نیز از مهر ۱۳۹۸ تعطیل است",
        ),
        (
            "hebrew",
            "הַגֶּשֶׁר הֶחָדָשׁ לֹא יִפָּתֵחַ לפני שנת 2026".replace("יִפָּתֵחַ", "ייפתח"),
            "הגשר החדש לא ייפתח לפני שנת 2026",
        ),
        ("hebrew", "1,450 תושבים חתמו על העצומה", "1,450 תושבים חתמו על העצומה"),
    )
)

BOILERPLATE = (
    Quoted(
        "boilerplate",
        "harbour",
        "return before 2026. Share this story Facebook Twitter Email Advertisement The engineer’s report",
        "return before 2026.\n\nShare this story  Facebook  Twitter  Email  Advertisement\n\nThe engineer’s report",
    ),
    Quoted(
        "boilerplate",
        "harbour",
        "By Maya Osei-Bonsu and Tom Hart | Published 12 March 2024, 10:30",
        "By Maya Osei-Bonsu and Tom Hart | Published 12 March 2024, 10:30",
    ),
    Quoted(
        "boilerplate",
        "harbour",
        "© 2024 The Wyndham Post. All rights reserved. Cookie settings",
        "© 2024 The Wyndham Post. All rights reserved. Cookie settings",
    ),
    Quoted("boilerplate", "arabic", "جميع الحقوق محفوظة", "جميع الحقوق محفوظة"),
)

JOINED = tuple(
    Quoted("run-together", "run-together", quote, stands)
    for quote, stands in (
        ("The court has dismissed the appeal of the water company.",) * 2,
        (
            "The court has dismissed the appeal of the water company. The judgment of March 2021 therefore stands",
            "The court has dismissed the appeal of the water company.The judgment of March 2021 therefore stands",
        ),
        (
            "of March 2021 therefore stands The company must pay 2.4 million euros to 318 households",
            "of March 2021 therefore standsThe company must pay 2.4 million euros to 318 households",
        ),
        ("The company must pay 2.4 million euros to 318 households within 30 days",) * 2,
        ("It may not pass the cost on to its customers.",) * 2,
        (
            "Statement of the district court, 4 May 2022 The court has dismissed the appeal",
            "Statement of the district court, 4 May 2022The court has dismissed the appeal",
        ),
        ("Questions are answered by the press office.",) * 2,
    )
)

CAPITALS = tuple(
    Quoted("headline", "headline", quote, stands)
    for quote, stands in (
        (
            "Minister denies that 400 files were destroyed at the port of Lisse",
            "MINISTER DENIES THAT 400 FILES WERE DESTROYED AT THE PORT OF LISSE",
        ),
        (
            "The inquiry opens next Monday in room 12 of the City Hall",
            "THE INQUIRY OPENS NEXT MONDAY IN ROOM 12 OF THE CITY HALL",
        ),
        ("MINISTER DENIES THAT 400 FILES WERE DESTROYED",) * 2,
    )
)

CELLS = tuple(
    Quoted("table", "table", quote, stands)
    for quote, stands in (
        ("Ardania 4,812,000 5,102,400 +6.0%", "Ardania\t4,812,000\t5,102,400\t+6.0%"),
        ("Belmar 912,500 887,300 −2.8%", "Belmar\t912,500\t887,300\t-2.8%"),
        (
            "Country Population 2010 Population 2020 Change",
            "Country\tPopulation 2010\tPopulation 2020\tChange",
        ),
        ("+6.0% Belmar 912,500 887,300", "+6.0%\nBelmar\t912,500\t887,300"),
    )
)

FIGURES = tuple(
    Quoted("figures", page, quote, stands)
    for page, quote, stands in (
        ("table", "4,812,000", "4,812,000"),
        ("table", "-2.8%", "-2.8%"),
        ("harbour", "52 per cent", "52 per cent"),
        ("harbour", "£12.5 million", "£12.5 million"),
        ("harbour", "-5 °C", "-5 °C"),
        ("harbour", "7.5 tonnes", "7.5 tonnes"),
        ("harbour", "61%", "61%"),
        ("french", "1 250 000 euros", "1\u202f250\u202f000 euros"),
        ("arabic", "52٪", "٥٢٪"),
        ("persian", "52 درصد", "۵۲ درصد"),
        ("russian", "1 540 человек", "1 540 человек"),
    )
)

ALL = (*EXACT, *TYPOGRAPHIC, *ELIDED, *RIGHT_TO_LEFT, *BOILERPLATE, *JOINED, *CAPITALS, *CELLS, *FIGURES)
