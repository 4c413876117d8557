// The map in the browser. Python sends one payload per run. Only changes are redrawn; viewport, focus
// and land stay.
(function (cm) {
  "use strict";
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
    const marks = new cm.Marks(map), land = new cm.Land(map, shapes);
    const lines = new cm.Lines(map, marks);
    state = { map, marks, land, lines, fitted: "", moved: false };
    const viewport = new cm.Viewport(map, marks, state);
    Object.assign(state, {
      viewport,
      names: new cm.Names(map, land, marks, lines),
      groups: new cm.Groups(map, state),
      story: cm.story(map, lines),
    });
    map.attributionControl.setPrefix(false);
    map.getContainer().addEventListener("wheel", (event) => {
      if (event.ctrlKey) {
        event.preventDefault();
        viewport.zoom(event.deltaY < 0 ? 0.5 : -0.5);
      }
    }, { passive: false });
    cm.fingers(map, () => state.data.words);
    cm.controls(map, {
      world: () => viewport.world(),
      fit: () => viewport.fit(true),
      zoom: (by) => viewport.zoom(by),
    });
    cm.keys(map, (by) => viewport.zoom(by));
    map.on("cm:land", () => {
      if (!state.moved && state.data.chosen.length) viewport.fit(true, true);
    });
    window.addEventListener("resize", () => cm.shareHeight(map));
    new ResizeObserver(() => {
      map.invalidateSize({ animate: false });
      if (!state.moved && !state.data.still) viewport.fit(true, true);
    }).observe(map.getContainer());
  }

  // Credits the map, and says on it what its colours mean, if it has any.
  function showCredits(map, data) {
    const text = document.createElement("span");
    const colors = data.regions.length ? [data.words.colors] : [];
    text.textContent = ["Natural Earth", "Leaflet", ...colors].join(" · ");
    if (state.credits === text.innerHTML) return;
    if (state.credits) map.attributionControl.removeAttribution(state.credits);
    state.credits = text.innerHTML;
    map.attributionControl.addAttribution(state.credits);
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
    const data = state.data, viewport = state.viewport;
    cm.describe(state.map, data);
    showTiles(state.map, data.tiles);
    showCredits(state.map, data);
    cm.relabel(data.words);
    cm.legend(state.map, data);
    state.land.shade();
    state.names.update(data.countries);
    const key = data.groups
      ? data.groups.choice
      : data.chosen.concat(data.marks.filter((mark) => !mark.ghost).map((mark) => mark.key)).join(
        "|",
      );
    if (data.still) return;
    const place = first && (viewport.read() || data.at);
    if (place) viewport.goTo(place);
    else if (key !== state.fitted) viewport.fit(first, first);
    if (!place && (data.selected !== state.open || key !== state.fitted)) showOpenSoon();
    Object.assign(state, { fitted: key, open: data.selected });
    viewport.writeLater();
  }

  // A map that is on its way to the selection may yet show the open consultation.
  function showOpenSoon() {
    clearTimeout(state.showing);
    const moves = state.viewport.zooming || state.map._panAnim?._inProgress;
    state.showing = setTimeout(() => state.viewport.showOpen(), moves ? 400 : 0);
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
    cm.words = data.words;
    state.land.update({ regions: data.regions, chosen: data.chosen, dark: data.dark });
    if (first) surround(true);
    state.groups.update(data.groups);
    // A timeline that plays draws what is new.
    if (data.still && !cm.calm.matches) state.lines.run(state.lines.added(data.lines));
    state.lines.wanted = data.lines;
    state.story(first, data);
    state.marks.update(data.marks, data.selected);
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
