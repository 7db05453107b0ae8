(() => {
  "use strict";
  const at = (id) => document.getElementById(id);
  const tools = at("tools");
  if (!tools) return;

  const fold = (text) =>
    text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "").replace(/[يى]/g, "ی").replace(/ك/g, "ک");
  const groups = [...document.querySelectorAll(".group")].map((section) => {
    const list = section.querySelector(".rows");
    const rows = [...list.children].map((item, order) => ({
      item,
      order,
      v: +item.dataset.v,
      s: +item.dataset.s,
      c: fold(item.querySelector(".by")?.textContent ?? ""),
      t: fold(item.querySelector("a").textContent),
    }));
    return { section, list, rows };
  });
  const all = groups.flatMap((group) => group.rows);

  const filter = () => {
    const words = fold(at("find").value).split(/\s+/);
    const [verdict, state] = [at("only-verdict").value, at("only-state").value];
    let shown = 0;
    for (const { section, rows } of groups) {
      let some = false;
      for (const row of rows) {
        const fits =
          (verdict === "" || row.v === +verdict) &&
          (state === "" || row.s === +state) &&
          words.every((word) => row.t.includes(word) || row.c.includes(word));
        row.item.hidden = !fits;
        some ||= fits;
        shown += fits;
      }
      section.hidden = !some;
    }
    const number = (n) => n.toLocaleString("en");
    at("shown").textContent = `${number(shown)} of ${number(all.length)} ${all.length === 1 ? "claim" : "claims"} shown`;
  };

  const words = new Intl.Collator(undefined, { numeric: true });
  const compare = (a, b) => (typeof a === "number" ? a - b : words.compare(a, b));
  const sort = () => {
    const key = at("sort").value;
    for (const { list, rows } of groups) {
      const sorted = [...rows].sort((a, b) => (key && compare(a[key], b[key])) || a.order - b.order);
      list.append(...sorted.map((row) => row.item));
    }
  };

  tools.hidden = false;
  tools.addEventListener("submit", (event) => event.preventDefault());
  tools.addEventListener("input", (event) => (event.target.id === "sort" ? sort() : filter()));
  filter();
})();
