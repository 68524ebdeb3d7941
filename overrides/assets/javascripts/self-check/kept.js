// Figures that outlive the page: in the address when the reader asks for it, else in this tab until it is closed.

const ADDRESS = "#self-check?";
const TAB = "hb-self-check";

/** The parameters behind `#self-check?`, or null. */
export function fromAddress() {
  return location.hash.startsWith(ADDRESS) ? new URLSearchParams(location.hash.slice(ADDRESS.length)) : null;
}

export function toAddress(found) {
  history.replaceState(history.state, "", ADDRESS + found);
}

/** Take the figures out of the address again. */
export function clearAddress() {
  if (fromAddress()) history.replaceState(history.state, "", location.pathname + location.search);
}

/** What was kept in this tab under `name`, or null. A browser may refuse to keep anything. */
export function fromTab(name = "") {
  try {
    return sessionStorage.getItem(TAB + name);
  } catch {
    return null;
  }
}

/** Keep `text` in this tab; empty text is forgotten. */
export function toTab(text, name = "") {
  try {
    if (text) sessionStorage.setItem(TAB + name, text);
    else sessionStorage.removeItem(TAB + name);
  } catch {
    // without storage the figures last as long as the page
  }
}

/** The link to the page in the other language takes the figures of the address along. */
export function carryAlong() {
  const link = document.querySelector(".hb-language");
  for (const type of ["pointerdown", "focus", "click"]) {
    link?.addEventListener(type, () => {
      if (fromAddress()) link.hash = location.hash;
    });
  }
}
