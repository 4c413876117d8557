// The map of the page: the same markers, land, lines and buttons as in the app.
(function (cm) {
  "use strict";
  const [SOUTH, WEST, NORTH, EAST] = cm.look.world;
  const WORLD = [[SOUTH, WEST], [NORTH, EAST]];
  /** @type {any} */
  const state = { fitted: "", moved: false, shown: [] };

  // Handles a click on a marker or a country.
  cm.send = function (event) {
    if (event.consultation) cm.open(event.consultation);
    else if (event.region) {
      cm.change({
        region: cm.view.region.length === 1 && cm.view.region[0] === event.region
          ? []
          : [event.region],
      });
    }
  };

  cm.buildMap = function (shapes) {
    const container = cm.byId("map");
    const map = L.map(container, {
      center: [20, 10],
      zoom: 1,
      zoomControl: false,
      scrollWheelZoom: false,
      maxZoom: 11,
      minZoom: 0.5,
      zoomSnap: 0.25,
      worldCopyJump: true,
      boxZoom: false,
    });
    const marks = new cm.Marks(map), land = new cm.Land(map, shapes);
    const lines = new cm.Lines(map, marks);
    Object.assign(state, { map, marks, land, lines, groups: new cm.Groups(map) });
    new cm.Names(map, land, marks, lines).update(cm.data.countryLabels);
    map.attributionControl.setPrefix(false).addAttribution("Natural Earth · Leaflet");
    container.setAttribute("role", "application");
    container.setAttribute("aria-label", cm.say("map"));
    map.on("dragstart", () => {
      state.moved = true;
    });
    map.on("moveend", () => {
      if (state.groups.needed(state.shown)) draw();
    });
    map.on("cm:land", () => {
      if (!state.moved && cm.view.region.length) fit(true, true);
    });
    container.addEventListener("wheel", zoomWithControl, { passive: false });
    cm.fingers(map, () => cm.data.words);
    container.addEventListener("touchstart", (event) => {
      if (event.touches.length === 2) state.moved = true;
    }, { capture: true, passive: true });
    cm.controls(map, {
      world: () => go(WORLD),
      fit: () => fit(true),
      zoom: (by) => {
        state.moved = true;
        map.setZoom(map.getZoom() + by);
      },
    });
    cm.relabel(cm.data.words);
    new ResizeObserver(() => cm.resizeMap()).observe(container);
  };

  cm.resizeMap = function () {
    state.map.invalidateSize({ animate: false });
    if (!state.moved) fit(true, true);
  };

  function zoomWithControl(event) {
    if (!event.ctrlKey) return;
    event.preventDefault();
    state.moved = true;
    state.map.setZoom(state.map.getZoom() + (event.deltaY < 0 ? 0.5 : -0.5));
  }

  function go(bounds, options) {
    state.moved = false;
    state.map.fitBounds(
      bounds,
      Object.assign({ animate: !cm.calm.matches, duration: 0.25 }, options),
    );
  }

  // Fits the markers shown. A viewport that the reader chose stays while it has a marker.
  function fit(asked, still) {
    const places = state.shown.map((mark) => L.latLng(mark.lat, mark.lon));
    if (state.moved && !asked && places.some((place) => state.map.getBounds().contains(place))) {
      return;
    }
    const bounds = L.latLngBounds(places);
    if (cm.view.region.length) bounds.extend(state.land.boundsOf(cm.view.region));
    const options = { paddingTopLeft: [46, 34], paddingBottomRight: [46, 30], maxZoom: 5 };
    if (still) options.animate = false;
    const wide = bounds.isValid() && bounds.getEast() - bounds.getWest() > cm.look.widest;
    if (bounds.isValid() && !wide) go(bounds, options);
    else go(WORLD, { animate: !still && !cm.calm.matches });
  }

  function paint() {
    document.documentElement.classList.toggle("cm-dark", cm.dark.matches);
    const regions = cm.data.regions.filter((region) => region.iso3);
    state.land.update({ regions, chosen: cm.view.region, dark: cm.dark.matches });
    state.land.shade();
  }

  function mark(place, i) {
    const card = cm.data.cards[place.card], look = cm.lookOf(card);
    return {
      id: card.id,
      key: card.id + "@" + i,
      number: card.number,
      title: card.title,
      label: place.label || card.label,
      city: place.city,
      lat: place.lat,
      lon: place.lon,
      card: place.card,
      shape: look.shape,
      color: look.color,
      sign: look.sign,
    };
  }

  const named = (card) => card.number + ". " + card.title;

  function linesOf(shown) {
    const selected = cm.placeOf.get(cm.view.c);
    const wanted = cm.data.lines.filter(({ ends }) =>
      ends.includes(selected) || (cm.drawsLines() && ends.some((end) => shown.has(end)))
    );
    return wanted.map((line) => ({
      from: line.from,
      to: line.to,
      ends: line.ends,
      consultation: cm.data.cards[line.ends[0]].id,
      into: cm.data.cards[line.ends[1]].id,
      names: line.ends.map((end) => cm.data.cards[end].label.split(",")[0].replace(".", "")),
      strong: line.ends.includes(selected),
      color: cm.lookOf(cm.data.cards[line.ends[0]]).color,
      text: cm.say("fedInto", {
        consultation: named(cm.data.cards[line.ends[0]]),
        meeting: named(cm.data.cards[line.ends[1]]),
      }),
    }));
  }

  // Draw markers outside the selection as ghosts, if they are open or at the end of a line.
  cm.updateMap = function (chosen) {
    const shown = new Set(chosen.cards.map((card) => cm.placeOf.get(card.id)));
    state.lined = linesOf(shown);
    const near = new Set([cm.placeOf.get(cm.view.c), ...state.lined.flatMap((line) => line.ends)]);
    const all = cm.data.places.map(mark);
    state.shown = all.filter((one) => shown.has(one.card));
    state.ghosts = all.filter((one) => near.has(one.card) && !shown.has(one.card)).map((one) =>
      Object.assign(one, { ghost: true })
    );
    paint();
    const key = cm.view.region.join() + "|" + state.shown.map((one) => one.key).join();
    const first = !state.fitted;
    if (key !== state.fitted) {
      state.fitted = key;
      fit(first, first);
    }
    draw();
  };

  function draw() {
    if (!state.ghosts) return;
    state.marks.update([...state.groups.update(state.shown), ...state.ghosts], cm.view.c);
    state.lines.update(state.lined);
  }

  cm.markNode = (id) => document.querySelector(`.cm-mark[data-id="${CSS.escape(id)}"]`);
})(window.ConsultationMap);
