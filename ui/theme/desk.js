/* The desk by keyboard: one key a decision, a move, a way out. All keys can be switched off, and none works while
   somebody types. */

(function setUpDesk() {
  if (window.tasalsulDesk) return;
  window.tasalsulDesk = true;
  const OFF = "tasalsul.desk.keys";
  let opensForm = false;

  const switchOf = () => document.querySelector("[data-desk-keys]");
  const areOn = () => sessionStorage.getItem(OFF) !== "off";

  function showSwitch() {
    const button = switchOf();
    const pressed = String(areOn());
    if (button && button.getAttribute("aria-pressed") !== pressed) button.setAttribute("aria-pressed", pressed);
  }

  function isTyping(target) {
    return target.closest?.("input:not([type=radio]):not([type=checkbox]),textarea,select,[contenteditable=true],[role=listbox],[role=combobox]");
  }

  /* The key by its place on the keyboard: the same under an Arabic layout as under a Latin one. */
  function letterOf(event) {
    if (event.key === "?" || event.key === "\u061f") return "?";
    return /^Key[A-Z]$/.test(event.code) ? event.code.slice(3).toLowerCase() : "";
  }

  function toggleHelp() {
    const help = document.querySelector(".desk-keys");
    if (!help) return;
    help.open = !help.open;
    if (help.open) help.querySelector("summary").focus();
  }

  /* What a key does: a link that is drawn, a button of a form, or the newest way back in the history. */
  function spotOf(letter) {
    const link = document.querySelector(`[data-desk-key="${letter}"]`);
    if (link) return link;
    if (letter === "u") return document.querySelector(".st-key-desk_said button, [class*=st-key-desk_undo_] button");
    if (letter === "y") return document.querySelector("[class*=st-key-desk_redo_] button");
    return document.querySelector(`.st-key-desk_at_once_${letter} button`);
  }

  function leaveForm() {
    const help = document.querySelector(".desk-keys[open]");
    if (help) { help.open = false; help.querySelector("summary").focus(); return true; }
    const open = document.querySelector(".desk-acts [aria-current=true]");
    if (open) { open.focus(); open.click(); return true; }
    return false;
  }

  function save() {
    const button = document.querySelector(".st-key-desk_save [data-testid=stBaseButton-primaryFormSubmit]");
    button?.click();
  }

  document.addEventListener("keydown", (event) => {
    if (!document.querySelector(".st-key-desk")) return;
    if (event.key === "Escape" && !event.defaultPrevented && leaveForm()) { event.preventDefault(); return; }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.target.closest?.("textarea,input")) {
      event.preventDefault();
      save();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const letter = letterOf(event);
    if (letter === "?") { event.preventDefault(); toggleHelp(); return; }
    if (!letter || !areOn()) return;
    const spot = spotOf(letter);
    if (!spot || spot.disabled) return;
    event.preventDefault();
    spot.click();
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-desk-keys]")) {
      sessionStorage.setItem(OFF, areOn() ? "off" : "on");
      showSwitch();
    }
    const opener = event.target.closest?.("[data-opens-form]");
    if (opener) opensForm = opener.getAttribute("aria-current") !== "true";
  });

  /* Another item is read from its top; its line in the queue comes into sight. */
  let itemBefore = null;
  function showItem() {
    const here = document.querySelector(".desk-queue [aria-current]");
    const item = here?.dataset.spot ?? null;
    if (item === itemBefore) return;
    const isFirst = itemBefore === null;
    itemBefore = item;
    const queue = document.querySelector(".st-key-desk_queue");
    if (here && queue.scrollHeight > queue.clientHeight) {
      queue.scrollTop += here.getBoundingClientRect().top - queue.getBoundingClientRect().top - queue.clientHeight / 3;
    }
    if (!isFirst) document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  }

  /* The form that was asked for gets the focus as soon as it is there; the switch shows what was chosen before. */
  let formBefore = "";
  new MutationObserver(() => {
    showSwitch();
    showItem();
    const open = document.querySelector(".desk-acts [aria-current=true]")?.dataset.spot ?? "";
    if (open === formBefore) return;
    formBefore = open;
    if (!open || !opensForm) return;
    opensForm = false;
    const fields = ".st-key-desk_decide :is(input:not([type=hidden]),textarea,[role=combobox])";
    requestAnimationFrame(() => document.querySelector(fields)?.focus());
  }).observe(document.body, { childList: true, subtree: true });
  showSwitch();
})();
