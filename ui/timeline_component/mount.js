/* What Streamlit gets with every change of the data: a few lines that hand them on to the timeline, which it got once. */

function withData(component) {
  return { ...component, data: JSON.parse(new TextDecoder().decode(component.data)) };
}

/**
 * @param {object} component as `st.components.v2` calls its modules, its data as bytes
 * @returns {() => void} takes the timeline away again
 */
export default function mountWhenThere(component) {
  const code = (globalThis.tasalsulTimeline ??= { waiting: [] });
  if (code.mount) return code.mount(withData(component));
  let takeAway = null;
  let isGone = false;
  code.waiting.push(() => {
    if (!isGone) takeAway = code.mount(withData(component));
  });
  return () => {
    isGone = true;
    takeAway?.();
  };
}
