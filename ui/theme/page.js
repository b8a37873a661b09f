/* What Streamlit has no words for: the page's language and direction, its theme, copying a link, the phone's sheet. */

function setUpPage() {
  const root = document.documentElement;

  function copyLink(button) {
    copyText(button, new URL(button.dataset.copy, location.href).href);
  }

  function copyText(button, text) {
    const saved = button.textContent;
    const say = () => {
      button.textContent = root.dataset.copied;
      setTimeout(() => { button.textContent = saved; }, 2000);
    };
    const byHand = () => window.prompt("", text);
    navigator.clipboard ? navigator.clipboard.writeText(text).then(say, byHand) : byHand();
  }

  function setSheet(open) {
    root.toggleAttribute("data-sheet", open);
    for (const button of document.querySelectorAll("[data-opens-sheet]")) button.setAttribute("aria-expanded", open);
    if (open) document.querySelector(".st-key-filters input")?.focus();
    else document.querySelector("[data-opens-sheet]")?.focus();
  }

  /* A link to another state of the dashboard stays in this visit, as loading the page anew would forget the reader's own
     articles: Streamlit follows the address where it believes that the reader went back in the history. */
  function follow(event) {
    const link = event.target.closest?.('[data-testid=stHtml] a[href]');
    const elsewhere = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (!link || elsewhere || event.defaultPrevented || link.target || link.getAttribute("href").startsWith("#")) return;
    const to = new URL(link.href, location.href);
    if (to.origin !== location.origin) return;
    event.preventDefault();
    const samePage = to.pathname === location.pathname;
    history.pushState(null, "", to);
    window.dispatchEvent(new PopStateEvent("popstate"));
    if (!samePage) document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  }

  document.addEventListener("click", follow);
  document.addEventListener("click", (event) => {
    const copy = event.target.closest?.("[data-copy]");
    if (copy) { event.preventDefault(); copyLink(copy); }
    const copies = event.target.closest?.("[data-copies]");
    if (copies) copyText(copies, document.querySelector(copies.dataset.copies).textContent);
    if (event.target.closest?.("[data-opens-sheet]")) setSheet(!root.hasAttribute("data-sheet"));
    if (event.target.closest?.("[data-closes-sheet]")) setSheet(false);
  });
  /* Past the header and the filters, for whoever goes by keyboard. */
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-skips]")) return;
    event.preventDefault();
    const view = document.querySelector(".st-key-main, .st-key-own, .st-key-article, .about");
    view?.setAttribute("tabindex", "-1");
    view?.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && root.hasAttribute("data-sheet")) setSheet(false);
  });
  /* Paper is white: the dark theme steps aside while the page is printed. */
  window.addEventListener("beforeprint", () => {
    const inside = [...document.querySelectorAll("*")].filter((host) => host.shadowRoot);
    const dark = [root, ...inside.flatMap((host) => [...host.shadowRoot.querySelectorAll("[data-theme]")])]
      .filter((part) => part.dataset.theme === "dark");
    for (const part of dark) part.dataset.theme = "light";
    window.addEventListener("afterprint", () => { for (const part of dark) part.dataset.theme = "dark"; }, { once: true });
  });
}

/* Streamlit names a list's button in English; a screen reader should hear what is seen. */
function nameControls() {
  for (const button of document.querySelectorAll('.react-aria-ComboBox button[aria-label="Open"]')) {
    button.setAttribute("aria-label", document.documentElement.dataset.open);
  }
}

/* Where the names of the views scroll, the current one is in sight. */
let current = null;
function showCurrentView() {
  const here = document.querySelector(".st-key-views .here");
  if (!here || here === current) return;
  current = here;
  const bar = here.closest(".st-key-views"), place = here.getBoundingClientRect(), room = bar.getBoundingClientRect();
  bar.scrollBy(place.left + place.width / 2 - room.left - room.width / 2, 0);
}

function dressPage(page) {
  const root = document.documentElement;
  root.lang = page.lang;
  root.dir = page.dir;
  root.dataset.theme = page.theme;
  root.dataset.copied = page.copied;
  root.dataset.open = page.open;
  root.dataset.mostWords = page.mostWords;
  if (!window.tasalsulIsSetUp) {
    window.tasalsulIsSetUp = true;
    setUpPage();
    setUpNavigation();
    setUpPictures();
    if (page.home) startWithList();
    new MutationObserver(() => { nameControls(); showCurrentView(); }).observe(document.body, { childList: true, subtree: true, attributeFilter: ["aria-label"] });
  }
  nameControls();
  showCurrentView();
}
