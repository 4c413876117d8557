// Markers on the map: buttons for the keyboard, with a leg to their city if they are beside it.
(function (cm) {
  "use strict";
  const LEG = 8; // pixels from home beyond which a leg is drawn
  const LONG = 1000; // from this number on it would look like the count of a cluster

  function picture(mark) {
    const text = mark.number < LONG ? String(mark.number) : "";
    return cm.picture(mark.shape, mark.color, text, 32, mark.sign);
  }

  function icon(mark) {
    return L.divIcon({
      html: picture(mark),
      className: "cm-mark",
      iconSize: [32, 32],
      iconAnchor: [16, 16],
    });
  }

  const ABOVE = { direction: "top", offset: L.point(0, -14) };
  const BELOW = { direction: "bottom", offset: L.point(0, 14) };

  // Put a tooltip that the map's edge or buttons would cut below its marker, or move it aside.
  function keepInside(map, tip) {
    const node = tip.getElement(), frame = map.getContainer().getBoundingClientRect();
    node.style.setProperty("--cm-aside", "0px");
    for (const place of [ABOVE, BELOW]) {
      Object.assign(tip.options, place);
      tip.update();
      if (node.getBoundingClientRect().top >= frame.top) break;
    }
    const { left, right, top } = node.getBoundingClientRect();
    const bar = map.getContainer().querySelector(".cm-bar").getBoundingClientRect();
    const first = (top < bar.bottom ? bar.right : frame.left) + 4;
    const aside = Math.max(0, first - left) + Math.min(0, frame.right - 4 - right);
    node.style.setProperty("--cm-aside", aside + "px");
  }

  function Marks(map) {
    this.map = map;
    this.drawn = new Map();
    map.createPane("cm-legs").style.zIndex = 450;
    this.legs = L.layerGroup().addTo(map);
    this.renderer = L.svg({ pane: "cm-legs" });
    map.on("zoomend viewreset resize", () => this.place());
  }

  Marks.prototype.update = function (marks, selected) {
    const wanted = new Set(marks.map((mark) => mark.key));
    for (const [key, entry] of this.drawn) {
      if (!wanted.has(key)) {
        entry.layer.remove();
        this.drawn.delete(key);
      }
    }
    for (const mark of marks) this.put(mark, mark.id === selected);
    this.order(marks);
    this.place();
  };

  Marks.prototype.put = function (mark, selected) {
    const look = [mark.shape, mark.color, mark.number, mark.sign].join();
    let entry = this.drawn.get(mark.key);
    if (!entry) {
      const layer = L.marker([mark.lat, mark.lon], {
        icon: icon(mark),
        keyboard: true,
        riseOnHover: true,
      }).addTo(this.map);
      entry = { layer };
      layer.on("click", () => this.open(entry));
      const node = layer.getElement();
      node.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        // On the open one, Enter leads to its card.
        if (node.getAttribute("aria-pressed") === "true" && cm.toCard && cm.toCard(node)) return;
        this.open(entry);
      });
      layer.bindTooltip(() => cm.textNode(entry.mark.title, entry.mark.label), {
        className: "cm-tip",
        opacity: 1,
        ...ABOVE,
      });
      layer.on("tooltipopen", (event) => keepInside(this.map, event.tooltip));
      this.drawn.set(mark.key, entry);
    } else if (entry.look !== look) this.repaint(entry, mark);
    entry.mark = mark;
    entry.look = look;
    this.dress(entry, selected);
  };

  // Opens a consultation, and its small window on the map where the page has no room for its card.
  Marks.prototype.open = function (entry) {
    if (cm.popup) cm.popup(this.map, entry.layer, entry.mark);
    cm.send({ consultation: entry.mark.id });
  };

  // Keep the button and change its picture: a new button would lose the focus.
  Marks.prototype.repaint = function (entry, mark) {
    entry.layer.getElement().replaceChildren(picture(mark));
  };

  Marks.prototype.dress = function (entry, selected) {
    const node = entry.layer.getElement();
    node.setAttribute("role", "button");
    node.setAttribute("tabindex", "0");
    node.setAttribute("aria-label", entry.mark.label);
    node.setAttribute("aria-pressed", String(selected));
    node.dataset.id = entry.mark.id;
    node.classList.toggle("cm-selected", selected);
    node.classList.toggle("cm-ghost", Boolean(entry.mark.ghost));
    entry.layer.setZIndexOffset(selected ? 2000 : entry.mark.ghost ? -500 : 0);
  };

  // Tab moves through the markers in date order.
  Marks.prototype.order = function (marks) {
    const pane = this.map.getPane("markerPane");
    const nodes = marks.map((mark) => this.drawn.get(mark.key).layer.getElement());
    const now = Array.from(pane.children);
    if (nodes.some((node, i) => node !== now[i])) nodes.forEach((node) => pane.appendChild(node));
  };

  // Places the markers side by side for this zoom and draws their legs.
  Marks.prototype.place = function () {
    const entries = Array.from(this.drawn.values()).sort((a, b) => a.mark.number - b.mark.number);
    const marks = entries.map((entry) => entry.mark);
    for (const mark of marks) mark.home = this.map.project([mark.lat, mark.lon]);
    cm.layout(marks.filter((mark) => !mark.fixed));
    for (const mark of marks) {
      if (mark.fixed) {
        mark.x = mark.home.x;
        mark.y = mark.home.y;
      }
    }
    this.legs.clearLayers();
    for (const entry of entries) {
      const mark = entry.mark;
      mark.at = this.map.unproject([mark.x, mark.y]);
      entry.layer.setLatLng(mark.at);
      if (Math.hypot(mark.x - mark.home.x, mark.y - mark.home.y) > LEG) this.leg(mark);
    }
    this.map.fire("cm:placed");
  };

  Marks.prototype.leg = function (mark) {
    const style = {
      renderer: this.renderer,
      pane: "cm-legs",
      interactive: false,
      className: "cm-leg",
      weight: 1.2,
    };
    L.polyline([[mark.lat, mark.lon], mark.at], style).addTo(this.legs);
    L.circleMarker([mark.lat, mark.lon], Object.assign({ radius: 2.5, fillOpacity: 1 }, style))
      .addTo(this.legs);
  };

  cm.Marks = Marks;
})(window.ConsultationMap);
