// Positions of markers: at their city, side by side where they would cover each other.
(function (cm) {
  "use strict";
  const GAP = 35; // pixels between the centres of two marks: each keeps 24 to click on (WCAG 2.5.8)
  const ROUNDS = 80;

  // Markers of one place start on a circle around it, so that each can move to its side.
  function start(marks) {
    const groups = new Map();
    for (const mark of marks) {
      const key = mark.lat + "," + mark.lon;
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(mark);
    }
    for (const group of groups.values()) {
      const radius = group.length === 1
        ? 0
        : Math.max(GAP / 2, (GAP * group.length) / (2 * Math.PI));
      group.forEach((mark, i) => {
        const angle = Math.PI + (2 * Math.PI * i) / group.length;
        mark.x = mark.home.x + radius * Math.cos(angle);
        mark.y = mark.home.y + radius * Math.sin(angle);
      });
    }
  }

  function pushApart(marks) {
    let moved = false;
    for (let i = 0; i < marks.length; i++) {
      for (let j = i + 1; j < marks.length; j++) {
        const a = marks[i], b = marks[j];
        let dx = b.x - a.x, dy = b.y - a.y;
        const distance = Math.hypot(dx, dy);
        if (distance >= GAP - 0.5) continue;
        if (distance < 0.01) {
          dx = 1;
          dy = 0;
        }
        const push = (GAP - distance) / 2 / (distance || 1);
        a.x -= dx * push;
        a.y -= dy * push;
        b.x += dx * push;
        b.y += dy * push;
        moved = true;
      }
    }
    return moved;
  }

  // Sets the position of every marker in pixels, `x` and `y`, from its home in pixels. The same
  // markers and zoom give the same positions.
  cm.layout = function (marks) {
    start(marks);
    if (marks.length > cm.look.limits.apart) return;
    for (let round = 0; round < ROUNDS && pushApart(marks); round++);
  };
})(window.ConsultationMap);
