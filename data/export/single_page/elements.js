// Builds elements of the page. Text from data is appended as text, never parsed.
(function (cm) {
  "use strict";

  // Returns an element that is in the page from the start.
  cm.byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

  cm.isRightToLeft = () => document.documentElement.dir === "rtl";

  // Returns an element with attributes ("on..." are listeners; undefined and false are left out) and
  // children; a child that isn't a node is text.
  cm.make = function (name, attributes, ...children) {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
      else if (value === true) node.setAttribute(key, "");
      else if (value !== undefined && value !== false) node.setAttribute(key, value);
    }
    node.append(
      .../** @type {(Node | string)[]} */ (
        children.filter((child) => child !== "" && child !== undefined && child !== null)
      ),
    );
    return node;
  };

  cm.button = function (text, action, attributes) {
    return cm.make("button", Object.assign({ type: "button", onclick: action }, attributes), text);
  };

  // Fills the {placeholders} of a sentence once: values are not filled again.
  cm.say = function (name, values) {
    return cm.data.words[name].replace(
      /\{(\w+)\}/g,
      (all, key) => (values && key in values ? String(values[key]) : all),
    );
  };

  cm.number = (value) => new Intl.NumberFormat(cm.data.language).format(value);

  // Turns [[text, address], ...] into text and links. Like Python, it accepts only web addresses.
  cm.linked = function (pieces) {
    return pieces.map((
      [text, address],
    ) => (/^(https?|mailto):/i.test(address)
      ? cm.make("a", { href: address, rel: "noreferrer" }, text)
      : text)
    );
  };

  // Returns a node for the map's tooltips: a bold first line and a second one, text only.
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
