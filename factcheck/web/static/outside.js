// A draft for somebody outside: words that are selected in a place open its comment, which then names them.

import "./unsaved.js";

const offer = document.getElementById("wrong-here");
let chosen = null;

/** The words selected within one place, and that place; null for none. */
function selected() {
  const selection = document.getSelection();
  if (!selection?.rangeCount || selection.isCollapsed) return null;
  const node = selection.getRangeAt(0).commonAncestorContainer;
  const within = (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest(".draft-words");
  const words = selection.toString().trim();
  return within && words ? { place: within.closest(".place"), words } : null;
}

function show(details, words) {
  const hint = details.querySelector("[data-words]");
  details.querySelector("input[type=hidden]").value = words;
  hint.querySelector("mark").textContent = words;
  hint.hidden = !words;
}

for (const details of document.querySelectorAll("details.outside-comment")) {
  show(details, details.querySelector("input[type=hidden]").value);
}

if (offer) {
  document.addEventListener("selectionchange", () => {
    const now = selected();
    if (now) chosen = now;
    offer.hidden = !now;
  });
  offer.addEventListener("pointerdown", (pressed) => pressed.preventDefault());
  offer.querySelector("button").addEventListener("click", () => {
    const details = chosen?.place.querySelector("details.outside-comment");
    if (!details) return;
    show(details, chosen.words);
    details.open = true;
    details.querySelector("textarea").focus();
    document.getElementById("not-agreed").checked = true;
    offer.hidden = true;
  });
}
