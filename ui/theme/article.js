/* From one marked place of an article to the next: the buttons above the text, and the keys n and p. */

(function setUpSteps() {
  if (window.tasalsulSteps) return;
  window.tasalsulSteps = true;

  const places = () => [...document.querySelectorAll(".article-text :is(.num[id^=e],.finding-mark[id^=c])")];
  const keysAreOn = () => document.querySelector(".steps [data-keys]")?.getAttribute("aria-pressed") === "true";
  let last = null;

  /* Where the reader is: the mark that has the focus, else the one last stepped to, else the event asked for. */
  function current(all) {
    const here = all.indexOf(document.activeElement);
    if (here >= 0) return here;
    if (all.includes(last)) return all.indexOf(last);
    return all.findIndex((place) => place.hasAttribute("aria-current"));
  }

  function step(by) {
    const all = places();
    if (!all.length) return;
    const from = current(all);
    const to = from < 0 ? (by > 0 ? 0 : all.length - 1) : (from + by + all.length) % all.length;
    last = all[to];
    last.focus({ preventScroll: true });
    last.scrollIntoView({ block: "center" });
    const said = document.querySelector(".step-place");
    if (said) said.textContent = said.dataset.words.replace("{place}", digits(to + 1)).replace("{total}", digits(all.length));
  }

  /* In the digits of the numbers that the text bears. */
  function digits(number) {
    const eastern = [...document.querySelectorAll(".article-text .num")].some((mark) => /[\u0660-\u0669]/.test(mark.textContent));
    return eastern ? String(number).replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit))) : String(number);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".steps [data-step]");
    if (button) step(Number(button.dataset.step));
    const keys = event.target.closest?.(".steps [data-keys]");
    if (keys) keys.setAttribute("aria-pressed", keys.getAttribute("aria-pressed") !== "true");
  });
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("input,textarea,select,[contenteditable=true],[role=listbox],[role=combobox]");
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || !document.querySelector(".steps") || !keysAreOn()) return;
    const by = { KeyN: 1, KeyP: -1 }[event.code];
    if (!by) return;
    event.preventDefault();
    step(by);
  });
})();
