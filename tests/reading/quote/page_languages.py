"""The words of the page versions in seven languages: an article, its site, and what sites show in its place."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """An article of eight sentences, what stands around it, and what its site says instead of it, by kind."""

    title: str
    body: tuple[str, ...]
    other_title: str
    other: tuple[str, ...]
    menu: str
    footer: tuple[str, ...]
    instead: dict[str, str]


ENGLISH = Words(
    "Council votes on the bridge",
    (
        "The council met on Monday evening to talk about the bridge, which has been closed since the storm.",
        "Shopkeepers on the east bank say that they have lost a third of their customers.",
        "The ferry carries only twenty people at a time and does not sail in strong wind.",
        "An engineer from the county told the meeting that the pillars could be saved.",
        "A new bridge would cost 14 million euros and take three years to build.",
        "Two members of the audience had to leave the hall after shouting.",
        "In the end the council voted nine to four against a new bridge, the clerk said.",
        "The mayor wants to put the question to the voters in spring.",
    ),
    "Harbour to get a new crane",
    (
        "The harbour will get a new crane next summer, the port authority announced.",
        "It replaces a machine that has been in use for more than forty years.",
        "Workers hope that ships will be unloaded faster and with less noise.",
    ),
    "Home News Sport Culture Weather Jobs Contact",
    (
        "We use cookies to improve your experience and to show you relevant advertising on this site.",
        "© 2026 The Town Gazette. All rights reserved.",
        "Reproduction of articles without written permission of the publisher is prohibited.",
    ),
    {
        "pay": "This article is for members. Subscribe now for 1 euro a week and get access to all our stories.",
        "metered": "You have read your three free articles this month. Already a subscriber? Log in to keep reading.",
        "consent": "We and our 842 partners store and access information on your device, such as cookies. With your "
        "consent we process personal data for personalised ads. You can change your mind at any time in the privacy "
        "settings. Some vendors rely on legitimate interest. Accept all. Reject all. Manage options.",
        "login": "Please sign in to your account. E-mail address. Password. Forgot your password? Create an account.",
        "bot": "Checking your browser before accessing the site. Please verify you are human.",
        "closed": "We are down for maintenance. Our technicians are working on it, and the site will be back soon.",
        "script": "You need to enable JavaScript to run this app.",
        "region": "This content is not available in your region. We are sorry for the inconvenience.",
        "expired": "Sorry! The article you wanted has expired. Use the search or see our most read stories.",
        "missing": "Oops! We looked everywhere, but the page you are looking for could not be found.",
        "parked": "This domain may be for sale. Related searches: ship insurance, container prices, cheap flights.",
        "moved": "You are being redirected to the new address. If nothing happens, follow the link.",
    },
)
GERMAN = Words(
    "Stadtrat stimmt über die Brücke ab",
    (
        "Der Stadtrat kam am Montagabend zusammen, um über die seit dem Sturm gesperrte Brücke zu sprechen.",
        "Händler am Ostufer sagen, dass sie ein Drittel ihrer Kundschaft verloren haben.",
        "Die Fähre nimmt nur zwanzig Personen mit und fährt bei starkem Wind nicht.",
        "Ein Ingenieur des Landkreises erklärte, dass die Pfeiler zu retten seien.",
        "Eine neue Brücke würde 14 Millionen Euro kosten und drei Jahre Bauzeit brauchen.",
        "Zwei Zuhörer mussten den Saal nach Zwischenrufen verlassen.",
        "Am Ende stimmte der Rat mit neun zu vier gegen eine neue Brücke, sagte der Schriftführer.",
        "Die Bürgermeisterin will die Frage im Frühjahr den Wählern vorlegen.",
    ),
    "Hafen bekommt einen neuen Kran",
    (
        "Der Hafen bekommt im nächsten Sommer einen neuen Kran, teilte die Hafenbehörde mit.",
        "Er ersetzt eine Maschine, die seit mehr als vierzig Jahren in Betrieb ist.",
        "Die Arbeiter hoffen, dass Schiffe schneller und leiser entladen werden.",
    ),
    "Startseite Politik Sport Kultur Wetter Anzeigen Kontakt",
    (
        "Wir verwenden Cookies, um Ihnen passende Werbung auf dieser Seite zu zeigen.",
        "© 2026 Der Stadtanzeiger. Alle Rechte vorbehalten.",
        "Die Vervielfältigung von Artikeln ohne schriftliche Erlaubnis des Verlags ist untersagt.",
    ),
    {
        "pay": "Dieser Artikel ist Teil von Plus. Jetzt abonnieren und für 1 Euro in der Woche alles lesen.",
        "metered": "Sie haben Ihre drei freien Artikel gelesen. Bereits Abonnent? Bitte anmelden.",
        "consent": "Wir und unsere 842 Partner speichern Cookies auf Ihrem Gerät. Mit Ihrer Einwilligung verarbeiten "
        "wir Daten für personalisierte Werbung. Ihre Zustimmung können Sie jederzeit in den Datenschutz-"
        "Einstellungen widerrufen. Alle akzeptieren. Einwilligung verweigern.",
        "login": "Anmelden, um weiterzulesen. E-Mail-Adresse. Passwort. Passwort vergessen? Konto anlegen.",
        "bot": "Wir prüfen, ob Sie ein Mensch sind. Bitte bestätigen Sie: Ich bin kein Roboter.",
        "closed": "Wegen Wartungsarbeiten ist unsere Seite zurzeit nicht zu erreichen. Wir sind bald zurück.",
        "script": "Bitte aktivieren Sie JavaScript, um diese Seite zu sehen.",
        "region": "Dieser Inhalt ist in Ihrem Land nicht verfügbar. Wir bitten um Verständnis.",
        "expired": "Dieser Artikel ist nicht mehr verfügbar. Lesen Sie stattdessen unsere beliebtesten Beiträge.",
        "missing": "Hoppla! Die gewünschte Seite wurde nicht gefunden. Nutzen Sie bitte die Suche.",
        "parked": "Diese Domain steht zum Verkauf. Verwandte Suchbegriffe: Versicherungen, Billigflüge, Kredite.",
        "moved": "Sie werden weitergeleitet. Wenn nichts geschieht, folgen Sie bitte dem Link.",
    },
)
FRENCH = Words(
    "Le conseil vote sur le pont",
    (
        "Le conseil s'est réuni lundi soir pour parler du pont, fermé depuis la tempête.",
        "Les commerçants de la rive est disent avoir perdu un tiers de leurs clients.",
        "Le bac ne prend que vingt personnes à la fois et ne circule pas par grand vent.",
        "Un ingénieur du département a expliqué que les piles pouvaient être sauvées.",
        "Un nouveau pont coûterait 14 millions d'euros et demanderait trois ans de travaux.",
        "Deux personnes du public ont dû quitter la salle après avoir crié.",
        "Pour finir, le conseil a voté à neuf contre quatre contre un nouveau pont, selon le secrétaire.",
        "La maire veut poser la question aux électeurs au printemps.",
    ),
    "Le port aura une nouvelle grue",
    (
        "Le port aura une nouvelle grue l'été prochain, a annoncé l'autorité portuaire.",
        "Elle remplace une machine en service depuis plus de quarante ans.",
        "Les ouvriers espèrent que les navires seront déchargés plus vite.",
    ),
    "Accueil Politique Sport Culture Météo Annonces Contact",
    (
        "Nous utilisons des cookies pour vous montrer une publicité adaptée sur ce site.",
        "© 2026 La Gazette. Tous droits réservés.",
        "La reproduction des articles sans accord écrit de l'éditeur est interdite.",
    ),
    {
        "pay": "Il vous reste 70 % de cet article à lire. La suite est réservée aux abonnés. Déjà abonné ?",
        "metered": "Vous avez lu vos trois articles gratuits. Créez un compte pour lire la suite.",
        "consent": "Avec nos 842 partenaires, nous utilisons des cookies et des traceurs. Avec votre consentement, "
        "nous traitons des données personnelles pour une publicité choisie. Vous pouvez retirer votre consentement à "
        "tout moment. Tout accepter. Continuer sans accepter.",
        "login": "Connectez-vous pour continuer. Adresse e-mail. Mot de passe. Mot de passe oublié ?",
        "bot": "Veuillez patienter pendant que nous vérifions que vous êtes humain.",
        "closed": "Le site est en maintenance. Nos équipes y travaillent et il sera bientôt de retour.",
        "script": "Veuillez activer JavaScript pour voir cette page.",
        "region": "Ce contenu n'est pas disponible dans votre pays. Nous vous prions de nous excuser.",
        "expired": "Cet article n'est plus disponible. Voici nos articles les plus lus de la semaine.",
        "missing": "Désolé ! La page demandée est introuvable. Utilisez la recherche du site.",
        "parked": "Ce nom de domaine est à vendre. Recherches liées : assurances, vols pas chers, crédits.",
        "moved": "Vous allez être redirigé vers la nouvelle adresse. Sinon, suivez le lien.",
    },
)
SPANISH = Words(
    "El pleno vota sobre el puente",
    (
        "El pleno se reunió el lunes por la tarde para hablar del puente, cerrado desde la tormenta.",
        "Los comerciantes de la orilla este dicen que han perdido un tercio de sus clientes.",
        "El transbordador lleva solo veinte personas y no sale con viento fuerte.",
        "Un ingeniero de la provincia explicó que los pilares se podían salvar.",
        "Un puente nuevo costaría 14 millones de euros y tres años de obras.",
        "Dos personas del público tuvieron que dejar la sala tras dar gritos.",
        "Al final el pleno votó por nueve a cuatro contra un puente nuevo, dijo el secretario.",
        "La alcaldesa quiere llevar la pregunta a los votantes en primavera.",
    ),
    "El puerto tendrá una grúa nueva",
    (
        "El puerto tendrá una grúa nueva el próximo verano, anunció la autoridad portuaria.",
        "Sustituye a una máquina que lleva más de cuarenta años en servicio.",
        "Los obreros esperan que los barcos se descarguen más deprisa.",
    ),
    "Inicio Política Deporte Cultura Tiempo Anuncios Contacto",
    (
        "Usamos cookies para mostrarle una publicidad adecuada en este sitio.",
        "© 2026 La Gaceta. Todos los derechos reservados.",
        "Se prohíbe reproducir los artículos sin permiso escrito de la editorial.",
    ),
    {
        "pay": "Este artículo es exclusivo para suscriptores. Suscríbete por 1 euro a la semana.",
        "metered": "Ha leído sus tres artículos gratis. Inicie sesión o regístrese para seguir leyendo.",
        "consent": "Nosotros y nuestros socios usamos cookies en su dispositivo. Con su consentimiento tratamos datos "
        "para publicidad personalizada. Puede retirar su consentimiento cuando quiera. Aceptar todo. Rechazar cookies.",
        "login": "Inicia sesión para continuar. Correo electrónico. Contraseña. ¿Ha olvidado su contraseña?",
        "bot": "Estamos comprobando su navegador. Confirme que no soy un robot.",
        "closed": "El sitio está en mantenimiento. Estamos trabajando y volveremos pronto.",
        "script": "Activa JavaScript en el navegador para ver esta página.",
        "region": "Este contenido no está disponible en tu país. Lamentamos las molestias.",
        "expired": "La noticia ya no está disponible. Vea las noticias más leídas de la semana.",
        "missing": "¡Vaya! La página que busca no existe. Pruebe con el buscador.",
        "parked": "Este dominio está en venta. Búsquedas: seguros, vuelos baratos, créditos.",
        "moved": "Está siendo redirigido a la nueva dirección. Si no pasa nada, siga el enlace.",
    },
)
PORTUGUESE = Words(
    "Câmara vota sobre a ponte",
    (
        "A câmara reuniu-se na segunda-feira à noite para falar da ponte, fechada desde a tempestade.",
        "Os comerciantes da margem leste dizem que perderam um terço dos clientes.",
        "A balsa leva só vinte pessoas e não navega com vento forte.",
        "Um engenheiro do distrito explicou que os pilares podiam ser salvos.",
        "Uma ponte nova custaria 14 milhões de euros e três anos de obras.",
        "Duas pessoas do público tiveram de sair da sala depois de gritarem.",
        "No fim a câmara votou por nove a quatro contra uma ponte nova, disse o secretário.",
        "A presidente quer levar a pergunta aos eleitores na primavera.",
    ),
    "Porto terá um guindaste novo",
    (
        "O porto terá um guindaste novo no próximo verão, anunciou a autoridade portuária.",
        "Ele substitui uma máquina que trabalha há mais de quarenta anos.",
        "Os operários esperam que os navios sejam descarregados mais depressa.",
    ),
    "Início Política Esporte Cultura Tempo Anúncios Contato",
    (
        "Usamos cookies para lhe mostrar publicidade adequada neste site.",
        "© 2026 A Gazeta. Todos os direitos reservados.",
        "É proibido reproduzir os artigos sem autorização escrita da editora.",
    ),
    {
        "pay": "Conteúdo exclusivo para assinantes. Assine por 1 euro por semana e leia tudo.",
        "metered": "Você leu seus três artigos grátis. Cadastre-se ou faça login para continuar lendo.",
        "consent": "Nós e nossos parceiros usamos cookies no seu aparelho. Com seu consentimento tratamos dados para "
        "publicidade personalizada. Você pode retirar o consentimento quando quiser. Aceitar tudo. Recusar cookies.",
        "login": "Faça login para continuar. E-mail. Senha. Esqueceu a senha?",
        "bot": "Estamos verificando o seu navegador. Confirme que não é um robô.",
        "closed": "O site está em manutenção. Estamos trabalhando e voltamos logo.",
        "script": "Ative o JavaScript no navegador para ver esta página.",
        "region": "Este conteúdo não está disponível no seu país. Pedimos desculpas.",
        "expired": "Esta notícia não está mais disponível. Veja as notícias mais lidas da semana.",
        "missing": "Ops! A página que você procura não existe. Use a busca do site.",
        "parked": "Este domínio está à venda. Buscas: seguros, voos baratos, créditos.",
        "moved": "Você será redirecionado para o novo endereço. Se nada acontecer, siga o link.",
    },
)
PERSIAN = Words(
    "شورا درباره پل رأی داد",
    (
        "شورا دوشنبه شب برای گفت‌وگو درباره پل که از زمان توفان بسته است تشکیل جلسه داد.",
        "مغازه‌داران کرانه شرقی می‌گویند یک‌سوم مشتریان خود را از دست داده‌اند.",
        "قایق مسافربری هر بار تنها بیست نفر را می‌برد و در باد شدید حرکت نمی‌کند.",
        "مهندس استان به جلسه گفت که پایه‌های پل را می‌توان نجات داد.",
        "پل تازه ۱۴ میلیون یورو هزینه دارد و ساخت آن سه سال طول می‌کشد.",
        "دو نفر از حاضران پس از فریاد زدن ناچار شدند سالن را ترک کنند.",
        "در پایان شورا با نه رأی در برابر چهار رأی با پل تازه مخالفت کرد، منشی گفت.",
        "شهردار می‌خواهد بهار آینده این پرسش را از رأی‌دهندگان بپرسد.",
    ),
    "بندر جرثقیل تازه می‌گیرد",
    (
        "بندر تابستان آینده جرثقیل تازه‌ای خواهد داشت، اداره بندر اعلام کرد.",
        "این جرثقیل جای دستگاهی را می‌گیرد که بیش از چهل سال کار کرده است.",
        "کارگران امیدوارند که بار کشتی‌ها زودتر و بی‌صداتر خالی شود.",
    ),
    "خانه سیاست ورزش فرهنگ آب‌وهوا آگهی تماس",
    (
        "برای نمایش آگهی‌های مناسب از کوکی‌ها در این سایت استفاده می‌شود.",
        "© ۱۴۰۵ روزنامه شهر. همه حقوق محفوظ است.",
        "بازنشر مطالب بدون اجازه کتبی ناشر ممنوع است.",
    ),
    {
        "pay": "این مطلب ویژه مشترکان است. برای خواندن همه مطالب مشترک شوید.",
        "metered": "سه مطلب رایگان خود را خوانده‌اید. برای ادامه ثبت‌نام کنید یا وارد شوید.",
        "consent": "ما و شرکای ما از کوکی استفاده می‌کنیم. با رضایت شما داده‌ها را برای آگهی شخصی پردازش می‌کنیم. "
        "می‌توانید رضایت خود را در تنظیمات حریم خصوصی پس بگیرید. موافقم. نمی‌پذیرم کوکی‌ها را.",
        "login": "برای ادامه وارد شوید. نشانی ایمیل. گذرواژه. گذرواژه را فراموش کرده‌اید؟",
        "bot": "در حال بررسی مرورگر شما هستیم. تأیید کنید: من ربات نیستم.",
        "closed": "سایت در دست تعمیر است و به زودی باز خواهد گشت.",
        "script": "برای دیدن این صفحه جاوااسکریپت را فعال کنید.",
        "region": "این محتوا در کشور شما در دسترس نیست. پوزش می‌خواهیم.",
        "expired": "این مطلب دیگر در دسترس نیست. پرخواننده‌ترین مطالب هفته را ببینید.",
        "missing": "متأسفیم! صفحه مورد نظر پیدا نشد. از جست‌وجو استفاده کنید.",
        "parked": "این دامنه برای فروش است. جست‌وجوهای مرتبط: بیمه، پرواز ارزان، وام.",
        "moved": "در حال انتقال به نشانی تازه هستید. اگر اتفاقی نیفتاد پیوند را دنبال کنید.",
    },
)
ARABIC = Words(
    "المجلس يصوت على الجسر",
    (
        "اجتمع المجلس مساء الاثنين للحديث عن الجسر المغلق منذ العاصفة.",
        "يقول أصحاب المتاجر في الضفة الشرقية إنهم فقدوا ثلث زبائنهم.",
        "لا تحمل العبارة سوى عشرين شخصا ولا تبحر في الرياح القوية.",
        "قال مهندس من المحافظة للحاضرين إن الأعمدة يمكن إنقاذها.",
        "سيكلف جسر جديد 14 مليون يورو ويستغرق بناؤه ثلاث سنوات.",
        "اضطر اثنان من الجمهور إلى مغادرة القاعة بعد الصراخ.",
        "في النهاية صوت المجلس بتسعة أصوات مقابل أربعة ضد جسر جديد، كما قال الكاتب.",
        "تريد رئيسة البلدية طرح السؤال على الناخبين في الربيع.",
    ),
    "الميناء يحصل على رافعة جديدة",
    (
        "سيحصل الميناء على رافعة جديدة في الصيف المقبل، كما أعلنت سلطة الميناء.",
        "وهي تحل محل آلة تعمل منذ أكثر من أربعين عاما.",
        "يأمل العمال أن يتم تفريغ السفن بسرعة أكبر وضجيج أقل.",
    ),
    "الرئيسية سياسة رياضة ثقافة طقس إعلانات اتصال",
    (
        "نستخدم ملفات تعريف الارتباط لعرض إعلانات مناسبة في هذا الموقع.",
        "© 2026 جريدة المدينة. جميع الحقوق محفوظة.",
        "يمنع نشر المقالات دون إذن كتابي من الناشر.",
    ),
    {
        "pay": "هذا المقال للمشتركين فقط. اشترك الآن بيورو واحد في الأسبوع.",
        "metered": "لقد قرأت مقالاتك المجانية الثلاث. أنشئ حسابا لمتابعة القراءة.",
        "consent": "نحن وشركاؤنا نستخدم ملفات تعريف الارتباط على جهازك. نعالج البيانات من أجل إعلانات شخصية إذا كنت "
        "موافقا. يمكنك تغيير رأيك في سياسة الخصوصية. قبول ملفات تعريف الارتباط. رفض ملفات تعريف الارتباط.",
        "login": "تسجيل الدخول للمتابعة. البريد الإلكتروني. كلمة المرور. هل نسيت كلمة المرور؟",
        "bot": "نحن نتحقق من متصفحك. يرجى تأكيد أنك إنسان.",
        "closed": "الموقع تحت الصيانة وسيعود قريبا.",
        "script": "يرجى تفعيل جافا سكريبت لعرض هذه الصفحة.",
        "region": "هذا المحتوى غير متاح في بلدك. نعتذر عن الإزعاج.",
        "expired": "هذا المقال لم يعد متاحا. اقرأ أكثر المقالات قراءة هذا الأسبوع.",
        "missing": "عذرا! الصفحة غير موجودة. استخدم البحث.",
        "parked": "هذا النطاق للبيع. عمليات بحث: تأمين، رحلات رخيصة، قروض.",
        "moved": "سيتم تحويلك إلى العنوان الجديد. إذا لم يحدث شيء فاتبع الرابط.",
    },
)
LANGUAGES = {
    "en": ENGLISH,
    "de": GERMAN,
    "fr": FRENCH,
    "es": SPANISH,
    "pt": PORTUGUESE,
    "fa": PERSIAN,
    "ar": ARABIC,
}
