// Lines from a consultation to its follow-up: smooth curves with an arrow head, from marker to marker.
(function (cm) {
  "use strict";
  const BEND = 0.18; // of the distance, to the left
  const CLOSE = 70; // pixels: between nearer markers the curve is an arc over both
  const FREE = 17; // pixels around the middle of a marker that belong to its picture
  const HEAD = 11; // pixels, length of an arrow head

  // A path of Leaflet whose outline is a function of the map.
  const Outline = L.Polyline.extend({
    _updatePath() {
      this._renderer._setPath(this, this.options.outline());
    },
  });

  function Lines(map, marks) {
    this.map = map;
    this.marks = marks;
    this.wanted = [];
    this.points = [];
    map.createPane("cm-lines").style.zIndex = 440;
    this.renderer = L.svg({ pane: "cm-lines", padding: 0.5 });
    this.group = L.layerGroup().addTo(map);
    map.on("cm:placed", () => this.draw());
  }

  Lines.prototype.update = function (lines) {
    this.wanted = lines;
    this.draw();
  };

  function between(a, b, t) {
    return L.point(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t);
  }

  function at(curve, t) {
    return between(between(curve[0], curve[1], t), between(curve[1], curve[2], t), t);
  }

  // The share of a curve at which it leaves a circle around one of its ends.
  function leaves(curve, end, radius) {
    const middle = end ? curve[2] : curve[0];
    for (let i = 0; i < 100; i++) {
      const t = end ? 1 - i / 100 : i / 100;
      if (at(curve, t).distanceTo(middle) >= radius) return t;
    }
    return end ? 0.6 : 0.4;
  }

  // The part of a quadratic curve between two shares of it (de Casteljau).
  function part(curve, from, to) {
    const start = at(curve, from), end = at(curve, to);
    const tangent = between(
      between(curve[0], curve[1], from),
      between(curve[1], curve[2], from),
      to,
    );
    return [start, tangent, end];
  }

  function bowed(from, to) {
    const across = to.subtract(from), distance = from.distanceTo(to) || 1;
    const bend = distance < CLOSE ? (0.5 * distance + 26) / distance : BEND;
    return [
      from,
      L.point(
        (from.x + to.x) / 2 + across.y * bend,
        (from.y + to.y) / 2 - across.x * bend,
      ),
      to,
    ];
  }

  const written = (point) => point.x.toFixed(1) + "," + point.y.toFixed(1);

  // Where an end stands on the map: its marker if it is drawn, else its place.
  Lines.prototype.end = function (id, place) {
    const entries = this.marks ? Array.from(this.marks.drawn.values()) : [];
    const entry = entries.find(({ mark }) => mark.id === id);
    const point = entry ? L.point(entry.mark.x, entry.mark.y) : this.map.project(place);
    return point.subtract(this.map.getPixelOrigin());
  };

  Lines.prototype.draw = function () {
    this.group.clearLayers();
    this.points = []; // along all lines, in pixels of the layer: no name belongs there
    for (const line of this.wanted) {
      const curve = bowed(this.end(line.consultation, line.from), this.end(line.into, line.to));
      if (curve[0].distanceTo(curve[2]) > 4) this.bow(line, curve);
    }
  };

  Lines.prototype.bow = function (line, curve) {
    const from = leaves(curve, false, FREE);
    const tip = at(curve, leaves(curve, true, FREE + 1));
    const neck = leaves(curve, true, FREE + HEAD - 2);
    const [start, turn, end] = part(curve, from, Math.max(neck, from + 0.02));
    const stem = `M${written(start)}Q${written(turn)} ${written(end)}`;
    const angle = Math.atan2(tip.y - end.y, tip.x - end.x);
    const corner = (side) =>
      L.point(tip.x - HEAD * Math.cos(angle + side), tip.y - HEAD * Math.sin(angle + side));
    const head = `M${written(tip)}L${written(corner(0.5))} ${written(corner(-0.5))}Z`;
    for (let t = 0; t <= 1; t += 8 / curve[0].distanceTo(curve[2])) this.points.push(at(curve, t));
    const weight = line.strong ? 3.5 : 2.5;
    const look = { renderer: this.renderer, pane: "cm-lines", noClip: true, lineJoin: "round" };
    const add = (outline, more) =>
      new Outline([line.from, line.to], { ...look, outline: () => outline, ...more })
        .addTo(this.group);
    add(stem, { className: "cm-casing", weight: weight + 3, interactive: false });
    add(head, { className: "cm-casing", weight: 3, interactive: false });
    const drawn = add(stem, { className: "cm-line", color: line.color, weight, opacity: 1 });
    add(head, {
      className: "cm-line",
      color: line.color,
      weight: 1,
      fill: true,
      fillColor: line.color,
      fillOpacity: 1,
      interactive: false,
    });
    this.say(drawn, line.text || "");
  };

  // A line is a picture with a name; the same words show when the mouse is on it.
  Lines.prototype.say = function (drawn, text) {
    if (!text) return;
    const node = drawn.getElement();
    node.setAttribute("role", "img");
    node.setAttribute("aria-label", text);
    drawn.bindTooltip(() => cm.textNode("", text), {
      sticky: true,
      className: "cm-tip",
      opacity: 1,
    });
  };

  cm.Lines = Lines;
})(window.ConsultationMap);
