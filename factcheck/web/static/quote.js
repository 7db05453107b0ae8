// Words that are selected in the captured text go into the form that quotes them.

import { selectedIn } from "./selection.js";

const text = document.getElementById("captured-text");
const take = document.getElementById("quote-selection");
const form = document.getElementById("form-cite");

function quote(selected) {
  form.elements.quote.value = selected.words;
  form.elements.start.value = selected.start;
  form.elements.capture.value = text.dataset.capture;
  form.elements.source.value = text.dataset.source;
  form.dispatchEvent(new Event("input", { bubbles: true }));
  form.elements.stance.focus();
}

if (text && take && form) {
  take.hidden = false;
  let last = null;
  document.addEventListener("selectionchange", () => {
    last = selectedIn(text) ?? last;
  });
  take.addEventListener("click", () => last && quote(last));
}
