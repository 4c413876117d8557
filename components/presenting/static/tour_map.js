// The map of a tour moves to the subject of a slide and draws where its results went.
(function (cm) {
  "use strict";
  const ROOM = 46; // pixels between the centres of two marks
  const GAP = 31; // the same for `cm.layout`
  const LAPTOP = 680; // pixels of the smaller side of the map in a window of 1366 x 768
  const BESIDE = 66; // pixels from the edge to a large marker that its neighbours pushed aside
  const ABOVE = 36; // pixels of the word over an arch

  cm.TourMap = class {
    constructor(box, data, shapes) {
      this.box = box;
      this.world = new cm.World(box);
      this.address = shapes;
      this.large = 1; // times the size on a laptop
      this.world.load(shapes);
      this.lines = box.appendChild(cm.element("svg", { class: "lines", "aria-hidden": "true" }));
      box.appendChild(cm.node("span", "credit", "Natural Earth"));
      this.tell(data);
    }

    // Takes the markers and their places, as pictures or dots.
    tell(data) {
      this.data = data;
      for (const node of this.box.querySelectorAll(".mark, .leg")) node.remove();
      this.marks = data.marks.concat(
        data.ghosts.map((mark) => Object.assign({ isGhost: true }, mark)),
      );
      this.of = cm.placesOf(this.marks);
      this.isDotted = data.marks.length > cm.look.limits.stage_numbers;
      if (this.isDotted) return;
      for (const mark of this.marks) {
        mark.node = this.box.appendChild(cm.node("span", "mark"));
        mark.node.appendChild(
          cm.picture(mark.shape, mark.color, String(mark.number), 40, mark.sign),
        );
      }
    }

    // Moves to a slide; with `still`, at once.
    show(slides, step, still) {
      const slide = slides[step];
      const size = { width: this.box.clientWidth, height: this.box.clientHeight, large: 1 };
      if (!size.width || !size.height) return;
      // As large on a large screen as its words.
      size.large = this.large = Math.max(1, Math.min(size.width, size.height) / LAPTOP);
      this.box.style.setProperty("--large", String(size.large));
      this.box.classList.toggle("still", Boolean(still));
      this.box.classList.toggle("alone", slide.kind === "consultation");
      this.box.classList.toggle("pictured", Boolean(slide.photo));
      const stateOf = this.states(slides, step);
      this.explain(slide, stateOf);
      this.view = cm.viewOfSlide(slide, this.data, this.of, size, this.room(slide, size));
      this.world.move(this.view);
      this.world.color({ regions: this.data.regions, chosen: slide.regions, dark: this.data.dark });
      this.draw(stateOf);
      this.lead(slide, size);
      if (still) this.box.getBoundingClientRect(); // taken before the moving is switched on again
      this.box.classList.remove("still");
    }

    // Pixels to leave free at each edge, so that neither photo nor legend hides a marker.
    room(slide, size) {
      const share = Math.min(size.width, size.height) * (cm.isClose(slide) ? 0.09 : 0.1);
      const edge = cm.isClose(slide) ? Math.max(share, BESIDE * size.large) : share;
      // The arch over neighbours, with its word.
      const top = slide.fed.length
        ? Math.max(edge, cm.archHeight(size) / 2 + ABOVE * size.large)
        : edge;
      const legend = this.legend ? this.legend.offsetHeight + edge / 2 : 0;
      const isWide = size.width < size.height * 1.4; // else the QR code is not beside it
      if (slide.showsLink && this.data.reach && isWide) {
        return [top, edge, size.height * 0.38, edge];
      }
      return slide.photo
        ? [Math.max(top, legend), edge, size.height * 0.55, edge]
        : [top, edge, Math.max(edge, legend), edge];
    }

    explain(slide, stateOf) {
      const states = new Set(this.marks.map(stateOf));
      this.legend?.remove();
      this.legend = cm.legendOfSlide(slide, this.data, states);
      if (this.legend) this.box.append(this.legend);
    }

    // Draws the way of the results, after the map has moved.
    lead(slide, size) {
      const first = (id) => (this.of.get(id) || [])[0];
      const source = slide.kind === "consultation" ? first(slide.id) : null;
      const targets = source ? slide.fed.map(first).filter(Boolean) : [];
      const { scale, x, y } = this.view, apart = this.apart();
      for (const mark of [source, ...targets].filter(Boolean)) {
        mark.at = this.isDotted
          ? { x: mark.point.x * scale + x, y: mark.point.y * scale + y }
          : { x: mark.x * apart, y: mark.y * apart };
      }
      this.lines.replaceChildren(
        ...(source ? cm.fedLines(source, targets, this.data.words.fed, size) : []),
      );
      for (const word of this.lines.querySelectorAll("text")) cm.keepInside(word, size);
      this.lines.classList.remove("seen");
      this.lines.getBoundingClientRect(); // the fading in starts over
      this.lines.classList.add("seen");
    }

    // The state of a marker: on this slide, on an earlier one, on a later one, or a follow-up.
    states(slides, step) {
      const slide = slides[step];
      const isAll = ["title", "overview", "closing"].includes(slide.kind);
      const current = new Set(isAll ? [] : slide.at), fed = new Set(slide.fed);
      const passed = new Set(
        slides.slice(0, step).flatMap((one) => (one.kind === "consultation" ? one.at : [])),
      );
      return (mark) => {
        if (current.has(mark.id)) return "current";
        if (fed.has(mark.id)) return "fed";
        if (mark.isGhost) return "away";
        return isAll || passed.has(mark.id) ? "passed" : "coming";
      };
    }

    draw(stateOf) {
      this.world.over.replaceChildren(...(this.isDotted ? this.dots(stateOf) : []));
      if (!this.isDotted) this.place(stateOf);
    }

    // Pixels for a unit of `cm.layout`.
    apart() {
      return ROOM * this.large / GAP;
    }

    // Spreads markers that would cover each other, with a leg to their place.
    place(stateOf) {
      const shown = this.marks.filter((mark) => {
        mark.state = stateOf(mark);
        return mark.state !== "away";
      });
      const { scale, x, y } = this.view, apart = this.apart();
      for (const mark of shown) {
        mark.home = {
          x: (mark.point.x * scale + x) / apart,
          y: (mark.point.y * scale + y) / apart,
        };
      }
      cm.layout(shown);
      for (const mark of this.marks) {
        mark.node.className = "mark is-" + mark.state;
        if (mark.state !== "away") {
          mark.node.style.transform = `translate(${mark.x * apart}px, ${mark.y * apart}px)`;
        }
      }
    }

    // Dots of one colour and state share one path: thousands cost nothing.
    dots(stateOf) {
      const paths = new Map();
      for (const mark of this.marks) {
        const state = stateOf(mark);
        if (state === "away") continue;
        const key = state + " " + mark.color;
        paths.set(
          key,
          (paths.get(key) || "") + `M${mark.point.x.toFixed(2)} ${mark.point.y.toFixed(2)}h0`,
        );
      }
      const order = ["coming", "passed", "fed", "current"];
      const keys = [...paths.keys()].sort((a, b) =>
        order.indexOf(a.split(" ")[0]) - order.indexOf(b.split(" ")[0])
      );
      return keys.map((key) => {
        const [state, color] = key.split(" ");
        return cm.element("path", { d: paths.get(key), class: "dot is-" + state, stroke: color });
      });
    }
  };
})(window.ConsultationMap);
