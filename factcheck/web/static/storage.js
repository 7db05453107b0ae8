// What is kept in this browser; it may be full, or switched off.

/** What is kept under a name, null where nothing is or can be. */
export function kept(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** Keep a text under a name; whether that was possible. */
export function keep(name, text) {
  try {
    localStorage.setItem(name, text);
    return true;
  } catch {
    return false;
  }
}

/** Forget what is kept under a name. */
export function forget(name) {
  try {
    localStorage.removeItem(name);
  } catch {
    // nothing is kept
  }
}

/** Every name that begins so. */
export function names(prefix) {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(prefix));
  } catch {
    return [];
  }
}
