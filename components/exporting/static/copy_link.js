// Copies the given text, else the address of the view. Without a clipboard it selects and copies by
// hand.
export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  const label = button.querySelector("span");
  const address = () => {
    const query = new URLSearchParams();
    for (const [name, values] of Object.entries(data.parameters)) for (const value of values) query.append(name, value);
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
    try { await navigator.clipboard.writeText(text); } catch (error) { done = byHand(text); }
    label.textContent = done ? data.done : text;
    button.setAttribute("aria-live", "polite");
    setTimeout(() => { label.textContent = data.label; }, done ? 2000 : 20000);
  };
}
