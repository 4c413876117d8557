// Elements of the page. Text from data only ever becomes text: it is appended, never parsed.
(function (cm) {
  "use strict";

  // An element with attributes ("on..." are listeners, undefined and false are left out) and
  // children; a child that is no node is text.
  cm.make = function (name, attributes, ...children) {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
      else if (value === true) node.setAttribute(key, "");
      else if (value !== undefined && value !== false) node.setAttribute(key, value);
    }
    node.append(
      ...children.filter((child) => child !== "" && child !== undefined && child !== null),
    );
    return node;
  };

  cm.button = function (text, action, attributes) {
    return cm.make("button", Object.assign({ type: "button", onclick: action }, attributes), text);
  };

  // A sentence with its {places} filled, each once: what is filled in is not filled again.
  cm.say = function (name, values) {
    return cm.data.words[name].replace(
      /\{(\w+)\}/g,
      (all, key) => (values && key in values ? String(values[key]) : all),
    );
  };

  cm.number = (value) => new Intl.NumberFormat(cm.data.language).format(value);

  // Text whose addresses are links: [[text, address], ...]. Python lets only web addresses through;
  // so does this.
  cm.linked = function (pieces) {
    return pieces.map((
      [text, address],
    ) => (/^(https?|mailto):/i.test(address)
      ? cm.make("a", { href: address, rel: "noreferrer" }, text)
      : text)
    );
  };

  // A node for tooltips of the map: a bold first line and a second one; text only.
  cm.textNode = function (first, second) {
    return cm.make(
      "div",
      { dir: "auto" },
      first ? cm.make("strong", {}, first) : "",
      second ? cm.make("div", {}, second) : "",
    );
  };

  cm.calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  cm.dark = window.matchMedia("(prefers-color-scheme: dark)");
  cm.narrow = window.matchMedia("(max-width: 760px)");
})(window.ConsultationMap);
