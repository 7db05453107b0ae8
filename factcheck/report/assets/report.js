(() => {
  "use strict";
  const at = (id) => document.getElementById(id);
  const tools = at("tools");
  if (!tools) return;
  const { up, parts, shown: shownOf, failed, numbers } = tools.dataset;
  const STEP = 200;
  const fields = [...tools.elements].filter((field) => field.name);
  const choices = fields.filter((field) => "choice" in field.dataset);
  const verdicts = [...at("only-verdict").options].map((option) => option.value);
  const states = [...(at("only-state")?.options ?? [])].map((option) => option.value);

  const fold = (text) =>
    text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "").replace(/[يى]/g, "ی").replace(/ك/g, "ک");
  const number = (n) => n.toLocaleString(numbers);

  // The rows of all pages stand in files of their own, which are loaded once somebody asks for something.
  const loaded = [];
  window.factcheckRows = (part, rows) => {
    loaded[part] = rows;
  };
  const loadPart = (part) =>
    new Promise((done) => {
      const script = document.createElement("script");
      script.src = `${up}find/${part}.js`;
      script.onload = script.onerror = done;
      document.head.append(script);
    });
  const foundBy = (row) =>
    fold([row.text, row.by, row.summary, row.sources, row.article].filter(Boolean).join("\n"));
  let loading;
  const load = () => {
    loading ??= Promise.all(Array.from({ length: parts }, (_, part) => loadPart(part + 1))).then(() =>
      loaded.reverse().flat().map((row, order) => ({ ...row, order, words: foundBy(row) })),
    );
    return loading;
  };

  const words = new Intl.Collator(undefined, { numeric: true });
  const orders = {
    verdict: (a, b) => verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict),
    state: (a, b) => states.indexOf(a.state) - states.indexOf(b.state),
    claimant: (a, b) => words.compare(a.by ?? "", b.by ?? ""),
    claim: (a, b) => words.compare(a.text, b.text),
  };
  const chosen = (rows) => {
    const wanted = fold(at("find").value).split(/\s+/);
    const [from, to] = [at("from")?.value ?? "", at("to")?.value || "9999"];
    const fits = rows.filter(
      (row) =>
        choices.every((one) => !one.value || [row[one.name]].flat().includes(one.value)) &&
        (row.day ?? "") >= from &&
        (row.day ?? "") <= to &&
        wanted.every((word) => row.words.includes(word)),
    );
    const compare = orders[at("sort").value];
    return compare ? fits.sort((a, b) => compare(a, b) || a.order - b.order) : fits;
  };

  const made = (row) => {
    const item = at("row").content.querySelector("li").cloneNode(true);
    const put = (selector, value) => {
      const part = item.querySelector(selector);
      if (value) (part.querySelector("bdi") ?? part).textContent = value;
      else part.remove();
    };
    item.querySelector(".badge").className = `badge ${row.back ? "grey back" : row.colour}`;
    item.querySelector("use").setAttribute("href", `#i-${row.icon}`);
    const link = item.querySelector("a");
    link.href = up + row.href;
    if (row.lang) link.lang = row.lang;
    link.textContent = row.text;
    put(".badge", row.verdict);
    put(".where", row.where);
    put(".by", row.by);
    put("strong.at", row.alert);
    put("span.at", row.detail);
    put(".sum", row.summary);
    return item;
  };

  let most = STEP;
  let asked = 0;
  const show = async () => {
    const mine = ++asked;
    const some = fields.some((field) => field.value);
    at("clear").hidden = !some;
    const rows = some ? await load() : [];
    if (mine !== asked) return;
    at("found").hidden = !some || !rows.length;
    at("listed").hidden = !at("found").hidden;
    at("shown").textContent = some && !rows.length ? failed : "";
    if (!some || !rows.length) return;
    const fits = chosen(rows);
    at("found").querySelector("ol").replaceChildren(...fits.slice(0, most).map(made));
    at("more").hidden = fits.length <= most;
    at("shown").textContent = shownOf.replace("{shown}", number(fits.length)).replace("{total}", number(rows.length));
  };

  // What is chosen stands in the address, so that it can be linked and comes back.
  const keep = () => {
    const kept = new URLSearchParams(fields.filter((field) => field.value).map((field) => [field.name, field.value]));
    history.replaceState(null, "", `#${kept}`);
  };
  const restore = () => {
    if (location.hash && !location.hash.includes("=")) return;
    const kept = new URLSearchParams(location.hash.slice(1));
    for (const field of fields) {
      field.value = kept.get(field.name) ?? "";
      if (field.selectedIndex === -1) field.value = "";
    }
    at("narrow").open ||= fields.some((field) => field.value && at("narrow").contains(field));
    most = STEP;
    show();
  };

  tools.hidden = false;
  tools.addEventListener("submit", (event) => event.preventDefault());
  tools.addEventListener("input", () => {
    keep();
    most = STEP;
    show();
  });
  at("clear").addEventListener("click", () => {
    for (const field of fields) field.value = "";
    keep();
    show();
    at("find").focus();
  });
  at("more").addEventListener("click", () => {
    most += STEP;
    show();
  });
  window.addEventListener("hashchange", restore);
  restore();
})();
