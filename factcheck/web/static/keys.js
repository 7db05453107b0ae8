// Keys of one letter, or two one after the other, as the list in the page (#keys) names them.

import { keep, kept } from "./storage.js";

const ON = "factcheck-keys";
const PATIENCE = 1500;
const TYPED_IN = "input, textarea, select, [contenteditable]";
const list = document.getElementById("keys");
const shown = document.getElementById("show-keys");
const acts = new Map();
let before = "";
let waiting = 0;

/** Have a key do something on this page; `repeats` where it goes on as long as it is held down. */
export function onKey(keys, act, { repeats = false } = {}) {
  acts.set(keys, { act, repeats });
}

/** The key as it is called in the list; one of another script by the letter that stands there on a Latin keyboard. */
function keyOf({ key, code, shiftKey }) {
  if (key === "؟") return "?";
  if (key.length !== 1) return "";
  if (key.charCodeAt(0) < 128) return shiftKey ? key : key.toLowerCase();
  return shiftKey ? "" : (/^Key([A-Z])$/.exec(code)?.[1].toLowerCase() ?? "");
}

function isForUs(event) {
  const { target } = event;
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return false;
  if (event.isComposing || event.keyCode === 229) return false;
  if (target instanceof Element && target.closest(TYPED_IN)) return false;
  return !document.querySelector("dialog[open]") && kept(ON) !== "off";
}

/** What a key does: what stands in the page for it, else what a script does, else where the list says it leads. */
function actOf(keys) {
  const there = document.querySelector(`[aria-keyshortcuts="${CSS.escape(keys)}"]`);
  if (there?.matches("a[href]")) return { act: () => there.click() };
  if (there) return { act: () => there.focus() };
  if (acts.has(keys)) return acts.get(keys);
  const href = list.querySelector(`[data-keys="${CSS.escape(keys)}"]`)?.dataset.href;
  return href && { act: () => location.assign(href) };
}

function pressed(event) {
  if (!isForUs(event)) return;
  const key = keyOf(event);
  if (!key) return;
  const keys = before ? `${before} ${key}` : key;
  const found = actOf(keys);
  clearTimeout(waiting);
  before = "";
  if (found) {
    event.preventDefault();
    if (found.repeats || !event.repeat) found.act();
  } else if (list.querySelector(`[data-keys^="${CSS.escape(keys)} "]`)) {
    before = keys;
    waiting = setTimeout(() => (before = ""), PATIENCE);
  }
}

function focusComment() {
  const form = document.getElementById("comment");
  (form?.querySelector("textarea") ?? form)?.focus();
}

if (list) {
  const isOn = document.getElementById("keys-on");
  const show = () => {
    isOn.checked = kept(ON) !== "off";
    list.showModal();
  };
  shown.hidden = false;
  shown.addEventListener("click", show);
  isOn.addEventListener("change", () => keep(ON, isOn.checked ? "on" : "off"));
  list.querySelector("button").addEventListener("click", () => list.close());
  onKey("?", show);
  onKey("c", focusComment);
  document.addEventListener("keydown", pressed);
}
