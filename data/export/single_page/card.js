// The card of one consultation: everything known about it.
(function (cm) {
  "use strict";

  cm.card = function (card) {
    return [
      ...asked(card),
      cm.make(
        "dl",
        { class: "facts" },
        ...card.facts.flatMap((
          [label, text],
        ) => [cm.make("dt", {}, label), cm.make("dd", { dir: "auto" }, text)]),
      ),
      ...roles(card),
      card.summary ? cm.make("p", { dir: "auto", class: "summary" }, card.summary) : "",
      ...links(card.fed, "fed"),
      ...links(card.fedBy, "fedBy"),
      ...list("documents", (card.documents || []).map(item)),
      ...photos(card.photos || []),
      ...list(
        "extras",
        (card.extras || []).map(([name, pieces]) => [name + ": ", ...cm.linked(pieces)]),
      ),
      ...notes(card),
      ...sources(card),
      cm.data.link
        ? cm.make(
          "p",
          {},
          ...cm.linked([[
            cm.say("site"),
            cm.onWebsite(Object.assign({}, cm.view, { c: card.id })),
          ]]),
        )
        : "",
    ];
  };

  // What it asked for: each demand, and what each judge says, with the evidence as a link.
  function asked(card) {
    if (!card.asked) return [];
    const [demands, unpublished, reports, folds] = card.asked;
    return [
      title(cm.say("asked")),
      ...demands.map(demand),
      unpublished ? cm.make("p", { dir: "auto" }, unpublished) : "",
      reports.length
        ? cm.make("p", { class: "small" }, cm.say("fedReport"), " ", ...reports.flatMap(item))
        : "",
      ...folds.map(([label, note, more]) =>
        cm.make(
          "details",
          { class: "asked" },
          cm.make("summary", {}, label),
          note ? cm.make("p", { class: "small" }, note) : "",
          ...more.map(demand),
        )
      ),
    ];
  }

  function demand([, text, verdicts]) {
    return cm.make(
      "div",
      { class: "demand", dir: "auto" },
      cm.make("p", {}, text),
      ...verdicts.map(verdict),
    );
  }

  function verdict([sign, judge, answer, status, ties]) {
    const head = cm.say("verdict", { judge, answer });
    return cm.make(
      "p",
      { class: "small" },
      [sign, head].join(" ") + (status ? " · " + status : ""),
      ...ties.flatMap(([words, when, quote, address]) => [
        " · ",
        ...cm.linked([[words, address]]),
        [quote, when].map((part) => part ? ", " + part : "").join(""),
      ]),
    );
  }

  const title = (text) => cm.make("h3", {}, text);

  function parties(label, places) {
    const buttons = places.map((place) => {
      const { id, name } = cm.data.organizations[place];
      return cm.button(name, () => cm.change({ organization: [id], role: "" }), {
        class: "text",
        dir: "auto",
        title: cm.say("choose"),
      });
    });
    return cm.make(
      "p",
      { class: "roles" },
      cm.make("span", { class: "label" }, label),
      " ",
      ...buttons,
    );
  }

  // Say that an organizer or host is unknown.
  function roles(card) {
    const [organizers, hosts, partners] = card.roles;
    const lines = [];
    if (organizers.length && organizers.join() === hosts.join()) lines.push(["both", organizers]);
    else if (!organizers.length && !hosts.length) lines.push(["neitherKnown", []]);
    else {lines.push([organizers.length ? "organized" : "noOrganizer", organizers], [
        hosts.length ? "hosted" : "noHost",
        hosts,
      ]);}
    if (partners.length) lines.push(["partners", partners]);
    return lines.map(([name, places]) => parties(cm.say(name), places));
  }

  // Name a consultation that is not in the page, without a link.
  function links(ends, name) {
    if (!ends) return [];
    const lines = ends.map(([place, text]) =>
      cm.make(
        "li",
        {},
        place < 0
          ? text
          : cm.button(text, () => cm.open(cm.data.cards[place].id), { class: "text", dir: "auto" }),
      )
    );
    return [title(cm.say(name)), cm.make("ul", {}, ...lines)];
  }

  function item([name, address, rest]) {
    return [...cm.linked([[name, address]]), rest ? " · " + rest : ""];
  }

  function list(name, lines) {
    if (!lines.length) return [];
    return [
      title(cm.say(name)),
      cm.make("ul", {}, ...lines.map((parts) => cm.make("li", { dir: "auto" }, ...parts))),
    ];
  }

  function photos(all) {
    if (!all.length) return [];
    const shown = all.filter((photo) => photo[3]).map(([caption, address, rest, picture]) =>
      cm.make(
        "figure",
        {},
        cm.make("img", { src: picture, alt: caption }),
        cm.make("figcaption", { dir: "auto" }, ...item([caption, address, rest])),
      )
    );
    const rest = all.filter((photo) => !photo[3]).map((photo) =>
      cm.make("li", { dir: "auto" }, ...item(photo))
    );
    return [title(cm.say("photos")), ...shown, rest.length ? cm.make("ul", {}, ...rest) : ""];
  }

  function notes(card) {
    if (!card.notes) return [];
    const several = (card.sources || []).length > 1;
    return [
      cm.make(
        "div",
        { class: "note", dir: "auto" },
        title(cm.say(several ? "differ" : "notes")),
        cm.make("p", {}, ...cm.linked(card.notes)),
      ),
    ];
  }

  function sources(card) {
    if (!card.sources) return [];
    const parts = card.sources.flatMap((pieces, i) => [i ? " · " : "", ...cm.linked(pieces)]);
    return [
      cm.make(
        "p",
        { class: "small", dir: "auto" },
        cm.make("span", { class: "label" }, cm.say("sources")),
        " ",
        ...parts,
      ),
    ];
  }
})(window.ConsultationMap);
