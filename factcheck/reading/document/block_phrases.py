"""Phrases of block pages and of missing pages, for their headings and for their short texts.

In lower case with straight apostrophes. Headings are compared as a whole, words are searched for in a short text.
"""


def fold_phrase(text: str) -> str:
    """The text as the phrases are written: lower case, straight apostrophes, single spaces."""
    return " ".join(text.casefold().replace("\u2019", "'").split())


def listed(phrases: str) -> tuple[str, ...]:
    """The phrases of a list separated by semicolons."""
    return tuple(fold_phrase(phrase) for phrase in phrases.split(";"))


BOT_HEADINGS = frozenset(
    listed(
        """
    just a moment; one moment, please; please wait; attention required; access denied;
    access to this page has been denied; you have been blocked; sorry, you have been blocked;
    are you a robot; robot check; security check; security checkpoint; client challenge;
    security verification; vercel security checkpoint; human verification; bot verification;
    verify you are human; please verify you are a human; verify that you are human; unusual traffic;
    pardon our interruption; ddos-guard; checking your browser; request rejected;
    making sure you're not a bot; validate your request; 403 forbidden; unusual traffic detected;
    nur einen moment; einen moment, bitte; zugriff verweigert; un instant; accès refusé; un momento;
    acceso denegado; só um momento; um momento; acesso negado; accesso negato; один момент;
    доступ запрещен; доступ запрещён; доступ ограничен; erişim engellendi; 请稍候; 稍等片刻; しばらくお待ちください;
    アクセスが拒否されました; 잠시만 기다려 주십시오; لحظة من فضلك; تم رفض الوصول; دسترسی غیرمجاز; لطفا صبر کنید;
    لطفاً صبر کنید
    """
    )
)

BOT_WORDS = listed(
    """
    enable javascript and cookies to continue; verify you are human; verify you are a human;
    verify that you are human; verifying you are human; you are not a robot; i'm not a robot;
    are you a robot; checking if the site connection is secure;
    checking your browser before; press & hold; press and hold; complete the captcha;
    complete the security check; solve the captcha; unusual traffic from your;
    unusual activity from your; access to this page has been denied; you have been blocked;
    your request has been blocked; your access has been blocked; incapsula incident id;
    needs to review the security of your connection; you don't have permission to access; kein roboter;
    keine roboter; pas un robot; que vous êtes humain; no eres un robot; no soy un robot;
    que eres humano; não sou um robô; não é um robô; non sono un robot; я не робот; что вы не робот;
    私はロボットではありません;
    我不是机器人; 请完成安全验证; robot olmadığınızı; لست روبوت; أنك إنسان; من ربات نیستم; ربات نیستید
    """
)

CONSENT_WORDS = listed(
    """
    before you continue to; we value your privacy; accept all cookies; accept & continue;
    accept and continue; we and our partners;
    manage your privacy; mit werbung weiterlesen; mit werbung und cookies; weiter mit werbung;
    alle akzeptieren; allen zustimmen; tout accepter; continuer sans accepter; aceptar y continuar;
    aceptar todo; accetta e continua; accetta tutto; aceitar tudo; aceitar todos; alles accepteren;
    bevor sie fortfahren; avant de continuer
    """
)

LOGIN_HEADINGS = frozenset(
    listed(
        """
    log in; login; sign in; please log in; please sign in; login required; login page;
    log in to continue; sign in to continue; sign in to your account; log in to your account;
    members only; anmelden; anmeldung; einloggen; se connecter; connexion; identifiez-vous;
    iniciar sesión; inicia sesión; entrar; accedi; inloggen; logga in; logg inn; zaloguj się; вход;
    войти; ログイン; 登录; 로그인; giriş yap; تسجيل الدخول; ورود; ورود به حساب کاربری
    """
    )
)

_REQUIRED = (
    "subscribe",
    "log in",
    "login",
    "sign in",
    "register",
    "create an account",
    "create a free account",
)
_ACCESS = ("continue", "read", "keep reading", "view", "access", "unlock")

LOGIN_WORDS = (
    *(f"{do} to {see}" for do in _REQUIRED for see in _ACCESS),
    *listed(
        """
        only for subscribers; available to subscribers; for subscribers only; exclusively for subscribers;
        nur für abonnenten; anmelden, um weiter; réservé aux abonnés; connectez-vous pour;
        abonnez-vous pour; inicia sesión para; suscríbete para; solo para suscriptores;
        exclusivo para assinantes; faça login para; accedi per continuare; riservato agli abbonati;
        войдите, чтобы; только для подписчиков; سجل الدخول للمتابعة; سجّل الدخول; برای ادامه وارد شوید
        """
    ),
)

MISSING_HEADINGS = frozenset(
    listed(
        """
    404; error 404; 404 error; 404 not found; http 404; 404 page not found; not found; 404 page;
    page not found; oops! page not found; sorry, page not found; article not found; file not found;
    page cannot be found; page can't be found; page could not be found; the page could not be found;
    this page could not be found; the page cannot be found; this page does not exist; page unavailable;
    page does not exist; this page doesn't exist; this page isn't available; page not available;
    this page is no longer available; content not found; content unavailable; story not found;
    we can't find that page; we can't find this page; we can't find the page you're looking for;
    seite nicht gefunden; artikel nicht gefunden; die seite wurde nicht gefunden; fehler 404;
    page introuvable; page non trouvée; cette page n'existe pas; la page n'existe pas; erreur 404;
    página no encontrada; pagina no encontrada; la página no existe; esta página no existe;
    página não encontrada; pagina não encontrada; erro 404; pagina non trovata; errore 404;
    pagina niet gevonden; sidan hittades inte; sidan kunde inte hittas; siden ble ikke funnet;
    siden blev ikke fundet; sivua ei löytynyt; nie znaleziono strony; strona nie została znaleziona;
    stránka nenalezena; страница не найдена; ошибка 404; сторінку не знайдено; sayfa bulunamadı;
    η σελίδα δεν βρέθηκε; az oldal nem található; halaman tidak ditemukan; पृष्ठ नहीं मिला;
    ページが見つかりません; ページが見つかりませんでした; 页面不存在; 頁面不存在; 找不到页面; 找不到頁面; 页面未找到;
    페이지를 찾을 수 없습니다; الصفحة غير موجودة;
    لم يتم العثور على الصفحة; خطأ 404; صفحه پیدا نشد; صفحه یافت نشد; صفحه مورد نظر یافت نشد;
    صفحه مورد نظر پیدا نشد; خطای 404; خطای ۴۰۴
    """
    )
)

MISSING_WORDS = listed(
    """
    page not found; page could not be found; page cannot be found; page can't be found;
    page was not found; page you requested could not be found; page you requested was not found;
    page you requested does not exist; page you are looking for; page you're looking for;
    page you were looking for; page no longer exists; seite wurde nicht gefunden;
    seite konnte nicht gefunden; seite existiert nicht; page est introuvable; page demandée n'existe;
    página que busca no; página solicitada no; página que você procura; запрашиваемая страница не;
    страница не найдена; sayfa bulunamadı; صفحه مورد نظر; الصفحة غير موجودة
    """
)
