"""What a browser is called, so that people know their sessions apart."""

from factcheck.web.guard.request_head import RequestHead

_BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
_SYSTEMS = ("Windows", "Android", "iPhone", "iPad", "Mac", "Linux")
"""Each browser and system by a word of its User-Agent; those that others claim to be come last."""


def browser_of(head: RequestHead) -> str:
    """Such as `Firefox, Linux`; blank where neither is known."""
    said = " ".join(head.values("user-agent"))
    browser = next((shown for word, shown in _BROWSERS.items() if f"{word}/" in said), "")
    system = next((word for word in _SYSTEMS if word in said), "")
    return ", ".join(filter(None, (browser, system)))
