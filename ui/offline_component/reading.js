/* The data of the page as they stand in it: JSON, or the same packed (zlib, base64) where there was no room for it. */

/** Rejects where the browser cannot unpack. */
export async function readData(node) {
  if (node.type === "application/json") return JSON.parse(node.textContent);
  const letters = atob(node.textContent);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at += 1) bytes[at] = letters.charCodeAt(at);
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(unpacked).text());
}
