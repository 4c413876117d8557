// The visible part of the map: it fits the selection until the visitor moves it, holds the open
// consultation, and stands in the address of the page.
(function (cm) {
  "use strict";
  // Pixels around the selection: the buttons are a column, for fingers a row.
  const isCoarse = window.matchMedia("(pointer: coarse)").matches;
  const EDGES = {
    paddingTopLeft: isCoarse ? [20, 68] : [46, 34],
    paddingBottomRight: isCoarse ? [20, 30] : [46, 30],
    maxZoom: 5,
  };
  const PAUSE = 300; // milliseconds without movement before the address is written
  const ROOM = 18; // pixels: half a marker
  const POSITION = /^(\d+(?:\.\d+)?)_(-?\d+(?:\.\d+)?)_(-?\d+(?:\.\d+)?)$/;
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  cm.calm = calm;

  // `state` has `data` and `land`; the visitor's own position sets its `moved`.
  function Viewport(map, marks, state) {
    this.map = map;
    this.marks = marks;
    this.state = state;
    this.zooming = false;
    /** @type {(() => void) | null} */
    this.next = null;
    this.timer = 0;
    map.on("dragstart", () => {
      state.moved = true;
    });
    map.on("moveend", () => this.writeLater());
    this.waitForZooms();
    this.listen();
  }

  // Leaflet ignores `fitBounds` while it zooms, so that waits for the zoom to end.
  Viewport.prototype.waitForZooms = function () {
    this.map.on("zoomanim", () => {
      this.zooming = true;
    });
    this.map.on("zoomend", () => {
      const next = this.next;
      Object.assign(this, { zooming: false, next: null });
      if (next) next();
    });
    // Two fingers move the map without a drag.
    this.map.getContainer().addEventListener("touchstart", (event) => {
      if (event.touches.length === 2) this.state.moved = true;
    }, { capture: true, passive: true });
  };

  Viewport.prototype.go = function (bounds, options) {
    this.state.moved = false;
    this.next = this.zooming ? () => this.go(bounds, options) : null;
    if (this.next) return;
    this.map.fitBounds(bounds, { animate: !calm.matches, duration: 0.25, ...options });
  };

  Viewport.prototype.goTo = function (position) {
    const [lat, lon, zoom] = position;
    this.state.moved = true;
    this.map.setView([lat, lon], Math.min(zoom, this.map.getMaxZoom()), { animate: false });
  };

  // Whether a marker is in sight and no button covers it.
  Viewport.prototype.holds = function (entry) {
    const size = this.map.getSize(), point = this.map.latLngToContainerPoint(entry.mark.at);
    const bar = this.map.getContainer().querySelector(".cm-bar");
    const frame = this.map.getContainer().getBoundingClientRect();
    const { right, bottom } = bar ? bar.getBoundingClientRect() : frame;
    if (bar && point.x < right - frame.left + ROOM && point.y < bottom - frame.top + ROOM) {
      return false;
    }
    return point.x >= ROOM && point.x <= size.x - ROOM && point.y >= ROOM &&
      point.y <= size.y - ROOM;
  };

  Viewport.prototype.openMarkers = function () {
    const open = this.state.data.selected;
    return Array.from(this.marks.drawn.values()).filter((entry) => entry.mark.id === open);
  };

  Viewport.prototype.showOpen = function () {
    const entries = this.openMarkers();
    if (!entries.length || entries.some((entry) => this.holds(entry))) return;
    this.map.panTo(entries[0].mark.at, { animate: !calm.matches, duration: 0.25 });
  };

  // Zooms around the open consultation if it is in sight, else around the middle.
  Viewport.prototype.zoom = function (by) {
    this.state.moved = true;
    const zoom = this.map.getZoom() + by;
    const entry = this.openMarkers().find((one) => this.holds(one));
    if (entry) this.map.setZoomAround([entry.mark.lat, entry.mark.lon], zoom);
    else this.map.setZoom(zoom);
  };

  Viewport.prototype.world = function (still) {
    const [south, west, north, east] = cm.look.world;
    this.go([[south, west], [north, east]], still ? { animate: false } : {});
  };

  // Fits the selection. A viewport that the reader chose stays while it has a marker.
  Viewport.prototype.fit = function (asked, still) {
    const data = this.state.data, [south, west, north, east] = data.bounds;
    if (this.state.moved && !asked && this.seesMarkers()) return;
    const bounds = L.latLngBounds([[south, west], [north, east]]);
    if (data.chosen.length) bounds.extend(this.state.land.boundsOf(data.chosen));
    if (data.bounds.join() === cm.look.world.join() && !data.chosen.length) this.world(still);
    else this.go(bounds, { ...EDGES, ...(still ? { animate: false } : {}) });
  };

  Viewport.prototype.seesMarkers = function () {
    const data = this.state.data, sight = this.map.getBounds();
    if (data.groups) return data.groups.list.length + data.marks.length > 0;
    return data.marks.some((mark) => !mark.ghost && sight.contains([mark.lat, mark.lon]));
  };

  // The position in the address of the page, as "zoom_latitude_longitude"; null if there is none.
  Viewport.prototype.read = function () {
    try {
      const text = new URLSearchParams(window.parent.location.search).get("map") || "";
      const [, zoom, lat, lon] = (POSITION.exec(text) || []).map(Number);
      return zoom === undefined ? null : [lat, lon, zoom];
    } catch {
      return null; // a page of another origin embeds us
    }
  };

  Viewport.prototype.writeLater = function () {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.write(), PAUSE);
  };

  // Replaces the position in the address: no run of the server, no step for Back.
  Viewport.prototype.write = function () {
    try {
      const page = window.parent;
      if (page === window) return;
      const { lat, lng } = this.map.getCenter().wrap();
      const text = this.state.moved
        ? [this.map.getZoom().toFixed(2), lat.toFixed(3), lng.toFixed(3)].join("_")
        : "";
      const query = page.location.search.replace(/^\?/, "").split("&")
        .filter((part) => part && !part.startsWith("map="));
      if (text) query.push("map=" + text);
      const search = query.length ? "?" + query.join("&") : "";
      if (search === page.location.search) return;
      page.history.replaceState(
        page.history.state,
        "",
        page.location.pathname + search + page.location.hash,
      );
    } catch { /* a page of another origin embeds us */ }
  };

  // Back and Forward may lead to another position. The server writes addresses without one.
  Viewport.prototype.listen = function () {
    const follow = () => {
      const position = this.read();
      if (position) this.goTo(position);
    };
    // Later, because Back first reads the position that it leads to.
    const write = () => this.writeLater();
    try {
      const page = /** @type {any} */ (window.parent);
      if (page === window) return;
      page.addEventListener("popstate", follow);
      const timer = page.navigation ? 0 : setInterval(() => this.write(), 1000);
      page.navigation?.addEventListener("currententrychange", write);
      addEventListener("pagehide", () => {
        clearInterval(timer);
        page.removeEventListener("popstate", follow);
        page.navigation?.removeEventListener("currententrychange", write);
      });
    } catch { /* a page of another origin embeds us */ }
  };

  cm.Viewport = Viewport;
})(window.ConsultationMap);
