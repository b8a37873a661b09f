/* Going from state to state without loading the page anew: what is opened goes into the address, and Streamlit is told
   in the way the browser's own "back" does. So each choice is one step of the history. */

function goTo(address, replace) {
  history[replace ? "replaceState" : "pushState"]({}, "", address);
  window.dispatchEvent(new PopStateEvent("popstate"));
}

function withEvent(id) {
  const address = new URL(location.href);
  if (id) address.searchParams.set("event", id); else address.searchParams.delete("event");
  return address;
}

/* Entries follow the address when the reader goes back: what the server sends is the same text then, and stays. */
function openAsTheAddressSays() {
  const chosen = new URL(location.href).searchParams.get("event");
  for (const entry of document.querySelectorAll("details[data-event]")) entry.open = entry.dataset.event === chosen;
}

function setUpNavigation() {
  let spot = null;
  document.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const summary = event.target.closest?.("details[data-event]>summary");
    if (summary) goTo(withEvent(summary.parentElement.open ? "" : summary.parentElement.dataset.event));
  });
  window.addEventListener("popstate", (event) => { if (event.isTrusted) openAsTheAddressSays(); });
  /* What was activated is drawn anew by the answer, and with it the focus would be gone: it is given back. */
  document.addEventListener("focusin", (event) => { spot = event.target.closest?.("[data-spot]")?.dataset.spot ?? null; });
  document.addEventListener("pointerdown", (event) => { if (!event.target.closest?.("[data-spot]")) spot = null; });
  new MutationObserver(() => {
    const root = document.documentElement;
    if (root.dataset.leaving && document.querySelector(".dock")) delete root.dataset.leaving;
    if (spot && document.activeElement === document.body) {
      document.querySelector(`[data-spot="${CSS.escape(spot)}"]`)?.focus({ preventScroll: true });
    }
  }).observe(document.body, { childList: true, subtree: true });
}

/* On a phone the door leads to the list; the chart is one step away, and a link to a view is left as it is. */
function startWithList() {
  if (!window.matchMedia("(max-width:640px)").matches) return;
  document.documentElement.dataset.leaving = "home";
  goTo(`list${location.search}`, true);
}
