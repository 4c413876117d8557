// Sets what Streamlit leaves as it is: the title of each view, the language of the document, and the
// landmark of the menu. Announces a new selection, and what others announce with the event
// `cm-announce`. In a narrow window it scrolls to a card that was opened, also by the link, and back
// when it closes; what takes the place of a list begins at its top. Tab leaves the table, whose cells the arrow keys reach: a row opens when its cell is
// chosen, and Streamlit tells only the last of several cells that Tab went through.
const NARROW = "(max-width: 800px)"; // as in document.css
const CARD = ".st-key-card";
const CLOSE = ".st-key-step-close button";
const ABOVE = '[role="dialog"], [data-baseweb="popover"], [aria-expanded="true"][role="combobox"]';
const TABLE = '[class*="st-key-table-"]';
// Stored in the window: the component is built again when a page changes.
const globals = /** @type {any} */ (window);
const state = globals.consultationDocument ??= {
  description: null,
  card: null,
  title: "",
  back: null,
  opened: null,
};

export default function ({ data, parentElement, setStateValue }) {
  const line = parentElement.querySelector("p");
  const announce = (text) => {
    line.textContent = "";
    setTimeout(() => {
      line.textContent = text;
    }, 100); // A screen reader hears changes only.
  };
  const heard = (event) => announce(event.detail);

  state.title = data.title;
  const name = () => {
    // `document.title` squeezes blanks: compared with that, some titles would be set for ever.
    const shown = document.querySelector("head > title")?.textContent;
    if (shown !== state.title) document.title = state.title;
  };
  name();
  // The browser styles the whole document again even for the same value.
  const root = document.documentElement;
  if (root.lang !== data.language) root.lang = data.language;
  if (root.dir !== data.direction) root.dir = data.direction;
  // In a frame, the style is there anyway.
  const frame = requestAnimationFrame(() => {
    const paper = getComputedStyle(line).getPropertyValue("--st-background-color");
    if (root.style.getPropertyValue("--cm-paper") === paper) return;
    root.style.setProperty("--cm-paper", paper);
    const accent = getComputedStyle(line).getPropertyValue("--st-primary-color");
    root.style.setProperty("--cm-accent", accent);
  });
  const menu = document.querySelector(".st-key-site_menu");
  menu?.setAttribute("role", "navigation");
  menu?.setAttribute("aria-label", data.menu);

  if (state.description !== null && state.description !== data.description) {
    announce(data.description);
  }
  state.description = data.description;
  if ((state.card ?? "") !== data.card) moved(data.card, state.card === null);
  state.card = data.card;
  if (data.opened && state.opened !== null && state.opened !== data.opened) {
    document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  }
  state.opened = data.opened;
  const card = document.querySelector(CARD);
  if (card && data.card) card.setAttribute("tabindex", "-1");

  const narrow = window.matchMedia(NARROW);
  const report = () => {
    if (narrow.matches !== data.narrow) setStateValue("narrow", narrow.matches);
  };
  report();
  narrow.addEventListener("change", report);
  document.addEventListener("cm-announce", heard);
  document.addEventListener("focusin", focused);
  document.addEventListener("keydown", noticed, { capture: true });
  document.addEventListener("keydown", returned);
  document.addEventListener("keydown", passed, { capture: true });
  // Streamlit writes its own title when a page changes.
  const observer = new MutationObserver(name);
  observer.observe(document.querySelector("title") ?? document.head, { childList: true });
  return () => {
    cancelAnimationFrame(frame);
    observer.disconnect();
    narrow.removeEventListener("change", report);
    document.removeEventListener("cm-announce", heard);
    document.removeEventListener("focusin", focused);
    document.removeEventListener("keydown", noticed, { capture: true });
    document.removeEventListener("keydown", returned);
    document.removeEventListener("keydown", passed, { capture: true });
  };
}

// Shows the card of a tap on map or timeline, or of a link, and afterwards what was tapped.
function moved(card, isFirst) {
  if (!window.matchMedia(NARROW).matches) return;
  const page = document.querySelector('[data-testid="stMain"]');
  const isCalm = isFirst || window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const behavior = isCalm ? "auto" : "smooth";
  if (!card) {
    if (state.top !== undefined) page?.scrollTo({ top: state.top, behavior });
    state.top = undefined;
    return;
  }
  state.top ??= page?.scrollTop;
  // A sheet over the lower half shows it where there is a map; else it stands below.
  const shown = document.querySelector(".st-key-views") ?? document.querySelector(CARD);
  shown?.scrollIntoView({ block: "start", behavior });
}

// Remembers from where the focus came to the card.
function focused(event) {
  if (!event.target.closest?.(CARD)) return;
  if (event.relatedTarget && !event.relatedTarget.closest?.(CARD)) {
    state.back = event.relatedTarget;
  }
}

// Escape closes the card, and leads back to where the focus came from, else to its marker. What is
// open above the page takes the key first.
function returned(event) {
  if (event.key !== "Escape" || event.defaultPrevented || state.wasAbove) return;
  /** @type {HTMLElement | null} */
  const close = document.querySelector(CLOSE);
  if (close) back(event.target);
  close?.click();
}

function noticed(event) {
  if (event.key === "Escape") state.wasAbove = document.querySelector(ABOVE) !== null;
}

function back(target) {
  if (!target.closest?.(CARD)) return;
  const map = document.querySelector("iframe");
  const marker = map?.contentDocument?.querySelector('[aria-pressed="true"]');
  const back = state.back?.isConnected && state.back !== map ? state.back : marker ?? map;
  /** @type {HTMLElement | null | undefined} */ (back)?.focus();
}

// Lets the browser move the focus out of the table: the grid would take Tab for the next cell.
function passed(event) {
  const grid = event.target.closest?.(TABLE)?.querySelector("canvas");
  if (event.key !== "Tab" || !grid?.contains(event.target)) return;
  event.stopPropagation();
  if (!event.shiftKey) return;
  // The grid is the stop before its cell, and would give the focus back to it.
  const order = grid.tabIndex;
  grid.tabIndex = -1;
  setTimeout(() => {
    grid.tabIndex = order;
  });
}
