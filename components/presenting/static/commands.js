// What each command does, whether from keys, clicks, controls or the other window.
(function (cm) {
  "use strict";

  const COMMANDS = {
    next(stage) {
      stage.go(stage.step + 1);
    },
    previous(stage) {
      stage.go(stage.step - 1);
    },
    first(stage) {
      stage.go(0);
    },
    last(stage) {
      stage.go(stage.data.slides.length - 1);
    },
    step(stage, step) {
      stage.go(step);
    },
    go(stage, number) {
      const { step } = cm.target(stage.data, number);
      stage.go(step);
      if (step < 0 || step >= stage.data.slides.length) {
        stage.tellWord(cm.filled(stage.data.words.noStep, { step: number }));
      }
    },
    typed(stage, digits) {
      stage.tellWord(digits ? cm.targetLabel(stage.data, Number(digits)) : "");
    },
    reveal(stage, event) {
      if (event && stage.isPointing) {
        stage.laser.style.transform = `translate(${event.clientX}px, ${event.clientY}px)`;
      }
      if (!stage.isBlank && !stage.over) stage.bar.reveal();
    },
    overview(stage) {
      stage.overlay(cm.Grid);
    },
    keys(stage) {
      stage.overlay(cm.KeyList);
    },
    laser(stage) {
      stage.isPointing = !stage.isPointing;
      stage.node.classList.toggle("pointing", stage.isPointing);
    },
    pause(stage) {
      const words = stage.data.words;
      if (!stage.autoplay) return stage.tellWord(words.noAutoplay);
      stage.isPaused = !stage.isPaused;
      stage.tellWord(stage.isPaused ? words.paused : words.resumed);
      stage.wait();
    },
    blank(stage) {
      stage.blank(!stage.isBlank);
    },
    full() {
      const page = document.documentElement;
      if (document.fullscreenElement) document.exitFullscreen();
      else page.requestFullscreen?.().catch(() => {});
    },
    autoplay(stage, seconds) {
      stage.autoplay = seconds;
      stage.isPaused = false;
      cm.remember({ autoplay: seconds ? String(seconds) : "" });
      stage.wait();
    },
    by(stage, way) {
      stage.tell("changed", { by: way });
    },
    tour(stage, name) {
      stage.tell("changed", { tour: name });
    },
    notes() {
      const address = new URL(location.href);
      address.searchParams.append("role", "notes");
      window.open(address, "consultation-map-notes", "popup,width=1000,height=700");
    },
    // Leave: back to the page before, to Explore with this consultation open, or to the tour editor.
    leave(stage, where) {
      if (document.fullscreenElement) document.exitFullscreen();
      const slide = stage.data.slides[stage.step];
      stage.tell("left", {
        to: where || "back",
        consultation: slide.kind === "consultation" ? slide.id : "",
        step: stage.step + 1,
      });
    },
  };

  // The step that a number means: the consultation with that number, as on the map, else the slide.
  cm.target = function (data, number) {
    const slides = data.slides, text = String(number);
    let step = slides.findIndex((slide) => slide.number === number);
    const mark = data.marks.find((one) => one.number === number);
    const lists = (slide) =>
      (mark && slide.kind === "group" && slide.at.includes(mark.id)) ||
      slide.items.some((item) => item.number === text);
    if (step < 0) step = slides.findIndex(lists);
    return step < 0 ? { step: number - 1, isNumber: false } : { step, isNumber: true };
  };

  cm.targetLabel = function (data, number) {
    const { step, isNumber } = cm.target(data, number), slide = data.slides[step];
    if (!slide) return cm.filled(data.words.goTo, { number });
    const sentence = isNumber ? data.words.goToConsultation : data.words.goToSlide;
    return cm.filled(sentence, { number, title: slide.title });
  };

  const MOVES = { next: 1, previous: -1, first: -Infinity, last: Infinity };

  // On a blank screen any key only brings the slide back. Keys that move, move in an open overlay.
  cm.Stage.prototype.command = function (name, value) {
    if (this.isBlank && !["reveal", "typed", "notes"].includes(name)) return this.blank(false);
    if (this.over && !["overview", "keys", "reveal", "typed"].includes(name)) {
      return name in MOVES ? this.over.move(this.over.at + MOVES[name]) : this.closeOverlay();
    }
    if (name === "leave" && !value && this.isPointing) name = "laser"; // Escape puts it away
    return COMMANDS[name](this, value);
  };

  cm.Stage.prototype.blank = function (isBlank) {
    this.isBlank = isBlank;
    this.node.classList.toggle("blank", isBlank);
    this.channel.say("step", { key: this.data.key, step: this.step, blank: isBlank });
    this.wait();
  };

  // Answer the speaker view, which asks who is there and says what to show.
  cm.Stage.prototype.hear = function (message) {
    if (message.kind === "hello") {
      this.channel.say("here", {
        key: this.data.key,
        step: this.step,
        blank: Boolean(this.isBlank),
        data: this.data,
      });
    } else if (message.to !== this.channel.me) return;
    else if (message.kind === "do") this.command(message.name, message.value);
    else if (message.kind === "there") {
      this.channel.say("step", { key: this.data.key, step: this.step, blank: this.isBlank });
    }
  };
})(window.ConsultationMap);
