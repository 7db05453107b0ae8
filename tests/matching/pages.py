"""Pages and claims written for the ratchet: for each claim the beginning of the sentence that settles it."""

from dataclasses import dataclass

from factcheck.reading.figure.figures import Agreement


@dataclass(frozen=True)
class Case:
    """A claim, how the sentence that settles it begins, and how that sentence agrees with each of its figures."""

    claim: str
    settled_by: str
    agreements: tuple[Agreement, ...] = ()


SAME, LESS, MORE = Agreement.SAME, Agreement.LESS_PRECISE, Agreement.MORE_PRECISE
OTHER, NOWHERE = Agreement.DIFFERENT, Agreement.NOT_FOUND

BRIDGE = """Marl Bridge
Home | History | Visit | Contact
The Marl Bridge is a steel arch bridge across the river Marl between Oldtown and Ferry Point.
Work began in the spring of 1926 under the engineer Ada Thornby, and the bridge was opened on 12 May 1932.
Sixteen workers lost their lives during the construction, eleven of them in the flood of October 1929.

The arch spans 504 metres, and its top stands 134 m above the water.
About six million rivets hold the bridge together. The total cost was £6.25 million.
More than 300,000 people walked across it on the first weekend.
Two toll houses, each built of local granite, stand at the southern end.
A toll of sixpence was charged until 1988, when the council abolished it.

Closure and repair
The bridge was closed to lorries from 1997 to 2012 because of rust in the deck.
Inspectors had warned the council three times that the deck was rusting.
The repair cost $42 million, twice as much as planned, and took 18 months.
Since it reopened, an average of 52,000 vehicles cross it every day, a third of them lorries.
The poet Jonas Weir wrote his "Ode to Iron" beneath the arch in the 1950s.
"The bridge has never been safer," said the mayor, Lena Ortiz, on 3 March 2014.
Read more: the ten longest bridges of the province.
"""

SCHOOL = """Pupils return as new school year starts

By our staff

Some 1.2 million pupils went back to school on Monday, the ministry of education said.
That is 4.5 per cent more than last year, when 1,148,000 were enrolled.
The number of teachers fell by 2,300 to 61,700.
Minister Carla Benn said the government would hire five thousand teachers by 2027.
"We are not closing a single village school," she told reporters in Harwick.
The teachers' union said that 37 village schools had closed since 2019.
One in four classrooms has no heating, according to a report that the audit office published on 9 June.
The same report found that fifty-two schools lack running water.
School meals will be free for children under 11 from January.
Parents in Harwick will not have to pay for buses, but those in Lower Dene will.
The ministry's budget rose from €3.1 billion to €3.4 billion.
Benn, 46, has been minister since December 2023. She was a headteacher for nine years.
The union's leader, Tom Adeyemi, called the plan "too little, too late".
Subscribe to our newsletter. Follow us.
"""

PERSIAN = """تاریخچه پل ورسک
پل ورسک در سال ۱۳۱۵ خورشیدی در مسیر راه‌آهن تهران به گرگان ساخته شد.
ارتفاع این پل ۱۱۰ متر و طول آن ۷۳ متر است.
ساخت آن نزدیک به ۲ سال طول کشید و حدود ۲۰۰ کارگر در آن کار می‌کردند.
به گفته مقامات، هزینه ساخت پل ۲ میلیون و ۶۰۰ هزار تومان بود.
این پل در سال ۱۳۵۶ در فهرست آثار ملی ایران ثبت شد.
مهندس آن اهل اتریش بود. هوای منطقه در زمستان بسیار سرد است.
گردشگران بسیاری هر سال برای دیدن پل به این منطقه می‌آیند.
"""

ARABIC = """المتحف الوطني
افتتح المتحف الوطني في المدينة القديمة عام ١٩٦٤ بحضور الوزراء.
يضم المتحف أكثر من ٣٠٠٠ قطعة أثرية من عصور مختلفة.
أغلق المتحف أبوابه في ١٢ مايو ٢٠٠٣ بعد سرقة ٥٢ لوحة.
وأعيدت ٤٠ لوحة إلى المتحف بعد خمس سنوات.
سعر التذكرة خمسة دولارات للزوار الأجانب.
يقع المتحف بالقرب من النهر ويمكن الوصول إليه سيرا.
"""

CASES: tuple[tuple[str, str, tuple[Case, ...]], ...] = (
    (
        "en",
        BRIDGE,
        (
            Case("The Marl Bridge was opened in May 1932.", "Work began", (MORE,)),
            Case("Ada Thornby was the engineer of the Marl Bridge.", "Work began"),
            Case("16 workers died while the bridge was built.", "Sixteen workers", (SAME,)),
            Case("The arch of the bridge spans 504 m.", "The arch spans", (SAME,)),
            Case("Six million rivets hold it together.", "About six million", (LESS,)),
            Case("The bridge cost £6.25m in total.", "The total cost", (SAME,)),
            Case("300,000 people walked across the bridge.", "More than 300,000", (LESS,)),
            Case("Lorries were banned from the bridge from 1997 to 2012.", "The bridge was closed", (SAME,)),
            Case("The repair of the bridge cost $21 million.", "The repair cost", (OTHER,)),
            Case("The repair took 18 months and cost ¥3bn.", "The repair cost", (SAME, NOWHERE)),
            Case("Some 52,000 vehicles cross the bridge each day.", "Since it reopened", (MORE,)),
            Case("33% of vehicles that cross it daily are lorries.", "Since it reopened", (LESS,)),
            Case("The council abolished the toll in 1988.", "A toll of sixpence", (SAME,)),
            Case("Inspectors warned the council about rust 3 times.", "Inspectors had warned", (SAME,)),
            Case("Weir wrote “Ode to Iron” under the arch in 1954.", "The poet", (LESS,)),
            Case("Mayor Lena Ortiz says the bridge was never safer.", '"The bridge has never'),
        ),
    ),
    (
        "en",
        SCHOOL,
        (
            Case("1.2 million pupils returned to school.", "Some 1.2 million", (LESS,)),
            Case(
                "There are 61,700 teachers, 2,300 fewer than before.", "The number of teachers", (SAME, SAME)
            ),
            Case("The government will hire 5,000 teachers.", "Minister Carla Benn", (SAME,)),
            Case("37 village schools were closed.", "The teachers' union said", (SAME,)),
            Case("52 schools have no running water.", "The same report", (SAME,)),
            Case("The audit office published its report in June.", "One in four", (MORE,)),
            Case("School meals are free for children under 12.", "School meals", (OTHER,)),
            Case("The budget of the ministry rose to €3.4bn.", "The ministry's budget", (SAME,)),
            Case("Carla Benn has been minister since 2022.", "Benn, 46", (OTHER,)),
            Case("Tom Adeyemi leads the teachers' union.", "The union's leader"),
            Case("Parents in Lower Dene do not pay for buses.", "Parents in Harwick"),
            Case("Enrolment rose by 4.5%.", "That is 4.5", (SAME,)),
        ),
    ),
    (
        "fa",
        PERSIAN,
        (
            Case("پل ورسک در سال 1315 ساخته شد", "پل ورسک در سال", (SAME,)),
            Case("ارتفاع پل ورسك 110 متر است", "ارتفاع این پل", (SAME,)),
            Case("پل در سال ۱۳۵۶ در فهرست آثار ملی ثبت شد", "این پل در سال", (SAME,)),
            Case("200 کارگر در ساخت پل کار می کردند", "ساخت آن نزدیک", (LESS,)),
        ),
    ),
    (
        "ar",
        ARABIC,
        (
            Case("افتتح المتحف الوطني سنة 1964", "افتتح المتحف", (SAME,)),
            Case("في المتحف 3000 قطعة أثرية", "يضم المتحف", (LESS,)),
            Case("سرقت 52 لوحة من المتحف في مايو 2003", "أغلق المتحف", (SAME, MORE)),
        ),
    ),
)
