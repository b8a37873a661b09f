/* Pictures made in the browser: a card for a message, and the timeline as PNG. Nothing is fetched. */

function hand(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function say(button, words) {
  const saved = button.textContent;
  button.textContent = words;
  setTimeout(() => { button.textContent = saved; }, 2500);
}

function toPng(canvas) {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png");
  });
}

/* ---- a card ----
   The browser lays the text out, in both directions and with its own joins; then every word is painted where it stands. */

const PICTURE_WIDTH = 540, PICTURE_SCALE = 2;

function part(name, content, like) {
  const block = document.createElement("div");
  block.className = name;
  for (const attribute of ["lang", "dir"]) if (like?.getAttribute(attribute)) block.setAttribute(attribute, like.getAttribute(attribute));
  if (content instanceof Node) block.append(...[...content.childNodes].map((node) => node.cloneNode(true)));
  else block.textContent = content;
  return block;
}

// No more words of a source than the operator lets out; 0 for all of them.
function shorten(block, most) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  let left = most || Infinity, isInside = false;
  for (const node of nodes) {
    const pieces = node.data.split(/(\s+)/);
    let kept = "";
    for (const piece of pieces) {
      if (/^\s*$/.test(piece)) isInside = isInside && !piece;
      else if (!isInside) { left -= 1; isInside = true; }
      if (left < 0) break;
      kept += piece;
    }
    if (left < 0 && !block.dataset.isCut) { block.dataset.isCut = ""; kept = kept.trimEnd() + "…"; }
    else if (left < 0) kept = "";
    node.data = kept;
  }
}

function pictureOf(card, footer) {
  const sheet = document.createElement("div");
  sheet.className = "picture";
  sheet.setAttribute("aria-hidden", "true");
  const heading = card.querySelector("h2.title");
  sheet.append(part("picture-title", heading ?? card.dataset.title, heading ?? card.closest("details, tr")?.querySelector(".name, [lang]")));
  sheet.append(part("picture-when", card.querySelector(".when")));
  const status = card.querySelector(".facts .choice"), basis = card.querySelector(".why h3");
  sheet.append(part("picture-how", [status?.textContent, basis?.textContent].filter(Boolean).join(" · ")));
  const denied = card.querySelector("[data-denial]");
  if (denied) sheet.append(part("picture-how", denied.dataset.denial));
  const telling = card.querySelector(".telling");
  if (telling) {
    const quote = part("picture-quote", telling.querySelector(".evidence"), telling.querySelector(".evidence"));
    shorten(quote, Number(document.documentElement.dataset.mostWords));
    sheet.append(quote);
    sheet.append(part("picture-source", telling.querySelector(".who")));
  }
  sheet.append(part("picture-foot", footer));
  return sheet;
}

function wordsOf(block) {
  const nodes = [];
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(), at = 0; node; at += node.data.length, node = walker.nextNode()) nodes.push({ node, at });
  const text = nodes.map(({ node }) => node.data).join("");
  const place = (offset, isEnd) => {
    const found = nodes.findLast(({ at }) => (isEnd ? at < offset : at <= offset));
    return [found.node, offset - found.at];
  };
  return [...text.matchAll(/[^\s\u2066-\u2069]+/g)].map((word) => {
    const range = document.createRange();
    range.setStart(...place(word.index, false));
    range.setEnd(...place(word.index + word[0].length, true));
    return { word: word[0], boxes: [...range.getClientRects()], style: getComputedStyle(range.startContainer.parentElement) };
  });
}

function outline(boxes) {
  const left = Math.min(...boxes.map((box) => box.left)), right = Math.max(...boxes.map((box) => box.right));
  return { left, right, top: boxes[0].top, height: boxes[0].height };
}

function paint(sheet) {
  const frame = sheet.getBoundingClientRect();
  const canvas = document.createElement("canvas");
  canvas.width = frame.width * PICTURE_SCALE;
  canvas.height = Math.ceil(frame.height) * PICTURE_SCALE;
  const pen = canvas.getContext("2d");
  pen.scale(PICTURE_SCALE, PICTURE_SCALE);
  pen.translate(-frame.left, -frame.top);
  const paper = getComputedStyle(sheet);
  pen.fillStyle = paper.backgroundColor;
  pen.fillRect(frame.left, frame.top, frame.width, Math.ceil(frame.height) + 1);
  pen.fillStyle = paper.borderTopColor;
  pen.fillRect(frame.left, frame.top, frame.width, parseFloat(paper.borderTopWidth));
  for (const mark of sheet.querySelectorAll("mark")) {
    const style = getComputedStyle(mark);
    for (const box of mark.getClientRects()) {
      pen.fillStyle = style.backgroundColor;
      pen.fillRect(box.left, box.top, box.width, box.height);
      pen.fillStyle = getComputedStyle(document.documentElement).getPropertyValue("--pen-edge");
      pen.fillRect(box.left, box.bottom - 2, box.width, 2);
    }
  }
  pen.textAlign = "left";
  pen.textBaseline = "alphabetic";
  for (const block of sheet.children) {
    for (const { word, boxes, style } of wordsOf(block)) {
      if (!boxes.length) continue;
      const { left, top, height } = outline(boxes);
      pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
      pen.direction = style.direction;
      pen.fillStyle = style.color;
      const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = pen.measureText(word);
      pen.fillText(word, left, top + (height - up - down) / 2 + up);
    }
  }
  return canvas;
}

async function saveCard(button) {
  const sheet = pictureOf(button.closest(".card"), button.dataset.footer);
  document.body.append(sheet);
  try {
    await document.fonts.ready;
    hand(await toPng(paint(sheet)), `${button.dataset.cardPicture}.png`);
    say(button, button.dataset.said);
  } catch {
    say(button, button.dataset.failed);
  } finally {
    sheet.remove();
  }
}

/* ---- the timeline: the server's SVG, with its fonts inside, as PNG ---- */

const LONGEST_SIDE = 16_000;

function saveDrawing(svg, name, failed) {
  const image = new Image();
  image.onload = () => {
    const scale = Math.min(2, LONGEST_SIDE / image.naturalHeight);
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.naturalWidth * scale);
    canvas.height = Math.round(image.naturalHeight * scale);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    toPng(canvas).then((blob) => hand(blob, name), () => window.alert(failed));
  };
  image.onerror = () => window.alert(failed);
  image.src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
}

/* ---- a report: the reader's own words, the event and its whole address, copied or put into a message ---- */

function reportText(form) {
  const wrong = form.querySelector("textarea").value.trim();
  const address = new URL(form.dataset.link, location.href).href;
  return [
    `${form.dataset.wrong}\n${wrong || "…"}`,
    form.querySelector(".report-words").textContent,
    form.dataset.linkWords.replace("{link}", () => address),
  ].join("\n\n");
}

function handReport(button) {
  const form = button.closest(".report"), text = reportText(form);
  if (button.dataset.report === "mail") {
    const subject = encodeURIComponent(form.dataset.subject), body = encodeURIComponent(text.replaceAll("\n", "\r\n"));
    location.href = `mailto:${form.dataset.address}?subject=${subject}&body=${body}`;
    return;
  }
  const byHand = () => window.prompt("", text);
  navigator.clipboard ? navigator.clipboard.writeText(text).then(() => say(button, button.dataset.said), byHand) : byHand();
}

function setUpPictures() {
  window.tasalsulSaveDrawing = saveDrawing;
  document.addEventListener("click", (event) => {
    const picture = event.target.closest?.("[data-card-picture]"), report = event.target.closest?.("[data-report]");
    if (picture) saveCard(picture);
    if (report) handReport(report);
  });
}
