// Adds what Streamlit's download buttons lack, in the dialog or popover around it.
// - If a file can't be made, Streamlit shows an English sentence for five seconds. This says what to
//   do in the visitor's language, there and at the top, until the next click.
// - A clicked button is disabled for a while, or disappears. Its focus is lost, and Escape no longer
//   closes the dialog. This keeps the focus on the dialog and returns it to the button.
const downloads = '[data-testid="stDownloadButton"]';
const failure = '[data-testid="stDownloadButtonError"]';
const boxes = '[role="dialog"], [data-testid="stPopoverBody"]';
export default function ({ data, parentElement }) {
  const line = parentElement.querySelector("p");
  const box = (parentElement.getRootNode().host ?? parentElement).closest(boxes);
  let pressed = null;
  const write = (place, text) => {
    if (place.textContent !== text) place.textContent = text;
  };
  const keepFocus = () => {
    const now = document.activeElement;
    if (!box || !pressed || (now !== document.body && now !== box)) return;
    const back = pressed.isConnected && !pressed.disabled ? pressed : box;
    if (back === box) box.tabIndex = -1;
    if (back !== now) back.focus({ preventScroll: true });
  };
  const observer = new MutationObserver(() => {
    const failed = document.querySelector(failure);
    if (failed) { for (const place of [failed, line]) write(place, data.sentence); }
    keepFocus();
  });
  const press = (event) => {
    pressed = event.target.closest?.("button") ?? null;
    if (event.target.closest?.(downloads)) write(line, "");
  };
  observer.observe(document.body, {
    attributeFilter: ["disabled"],
    childList: true,
    subtree: true,
  });
  document.addEventListener("click", press, true);
  return () => {
    observer.disconnect();
    document.removeEventListener("click", press, true);
  };
}
