// The filter bar: each filter shows its value and the count of each option.
(function (cm) {
  "use strict";
  const MOST_YEARS = 4; // more than this don't fit the bar
  const MOST_BUTTONS = 60;
  const TYPING = 200; // milliseconds of rest after which a typed word is searched for
  const parts = [];

  cm.buildFilters = function () {
    const data = cm.data;
    const pictures = {
      region: (item) => cm.picture("square", item.color, "", 14, item.sign),
      kind: shape,
    };
    const lists = cm.filters.filter(({ frame }) => frame && data[frame].length > 1)
      .map(({ name, frame }) => new cm.Options(name, data[frame], pictures[name]));
    const years = cm.years(true);
    const inBar = years.length > 1 && years.length <= MOST_YEARS;
    const organization = lists.find((list) => list.name === "organization");
    parts.push(...lists);
    if (organization) parts.push(roles(organization.node));
    const nodes = lists.map((list) => list.node);
    if (inBar) nodes.unshift(yearButtons(years));
    if (years.length) nodes.splice(inBar ? 1 : 0, 0, time(inBar ? [] : years));
    const bar = cm.make("div", { class: "bar" }, ...nodes, words(), reset());
    cm.byId("filters").append(folded(bar));
  };

  cm.updateFilters = (chosen) => parts.forEach((part) => part.update(chosen));

  function shape(kind) {
    if (!kind.shape) return "";
    const picture = cm.picture(kind.shape, cm.look.colors.light.neutral, "", 16);
    picture.classList.add("shape");
    return picture;
  }

  // Fold the bar on a phone.
  function folded(bar) {
    const fold = cm.make(
      "details",
      { class: "fold" },
      cm.make("summary", {}, cm.say("filters")),
      bar,
    );
    const open = () => {
      fold.open = !cm.narrow.matches;
    };
    cm.narrow.addEventListener("change", open);
    open();
    parts.push({
      update: () => fold.querySelector("summary").classList.toggle("set", cm.narrowed(cm.view)),
    });
    return fold;
  }

  // Years as buttons: selects from the first to the last one pressed.
  function yearButtons(years) {
    const pressed = () =>
      years.filter((year) =>
        cm.view.from === cm.view.from.slice(0, 4) && cm.view.to === cm.view.to.slice(0, 4) &&
        cm.view.from && cm.view.from <= year && year <= cm.view.to
      );
    const choose = (year) => {
      const now = cm.toggled(pressed(), year).sort();
      cm.change({ from: now[0] || "", to: now[now.length - 1] || "" });
    };
    const buttons = years.map((year) => cm.button("", () => choose(year), { class: "year" }));
    parts.push({
      update: (chosen) => {
        const counts = chosen.counts("time"), on = pressed(), shown = cm.years(false);
        buttons.forEach((button, i) => {
          button.hidden = !shown.includes(years[i]);
          button.setAttribute("aria-pressed", String(on.includes(years[i])));
          button.replaceChildren(
            years[i],
            " ",
            cm.make("span", { class: "count" }, cm.number(counts.get(years[i]) || 0)),
          );
        });
      },
    });
    return cm.make(
      "div",
      { class: "years", role: "group", "aria-label": cm.say("year") },
      ...buttons,
    );
  }

  function dateField(name) {
    const field = cm.make("input", {
      type: "text",
      maxlength: 10,
      size: 10,
      placeholder: "2015-12-31",
      autocomplete: "off",
    });
    field.addEventListener("change", () => {
      const text = field.value.trim(), isDate = !text || cm.isDate(text);
      const time = Object.assign({ from: cm.view.from, to: cm.view.to }, { [name]: text });
      const good = isDate && !cm.isBackwards(time);
      field.setCustomValidity(good ? "" : cm.say(isDate ? "backwards" : "dateHint"));
      field.reportValidity();
      if (good) cm.change({ [name]: text });
    });
    parts.push({
      update: () => {
        if (document.activeElement !== field || cm.isDate(field.value)) field.value = cm.view[name];
      },
    });
    return cm.make("label", { class: "field" }, cm.say(name), field);
  }

  function time(years) {
    const buttons = years.length > 1 && years.length <= MOST_BUTTONS ? [yearButtons(years)] : [];
    const { node, summary } = cm.drop("time", cm.say("time"), [
      ...buttons,
      cm.make("div", { class: "fields" }, dateField("from"), dateField("to")),
    ]);
    parts.push({
      update: () => {
        const { from, to } = cm.view;
        summary.textContent = from === to && from
          ? from
          : from || to
          ? `${from} – ${to}`
          : cm.say("time");
        summary.classList.toggle("set", Boolean(from || to));
      },
    });
    return node;
  }

  function roles(node) {
    const select = cm.make(
      "select",
      { onchange: () => cm.change({ role: select.value }) },
      cm.make("option", { value: "" }, cm.say("anyRole")),
      ...cm.roles.map((role) => cm.make("option", { value: role }, cm.say(role))),
    );
    node.querySelector(".sheet").prepend(
      cm.make("label", { class: "field" }, cm.say("role"), select),
    );
    return {
      update: () => {
        select.value = cm.view.role;
        if (!cm.view.role || cm.view.organization.length) return;
        const summary = node.querySelector("summary");
        summary.textContent = cm.say(cm.view.role);
        summary.classList.add("set");
      },
    };
  }

  function words() {
    let timer = 0;
    const field = cm.make("input", {
      type: "search",
      maxlength: 200,
      class: "words",
      placeholder: cm.say("search"),
      "aria-label": cm.say("search"),
      autocomplete: "off",
    });
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => cm.change({ words: field.value }, true), TYPING);
    });
    parts.push({
      update: () => {
        if (document.activeElement !== field) field.value = cm.view.words;
      },
    });
    return field;
  }

  function reset() {
    const button = cm.button(cm.say("reset"), () => {
      cm.reset();
      /** @type {HTMLInputElement} */ (document.querySelector(".words")).value = "";
    }, { class: "plain" });
    parts.push({
      update: () => {
        button.disabled = !cm.narrowed(cm.view);
      },
    });
    return button;
  }
})(window.ConsultationMap);
