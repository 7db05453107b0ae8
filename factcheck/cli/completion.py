"""What the shell is offered for the words of a command, by click's own mechanism; nothing where there is no desk."""

from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from factcheck.errors import FactcheckError

if TYPE_CHECKING:
    pass

_HELP = 60
"""Letters of what helps to tell a word."""


class DeskWord(click.types.StringParamType):
    """A word that is taken as it is typed, and completed from the desk: of these kinds of word."""

    def __init__(self, *kinds: str) -> None:
        self._kinds = kinds

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The words that fit what is typed so far; of a claim's parts those of the claim that is named before."""
        from factcheck.cli.app import find_settings
        from factcheck.workflow.completion import offers

        ref = ctx.params.get("ref")
        try:
            with ctx.scope(cleanup=False):
                settings = find_settings()
            found = [
                one
                for kind in self._kinds
                for one in offers(settings, kind, incomplete, ref if isinstance(ref, str) else "")
            ]
        except (FactcheckError, OSError, ValueError):
            return []
        return [CompletionItem(word, help=" ".join(told.split())[:_HELP]) for word, told in found]


CLAIM, ARTICLE = DeskWord("claims"), DeskWord("articles")
SOURCE, EVIDENCE = DeskWord("sources"), DeskWord("evidence")
RATING, NAME, CLAIM_OR_NAME = DeskWord("ratings"), DeskWord("names"), DeskWord("claims", "names")
