// Words that are selected in the text of an article lead to the form that makes a claim of them.

import { selectedIn } from "./selection.js";

const text = document.getElementById("article-text");
const offer = document.getElementById("claim-selection");

if (text && offer) {
  document.addEventListener("selectionchange", () => {
    const selected = selectedIn(text);
    offer.hidden = !selected;
    if (!selected) return;
    const place = new URL(text.dataset.claim, location);
    place.searchParams.set("start", selected.start);
    place.searchParams.set("end", selected.end);
    offer.querySelector("a").href = place;
  });
}
