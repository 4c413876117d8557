// Takes the first view away once the live page has painted: its map, or anything else, such as an
// error. Until then, and if the app never starts, the first view stays, and its links lead on.
(function () {
  "use strict";
  const LEG = 8; // pixels, as in marks.js
  const NEAR = 2; // pixels that markers may move without a fade
  const NARROW = 800; // pixels, as in document.js
  const FADE = 250; // milliseconds, a little longer than in first_view.css
  const WAIT = 2000; // milliseconds after the whole page in which markers should be in their place
  const LATE = 8000; // milliseconds after the map in which timeline and panel should have painted
  const STUCK = 8000; // milliseconds after the run's end in which a map should have painted
  const POLL = 30, SLOW = 500, LONG = 20_000; // milliseconds
  const still = /** @type {HTMLElement} */ (document.getElementById("first-view"));
  const started = performance.now();
  let painted = 0, whole = 0, ended = 0;

  const nodes = (query) => /** @type {HTMLElement[]} */ (Array.from(still.querySelectorAll(query)));

  // Takes a zoom of the live map, moves markers apart as it does, and draws lines to their places.
  // Pixels are those of Leaflet, which rounds.
  function place() {
    const [map, world, land] = [".fv-map", ".fv-world", ".fv-land"].map((one) => nodes(one)[0]);
    const of = (node, ...names) =>
      names.map((name) => parseFloat(node.style.getPropertyValue(name)));
    world.style.removeProperty("--world");
    const style = getComputedStyle(world), [middleX, middleY] = of(world, "--x", "--y");
    const fitting = Math.log2(parseFloat(getComputedStyle(land).width) / 256);
    const zoom = Math.floor(Math.round(fitting * 400) / 100) / 4, side = 256 * 2 ** zoom;
    const left = Math.round(middleX * side - map.clientWidth / 2);
    const top = Math.round(
      middleY * side - parseFloat(style.getPropertyValue("--lower")) - map.clientHeight / 2,
    );
    const put = (node, x, y) => node.style.translate = `${x}px ${y}px`;
    world.style.setProperty("--world", side + "px");
    put(land, -left, -top);
    const marks = nodes(".fv-mark").map((node) => {
      const [lon, lat] = of(node, "--dx", "--dy");
      const home = { x: (middleX + lon) * side, y: (middleY + lat) * side };
      return { node, lat, lon, ...home, home };
    });
    window.ConsultationMap.layout(marks.filter(({ node }) => !node.matches(".fv-fixed")));
    for (const node of nodes(".fv-leg")) node.remove();
    for (const { node, x, y, home } of marks) {
      put(node, Math.round(x) - left, Math.round(y) - top);
      const [across, down] = [home.x - x, home.y - y], length = Math.hypot(across, down);
      if (length <= LEG) continue;
      const leg = document.createElement("i");
      leg.className = "fv-leg";
      put(leg, x - left, y - top);
      leg.style.width = length + "px";
      leg.style.rotate = Math.atan2(down, across) + "rad";
      land.after(leg);
    }
  }

  const find = (query) => document.querySelector(query);

  // The window of the live map if it has markers and land.
  function liveMap() {
    const frame = /** @type {HTMLIFrameElement | null} */ (find(".st-key-map_frame iframe"));
    try {
      const map = /** @type {any} */ (frame?.contentWindow);
      const layers = Object.values(map?.consultationMapRuns ? map.map_div._layers : {});
      return layers.some((layer) => layer.feature) ? map : null;
    } catch {
      return null; // a frame that can't be loaded has an error page of the browser
    }
  }

  // Whether the run ended with something else than a map, or with a map that doesn't come.
  function showsOther(now) {
    if (find('[data-testid="stException"]')) return true;
    const app = find('[data-testid="stApp"]');
    const hasEnded = app?.getAttribute("data-test-script-state") === "notRunning" &&
      find('[data-testid="stMain"] [data-testid="stElementContainer"]');
    ended = hasEnded ? ended || now : 0;
    return hasEnded && (!find(".st-key-map_frame") || now - ended > STUCK);
  }

  // The longest way of a marker from here to the live map; markers of one consultation are alike.
  function farthest(map) {
    const top = map.frameElement.getBoundingClientRect();
    const live = Array.from(map.document.querySelectorAll(".cm-mark"), (node) => {
      const box = node.getBoundingClientRect();
      return { id: node.dataset.id, x: top.x + box.x, y: top.y + box.y };
    });
    const ways = Array.from(still.querySelectorAll(".fv-mark[data-id]"), (node) => {
      const box = node.getBoundingClientRect();
      const same = live.filter(({ id }) => id === /** @type {HTMLElement} */ (node).dataset.id);
      return Math.min(...same.map(({ x, y }) => Math.hypot(x - box.x, y - box.y)));
    });
    return Math.max(0, ...ways);
  }

  function leave(map) {
    // The focus stays on its marker, and the page where it was scrolled to.
    const focused = still.contains(document.activeElement) && document.activeElement;
    const id = focused instanceof HTMLElement && focused.dataset.id;
    if (still.scrollTop !== start) find('[data-testid="stMain"]')?.scrollTo(0, still.scrollTop);
    const isNear = map && farthest(map) <= NEAR;
    if (isNear) still.remove();
    else {
      still.classList.add("fv-leaving");
      still.inert = true;
      setTimeout(() => still.remove(), FADE);
    }
    if (!map || !id) return;
    const node = Array.from(map.document.querySelectorAll(".cm-mark"))
      .find((node) => node.dataset.id === id);
    map.focus();
    node?.focus();
  }

  function check() {
    const now = performance.now(), map = liveMap();
    if (map) painted = painted || now;
    // A run that does not know yet that the window is narrow is followed by another one, icons are
    // words until their font is there, and a filter has no width until its script is there.
    const isWhole = find('[data-test-script-state="notRunning"] .st-key-panel') &&
      !find('.st-key-filters [data-testid="stSkeleton"]') &&
      find(".st-key-timeline_box .vega-embed svg") && document.fonts.status === "loaded" &&
      (innerWidth > NARROW || find(".st-key-site_menu_popover"));
    // The map may still be on its way to its place.
    const isReady = map && isWhole && farthest(map) <= NEAR;
    whole = map && isWhole ? whole || now : 0;
    const isLate = now - painted > LATE || whole && now - whole > WAIT;
    if (map ? isReady || isLate : showsOther(now)) {
      // The land is on its canvas one frame after its layer is there.
      requestAnimationFrame(() => requestAnimationFrame(() => leave(map)));
    } else setTimeout(check, now - started < LONG ? POLL : SLOW);
  }
  place();
  // In a narrow window the live page begins with the map too, above the sheet of the card.
  if (innerWidth <= NARROW && still.querySelector("#fv-card")) {
    nodes(".fv-views")[0].scrollIntoView();
  }
  const start = still.scrollTop;
  new ResizeObserver(place).observe(nodes(".fv-map")[0]);
  check();
})();
