// Names on the map: cities of markers, then countries. None covers another, a marker or a button.
(function (cm) {
  "use strict";
  const COUNTRIES = 2.25; // zoom from which on countries are named
  const NEAR = 5; // zoom from which on every marker's city is named
  const FEW = 24; // markers in sight whose cities are named at any zoom
  const MARK = 17, GAP = 3; // pixels: half an open marker, and the room around a name
  const APART = 12; // pixels that part a city's name from the marker of another city
  const files = {};

  function Names(map, land, marks, lines) {
    this.map = map;
    this.land = land;
    this.marks = marks;
    this.lines = lines;
    this.list = []; // of countries: [code, name, latitude, longitude]
    this.pane = map.createPane("cm-names");
    this.pane.style.zIndex = 430;
    this.pane.className += " leaflet-zoom-hide";
    this.pane.setAttribute("aria-hidden", "true");
    this.ruler = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas")
      .getContext("2d"));
    this.widths = new Map();
    map.on("moveend cm:land cm:placed", () => this.drawLater());
  }

  // Takes the countries or the address of a file with them.
  Names.prototype.update = function (source) {
    if (this.source === source) return;
    this.source = source;
    if (typeof source === "string") {
      files[source] = files[source] || fetch(source).then((answer) => answer.json());
    }
    Promise.resolve(typeof source === "string" ? files[source] : source).then((list) => {
      if (this.source !== source) return;
      this.list = list;
      this.land.names = new Map(list.map(([code, name]) => [code, name]));
      this.drawLater();
    }).catch(() => {/* without names the map is still a map */});
  };

  // Markers are painted first; the last of several movements counts.
  Names.prototype.drawLater = function () {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.draw(), 40);
  };

  Names.prototype.width = function (text, font) {
    const key = font + text;
    if (!this.widths.has(key)) {
      this.ruler.font = font;
      this.widths.set(key, Math.ceil(this.ruler.measureText(text).width));
    }
    return this.widths.get(key);
  };

  const box = (x, y, width, height) => ({ x, y, right: x + width, bottom: y + height });
  const meet = (a, b) => a.x < b.right && b.x < a.right && a.y < b.bottom && b.y < a.bottom;
  const holds = (a, b) => a.x <= b.x && a.y <= b.y && a.right >= b.right && a.bottom >= b.bottom;

  // Boxes of what no name may cover, in pixels of the container.
  Names.prototype.taken = function () {
    const frame = this.map.getContainer().getBoundingClientRect();
    const nodes = this.map.getContainer().querySelectorAll(
      ".cm-mark .cm-outline, .cm-group, .cm-bar, .leaflet-control-attribution, .leaflet-tooltip.cm-edge",
    );
    const boxes = Array.from(nodes, (node) => {
      const { left, top, width, height } = node.getBoundingClientRect();
      return box(left - frame.left - 1, top - frame.top - 1, width + 2, height + 2);
    });
    for (const point of this.lines.points) {
      const { x, y } = this.map.layerPointToContainerPoint(point);
      boxes.push(box(x - GAP, y - GAP, 2 * GAP, 2 * GAP));
    }
    return boxes;
  };

  Names.prototype.draw = function () {
    const size = this.map.getSize();
    if (!size.x) return;
    const style = getComputedStyle(this.map.getContainer());
    const taken = this.taken(), sight = box(2, 2, size.x - 4, size.y - 4);
    const marks = taken.slice();
    const nodes = [];
    const put = (text, kind, size, places) => {
      const font = `${kind === "city" ? 600 : 400} ${size}px ${style.fontFamily}`;
      const width = this.width(text, font) + 2, height = size + 3;
      const isFree = ([x, y, beyond = 0]) => {
        const wanted = box(x, y, width, height);
        const wider = box(Math.min(x, x + beyond), y, width + Math.abs(beyond), height);
        return holds(sight, wanted) && !taken.some((other) => meet(other, wanted)) &&
          !marks.some((other) => meet(other, wider));
      };
      const wanted = places(width, height);
      // Beside another city's marker a name would seem to be that city's: the last resort.
      const near = wanted.map(([x, y]) => [x, y]);
      for (const [x, y] of [...wanted, ...near].filter(isFree).slice(0, 1)) {
        taken.push(box(x - GAP, y - 1, width + 2 * GAP, height + 2));
        nodes.push(this.node(text, kind, x, y));
        return;
      }
    };
    for (const { name, around } of this.cities(sight)) {
      put(name, "city", 12, (width, height) => {
        const middle = (around.x + around.right) / 2, level = (around.y + around.bottom) / 2;
        return [
          [around.right + GAP, level - height / 2, APART],
          [around.x - width - GAP, level - height / 2, -APART],
          [middle - width / 2, around.bottom + GAP],
          [middle - width / 2, around.y - height - GAP],
        ];
      });
    }
    for (const { name, point } of this.countries(sight)) {
      put(name, "country", 11, (width, height) => [
        [point.x - width / 2, point.y - height / 2],
        [point.x - width / 2, point.y - 1.6 * height],
        [point.x - width / 2, point.y + 0.6 * height],
      ]);
    }
    this.pane.replaceChildren(...nodes);
  };

  Names.prototype.node = function (text, kind, x, y) {
    const node = document.createElement("div");
    node.className = "cm-name cm-" + kind;
    node.textContent = text;
    L.DomUtil.setPosition(node, this.map.containerPointToLayerPoint([x, y]).round());
    return node;
  };

  // Cities of the markers in sight, each once, with the box of its markers.
  Names.prototype.cities = function (sight) {
    const origin = this.map.getPixelBounds().min;
    const cities = new Map();
    let count = 0;
    for (const { mark } of this.marks.drawn.values()) {
      const x = mark.x - origin.x, y = mark.y - origin.y;
      if (!mark.city || !meet(sight, box(x - MARK, y - MARK, 2 * MARK, 2 * MARK))) continue;
      count += 1;
      const home = { x: mark.home.x - origin.x, y: mark.home.y - origin.y };
      const key = [mark.city, Math.round(home.x / 8), Math.round(home.y / 8)].join();
      const city = cities.get(key) || {
        name: mark.city,
        around: { x: home.x, y: home.y, right: home.x, bottom: home.y },
      };
      const around = city.around;
      around.x = Math.min(around.x, x - MARK);
      around.y = Math.min(around.y, y - MARK);
      around.right = Math.max(around.right, x + MARK);
      around.bottom = Math.max(around.bottom, y + MARK);
      cities.set(key, city);
    }
    return count <= FEW || this.map.getZoom() >= NEAR ? [...cities.values()] : [];
  };

  // Countries in sight that are large enough for their name, the largest first.
  Names.prototype.countries = function (sight) {
    const zoom = this.map.getZoom();
    if (zoom < COUNTRIES) return [];
    const style = getComputedStyle(this.map.getContainer());
    const scale = 256 * 2 ** zoom;
    const found = [];
    for (const [code, name, lat, lon] of this.list) {
      const point = this.map.latLngToContainerPoint([lat, lon]);
      if (!meet(sight, box(point.x, point.y, 1, 1))) continue;
      const [across, down] = this.land.sizeOf(code).map((side) => side * scale);
      const width = this.width(name, `400 11px ${style.fontFamily}`);
      const room = Math.max(across, down * 0.8);
      if (zoom < 7 && (room < 0.75 * width || across * down < 500)) continue;
      found.push({ name, point, area: across * down });
    }
    return found.sort((one, other) => other.area - one.area);
  };

  cm.Names = Names;
})(window.ConsultationMap);
