// The page for missing addresses holds both languages, Vietnamese first; below /en/ English comes first.
const english = new URL("../../en/", document.currentScript.src).href;
const second = document.querySelector(".hb-missing + .hb-missing[lang=en]");
if (second && location.href.startsWith(english)) {
  document.documentElement.lang = "en";
  second.parentElement.insertBefore(second, second.previousElementSibling);
}
