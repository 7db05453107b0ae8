// Words that are selected in the captured text are the place of the comment that is then written.

import { selectedIn } from "./selection.js";

const text = document.getElementById("captured-text");
const form = document.getElementById("form-comment");
const field = document.getElementById("comment");
let last = null;
let taken = "";

/** Take the words that were selected last as the place, unless another one was written there. */
function fill() {
  const { target, quote, start, end } = form.elements;
  if (!last || quote.value !== taken) return;
  target.value = text.dataset.capture;
  quote.value = taken = last.words;
  start.value = last.start;
  end.value = last.end;
}

if (text && form) {
  document.addEventListener("selectionchange", () => {
    const selected = selectedIn(text);
    if (selected) last = selected;
    else if (!form.contains(document.activeElement)) last = null;
  });
  field.addEventListener("focus", fill);
  document.getElementById("comment-selection")?.addEventListener("click", () => field.focus());
  form.elements.quote.addEventListener("input", () => {
    form.elements.start.value = form.elements.end.value = "";
  });
}
