// A sentence of a text is selected, so that it can be quoted without a mouse.

const SENTENCES = new Map();

/** The text nodes of the runs, each with the UTF-16 unit it begins at in all of them together. */
function nodesOf(text) {
  const nodes = [];
  let start = 0;
  for (const run of text.querySelectorAll("[data-start]")) {
    nodes.push({ node: run.firstChild, start });
    start += run.textContent.length;
  }
  return nodes;
}

function sentencesOf(text, nodes) {
  if (!SENTENCES.has(text)) {
    const whole = nodes.map(({ node }) => node.data).join("");
    const parts = new Intl.Segmenter(text.lang || undefined, { granularity: "sentence" }).segment(whole);
    const found = Array.from(parts, ({ segment, index }) => {
      const start = index + segment.length - segment.trimStart().length;
      return { start, end: start + segment.trim().length };
    });
    SENTENCES.set(text, found.filter(({ start, end }) => end > start));
  }
  return SENTENCES.get(text);
}

/** Select the sentence after what is selected in the text (`step` 1) or before it (-1), else the first. */
export function selectSentence(text, step) {
  const nodes = nodesOf(text);
  const sentences = sentencesOf(text, nodes);
  const { anchorNode, anchorOffset } = document.getSelection();
  const here = nodes.find(({ node }) => node === anchorNode);
  const unit = here ? here.start + anchorOffset : -1;
  const at = sentences.findLastIndex(({ start }) => start <= unit);
  const next = sentences[Math.min(Math.max(at + step, 0), sentences.length - 1)];
  if (!next) return;
  const placed = (unit) => {
    const { node, start } = nodes.findLast(({ start }) => start <= unit);
    return [node, unit - start];
  };
  const [last, offset] = placed(next.end - 1);
  document.getSelection().setBaseAndExtent(...placed(next.start), last, offset + 1);
  scrollTo(text);
}

function scrollTo(text) {
  const at = document.getSelection().getRangeAt(0).getBoundingClientRect();
  const seen = text.getBoundingClientRect();
  if (at.top < seen.top || at.bottom > seen.bottom) text.scrollTop += at.top - seen.top - seen.height / 3;
}
