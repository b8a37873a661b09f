/* What Streamlit gets with every change of a component's data: a few lines that hand them on to the code, which it got
   once. COMPONENT, the name that both know, is written in front of them. */

const told = new WeakMap();

/* Streamlit calls again in every run; data that are the same bytes are the same object then. */
function withData(component) {
  const text = new TextDecoder().decode(component.data);
  const before = told.get(component.parentElement);
  const data = before?.text === text ? before.data : JSON.parse(text);
  told.set(component.parentElement, { text, data });
  return { ...component, data };
}

/**
 * @param {object} component as `st.components.v2` calls its modules, its data as bytes
 * @returns {() => void} takes the component away again
 */
export default function mountWhenThere(component) {
  const code = (globalThis[COMPONENT] ??= { waiting: [] });
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
