// The legend below the map: a line of shapes, and the switch of the lines. It never changes its
// height, so that a filter moves nothing below it.
(function (cm) {
  "use strict";

  function entry(picture, text) {
    const node = document.createElement("span");
    node.className = "cm-entry";
    node.appendChild(picture);
    node.appendChild(document.createElement("span")).textContent = text;
    return node;
  }

  // Shapes are outlines: the colour of a marker says its region.
  function shape(name) {
    const picture = cm.picture(name, cm.look.black, "", 16);
    picture.classList.add("cm-shape");
    return picture;
  }

  // Open if there is room; on a phone only on request.
  function emptyLegend(map) {
    const strip = document.createElement("div");
    strip.id = "cm-strip";
    const details = strip.appendChild(document.createElement("details"));
    details.id = "cm-legend";
    details.open = window.innerWidth > 600;
    details.classList.toggle("cm-narrow", !details.open);
    // Measure again when it opens, changes language, or the style arrives late.
    new ResizeObserver(() => cm.shareHeight(map)).observe(strip);
    const container = map.getContainer();
    container.parentNode.appendChild(strip);
    return strip;
  }

  function line(kinds, words, several) {
    const node = document.createElement("div");
    node.className = "cm-line-of-shapes";
    for (const kind of kinds) node.appendChild(entry(shape(kind.shape), kind.title));
    if (several) {
      const ring = cm.disc(8, "currentColor", "");
      node.appendChild(entry(ring, words.several));
    }
    return node;
  }

  // Colours stand in the labels of the timeline: only an embed without it has to name them.
  function isAlone() {
    try {
      const query = new URLSearchParams(window.parent.location.search);
      const parts = query.getAll("show").join();
      return query.get("embed") === "true" && parts !== "" && !parts.includes("timeline");
    } catch {
      return false; // a page of another origin embeds us
    }
  }

  function swatch(color) {
    const svg = cm.element("svg", { width: 14, height: 14, "aria-hidden": "true" });
    svg.appendChild(cm.element("rect", { y: 3, width: 14, height: 8, rx: 2 })).style.fill = color;
    return svg;
  }

  // The switch "What fed what".
  function switchOf(data) {
    const label = document.createElement("label");
    label.className = "cm-switch";
    const box = label.appendChild(document.createElement("input"));
    box.type = "checkbox";
    box.setAttribute("role", "switch");
    box.checked = data.allLines;
    box.addEventListener("change", () => cm.send({ lines: box.checked }));
    label.appendChild(document.createElement("span")).textContent = data.words.lines;
    return label;
  }

  cm.legend = function (map, data) {
    const strip = document.getElementById("cm-strip") || emptyLegend(map);
    const several = Boolean(data.groups);
    const key = JSON.stringify([
      data.legend,
      data.words,
      data.regions,
      data.chosen,
      several,
      "allLines" in data,
    ]);
    const box = strip.querySelector("input");
    if (box) box.checked = Boolean(data.allLines);
    if (strip.dataset.key === key) return;
    strip.dataset.key = key;
    const details = /** @type {HTMLDetailsElement} */ (strip.querySelector("details"));
    const title = document.createElement("summary");
    title.textContent = data.words.legend;
    const old = strip.querySelector(".cm-switch"), text = strip.querySelector(".cm-switch span");
    if (!("allLines" in data)) old?.remove();
    else if (!text) strip.prepend(switchOf(data));
    else text.textContent = data.words.lines;
    const entries = line(data.legend.kinds.filter((kind) => kind.shown), data.words, several);
    // Kinds that a filter left out keep their room on Explore, so that a filter moves nothing.
    const absent = data.legend.kinds.filter((kind) => kind.usual && !kind.shown);
    for (const kind of "allLines" in data ? absent : []) {
      const room = entries.appendChild(entry(shape(kind.shape), kind.title));
      room.className = "cm-room";
      room.setAttribute("aria-hidden", "true");
    }
    const chosen = data.regions.filter(({ id }) => !data.chosen.length || data.chosen.includes(id));
    for (const region of isAlone() ? chosen : []) {
      entries.appendChild(entry(swatch(region.color), region.name));
    }
    details.replaceChildren(title, entries);
    details.hidden = !data.legend.kinds.length && !several;
    strip.hidden = details.hidden && !("allLines" in data);
    cm.shareHeight(map);
  };

  // Gives the map the height of the frame that the legend leaves.
  cm.shareHeight = function (map) {
    const strip = document.getElementById("cm-strip");
    const height = window.innerHeight - (strip ? strip.offsetHeight : 0) - 1;
    if (height <= 120) return;
    for (const node of [map.getContainer(), document.querySelector(".cm-ring")]) {
      if (node instanceof HTMLElement) node.style.height = height + "px";
    }
  };
})(window.ConsultationMap);
