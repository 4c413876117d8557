// Keys on the map: arrows go from marker to marker, Enter on the open one goes to its card.
(function (cm) {
  "use strict";
  const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const CARDS = [".st-key-card", ".st-key-panel", ".st-key-region_cards"];
  const ASIDE = 3; // a marker to the side counts as so much farther away

  function middle(node) {
    const { x, y, width, height } = node.getBoundingClientRect();
    return [x + width / 2, y + height / 2];
  }

  // The nearest marker or cluster that lies in a direction, seen from another; undefined if none.
  function next(map, node, [right, down]) {
    const [x, y] = middle(node);
    const others = Array.from(map.getPane("markerPane").children).filter((other) => other !== node);
    const far = others.map((other) => {
      const [to, below] = middle(other);
      const along = (to - x) * right + (below - y) * down;
      const aside = Math.abs((to - x) * down) + Math.abs((below - y) * right);
      const is = along > 1 && aside <= 2.5 * along;
      return { other, distance: is ? along + ASIDE * aside : Infinity };
    });
    far.sort((one, two) => one.distance - two.distance);
    return far.length && far[0].distance < Infinity ? far[0].other : undefined;
  }

  function closeCard() {
    try {
      /** @type {HTMLElement | null} */
      const close = window.parent.document.querySelector(".st-key-step-close button");
      close?.click();
    } catch {
      // a page of another origin embeds us
    }
  }

  // `zoom` is called with 1 or -1. A ring around the map shows that it has the focus.
  cm.keys = function (map, zoom) {
    const container = map.getContainer(), root = document.documentElement;
    const ring = document.createElement("div");
    ring.className = "cm-ring";
    container.parentNode.insertBefore(ring, container.nextSibling);
    // Leaflet gives the map the focus when it is pressed. If that scrolled the page, the map would
    // move away below the pointer, and the click would miss what was pressed.
    container.focus = () => HTMLElement.prototype.focus.call(container, { preventScroll: true });
    addEventListener("pointerdown", () => root.classList.add("cm-mouse"), true);
    addEventListener("keydown", () => root.classList.remove("cm-mouse"), true);
    addEventListener("blur", () => root.classList.remove("cm-mouse"));
    container.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.key === "Escape") return closeCard();
      const way = { "+": 1, "=": 1, "-": -1, "_": -1 }[event.key];
      if (way) {
        zoom(way);
      } else {
        const from = event.target.closest(".cm-mark, .cm-group");
        if (!from || !WAYS[event.key]) return;
        const to = next(map, from, WAYS[event.key]);
        if (to) to.focus();
      }
      event.preventDefault();
      event.stopPropagation();
    }, true);
  };

  // Moves the focus to the card beside the map, and back to the marker with Escape. Returns whether
  // there is a card.
  cm.toCard = function (marker) {
    try {
      const page = window.parent.document;
      /** @type {HTMLElement | null} */
      const card = page.querySelector(CARDS.find((name) => page.querySelector(name)) || "none");
      if (!card || window.parent === window) return false;
      /** @type {HTMLElement} */
      const title = card.querySelector("h1, h2, h3, h4, h5") || card;
      title.tabIndex = -1;
      title.focus();
      card.addEventListener("keydown", function back(event) {
        if (event.key !== "Escape") return;
        card.removeEventListener("keydown", back);
        /** @type {HTMLElement} */ (window.frameElement).focus();
        const again = marker.isConnected
          ? marker
          : document.querySelector('.cm-mark[aria-pressed="true"]');
        if (again) again.focus();
      });
      return true;
    } catch {
      return false; // a page of another origin embeds us
    }
  };
})(window.ConsultationMap);
