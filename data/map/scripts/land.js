// The land: countries on a canvas, those of a region in its colour.
(function (cm) {
  "use strict";
  const FINE_ZOOM = 4.5; // from here on the finer shapes are worth their weight
  const files = {};

  // `base` is the address of the files, or the coarse shapes themselves if there are no files.
  function load(base, name) {
    if (typeof base !== "string") return Promise.resolve(base);
    files[name] = files[name] || fetch(base + name).then((answer) => answer.json());
    return files[name];
  }

  function Land(map, base) {
    this.map = map;
    this.base = base;
    this.paint = { regions: [], chosen: [], dark: false };
    this.ofCountry = new Map();
    this.names = new Map(); // code to name of a country, in the language of the page
    this.sizes = new Map();
    map.createPane("cm-land").style.zIndex = 200;
    this.renderer = L.canvas({ pane: "cm-land", padding: 0.3 });
    this.show("land-110m.json");
    if (typeof base === "string") {
      map.on("zoomend", () => map.getZoom() >= FINE_ZOOM && this.show("land-50m.json"));
    }
  }

  Land.prototype.show = function (name) {
    if (this.fine || this.asked === name) return;
    this.asked = name;
    load(this.base, name).then((shapes) => {
      if (this.layer) this.layer.remove();
      this.fine = name === "land-50m.json";
      if (!this.sizes.size) this.measure(shapes);
      this.layer = L.geoJSON(shapes, {
        renderer: this.renderer,
        style: (feature) => this.style(feature),
        onEachFeature: (feature, layer) => this.listen(feature, layer),
      }).addTo(this.map);
      this.map.fire("cm:land");
    });
  };

  // Sizes of the main parts of countries, as shares of the world's width in Web Mercator.
  Land.prototype.measure = function (shapes) {
    for (const { properties, geometry } of shapes.features) {
      const parts = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
      const sizes = parts.map(([ring]) => {
        const bounds = L.latLngBounds(ring.map(([lon, lat]) => [lat, lon]));
        const [one, other] = [bounds.getSouthWest(), bounds.getNorthEast()].map((corner) =>
          this.map.project(corner, 0)
        );
        return [(other.x - one.x) / 256, (one.y - other.y) / 256];
      });
      this.sizes.set(
        properties.iso,
        sizes.reduce((one, other) => (other[0] * other[1] > one[0] * one[1] ? other : one)),
      );
    }
  };

  // Width and height of a country's main part; zeros before the land is loaded.
  Land.prototype.sizeOf = function (code) {
    return this.sizes.get(code) || [0, 0];
  };

  // "Ghana · West & Central Africa": what is known of these two.
  Land.prototype.nameOf = function (feature) {
    const country = this.names.get(feature.properties.iso), region = this.regionOf(feature);
    return [country, region && region.name].filter(Boolean).join(" · ");
  };

  // Bounds of the main parts of these regions' countries; invalid until the land is loaded.
  Land.prototype.boundsOf = function (ids) {
    const bounds = L.latLngBounds([]);
    if (!this.layer) return bounds;
    this.layer.eachLayer((layer) => {
      const region = this.regionOf(layer.feature);
      if (!region || !ids.includes(region.id)) return;
      const shape = layer.feature.geometry;
      const parts = shape.type === "Polygon" ? [shape.coordinates] : shape.coordinates;
      const main = parts.reduce((one, other) => (other[0].length > one[0].length ? other : one));
      for (const [lon, lat] of main[0]) bounds.extend([lat, lon]);
    });
    return bounds;
  };

  Land.prototype.regionOf = function (feature) {
    return this.ofCountry.get(feature.properties.iso);
  };

  Land.prototype.style = function (feature) {
    const region = this.regionOf(feature);
    const colors = cm.look.colors[this.paint.dark ? "dark" : "light"];
    const chosen = this.paint.chosen;
    const plain = {
      weight: 0.6,
      color: colors.border,
      fillColor: colors.land,
      fillOpacity: 1,
    };
    if (!region || (chosen.length && !chosen.includes(region.id))) return plain;
    const strength = chosen.length ? 0.5 : 0.3;
    const color = mixed(region.color, plain.fillColor, strength);
    if (!region.sign) return Object.assign(plain, { fillColor: color });
    const darker = mixed(region.color, plain.fillColor, Math.min(1, 2.2 * strength));
    return Object.assign(plain, { fillColor: this.pattern(region.sign, color, darker) });
  };

  // Land of a further region of the same colour: 1 is hatched, 2 and more are dotted.
  Land.prototype.pattern = function (sign, color, ink) {
    const key = [sign, color, ink].join();
    this.patterns = this.patterns || new Map();
    if (this.patterns.has(key)) return this.patterns.get(key);
    const tile = document.createElement("canvas");
    tile.width = tile.height = 8;
    const pen = /** @type {CanvasRenderingContext2D} */ (tile.getContext("2d"));
    pen.fillStyle = color;
    pen.fillRect(0, 0, 8, 8);
    pen.strokeStyle = pen.fillStyle = ink;
    pen.lineWidth = 1.4;
    pen.beginPath();
    if (sign === 1) {
      for (const shift of [-8, 0, 8]) {
        pen.moveTo(shift - 1, 9);
        pen.lineTo(shift + 9, -1);
      }
      pen.stroke();
    } else {
      pen.arc(4, 4, 1.5, 0, 2 * Math.PI);
      pen.fill();
    }
    this.patterns.set(key, pen.createPattern(tile, "repeat"));
    return this.patterns.get(key);
  };

  // Mixes an opaque colour, so that the sea doesn't show through a shaded country.
  function mixed(one, other, share) {
    const part = (color, i) => parseInt(color.slice(i, i + 2), 16);
    const hex = [1, 3, 5].map((i) =>
      Math.round(part(one, i) * share + part(other, i) * (1 - share))
    );
    return "#" + hex.map((value) => value.toString(16).padStart(2, "0")).join("");
  }

  Land.prototype.listen = function (feature, layer) {
    layer.on("click", () => {
      const region = this.regionOf(feature);
      if (region) cm.send({ region: region.id });
    });
    layer.bindTooltip(() => cm.textNode(this.nameOf(feature)), {
      sticky: true,
      className: "cm-tip",
      opacity: 1,
    });
    layer.on("tooltipopen", () => {
      if (!this.nameOf(feature)) layer.closeTooltip();
    });
  };

  // Takes the regions; `shade` then colours the countries.
  Land.prototype.update = function (paint) {
    const same = JSON.stringify(paint) === JSON.stringify(this.paint);
    if (same) return;
    this.paint = paint;
    this.faded = true;
    this.ofCountry = new Map();
    for (const region of paint.regions) {
      for (const iso of region.iso3.split(",")) {
        if (!this.ofCountry.has(iso)) this.ofCountry.set(iso, region);
      }
    }
  };

  Land.prototype.shade = function () {
    if (this.faded && this.layer) this.layer.setStyle((feature) => this.style(feature));
    this.faded = false;
  };

  cm.Land = Land;
})(window.ConsultationMap);
