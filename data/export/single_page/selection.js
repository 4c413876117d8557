// Selects the consultations of a view, and counts those of each further option.
(function (cm) {
  "use strict";
  const LONGEST = 200; // letters of a text to search for
  // Letters that Unicode doesn't decompose, though people read them as the plain letter.
  const LETTERS = {
    æ: "ae",
    ð: "d",
    đ: "d",
    ħ: "h",
    ı: "i",
    ł: "l",
    ø: "o",
    œ: "oe",
    þ: "th",
    ŧ: "t",
    ə: "e",
    ß: "ss",
    ς: "σ",
    "ʻ": " ",
    "ʼ": " ",
    "ʾ": " ",
    "ʿ": " ",
    "ـ": "",
    "ة": "ه",
    "ى": "ي",
    "ی": "ي",
    "ک": "ك",
    "ٱ": "ا",
  };
  for (const zero of [0x660, 0x6f0]) {
    for (let n = 0; n < 10; n++) LETTERS[String.fromCodePoint(zero + n)] = String(n);
  }

  // Ignores accents, case and punctuation, like the folded texts that it searches.
  cm.fold = function (text) {
    const bare = text.normalize("NFKD").replace(/[\p{M}\p{Cf}]/gu, "").toLowerCase();
    const plain = bare.replace(/./gu, (letter) => (letter in LETTERS ? LETTERS[letter] : letter));
    return plain.replace(/[\p{P}\p{S}\p{Z}\p{C}]+/gu, " ").trim().normalize("NFC");
  };

  // Returns the first or last day of a partial date.
  cm.day = function (text, last) {
    if (!cm.isDate(text)) return "";
    const [year, month, day] = text.split("-");
    const two = (value) => String(value).padStart(2, "0");
    if (day) return [year, two(month), two(day)].join("-");
    if (!last) return [year, two(month || 1), "01"].join("-");
    const date = new Date(Date.UTC(2000, Number(month || 12), 0));
    date.setUTCFullYear(Number(year), Number(month || 12), 0);
    return date.toISOString().slice(0, 10);
  };

  // A filter whose values are ids of `cm.data[frame]`.
  function list(name, frame, options) {
    return {
      name,
      frame,
      empty: { [name]: [] },
      options,
      read(said) {
        const known = new Set(cm.data[frame].map((item) => item.id));
        return { [name]: [...new Set(said.getAll(name))].filter((id) => known.has(id)) };
      },
      test(view) {
        const wanted = new Set(view[name]);
        return wanted.size && ((card) => options(card, view).some((id) => wanted.has(id)));
      },
    };
  }

  function organizationsOf(card, view) {
    const parts = view.role ? [card.roles[cm.roles.indexOf(view.role)]] : card.roles;
    return [...new Set(parts.flat())].map((position) => cm.data.organizations[position].id);
  }

  function yearsOf(card) {
    if (!card.first) return [];
    const first = Number(card.first.slice(0, 4)), last = Number(card.last.slice(0, 4));
    return Array.from({ length: last - first + 1 }, (_, i) => String(first + i).padStart(4, "0"));
  }

  const organizations = list("organization", "organizations", organizationsOf);
  const text = (said, name, good) => (good(said.get(name) || "") ? said.get(name) || "" : "");

  // A page that starts with the campaign's own meetings shows those of others on request.
  const ALL = "all";
  const allKinds = list("kind", "kindOptions", (card) => [card.kind, ALL]);
  const kinds = {
    ...allKinds,
    test(view) {
      if (view.kind.length || !cm.data.ownFirst) return allKinds.test(view);
      return (card) => isOwn(card.kind);
    },
  };
  const isOwn = (id) => cm.data.kinds.some((kind) => kind.id === id && kind.own);

  // The cards that axis and years are made for, as `timeline_base`: nothing else moves them.
  function base() {
    const isAll = !cm.data.ownFirst || !cm.view.kind.every(isOwn);
    return cm.data.cards.filter((card) => card.first && (isAll || isOwn(card.kind)));
  }

  // First and last day of the timeline, with room for every marker, as `timeline_span`.
  cm.span = function () {
    const dated = base();
    if (!cm.data.ownFirst || !dated.length) return cm.data.span;
    const first = Math.min(...dated.map((card) => cm.dayNumber(card.first)));
    const last = Math.max(...dated.map((card) => cm.dayNumber(card.last)));
    const room = Math.max((last - first) / 36, 3);
    return [first - room, last + room];
  };

  // One object per filter, as in data/filters/filters.py: its parameters with their empty values,
  // how it reads them, the options of a card, and its test of a card (false where it is not set).
  cm.filters = [
    list("region", "regions", (card) => [card.region]),
    kinds,
    list("country", "countries", (card) => card.countries || []),
    {
      ...organizations,
      // A role alone lets through whatever any organization had that role in.
      test(view) {
        if (view.organization.length || !view.role) return organizations.test(view);
        return (card) => card.roles[cm.roles.indexOf(view.role)].length > 0;
      },
      empty: { organization: [], role: "" },
      read: (said) => ({
        ...organizations.read(said),
        role: text(said, "role", (role) => cm.roles.includes(role)),
      }),
    },
    {
      name: "time",
      empty: { from: "", to: "" },
      options: yearsOf,
      read(said) {
        const time = { from: text(said, "from", cm.isDate), to: text(said, "to", cm.isDate) };
        return cm.isBackwards(time) ? { from: "", to: "" } : time;
      },
      test(view) {
        const from = cm.day(view.from, false), to = cm.day(view.to, true);
        return (from || to) &&
          ((card) =>
            Boolean(card.first) && (!from || card.last >= from) && (!to || card.first <= to));
      },
    },
    {
      name: "words",
      empty: { words: "" },
      options: () => [],
      read: (said) => ({ words: (said.get("words") || "").slice(0, LONGEST) }),
      test: (view) => cm.searchFor(view.words),
    },
  ];

  // Returns the selected cards in date order, and `counts(filter)`, which maps options to counts.
  cm.choose = function (view) {
    const all = cm.filters.map(({ name, test }) => ({ name, test: test(view) }))
      .filter(({ test }) => test);
    const missed = cm.data.cards.map((card) =>
      all.filter(({ test }) => !test(card)).map(({ name }) => name)
    );
    const cards = cm.data.cards.filter((_card, i) => !missed[i].length);
    return {
      cards,
      counts: (filter) =>
        counts(
          filter,
          view,
          cm.data.cards.filter((_card, i) => missed[i].every((name) => name === filter)),
        ),
    };
  };

  function counts(filter, view, cards) {
    const { options } = cm.filters.find(({ name }) => name === filter);
    const found = new Map();
    for (const card of cards) {
      for (const option of options(card, view)) found.set(option, (found.get(option) || 0) + 1);
    }
    return found;
  }

  // Every year from the first known day on the timeline, or of all cards, to the last.
  cm.years = function (all) {
    const dated = all ? cm.data.cards.filter((card) => card.first) : base();
    if (!dated.length) return [];
    const ends = dated.flatMap((card) => [card.first, card.last]).sort();
    return yearsOf({ first: ends[0], last: ends[ends.length - 1] });
  };
})(window.ConsultationMap);
