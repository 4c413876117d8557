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
    go(stage, number) {
      stage.go(number - 1);
      if (stage.step !== number - 1) {
        stage.tellWord(cm.filled(stage.data.words.noStep, { step: number }));
      }
    },
    typed(stage, digits) {
      stage.tellWord(digits ? cm.filled(stage.data.words.goTo, { number: digits }) : "");
    },
    reveal(stage) {
      if (!stage.isBlank) stage.bar.reveal();
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
      cm.remember({ autoplay: seconds ? String(seconds) : "" });
      stage.wait();
    },
    by(stage, way) {
      stage.tell("changed", { by: way });
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

  // On a blank screen any key only brings the slide back.
  cm.Stage.prototype.command = function (name, value) {
    if (this.isBlank && !["reveal", "typed", "notes"].includes(name)) return this.blank(false);
    return COMMANDS[name](this, value);
  };

  cm.Stage.prototype.blank = function (isBlank) {
    this.isBlank = isBlank;
    this.node.classList.toggle("blank", isBlank);
    this.channel.say("step", { key: this.data.key, step: this.step, blank: isBlank });
    this.wait();
  };

  // Answer the speaker view, which asks who is there and says what to show.
  cm.Stage.prototype.hear = function (said) {
    if (said.kind === "hello") {
      this.channel.say("here", {
        key: this.data.key,
        step: this.step,
        blank: Boolean(this.isBlank),
        data: this.data,
      });
    } else if (said.to !== this.channel.me) return;
    else if (said.kind === "do") this.command(said.name, said.value);
    else if (said.kind === "there") {
      this.channel.say("step", { key: this.data.key, step: this.step, blank: this.isBlank });
    }
  };
})(window.ConsultationMap);
