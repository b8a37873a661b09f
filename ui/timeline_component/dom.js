/* Elements, text that cannot reorder, and the small tools that every part needs. */

export function make(tag, className, attributes = {}) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

const ARABIC_LETTER = /[\u0620-\u064a\u0671-\u06d3]/;
const LATIN_LETTER = /[A-Za-z\u00c0-\u024f]/;
const FOREIGN_WORD = "[A-Za-z0-9\\u00c0-\\u024f\\u0660-\\u0669]+(?:[.,:/%'’+&-]+[A-Za-z0-9\\u00c0-\\u024f\\u0660-\\u0669]+)*%?";
const FOREIGN_RUN_IN_ARABIC = new RegExp(`(${FOREIGN_WORD}(?: ${FOREIGN_WORD})*)`);
const ARABIC_RUN_IN_LATIN = /([\u0620-\u064a\u0671-\u06d3][\u0600-\u06ff\s]*[\u0600-\u06ff]|[\u0620-\u064a])/;

export function isArabic(text) {
  const arabic = text.search(ARABIC_LETTER);
  const latin = text.search(LATIN_LETTER);
  return arabic >= 0 && (latin < 0 || arabic < latin);
}

/** Puts text into a node as text; numbers and words of the other script go into <bdi>, so that they cannot reorder. */
export function setIsolatedText(node, text) {
  const foreign = isArabic(text) || !LATIN_LETTER.test(text) ? FOREIGN_RUN_IN_ARABIC : ARABIC_RUN_IN_LATIN;
  node.replaceChildren(
    ...text.split(foreign).map((run, index) => {
      if (index % 2 === 0) return document.createTextNode(run);
      const isolated = make("bdi");
      isolated.textContent = run;
      if (foreign === ARABIC_RUN_IN_LATIN) isolated.lang = "ar";
      return isolated;
    }),
  );
  return node;
}

/** Marks the language of a text where it is not the language of the interface. */
export function setLanguageOf(node, text, interfaceLang) {
  const arabic = isArabic(text);
  if (!arabic && !LATIN_LETTER.test(text)) return node;
  node.setAttribute("dir", arabic ? "rtl" : "ltr");
  if (arabic !== (interfaceLang === "ar")) node.setAttribute("lang", arabic ? "ar" : "en");
  return node;
}

export function makeWords(words) {
  const node = make("span", "words", { lang: "ar", dir: "rtl" });
  setIsolatedText(node, `«${words}»`);
  return node;
}

/** Writes a length where it has changed; null takes it away. */
export function setPixels(node, property, pixels) {
  const value = pixels === null ? "" : `${pixels.toFixed(1)}px`;
  if (node.style[property] !== value) node.style[property] = value;
}

export function debounce(action, wait) {
  let timer = 0;
  const later = (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...values), wait);
  };
  later.cancel = () => clearTimeout(timer);
  return later;
}

export function clamp(value, low, high) {
  return Math.max(low, Math.min(high, value));
}
