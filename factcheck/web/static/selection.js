// What is selected of a text, in code points: the text stands in runs, each with the place (data-start) it begins at.

/** The words selected in the element, without blanks around them, and the place in its text from which on and up to which they are; null for none. */
export function selectedIn(element) {
  const selection = document.getSelection();
  const range = element && selection?.rangeCount ? selection.getRangeAt(0) : null;
  if (!range || range.collapsed || !range.intersectsNode(element)) return null;
  const parts = [...element.querySelectorAll("[data-start]")].map((run) => partOf(run, range)).filter((one) => one?.words);
  const whole = parts.map((one) => one.words).join("");
  const words = whole.trim();
  if (!words) return null;
  const blanks = whole.length - whole.trimStart().length;
  const last = [...words].at(-1);
  return { words, start: placeAt(parts, blanks), end: placeAt(parts, blanks + words.length - last.length) + 1 };
}

/** What a range has of a run, and the code point it begins at; null where they have nothing in common. */
function partOf(run, range) {
  if (!range.intersectsNode(run)) return null;
  const part = document.createRange();
  part.selectNodeContents(run);
  const before = part.cloneRange();
  if (part.comparePoint(range.startContainer, range.startOffset) === 0) {
    part.setStart(range.startContainer, range.startOffset);
  }
  if (part.comparePoint(range.endContainer, range.endOffset) === 0) part.setEnd(range.endContainer, range.endOffset);
  before.setEnd(part.startContainer, part.startOffset);
  return { words: part.toString(), start: Number(run.dataset.start) + codePoints(before.toString()) };
}

/** The code point of the character that stands so many UTF-16 units into the parts together. */
function placeAt(parts, units) {
  for (const { words, start } of parts) {
    if (units < words.length) return start + codePoints(words.slice(0, units));
    units -= words.length;
  }
  return null;
}

function codePoints(text) {
  return [...text].length;
}
