// The self-check: reads the form, compares with the facts in the page, shows the result. Nothing is sent.
import { begun, compare, firstOf, missing } from "./self-check/compare.js";
import { element, fill } from "./self-check/dom.js";
import { doubts } from "./self-check/doubt.js";
import { Form } from "./self-check/form.js";
import { carryAlong, clearAddress, fromAddress, fromTab, toAddress, toTab } from "./self-check/kept.js";
import { Notices } from "./self-check/notices.js";
import { ask, resultOf } from "./self-check/result.js";
import { todo } from "./self-check/todo.js";

/** Up to this ratio nothing is called behind. */
const FINE = 1.05;
/** ms after a change before the page says something new: what moves must not slip from under the finger. */
const PAUSE = 250;

const lang = document.documentElement.lang;

/** Bring a form to life. `page` is the document it came from, `home` the address of that document without a fragment. */
function start(section, page = document, home = location.href.split("#")[0]) {
  const data = JSON.parse(section.querySelector("script").textContent);
  const { sector } = section.dataset;
  const form = new Form(section, data, lang);
  const sure = new Set();
  const notices = new Notices(form, data, lang, sure, () => show({ focus: true }));
  const out = section.querySelector(".hb-check__out");
  const empty = [...out.childNodes];
  const mark = sourceMarks(page, home, data.say);
  const clear = form.form.querySelector("[data-clear]");
  let chosen = {};
  let compared = false;
  let waiting;

  /** Compare, and say so. Without `compared` only the fields speak. */
  function show({ focus } = {}) {
    clearTimeout(waiting);
    compared = compared || focus;
    const { checks, amounts } = form;
    const zeros = checks.filter((check) => isZero(check, amounts, form, data));
    const complete = checks.filter((check) => !missing(check, amounts).length && !zeros.includes(check));
    const { far, held } = doubts(complete, amounts, sure);
    notices.show(checks, amounts, far);
    keep();
    if (!compared) return;
    const doubtful = [...far.map(({ check }) => check), ...held];
    const ready = complete.filter((check) => !doubtful.includes(check)).map((check) => [check, chosen[check.id] ?? firstOf(check)]);
    const choose = (check, index) => {
      chosen = { ...chosen, [check.id]: index };
      show();
      out.querySelector(`[aria-label="${CSS.escape(check.name)}"] select`)?.focus();
    };
    const tools = { data, lang, form, amounts, mark, choose };
    const sound = ready.filter(([, index]) => index >= 0).map(([check, index]) => compare(check, amounts, index));
    sound.sort((a, b) => b.worse - a.worse);
    const parts = sound.map((result) => resultOf(result, tools));
    if (sound.length) parts.splice(1, 0, todo(data, sound[0].check.resource, sound[0].worse <= FINE, home, lang));
    parts.push(...ready.filter(([, index]) => index < 0).map(([check]) => ask(check, tools)));
    if (sound.length) parts.push(element("p", { className: "hb-sub" }, data.say.caution));
    if (doubtful.length) parts.unshift(waits(doubtful));
    parts.push(...incomplete(checks, amounts));
    if (parts.length) parts.push(keepButton());
    const status = element("p", { className: "hb-vh", role: "status" });
    out.replaceChildren(status, ...(parts.length ? parts : [element("p", {}, data.say.nothing)]));
    if (!focus) return;
    status.textContent = out.querySelector(".hb-check__held, h3, p:not(.hb-vh)")?.textContent ?? "";
    const first = form.form.querySelector(".hb-check__far") ?? out;
    out.tabIndex = -1;
    first.focus({ preventScroll: true });
    first.scrollIntoView({ block: "nearest" });
  }

  /** What is held back, and the figures to look at. */
  function waits(doubtful) {
    const what = doubtful.map(({ name }) => name).join("; ");
    return element("p", { className: "hb-check__held" }, fill(data.say.held, { what }));
  }

  function incomplete(checks, amounts) {
    return checks
      .filter((check) => begun(check, amounts) && missing(check, amounts).length)
      .map((check) => element("p", { className: "hb-check__lack" }, `${check.name}. `, ...notices.lacks(missing(check, amounts))));
  }

  // -- keeping

  function figures() {
    const found = form.save(chosen);
    found.set("sector", sector);
    if (compared) found.set("shown", 1);
    return found;
  }

  /** In this tab always; in the address once the reader has put them there. */
  function keep() {
    clear.hidden = !form.filled;
    toTab(form.filled ? figures().toString() : "", `:${sector}`);
    if (fromAddress()?.get("sector") === sector) toAddress(figures());
  }

  function keepButton() {
    const button = element("button", { type: "button", className: "hb-plain" }, data.say.keep);
    const note = element("span", { className: "hb-sub", role: "status" });
    button.addEventListener("click", () => {
      toAddress(figures());
      note.textContent = ` ${data.say.kept}`;
    });
    return element("p", { className: "hb-check__tools" }, button, note);
  }

  /** From the address, else from this tab. */
  function restore() {
    const inAddress = fromAddress();
    const wanted = inAddress?.get("sector") === sector;
    const text = fromTab(`:${sector}`);
    if (!wanted && !text) return;
    const found = wanted ? inAddress : new URLSearchParams(text);
    chosen = form.load(found);
    compared = wanted || found.has("shown");
    show();
    if (wanted) section.scrollIntoView();
  }

  form.form.addEventListener("input", keep);
  form.form.addEventListener("change", () => {
    keep();
    clearTimeout(waiting);
    waiting = setTimeout(show, PAUSE);
  });
  form.form.addEventListener("submit", (event) => {
    event.preventDefault();
    form.check();
    show({ focus: true });
    form.wrong?.focus();
  });
  clear.addEventListener("click", () => {
    clearTimeout(waiting);
    form.clear();
    [chosen, compared] = [{}, false];
    sure.clear();
    clearAddress();
    show();
    out.replaceChildren(...empty);
    form.form.querySelector("input").focus();
  });
  form.form.querySelector("[type=submit]").disabled = false;
  restore();
}

/** Zero output cannot divide, and nothing used cannot be compared; the field says so. */
function isZero(check, amounts, form, { say }) {
  const nothing = check.above.every((id) => amounts[id] === 0);
  if (amounts[check.below] === 0) form.fields[check.below].complain(say.zero);
  if (nothing && check.above.length === 1) form.fields[check.above[0]]?.complain(say.zero);
  return amounts[check.below] === 0 || nothing;
}

/** A function that makes the numbered mark of a source; the numbers are those of the list at the end of `page`. */
function sourceMarks(page, home, say) {
  const mark = (id) => {
    const number = page.getElementById(`ref-${id}`)?.textContent.match(/^\s*(\d+)\./)?.[1];
    if (!number) return "";
    const link = element("a", { href: `${home}#ref-${id}`, "aria-label": fill(say.source, { number }) }, number);
    return element("sup", { className: "hb-src" }, link);
  };
  return Object.assign(mark, { home });
}

/** The page of all sectors: the form of the chosen one is taken from its own page. */
function startChoice(box) {
  const select = box.querySelector("select");
  const status = box.querySelector("[role=status]");
  const place = element("div");
  box.querySelector("nav").before(place);
  const open = async () => {
    const link = box.querySelector(`a[data-sector="${CSS.escape(select.value)}"]`);
    place.replaceChildren();
    status.textContent = "";
    toTab(select.value);
    if (!link) return;
    const wanted = select.value;
    const home = link.href.split("#")[0];
    try {
      const page = new DOMParser().parseFromString(await (await fetch(home)).text(), "text/html");
      if (select.value !== wanted) return;
      const section = document.importNode(page.querySelector(".hb-check"), true);
      place.replaceChildren(section);
      start(section, page, home);
    } catch {
      status.textContent = box.dataset.failed;
    }
  };
  select.addEventListener("change", open);
  select.disabled = false;
  const kept = fromAddress()?.get("sector") ?? fromTab();
  if (kept && [...select.options].some(({ value }) => value === kept)) {
    select.value = kept;
    open();
  }
}

for (const section of document.querySelectorAll(".hb-check")) start(section);
for (const box of document.querySelectorAll(".hb-checks")) startChoice(box);
carryAlong();
