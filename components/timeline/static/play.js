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

// The markers and periods of the timeline as buttons, one Tab stop each, with arrow keys. Only the one
// with the focus is seen.
function offerKeys(box, groups, choose) {
  const key = JSON.stringify(groups);
  if (box.dataset.key === key) return;
  const had = /** @type {HTMLElement} */ (document.activeElement)?.dataset?.value;
  box.dataset.key = key;
  box.replaceChildren(
    ...groups.filter(({ items }) => items.length).map(({ name, items }) => {
      const group = document.createElement("div");
      group.setAttribute("role", "toolbar");
      group.setAttribute("aria-label", name);
      group.append(...items.map(([value, text, pressed]) => {
        const button = document.createElement("button");
        Object.assign(button, { type: "button", textContent: text, tabIndex: -1 });
        button.dataset.value = value;
        button.setAttribute("aria-pressed", String(pressed));
        button.onclick = () => choose(value);
        return button;
      }));
      const buttons = /** @type {HTMLElement[]} */ ([...group.children]);
      (buttons.find((one) => one.getAttribute("aria-pressed") === "true") ?? buttons[0]).tabIndex =
        0;
      group.onkeydown = (event) => walk(event, buttons);
      return group;
    }),
  );
  const again = [...box.querySelectorAll("button")].find((one) => one.dataset.value === had);
  if (had && again) again.focus();
}

function walk(event, buttons) {
  const here = buttons.indexOf(event.target), last = buttons.length - 1;
  const step = document.documentElement.dir === "rtl" ? -1 : 1; // time runs as one reads
  const there = {
    ArrowRight: here + step,
    ArrowDown: here + 1,
    ArrowLeft: here - step,
    ArrowUp: here - 1,
    Home: 0,
    End: last,
  }[event.key];
  if (there === undefined) return;
  event.preventDefault();
  const next = buttons[Math.min(Math.max(there, 0), last)];
  for (const one of buttons) one.tabIndex = one === next ? 0 : -1;
  next.focus();
}

export default function ({ data, parentElement, setTriggerValue }) {
  const button = parentElement.querySelector("button");
  offerKeys(
    parentElement.querySelector(".cm-keys"),
    data.keys,
    (value) => setTriggerValue("press", value),
  );
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
