"""What the shell is offered for the words of a command, by click's own mechanism; nothing where there is no desk."""

import os
import re

import click
from click.shell_completion import BashComplete, CompletionItem, FishComplete, add_completion_class

from factcheck.errors import FactcheckError

_HELP = 60
"""Letters of what helps to tell a word."""
_FILES = "files"
_SPECIAL = re.compile(r"[\s\"'\\$`&|;<>()*?\[\]{}!#~]")
"""What bash takes for something else than a letter."""


@add_completion_class
class _Bash(BashComplete):
    """Click's, with the words put in as bash would have them typed: zsh and fish do that by themselves."""

    source_template = BashComplete.source_template.replace("read type", "read -r type")

    def format_completion(self, item: CompletionItem) -> str:
        typed = os.environ.get("COMP_WORDS", "").rpartition("\n")[2][:1]
        is_quoted = item.type != "plain" or typed in ("'", '"')
        return f"{item.type},{item.value if is_quoted else _SPECIAL.sub(_escaped, item.value)}"


def _escaped(found: re.Match[str]) -> str:
    return f"\\{found[0]}"


@add_completion_class
class _Fish(FishComplete):
    """Click's, with commas left in the words and in what helps to tell them."""

    source_template = FishComplete.source_template.replace('string split ","', 'string split --max 1 ","')


class DeskWord(click.types.StringParamType):
    """A word that is taken as it is typed, and completed from the desk: of these kinds of word.

    Where files are among them, they are offered when nothing of the desk begins so.
    """

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
                if kind != _FILES
                for one in offers(settings, kind, incomplete, ref if isinstance(ref, str) else "")
            ]
        except (FactcheckError, OSError, ValueError):
            found = []
        if not found and _FILES in self._kinds:
            return [CompletionItem(incomplete, type="file")]
        return [CompletionItem(word, help=" ".join(told.split())[:_HELP]) for word, told in found]


CLAIM, ARTICLE = DeskWord("claims"), DeskWord("articles")
CLAIM_OR_FILE = DeskWord("claims", _FILES)
SOURCE, EVIDENCE = DeskWord("sources"), DeskWord("evidence")
RATING, NAME, CLAIM_OR_NAME = DeskWord("ratings"), DeskWord("names"), DeskWord("claims", "names")
