// Markers as small SVG pictures: a shape per kind, a colour per region, the number inside.
// Text from data stays text: createElementNS and textContent, never markup.
window.ConsultationMap = window.ConsultationMap || /** @type {ConsultationMap} */ ({});

(function (cm) {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";

  cm.element = function (name, attributes = {}, text) {
    const node = document.createElementNS(SVG, name);
    for (const key in attributes) node.setAttribute(key, attributes[key]);
    if (text !== undefined) node.textContent = text;
    return node;
  };

  // Returns black or white, whichever is more readable on a colour (relative luminance, WCAG 2).
  cm.inkOn = function (color) {
    const parts = [1, 3, 5].map((i) => parseInt(color.slice(i, i + 2), 16) / 255);
    const [r, g, b] = parts.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b > cm.look.middle ? cm.look.black : cm.look.white;
  };

  // Font size by number of digits: as large as fits into the shape.
  const NUMBERS = [13, 13, 13, 10, 8, 7, 6];

  cm.outline = function (shape) {
    const points = Object.hasOwn(cm.look.shapes, shape) && cm.look.shapes[shape];
    return points ? cm.element("polygon", { points }) : cm.element("circle", { r: cm.look.circle });
  };

  // Returns a ring with a count, for a cluster: it looks like no marker.
  cm.disc = function (radius, color, text) {
    const side = 2 * radius,
      svg = cm.element("svg", {
        viewBox: [-radius, -radius, side, side].join(" "),
        width: side,
        height: side,
        "aria-hidden": "true",
      });
    const thick = radius > 10 ? 4 : 2.5;
    const edge = cm.element("circle", { r: radius - 0.5, class: "cm-edge" });
    const ring = cm.element("circle", { r: radius - 1 - thick / 2, class: "cm-rim" });
    ring.style.stroke = color;
    ring.style.strokeWidth = thick + "px";
    svg.append(edge, ring);
    if (!text) return svg;
    const label = cm.element("text", { y: 4.2, "text-anchor": "middle", class: "cm-number" }, text);
    label.style.fontSize = (text.length > 4 ? 9.5 : text.length > 2 ? 11 : 12.5) + "px";
    svg.append(label);
    return svg;
  };

  // Tells regions of one colour apart: 1 is an inner line, 2 and more a line below the number.
  function signOf(sign, shape, color) {
    const node = sign === 1
      ? cm.outline(shape)
      : cm.element("path", { d: shape === "drop" ? "M-4 5H4" : "M-6 8.5H6" });
    if (sign === 1) node.setAttribute("transform", "scale(0.78)");
    node.style.fill = "none";
    node.style.stroke = cm.inkOn(color);
    node.style.strokeWidth = sign === 1 ? "1.6px" : "2.4px";
    return node;
  }

  // Returns a picture of a marker. `size` in pixels; `text` may be empty (in a legend); `sign` as in
  // data/model/regions.py.
  cm.picture = function (shape, color, text, size, sign = 0) {
    const svg = cm.element("svg", {
      viewBox: "-16 -16 32 32",
      width: size,
      height: size,
      "aria-hidden": "true",
    });
    const outline = cm.outline(shape);
    outline.setAttribute("class", "cm-outline");
    outline.style.fill = color;
    svg.appendChild(outline);
    if (sign) svg.appendChild(signOf(sign, shape, color));
    if (text) {
      const low = shape === "triangle" ? 9 : shape === "drop" ? 1 : 4.5;
      const label = cm.element(
        "text",
        { y: low, "text-anchor": "middle", class: "cm-number" },
        text,
      );
      label.style.fill = cm.inkOn(color);
      label.style.fontSize = NUMBERS[Math.min(text.length, NUMBERS.length - 1)] + "px";
      svg.appendChild(label);
    }
    return svg;
  };
})(window.ConsultationMap);
