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
    const removed = text.match(/^Remove (.*)$/);
    return removed ? known.remove.replace("{name}", removed[1]) : null;
  }

  function translate() {
    for (const uploader of document.querySelectorAll("[data-testid=stFileUploader]")) {
      const zone = uploader.querySelector("[data-testid=stFileUploaderDropzone]");
      if (zone && zone.dataset.drop !== window.tasalsulUploader.hint) zone.dataset.drop = window.tasalsulUploader.hint;
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

  function wrongWith(file) {
    const known = window.tasalsulUploader;
    if (!known.types.some((type) => file.name.toLowerCase().endsWith(`.${type}`))) return known.wrongType;
    return file.size > known.mostBytesOfFile ? known.tooLarge : null;
  }

  function say(lines) {
    const place = document.querySelector("#left-out");
    place?.replaceChildren(...lines.map((line) => Object.assign(document.createElement("p"), { textContent: line })));
  }

  /* What may not come in is named beside the uploader and never sent; the rest goes on. */
  function sift(event) {
    if (event.sifted) return;
    const uploader = event.target.closest?.("[data-testid=stFileUploader]");
    const files = [...((event.type === "drop" ? event.dataTransfer?.files : event.target.files) ?? [])];
    if (!uploader || !files.length) return;
    const known = window.tasalsulUploader;
    const good = files.filter((file) => !wrongWith(file));
    const lines = files.filter(wrongWith).map((file) => known.line.replace("{name}", file.name).replace("{says}", wrongWith(file)));
    const tooMany = good.length > known.mostFiles || good.reduce((sum, file) => sum + file.size, 0) > known.mostBytes;
    say(tooMany ? [...lines, known.tooMany] : lines);
    if (!tooMany && good.length === files.length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const input = uploader.querySelector("input[type=file]");
    const kept = new DataTransfer();
    for (const file of tooMany ? [] : good) kept.items.add(file);
    input.files = kept.files;
    if (kept.files.length) input.dispatchEvent(Object.assign(new Event("change", { bubbles: true }), { sifted: true }));
  }

  window.addEventListener("change", sift, true);
  window.addEventListener("drop", sift, true);
  new MutationObserver(translate).observe(document.body, {
    childList: true, subtree: true, characterData: true, attributeFilter: ["aria-label"],
  });
  translate();
}
