// The to-do list: measures of the sector for one resource, cheapest first, to print or to open in a spreadsheet.
import { element, fill } from "./dom.js";
import { measuresFor } from "./compare.js";

/** The list of one resource as elements; `home` is the address the links of the data are relative to. */
export function todo(data, resource, fine, home, lang) {
  const { say, costs, resources } = data;
  const measures = measuresFor(data, resource).map((measure) => ({ ...measure, url: new URL(measure.url, home).href }));
  const { name } = resources[resource];
  const small = /^.\p{Lu}/u.test(name) ? name : name[0].toLowerCase() + name.slice(1);
  const title = element("h3", {}, fill(say.todo, { resource: small }));
  const box = element("div", { className: "hb-check__todo" }, title);
  if (!measures.length) {
    box.append(element("p", {}, fill(say["todo-none"], { resource: small })));
    return box;
  }
  box.append(element("p", { className: "hb-sub" }, fine ? say["todo-fine"] : say["todo-why"]));
  for (const [cost, label] of Object.entries(costs)) {
    const ofCost = measures.filter((measure) => measure.cost === cost);
    if (ofCost.length) box.append(element("p", { className: "hb-k" }, label), element("ul", {}, ...ofCost.map((m) => item(m, say))));
  }
  const save = element("button", { type: "button", className: "hb-plain" }, say.download);
  save.addEventListener("click", () => download(measures, data, lang));
  const print = element("button", { type: "button", className: "hb-plain" }, say.print);
  print.addEventListener("click", printOnly);
  box.append(element("p", { className: "hb-check__tools" }, print, save));
  return box;
}

function item(measure, say) {
  const words = measure.figure?.[1] ?? say["no-figure"];
  return element(
    "li", {},
    element("span", { className: "hb-tick", "aria-hidden": "true" }),
    element("a", { href: measure.url }, measure.name),
    element("span", { className: "hb-sub" }, ` ${words}`),
  );
}

/** Print the result without the rest of the page. */
function printOnly() {
  const root = document.documentElement;
  root.classList.add("hb-print-check");
  window.addEventListener("afterprint", () => root.classList.remove("hb-print-check"), { once: true });
  window.print();
}

/** Semicolons for Vietnamese, whose lists use them in spreadsheets; the mark at the beginning says UTF-8. */
export function table(measures, { say, costs }, lang) {
  const head = [say.measure, say.cost, say.saving, say.link, say.who, say.by];
  const rows = measures.map((m) => [m.name, costs[m.cost], m.figure?.[1] ?? say["no-figure"], m.url, "", ""]);
  const cell = (text) => `"${text.replaceAll('"', '""')}"`;
  return `\ufeff${[head, ...rows].map((row) => row.map(cell).join(lang === "vi" ? ";" : ",")).join("\r\n")}\r\n`;
}

function download(measures, data, lang) {
  const href = URL.createObjectURL(new Blob([table(measures, data, lang)], { type: "text/csv;charset=utf-8" }));
  const link = element("a", { href, download: `${data.say.file}.csv` });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(href), 1000);
}
