// One step of a visitor is one step of Back. Streamlit adds a step for each new address. Here a search
// that goes on while one types replaces its own step until it is settled (`cm-settled`), and so does
// the suggestion that it ends with (`cm-picked`). A page that opens is one step too: Streamlit writes
// its parameters before, and completes them afterwards.

// The address without what is no step of its own.
function bare(address, ...names) {
  const { pathname, searchParams } = new URL(address, location.href);
  for (const name of ["map", ...names]) searchParams.delete(name);
  return `${pathname}?${searchParams}`;
}

function joinSteps() {
  const push = history.pushState.bind(history), replace = history.replaceState.bind(history);
  const steps = { typed: "", picked: "", landed: bare(location.href), new: "" };
  history.pushState = (data, unused, address) => {
    const from = bare(location.href), to = bare(String(address ?? ""));
    // The first address has no language yet.
    const [rest, nextRest] = [from, to].map((each) => bare(each, "words", "page", "lang"));
    const types = from !== to && rest === nextRest;
    const [[page, query], [nextPage, nextQuery]] = [from.split("?"), to.split("?")];
    const lands = page !== nextPage;
    const joins = lands
      ? query === nextQuery && steps.new === from
      : [steps.landed, steps.picked, types && steps.typed].includes(from);
    (joins ? replace : push)(data, unused, address);
    steps.typed = types ? to : "";
    steps.picked = "";
    steps.landed = lands ? to : "";
    steps.new = to;
  };
  document.addEventListener("cm-picked", () => {
    steps.picked = steps.typed;
  });
  document.addEventListener("cm-settled", () => {
    steps.typed = "";
  });
  // The window loses the focus when a visitor begins to use the map's frame.
  for (const name of ["pointerdown", "keydown", "blur"]) {
    window.addEventListener(name, (event) => {
      // Elements that lose the focus may do so because a page opens.
      if (name === "blur" && event.target !== window) return;
      steps.landed = steps.new = "";
    }, { capture: true, passive: true });
  }
}

const globals = /** @type {any} */ (window);
if (!globals.consultationSteps) {
  globals.consultationSteps = true;
  joinSteps();
}

export default function () {}
