// The table: the selection in any order. Its rows are in the page as HTML.
(function (cm) {
  "use strict";
  const FIRST = 100; // rows shown until all are asked for
  const state = { all: false };

  cm.buildTable = function () {
    const table = /** @type {HTMLTableElement} */ (document.querySelector("#table table"));
    state.body = table.tBodies[0];
    state.rows = [...state.body.rows];
    table.classList.add("live");
    state.heads = [.../** @type {HTMLTableSectionElement} */ (table.tHead).rows[0].cells];
    for (const head of state.heads) {
      const name = head.className,
        button = cm.button(head.textContent, () => sort(name), {
          class: "sort",
          title: cm.say("sort"),
        });
      head.replaceChildren(button);
    }
    state.more = cm.button("", () => {
      state.all = true;
      cm.updateTable(state.chosen);
    }, { class: "main" });
    table.after(cm.make("p", { class: "more" }, state.more));
    const collator = new Intl.Collator(cm.data.language, { numeric: true });
    state.compare = (one, other) => collator.compare(one, other);
    state.rows.forEach((row, i) =>
      row.addEventListener("click", (event) => follow(event, cm.data.cards[i].id))
    );
  };

  // A click on a title opens its card here and keeps the selection.
  function follow(event, id) {
    if (!event.target.closest("a") || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    cm.open(id);
  }

  function sort(name) {
    const now = cm.view.sort || "number";
    cm.change({ sort: now === name ? "-" + name : name === "number" ? "" : name });
  }

  // The sort key of a cell; dates by day, so that months don't sort by name.
  function key(name, i) {
    if (name === "number") return cm.data.cards[i].number;
    if (name === "date") return cm.data.cards[i].first || "";
    return state.rows[i].querySelector("." + name).textContent;
  }

  // Unknown values always come last.
  function ordered(places) {
    const name = (cm.view.sort || "number").replace("-", ""),
      back = cm.view.sort.startsWith("-") ? -1 : 1;
    if (name === "number") return back < 0 ? places.slice().reverse() : places;
    const keys = new Map(places.map((i) => [i, key(name, i)]));
    return places.slice().sort((a, b) => {
      const one = keys.get(a), other = keys.get(b);
      if (!one || !other) return Number(Boolean(other)) - Number(Boolean(one)) || a - b;
      return back *
          (name === "date"
            ? (one < other ? -1 : one > other ? 1 : 0)
            : state.compare(one, other)) || a - b;
    });
  }

  cm.updateTable = function (chosen) {
    state.chosen = chosen;
    const places = ordered(chosen.cards.map((card) => cm.placeOf.get(card.id)));
    const shown = state.all ? places : places.slice(0, FIRST);
    const now = shown.map((i) => state.rows[i]);
    for (const row of state.body.querySelectorAll(".open")) row.classList.remove("open");
    const selected = cm.placeOf.get(cm.view.c);
    if (selected !== undefined) state.rows[selected].classList.add("open");
    if (now.length !== state.body.rows.length || now.some((row, i) => row !== state.body.rows[i])) {
      state.body.replaceChildren(...now);
    }
    state.more.hidden = shown.length === places.length;
    state.more.textContent = cm.say("showAll", { count: cm.number(places.length) });
    const name = (cm.view.sort || "number").replace("-", "");
    for (const head of state.heads) {
      const direction = cm.view.sort.startsWith("-") ? "descending" : "ascending";
      if (head.classList.contains(name)) head.setAttribute("aria-sort", direction);
      else head.removeAttribute("aria-sort");
    }
  };
})(window.ConsultationMap);
