// The speaker view: notes, the next slide, the time. It follows and controls the audience's window,
// and also works alone.
(function (cm) {
  "use strict";
  const OWN = ["reveal", "typed", "full", "leave", "overview", "keys", "laser"]; // of the audience's window
  const PATIENCE = 900; // milliseconds until nobody having answered means that nobody is there
  const PAUSE = 2000; // milliseconds between two questions whether the other window is still there

  const two = (number) => String(Math.floor(number)).padStart(2, "0");

  function duration(milliseconds) {
    const seconds = Math.max(0, milliseconds / 1000);
    const hours = seconds >= 3600 ? Math.floor(seconds / 3600) + ":" : "";
    return hours + two((seconds / 60) % 60) + ":" + two(seconds % 60);
  }

  function paragraphs(text) {
    return text.split(/\n{2,}/).filter(Boolean).map((part) => cm.node("p", "", part));
  }

  cm.NotesWindow = class {
    constructor(root, data) {
      this.root = root;
      this.partner = "";
      this.step = 0;
      this.minis = [];
      this.since = this.heard = Date.now();
      this.build(data);
      this.channel = cm.channel((message) => this.hear(message));
      this.stopKeys = cm.listenToKeys(window, (name, value) => this.command(name, value));
      this.ticking = setInterval(() => this.tick(), 250);
      this.take(data);
      this.go(Math.max(1, Number.parseInt(cm.parameter("step"), 10) || 1) - 1);
      this.ask();
      this.node.focus({ preventScroll: true });
    }

    build(data) {
      const words = data.words;
      this.node = cm.node("section", "notes");
      this.node.setAttribute("role", "region");
      this.node.tabIndex = -1;
      const top = this.node.appendChild(cm.node("header", "top"));
      /** @type {any} */
      this.times = {};
      for (const name of ["elapsed", "clock"]) {
        const box = top.appendChild(cm.node("div", "time"));
        box.appendChild(cm.node("span", "label", words[name]));
        this.times[name] = box.appendChild(cm.node("span", "value"));
      }
      top.appendChild(this.button(words.reset, () => {
        this.since = Date.now();
        this.tick();
      }));
      this.state = top.appendChild(cm.node("p", "state"));
      this.state.setAttribute("role", "status");
      this.now = this.node.appendChild(cm.node("section", "now"));
      this.then = this.node.appendChild(cm.node("section", "then"));
      this.notes = this.node.appendChild(cm.node("section", "speaker-notes"));
      this.notes.tabIndex = 0;
      this.notes.setAttribute("aria-label", words.notes);
      const hands = this.node.appendChild(cm.node("footer", "hands"));
      hands.append(
        this.button(words.previous, () => this.command("previous")),
        this.button(words.next, () => this.command("next")),
        this.button(words.blank, () => this.command("blank")),
      );
      this.list = hands.appendChild(cm.node("select"));
      this.list.setAttribute("aria-label", words.overview);
      this.list.addEventListener("change", () => {
        this.command("step", Number(this.list.value));
        this.list.blur();
      });
      this.root.replaceChildren(this.node);
    }

    button(text, action) {
      const node = cm.node("button", "", text);
      node.type = "button";
      node.addEventListener("click", (event) => {
        if (event.detail) node.blur();
        action();
      });
      return node;
    }

    ask() {
      clearTimeout(this.asking);
      this.heard = Date.now();
      this.channel.say("hello");
      this.asking = setTimeout(() => this.alone(), PATIENCE);
    }

    // Sends a message that the partner answers. Without an answer, looks for another partner.
    expect(kind, more) {
      clearTimeout(this.asking);
      this.asking = setTimeout(() => this.ask(), PATIENCE);
      this.heard = Date.now();
      this.channel.say(kind, Object.assign({ to: this.partner }, more));
    }

    take(data) {
      if (data === this.data) return;
      this.data = data;
      const address = cm.shapesAddress(data.shapes);
      this.minis.forEach((mini) => mini.stop());
      this.list.replaceChildren(...data.slides.map((slide, i) => {
        const option = cm.node("option", "", `${i + 1}. ${slide.title}`);
        option.value = String(i);
        return option;
      }));
      this.minis = [0, 1].map(() => new cm.Miniature(data, address));
      if (this.root.host) this.root.host.lang = data.language;
      this.node.lang = data.language;
      this.node.classList.toggle("dark", data.dark);
      this.node.setAttribute("aria-label", data.words.notes);
    }

    update(data) {
      if (!this.partner) {
        this.take(data);
        this.go(this.step);
      }
    }

    alone() {
      if (this.isAlone) return;
      this.partner = "";
      this.isAlone = true;
      const open = this.button(this.data.words.open, () => {
        const address = new URL(location.href);
        const roles = address.searchParams.getAll("role").filter((role) => role !== "notes");
        address.searchParams.delete("role");
        for (const role of roles) address.searchParams.append("role", role);
        window.open(address, "_blank");
      });
      this.state.replaceChildren(this.data.words.alone + " ", open);
    }

    hear(message) {
      if (message.kind === "here") {
        clearTimeout(this.asking);
        this.partner = message.from;
        this.isAlone = false;
        this.take(message.data);
        this.state.textContent = this.data.words.followed;
        this.follow(message);
      } else if (message.kind === "step") {
        if (message.from === this.partner && message.key === this.data.key) {
          clearTimeout(this.asking);
          this.follow(message);
        } else this.ask();
      } else if (message.kind === "bye" && message.from === this.partner) this.ask();
    }

    follow(message) {
      this.heard = Date.now();
      this.node.classList.toggle("blank", Boolean(message.blank));
      this.go(message.step);
    }

    // The audience's window carries out commands and answers. Alone, this window steps itself.
    command(name, value) {
      if (OWN.includes(name)) return;
      if (this.partner) return this.expect("do", { name, value });
      const last = this.data.slides.length - 1;
      const step = {
        next: this.step + 1,
        previous: this.step - 1,
        first: 0,
        last,
        go: cm.target(this.data, value).step,
        step: value,
      }[name];
      if (step !== undefined) this.go(step);
    }

    go(wanted) {
      this.step = Math.max(0, Math.min(this.data.slides.length - 1, wanted));
      const slide = this.data.slides[this.step],
        next = this.data.slides[this.step + 1],
        words = this.data.words;
      const [now, then] = this.minis;
      this.now.replaceChildren(
        cm.node("h2", "label", `${words.now} · ${this.step + 1} / ${this.data.slides.length}`),
        now.node,
        cm.node("h1", "", slide.title),
        cm.node("p", "", slide.lead),
      );
      this.then.replaceChildren(
        cm.node("h2", "label", words.then),
        then.node,
        cm.node("p", "title", next ? next.title : words.end),
        cm.node("p", "", next ? next.lead : ""),
      );
      now.show(slide);
      then.show(next);
      this.notes.replaceChildren(...paragraphs(slide.notes || words.nothing));
      this.notes.scrollTop = 0;
      this.list.value = String(this.step);
      this.node.dataset.step = String(this.step + 1);
      cm.remember({ step: String(this.step + 1) });
      this.tick();
    }

    tick() {
      const now = new Date();
      const time = now.getTime();
      if (time - this.heard > PAUSE) {
        if (this.partner) this.expect("there");
        else this.ask();
      }
      this.times.elapsed.textContent = duration(time - this.since);
      this.times.clock.textContent = two(now.getHours()) + ":" + two(now.getMinutes());
    }

    stop() {
      clearInterval(this.ticking);
      this.minis.forEach((mini) => mini.stop());
      clearTimeout(this.asking);
      this.stopKeys();
      this.channel.close();
    }
  };
})(window.ConsultationMap);
