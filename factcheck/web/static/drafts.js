// What was filled in and not sent is kept in this browser, for the person who did so, and offered back.

import { forget, keep, kept, names } from "./storage.js";
import { markUnsaved } from "./unsaved.js";

const WAIT = 400;
const DAYS = 14;
const NOT_FILLED_IN = new Set(["me", "digest"]);
const READ = new Set(["head", "capture", "target", "start", "end"]);
const SENT = "factcheck-sent";
const offer = document.getElementById("draft-offer");
const owner = offer && `factcheck-draft:${encodeURIComponent(offer.dataset.desk)}:${encodeURIComponent(offer.dataset.me)}:`;

/** The names of all drafts of a form begin so; forms that are sent to the same address are the same. */
function prefixOf(form) {
  const { pathname, search } = new URL(form.action);
  return `${owner}${encodeURIComponent(pathname + search)}:${form.id}:`;
}

function newName(form) {
  const [high, low] = crypto.getRandomValues(new Uint32Array(2));
  return `${prefixOf(form)}${high.toString(36)}${low.toString(36)}`;
}

function filledIn(form) {
  return [...new FormData(form)].filter(([name, one]) => typeof one === "string" && !NOT_FILLED_IN.has(name));
}

/** Whether nothing of a form may be kept: it names somebody who is not to be known, or has a password. */
function isSecret(form) {
  return !form.hasAttribute("data-kept") || form.querySelector("[name=confidential]:checked, [type=password]");
}

function fillIn(form, fields) {
  const left = fields.map((field) => [...field]);
  const take = (name, value) => {
    const at = left.findIndex((field) => field[0] === name && (value === undefined || field[1] === value));
    return at < 0 ? null : left.splice(at, 1)[0][1];
  };
  for (const one of form.elements) {
    if (!one.name || one.type === "file" || one.type === "submit" || NOT_FILLED_IN.has(one.name)) continue;
    if (one.type === "checkbox" || one.type === "radio") one.checked = take(one.name, one.value) !== null;
    else if (one.type !== "hidden" || READ.has(one.name)) one.value = take(one.name) ?? one.value;
    const folded = one.closest("details");
    if (folded && one.value && one.type !== "checkbox") folded.open = true;
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

function draftOf(name) {
  try {
    const draft = JSON.parse(kept(name));
    return draft.at > Date.now() - DAYS * 86_400_000 ? draft : null;
  } catch {
    return null;
  }
}

function showOffer(form, name, draft) {
  const shown = offer.content.cloneNode(true).firstElementChild;
  const time = shown.querySelector("time");
  const [put, drop] = shown.querySelectorAll("button");
  const at = new Date(draft.at);
  time.dateTime = at.toISOString();
  time.textContent = at.toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
  put.addEventListener("click", () => {
    fillIn(form, draft.fields);
    forget(name);
    shown.remove();
    form.querySelector("input:not([type=hidden]), textarea, select")?.focus();
  });
  drop.addEventListener("click", () => {
    forget(name);
    shown.remove();
  });
  form.prepend(shown);
}

/** Offer what was kept of a form earlier, but for what it says already. */
function offerKept(form, own) {
  const now = JSON.stringify(filledIn(form));
  for (const name of names(prefixOf(form))) {
    const draft = draftOf(name);
    if (!draft || JSON.stringify(draft.fields) === now) forget(name);
    else if (name !== own) showOffer(form, name, draft);
  }
}

function tellNotKept(form) {
  const { content } = document.getElementById("draft-not-kept");
  if (!form.querySelector(".not-kept")) form.append(content.cloneNode(true));
}

function watch(form, name) {
  let due = 0;
  const save = () => {
    clearTimeout(due);
    due = 0;
    if (isSecret(form)) {
      delete form.dataset.draft;
      return forget(name);
    }
    if (keep(name, JSON.stringify({ at: Date.now(), fields: filledIn(form) }))) form.dataset.draft = name;
    else tellNotKept(form);
  };
  form.addEventListener("input", () => {
    clearTimeout(due);
    due = setTimeout(save, WAIT);
  });
  addEventListener("pagehide", () => due && save());
  form.addEventListener("submit", () => {
    if (due) save();
    if (form.dataset.draft) sessionSet(SENT, name);
  });
  if (form.dataset.unsaved === "back") {
    markUnsaved(form);
    save();
  }
}

function sessionSet(name, value) {
  try {
    sessionStorage.setItem(name, value);
  } catch {
    // then it is offered once more
  }
}

/** The draft whose form this tab sent last, once. */
function takeSent() {
  try {
    const name = sessionStorage.getItem(SENT);
    sessionStorage.removeItem(SENT);
    return name;
  } catch {
    return null;
  }
}

/** What was stored leads on to another page, or to one that shows what it made; what was not comes back, or not at all. */
function isStored() {
  if (document.querySelector("[data-stored]")) return true;
  const [way] = performance.getEntriesByType("navigation");
  return way?.type === "navigate" && way.redirectCount > 0;
}

if (offer) {
  const sent = takeSent();
  if (sent && isStored()) forget(sent);
  for (const form of document.querySelectorAll("form[data-unsaved]")) {
    const own = sent?.startsWith(prefixOf(form)) && form.dataset.unsaved === "back" ? sent : newName(form);
    if (isSecret(form)) names(prefixOf(form)).forEach(forget);
    else offerKept(form, own);
    watch(form, own);
  }
  const leave = document.querySelector('form[action$="/logout"]');
  leave?.addEventListener("submit", () => names(owner).forEach(forget));
}
