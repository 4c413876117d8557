// The preview of one slide in the editor. Streamlit calls this with each change.
const previews = new WeakMap();

export default function ({ data, parentElement }) {
  const cm = window.ConsultationMap;
  const root = parentElement.querySelector(".root");
  previews.get(root)?.stop();
  const mini = new cm.Miniature(data, cm.shapesAddress(data.shapes));
  previews.set(root, mini);
  root.replaceChildren(mini.node);
  mini.show(data.slides[0]);
  return () => {
    mini.stop();
    previews.delete(root);
  };
}
