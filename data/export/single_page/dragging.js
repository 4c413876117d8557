// Dragging over the timeline filters by time; the filter's fields do the same for the keyboard.
(function (cm) {
  "use strict";
  const LEAST = 6; // pixels; less is a click
  /** @type {{ start: any, band: any }} */
  const state = { start: null, band: null };

  cm.buildDragging = function () {
    const box = cm.byId("timeline");
    box.addEventListener("pointerdown", begin);
    box.addEventListener("pointermove", move);
    box.addEventListener("pointerup", end);
    box.addEventListener("pointercancel", forget);
  };

  const within = (box, event) => event.clientX - box.getBoundingClientRect().left;

  // A finger scrolls the page. Only a mouse or a pen drags, starting beside a marker.
  function begin(event) {
    if (
      event.button || event.pointerType === "touch" || event.target.closest("button, .lane-name")
    ) return;
    state.start = within(event.currentTarget, event);
  }

  function move(event) {
    const box = event.currentTarget, at = within(box, event);
    if (state.start === null || (!state.band && Math.abs(at - state.start) < LEAST)) return;
    if (!state.band) {
      box.setPointerCapture(event.pointerId);
      state.band = box.appendChild(cm.make("div", { class: "dragged" }));
    }
    state.band.style.left = Math.min(state.start, at) + "px";
    state.band.style.width = Math.abs(at - state.start) + "px";
    event.preventDefault();
  }

  function end(event) {
    const { start, band } = state, at = within(event.currentTarget, event);
    forget();
    if (!band) return;
    const [from, to] = [start, at].sort((a, b) => a - b).map(cm.dayAt);
    cm.change({ from, to });
  }

  function forget() {
    if (state.band) state.band.remove();
    state.start = state.band = null;
  }
})(window.ConsultationMap);
