// The panel beside the map: the open card, a list of one place, or an overview.
(function (cm) {
  "use strict";
  const MOST_BARS = 8;
  /** @type {any} */
  const state = { open: "", back: null, listed: null };

  cm.list = function (places) {
    state.listed = places;
    cm.change({ c: "" });
    focusHeading();
  };

  cm.updatePanel = function (chosen) {
    const panel = cm.byId("panel"), { c } = cm.view;
    const opened = c && c !== state.open;
    if (opened) state.back = state.back || document.activeElement;
    if (c) state.listed = null;
    state.chosen = chosen;
    panel.setAttribute("aria-label", cm.say(c ? "card" : "overview"));
    panel.replaceChildren(
      ...(c
        ? card(cm.data.cards[/** @type {number} */ (cm.placeOf.get(c))])
        : state.listed
        ? listed()
        : chosen.cards.length
        ? overview(chosen)
        : nothing()).filter(Boolean),
    );
    // A page opened by its link starts at the top, unless the card is far below.
    if (opened && state.started) focusHeading();
    else if (opened && cm.narrow.matches) requestAnimationFrame(focusHeading);
    state.open = c;
    state.started = true;
  };

  // On a phone the card below the map would be out of view.
  function focusHeading() {
    const heading = /** @type {HTMLElement} */ (document.querySelector("#panel h2"));
    heading.focus({ preventScroll: true });
    const box = heading.getBoundingClientRect();
    if (box.top < 0 || box.bottom > window.innerHeight * 0.9) {
      cm.byId("panel").scrollIntoView({
        block: "start",
        behavior: cm.calm.matches || !document.hasFocus() ? "auto" : "smooth",
      });
    }
  }

  // Closes the card and returns the focus to where it came from. Returns whether one was open.
  cm.closeCard = function () {
    if (!cm.view.c && !state.listed) return false;
    const mark = cm.view.c && cm.markNode(cm.view.c), back = state.back;
    state.listed = state.back = null;
    cm.change({ c: "" });
    const place = back && back.isConnected && back !== document.body
      ? back
      : mark || document.querySelector("#panel h2");
    if (place) place.focus({ preventScroll: true });
    return true;
  };

  const heading = (text) => cm.make("h2", { tabindex: "-1", dir: "auto" }, text);
  const sign = (text) => cm.make("span", { "aria-hidden": "true" }, text);

  function card(card) {
    const order = state.chosen.cards, here = order.indexOf(card);
    const step = (by, name, arrow) => {
      const other = here < 0 ? undefined : order[here + by];
      return cm.button(sign(arrow), () => cm.open(other.id), {
        class: "step",
        "aria-label": cm.say(name),
        title: cm.say(name),
        disabled: !other,
      });
    };
    const close = cm.button(sign("×"), cm.closeCard, {
      class: "step close",
      "aria-label": cm.say("close"),
      title: cm.say("close"),
    });
    const look = cm.lookOf(card);
    const [back, onwards] = cm.isRightToLeft() ? ["→", "←"] : ["←", "→"];
    return [
      cm.make(
        "div",
        { class: "steps" },
        step(-1, "previous", back),
        step(1, "next", onwards),
        close,
      ),
      cm.make(
        "div",
        { class: "heading" },
        cm.picture(look.shape, look.color, String(card.number), 34, look.sign),
        heading(`${card.number}. ${card.title}`),
      ),
      ...cm.card(card),
    ];
  }

  function row(card) {
    const look = cm.lookOf(card);
    const text = [card.where || card.title, card.when || cm.say("noDate")].join(" · ");
    const button = cm.button("", () => cm.open(card.id), { class: "row", dir: "auto" });
    button.append(
      cm.picture(look.shape, look.color, String(card.number), 26, look.sign),
      cm.make("span", {}, text),
    );
    return cm.make("li", {}, button);
  }

  function listed() {
    const cards = [...new Set(state.listed)].map((place) => cm.data.cards[place]);
    const close = cm.button(sign("×"), cm.closeCard, {
      class: "step close",
      "aria-label": cm.say("close"),
      title: cm.say("close"),
    });
    return [
      cm.make("div", { class: "steps" }, close),
      heading(cm.say("here")),
      cm.make("ul", { class: "rows" }, ...cards.slice(0, 500).map(row)),
    ];
  }

  function nothing() {
    return [
      heading(cm.say("nothing")),
      cm.make("p", {}, cm.button(cm.say("resetAll"), cm.reset, { class: "main" })),
    ];
  }

  // What a number counts, in its plural form.
  function noun(name, count) {
    const forms = cm.data.nouns[name];
    return forms[new Intl.PluralRules(cm.data.language).select(count)] || forms.other;
  }

  function overview(chosen) {
    const cards = chosen.cards;
    const all = (test) => new Set(cm.data.kinds.filter(test).map((kind) => kind.id));
    const related = all((kind) => !kind.own), moments = all((kind) => kind.moment);
    const others = cards.filter((card) => related.has(card.kind)).length;
    const consultations = cards.filter((card) => !moments.has(card.kind));
    // As `counted_part`: consultations, unless there is more than consultations and moments.
    const counted = others || !consultations.length ? cards : consultations;
    const countries = new Set(counted.flatMap((card) => card.countries || []));
    const organizations = new Set(counted.flatMap((card) => card.roles.flat()));
    const figures = [
      ["own", consultations.length - others],
      ...[...moments].map((kind) => [
        `moment:${kind}`,
        cards.filter((card) => card.kind === kind).length,
      ]),
      ["related", others],
      ["countries", countries.size],
      ["organizations", organizations.size],
    ].filter(([, count]) => count);
    return [
      heading(cm.say("overview")),
      cm.make(
        "dl",
        { class: "figures" },
        ...figures.map(([name, value]) =>
          cm.make(
            "div",
            {},
            cm.make("dt", {}, noun(name, value)),
            cm.make("dd", {}, cm.number(value)),
          )
        ),
      ),
      cm.make("p", { class: "small" }, cm.say("how")),
      ...(cards.length <= 20 ? [cm.make("ul", { class: "rows" }, ...cards.map(row))] : [
        ...bars("region", cm.data.regions, chosen),
        ...bars("country", cm.data.countries, chosen),
        ...bars("organization", cm.data.organizations, chosen),
      ]),
    ];
  }

  // The most frequent options of a filter as bars. Each selects only its option.
  function bars(name, items, chosen) {
    const counts = chosen.counts(name);
    const frequent = items.filter((item) => counts.get(item.id)).sort((one, other) =>
      counts.get(other.id) - counts.get(one.id)
    ).slice(0, MOST_BARS);
    if (frequent.length < 2) return [];
    const most = counts.get(frequent[0].id);
    const lines = frequent.map((item) => {
      const bar = cm.make("span", { class: "amount", "aria-hidden": "true" });
      bar.style.width = (100 * counts.get(item.id)) / most + "%";
      if (item.color) bar.style.background = item.color;
      const button = cm.button(
        "",
        () =>
          cm.change({
            [name]: cm.view[name].length === 1 && cm.view[name][0] === item.id ? [] : [item.id],
          }),
        { class: "bar-row", "aria-pressed": String(cm.view[name].includes(item.id)) },
      );
      button.append(
        cm.make("span", { class: "name", dir: "auto" }, item.name),
        " ",
        cm.make("span", { class: "count" }, cm.number(counts.get(item.id))),
        bar,
      );
      return cm.make("li", {}, button);
    });
    return [cm.make("h3", {}, cm.say(name)), cm.make("ul", { class: "rows" }, ...lines)];
  }
})(window.ConsultationMap);
