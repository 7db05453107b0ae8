// What tells of jobs under way is asked for again now and then, until there are none; then the page can be loaded anew.

const PAUSE = 3000;

async function refresh() {
  const shown = document.querySelector("#under-way[data-live]");
  if (!shown) return;
  if (!document.hidden && !shown.contains(document.activeElement)) await replace(shown);
  setTimeout(refresh, PAUSE);
}

async function replace(shown) {
  const answer = await fetch(shown.dataset.live).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = page.getElementById("under-way");
  if (!now || now.isEqualNode(shown)) return;
  shown.replaceWith(now);
  const done = document.getElementById("under-way-done");
  if (done && !now.dataset.live) now.append(done.content.cloneNode(true));
}

setTimeout(refresh, PAUSE);
