// Buttons on the map.
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
})(window.ConsultationMap);
