// Where the results of a consultation went: a line with an arrow and its word, over the map.
(function (cm) {
  "use strict";
  const BEND = 0.16;
  const STEPS = 60;
  const HERE = 34, THERE = 25; // pixels from the middle of a marker to the end of the line
  const SHORT = 150; // pixels: a line shorter than this goes over both markers

  const between = (from, bend, to, t) => ({
    x: (1 - t) * (1 - t) * from.x + 2 * (1 - t) * t * bend.x + t * t * to.x,
    y: (1 - t) * (1 - t) * from.y + 2 * (1 - t) * t * bend.y + t * t * to.y,
  });
  const apart = (one, other) => Math.hypot(one.x - other.x, one.y - other.y);

  // The points of a curve between two markers, which ends before both. It bends to the left; over
  // neighbours it is an arch.
  function way(from, to) {
    const isShort = apart(from, to) < SHORT;
    const bend = isShort ? { x: (from.x + to.x) / 2, y: Math.min(from.y, to.y) - 130 } : {
      x: (from.x + to.x) / 2 + (to.y - from.y) * BEND,
      y: (from.y + to.y) / 2 - (to.x - from.x) * BEND,
    };
    const points = Array.from(
      { length: STEPS + 1 },
      (_, i) => between(from, bend, to, i / STEPS),
    );
    return points.filter((point) => apart(point, from) > HERE && apart(point, to) > THERE);
  }

  function arrow(points, color) {
    const end = points[points.length - 1], before = points[Math.max(0, points.length - 5)];
    const angle = Math.atan2(end.y - before.y, end.x - before.x) * 180 / Math.PI;
    return cm.element("path", {
      d: "M0 0L-17 9L-17 -9Z",
      transform: `translate(${end.x} ${end.y}) rotate(${angle})`,
      fill: color,
      class: "arrow",
    });
  }

  function word(text, from, to, points, width) {
    const isShort = apart(from, to) < SHORT;
    const middle = points[Math.floor(points.length / 2)];
    const y = middle.y + (isShort || from.x <= to.x ? -14 : 26);
    const node = cm.element("text", { y, class: "fed-word", "text-anchor": "middle" }, text);
    node.setAttribute("x", String(Math.max(110, Math.min(width - 110, middle.x))));
    return node;
  }

  // Draws nothing for a consultation without follow-ups. `here` and `theres` are markers with their
  // position on the screen, `at`.
  cm.fedLines = function (here, theres, text, width) {
    const nodes = [], words = [];
    for (const there of theres) {
      const points = way(here.at, there.at);
      if (points.length < 7) continue;
      const line = points.slice(0, -5);
      const d = "M" +
        line.map((point) => `${point.x.toFixed(1)} ${point.y.toFixed(1)}`).join("L");
      nodes.push(
        cm.element("path", { d, class: "fed edge" }),
        cm.element("path", { d, class: "fed", stroke: here.color }),
        arrow(points, here.color),
      );
      if (!words.length) words.push(word(text, here.at, there.at, points, width));
    }
    return nodes.concat(words);
  };

  function line(sample, text) {
    const item = cm.node("li");
    item.append(sample, cm.node("span", "", text));
    return item;
  }

  function swatch(color) {
    const node = cm.node("span", "swatch");
    node.style.backgroundColor = color;
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
      for (const region of regions) list.append(line(swatch(region.color), region.name));
    } else if (cm.isClose(slide)) {
      if (regions.length) list.append(line(swatch(regions[0].color), words.covered));
      if (states.has("fed")) list.append(line(arrowSample(), words.fed));
      if (states.has("passed")) list.append(line(cm.node("span", "sample earlier"), words.earlier));
      if (states.has("coming")) list.append(line(cm.node("span", "sample later"), words.later));
    }
    return list.children.length ? list : null;
  };
})(window.ConsultationMap);
