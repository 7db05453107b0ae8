"""Declarative shadow roots are read as browsers show them."""

import pytest

from tests.reading.pages import text_of


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<x-a><template shadowrootmode=open><p>The council voted.</p></template></x-a>", "The council voted."),
        ("<x-a><template shadowrootmode=closed>a <slot></slot> c</template>b</x-a>", "a b c"),
        ("<x-a><template shadowrootmode=open>a <slot>none</slot></template></x-a>", "a none"),
        ("<x-a><template shadowrootmode=open>a</template>unslotted</x-a>", "a"),
        ("<x-a><template shadowrootmode=open><slot name=t></slot>, <slot></slot></template>b<i slot=t>a</i></x-a>",
         "a, b"),
        ("<x-a><template shadowrootmode=open>a <x-b><template shadowrootmode=open>b <slot></slot></template>c</x-b>"
         "</template></x-a>", "a b c"),
        ("<x-a><template shadowrootmode=open><style>b{display:none}</style><b>x</b>a</template></x-a>", "a"),
        ("<x-a><template>a</template>b</x-a>", "b"),
    ],
)  # fmt: skip
def test_what_a_shadow_root_holds_stands_in_place_of_what_its_host_holds(markup: str, text: str) -> None:
    assert text_of(f"<div>{markup}</div>") == text
