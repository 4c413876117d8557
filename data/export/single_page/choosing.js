// Selects the consultations of a view, and counts those of each further option.
(function (cm) {
  "use strict";
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
  };

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

  function playing(card, organizations, role) {
    const parts = role ? [card.roles[cm.roles.indexOf(role)]] : card.roles;
    return parts.some((part) => part.some((place) => organizations.has(place)));
  }

  // One test of a card per active filter.
  function tests(view) {
    const found = {};
    const within = (list) => new Set(list);
    if (view.region.length) {
      const wanted = within(view.region);
      found.region = (card) => wanted.has(card.region);
    }
    if (view.kind.length) {
      const wanted = within(view.kind);
      found.kind = (card) => wanted.has(card.kind);
    }
    if (view.country.length) {
      const wanted = within(view.country);
      found.country = (card) => (card.countries || []).some((one) => wanted.has(one));
    }
    if (view.organization.length) {
      const wanted = new Set(
        view.organization.map((id) => cm.data.organizations.findIndex((one) => one.id === id)),
      );
      found.organization = (card) => playing(card, wanted, view.role);
    }
    const from = cm.day(view.from, false), to = cm.day(view.to, true);
    if (from || to) {
      found.time = (card) =>
        Boolean(card.first) && (!from || card.last >= from) && (!to || card.first <= to);
    }
    const words = cm.fold(view.words).split(" ").filter(Boolean);
    if (words.length) found.words = (card) => words.every((word) => card.words.includes(word));
    return found;
  }

  // Returns the selected cards in date order, and `counts(filter)`, which maps options to counts.
  cm.choose = function (view) {
    const all = tests(view);
    const missed = cm.data.cards.map((card) => Object.keys(all).filter((name) => !all[name](card)));
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

  function options(filter, view, card) {
    if (filter === "region") return [card.region];
    if (filter === "kind") return [card.kind];
    if (filter === "country") return card.countries || [];
    if (filter === "time") return yearsOf(card);
    const parts = view.role ? [card.roles[cm.roles.indexOf(view.role)]] : card.roles;
    return [...new Set(parts.flat())].map((place) => cm.data.organizations[place].id);
  }

  function yearsOf(card) {
    if (!card.first) return [];
    const first = Number(card.first.slice(0, 4)), last = Number(card.last.slice(0, 4));
    return Array.from({ length: last - first + 1 }, (_, i) => String(first + i).padStart(4, "0"));
  }

  function counts(filter, view, cards) {
    const found = new Map();
    for (const card of cards) {
      for (const one of options(filter, view, card)) found.set(one, (found.get(one) || 0) + 1);
    }
    return found;
  }

  // Every year from the first known day to the last.
  cm.years = function () {
    const dated = cm.data.cards.filter((card) => card.first);
    if (!dated.length) return [];
    const ends = dated.flatMap((card) => [card.first, card.last]).sort();
    return yearsOf({ first: ends[0], last: ends[ends.length - 1] });
  };
})(window.ConsultationMap);
