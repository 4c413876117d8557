// Where the results of a consultation went: a line with an arrow and its word, over the map.
(function (cm) {
  "use strict";
  const BEND = 0.16;
  const STEPS = 60;
  const BEFORE_SOURCE = 34, BEFORE_TARGET = 25; // pixels from the middle of a marker to the end of the line
  const INSIDE = 12; // pixels between a text and the edge of the map
  const SHORT = 150; // pixels: a line shorter than this goes over both markers

  const between = (from, bend, to, t) => ({
    x: (1 - t) * (1 - t) * from.x + 2 * (1 - t) * t * bend.x + t * t * to.x,
    y: (1 - t) * (1 - t) * from.y + 2 * (1 - t) * t * bend.y + t * t * to.y,
  });
  const apart = (one, other) => Math.hypot(one.x - other.x, one.y - other.y);

  // How far an arch over neighbours is pulled up, in pixels: its top is at half of that.
  cm.archHeight = (size) => Math.min(130 * size.large, size.height * 0.32);

  // The points of a curve between two markers, which ends before both. It bends to the left; over
  // neighbours it is an arch.
  function way(from, to, size) {
    const isShort = apart(from, to) < SHORT * size.large;
    const bend = isShort
      ? { x: (from.x + to.x) / 2, y: Math.min(from.y, to.y) - cm.archHeight(size) }
      : {
        x: (from.x + to.x) / 2 + (to.y - from.y) * BEND,
        y: (from.y + to.y) / 2 - (to.x - from.x) * BEND,
      };
    const points = Array.from(
      { length: STEPS + 1 },
      (_, i) => between(from, bend, to, i / STEPS),
    );
    return points.filter((point) =>
      apart(point, from) > BEFORE_SOURCE * size.large &&
      apart(point, to) > BEFORE_TARGET * size.large
    );
  }

  function arrow(points, color, size) {
    const end = points[points.length - 1], before = points[Math.max(0, points.length - 5)];
    const angle = Math.atan2(end.y - before.y, end.x - before.x) * 180 / Math.PI;
    return cm.element("path", {
      d: "M0 0L-17 9L-17 -9Z",
      transform: `translate(${end.x} ${end.y}) rotate(${angle}) scale(${size.large})`,
      fill: color,
      class: "arrow",
    });
  }

  function word(text, from, to, points, size) {
    const isShort = apart(from, to) < SHORT * size.large;
    const middle = points[Math.floor(points.length / 2)];
    const y = middle.y + (isShort || from.x <= to.x ? -14 : 26) * size.large;
    const node = cm.element("text", { y, class: "fed-word", "text-anchor": "middle" }, text);
    node.setAttribute("x", String(middle.x));
    return node;
  }

  // Moves a text that is drawn so that all of it is on the map.
  cm.keepInside = function (text, size) {
    const box = text.getBBox();
    const by = (start, length, most) =>
      Math.max(INSIDE - start, 0) - Math.max(start + length - (most - INSIDE), 0);
    const move = { x: by(box.x, box.width, size.width), y: by(box.y, box.height, size.height) };
    for (const [name, shift] of Object.entries(move)) {
      text.setAttribute(name, String(Number(text.getAttribute(name)) + shift));
    }
  };

  // Draws nothing for a consultation without follow-ups. `source` and `targets` are markers with their
  // position on the screen, `at`.
  cm.fedLines = function (source, targets, text, size) {
    const nodes = [], words = [];
    for (const target of targets) {
      const points = way(source.at, target.at, size);
      if (points.length < 7) continue;
      const line = points.slice(0, -5);
      const d = "M" +
        line.map((point) => `${point.x.toFixed(1)} ${point.y.toFixed(1)}`).join("L");
      nodes.push(
        cm.element("path", { d, class: "fed edge" }),
        cm.element("path", { d, class: "fed", stroke: source.color }),
        arrow(points, source.color, size),
      );
      if (!words.length) words.push(word(text, source.at, target.at, points, size));
    }
    return nodes.concat(words);
  };

  function line(sample, text) {
    const item = cm.node("li");
    item.append(sample, cm.node("span", "", text));
    return item;
  }

  // The colour of a region; with its sign, if another one has that colour.
  function swatch(region) {
    const node = cm.node("span", region.sign ? "swatch signed" : "swatch");
    if (region.sign) node.append(cm.picture("circle", region.color, "", 18, region.sign));
    else node.style.backgroundColor = region.color;
    return node;
  }

  const arrowSample = () => {
    const svg = cm.element("svg", { viewBox: "0 0 30 12", class: "sample", "aria-hidden": "true" });
    svg.append(
      cm.element("path", { d: "M1 6H20", class: "stem" }),
      cm.element("path", { d: "M29 6L18 11L18 1Z", class: "tip" }),
    );
    return svg;
  };

  // The legend of a slide's map: null where nothing needs one.
  cm.legendOfSlide = function (slide, data, states) {
    const words = data.words, list = cm.node("ul", "legend");
    const regions = data.regions.filter((region) =>
      cm.isClose(slide)
        ? slide.regions.includes(region.id)
        : data.marks.some((mark) => mark.region === region.id)
    );
    if (slide.kind === "overview" || (slide.kind === "group" && slide.regions.length > 1)) {
      for (const region of regions) list.append(line(swatch(region), region.name));
    } else if (cm.isClose(slide)) {
      if (regions.length) list.append(line(swatch(regions[0]), words.covered));
      if (states.has("fed")) list.append(line(arrowSample(), words.fed));
      if (states.has("passed")) list.append(line(cm.node("span", "sample earlier"), words.earlier));
      if (states.has("coming")) list.append(line(cm.node("span", "sample later"), words.later));
    }
    return list.children.length ? list : null;
  };
})(window.ConsultationMap);
