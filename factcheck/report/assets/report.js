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
      date: item.dataset.d ?? "",
      by: Object.fromEntries(["v", "s", "a", "c", "t"].map((key) => [key, (item.dataset[key] ?? "").split(" ")])),
      claimant: fold(item.querySelector(".by")?.textContent ?? ""),
      claim: fold(item.querySelector("a").textContent),
    }));
    return { section, list, rows };
  });
  const all = groups.flatMap((group) => group.rows);
  const choices = [...tools.querySelectorAll("select[data-by]")];
  const number = (n) => n.toLocaleString(tools.dataset.numbers);

  const filter = () => {
    const words = fold(at("find").value).split(/\s+/);
    const [from, to] = [at("from")?.value ?? "", at("to")?.value || "9999"];
    const wanted = choices
      .filter((choice) => choice.selectedIndex > 0)
      .map((choice) => [choice.dataset.by, String(choice.selectedIndex - 1)]);
    let shown = 0;
    for (const { section, rows } of groups) {
      let some = false;
      for (const row of rows) {
        const fits =
          wanted.every(([key, value]) => row.by[key].includes(value)) &&
          row.date >= from &&
          row.date <= to &&
          words.every((word) => row.claim.includes(word) || row.claimant.includes(word));
        row.item.hidden = !fits;
        some ||= fits;
        shown += fits;
      }
      section.hidden = !some;
    }
    at("shown").textContent = tools.dataset.shown
      .replace("{shown}", number(shown))
      .replace("{total}", number(all.length));
    if (at("clear")) at("clear").hidden = shown === all.length;
  };

  const words = new Intl.Collator(undefined, { numeric: true });
  const orders = {
    verdict: (a, b) => a.by.v[0] - b.by.v[0],
    state: (a, b) => a.by.s[0] - b.by.s[0],
    claimant: (a, b) => words.compare(a.claimant, b.claimant),
    claim: (a, b) => words.compare(a.claim, b.claim),
    newest: (a, b) => words.compare(b.date, a.date),
  };
  const sort = () => {
    const compare = orders[at("sort").value] ?? (() => 0);
    for (const { list, rows } of groups) {
      const sorted = [...rows].sort((a, b) => compare(a, b) || a.order - b.order);
      list.append(...sorted.map((row) => row.item));
    }
  };

  // What is chosen stands in the address, so that it can be linked and comes back.
  const fields = [...tools.elements].filter((field) => field.name);
  const keep = () => {
    const chosen = new URLSearchParams(fields.filter((field) => field.value).map((field) => [field.name, field.value]));
    history.replaceState(null, "", `#${chosen}`);
  };
  const restore = () => {
    if (location.hash && !location.hash.includes("=")) return;
    const chosen = new URLSearchParams(location.hash.slice(1));
    for (const field of fields) {
      field.value = chosen.get(field.name) ?? "";
      if (field.selectedIndex === -1) field.value = "";
    }
    sort();
    filter();
  };

  tools.hidden = false;
  tools.addEventListener("submit", (event) => event.preventDefault());
  tools.addEventListener("input", (event) => {
    keep();
    (event.target.id === "sort" ? sort : filter)();
  });
  at("clear")?.addEventListener("click", () => {
    for (const field of fields) field.value = "";
    keep();
    sort();
    filter();
    at("find").focus();
  });
  window.addEventListener("hashchange", restore);
  filter();
  restore();
})();
