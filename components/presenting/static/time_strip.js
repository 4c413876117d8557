// The time strip: years, slides, and the current position.
(function (cm) {
  "use strict";
  const NEAR = 0.07; // two years closer than this are told by the later one

  // A year that would overlap the one before gets a line but no label.
  function thin(years) {
    let free = -Infinity;
    for (const node of years) {
      const { left, right, height } = node.getBoundingClientRect();
      const [start, end] = getComputedStyle(node).direction === "rtl"
        ? [-right, -left]
        : [left, right];
      const fits = start >= free;
      node.classList.toggle("silent", !fits);
      if (fits) free = end + height / 4;
    }
  }

  cm.timeStrip = function (data, colorOf) {
    const strip = cm.node("div", "strip by-" + data.by.id);
    strip.setAttribute("aria-hidden", "true");
    strip.appendChild(cm.node("span", "axis"));
    const years = [];
    data.ticks.forEach((tick, i) => {
      const next = data.ticks[i + 1];
      if (next && next.at - tick.at < NEAR) return;
      const node = strip.appendChild(cm.node("span", "tick", tick.label));
      node.style.insetInlineStart = 100 * tick.at + "%";
      years.push(node);
    });
    new ResizeObserver(() => thin(years)).observe(strip);
    const dots = data.slides.map((slide) => {
      if (!slide.time) return null;
      const dot = strip.appendChild(cm.node("span", "dot"));
      dot.style.insetInlineStart = 100 * slide.time[0] + "%";
      dot.style.width = `max(0.75em, ${100 * (slide.time[1] - slide.time[0])}%)`;
      dot.style.backgroundColor = colorOf(slide);
      return dot;
    });
    const bar = strip.appendChild(cm.node("span", "done"));
    return {
      node: strip,
      show(step) {
        const passed = data.slides.slice(0, step + 1).filter((slide) =>
          slide.time && slide.kind !== "group"
        );
        const until = step === data.slides.length - 1 && passed.length
          ? 1
          : Math.max(0, ...passed.map((slide) => slide.time[1]));
        bar.style.width = 100 * until + "%";
        dots.forEach((dot, i) => {
          if (dot) {
            dot.classList.toggle("current", i === step);
            dot.classList.toggle("passed", i < step);
          }
        });
      },
    };
  };
})(window.ConsultationMap);
