"""The permanent address of the public site, as the settings name it."""

from factcheck.errors import BadInput
from factcheck.model.links import check_link
from factcheck.report.fragment import live_link
from factcheck.settings import Settings


def public_base(settings: Settings) -> str:
    """Where the site of this desk is; BadInput where the settings do not say so, or say it in a way nobody can use."""
    mend = 'Write in factcheck.toml where the site will stand: base_url = "https://example.org/checks"'
    if not settings.base_url:
        raise BadInput(f"base_url is not set, and a published page has a permanent address. {mend}")
    try:
        base = live_link(check_link(settings.base_url))
    except ValueError as wrong:
        raise BadInput(f'base_url is "{settings.base_url}": {wrong}. {mend}') from wrong
    if base is None or {"?", "#"} & set(settings.base_url):
        raise BadInput(f'base_url is "{settings.base_url}"; it ends before any "?" or "#". {mend}')
    return base
