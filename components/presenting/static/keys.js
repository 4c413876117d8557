// Turns keys, clickers, clicks and swipes into commands for the stage.
(function (cm) {
  "use strict";
  const KEYS = {
    ArrowRight: "next",
    PageDown: "next",
    " ": "next",
    ArrowLeft: "previous",
    PageUp: "previous",
    Home: "first",
    End: "last",
    f: "full",
    F: "full",
    b: "blank",
    B: "blank",
    o: "overview",
    O: "overview",
    l: "laser",
    L: "laser",
    p: "pause",
    P: "pause",
    "?": "keys",
    Escape: "leave",
  };
  const ONCE = ["full", "blank", "overview", "laser", "pause", "keys", "leave"]; // while a key is held
  const PATIENCE = 3000; // milliseconds that a number waits for its Enter
  const SWIPE = 50; // pixels
  const BACK = 0.15; // a click in this part of the side where lines begin goes back
  const FOOT = 0.1; // a tap in this part at the bottom shows the controls

  const isControl = (node) =>
    node instanceof Element &&
    node.closest("button, a, select, input, textarea, [contenteditable]");

  // Slides follow one another as one reads: in Arabic the left arrow and a swipe to the right lead on,
  // as in reveal.js. A clicker's Page Down is next in every language.
  const READ_LEFTWARDS = { ArrowLeft: "next", ArrowRight: "previous" };
  const isRightToLeft = () => document.documentElement.dir === "rtl";
  const does = (key) => (isRightToLeft() && READ_LEFTWARDS[key]) || KEYS[key];

  // Listens on `target`, the whole window. Returns a function that stops listening.
  cm.listenToKeys = function (target, command) {
    let typed = "", timer = 0;
    const forget = () => {
      typed = "";
      clearTimeout(timer);
      command("typed", "");
    };
    const digit = (key) => {
      typed = (typed + key).slice(-4);
      clearTimeout(timer);
      timer = setTimeout(forget, PATIENCE);
      command("typed", typed);
    };
    const onKey = (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      const on = event.composedPath()[0], control = isControl(on);
      if (
        control &&
        (on.matches("input, textarea, select, [contenteditable]")
          ? event.key !== "Escape"
          : event.key === " " || (event.key === "Enter" && !typed))
      ) return;
      if (/^[0-9]$/.test(event.key)) digit(event.key);
      else if (event.key === "Enter" && typed) {
        const number = Number(typed);
        forget();
        command("go", number);
      } else if (event.key === "Escape" && typed) forget();
      else if (event.key === "Tab") {
        command("reveal");
        return;
      } else if (does(event.key)) {
        if (typed) forget();
        if (event.repeat && ONCE.includes(does(event.key))) return;
        command(does(event.key));
      } else return;
      event.preventDefault();
      event.stopPropagation();
    };
    target.addEventListener("keydown", onKey, true);
    return () => {
      clearTimeout(timer);
      target.removeEventListener("keydown", onKey, true);
    };
  };

  // Listens on the whole window: without a server, Streamlit blocks clicks on its page. Returns a
  // function that stops listening.
  cm.listenToPointer = function (command) {
    let start = null, swiped = false;
    const hands = new AbortController();
    const on = (name, heard) =>
      window.addEventListener(name, heard, { signal: hands.signal, capture: true });
    on("pointerdown", (event) => {
      start = event.isPrimary && event.pointerType !== "mouse" ? event : null;
      swiped = false;
    });
    on("pointerup", (event) => {
      if (!start || !event.isPrimary) return;
      const across = event.clientX - start.clientX, down = event.clientY - start.clientY;
      if (Math.abs(across) < SWIPE || Math.abs(across) < Math.abs(down)) return;
      swiped = true;
      command(across < 0 === isRightToLeft() ? "previous" : "next");
    });
    on("click", (event) => {
      const taken = swiped || isControl(event.composedPath()[0]) ||
        event.composedPath().some((one) => one.classList && one.classList.contains("bar"));
      swiped = false;
      if (taken || window.getSelection()?.isCollapsed === false) return;
      const isTap = /** @type {PointerEvent} */ (event).pointerType === "touch";
      if (isTap && event.clientY > window.innerHeight * (1 - FOOT)) return command("reveal");
      const part = event.clientX / window.innerWidth;
      command((isRightToLeft() ? 1 - part : part) < BACK ? "previous" : "next");
    });
    on("pointermove", (event) => {
      if (event.pointerType === "touch") return;
      if (event.movementX || event.movementY) command("reveal", event);
    });
    return () => hands.abort();
  };
})(window.ConsultationMap);
