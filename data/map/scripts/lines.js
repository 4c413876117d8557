// Lines from a consultation to its follow-up: a curve between cities, a ring in the same one.
(function (cm) {
  "use strict";
  const STEPS = 28;
  const RING = 34; // pixels: around two marks that stand side by side

  function Lines(map) {
    this.map = map;
    this.wanted = [];
    map.createPane("cm-lines").style.zIndex = 440;
    this.renderer = L.svg({ pane: "cm-lines", padding: 0.5 });
    this.group = L.layerGroup().addTo(map);
    map.on("cm:placed", () => this.draw());
  }

  Lines.prototype.update = function (lines) {
    this.wanted = lines;
    this.draw();
  };

  // Points of a quadratic curve that bends to the left, in pixels of this zoom.
  function curve(from, to) {
    const bend = 0.18;
    const middle = L.point(
      (from.x + to.x) / 2 + (to.y - from.y) * bend,
      (from.y + to.y) / 2 - (to.x - from.x) * bend,
    );
    const points = [];
    for (let i = 0; i <= STEPS; i++) {
      const t = i / STEPS, u = 1 - t;
      points.push(
        L.point(
          u * u * from.x + 2 * u * t * middle.x + t * t * to.x,
          u * u * from.y + 2 * u * t * middle.y + t * t * to.y,
        ),
      );
    }
    return points;
  }

  // A small triangle along the end of the curve, just before the marker.
  function arrow(points) {
    const tip = points[STEPS - 2], before = points[STEPS - 5];
    const angle = Math.atan2(tip.y - before.y, tip.x - before.x);
    const corner = (turn) =>
      L.point(tip.x - 11 * Math.cos(angle + turn), tip.y - 11 * Math.sin(angle + turn));
    return [tip, corner(0.42), corner(-0.42)];
  }

  Lines.prototype.draw = function () {
    this.group.clearLayers();
    for (const line of this.wanted) {
      const style = {
        renderer: this.renderer,
        pane: "cm-lines",
        interactive: false,
        color: line.color,
        weight: line.strong ? 3 : 2,
        opacity: line.strong ? 1 : 0.75,
        className: "cm-line",
      };
      if (line.same) this.ring(line, style);
      else this.bow(line, style);
    }
  };

  Lines.prototype.bow = function (line, style) {
    const back = (points) => points.map((point) => this.map.unproject(point));
    const points = curve(this.map.project(line.from), this.map.project(line.to));
    L.polyline(back(points), style).addTo(this.group);
    L.polygon(
      back(arrow(points)),
      Object.assign({}, style, { fill: true, fillColor: line.color, fillOpacity: 1, weight: 1 }),
    ).addTo(this.group);
  };

  Lines.prototype.ring = function (line, style) {
    L.circleMarker(line.from, Object.assign({}, style, { radius: RING, fill: false })).addTo(
      this.group,
    );
  };

  cm.Lines = Lines;
})(window.ConsultationMap);
