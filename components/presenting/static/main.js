// Streamlit calls this once to set up, and again with changes.
const shown = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  const cm = window.ConsultationMap;
  const root = parentElement.querySelector(".root");
  let view = shown.get(root);
  if (!view) {
    const tell = (name, value) => setTriggerValue(name, Object.assign({ at: Date.now() }, value));
    view = data.isNotes ? new cm.NotesWindow(root, data) : new cm.Stage(root, data, tell);
    shown.set(root, view);
  } else view.update(data);
  return () => {
    view.stop();
    shown.delete(root);
  };
}
