// A form with data-unsaved that was filled in and not sent asks before it is left; one with a password does not.

const SENDING = 1000;
const unsaved = new Set();
const sent = new Set();

/** Have a form ask before it is left, as one that came back unsaved. */
export function markUnsaved(form) {
  unsaved.add(form);
}

/** A form that is sent leaves its page; where another is unsaved beside it, that is kept (data-draft) or asks. */
function isLost(form) {
  return !sent.has(form) && !(sent.size && form.dataset.draft);
}

for (const form of document.querySelectorAll("form[data-unsaved]:not(:has([type=password]))")) {
  form.addEventListener("input", () => unsaved.add(form));
  form.addEventListener("submit", () => {
    sent.add(form);
    setTimeout(() => sent.clear(), SENDING);
  });
}
addEventListener("beforeunload", (leaving) => {
  if ([...unsaved].some(isLost)) leaving.preventDefault();
});
