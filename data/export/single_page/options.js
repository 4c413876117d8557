// A filter that opens: a list of options to tick, each with its count.
(function (cm) {
  "use strict";
  const SEARCHED = 12; // a longer list has a field to find an option in
  const MOST = 200; // options listed at a time

  cm.drops = [];

  // A part of the bar that opens below its label. Only one is open at a time.
  cm.drop = function (name, label, body) {
    const summary = cm.make("summary", {}, label);
    const node = cm.make(
      "details",
      { class: "drop", "data-filter": name },
      summary,
      cm.make("div", { class: "sheet" }, ...body),
    );
    node.addEventListener("toggle", () => {
      if (!node.open) return;
      for (const other of cm.drops) if (other !== node) other.open = false;
      keepInside(node.querySelector(".sheet"));
    });
    cm.drops.push(node);
    return { node, summary };
  };

  // Move a sheet back that the window's edge would cut.
  function keepInside(sheet) {
    sheet.style.insetInlineStart = "0px";
    const { left, right } = sheet.getBoundingClientRect();
    const over = 8 + (cm.isRightToLeft() ? -left : right - document.documentElement.clientWidth);
    if (over > 0) sheet.style.insetInlineStart = -over + "px";
  }

  // Closes the open part and returns the focus. Returns whether there was one.
  cm.closeDrops = function () {
    const open = cm.drops.filter((node) => node.open);
    for (const node of open) {
      node.open = false;
      node.querySelector("summary").focus();
    }
    return open.length > 0;
  };

  document.addEventListener("pointerdown", (event) => {
    for (const node of cm.drops) if (node.open && !node.contains(event.target)) node.open = false;
  });

  function Options(name, items, picture) {
    this.name = name;
    this.items = items;
    this.picture = picture;
    this.list = cm.make("div", { class: "options", role: "group", "aria-label": cm.say(name) });
    this.find = cm.make("input", {
      type: "search",
      placeholder: cm.say("narrow"),
      "aria-label": cm.say("narrow"),
      oninput: () => this.fill(),
    });
    const extra = items.length > SEARCHED ? [this.find] : [];
    this.node = this.summary = /** @type {any} */ (null);
    Object.assign(this, cm.drop(name, cm.say(name), [...extra, this.list]));
    this.rows = new Map();
    this.node.addEventListener("toggle", () => this.fill());
  }

  Options.prototype.row = function (item) {
    const box = cm.make("input", {
      type: "checkbox",
      onchange: () => cm.change({ [this.name]: cm.toggled(cm.view[this.name], item.id) }),
    });
    const count = cm.make("span", { class: "count" });
    const picture = this.picture ? this.picture(item) : "";
    const node = cm.make(
      "label",
      { class: "option" },
      box,
      picture,
      cm.make("span", { dir: "auto", class: "name" }, item.name),
      count,
    );
    return { node, box, count };
  };

  // Lists ticked options, then those that match the search field; in long lists the most frequent first.
  Options.prototype.fill = function () {
    if (!this.node.open) return;
    const wanted = cm.fold(this.find.value);
    const ticked = (item) => cm.view[this.name].includes(item.id);
    let shown = this.items.filter((item) => ticked(item) || cm.fold(item.name).includes(wanted));
    if (this.items.length > SEARCHED) {
      shown.sort((one, other) => ticked(other) - ticked(one) || this.of(other) - this.of(one));
    }
    shown = shown.slice(0, MOST);
    for (const item of shown) if (!this.rows.has(item.id)) this.rows.set(item.id, this.row(item));
    const nodes = shown.map((item) => this.rows.get(item.id).node);
    if (
      nodes.some((node, i) => node !== this.list.children[i]) ||
      nodes.length !== this.list.children.length
    ) this.list.replaceChildren(...nodes);
    for (const item of shown) {
      const row = this.rows.get(item.id);
      row.box.checked = ticked(item);
      row.count.textContent = cm.number(this.of(item));
      row.node.classList.toggle("none", !this.of(item) && !ticked(item));
    }
  };

  Options.prototype.of = function (item) {
    return (this.counts && this.counts.get(item.id)) || 0;
  };

  Options.prototype.update = function (chosen) {
    const ids = cm.view[this.name];
    const one = ids.length === 1 ? this.items.find((item) => item.id === ids[0]).name : "";
    this.counts = chosen.counts(this.name);
    this.summary.textContent = one || cm.say(this.name) + (ids.length ? ` (${ids.length})` : "");
    this.summary.classList.toggle("set", ids.length > 0);
    // Keep the order while a list is open, so that nothing moves under the pointer.
    if (this.node.open) this.recount();
  };

  Options.prototype.recount = function () {
    for (const item of this.items) {
      const row = this.rows.get(item.id);
      if (!row) continue;
      row.box.checked = cm.view[this.name].includes(item.id);
      row.count.textContent = cm.number(this.of(item));
      row.node.classList.toggle("none", !this.of(item) && !row.box.checked);
    }
  };

  cm.Options = Options;
})(window.ConsultationMap);
