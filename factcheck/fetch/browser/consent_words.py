"""What buttons say that accept, and what banners speak of that ask for consent: as `block_phrases`, folded."""

from factcheck.reading.document.block_phrases import listed
from factcheck.reading.document.obstacle_phrases import CONSENT_TERMS

ACCEPT_ALL = frozenset(
    listed(
        """
        accept all; accept all & close; accept all & continue; accept all and close; accept all and continue;
        accept all cookies; accept all and visit the site; agree to all; allow all; allow all cookies;
        consent to all; enable all; enable all cookies; yes, accept all; yes, accept all cookies;
        alle akzeptieren; alle akzeptieren & schließen; alle akzeptieren und schließen; alle annehmen;
        alle auswählen und bestätigen; alle cookies akzeptieren; alle cookies erlauben; alle cookies zulassen;
        alle erlauben; alle zulassen; allem zustimmen; allen zustimmen; akzeptiere alle;
        akzeptiere alle cookies; tout accepter; tout accepter & fermer; tout accepter et fermer; tout autoriser;
        accepter tout; accepter tous les cookies; j'accepte tout; j'accepte tous les cookies;
        autoriser tous les cookies; aceptar todo; aceptar todas; aceptar todos; aceptar todas las cookies;
        aceptar todo y cerrar; aceptar y cerrar todo; permitir todas; permitir todas las cookies;
        acceptar-ho tot; accepta-les totes; accepta totes les galetes; aceitar tudo; aceitar todos;
        aceitar todos os cookies; aceitar todas as cookies; permitir todos os cookies; accetta tutto;
        accetta tutti; accetta tutti i cookie; accettare tutto; accetto tutti i cookie; consenti tutti;
        consenti tutti i cookie; alles accepteren; alle cookies accepteren; alle cookies toestaan;
        alles toestaan; accepteer alle cookies; accepteer alles; acceptér alle; accepter alle;
        accepter alle cookies; tillad alle; tillad alle cookies; godta alle; godta alle cookies; godkjenn alle;
        tillat alle; acceptera alla; acceptera alla cookies; acceptera alla kakor; godkänn alla;
        godkänn alla cookies; tillåt alla; tillåt alla cookies; hyväksy kaikki; hyväksy kaikki evästeet;
        salli kaikki; salli kaikki evästeet; samþykkja allt; nõustun kõigiga; luba kõik; pieņemt visus;
        visas pieņemt; priimti visus; sutikti su visais; zaakceptuj wszystkie; zaakceptuj wszystko;
        akceptuj wszystkie; akceptuję wszystkie; zezwól na wszystkie; přijmout vše; přijmout všechny;
        přijmout všechny cookies; povolit vše; souhlasím se vším; prijať všetko; prijať všetky; povoliť všetky;
        összes elfogadása; az összes elfogadása; mindet elfogadom; összes süti elfogadása; acceptă tot;
        acceptă toate; accept toate; accept toate cookie-urile; приеми всички; приемам всички;
        приемане на всички; prihvati sve; prihvaćam sve; prihvati sve kolačiće; sprejmi vse;
        sprejmi vse piškotke; прихвати све; прифати ги сите; prano të gjitha; αποδοχή όλων; αποδέχομαι όλα;
        αποδοχή όλων των cookies; принять все; принять все cookie; принять всё; разрешить все; прийняти всі;
        прийняти все; дозволити всі; прыняць усе; tümünü kabul et; hepsini kabul et; tüm çerezleri kabul et;
        tümüne izin ver; قبول الكل; قبول الجميع; قبول جميع ملفات تعريف الارتباط; اقبل الكل; السماح للكل;
        پذیرش همه; قبول همه; همه را می‌پذیرم; همه را بپذیر; پذیرش همه کوکی‌ها; קבל הכל; אישור הכל; אשר הכל;
        אני מסכים להכל; すべて同意する; すべて許可; すべて受け入れる; すべてのcookieを受け入れる;
        すべてのcookieを許可する; 全て同意する; 全部接受; 接受全部; 接受所有; 接受所有cookie; 全部同意;
        同意全部; 允许所有; 全部允許; 모두 동의; 모두 수락; 모두 허용; 모든 쿠키 허용; 전체 동의;
        chấp nhận tất cả; đồng ý tất cả; terima semua; terima semua cookie; izinkan semua; setuju semua;
        ยอมรับทั้งหมด; सभी स्वीकार करें; सभी कुकीज़ स्वीकार करें; সব গ্রহণ করুন; kubali zote; aanvaar alles
        """
    )
)

ACCEPT = frozenset(
    listed(
        """
        accept; accept & close; accept & continue; accept and close; accept and continue; accept cookies; agree;
        agree & close; agree & continue; agree and close; agree and continue; agree and proceed; allow;
        allow cookies; consent; continue with cookies; i accept; i accept cookies; i agree; i consent;
        i understand and accept; ok, i agree; okay, i agree; yes; yes, i accept; yes, i agree; yes, i'm happy;
        got it; ok; okay; akzeptieren; akzeptieren & schließen; akzeptieren und schließen;
        akzeptieren und weiter; annehmen; cookies akzeptieren; einverstanden; ich akzeptiere;
        ich bin einverstanden; ich stimme zu; zustimmen; zustimmen & weiter; zustimmen und weiter;
        zustimmen und schließen; accepter; accepter & continuer; accepter & fermer; accepter et continuer;
        accepter et fermer; accepter les cookies; autoriser; d'accord; j'accepte; je suis d'accord; aceptar;
        aceptar cookies; aceptar y cerrar; aceptar y continuar; acepto; de acuerdo; estoy de acuerdo; accepta;
        accepto; d'acord; aceitar; aceitar cookies; aceitar e continuar; aceitar e fechar; aceito; concordo;
        concordar; accetta; accetta e chiudi; accetta e continua; accetta i cookie; accetto; acconsento;
        accepteren; accepteer; accepteren en doorgaan; akkoord; ik accepteer; ik ga akkoord; acceptér;
        accepter cookies; jeg accepterer; tillad cookies; godta; jeg godtar; godkjenn; acceptera;
        acceptera cookies; godkänn; jag godkänner; jag accepterar; hyväksy; hyväksyn; salli evästeet; samþykkja;
        nõustun; piekrītu; sutinku; akceptuję; akceptuj; zgadzam się; zgoda; przejdź do serwisu; přijmout;
        souhlasím; rozumím a přijímám; prijať; súhlasím; elfogadom; elfogadás; egyetértek; accept și închide;
        acceptă; sunt de acord; приемам; съгласен съм; prihvaćam; prihvati; slažem se; sprejmem; sprejmi;
        strinjam se; прихватам; прихвати; се согласувам; pranoj; αποδοχή; αποδέχομαι; συμφωνώ; принять;
        принимаю; согласен; соглашаюсь; я согласен; приймаю; прийняти; погоджуюсь; згоден; kabul et;
        kabul ediyorum; onayla; onaylıyorum; أوافق; أقبل; قبول; موافق; اقبل; می‌پذیرم; پذیرش; پذیرفتن; موافقم;
        قبول می‌کنم; קבל; אישור; אני מסכים; מאשר; 同意する; 同意します; 許可する; 受け入れる; 接受; 同意;
        我同意; 同意并继续; 同意並繼續; 동의; 동의합니다; 수락; 허용; chấp nhận; đồng ý; terima; setuju;
        saya setuju; ยอมรับ; स्वीकार करें; मैं सहमत हूँ; গ্রহণ করুন; kubali; ninakubali; aanvaar
        """
    )
)
"""What also accepts, where no button of a banner says "all"."""

ASKS = (
    *CONSENT_TERMS,
    *listed(
        """
        consent; gdpr; rgpd; dsgvo; privacy; kakor; evästee; fótspor; küpsis; sīkdat; slapuk; ciastecz; kolačić;
        piškotk; süti; колачић; кукис; бисквит; עוגיות; คุกกี้; कुकी; কুকি; galetes; privatsphäre; privacidad;
        privacidade; riservatezza; persónuvernd; tietosuoj; prywatnoś; soukrom; súkrom; adatvéd; confidențial;
        поверителност; приватност; απόρρητ; персональн; gizlilik; kişisel veri; פרטיות; プライバシー; 個人情報;
        隐私; 隱私; 개인정보; quyền riêng tư; privasi; faragha
        """
    ),
)
"""Of these a banner speaks, or the names of its parts in the page's markup, or the address of its frame."""
