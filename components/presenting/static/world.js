// The world is one drawing that moves as a whole, so nothing is missing on the way.
(function (cm) {
  "use strict";
  const SIZE = 1000; // width of the world in units of its own
  const NORTH = 84; // degrees: Mercator ends there

  cm.project = function (lat, lon) {
    const y = Math.max(-NORTH, Math.min(NORTH, lat)) * Math.PI / 180;
    return {
      x: SIZE * (lon + 180) / 360,
      y: SIZE / 2 - (SIZE / (2 * Math.PI)) * Math.log(Math.tan(Math.PI / 4 + y / 2)),
    };
  };

  function ringPath(ring) {
    return ring.map(([lon, lat], i) => {
      const point = cm.project(lat, lon);
      return (i ? "L" : "M") + point.x.toFixed(2) + " " + point.y.toFixed(2);
    }).join("") + "Z";
  }

  function shapePath(shape) {
    const parts = shape.type === "Polygon" ? [shape.coordinates] : shape.coordinates;
    return parts.map((part) => part.map(ringPath).join("")).join("");
  }

  // Mixes an opaque colour, so that the sea doesn't show through a shaded country.
  function mixed(one, other, share) {
    const part = (color, i) => parseInt(color.slice(i, i + 2), 16);
    return "#" +
      [1, 3, 5].map((i) =>
        Math.round(part(one, i) * share + part(other, i) * (1 - share)).toString(16).padStart(
          2,
          "0",
        )
      ).join("");
  }

  // The land is next to Streamlit's own scripts, at whatever path the app is served.
  cm.shapesAddress = function (component) {
    const script = [...document.scripts].find((one) => /\/static\/js\//.test(one.src));
    const base = script ? script.src.replace(/static\/js\/.*$/, "") : location.origin + "/";
    return `${base}component/${component}/land-110m.json`;
  };

  // The shapes come as a file, once for all maps of a page: code and outline of each country.
  const files = new Map();
  cm.countries = function (address) {
    if (!files.has(address)) {
      files.set(
        address,
        fetch(address).then((answer) => answer.json()).then((shapes) =>
          shapes.features.map((feature) => ({
            iso: feature.properties.iso,
            path: shapePath(feature.geometry),
          }))
        ),
      );
    }
    return files.get(address);
  };

  // The colour of each country: those of the given regions; without any, of all regions faintly.
  cm.fills = function (paint) {
    const plain = cm.look.colors[paint.dark ? "dark" : "light"].land;
    const of = new Map();
    for (const region of paint.regions) {
      for (const iso of region.iso3.split(",")) if (iso && !of.has(iso)) of.set(iso, region);
    }
    return (iso) => {
      const region = of.get(iso);
      const shaded = region && (!paint.chosen.length || paint.chosen.includes(region.id));
      return shaded ? mixed(region.color, plain, paint.chosen.length ? 0.45 : 0.22) : plain;
    };
  };

  cm.World = class {
    constructor(box) {
      this.svg = cm.element("svg", { class: "world", "aria-hidden": "true" });
      this.group = this.svg.appendChild(cm.element("g", { class: "moved" }));
      this.land = this.group.appendChild(cm.element("g", { class: "land" }));
      this.over = this.group.appendChild(cm.element("g", { class: "over" }));
      this.countries = [];
      this.paint = null;
      box.appendChild(this.svg);
    }

    // Without the shapes the markers are on the sea.
    load(address) {
      return cm.countries(address).then((countries) => {
        for (const country of countries) {
          const node = this.land.appendChild(cm.element("path", { d: country.path }));
          this.countries.push({ node, iso: country.iso });
        }
        if (this.paint) this.color(this.paint);
      }).catch(() => {});
    }

    color(paint) {
      this.paint = paint;
      const fillOf = cm.fills(paint);
      for (const country of this.countries) {
        const fill = fillOf(country.iso);
        if (country.fill !== fill) country.node.style.fill = country.fill = fill;
      }
    }

    move(view) {
      this.group.style.transform = `translate(${view.x}px, ${view.y}px) scale(${view.scale})`;
    }
  };

  // The position of the world for which these points fill a box. `room` in pixels: top, right, bottom,
  // left.
  cm.viewOf = function (points, size, room, closest) {
    const xs = points.map((point) => point.x), ys = points.map((point) => point.y);
    const [left, right, top, bottom] = [
      Math.min(...xs),
      Math.max(...xs),
      Math.min(...ys),
      Math.max(...ys),
    ];
    const width = Math.max(40, size.width - room[1] - room[3]),
      height = Math.max(40, size.height - room[0] - room[2]);
    const scale = Math.min(
      closest,
      width / Math.max(right - left, 1e-6),
      height / Math.max(bottom - top, 1e-6),
    );
    return {
      scale,
      x: room[3] + width / 2 - scale * (left + right) / 2,
      y: room[0] + height / 2 - scale * (top + bottom) / 2,
    };
  };
})(window.ConsultationMap);
