"""Phrases of what a site shows in the place of words that it no longer shows: of walls, notices and parked names.

In lower case with straight apostrophes, as in `block_phrases`; they are looked for anywhere in a short text.
"""

from factcheck.reading.document.block_phrases import (
    BOT_WORDS,
    CONSENT_WORDS,
    LOGIN_WORDS,
    MISSING_WORDS,
    listed,
)

PAY_WORDS = (
    *LOGIN_WORDS,
    *listed(
        """
        subscribe now; subscribe today; subscribe for; become a subscriber; become a member;
        already a subscriber; already a member; already have an account; for members; members only;
        for subscribers; member-only; subscriber-only; start your free trial; free trial; continue reading;
        keep reading; to read the full; read the full story with; free articles; article limit; unlock this;
        support our journalism; turn off your ad blocker; disable your ad blocker; adblock; jetzt abonnieren;
        jetzt testen; abonnement; abo abschließen; mit abo; schon abonnent; bereits abonnent;
        bereits registriert; jetzt anmelden; bitte anmelden; melden sie sich an; weiterlesen mit; weiterlesen;
        freischalten; werbeblocker; abonnez-vous; s'abonner; déjà abonné; réservé aux abonnés;
        pour lire la suite; lire la suite; connectez-vous; créez un compte; créer un compte; votre abonnement;
        essai gratuit; suscríbete; suscríbase; suscriptores; ya eres suscriptor; ya es suscriptor;
        inicia sesión; inicie sesión; iniciar sesión; regístrate; seguir leyendo; sigue leyendo; para seguir;
        prueba gratis; assine; assinantes; já é assinante; faça login; cadastre-se; continue lendo; abbonati;
        abbonamento; accedi; registrati; continua a leggere; abonneer; inloggen; al abonnee; prenumerera;
        bli prenumerant; zaloguj się; kup dostęp; prenumerat; подписк; подпишитесь; войдите; оформите;
        abone ol; üye ol; giriş yap; اشترك الآن; اشتراك; للمشتركين; المشتركين; تسجيل الدخول; سجل الدخول;
        سجّل الدخول; أنشئ حساب; لمتابعة القراءة; لقراءة المزيد; إنشاء حساب; مشترک شوید; اشتراک; مشترکان;
        مشترکین; وارد شوید; ورود به حساب; ثبت‌نام; ثبت نام; برای ادامه; ادامه مطلب; ادامهٔ مطلب; 订阅; 訂閱; 登录;
        登入; 会员; 購読; 会員; ログイン; 구독; 로그인; सदस्यता; लॉग इन
        """
    ),
)

MEMBER_WORDS = listed(
    """
    exclusive to; limit of articles;
    verify that you; library card; purchase access; buy this article; in our app; ad blocker;
    session has expired; nur für leser; exklusiv für; gratisartikel; artikel kaufen; in der app;
    à nos membres; à nos abonnés; réservée aux abonnés; réservés aux abonnés; réservées aux abonnés;
    cet article à lire; article à découvrir; achetez cet article; dans notre application; bloqueur de publicité;
    exclusivo para; comprar este artículo; en nuestra app; límite de artículos; bloqueador de an;
    comprar este artigo; no nosso aplicativo; limite de artigos; подписчик; бесплатных статей; блокировщик рекламы;
    купить статью; читать в приложении; حصري; المقالات المجانية; مانع الإعلانات; اشتر هذا المقال; في تطبيقنا;
    مسدودکننده تبلیغ; خرید این مقاله; در برنامه ما; 有料; 無料記事; 広告ブロック; 続きは; 付费; 應用程式
    """
)
"""What asks to pay only where it stands in the place of other words."""

CONSENT_TERMS = (
    *CONSENT_WORDS,
    *listed(
        """
        cookie; your consent; legitimate interest; our partners; vendors rely; personalised ad;
        personalized ad; ad tracking; tracking technologies; privacy policy; privacy settings; accept all;
        reject all; i agree; manage options; einwilligung; zustimm; datenschutz; werbung und tracking;
        personalisierte; consentement; partenaires; données personnelles; traceurs; accepter; consentimiento;
        nuestros socios; publicidad personalizada; aceptar; consentimento; parceiros; tuo consenso;
        unsere partner; nostri partner; toestemming; samtycke; zgod; cerez; çerez; согласи; файлы cookie;
        ملفات تعريف الارتباط; الكوكيز; موافق; أوافق; قبول; سياسة الخصوصية; شركائنا; شركاؤنا; کوکی; رضایت;
        موافقم; حریم خصوصی; پذیرفتن; می‌پذیرم; شرکای ما; 同意; クッキー; 쿠키
        """
    ),
)

SCRIPT_WORDS = listed(
    """
    enable javascript; enable java script; requires javascript; javascript is required; javascript is disabled;
    javascript disabled; javascript to run this app; turn on javascript; without javascript;
    javascript to be enabled; javascript aktivieren; aktivieren sie javascript; javascript ist deaktiviert;
    javascript benötigt; activer javascript; activez javascript; javascript est désactivé; habilite javascript;
    habilita javascript; active javascript; activar javascript; activa javascript; javascript está desactivado;
    ative o javascript; habilite o javascript; abilita javascript; attiva javascript; включите javascript;
    javascript'i etkin; javascript'i aç; zet javascript aan; جاوااسکریپت; جاوا اسکریپت; جافا سكريبت;
    جافاسكريبت; 启用javascript; 启用 javascript; javascriptを有効; javascript를 활성화
    """
)

WAITING_WORDS = listed(
    """
    loading…; loading...; wird geladen; werden geladen; chargement…; chargement...; chargement en cours; cargando;
    carregando; caricamento; laden…; laden...; загрузка…; загрузка...; yükleniyor; جار التحميل; جارٍ التحميل;
    جاري التحميل; در حال بارگذاری; 読み込み中; 加载中; 載入中; 로딩
    """
)
"""What stands where a script has yet to bring words."""

REGION_WORDS = listed(
    """
    この地域では; お住まいの地域; 所在地区; 在您所在的;
    not available in your country; not available in your region; not available in your location;
    not available in your area; unavailable in your; unavailable for legal reasons;
    unavailable due to legal reasons; in ihrem land nicht; in ihrer region nicht; in deinem land nicht;
    aus rechtlichen gründen nicht; n'est pas disponible dans votre; pas disponible dans votre pays;
    indisponible dans votre; no está disponible en su; no está disponible en tu; no disponible en su;
    no disponible en tu; não está disponível no seu; não está disponível em seu; não está disponível na sua;
    non è disponibile nel tuo; недоступно в вашем; недоступен в вашем; غير متاح في بلدك; غير متوفر في بلدك;
    غير متاح في منطقتك; غير متوفر في منطقتك; belonging to the european economic area;
    unavailable in most european countries; در کشور شما در دسترس; در منطقه شما در دسترس;
    در منطقهٔ شما در دسترس; ülkenizde kullanılamıyor
    """
)

CLOSED_WORDS = listed(
    """
    under maintenance; down for maintenance; scheduled maintenance; undergoing maintenance; we'll be back soon;
    be right back; back shortly; temporarily unavailable; temporarily down; service unavailable;
    experiencing technical; wartungsarbeiten; wartungsmodus; vorübergehend nicht; gleich wieder;
    en maintenance; maintenance en cours; momentanément indisponible; temporairement indisponible;
    en mantenimiento; temporalmente fuera; no disponible temporalmente; em manutenção;
    temporariamente indisponível; in manutenzione; onderhoud; технические работы; на обслуживании; bakım;
    در حال تعمیر; در دست تعمیر; به‌روزرسانی سایت; در حال به روزرسانی; موقتا در دسترس; موقتاً در دسترس;
    تحت الصيانة; قيد الصيانة; أعمال صيانة; غير متاح مؤقتا; غير متاح مؤقتًا
    """
)

GONE_WORDS = (
    *MISSING_WORDS,
    *listed(
        """
        demandée est introuvable; article has expired; story has expired; page has expired; article you wanted;
        content has expired; link has expired; article is no longer available; story is no longer available;
        page is no longer available; content is no longer available; this article has been removed;
        this page has been removed; article has been archived; no longer on this site;
        artikel ist nicht mehr verfügbar; beitrag ist nicht mehr verfügbar; inhalt ist nicht mehr verfügbar;
        seite ist nicht mehr verfügbar; artikel ist abgelaufen; article n'est plus disponible;
        page n'est plus disponible; contenu n'est plus disponible; cet article a été supprimé;
        cette page a été supprimée; cet article a expiré; ce lien a expiré; noticia ya no está disponible;
        página ya no está disponible; artículo ya no está disponible; contenido ya no está disponible;
        este artículo ha caducado; la página ha caducado; la noticia ha caducado;
        este artículo ha sido eliminado; esta página ha sido eliminada; la noticia ha sido eliminada;
        notícia não está mais disponível; página não está mais disponível; artigo não está mais disponível;
        conteúdo não está mais disponível; esta página foi removida; este artigo foi removido;
        este conteúdo expirou; المقال لم يعد متاح; المحتوى لم يعد متاح; الصفحة لم تعد متاحة;
        المقال لم يعد متوفر; انتهت صلاحية هذه الصفحة; انتهت صلاحية الرابط; تم حذف هذه الصفحة; تم حذف المقال;
        تم حذف هذا المقال; مطلب دیگر در دسترس نیست; صفحه دیگر در دسترس نیست; خبر دیگر در دسترس نیست;
        محتوا دیگر در دسترس نیست; این پیوند منقضی شده; این صفحه حذف شده; این مطلب حذف شده; این خبر حذف شده;
        cet article n'est plus en ligne; artikel is niet meer beschikbaar; pagina is niet meer beschikbaar;
        pagina non è più disponibile; articolo non è più disponibile; страница больше не доступна;
        материал больше не доступен; страница больше недоступна; sayfa artık mevcut değil
        """
    ),
)

PARKED_WORDS = listed(
    """
    domain may be for sale; domain is for sale; domain for sale; domain name is for sale; domain name for sale;
    buy this domain; this domain is parked; domain is parking; parked free; domain has expired;
    domain is available for; interested in this domain; make an offer on this domain; domain zu verkaufen;
    domain steht zum verkauf; domain kaufen; diese domain ist; diese domain steht; nom de domaine est à vendre;
    domaine est à vendre; acheter ce domaine; ce nom de domaine est; dominio en venta; dominio está en venta;
    comprar este dominio; domínio à venda; domínio está à venda; dominio in vendita; домен продается;
    домен продаётся; alan adı satılık; النطاق للبيع; النطاق معروض للبيع; دامنه برای فروش; دامنه به فروش
    """
)

MOVED_WORDS = listed(
    """
    you are being redirected; you will be redirected; being redirected to; redirecting you; redirecting to;
    this page has moved; page has been moved; if you are not redirected; sie werden weitergeleitet;
    du wirst weitergeleitet; seite ist umgezogen; automatisch weitergeleitet; vous allez être redirigé;
    vous êtes redirigé; redirection en cours; page a été déplacée; está siendo redirigido; será redirigido;
    serás redirigido; redirigiendo; você será redirecionado; redirecionando; verrai reindirizzato; перенаправ;
    yönlendiriliyorsunuz; منتقل می‌شوید; هدایت می‌شوید; جاري إعادة التوجيه; سيتم تحويلك; إعادة توجيهك;
    در حال انتقال به صفحه; در حال انتقال به نشانی
    """
)

SITE_NAMES = listed(
    """
    our site; this site; the site; website; web site; unsere seite; diese seite; website; webseite; notre site;
    ce site; le site; el sitio; este sitio; nuestro sitio; página web; o site; este site; nosso site; il sito;
    сайт; sitemiz; سایت; الموقع; موقعنا; we are; we're; we'll
    """
)
"""What a notice of maintenance is about, if not about a road."""

OBSTACLES = (
    *BOT_WORDS,
    *PAY_WORDS,
    *MEMBER_WORDS,
    *CONSENT_TERMS,
    *SCRIPT_WORDS,
    *WAITING_WORDS,
    *REGION_WORDS,
    *CLOSED_WORDS,
    *GONE_WORDS,
    *PARKED_WORDS,
    *MOVED_WORDS,
)
"""What may stand in the place of words that a site no longer shows."""
