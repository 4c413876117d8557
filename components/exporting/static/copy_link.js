// Copies the given text, or else the link of the view. Without a clipboard it selects the text and
// copies it with execCommand. Where the system can share links, a second button does.
export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  const label = button.querySelector("span");
  const address = () => {
    const query = new URLSearchParams();
    for (const [name, values] of Object.entries(data.parameters)) {
      for (const value of values) query.append(name, value);
    }
    // The map's script writes the position of a map that was moved.
    const position = new URLSearchParams(location.search).get("map");
    if (position) query.append("map", position);
    return location.origin + location.pathname + "?" + query;
  };
  const byHand = (text) => {
    const field = document.createElement("textarea");
    field.value = text;
    document.body.appendChild(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  };
  label.textContent = data.label;
  button.onclick = async () => {
    const text = data.text ?? address();
    let done = true;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      done = byHand(text);
    }
    button.style.minWidth = `${button.offsetWidth}px`; // so that nothing beside it moves
    label.textContent = done ? data.done : text;
    document.dispatchEvent(new CustomEvent("cm-announce", { detail: label.textContent }));
    setTimeout(() => {
      label.textContent = data.label;
    }, done ? 2000 : 20000);
  };
  const share = parentElement.querySelector(".share");
  if (!share || !navigator.share) return;
  share.hidden = false;
  share.textContent = data.share;
  share.onclick = () => navigator.share({ title: document.title, url: address() }).catch(() => {});
}
