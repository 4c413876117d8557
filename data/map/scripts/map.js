// The map in the browser. Python sends one payload per run. Only changes are redrawn; viewport, focus
// and land stay.
(function (cm) {
  "use strict";
  const WORLD = [[-56, -165], [74, 178]];
  const EDGES = { paddingTopLeft: [46, 34], paddingBottomRight: [46, 30], maxZoom: 5 };
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  cm.calm = calm;
  /** @type {any} */
  let state = null;
  let sent = 0;

  cm.send = function (event) {
    sent += 1;
    window.Streamlit.setComponentValue(Object.assign({ count: sent, time: Date.now() }, event));
  };

  // Returns a node for tooltips: a bold first line and a second one, text only.
  cm.textNode = function (first, second) {
    const node = document.createElement("div");
    for (const [tag, text = ""] of [["strong", first], ["div", second]]) {
      if (!text) continue;
      node.appendChild(document.createElement(tag || "div")).textContent = text;
    }
    return node;
  };

  function decode(base64) {
    return JSON.parse(
      new TextDecoder().decode(Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))),
    );
  }

  function setUp(map, shapes) {
    map.createPane("cm-tiles").style.zIndex = 250;
    map.getPane("cm-tiles").style.pointerEvents = "none";
    const marks = new cm.Marks(map);
    state = {
      map,
      marks,
      land: new cm.Land(map, shapes),
      lines: new cm.Lines(map),
      fitted: "",
      moved: false,
      zooming: false,
      next: null,
    };
    state.groups = new cm.Groups(map, state);
    map.attributionControl.setPrefix(false).addAttribution("Natural Earth · Leaflet");
    map.on("dragstart", () => {
      state.moved = true;
    });
    afterZooms(map);
    map.getContainer().addEventListener("wheel", (event) => {
      if (event.ctrlKey) {
        event.preventDefault();
        state.moved = true;
        map.setZoom(map.getZoom() + (event.deltaY < 0 ? 0.5 : -0.5));
      }
    }, { passive: false });
    if (L.Browser.mobile) map.getContainer().style.touchAction = "pan-y pinch-zoom";
    cm.controls(map, {
      world: () => go(WORLD),
      fit: () => fit(true),
      zoom: (by) => {
        state.moved = true;
        map.setZoom(map.getZoom() + by);
      },
    });
    map.on("cm:land", () => {
      if (!state.moved && state.data.chosen.length) fit(true, true);
    });
    window.addEventListener("resize", () => cm.shareHeight(map));
    new ResizeObserver(() => {
      map.invalidateSize({ animate: false });
      if (!state.moved && !state.data.still) fit(true, true);
    }).observe(map.getContainer());
  }

  // Leaflet ignores `fitBounds` while it zooms, so that waits for the zoom to end.
  function afterZooms(map) {
    map.on("zoomanim", () => {
      state.zooming = true;
    });
    map.on("zoomend", () => {
      const next = state.next;
      Object.assign(state, { zooming: false, next: null });
      if (next) next();
    });
  }

  function go(bounds, options) {
    state.moved = false;
    state.next = state.zooming ? () => go(bounds, options) : null;
    if (state.next) return;
    state.map.fitBounds(bounds, Object.assign({ animate: !calm.matches, duration: 0.25 }, options));
  }

  // A link to the list of a place shows that place, then requests the clusters around it.
  function goTo(at) {
    const [lat, lon, zoom] = at;
    state.moved = true;
    state.map.setView([lat, lon], Math.min(zoom, state.map.getMaxZoom()), { animate: false });
  }

  function fitGroups(sides, still) {
    const [south, west, north, east] = sides;
    go([[south, west], [north, east]], Object.assign({}, EDGES, still ? { animate: false } : {}));
  }

  // Fits the markers shown. A viewport that the reader chose stays while it has a marker.
  function fit(asked, still) {
    const groups = state.data.groups;
    if (groups) {
      const shown = groups.list.length + state.data.marks.length;
      if (!state.moved || !shown || asked) fitGroups(groups.bounds, still);
      return;
    }
    const marks = state.data.marks.filter((mark) => !mark.ghost);
    const places = (marks.length ? marks : state.data.marks).map((mark) =>
      L.latLng(mark.lat, mark.lon)
    );
    const seen = places.some((place) => state.map.getBounds().contains(place));
    if (state.moved && seen && !asked) return;
    const bounds = L.latLngBounds(places);
    if (state.data.chosen.length) bounds.extend(state.land.boundsOf(state.data.chosen));
    const options = Object.assign({}, EDGES);
    if (still) options.animate = false;
    if (bounds.isValid()) go(bounds, options);
    else go(WORLD, { animate: !still && !calm.matches });
  }

  // Sets the frame's name and language, which the wrapper omits, and lifts its ban on zooming.
  function describe(data) {
    document.documentElement.lang = data.language;
    document.documentElement.classList.toggle("cm-dark", data.dark);
    document.title = data.words.map;
    const meta = document.querySelector('meta[name="viewport"]');
    if (meta) meta.setAttribute("content", "width=device-width, initial-scale=1");
    try {
      const frame = /** @type {HTMLElement} */ (window.frameElement);
      if (frame) frame.title = data.words.map;
    } catch { /* a page of another origin embeds us */ }
    state.map.getContainer().setAttribute("aria-label", data.words.map);
    state.map.getContainer().setAttribute("role", "application");
  }

  // Shows tiles of an online server under the markers, if the campaign configures them. Leaflet parses
  // an attribution as markup, so escape its text.
  function showTiles(map, tiles) {
    const url = tiles ? tiles.url : "";
    if (state.tiles === url) return;
    if (state.tileLayer) state.tileLayer.remove();
    state.tiles = url;
    if (!url) return;
    const text = document.createElement("span");
    text.textContent = tiles.attribution;
    state.tileLayer = L.tileLayer(url, { attribution: text.innerHTML, pane: "cm-tiles" }).addTo(
      map,
    );
  }

  // Draws what surrounds the markers and moves the map to them, just after the markers.
  function surround(first) {
    const data = state.data;
    describe(data);
    showTiles(state.map, data.tiles);
    cm.relabel(data.words);
    cm.legend(state.map, data);
    state.land.shade();
    const key = data.groups
      ? data.groups.choice
      : data.chosen.concat(data.marks.filter((mark) => !mark.ghost).map((mark) => mark.key)).join(
        "|",
      );
    if (data.still) return;
    if (first && data.at) goTo(data.at);
    else if (key !== state.fitted) fit(first, first);
    state.fitted = key;
  }

  function done() {
    window.consultationMapRuns = (window.consultationMapRuns || 0) + 1;
  }

  // Draws markers first, because people wait for them; the browser paints them before the rest.
  cm.show = function (map, shapes, base64) {
    const data = decode(base64);
    const first = !state || state.map !== map;
    if (first) setUp(map, shapes);
    state.data = data;
    state.land.update({ regions: data.regions, chosen: data.chosen, dark: data.dark });
    if (first) surround(true);
    state.groups.update(data.groups);
    state.marks.update(data.marks, data.selected);
    state.lines.update(data.lines);
    if (first) done();
    else {requestAnimationFrame(() =>
        setTimeout(() => {
          surround(false);
          done();
        })
      );}
    return L.layerGroup();
  };
})(window.ConsultationMap);
