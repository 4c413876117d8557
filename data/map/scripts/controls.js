// Buttons on the map and its legend.
(function (cm) {
  "use strict";
  const buttons = {};

  const SIGNS = {
    zoomIn: ["M3 10h14M10 3v14"],
    zoomOut: ["M3 10h14"],
    fit: ["M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4"],
    world: [
      "M10 2.5a7.5 7.5 0 1 0 0 15a7.5 7.5 0 1 0 0-15z",
      "M10 2.5c-4.5 4-4.5 11 0 15c4.5-4 4.5-11 0-15z",
      "M2.8 10h14.4",
    ],
  };

  function sign(name) {
    const svg = cm.element("svg", {
      viewBox: "0 0 20 20",
      width: 16,
      height: 16,
      "aria-hidden": "true",
    });
    for (const path of SIGNS[name]) {
      svg.appendChild(cm.element("path", { d: path, class: "cm-sign" }));
    }
    return svg;
  }

  function button(parent, name, action) {
    const node = parent.appendChild(document.createElement("button"));
    node.type = "button";
    node.className = "cm-button";
    node.appendChild(sign(name));
    node.addEventListener("click", action);
    L.DomEvent.disableClickPropagation(node);
    buttons[name] = node;
  }

  cm.controls = function (map, actions) {
    const bar = L.control({ position: "topleft" });
    bar.onAdd = () => {
      const node = L.DomUtil.create("div", "cm-bar");
      button(node, "zoomIn", () => actions.zoom(1));
      button(node, "zoomOut", () => actions.zoom(-1));
      button(node, "fit", actions.fit);
      button(node, "world", actions.world);
      return node;
    };
    bar.addTo(map);
  };

  cm.relabel = function (words) {
    for (const name in buttons) {
      buttons[name].title = words[name];
      buttons[name].setAttribute("aria-label", words[name]);
    }
  };

  function entry(picture, text) {
    const node = document.createElement("span");
    node.className = "cm-entry";
    node.appendChild(picture);
    node.appendChild(document.createElement("span")).textContent = text;
    return node;
  }

  function swatch(color) {
    return cm.picture("square", color, "", 14);
  }

  // Open if there is room; on a phone only on request.
  function emptyLegend(map) {
    const strip = document.createElement("details");
    strip.id = "cm-legend";
    strip.open = window.innerWidth > 600;
    strip.classList.toggle("cm-narrow", !strip.open);
    // Measure again when it opens, changes language, or the style arrives late.
    new ResizeObserver(() => cm.shareHeight(map)).observe(strip);
    const container = map.getContainer();
    container.parentNode.insertBefore(strip, container.nextSibling);
    return strip;
  }

  // The legend below the map: shapes and colours.
  cm.legend = function (map, data) {
    const key = JSON.stringify([data.legend, data.words.legend, data.dark]);
    const strip = document.getElementById("cm-legend") || emptyLegend(map);
    if (strip.dataset.key === key) return;
    strip.dataset.key = key;
    const title = document.createElement("summary");
    title.textContent = data.words.legend;
    strip.replaceChildren(title);
    for (const kind of data.legend.kinds) {
      strip.appendChild(
        entry(
          cm.picture(kind.shape, cm.look.colors[data.dark ? "dark" : "light"].neutral, "", 16),
          kind.title,
        ),
      );
    }
    for (const region of data.legend.regions) {
      strip.appendChild(entry(swatch(region.color), region.name));
    }
    strip.hidden = !data.legend.kinds.length && !data.legend.regions.length;
    cm.shareHeight(map);
  };

  // Gives the map the height of the frame that the legend leaves.
  cm.shareHeight = function (map) {
    const strip = document.getElementById("cm-legend");
    const height = window.innerHeight - (strip ? strip.offsetHeight : 0) - 1;
    if (height > 120) map.getContainer().style.height = height + "px";
  };
})(window.ConsultationMap);
