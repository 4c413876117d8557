// Controls on the screen, visible while the pointer moves or the keyboard focus is in them.
(function (cm) {
  "use strict";
  const IDLE = 2500; // milliseconds without movement after which controls and pointer go
  const LONGEST = 20000; // the same while one of the lists may be open
  const SECONDS = [5, 8, 12, 20, 30];

  const giveBack = (node) => node.closest(".stage").focus({ preventScroll: true });

  function button(name, words, command) {
    const node = cm.node("button", "do-" + name);
    node.type = "button";
    node.title = words[name];
    node.setAttribute("aria-label", words[name]);
    node.appendChild(cm.icon(name));
    // After a click, return the focus, so that Space shows the next slide.
    node.addEventListener("click", (event) => {
      if (event.detail) giveBack(node);
      command(name === "explore" || name === "edit" ? "leave" : name, name);
    });
    return node;
  }

  function choice(label, options, value, onChange) {
    const node = cm.node("select");
    node.setAttribute("aria-label", label);
    node.title = label;
    for (const [key, text] of options) {
      const option = node.appendChild(cm.node("option", "", text));
      option.value = key;
    }
    node.value = value;
    node.addEventListener("change", () => {
      onChange(node.value);
      giveBack(node);
    });
    return node;
  }

  // The list of tours: the campaign's own first, then those made from the selection.
  function tours(data, command) {
    const words = data.words;
    const list = choice(words.tour, [], "", (value) => {
      const [kind, id] = value.split(" ");
      command(kind, id);
    });
    const group = (label, kind, rows) => {
      if (!rows.length) return;
      const box = list.appendChild(cm.node("optgroup"));
      box.label = label;
      for (const row of rows) {
        const option = box.appendChild(cm.node("option", "", row.text));
        option.value = kind + " " + row.id;
      }
    };
    group(words.tours, "tour", data.tours);
    group(words.made, "by", data.ways);
    list.value = data.tour ? "tour " + data.tour : "by " + data.by.id;
    return list;
  }

  cm.bar = function (data, autoplay, command) {
    const words = data.words;
    const node = cm.node("nav", "bar");
    node.setAttribute("aria-label", words.stage);
    const count = cm.node("span", "count");
    const times = [...new Set([...SECONDS, ...(autoplay ? [autoplay] : [])])].sort((a, b) => a - b);
    const playing = choice(
      words.autoplay,
      [
        ["0", words.byHand],
        ...times.map((one) => [String(one), cm.filled(words.seconds, { seconds: one })]),
      ],
      String(autoplay),
      (value) => command("autoplay", Number(value)),
    );
    const by = tours(data, command);
    node.append(button("previous", words, command), count, button("next", words, command), playing);
    if (by.options.length > 1) node.append(by);
    node.append(
      ...["overview", "blank", "full", "notes", "edit", "explore", "keys", "leave"].map((name) =>
        button(name, words, command)
      ),
    );
    let timer = 0;
    let since = 0;
    const hide = () => {
      const active = node.getRootNode().activeElement;
      const isUsed = node.contains(active) && (active.matches(":focus-visible") ||
        (active.matches("select") && Date.now() - since < LONGEST));
      if (isUsed) wait();
      else go();
    };
    const go = () => {
      clearTimeout(timer);
      if (node.contains(node.getRootNode().activeElement)) giveBack(node);
      node.classList.remove("seen");
      node.parentElement?.classList.add("idle");
    };
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(hide, IDLE);
    };
    const reveal = () => {
      since = Date.now();
      node.classList.add("seen");
      node.parentElement?.classList.remove("idle");
      wait();
    };
    node.addEventListener("focusin", reveal);
    return {
      node,
      reveal,
      hide: go,
      show(step, total) {
        count.textContent = `${step + 1} / ${total}`;
      },
      stop: () => clearTimeout(timer),
    };
  };
})(window.ConsultationMap);
