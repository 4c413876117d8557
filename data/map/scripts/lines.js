// Lines from a consultation to its follow-up: smooth curves with an arrow head, from marker to marker.
(function (cm) {
  "use strict";
  const BEND = 0.18; // of the distance, to the left
  const CLOSE = 70; // pixels: between nearer markers the curve is an arc over both
  const FREE = 17; // pixels around the middle of a marker that belong to its picture
  const HEAD = 11; // pixels, length of an arrow head
  const EDGE = 6; // pixels from the edge of the picture, where a line to somewhere else ends
  const BESIDE = 40; // pixels beside the map's buttons where no line should end
  const LETTER = 7; // pixels, about as wide as a letter
  const DRAWN = 900; // milliseconds in which a line is drawn
  const NEXT = 420; // milliseconds from one line to the next
  const BENDS = [1, -1, 2, -2]; // times the bend: the first that crosses the fewest markers is taken

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
    this.picture = L.bounds([0, 0], [0, 0]); // in pixels of the layer
    this.isFree = (_point) => true; // in the picture, and not under the buttons
    this.isNear = (_point) => false; // beside the buttons
    this.begun = new Map(); // lines that are being drawn, to the time at which each begins
    map.createPane("cm-lines").style.zIndex = 440;
    this.renderer = L.svg({ pane: "cm-lines", padding: 0.5 });
    this.group = L.layerGroup().addTo(map);
    map.on("cm:placed moveend", () => this.draw());
  }

  Lines.prototype.update = function (lines) {
    this.wanted = lines;
    this.draw();
  };

  const nameOf = (line) => line.consultation + ">" + line.into;

  // Draws lines one after the other, in the order of the meetings that they begin at; returns the
  // milliseconds until all are there.
  Lines.prototype.run = function (lines, pause = 0) {
    const now = performance.now() + pause;
    lines.forEach((line, i) => this.begun.set(nameOf(line), now + i * NEXT));
    return lines.length * NEXT + DRAWN;
  };

  Lines.prototype.added = function (lines) {
    const now = new Set(this.wanted.map(nameOf));
    return lines.filter((line) => !now.has(nameOf(line)));
  };

  Lines.prototype.stop = function () {
    this.begun.clear();
    for (const node of this.renderer._container?.querySelectorAll("path") || []) {
      for (const animation of node.getAnimations()) animation.finish();
    }
  };

  // Lets a part of a line appear; the map may have drawn it again meanwhile.
  Lines.prototype.appear = function (layer, line, frames, delay, duration) {
    const begun = this.begun.get(nameOf(line));
    const node = layer.getElement();
    if (begun === undefined || !node) return;
    const animation = node.animate(frames, { delay, duration, fill: "backwards" });
    animation.currentTime = performance.now() - begun;
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

  function bowed(from, to, side = 1) {
    const across = to.subtract(from), distance = from.distanceTo(to) || 1;
    const bend = side * (distance < CLOSE ? (0.5 * distance + 26) / distance : BEND);
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

  // The curve that hides behind the fewest other markers: it is seen where it starts and ends.
  // One that leaves the picture does so away from the buttons.
  Lines.prototype.curve = function (line) {
    const from = this.end(line.consultation, line.from), to = this.end(line.into, line.to);
    const origin = this.map.getPixelOrigin();
    const others = (this.marks ? Array.from(this.marks.drawn.values()) : [])
      .filter(({ mark }) => mark.id !== line.consultation && mark.id !== line.into)
      .map(({ mark }) => L.point(mark.x, mark.y).subtract(origin));
    const curves = BENDS.map((side) => bowed(from, to, side));
    const step = Math.min(8 / (from.distanceTo(to) || 1), 0.5);
    const crossed = curves.map((curve) => {
      const leaving = this.leaving(curve);
      let count = leaving !== undefined && this.isNear(at(curve, leaving)) ? others.length : 0;
      for (const other of others) {
        for (let t = 0; t <= 1; t += step) {
          if (at(curve, t).distanceTo(other) < FREE) {
            count++;
            break;
          }
        }
      }
      return count;
    });
    return curves[crossed.indexOf(Math.min(...crossed))];
  };

  Lines.prototype.draw = function () {
    this.group.clearLayers();
    this.points = []; // along all lines, in pixels of the layer: no name belongs there
    const corner = this.map.containerPointToLayerPoint([0, 0]);
    const picture = L.bounds(corner, corner.add(this.map.getSize()));
    const bar = this.map.getContainer().querySelector(".cm-bar");
    const frame = L.bounds(corner.add([EDGE, EDGE]), picture.max.subtract([EDGE, EDGE]));
    const size = bar
      ? L.point(bar.offsetLeft + bar.offsetWidth, bar.offsetTop + bar.offsetHeight)
      : null;
    const near = (more) => size ? L.bounds(corner, corner.add(size).add([more, more])) : null;
    const buttons = near(EDGE), beside = near(BESIDE);
    this.isNear = (point) => Boolean(beside?.contains(point));
    this.isFree = (point) => frame.contains(point) && !buttons?.contains(point);
    this.picture = picture;
    const named = new Set();
    for (const line of this.wanted) {
      const curve = this.curve(line);
      const isIn = [picture.contains(curve[0]), picture.contains(curve[2])];
      if (curve[0].distanceTo(curve[2]) <= 4 || !(isIn[0] || isIn[1])) continue;
      const crossing = this.leaving(curve);
      if (crossing === undefined) this.bow(line, curve, isIn);
      else {
        this.bow(line, isIn[0] ? part(curve, 0, crossing) : part(curve, crossing, 1), isIn);
        this.nameEdge(line.names?.[isIn[0] ? 1 : 0], at(curve, crossing), frame, named);
      }
    }
  };

  // The share of a curve at which it leaves the picture, seen from its end in it; undefined for one
  // that is in it with both ends or neither.
  Lines.prototype.leaving = function (curve) {
    const [first, last] = [curve[0], curve[2]].map((end) => this.picture.contains(end));
    if (first === last) return undefined;
    let wasIn = false;
    for (let i = 0; i <= 400; i++) {
      const t = last ? 1 - i / 400 : i / 400, isIn = this.isFree(at(curve, t));
      if (wasIn && !isIn) return last ? t + 1 / 400 : t - 1 / 400;
      wasIn = isIn;
    }
    return undefined;
  };

  // Names what is outside, once, at the edge where a line leaves.
  Lines.prototype.nameEdge = function (name, point, frame, named) {
    if (!name || named.has(name)) return;
    named.add(name);
    const sides = {
      right: point.x - frame.min.x,
      left: frame.max.x - point.x,
      bottom: point.y - frame.min.y,
      top: frame.max.y - point.y,
    };
    const direction = Object.keys(sides).reduce((a, b) => sides[b] < sides[a] ? b : a);
    const half = (name.length * LETTER) / 2 + 5;
    const x = Math.min(Math.max(point.x, frame.min.x + half), frame.max.x - half);
    const isAside = direction === "left" || direction === "right";
    L.tooltip({
      permanent: true,
      direction,
      className: "cm-edge",
      offset: isAside ? [0, 16] : [0, 0],
    })
      .setLatLng(this.map.layerPointToLatLng(isAside ? point : L.point(x, point.y)))
      .setContent(cm.textNode("", name))
      .addTo(this.group);
  };

  Lines.prototype.bow = function (line, curve, isIn) {
    const from = leaves(curve, false, isIn[0] ? FREE : 0);
    const free = isIn[1] ? FREE : -1;
    const tip = at(curve, leaves(curve, true, free + 1));
    const neck = leaves(curve, true, free + HEAD - 2);
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
    const casing = add(stem, { className: "cm-casing", weight: weight + 3, interactive: false });
    const back = add(head, { className: "cm-casing", weight: 3, interactive: false });
    const drawn = add(stem, { className: "cm-line", color: line.color, weight, opacity: 1 });
    const front = add(head, {
      className: "cm-line",
      color: line.color,
      weight: 1,
      fill: true,
      fillColor: line.color,
      fillOpacity: 1,
      interactive: false,
    });
    for (const layer of [casing, drawn]) {
      layer.getElement()?.setAttribute("pathLength", "1");
      this.appear(
        layer,
        line,
        [1, 0].map((left) => ({ strokeDasharray: "1 1", strokeDashoffset: left })),
        0,
        DRAWN,
      );
    }
    for (const layer of [back, front]) {
      this.appear(layer, line, [{ opacity: 0 }, { opacity: 1 }], 0.85 * DRAWN, 0.15 * DRAWN);
    }
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
