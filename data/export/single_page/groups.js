// Clusters: where markers are too dense, one number stands for those of a square of the map.
(function (cm) {
  "use strict";
  const CELL = 64; // pixels
  const CLOSE = 9; // from this zoom on, a group is listed rather than taken apart

  function Groups(map) {
    this.map = map;
    this.layer = L.layerGroup().addTo(map);
  }

  // Whether there may be clusters at some zoom.
  Groups.prototype.needed = (marks) => marks.length > cm.look.limits.page_near;

  // Takes the markers shown, returns the single ones, and draws the rest as clusters.
  Groups.prototype.update = function (marks) {
    this.layer.clearLayers();
    if (!this.needed(marks)) return marks;
    const frame = this.map.getBounds().pad(0.3);
    const near = marks.length > cm.look.limits.page_markers
      ? marks.filter((mark) => frame.contains([mark.lat, mark.lon]))
      : marks;
    const groups = this.gathered(near.filter((mark) => mark.id !== cm.view.c));
    if (
      near.length <= cm.look.limits.page_markers &&
      groups.every((group) => group.length <= cm.look.limits.page_near)
    ) return near;
    for (const group of groups) if (group.length > 1) this.draw(group);
    const alone = groups.filter((group) => group.length === 1).flat();
    return alone.concat(near.filter((mark) => mark.id === cm.view.c)).sort((one, other) =>
      one.number - other.number
    );
  };

  // The markers of each square.
  Groups.prototype.gathered = function (marks) {
    const cells = new Map();
    for (const mark of marks) {
      const at = this.map.project([mark.lat, mark.lon]);
      const key = Math.floor(at.x / CELL) + "," + Math.floor(at.y / CELL);
      if (!cells.has(key)) cells.set(key, []);
      cells.get(key).push(mark);
    }
    return [...cells.values()];
  };

  function middle(group) {
    const sum = (name) => group.reduce((total, mark) => total + mark[name], 0) / group.length;
    return [sum("lat"), sum("lon")];
  }

  // A cluster of one region has its colour.
  function picture(group) {
    const colors = new Set(group.map((mark) => mark.color));
    const radius = Math.min(26, 14 + Math.round(1.3 * Math.log2(group.length)));
    const svg = cm.disc(
      radius,
      colors.size === 1 ? group[0].color : cm.look.colors.light.neutral,
      cm.number(group.length),
    );
    return { svg, size: 2 * radius };
  }

  Groups.prototype.draw = function (group) {
    const { svg, size } = picture(group);
    const icon = L.divIcon({
      html: svg,
      className: "cm-group",
      iconSize: [size, size],
      iconAnchor: [size / 2, size / 2],
    });
    const layer = L.marker(middle(group), { icon, keyboard: true, riseOnHover: true }).addTo(
      this.layer,
    );
    const bounds = L.latLngBounds(group.map((mark) => [mark.lat, mark.lon]));
    const together = this.map.getZoom() >= CLOSE ||
      bounds.getNorthEast().equals(bounds.getSouthWest(), 1e-3);
    const name = cm.say(together ? "groupHere" : "group", { count: cm.number(group.length) });
    const act =
      () => (together
        ? cm.list(group.map((mark) => mark.card))
        : this.map.fitBounds(bounds.pad(0.1), { animate: !cm.calm.matches }));
    const node = layer.getElement();
    node.setAttribute("role", "button");
    node.setAttribute("tabindex", "0");
    node.setAttribute("aria-label", name);
    layer.on("click", act);
    node.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      act();
    });
    layer.bindTooltip(() => cm.textNode(name), {
      className: "cm-tip",
      direction: "top",
      offset: L.point(0, -size / 2 + 2),
    });
  };

  cm.Groups = Groups;
})(window.ConsultationMap);
