// The timeline: a lane per region, the same numbers and colours as the map. Arrow keys walk along it.
(function (cm) {
  "use strict";
  const LANE = 25, MARK = 24, AXIS = 22, LABELS = 208, LABEL_ABOVE = 17, STRETCH = 30;
  const FIXED = 10; // up to so many lanes stay where they are whatever is chosen
  const SHORT = 0.4; // part of the whole time
  const MOST_ROWS = 4; // of marks in a lane; more of them are counted
  const state = {};

  cm.buildTimeline = function () {
    state.box = cm.byId("timeline");
    state.box.setAttribute("role", "group");
    state.box.setAttribute("aria-label", cm.say("timeline"));
    state.box.addEventListener("keydown", walk);
    new ResizeObserver(() => {
      if (state.box.clientWidth !== state.width) cm.redrawTimeline();
    }).observe(state.box);
  };

  cm.updateTimeline = function (chosen) {
    state.cards = chosen.cards.filter((card) => card.first);
    const there = new Set(state.cards.map((card) => card.region));
    state.lanes = cm.data.regions.length > FIXED
      ? cm.data.regions.filter((region) => there.has(region.id))
      : cm.data.regions;
    cm.redrawTimeline();
  };

  cm.redrawTimeline = function () {
    if (!state.cards || !state.box.clientWidth) return;
    const focused = document.activeElement && state.box.contains(document.activeElement)
      ? /** @type {HTMLElement} */ (document.activeElement).dataset.key
      : "";
    measure();
    const buttons = state.lanes.flatMap((region, i) => lane(region, i));
    state.box.style.height = state.height + "px";
    state.box.replaceChildren(background(), ...state.lanes.map(name), ...buttons);
    rove(buttons, focused);
  };

  function measure() {
    state.width = state.box.clientWidth;
    state.above = state.width < 560;
    state.left = state.above || cm.isRightToLeft() ? 0 : LABELS;
    state.lane = state.above ? LANE + LABEL_ABOVE : LANE;
    const [start, end] = state.span = span(), wide = state.width - (state.above ? 0 : LABELS);
    // Time runs as one reads.
    state.x = (day) => (cm.isRightToLeft() ? end - day : day - start) / (end - start) * wide;
    state.wide = wide;
    const lanes = new Map();
    for (const card of state.cards) {
      if (!lanes.has(card.region)) lanes.set(card.region, []);
      lanes.get(card.region).push(card);
    }
    state.rows = new Map([...lanes].map(([id, cards]) => [id, cm.stack(middles(cards), MARK)]));
    const high = (id) => 1 + Math.max(0, ...(state.rows.get(id) || []));
    state.crowded = new Set([...lanes.keys()].filter((id) => high(id) > MOST_ROWS));
    state.tops = [0];
    for (const { id } of state.lanes) {
      const rows = state.crowded.has(id) ? 1 : high(id);
      state.tops.push(state.tops.at(-1) + state.lane + (rows - 1) * LANE);
    }
    state.height = state.tops.at(-1) + AXIS;
  }

  function middles(cards) {
    return cards.map((card) =>
      state.x((cm.dayNumber(card.first) + cm.dayNumber(card.last) + 1) / 2)
    );
  }

  // A short selected time takes the whole width.
  function span() {
    const [start, end] = cm.span(), { from, to } = cm.view;
    const first = from ? Math.max(start, cm.dayNumber(cm.day(from, false))) : start;
    const last = to ? Math.min(end, cm.dayNumber(cm.day(to, true)) + 1) : end;
    if (last <= first || last - first > SHORT * (end - start)) return [start, end];
    const room = (last - first) / 20;
    return [first - room, last + room];
  }

  // Returns the day at a point of the timeline, in pixels from its left edge.
  cm.dayAt = function (x) {
    const [start, end] = state.span, [first, last] = cm.span();
    const part = (x - state.left) / state.wide;
    const day = start + (cm.isRightToLeft() ? 1 - part : part) * (end - start);
    return cm.isoDay(Math.floor(Math.min(Math.max(day, first), last)));
  };

  const top = (i) => state.tops[i] + (state.above ? LABEL_ABOVE : 0);

  function name(region, i) {
    const node = cm.make(
      "div",
      { class: "lane-name", dir: "auto" },
      cm.picture("square", region.color, "", 12, region.sign),
      cm.make("span", {}, region.name),
    );
    node.style.top = state.tops[i] + "px";
    node.style.width = (state.above ? state.wide : LABELS - 10) + "px";
    node.style.lineHeight = (state.above ? LABEL_ABOVE : LANE) + "px";
    return node;
  }

  // Draws markers at their day, in rows where they would overlap; many are counts.
  function lane(region, i) {
    const cards = state.cards.filter((card) => card.region === region.id);
    if (state.crowded.has(region.id)) {
      return cm.stretches(cards, state.x, STRETCH).sort((a, b) => a.x - b.x).map((stretch) =>
        group(region, i, stretch)
      );
    }
    const at = middles(cards), rows = state.rows.get(region.id);
    return cards.map((card, place) => mark(card, i, at[place], rows[place]));
  }

  function put(button, i, x, row = 0) {
    button.style.left = state.left + x - MARK / 2 + "px";
    button.style.top = top(i) + row * LANE + (LANE - MARK) / 2 + "px";
    return button;
  }

  function mark(card, i, x, row = 0) {
    const look = cm.lookOf(card);
    const button = cm.button(
      cm.picture(look.shape, look.color, String(card.number), MARK, look.sign),
      () => cm.open(card.id),
      {
        class: "in-time",
        "aria-label": card.label,
        title: card.title,
        "aria-pressed": String(card.id === cm.view.c),
        "data-key": card.id,
        "data-first": card.first,
      },
    );
    return put(button, i, x, row);
  }

  function group(region, i, stretch) {
    const [only] = stretch.cards;
    if (stretch.cards.length === 1) {
      return mark(only, i, Math.min(Math.max(stretch.x, MARK / 2), state.wide - MARK / 2));
    }
    const label = cm.say("groupThen", {
      count: cm.number(stretch.cards.length),
      first: stretch.first,
      last: stretch.last,
    });
    const button = cm.button(
      cm.make("span", {}, cm.number(stretch.cards.length)),
      () => cm.change({ region: [region.id], from: stretch.first, to: stretch.last }),
      {
        class: "in-time stretch",
        "aria-label": `${region.name}: ${label}`,
        title: label,
        "data-key": region.id + stretch.first,
        "data-first": stretch.first,
      },
    );
    button.style.background = region.color;
    button.style.color = cm.inkOn(region.color);
    return put(button, i, Math.min(Math.max(stretch.x, MARK / 2), state.wide - MARK / 2));
  }

  // One Tab stop; arrow keys move on in date order.
  function rove(buttons, focused) {
    const order = buttons.slice().sort((a, b) => a.dataset.first.localeCompare(b.dataset.first));
    const here = order.find((one) => one.dataset.key === focused);
    const first = here || order.find((one) => one.getAttribute("aria-pressed") === "true") ||
      order[0];
    for (const one of order) one.tabIndex = one === first ? 0 : -1;
    if (here) here.focus({ preventScroll: true });
    state.order = order;
  }

  function walk(event) {
    const here = state.order.indexOf(document.activeElement), last = state.order.length - 1;
    const step = cm.isRightToLeft() ? -1 : 1;
    const there = {
      ArrowRight: here + step,
      ArrowDown: here + 1,
      ArrowLeft: here - step,
      ArrowUp: here - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (here < 0 || there === undefined) return;
    event.preventDefault();
    const next = state.order[Math.min(Math.max(there, 0), last)];
    state.order[here].tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }

  // Draws time lines, the selected time as a band, and true days as bars (pale if imprecise).
  function background() {
    const svg = cm.element("svg", {
      width: state.width,
      height: state.height,
      "aria-hidden": "true",
    });
    const room = svg.appendChild(cm.element("g", { transform: `translate(${state.left} 0)` }));
    const base = state.height - AXIS;
    band(room, base);
    for (const [day, text, year] of cm.ticks(state.span, state.wide)) {
      const x = Math.round(state.x(day)) + 0.5;
      room.appendChild(cm.element("line", { x1: x, x2: x, y1: 0, y2: base, class: "tick" }));
      const side = cm.isRightToLeft() ? -3 : 3;
      if (cm.isRightToLeft() ? x > 14 : x < state.wide - 14) {
        room.appendChild(
          cm.element(
            "text",
            { x: x + side, y: base + 15, class: year ? "axis year-begins" : "axis" },
            text,
          ),
        );
      }
    }
    state.lanes.forEach((_region, i) =>
      room.appendChild(
        cm.element("line", {
          x1: 0,
          x2: state.wide,
          y1: state.tops[i + 1] - 0.5,
          y2: state.tops[i + 1] - 0.5,
          class: "lane-line",
        }),
      )
    );
    for (const [region, rows] of state.rows) {
      if (state.crowded.has(region)) continue;
      const cards = state.cards.filter((card) => card.region === region);
      cards.forEach((card, place) => room.appendChild(days(card, rows[place])));
    }
    return svg;
  }

  function band(room, base) {
    const from = cm.day(cm.view.from, false), to = cm.day(cm.view.to, true);
    if (!from && !to) return;
    const [start, end] = state.span;
    const ends = [from ? cm.dayNumber(from) : start, to ? cm.dayNumber(to) + 1 : end];
    const [left, right] = ends.map((day) => Math.min(Math.max(0, state.x(day)), state.wide))
      .sort((a, b) => a - b);
    room.appendChild(
      cm.element("rect", {
        x: left,
        y: 0,
        width: Math.max(0, right - left),
        height: base,
        class: "band",
      }),
    );
  }

  function days(card, row) {
    const i = state.lanes.findIndex((region) => region.id === card.region);
    const ends = [state.x(cm.dayNumber(card.first)), state.x(cm.dayNumber(card.last) + 1)];
    const x = Math.min(...ends), width = Math.max(2, Math.max(...ends) - x);
    const bar = cm.element("rect", {
      x,
      y: top(i) + row * LANE + LANE / 2 - 4.5,
      width,
      height: 9,
      rx: 2,
      opacity: card.exact ? 0.85 : 0.35,
    });
    bar.style.fill = cm.lookOf(card).color;
    return bar;
  }
})(window.ConsultationMap);
