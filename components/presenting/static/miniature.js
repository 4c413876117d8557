// A slide in small, alive: for the speaker view, the grid of all slides and the editor.
(function (cm) {
  "use strict";
  const SHARE = 0.5; // of the width: the map
  const FOOT = 5; // of 56.25 parts of the height, without anything

  cm.Miniature = class {
    constructor(data, address) {
      this.data = data;
      this.address = address;
      this.node = cm.node("div", "stage mini");
      this.node.lang = data.language;
      this.node.classList.toggle("dark", Boolean(data.dark));
      this.node.setAttribute("aria-hidden", "true");
      this.node.inert = true;
      this.canvas = this.node.appendChild(cm.node("canvas", "map"));
      this.place = this.node.appendChild(cm.node("div", "slides"));
      this.marks = data.marks.concat(data.ghosts);
      this.of = cm.placesOf(this.marks);
      this.watch = new ResizeObserver(() => this.draw());
      this.watch.observe(this.node);
    }

    show(slide) {
      this.slide = slide;
      this.node.classList.toggle("without", !slide);
      this.place.replaceChildren(...(slide ? [cm.slideNode(slide, this.data)] : []));
      this.draw();
    }

    draw() {
      const width = this.node.clientWidth;
      if (!width || !this.slide) return;
      this.node.style.setProperty("--u", width / 100 + "px");
      const node = this.place.firstElementChild;
      if (node) cm.fit(node);
      const size = { width: width * SHARE, height: width * (56.25 - FOOT) / 100 };
      const sharp = window.devicePixelRatio || 1;
      this.canvas.width = size.width * sharp;
      this.canvas.height = size.height * sharp;
      cm.countries(this.address).catch(() => []).then((countries) =>
        this.paint(countries, size, sharp)
      );
    }

    paint(countries, size, sharp) {
      const pen = this.canvas.getContext("2d");
      const slide = this.slide, data = this.data;
      if (!pen || !slide) return;
      const edge = Math.min(size.width, size.height) * 0.09;
      const view = cm.viewOfSlide(slide, data, this.of, size, [edge, edge, edge, edge]);
      const colors = cm.look.colors[data.dark ? "dark" : "light"];
      pen.setTransform(sharp, 0, 0, sharp, 0, 0);
      pen.fillStyle = colors.sea;
      pen.fillRect(0, 0, size.width, size.height);
      const zoom = view.scale * sharp;
      pen.setTransform(zoom, 0, 0, zoom, view.x * sharp, view.y * sharp);
      const fillOf = cm.fills({ regions: data.regions, chosen: slide.regions, dark: data.dark });
      pen.strokeStyle = colors.sea;
      pen.lineWidth = 0.5 / view.scale;
      for (const country of countries) {
        const outline = new Path2D(country.path);
        pen.fillStyle = fillOf(country.iso);
        pen.fill(outline);
        pen.stroke(outline);
      }
      pen.setTransform(sharp, 0, 0, sharp, 0, 0);
      this.dots(pen, view, size.width / 640);
    }

    dots(pen, view, small) {
      const shown = new Set(this.slide.at.concat(this.slide.fed));
      for (const mark of this.marks) {
        const isShown = shown.has(mark.id);
        if (!isShown && this.data.ghosts.includes(mark)) continue;
        pen.globalAlpha = isShown ? 1 : 0.45;
        pen.fillStyle = mark.color;
        pen.beginPath();
        pen.arc(
          mark.point.x * view.scale + view.x,
          mark.point.y * view.scale + view.y,
          Math.max(2, (isShown ? 20 : 12) * small),
          0,
          2 * Math.PI,
        );
        pen.fill();
      }
      pen.globalAlpha = 1;
    }

    stop() {
      this.watch.disconnect();
    }
  };
})(window.ConsultationMap);
