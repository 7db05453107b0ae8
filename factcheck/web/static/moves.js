// To the next thing or the one before: of a list, of the parts of a page, or of the sentences of a captured text.

import { selectSentence } from "./sentences.js";

const STOPS = ".tasks > li > a, .rows > li > a, .things a, a.mark, a.tag, .evidence > li, .part > .head";
const text = document.getElementById("captured-text");

/** Move by one; forwards for 1, backwards for -1. */
export function move(step) {
  if (text?.contains(document.activeElement)) return selectSentence(text, step);
  const stops = [...document.querySelectorAll(STOPS)].filter((one) => one.offsetParent);
  const at = stops.findLastIndex((one) => one.contains(document.activeElement));
  const to = at < 0 && step < 0 ? stops.length - 1 : at + step;
  go(stops[to]);
}

/** Put the focus on something, also where it is no link or field. */
export function go(there) {
  if (!there) return;
  if (there.tabIndex < 0) there.tabIndex = -1;
  there.focus();
}
