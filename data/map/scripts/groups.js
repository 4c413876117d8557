// Clusters: discs with a count, for the viewport. The server computes them; those of a new viewport
// are requested shortly after the movement ends.
(function (cm) {
  "use strict";
  const PAUSE = 120; // milliseconds without movement before the server is asked
  const SETTLED = 500; // after a new choice: the map moves to it first
  const DEEPEST = 12; // the map's largest zoom: there a click lists instead of zooming

  function Groups(map, state) {
    this.map = map;
    this.state = state; // whether the visitor moved the map, which then follows no choice
    this.drawn = new Map();
    this.data = null;
    map.on("moveend zoomend resize", () => this.askLater());
  }

  Groups.prototype.update = function (data) {
    this.data = data || null;
    const wanted = new Map((data ? data.list : []).map((one) => [one[5], one]));
    for (const [tile, entry] of this.drawn) {
      if (!wanted.has(tile)) {
        entry.layer.remove();
        this.drawn.delete(tile);
      }
    }
    for (const [tile, group] of wanted) this.put(tile, group);
    if (data) this.askLater(SETTLED);
  };

  Groups.prototype.put = function (tile, group) {
    const [lat, lon, count, , color, , single] = group;
    const fill = this.data.colors[color];
    const look = [lat, lon, count, fill, single].join();
    let entry = this.drawn.get(tile);
    if (entry && entry.look === look) return;
    if (!entry) {
      entry = {
        layer: L.marker([lat, lon], {
          icon: L.divIcon({ html: "", className: "cm-group" }),
          keyboard: true,
        }).addTo(this.map),
      };
      const node = entry.layer.getElement();
      entry.layer.on("click", () => this.open(entry.group));
      node.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        this.open(entry.group);
      });
      entry.layer.bindTooltip(() => cm.textNode(this.label(entry.group)), {
        className: "cm-tip",
        opacity: 1,
        direction: "top",
        offset: L.point(0, -16),
      });
      this.drawn.set(tile, entry);
    }
    Object.assign(entry, { group, look });
    entry.layer.setLatLng([lat, lon]);
    this.dress(entry.layer.getElement(), group, fill);
  };

  Groups.prototype.dress = function (node, group, fill) {
    const radius = group[3];
    node.replaceChildren(cm.disc(radius, fill, this.shortCount(group[2])));
    Object.assign(node.style, {
      width: 2 * radius + "px",
      height: 2 * radius + "px",
      marginLeft: -radius + "px",
      marginTop: -radius + "px",
    });
    node.setAttribute("role", "button");
    node.setAttribute("tabindex", "0");
    node.setAttribute("aria-label", this.label(group));
    node.dataset.tile = group[5];
  };

  Groups.prototype.lists = function (group) {
    return Boolean(group[6]) || this.map.getZoom() >= DEEPEST;
  };

  Groups.prototype.label = function (group) {
    const words = this.data.words;
    return (this.lists(group) ? words.list : words.many).replace(
      "{count}",
      group[2].toLocaleString(words.locale),
    );
  };

  Groups.prototype.shortCount = function (count) {
    return count < 10000
      ? count.toLocaleString(this.data.words.locale)
      : Math.round(count / 1000).toLocaleString(this.data.words.locale) + "k";
  };

  Groups.prototype.open = function (group) {
    if (this.lists(group)) return cm.send({ tile: group[5] });
    this.state.moved = true;
    this.map.setView([group[0], group[1]], Math.min(this.map.getZoom() + 2, DEEPEST), {
      animate: !cm.calm.matches,
      duration: 0.25,
    });
  };

  Groups.prototype.level = function () {
    return Math.max(0, Math.floor(this.map.getZoom() + 0.25));
  };

  Groups.prototype.has = function (bounds) {
    const [south, west, north, east] = this.data.window;
    if (bounds.getSouth() < south && bounds.getSouth() > -85) return false;
    if (bounds.getNorth() > north && bounds.getNorth() < 85) return false;
    return east - west >= 360 || (bounds.getWest() >= west && bounds.getEast() <= east);
  };

  Groups.prototype.askLater = function (pause) {
    clearTimeout(this.timer);
    if (this.data) this.timer = setTimeout(() => this.ask(), pause || PAUSE);
  };

  Groups.prototype.ask = function () {
    if (!this.data) return;
    const bounds = this.map.getBounds(), size = this.map.getSize(), level = this.level();
    if (!size.x || (level === this.data.level && this.has(bounds))) return;
    const wide = bounds.pad(0.25);
    const window = [wide.getSouth(), wide.getWest(), wide.getNorth(), wide.getEast()];
    const asked = [level, ...window.map((side) => side.toFixed(2)), this.data.choice].join();
    if (asked === this.asked) return;
    this.asked = asked;
    cm.send({
      sight: {
        size: [size.x, size.y],
        level,
        window,
        moved: this.state.moved,
        choice: this.data.choice,
      },
    });
  };

  cm.Groups = Groups;
})(window.ConsultationMap);
