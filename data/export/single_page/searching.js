// Reads what is typed into the search box and finds it in cards, as data/filters/search_words.py and
// data/filters/names.py do; a test compares them.
(function (cm) {
  "use strict";
  const LEAST_OF_MONTH = 3, LEAST_OF_COUNTRY = 4; // letters of a name's start
  const SHARED = 2; // a word in the long names of more countries names none of them
  const YEAR = /^[12][0-9]{3}$/;
  const DAY = /^(0?[1-9]|[12][0-9]|3[01])(?:er|st|nd|rd|th)?$/;
  const BETWEEN = ["of", "de", "du", "del"];
  const DATES = /YNN|YN|[DN]{1,2}b?Mb?Y|M[DN]{1,2}Y|[DN]{1,2}b?M|Mb?Y|M[DN]{1,2}|M|Y/y;
  // Scripts that write words, or articles and words, without a space between them.
  const ANYWHERE =
    /[\u0590-\u05ff\u0600-\u06ff\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\u{20000}-\u{3ffff}]/u;
  let byWord; // the names with each word, and its place in them

  function monthsOf(word) {
    const { months } = cm.data.search;
    if (Object.hasOwn(months, word)) return months[word];
    if (word.length < LEAST_OF_MONTH) return [];
    const begun = Object.keys(months).filter((name) => name.startsWith(word));
    return [...new Set(begun.flatMap((name) => months[name]))].sort((a, b) => a - b);
  }

  function classOf(word) {
    if (YEAR.test(word)) return "Y";
    if (DAY.test(word)) return /^\d\d$/.test(word) ? "N" : "D";
    if (BETWEEN.includes(word)) return "b";
    return monthsOf(word).length ? "M" : "-";
  }

  // Returns how many words are a date, and the date.
  function date(words, classes) {
    const days = words.filter((_word, i) => "DN".includes(classes[i])).map((word) =>
      parseInt(word, 10)
    );
    const year = Number(words[classes.indexOf("Y")] || 0);
    if (classes[0] === "Y") {
      if (days[0] > 12) return [1, { year, months: [], first: 0, last: 0 }];
      const day = days[1] || 0;
      return [classes.length, { year, months: days.slice(0, 1), first: day, last: day }];
    }
    const ends = days.length ? [days[0], days[days.length - 1]] : [0, 0];
    return [classes.length, {
      year,
      months: monthsOf(words[classes.indexOf("M")]),
      first: Math.min(...ends),
      last: Math.max(...ends),
    }];
  }

  function countryWords() {
    if (byWord) return byWord;
    const names = new Map();
    byWord = new Map();
    for (const [text, code] of cm.data.search.countries) {
      if (!names.has(text)) names.set(text, { words: text.split(" "), codes: new Set() });
      names.get(text).codes.add(code);
    }
    for (const name of names.values()) {
      name.words.forEach((word, place) => {
        if (!byWord.has(word)) byWord.set(word, []);
        byWord.get(word).push({ name, place });
      });
    }
    return byWord;
  }

  // Whether a name has these words one after another; the last may be cut short.
  function follows(run, { name, place }) {
    const part = name.words.slice(place, place + run.length), last = run.length - 1;
    return part.length === run.length && part[last].startsWith(run[last]) &&
      run.slice(0, last).every((word, i) => word === part[i]);
  }

  const codesOf = (named) => new Set(named.flatMap(({ name }) => [...name.codes]));

  /**
   * Returns how many of the first words name countries together, and which.
   * @returns {[number, Set<string>]}
   */
  function countries(words) {
    const all = countryWords();
    let named = all.get(words[0]) || (words[0].length < LEAST_OF_COUNTRY ? [] : [...all]
      .filter(([word]) => word.startsWith(words[0])).flatMap(([, pairs]) => pairs));
    let length = 1;
    for (let size = words.length; size > 1; size--) {
      const longer = named.filter((pair) => follows(words.slice(0, size), pair));
      if (longer.length) {
        [named, length] = [longer, size];
        break;
      }
    }
    const run = words.slice(0, length).join(" ");
    const whole = named.filter(({ name }) => name.words.join(" ") === run);
    if (whole.length) return [length, codesOf(whole)];
    const codes = codesOf(named);
    const general = words[0].length < LEAST_OF_COUNTRY || cm.data.search.areas.includes(words[0]);
    if (length > 1 || codes.size <= SHARED && !general) return [length, codes];
    return [1, codesOf(named.filter(({ name }) => name.words.length === 1))];
  }

  // Returns the terms of a search: words, and the day or the countries that they may mean.
  cm.readQuery = function (text) {
    const words = cm.fold(text).split(" ").filter(Boolean);
    const classes = words.map(classOf).join("");
    const terms = [];
    for (let at = 0; at < words.length;) {
      DATES.lastIndex = at;
      const match = DATES.exec(classes);
      let length, day = null, codes = new Set();
      if (match) [length, day] = date(words.slice(at, at + match[0].length), match[0]);
      else [length, codes] = countries(words.slice(at));
      terms.push({ words: words.slice(at, at + length), day, countries: codes });
      at += length;
    }
    return terms;
  };

  function hasWord(card, word) {
    if (!card.searched) card.searched = ` ${card.words} `;
    if (ANYWHERE.test(word)) return card.searched.includes(word);
    const whole = cm.data.search.short.includes(word);
    return card.searched.includes(whole ? ` ${word} ` : ` ${word}`);
  }

  const iso = (year, month, day) =>
    [String(year).padStart(4, "0"), month, day].map((part) => String(part).padStart(2, "0"))
      .join("-");

  // Only dates as exact as those typed count.
  function isOn(card, { year, months, first, last }) {
    if (!card.first) return false;
    if (!months.length) return card.first <= iso(year, 12, 31) && card.last >= iso(year, 1, 1);
    if (first ? !card.exact : card.vague) return false;
    const years = [];
    const end = Number(card.last.slice(0, 4));
    for (let one = Number(card.first.slice(0, 4)); one <= end; one++) years.push(one);
    return (year ? [year] : years).some((one) =>
      months.some((month) =>
        card.first <= iso(one, month, last || 31) && card.last >= iso(one, month, first || 1)
      )
    );
  }

  // Returns the test of a card for a search; false for a search without words.
  cm.searchFor = function (text) {
    const terms = cm.readQuery(text);
    const covering = terms.map((term) =>
      new Set(
        cm.data.regions.filter(({ iso3 }) =>
          iso3.split(",").some((code) => term.countries.has(code))
        ).map(({ id }) => id),
      )
    );
    const meets = (card, term, i) =>
      term.words.every((word) => hasWord(card, word)) ||
      (term.day && isOn(card, term.day)) || covering[i].has(card.region);
    return terms.length && ((card) => terms.every((term, i) => meets(card, term, i)));
  };
})(window.ConsultationMap);
