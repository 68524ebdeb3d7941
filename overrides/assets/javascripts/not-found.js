// On the pages for missing addresses. From /404.html, in Vietnamese, readers of an address below /en/ go on to the same page
// in English, which shows again the address they typed.
const english = new URL("../../en/", document.currentScript.src).href;
const typed = new URLSearchParams(location.hash.slice(1)).get("typed");
if (typed) {
  if (typed.startsWith(english)) history.replaceState(null, "", typed);
} else if (document.documentElement.lang !== "en" && location.href.startsWith(english)) {
  location.replace(`${english}404.html#${new URLSearchParams({ typed: location.href })}`);
}
