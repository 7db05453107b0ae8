// Makes quick what works without: words that are selected go into the form, and a form is not left unsaved unasked.

const text = document.getElementById("captured-text");
const take = document.getElementById("quote-selection");
const form = document.getElementById("form-cite");

/** Code points of the text before a place in it: each run says where it starts. */
function placeOf(node, offset) {
  const run = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]");
  if (!run || node.nodeType !== Node.TEXT_NODE) return "";
  return String(Number(run.dataset.start) + [...node.data.slice(0, offset)].length);
}

function selected() {
  const selection = document.getSelection();
  if (!text || !selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.commonAncestorContainer)) return null;
  const whole = selection.toString();
  const words = whole.trim();
  const before = whole.length - whole.trimStart().length;
  return words && { words, start: placeOf(range.startContainer, range.startOffset + before) };
}

if (take && form && text) {
  take.hidden = false;
  let last = null;
  document.addEventListener("selectionchange", () => {
    last = selected() ?? last;
  });
  take.addEventListener("click", () => {
    if (!last) return;
    form.elements.quote.value = last.words;
    form.elements.start.value = last.start;
    form.elements.capture.value = text.dataset.capture;
    form.elements.source.value = text.dataset.source;
    form.dispatchEvent(new Event("input", { bubbles: true }));
    form.elements.stance.focus();
  });
}

const unsaved = new Set();
for (const sheet of document.querySelectorAll("form[data-unsaved]")) {
  sheet.addEventListener("input", () => unsaved.add(sheet));
  sheet.addEventListener("submit", () => unsaved.clear());
}
addEventListener("beforeunload", (leaving) => {
  if (unsaved.size) leaving.preventDefault();
});
