// Controls on the screen: there while the pointer moves or the keyboard is in them, else not.
(function (cm) {
  "use strict";
  const IDLE = 2500; // milliseconds after which they go
  const SECONDS = [5, 8, 12, 20, 30];

  const giveBack = (node) => node.closest(".stage").focus({ preventScroll: true });

  function button(name, words, command) {
    const node = cm.node("button", "do-" + name);
    node.type = "button";
    node.title = words[name];
    node.setAttribute("aria-label", words[name]);
    node.appendChild(cm.icon(name));
    // Pressed by hand it gives the focus back, so that Space goes on.
    node.addEventListener("click", (event) => { if (event.detail) giveBack(node); command(name === "explore" || name === "edit" ? "leave" : name, name); });
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
    node.addEventListener("change", () => { onChange(node.value); giveBack(node); });
    return node;
  }

  cm.bar = function (data, autoplay, command) {
    const words = data.words;
    const node = cm.node("nav", "bar");
    node.setAttribute("aria-label", words.stage);
    const count = cm.node("span", "count");
    const times = [...new Set([...SECONDS, ...(autoplay ? [autoplay] : [])])].sort((a, b) => a - b);
    const playing = choice(words.autoplay, [["0", words.byHand], ...times.map((one) => [String(one), cm.filled(words.seconds, { seconds: one })])], String(autoplay), (value) => command("autoplay", Number(value)));
    const by = choice(words.by, data.ways.map((way) => [way.id, way.text]), data.by.id, (value) => command("by", value));
    node.append(button("previous", words, command), count, button("next", words, command), playing);
    if (data.ways.length > 1) node.append(by);
    node.append(...["blank", "full", "notes", "edit", "explore", "leave"].map((name) => button(name, words, command)));
    let timer = 0;
    const hide = () => { if (!node.contains(node.getRootNode().activeElement) && !node.matches(":hover")) node.classList.remove("seen"); else reveal(); };
    const reveal = () => { node.classList.add("seen"); clearTimeout(timer); timer = setTimeout(hide, IDLE); };
    node.addEventListener("focusin", reveal);
    return { node, reveal, show(step, total) { count.textContent = `${step + 1} / ${total}`; }, stop: () => clearTimeout(timer) };
  };
})(window.ConsultationMap);
