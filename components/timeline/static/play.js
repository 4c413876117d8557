// The button that plays the timeline. Once per period it asks the server for the next one, after a
// pause that begins when the last one is there. With reduced motion nothing moves by itself: each
// press shows the next period.
const ICONS = {
  play: "M4 2.5v11l9-5.5z",
  pause: "M4 3h3v10H4zM9 3h3v10H9z",
  next: "M3 3l6 5-6 5zM10 3h2.5v10H10z",
};

// Vega-Lite gives the dragged time a role but no name, so screen readers are told to skip it.
function hideBrush(box) {
  for (const node of box.querySelectorAll('[class*="span_brush"][role]')) {
    node.removeAttribute("role");
    node.setAttribute("aria-hidden", "true");
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const button = parentElement.querySelector("button");
  const motion = matchMedia("(prefers-reduced-motion: reduce)");
  const does = () => data.running ? "pause" : motion.matches ? "next" : "play";
  const draw = () => {
    const [label, name] = data.words[does()];
    button.hidden = !data.plays;
    button.querySelector("span").textContent = label;
    button.querySelector("path").setAttribute("d", ICONS[does()]);
    button.setAttribute("aria-label", name);
  };
  draw();
  motion.addEventListener("change", draw);
  const timer = data.running
    ? setTimeout(() => setTriggerValue("press", motion.matches ? "pause" : "next"), data.wait)
    : 0;
  button.onclick = () => {
    clearTimeout(timer);
    setTriggerValue("press", does());
  };
  const box = parentElement.closest('[data-testid="stVerticalBlock"]') ?? parentElement;
  const observer = new MutationObserver(() => hideBrush(box));
  observer.observe(box, { attributeFilter: ["role"], childList: true, subtree: true });
  hideBrush(box);
  return () => {
    clearTimeout(timer);
    motion.removeEventListener("change", draw);
    observer.disconnect();
  };
}
