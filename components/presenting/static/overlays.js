// What lies over a slide for the presenter: the grid of all slides, and the list of keys.
(function (cm) {
  "use strict";

  function dialog(name, label) {
    const node = cm.node("div", "overlay " + name);
    node.setAttribute("role", "dialog");
    node.setAttribute("aria-label", label);
    node.tabIndex = -1;
    return node;
  }

  // The grid. `go` shows a slide. Miniatures are built when they come into sight.
  cm.Grid = class {
    constructor(data, address, step, go) {
      this.node = dialog("grid", data.words.overview);
      this.minis = [];
      const watch = this.watch = new IntersectionObserver((entries) => {
        for (const entry of entries) {
          if (!entry.isIntersecting) continue;
          watch.unobserve(entry.target);
          const mini = new cm.Miniature(data, address);
          entry.target.prepend(mini.node);
          mini.show(data.slides[Number(/** @type {HTMLElement} */ (entry.target).dataset.at)]);
          this.minis.push(mini);
        }
      }, { root: this.node, rootMargin: "200px" });
      this.buttons = data.slides.map((slide, at) => {
        const button = this.node.appendChild(cm.node("button", at === step ? "cell now" : "cell"));
        button.type = "button";
        button.dataset.at = String(at);
        button.append(cm.node("span", "caption", `${at + 1}. ${slide.title}`));
        if (at === step) button.setAttribute("aria-current", "true");
        button.addEventListener("click", () => go(at));
        watch.observe(button);
        return button;
      });
      this.at = step;
    }

    show() {
      this.move(this.at);
    }

    // Moves the focus to the button of a slide.
    move(at) {
      this.at = Math.max(0, Math.min(this.buttons.length - 1, at));
      this.buttons[this.at].focus({ preventScroll: true });
      this.buttons[this.at].scrollIntoView({ block: "nearest" });
    }

    stop() {
      this.watch.disconnect();
      for (const mini of this.minis) mini.stop();
      this.node.remove();
    }
  };

  // The list of keys: `keys` are pairs of the keys and what they do.
  cm.KeyList = class {
    constructor(data) {
      this.node = dialog("keys", data.words.keys);
      const box = this.node.appendChild(cm.node("div", "box"));
      box.append(cm.node("h2", "", data.words.keys));
      const list = box.appendChild(cm.node("dl"));
      for (const [keys, does] of data.keys) {
        const keyboard = list.appendChild(cm.node("dt"));
        for (const key of keys) keyboard.append(cm.node("kbd", "", key), " ");
        list.append(cm.node("dd", "", does));
      }
    }

    show() {
      this.node.focus({ preventScroll: true });
    }

    move() {}

    stop() {
      this.node.remove();
    }
  };

  // Opens an overlay, or closes it if it is open.
  cm.Stage.prototype.overlay = function (Kind) {
    const open = this.over;
    this.closeOverlay();
    if (open instanceof Kind) return;
    this.bar.hide();
    this.over = Kind === cm.Grid
      ? new cm.Grid(this.data, this.map.address, this.step, (at) => {
        this.closeOverlay();
        this.go(at);
      })
      : new cm.KeyList(this.data);
    this.node.append(this.over.node);
    this.over.show();
    this.wait();
  };

  cm.Stage.prototype.closeOverlay = function () {
    if (!this.over) return false;
    this.over.stop();
    this.over = null;
    this.node.focus({ preventScroll: true });
    this.wait();
    return true;
  };
})(window.ConsultationMap);
