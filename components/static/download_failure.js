// Says in the visitor's language that a file could not be made, and what to do: Streamlit shows an
// English sentence below the button for five seconds. The next press of a button takes it away.
const button = '[data-testid="stDownloadButton"]';
const failure = '[data-testid="stDownloadButtonError"]';
export default function ({ data, parentElement }) {
  const line = parentElement.querySelector("p");
  const say = (text) => { if (line.textContent !== text) line.textContent = text; };
  const observer = new MutationObserver(() => { if (document.querySelector(failure)) say(data.sentence); });
  const forget = (event) => { if (event.target.closest?.(button)) say(""); };
  observer.observe(document.body, { childList: true, subtree: true });
  document.addEventListener("click", forget, true);
  return () => {
    observer.disconnect();
    document.removeEventListener("click", forget, true);
  };
}
