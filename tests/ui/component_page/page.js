/* Mounts the component on sample data; the address chooses ?lang=ar|en &time=rtl|ltr &theme= &events=10000 &from= &to=. */
import mountInStreamlit from "/ui/timeline_component/streamlit.js";
import { mountTimeline } from "/ui/timeline_component/timeline.js";

const address = new URLSearchParams(location.search);
const sample = await (await fetch("sample.json")).json();

function inLanguage(value, lang) {
  if (Array.isArray(value)) return value.map((item) => inLanguage(item, lang));
  if (value === null || typeof value !== "object") return value;
  if ("ar" in value && "en" in value) return value[lang];
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inLanguage(item, lang)]));
}

function manyEvents(events, count) {
  return Array.from({ length: count }, (_, index) => {
    const pattern = events[index % events.length];
    const from = new Date(Date.UTC(1990, 0, 1 + ((index * 7919) % 12_700)));
    const length = (new Date(pattern.to) - new Date(pattern.from)) % (200 * 86_400_000);
    const iso = (date) => date.toISOString().slice(0, 10);
    return { ...pattern, id: `e${index}`, from: iso(from), to: iso(new Date(from.getTime() + length)), plan: undefined, importance: (index % 101) / 101 };
  });
}

function dataFor(options) {
  const lang = options.get("lang") ?? "ar";
  const data = inLanguage(sample, lang);
  const count = Number(options.get("events") ?? 0);
  return {
    ...data,
    lang,
    timeDir: options.get("time") ?? (lang === "ar" ? "rtl" : "ltr"),
    theme: options.get("theme") ?? "light",
    digits: options.get("digits") ?? "latn",
    events: count ? manyEvents(data.events, count) : data.events,
    selected: options.get("selected"),
    window: options.get("from") ? { from: options.get("from"), to: options.get("to") } : null,
  };
}

const data = dataFor(address);
const root = document.getElementById("timeline");
document.documentElement.lang = data.lang;
document.documentElement.dir = data.lang === "ar" ? "rtl" : "ltr";
document.documentElement.dataset.theme = data.theme;
await Promise.all(["400 15px", "600 15px"].map((font) => document.fonts.load(`${font} "IBM Plex Sans Arabic"`, "aا1")));

window.page = { data, root, dataFor, mountTimeline, mountInStreamlit, selections: [], windows: [], asked: [] };
const started = performance.now();
window.page.timeline = mountTimeline(root, data, {
  onSelect: (id) => window.page.selections.push(id),
  onWindow: (moved) => window.page.windows.push(moved),
  onOpen: (stretch) => window.page.asked.push(stretch),
});
root.getBoundingClientRect();
window.page.drawnIn = performance.now() - started;
document.body.dataset.ready = "";
