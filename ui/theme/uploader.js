/* Streamlit's uploader speaks English only and takes any number of files: its words in the reader's language, and a limit
   before anything is sent. `words` comes from ui/views/own.py. */

function dressUploader(words) {
  window.tasalsulUploader = words;
  if (window.tasalsulUploaderIsSetUp) return translate();
  window.tasalsulUploaderIsSetUp = true;

  /* English text (or its beginning and end around a name) -> ours. */
  function ours(text) {
    const known = window.tasalsulUploader;
    if (/^Upload( director(y|ies))?$/.test(text)) return known.choose;
    if (/^Drag and drop (a |)files? here$/.test(text)) return known.drop;
    if (text === "Add files") return known.more;
    if (text === "file upload") return known.label;
    if (/^File must be .* or smaller\.$/.test(text)) return known.large;
    if (/ files are not allowed\.$/.test(text)) return known.type;
    const removed = text.match(/^Remove (.*)$/);
    return removed ? known.remove.replace("{name}", removed[1]) : null;
  }

  function translate() {
    for (const uploader of document.querySelectorAll("[data-testid=stFileUploader]")) {
      const walker = document.createTreeWalker(uploader, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const said = ours(node.data.trim());
        if (said && said !== node.data) node.data = said;
      }
      for (const element of uploader.querySelectorAll("[aria-label]")) {
        const said = ours(element.getAttribute("aria-label"));
        if (said && said !== element.getAttribute("aria-label")) element.setAttribute("aria-label", said);
      }
    }
  }

  function refuseTooMany(event) {
    const inside = event.target.closest?.("[data-testid=stFileUploader]");
    const files = event.type === "drop" ? event.dataTransfer?.files : event.target.files;
    if (!inside || !files) return;
    const known = window.tasalsulUploader;
    const bytes = [...files].reduce((sum, file) => sum + file.size, 0);
    const many = files.length > known.mostFiles || bytes > known.mostBytes;
    const line = document.querySelector("#too-many-files");
    if (line) line.textContent = many ? known.tooMany : "";
    if (!many) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.type !== "drop") event.target.value = "";
  }

  window.addEventListener("change", refuseTooMany, true);
  window.addEventListener("drop", refuseTooMany, true);
  new MutationObserver(translate).observe(document.body, {
    childList: true, subtree: true, characterData: true, attributeFilter: ["aria-label"],
  });
  translate();
}
