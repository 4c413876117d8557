// Buttons on the map and its legend.
(function (cm) {
  "use strict";
  const buttons = {};

  function button(parent, name, sign, action) {
    const node = parent.appendChild(document.createElement("button"));
    node.type = "button";
    node.className = "cm-button";
    node.textContent = sign;
    node.addEventListener("click", action);
    L.DomEvent.disableClickPropagation(node);
    buttons[name] = node;
  }

  cm.controls = function (map, actions) {
    const bar = L.control({ position: "topleft" });
    bar.onAdd = () => {
      const node = L.DomUtil.create("div", "cm-bar");
      button(node, "zoomIn", "+", () => actions.zoom(1));
      button(node, "zoomOut", "−", () => actions.zoom(-1));
      button(node, "fit", "⛶", actions.fit);
      button(node, "world", "🌐\uFE0E", actions.world);
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

  // A strip below the map: what the shapes and the colours stand for.
  cm.legend = function (map, data) {
    const key = JSON.stringify([data.legend, data.words.legend, data.dark]);
    let strip = document.getElementById("cm-legend");
    if (strip && strip.dataset.key === key) return;
    if (!strip) {
      strip = document.createElement("div");
      strip.id = "cm-legend";
      const container = map.getContainer();
      container.parentNode.insertBefore(strip, container.nextSibling);
    }
    strip.dataset.key = key;
    strip.replaceChildren();
    strip.setAttribute("role", "group");
    strip.setAttribute("aria-label", data.words.legend);
    for (const kind of data.legend.kinds) strip.appendChild(entry(cm.picture(kind.shape, data.dark ? "#9fb0bd" : "#5f6b76", "", 16), kind.title));
    for (const region of data.legend.regions) strip.appendChild(entry(swatch(region.color), region.name));
  };
})(window.ConsultationMap);
