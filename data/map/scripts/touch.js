// Fingers on the map: one scrolls the page, two move and zoom the map, as on other maps in pages.
(function (cm) {
  "use strict";
  const SWIPE = 12; // pixels from which on a touch is no tap
  const LONG = 1400; // milliseconds that the hint stays

  // `words` gives the hint in the language of the page.
  cm.fingers = function (map, words) {
    const container = map.getContainer();
    const hint = container.appendChild(document.createElement("div"));
    hint.className = "cm-hint";
    hint.setAttribute("aria-hidden", "true");
    let start = null, timer = 0;

    container.style.touchAction = "pan-y";
    // Leaflet never learns of a single finger, so it can't drag the map with it.
    container.addEventListener("touchstart", (event) => {
      const touch = event.touches[0];
      start = event.touches.length === 1 ? { x: touch.clientX, y: touch.clientY } : null;
      if (start) event.stopPropagation();
      else hint.classList.remove("cm-shown");
    }, { capture: true, passive: true });
    container.addEventListener("touchmove", (event) => {
      const touch = event.touches[0];
      if (!start || event.touches.length > 1) return;
      const across = Math.abs(touch.clientX - start.x), down = Math.abs(touch.clientY - start.y);
      if (Math.hypot(across, down) < SWIPE) return;
      start = null;
      if (across <= down) return; // the finger scrolls the page
      hint.textContent = words().twoFingers;
      hint.classList.add("cm-shown");
      clearTimeout(timer);
      timer = setTimeout(() => hint.classList.remove("cm-shown"), LONG);
    }, { capture: true, passive: true });
  };
})(window.ConsultationMap);
