// Small helpers of the frame; every page is complete without them.
import { filterLists } from "./filter.js";
import { prepareSearch } from "./search/box.js";

/** The link to the other language leads to the section the reader is at, with the same filters: ids are shared. */
function keepSection() {
  const link = document.querySelector(".hb-language");
  if (!link) return;
  const page = link.href;
  const update = () => {
    const below = document.querySelector(".md-header").offsetHeight + 120;
    const headings = [...document.querySelectorAll(".md-content :is(h2, h3, h4)[id]")];
    const current = headings.findLast((heading) => heading.offsetParent && heading.getBoundingClientRect().top < below);
    link.href = page + location.search + (current ? `#${current.id}` : "");
  };
  for (const type of ["pointerdown", "focus", "click"]) link.addEventListener(type, update);
}

/** Browsers without the popover attribute go to the entry of the glossary instead of opening the definition. */
function openEntries() {
  if ("popover" in HTMLElement.prototype) return;
  for (const button of document.querySelectorAll(".hb-term")) {
    const entry = document.getElementById(button.getAttribute("popovertarget"))?.querySelector("a");
    button.addEventListener("click", () => entry && location.assign(entry.href));
  }
}

/** The old address of a section that now stands on another page: a list there leads on, and so does this. */
function followMoved() {
  const place = location.hash && document.querySelector(`.hb-moved li[id="${CSS.escape(location.hash.slice(1))}"] a`);
  if (place) location.replace(place.href);
}

followMoved();
keepSection();
openEntries();
filterLists();
prepareSearch();
if (document.querySelector(".hb-find")) import("./finder.js");
if (document.querySelector(".hb-check, .hb-checks")) import("./self-check.js");
if (document.querySelector(".hb-calc")) import("./calculator.js");
