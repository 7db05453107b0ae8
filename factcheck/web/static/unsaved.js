// A form with data-unsaved that was filled in and not sent asks before it is left.

const unsaved = new Set();

for (const sheet of document.querySelectorAll("form[data-unsaved]")) {
  sheet.addEventListener("input", () => unsaved.add(sheet));
  sheet.addEventListener("submit", () => unsaved.delete(sheet));
}
addEventListener("beforeunload", (leaving) => {
  if (unsaved.size) leaving.preventDefault();
});
