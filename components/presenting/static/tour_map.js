// The map of a tour: it moves to what a slide is about and draws the path so far.
(function (cm) {
  "use strict";
  const WORLD = [[-40, -125], [62, 150]].map(([lat, lon]) => cm.project(lat, lon));
  const ROOM = 46; // pixels between the centres of two marks
  const GAP = 31; // the same for `cm.layout`
  const NUMBERED = 40; // more marks than these are dots
  const CLOSEST = { consultation: 1.9, group: 2.6 }; // pixels for a thousandth of the way around the world

  cm.TourMap = class {
    constructor(box, data, shapes) {
      this.box = box;
      this.world = new cm.World(box);
      this.world.load(shapes);
      box.appendChild(cm.node("span", "credit", "Natural Earth"));
      this.tell(data);
    }

    // Takes what is to be shown: marks with their places, as pictures or as dots.
    tell(data) {
      this.data = data;
      for (const node of this.box.querySelectorAll(".mark, .leg")) node.remove();
      this.marks = data.marks.concat(data.ghosts.map((mark) => Object.assign({ isGhost: true }, mark)));
      this.of = new Map();
      for (const mark of this.marks) {
        mark.point = cm.project(mark.lat, mark.lon);
        this.of.set(mark.id, (this.of.get(mark.id) || []).concat([mark]));
      }
      this.isDotted = data.marks.length > NUMBERED;
      if (this.isDotted) return;
      for (const mark of this.marks) {
        mark.node = this.box.appendChild(cm.node("span", "mark"));
        mark.node.appendChild(cm.picture(mark.shape, mark.color, String(mark.number), 40));
      }
    }

    points(ids) {
      return ids.flatMap((id) => this.of.get(id) || []).map((mark) => mark.point);
    }

    // Moves to a slide; `still` does so at once.
    show(slides, step, still) {
      const slide = slides[step];
      const size = { width: this.box.clientWidth, height: this.box.clientHeight };
      if (!size.width || !size.height) return;
      this.box.classList.toggle("still", Boolean(still));
      this.box.classList.toggle("alone", slide.kind === "consultation");
      const isWhole = !(slide.kind in CLOSEST);
      const near = isWhole ? [] : this.points(slide.at.concat(slide.fed));
      const all = this.data.marks.map((mark) => mark.point);
      const edge = Math.min(size.width, size.height) * (isWhole ? 0.1 : 0.2);
      const room = [edge, edge, slide.photo ? size.height * 0.55 : edge, edge];
      this.view = cm.viewOf(near.length ? near : all.length ? all : WORLD, size, room, CLOSEST[slide.kind] || 2.4);
      this.world.move(this.view);
      this.world.color({ regions: this.data.regions, chosen: slide.regions, dark: this.data.dark });
      this.draw(slides, step);
      if (still) this.box.getBoundingClientRect(); // taken before the moving is switched on again
      this.box.classList.remove("still");
    }

    // How a mark stands: it is what the slide is about, was told before, will be, or was fed.
    states(slides, step) {
      const slide = slides[step];
      const isAll = ["title", "overview", "closing"].includes(slide.kind);
      const here = new Set(isAll ? [] : slide.at), fed = new Set(slide.fed);
      const passed = new Set(slides.slice(0, step).flatMap((one) => (one.kind === "consultation" ? one.at : [])));
      return (mark) => {
        if (here.has(mark.id)) return "here";
        if (fed.has(mark.id)) return "fed";
        if (mark.isGhost) return "away";
        return isAll || passed.has(mark.id) ? "passed" : "coming";
      };
    }

    draw(slides, step) {
      const stateOf = this.states(slides, step);
      this.world.over.replaceChildren(...this.lines(slides, step), ...(this.isDotted ? this.dots(stateOf) : []));
      if (!this.isDotted) this.place(stateOf);
    }

    // Marks stand side by side where they would cover each other, with a leg to their place.
    place(stateOf) {
      const shown = this.marks.filter((mark) => { mark.state = stateOf(mark); return mark.state !== "away"; });
      const { scale, x, y } = this.view;
      for (const mark of shown) mark.home = { x: (mark.point.x * scale + x) * GAP / ROOM, y: (mark.point.y * scale + y) * GAP / ROOM };
      cm.layout(shown);
      for (const mark of this.marks) {
        mark.node.className = "mark is-" + mark.state;
        if (mark.state !== "away") mark.node.style.transform = `translate(${mark.x * ROOM / GAP}px, ${mark.y * ROOM / GAP}px)`;
      }
    }

    // Dots of one colour and state are one path: thousands cost nothing.
    dots(stateOf) {
      const paths = new Map();
      for (const mark of this.marks) {
        const state = stateOf(mark);
        if (state === "away") continue;
        const key = state + " " + mark.color;
        paths.set(key, (paths.get(key) || "") + `M${mark.point.x.toFixed(2)} ${mark.point.y.toFixed(2)}h0`);
      }
      const order = ["coming", "passed", "fed", "here"];
      const keys = [...paths.keys()].sort((a, b) => order.indexOf(a.split(" ")[0]) - order.indexOf(b.split(" ")[0]));
      return keys.map((key) => {
        const [state, color] = key.split(" ");
        return cm.element("path", { d: paths.get(key), class: "dot is-" + state, stroke: color });
      });
    }

    // The path from the first consultation to this one, and the way to what this one fed.
    lines(slides, step) {
      const slide = slides[step];
      const first = (id) => (this.of.get(id) || [])[0];
      const way = slides.slice(0, step + 1).filter((one) => one.kind === "consultation").map((one) => first(one.id)).filter(Boolean);
      const isHere = slide.kind === "consultation";
      const lines = way.slice(1).map((mark, i) => {
        const isLast = isHere && i === way.length - 2;
        return cm.element("path", { d: cm.curve(way[i].point, mark.point), class: isLast ? "path last" : "path" });
      });
      const here = isHere ? first(slide.id) : null;
      for (const there of here ? slide.fed.map(first).filter(Boolean) : []) {
        const d = cm.curve(here.point, there.point);
        lines.push(cm.element("path", { d, class: "fed", stroke: here.color }));
      }
      return lines;
    }
  };
})(window.ConsultationMap);
