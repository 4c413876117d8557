// Positions of consultations in their lane of the timeline, and labels of its axis.
(function (cm) {
  "use strict";
  const MONTHS_SHOWN = 40; // the longest span whose axis names months
  const DAY = 86400000;

  cm.dayNumber = (iso) => Math.round(Date.parse(iso + "T00:00:00Z") / DAY);
  cm.isoDay = (day) => new Date(day * DAY).toISOString().slice(0, 10);

  // Stacks points on a line: the first row, from 0, in which no other is within a gap.
  cm.stack = function (points, gap) {
    const order = points.map((_, i) => i).sort((a, b) => points[a] - points[b] || a - b);
    const rows = points.map(() => 0), ends = [];
    for (const i of order) {
      const free = ends.findIndex((end) => points[i] - end >= gap);
      rows[i] = free < 0 ? ends.length : free;
      ends[rows[i]] = points[i];
    }
    return rows;
  };

  // Stretches of a lane that contain cards, each with its cards, first and last day.
  cm.stretches = function (cards, scale, width) {
    const found = new Map();
    for (const card of cards) {
      const at = Math.floor(
        scale((cm.dayNumber(card.first) + cm.dayNumber(card.last) + 1) / 2) / width,
      );
      if (!found.has(at)) found.set(at, []);
      found.get(at).push(card);
    }
    return [...found].map(([at, group]) => ({
      x: (at + 0.5) * width,
      cards: group,
      first: group.reduce((day, card) => (card.first < day ? card.first : day), group[0].first),
      last: group.reduce((day, card) => (card.last > day ? card.last : day), group[0].last),
    }));
  };

  // Months by name over a few years, else years: [day, text, whether it starts a year].
  cm.ticks = function ([start, end], width) {
    const first = new Date(start * DAY), months = (end - start) / 30.4;
    const step = months > MONTHS_SHOWN
      ? 12 * yearStep(months / 12, width)
      : [1, 2, 3, 6, 12].find((size) => (months / size) * 46 < width) || 12;
    const year = step >= 12
      ? Math.ceil(first.getUTCFullYear() / (step / 12)) * (step / 12)
      : first.getUTCFullYear();
    const found = [];
    for (let i = 0; found.length < 400; i += step) {
      const date = new Date(Date.UTC(2000, i % 12, 1));
      date.setUTCFullYear(year + Math.floor(i / 12));
      const day = date.getTime() / DAY;
      if (day > end) break;
      if (day >= start) {
        found.push([
          day,
          date.getUTCMonth() ? cm.data.months[date.getUTCMonth()] : String(date.getUTCFullYear()),
          date.getUTCMonth() === 0,
        ]);
      }
    }
    // The first label also has its year, if it doesn't start one.
    if (found.length && !found[0][2]) {
      found[0][1] += " " + new Date(found[0][0] * DAY).getUTCFullYear();
    }
    return found;
  };

  function yearStep(years, width) {
    return [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((size) => (years / size) * 46 < width) ||
      2000;
  }
})(window.ConsultationMap);
