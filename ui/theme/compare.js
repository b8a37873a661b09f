/* The comparison's columns as tabs: the address says which one is open; arrows move between them, Enter opens. */

(function setUpComparison() {
  if (window.tasalsulComparison) return window.tasalsulComparison();

  const asked = () => new URL(location.href).searchParams.get("event");
  const heads = (page) => [...page.querySelectorAll("[role=tab]")];
  const columnOf = (page, event) => heads(page).find((head) => head.dataset.events.split(" ").includes(event));

  function show(page, event) {
    const chosen = columnOf(page, event) ?? columnOf(page, page.dataset.first);
    for (const head of heads(page)) {
      const is = head === chosen;
      head.setAttribute("aria-selected", is);
      head.tabIndex = is ? 0 : -1;
      page.querySelector(`#${head.getAttribute("aria-controls")}`).hidden = !is;
      page.querySelector(`[data-of="${head.id}"]`)?.toggleAttribute("data-chosen", is);
    }
    return chosen;
  }

  function open(head) {
    const address = new URL(location.href);
    show(head.closest(".compare"), head.dataset.event);
    if (address.searchParams.get("event") === head.dataset.event) return;
    address.searchParams.set("event", head.dataset.event);
    history.pushState(null, "", address);
    window.dispatchEvent(new PopStateEvent("popstate"));
  }

  document.addEventListener("click", (event) => {
    const column = event.target.closest?.(".compare .column");
    const head = column ? document.getElementById(column.dataset.of) : event.target.closest?.(".compare [role=tab]");
    if (head) open(head);
  });

  document.addEventListener("keydown", (event) => {
    const head = event.target.closest?.(".compare [role=tab]");
    if (!head || event.ctrlKey || event.metaKey || event.altKey) return;
    const all = heads(head.closest(".compare"));
    const towardsEnd = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    const at = all.indexOf(head);
    const to = {
      ArrowLeft: at + (towardsEnd === "ArrowLeft" ? 1 : -1),
      ArrowRight: at + (towardsEnd === "ArrowRight" ? 1 : -1),
      ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = all[Math.min(Math.max(to, 0), all.length - 1)];
    for (const each of all) each.tabIndex = each === next ? 0 : -1;
    next.focus();
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
  });

  let hadFocus = false;
  document.addEventListener("focusin", (event) => {
    hadFocus = event.target.matches?.(".compare [role=tab]") ?? false;
  });
  /* A page drawn anew knows nothing of the choice, and the focus went with the old one. */
  window.tasalsulComparison = () => {
    for (const page of document.querySelectorAll(".compare:not([data-drawn])")) {
      page.dataset.drawn = "";
      const chosen = show(page, asked());
      if (hadFocus && document.activeElement === document.body) chosen?.focus();
    }
  };
  new MutationObserver(window.tasalsulComparison).observe(document.body, { childList: true, subtree: true });
  window.addEventListener("popstate", () => {
    for (const page of document.querySelectorAll(".compare")) show(page, asked());
  });
  window.tasalsulComparison();
})();
