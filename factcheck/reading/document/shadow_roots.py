"""Declarative shadow roots of a page: their words in place of what their hosts hold, and that in their slots."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resiliparse.parse.html import DocumentNode, ElementNode, Node

_ROOTS = "template[shadowrootmode],template[shadowmode]"
_DEEPEST = 8


def unfold_shadow_roots(document: "DocumentNode") -> None:
    """Put what shadow roots hold into the page, as browsers show it; roots within roots down to eight levels."""
    for _ in range(_DEEPEST):
        roots = document.query_selector_all(_ROOTS).values()
        if not roots:
            return
        for root in roots:
            if root.parent_node and (host := root.parent_element):
                _unfold(document, host, root)


def _unfold(document: "DocumentNode", host: "ElementNode", root: "ElementNode") -> None:
    shown = document.create_element("span")
    for name in root.attrs:
        root.remove_attribute(name)
    shown.inner_html = root.html.removeprefix("<template>").removesuffix("</template>")
    light: dict[str, list[Node]] = {}
    for node in host.child_nodes.values():
        if (node.node_name or "").casefold() != "template":
            light.setdefault(_slot_of(node), []).append(node)
    host.replace_children(shown)
    for slot in shown.query_selector_all("slot").values():
        given = light.pop(slot.getattr("name") or "", None)
        slot.replace_with(*(given or slot.child_nodes.values()))


def _slot_of(node: "Node") -> str:
    from resiliparse.parse.html import ElementNode

    return (node.getattr("slot") or "") if isinstance(node, ElementNode) else ""
