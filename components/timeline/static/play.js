// The button that plays the timeline. Once per period it asks the server for the next one, after a
// pause that begins when the last one is there. With reduced motion nothing moves by itself: each
// press shows the next period.
const ICONS = {
  play: "M4 2.5v11l9-5.5z",
  pause: "M4 3h3v10H4zM9 3h3v10H9z",
  next: "M3 3l6 5-6 5zM10 3h2.5v10H10z",
};

// Vega names what is dragged neither for screen readers nor lets us: it says nothing to them.
function hideBrush(box) {
  for (const node of box.querySelectorAll('[class*="span_brush"][role]')) {
    node.removeAttribute("role");
    node.setAttribute("aria-hidden", "true");
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const button = parentElement.querySelector("button");
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const does = data.running ? "pause" : calm ? "next" : "play";
  const [label, name] = data[does];
  button.hidden = !data.plays;
  button.querySelector("span").textContent = label;
  button.querySelector("path").setAttribute("d", ICONS[does]);
  button.setAttribute("aria-label", name);
  const timer = data.running
    ? setTimeout(() => setTriggerValue("press", calm ? "pause" : "next"), data.wait)
    : 0;
  button.onclick = () => {
    clearTimeout(timer);
    setTriggerValue("press", does);
  };
  const box = parentElement.closest('[data-testid="stVerticalBlock"]') ?? parentElement;
  const observer = new MutationObserver(() => hideBrush(box));
  observer.observe(box, { attributeFilter: ["role"], childList: true, subtree: true });
  hideBrush(box);
  return () => {
    clearTimeout(timer);
    observer.disconnect();
  };
}
