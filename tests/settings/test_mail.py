"""The mail server and the webhooks of a desk, as factcheck.toml names them."""

from datetime import time
from pathlib import Path

import pytest

from factcheck.errors import BadInput
from factcheck.settings import Settings, load
from factcheck.settings.mail import MailServer, Webhook, mail_address

LEAST = '[mail]\nhost = "mail.example"\nsender = "desk@example.org"\n'
HOOK = '[[webhook]]\nurl = "https://hooks.example/a"\nsecret = "webhook.key"\n'


def _load(folder: Path, text: str, **environ: str) -> Settings:
    (folder / "factcheck.toml").write_text(text, "utf-8")
    return load(folder, environ=environ)


def test_a_host_and_a_sender_are_enough(tmp_path: Path) -> None:
    known = MailServer("mail.example", "desk@example.org", 587)

    assert _load(tmp_path, LEAST).mail == known
    assert _load(tmp_path, "").mail is None


def test_all_that_can_be_said_of_a_server(tmp_path: Path) -> None:
    more = """security = "tls"
    user = "desk"
    password_file = "mail-password"
    root = "own.pem"
    subject_ref = true
    digest_at = "06:30"
    """
    mail = _load(tmp_path, LEAST + more, FACTCHECK_MAIL_PASSWORD="open sesame").mail

    assert mail == MailServer(
        "mail.example",
        "desk@example.org",
        465,
        "tls",
        "desk",
        "open sesame",
        tmp_path / "mail-password",
        tmp_path / "own.pem",
        subject_ref=True,
        digest_at=time(6, 30),
    )
    assert mail
    assert "sesame" not in repr(mail)
    assert mail.read_password() == "open sesame"


def test_webhooks_have_an_address_and_the_file_of_their_secret(tmp_path: Path) -> None:
    assert _load(tmp_path, HOOK).webhooks == (Webhook("https://hooks.example/a", tmp_path / "webhook.key"),)


@pytest.mark.parametrize(
    ("text", "where", "said"),
    [
        ('[mail]\nhost = "mail.example"\n', "mail: sender", "is not given"),
        ('[mail]\nsender = "desk@example.org"\n', "mail: host", "is not given"),
        (f'{LEAST}sendr = "a"\n', "mail: sendr", 'unknown key "sendr"'),
        (f"{LEAST}port = 0\n", "mail: port", "is 0"),
        (f'{LEAST}security = "ssl"\n', "mail: security", "is 'ssl'"),
        (f'{LEAST}security = ["tls"]\n', "mail: security", "is ['tls']"),
        (f'{LEAST}security = "none"\nuser = "desk"\n', "mail: security", "would be read"),
        (f'{LEAST}digest_at = "7"\n', "mail: digest_at", "is '7'"),
        (f'{LEAST}digest_at = "24:00"\n', "mail: digest_at", "is '24:00'"),
        ('[mail]\nhost = "mail.example"\nsender = "desk"\n', "mail: sender", "is 'desk'"),
        ('[mail]\nhost = "a\\nb"\nsender = "desk@example.org"\n', "mail: host", "is 'a\\nb'"),
        ('mail = "mail.example"', "mail", "is 'mail.example'"),
        ('webhook = ["https://a.example/"]', "webhook: 1", "is no webhook"),
        (HOOK.replace("https", "ftp"), "webhook: 1: url", "is no address"),
        (HOOK + HOOK, "webhook: 2: url", "is named twice"),
        (HOOK.replace("secret", "secrets"), "webhook: 1: secrets", 'unknown key "secrets"'),
        (HOOK.replace("webhook.key", " "), "webhook: 1: secret", "is not given"),
    ],
)
def test_what_cannot_be_is_named(tmp_path: Path, text: str, where: str, said: str) -> None:
    with pytest.raises(BadInput) as wrong:
        _load(tmp_path, text)

    assert any(one.where == where and said in one.message for one in wrong.value.findings), (
        wrong.value.findings
    )


@pytest.mark.parametrize(
    ("typed", "sent_to"),
    [
        ("ana@example.org", "ana@example.org"),
        (" Ana.Ruiz+desk@Example.ORG ", "Ana.Ruiz+desk@example.org"),
        ("ana@münchen.example", "ana@xn--mnchen-3ya.example"),
        ("ana@localhost", "ana@localhost"),
    ],
)
def test_a_mail_address_is_sent_to_as_the_dns_has_it(typed: str, sent_to: str) -> None:
    assert mail_address(typed) == sent_to


@pytest.mark.parametrize(
    "typed",
    [
        *("", "ana", "@example.org", "ana@", "ana@@example.org", "ana@exa mple.org", "a@b@c.example"),
        *(
            "ana@example.org\nBcc: ben@example.org",
            "ana@example.org>",
            "Ana <ana@example.org>",
            "aña@example.org",
        ),
        *("ana@example..org", "ana@.org", f"ana@{'a' * 64}.org", "ana@exam_ple.org", "ana@\u202eexample.org"),
    ],
)
def test_what_is_no_mail_address_is_refused(typed: str) -> None:
    with pytest.raises(BadInput, match="no mail address"):
        mail_address(typed)
