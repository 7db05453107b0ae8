// Words that are selected in the captured text go into the form that quotes them; buttons beside them send it.

import { selectedIn } from "./selection.js";

const text = document.getElementById("captured-text");
const form = document.getElementById("form-cite");
const bar = document.getElementById("quote-bar");
const told = document.getElementById("quote-told");
let taken = "";

function fill({ words, start }) {
  const { quote, start: place, capture, source } = form.elements;
  quote.value = taken = words;
  place.value = start;
  capture.value = text.dataset.capture;
  source.value = text.dataset.source;
}

/** Show the buttons below what is selected. */
function showBar() {
  bar.hidden = false;
  const box = bar.offsetParent.getBoundingClientRect();
  const at = document.getSelection().getRangeAt(0).getBoundingClientRect();
  const seen = text.getBoundingClientRect();
  const top = Math.min(Math.max(at.bottom, seen.top), seen.bottom) + 4;
  const left = Math.min(Math.max(at.left, box.left), box.right - bar.offsetWidth);
  bar.style.top = `${top - box.top}px`;
  bar.style.left = `${Math.max(left - box.left, 0)}px`;
}

/** Take what is selected, also over words that were typed, and go to the buttons; say so where nothing is. */
export function quoteSelected() {
  if (!bar) return form?.elements.quote.focus();
  const selected = selectedIn(text);
  told.textContent = selected ? "" : told.dataset.none;
  if (!selected) return text.focus();
  fill(selected);
  showBar();
  bar.querySelector("button").focus();
}

if (bar) {
  let last = null;
  document.addEventListener("selectionchange", () => {
    const selected = selectedIn(text);
    if (!selected) {
      bar.hidden = !bar.contains(document.activeElement);
      return;
    }
    last = selected;
    told.textContent = "";
    if (form.elements.quote.value === taken) fill(selected);
    showBar();
  });
  bar.addEventListener("pointerdown", (event) => event.preventDefault());
  bar.addEventListener("click", (event) => last && event.target.closest(".stance") && fill(last));
  form.elements.quote.addEventListener("input", () => {
    form.elements.start.value = form.elements.capture.value = "";
  });
}
