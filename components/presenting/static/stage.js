// The stage holds all slides, shows one, and updates the link, the map and the other window.
(function (cm) {
  "use strict";
  const LONGEST_WORD = 4000; // milliseconds that a word to the presenter stays
  const HINTED = "consultation-map-touch"; // in the browser's storage

  function parameter(name) {
    return new URLSearchParams(location.search).get(name);
  }

  // Writes parameters of the tour into the link, without a new history entry.
  function remember(values) {
    const address = new URL(location.href);
    for (const [name, value] of Object.entries(values)) {
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    try {
      history.replaceState(history.state, "", address);
    } catch { /* too often: the next step writes it */ }
  }

  cm.Stage = class {
    constructor(root, data, tell) {
      this.root = root;
      this.tell = tell;
      this.step = -1;
      this.isBlank = this.isPaused = this.isPointing = false;
      this.over = null;
      this.nodes = new Map();
      const all = /** @type {any} */ (this); // with what commands.js adds
      this.channel = cm.channel((message) => all.hear(message));
      this.build(data);
      this.stopKeys = cm.listenToKeys(window, (name, value) => all.command(name, value));
      this.stopPointer = cm.listenToPointer((name, value) => all.command(name, value));
      this.onHide = () => this.channel.say("bye");
      window.addEventListener("pagehide", this.onHide);
      this.watch = new ResizeObserver(() => this.resize());
      this.watch.observe(this.node);
      this.start(data);
    }

    // Builds what stays for the whole tour.
    build(data) {
      // Streamlit's page has the landmark `main`.
      this.node = cm.node("section", "stage idle");
      this.node.setAttribute("role", "region");
      this.node.tabIndex = -1;
      this.mapBox = this.node.appendChild(cm.node("div", "map"));
      this.mapBox.setAttribute("role", "img");
      this.mapBox.setAttribute("aria-label", data.words.map);
      this.slides = this.node.appendChild(cm.node("div", "slides"));
      this.foot = this.node.appendChild(cm.node("footer", "foot"));
      this.count = this.foot.appendChild(cm.node("span", "count"));
      this.curtain = this.node.appendChild(cm.node("div", "curtain"));
      this.word = this.node.appendChild(cm.node("div", "word"));
      this.node.append(cm.node("span", "zone back"), cm.node("span", "zone forth"));
      this.laser = this.node.appendChild(cm.node("span", "laser"));
      this.announcement = this.node.appendChild(cm.node("div", "unseen"));
      this.announcement.setAttribute("aria-live", "polite");
      this.root.replaceChildren(this.node);
      this.map = new cm.TourMap(this.mapBox, data, cm.shapesAddress(data.shapes));
    }

    start(data) {
      this.take(data);
      const asked = parameter("step");
      const step = asked === null ? data.start : Number.parseInt(asked, 10);
      this.autoplay = Math.min(
        600,
        Math.max(0, Number.parseInt(parameter("autoplay") || "", 10) || 0),
      );
      this.dress();
      this.go((Number.isNaN(step) ? 1 : step) - 1, true);
      this.hint();
      if (data.notice) this.tellWord(data.notice);
      if (asked !== null && String(this.step + 1) !== asked.trim()) {
        this.tellWord(cm.filled(data.words.noStep, { step: asked.slice(0, 12) }));
      }
      this.node.focus({ preventScroll: true });
    }

    // Tells once how to step with a finger.
    hint() {
      if (!matchMedia("(pointer: coarse)").matches) return;
      try {
        if (localStorage.getItem(HINTED)) return;
        localStorage.setItem(HINTED, "1");
      } catch { /* blocked: it is told again */ }
      this.tellWord(this.data.words.touch);
      this.bar.reveal();
    }

    take(data) {
      this.data = data;
      this.root.host && (this.root.host.lang = data.language);
      this.node.lang = data.language;
      this.node.setAttribute("aria-label", data.words.stage);
      this.node.classList.toggle("dark", data.dark);
    }

    // Builds the time strip and the controls, which depend on the tour.
    dress() {
      const color = (slide) =>
        (this.map.of.get(slide.at[0]) || [{ color: cm.look.colors.light.neutral }])[0].color;
      this.strip = cm.timeStrip(this.data, color);
      this.bar?.node.remove();
      const all = /** @type {any} */ (this);
      this.bar = cm.bar(this.data, this.autoplay, (name, value) => all.command(name, value));
      this.foot.replaceChildren(this.strip.node, this.count);
      this.node.append(this.bar.node);
    }

    // Takes another tour, language or colours, and keeps the step if it can.
    update(data) {
      if (JSON.stringify(data) === JSON.stringify(this.data)) return;
      const slide = this.data.slides[this.step];
      /** @type {any} */ (this).closeOverlay();
      this.take(data);
      this.map.tell(data);
      this.slides.replaceChildren();
      this.nodes.clear();
      this.dress();
      const again = data.slides.findIndex((one) => one.id === slide.id);
      const step = again < 0 ? Math.min(this.step, data.slides.length - 1) : again;
      this.step = -1;
      this.go(step, true);
    }

    // Builds and measures a slide, and loads its photo, before its turn.
    prepare(step) {
      const slide = this.data.slides[step];
      if (!slide || this.nodes.has(step)) return;
      const node = cm.slideNode(slide, this.data);
      node.inert = true;
      this.slides.appendChild(node);
      this.nodes.set(step, node);
      cm.fit(node);
      node.querySelector("img")?.decode().catch(() => {});
    }

    go(wanted, still) {
      const last = this.data.slides.length - 1;
      const step = Math.max(0, Math.min(last, wanted));
      if (step === this.step) return;
      this.prepare(step);
      this.nodes.get(this.step)?.classList.remove("current");
      if (this.nodes.has(this.step)) this.nodes.get(this.step).inert = true;
      const node = this.nodes.get(step);
      node.inert = false;
      node.classList.add("current");
      this.step = step;
      this.show(still);
      this.prepareAround(step);
    }

    show(still) {
      const slide = this.data.slides[this.step], count = this.data.slides.length;
      this.map.show(this.data.slides, this.step, still);
      this.strip.show(this.step);
      this.bar.show(this.step, count);
      this.count.textContent = `${this.step + 1} / ${count}`;
      this.announcement.textContent = cm.filled(this.data.words.step, {
        step: this.step + 1,
        count,
        title: slide.title || "",
      });
      this.node.dataset.step = String(this.step + 1);
      remember({ step: String(this.step + 1) });
      this.channel.say("step", { key: this.data.key, step: this.step, blank: this.isBlank });
      this.wait();
    }

    prepareAround(step) {
      const later = window.requestIdleCallback || ((work) => setTimeout(work, 60));
      later(() => {
        for (const near of [step + 1, step - 1, step + 2]) this.prepare(near);
        for (const [at, node] of this.nodes) {
          if (Math.abs(at - this.step) > 4) {
            node.remove();
            this.nodes.delete(at);
          }
        }
      });
    }

    resize() {
      for (const node of this.nodes.values()) cm.fit(node);
      if (this.step >= 0) this.map.show(this.data.slides, this.step, true);
    }

    // Autoplay starts over after the last slide.
    wait() {
      clearTimeout(this.timer);
      if (!this.autoplay || this.isBlank || this.isPaused || this.over) return;
      this.timer = setTimeout(
        () => this.go(this.step + 1 < this.data.slides.length ? this.step + 1 : 0),
        this.autoplay * 1000,
      );
    }

    tellWord(text) {
      clearTimeout(this.wordTimer);
      this.word.textContent = text;
      this.word.classList.toggle("seen", Boolean(text));
      if (text) this.wordTimer = setTimeout(() => this.word.classList.remove("seen"), LONGEST_WORD);
    }

    stop() {
      clearTimeout(this.timer);
      clearTimeout(this.wordTimer);
      this.bar.stop();
      this.stopKeys();
      this.stopPointer();
      this.watch.disconnect();
      window.removeEventListener("pagehide", this.onHide);
      this.channel.say("bye");
      this.channel.close();
    }
  };

  cm.parameter = parameter;
  cm.remember = remember;
})(window.ConsultationMap);
