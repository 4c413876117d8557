// Starts the page: every part shows the one view, and every change goes through it.
(function (cm) {
  "use strict";
  const read = (id) => JSON.parse(cm.byId(id).textContent || "");

  cm.data = read("data");
  cm.placeOf = new Map(cm.data.cards.map((card, i) => [card.id, i]));

  // Consultations without a region are grey, paler on a dark page.
  const neutral = () =>
    getComputedStyle(document.documentElement).getPropertyValue("--neutral").trim();
  const colors = new Map(
    cm.data.regions.map((region) => [region.id, region.id === "global" ? "" : region.color]),
  );
  const signs = new Map(cm.data.regions.map((region) => [region.id, region.sign]));
  const shapes = new Map(cm.data.kinds.map((kind) => [kind.id, kind.shape]));
  cm.lookOf = (card) => ({
    color: colors.get(card.region) || neutral(),
    shape: shapes.get(card.kind) || "circle",
    sign: signs.get(card.region) || 0,
  });

  const legend = cm.byId("legend"), tray = cm.byId("tray");
  const found = cm.make("p", { role: "status", class: "found" });

  function buildLegend() {
    const kinds = cm.data.kinds.map((kind) => {
      const picture = cm.picture(kind.shape, cm.look.colors.light.neutral, "", 16);
      picture.classList.add("shape");
      return cm.make(
        "span",
        { class: "entry" },
        picture,
        cm.make("span", { dir: "auto" }, kind.name),
      );
    });
    const box = cm.make("input", {
      type: "checkbox",
      onchange: () => {
        const said = box.checked ? "all" : "none";
        cm.change({ lines: box.checked === cm.data.drawsLines ? "" : said });
      },
    });
    const lines = cm.data.lines.length
      ? cm.make("label", { class: "entry" }, box, cm.say("lines"))
      : "";
    const fold = cm.make(
      "details",
      {},
      cm.make("summary", {}, cm.say("legend")),
      cm.make("div", { class: "entries" }, ...kinds, cm.make("span", {}, cm.say("colors"))),
    );
    const open = () => {
      fold.open = !cm.narrow.matches;
      fold.classList.toggle("folded", cm.narrow.matches);
    };
    cm.narrow.addEventListener("change", open);
    open();
    legend.append(fold);
    tray.append(cm.make("span", { class: "lost" }), lines);
    return () => {
      box.checked = cm.drawsLines();
    };
  }

  // Lists consultations without a place or date, which map and timeline don't show.
  function updateTray(chosen) {
    const lost = chosen.cards.filter((card) => !card.placed || !card.first);
    const what = (card) => {
      if (!card.placed && !card.first && !card.online) return cm.say("neither");
      const place = card.placed ? [] : [cm.say(card.online ? "online" : "noPlace")];
      return place.concat(card.first ? [] : [cm.say("noDate")]).join(", ");
    };
    const buttons = lost.slice(0, 3).map((card) =>
      cm.button(`${card.number}. ${card.title} (${what(card)})`, () => cm.open(card.id), {
        class: "text",
        dir: "auto",
      })
    );
    if (lost.length > 3) {
      buttons.push(
        cm.button(
          `+ ${cm.number(lost.length - 3)}`,
          () => cm.list(lost.map((card) => cm.placeOf.get(card.id))),
          { class: "text" },
        ),
      );
    }
    /** @type {Element} */ (tray.firstElementChild).replaceChildren(
      ...(lost.length ? [cm.make("span", { class: "label" }, cm.say("apart")), ...buttons] : []),
    );
  }

  function leave(event) {
    if (event.key === "Escape" && (cm.closeDrops() || cm.closeCard())) event.preventDefault();
  }

  // Gives the map the height that is left in the window.
  function measure() {
    const top =
      /** @type {Element} */ (document.querySelector(".stage")).getBoundingClientRect().top +
        window.scrollY;
    document.documentElement.style.setProperty("--above", Math.round(top) + "px");
  }

  // Keeps map and timeline visible beside a long card, if they fit the window.
  function stick() {
    const views = /** @type {HTMLElement} */ (document.querySelector(".views"));
    views.classList.toggle("tall", views.offsetHeight > window.innerHeight);
  }

  // Paper is narrower than most windows: redraws everything for it, and back.
  function print(on) {
    document.documentElement.classList.toggle("printing", on);
    cm.resizeMap();
    cm.redrawTimeline();
  }

  cm.buildFilters();
  cm.byId("filters").append(found);
  cm.buildMap(read("land"));
  cm.buildTimeline();
  cm.buildDragging();
  cm.buildTable();
  const updateLegend = buildLegend();
  measure();

  const show = () => {
    const chosen = cm.choose(cm.view);
    found.textContent = cm.say("found", { count: cm.number(chosen.cards.length) });
    cm.updateFilters(chosen);
    cm.updatePanel(chosen);
    cm.updateMap(chosen);
    updateTray(chosen);
    updateLegend();
    cm.updateTimeline(chosen);
    cm.updateTable(chosen);
    cm.updateWebsite();
    stick();
  };

  cm.follow(show);
  cm.dark.addEventListener("change", show);
  document.addEventListener("keydown", leave);
  /** @type {Element} */ (document.querySelector(".skip")).addEventListener("click", (event) => {
    event.preventDefault();
    cm.byId("table").focus();
  });
  window.addEventListener("resize", () => {
    measure();
    stick();
  });
  window.addEventListener("beforeprint", () => print(true));
  window.addEventListener("afterprint", () => print(false));
})(window.ConsultationMap);
