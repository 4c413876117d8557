// The view and its link, `#region=mena&from=2015&c=beirut-2016`, with the names of the app's own
// link.
(function (cm) {
  "use strict";
  const ROLES = ["organizer", "host", "partner"];
  const DATE = /^\d{4}(-(0?[1-9]|1[0-2])(-(0?[1-9]|[12]\d|3[01]))?)?$/;
  const SORTS = /^-?(number|title|kind|region|place|date|organizers|hosts)$/;
  let listener = () => {};

  cm.emptyView = () =>
    Object.assign({}, ...cm.filters.map(({ empty }) => empty), { c: "", lines: "", sort: "" });
  cm.drawsLines = () => cm.view.lines === "all" || (!cm.view.lines && cm.data.drawsLines);
  cm.roles = ROLES;
  cm.isDate = (text) => DATE.test(text);
  cm.isBackwards = ({ from, to }) => Boolean(from && to) && cm.day(from, false) > cm.day(to, true);

  // Drops unknown ids and invalid values.
  cm.readView = function (hash) {
    const said = new URLSearchParams(hash.replace(/^#/, ""));
    const view = Object.assign(cm.emptyView(), ...cm.filters.map(({ read }) => read(said)));
    const one = (name, good) => {
      const text = said.get(name) || "";
      return good(text) ? text : "";
    };
    view.c = one("c", (text) => cm.placeOf.has(text));
    view.lines = one("lines", (text) => text === "all" || text === "none");
    view.sort = one("sort", (text) => SORTS.test(text));
    return view;
  };

  cm.writeView = function (view) {
    const said = new URLSearchParams();
    for (const [name, value] of Object.entries(view)) {
      for (const text of [].concat(value)) if (text) said.append(name, text);
    }
    return said.toString();
  };

  // Changes a part of the view and the link. `quietly` adds no history entry, as for each letter that
  // is typed.
  cm.change = function (part, quietly) {
    cm.view = Object.assign({}, cm.view, part);
    const hash = "#" + cm.writeView(cm.view);
    if (hash !== (location.hash || "#")) remember(hash, quietly);
    listener();
  };

  // Some browsers forbid files to write history. Setting the hash always works, but an empty one would
  // scroll to the top.
  function remember(hash, quietly) {
    try {
      history[quietly ? "replaceState" : "pushState"](null, "", hash);
    } catch {
      if (quietly) location.replace(hash === "#" ? "#-" : hash);
      else location.hash = hash === "#" ? "#-" : hash;
    }
  }

  cm.toggled = (
    list,
    one,
  ) => (list.includes(one) ? list.filter((other) => other !== one) : [...list, one]);
  cm.open = (id) => cm.change({ c: id });
  cm.narrowed = (view) =>
    cm.writeView(Object.assign({}, view, { c: "", lines: "", sort: "" })) !== "";
  cm.reset = () =>
    cm.change(
      Object.assign(cm.emptyView(), { c: cm.view.c, lines: cm.view.lines, sort: cm.view.sort }),
    );

  // Calls back when the view changes: by `change`, Back, Forward, or a link.
  cm.follow = function (action) {
    listener = action;
    const read = () => {
      if (cm.writeView(cm.readView(location.hash)) === cm.writeView(cm.view)) return;
      cm.view = cm.readView(location.hash);
      listener();
    };
    window.addEventListener("hashchange", read);
    window.addEventListener("popstate", read);
    cm.view = cm.readView(location.hash);
    listener();
  };
})(window.ConsultationMap);
