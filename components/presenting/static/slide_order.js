// Lets the slides of the editor's list be dragged to another place with the mouse, or a finger that
// rests on one. The list stays a group of radio buttons, and the buttons beside it do the same.
const SLIDE = '.st-key-tour-at [data-testid="stRadioOption"]';
export default function ({ data, setTriggerValue }) {
  /** @type {HTMLElement | null} */
  let dragged = null;
  let goal = -1;
  const all = () => /** @type {HTMLElement[]} */ ([...document.querySelectorAll(SLIDE)]);
  const slideOf = (event) => event.target.closest?.(SLIDE) ?? null;
  const mark = (slide, side) => {
    for (const each of all()) delete each.dataset.drop;
    if (slide) slide.dataset.drop = side;
  };
  // Before the drag begins: the list is drawn anew after each change.
  const pressed = (event) => {
    const slide = slideOf(event);
    if (slide) slide.draggable = true;
  };
  const started = (event) => {
    dragged = slideOf(event);
    if (!dragged) return;
    goal = -1;
    dragged.dataset.dragged = "";
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.textContent ?? "");
  };
  const moved = (event) => {
    if (!dragged) return;
    const slide = slideOf(event);
    if (!slide) return;
    event.preventDefault();
    const box = slide.getBoundingClientRect();
    const isBelow = event.clientY > box.top + box.height / 2;
    const slides = all();
    const from = slides.indexOf(dragged);
    const gap = slides.indexOf(slide) + (isBelow ? 1 : 0);
    goal = gap > from ? gap - 1 : gap;
    mark(goal === from ? null : slide, isBelow ? "after" : "before");
  };
  const dropped = (event) => {
    if (!dragged) return;
    event.preventDefault();
    const from = all().indexOf(dragged);
    if (goal < 0 || goal === from) return;
    setTriggerValue("moved", { from, to: goal });
    const message = data.message.replace("{place}", String(goal + 1));
    document.dispatchEvent(new CustomEvent("cm-announce", { detail: message }));
  };
  const ended = () => {
    mark(null, "");
    if (dragged) delete dragged.dataset.dragged;
    dragged = null;
  };
  // A radio button prevents the default of this event, which is to drag.
  const held = (event) => slideOf(event) && event.stopPropagation();
  // On their way down: a radio button stops the events that it handles.
  const heard = {
    pointerdown: pressed,
    mousedown: held,
    dragstart: started,
    dragover: moved,
    drop: dropped,
    dragend: ended,
  };
  for (const [name, action] of Object.entries(heard)) document.addEventListener(name, action, true);
  return () => {
    for (const [name, action] of Object.entries(heard)) {
      document.removeEventListener(name, action, true);
    }
  };
}
