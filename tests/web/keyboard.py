"""A person at a tab who has a keyboard and nothing else."""

from typing import Any

from tests.web.served import Served

FARTHEST = 120
"""Presses of Tab after which something is not reached."""
_NAME = """() => {
  const one = document.activeElement;
  const label = one.labels?.[0]?.innerText ?? one.innerText ?? "";
  return (one.getAttribute("aria-label") ?? label).trim();
}"""
_IS_SEEN = """() => {
  const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
  const { width, height, top, bottom } = document.activeElement.getBoundingClientRect();
  return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && width > 0 && height > 0
    && bottom > 0 && top < innerHeight;
}"""


class Keyboard:
    """A tab in which only keys are pressed; `scripts` says whether scripts run."""

    def __init__(self, browser: Any, served: Served, *, scripts: bool, width: int, theme: str) -> None:
        self.scripts = scripts
        self._context = browser.new_context(
            java_script_enabled=scripts,
            viewport={"width": width, "height": 800},
            color_scheme=theme,
            reduced_motion="reduce",
        )
        self.tab = self._context.new_page()
        self.tab.goto(served.access.link)
        self._wait()

    def close(self) -> None:
        """Close the tab, and forget what its browser kept."""
        self._context.close()

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.tab.keyboard.press(key)

    def type(self, words: str) -> None:
        """Write into what has the focus."""
        self.tab.keyboard.insert_text(words)

    def focused(self) -> str:
        """What the thing with the focus is called."""
        return str(self.tab.evaluate(_NAME))

    def to(self, name: str, *, back: bool = False) -> None:
        """Press Tab until something of that name has the focus, which can then be seen."""
        seen = []
        for _ in range(FARTHEST):
            self.press("Shift+Tab" if back else "Tab")
            seen.append(self.focused())
            if seen[-1] == name:
                assert self.tab.evaluate(_IS_SEEN), f"the focus on {name!r} cannot be seen"
                return
        raise AssertionError(f"{name!r} is not among {seen}")

    def fill(self, name: str, words: str) -> None:
        """Go to a field and write into it."""
        self.to(name)
        self.type(words)

    def enter(self) -> None:
        """Press Enter, and wait for the page it leads to."""
        with self.tab.expect_navigation():
            self.press("Enter")
        self._wait()

    def go_on(self, name: str) -> None:
        """Take the step that has the focus after an act, which has this name."""
        assert self.focused() == name
        assert self.tab.evaluate(_IS_SEEN)
        self.enter()

    def _wait(self) -> None:
        """Until the scripts of the page have begun."""
        if self.scripts:
            self.tab.locator("#show-keys").wait_for(state="visible")
