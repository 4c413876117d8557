// Builds nodes. Text never becomes markup.
(function (cm) {
  "use strict";

  cm.node = function (tag, name, text) {
    const node = document.createElement(tag);
    if (name) node.className = name;
    if (text !== undefined && text !== "") node.textContent = text;
    return node;
  };

  // What must not break: a word with a hyphen; a number and its word.
  const COMPOUND = /((?:[^\s-]{1,12}-[^\s-]{1,12}|\d+ \p{Ll}{1,14})(?=[\s,;.:)]|$))/u;
  const DOT = " · ";

  // Adds a text to a node, without breaks in compounds.
  function whole(node, text) {
    for (const [i, part] of text.split(COMPOUND).entries()) {
      if (i % 2) node.append(cm.node("span", "whole", part));
      else if (part) node.append(part);
    }
    return node;
  }
  cm.textElement = (tag, name, text) => whole(cm.node(tag, name), text || "");

  // Facts with dots between. A line never begins with one: the sheet of styles hides it there.
  cm.dotted = function (tag, name, text) {
    const node = cm.node(tag, "dotted " + name);
    const row = node.appendChild(cm.node("span", "row"));
    for (const part of text.split(DOT)) {
      if (row.childNodes.length) row.append(cm.node("span", "gap", DOT));
      row.append(cm.textElement("span", "fact", part));
    }
    return node;
  };

  // Fills the placeholders of a sentence: `Slide {step} of {count}`.
  cm.filled = (sentence, values) =>
    sentence.replace(
      /\{(\w+)\}/g,
      (place, name) => (name in values ? String(values[name]) : place),
    );

  cm.link = function (text, address) {
    const node = cm.node("a", "", text);
    if (!/^(https?:\/\/|mailto:)/i.test(address)) return cm.node("span", "", text);
    node.href = address;
    node.target = "_blank";
    node.rel = "noopener noreferrer";
    return node;
  };

  function span(piece) {
    if (piece.address) return cm.link(piece.text, piece.address);
    return cm.node({ bold: "strong", italic: "em" }[piece.style] || "span", "", piece.text);
  }

  // Builds the text of a text slide: paragraphs, headings and list items.
  cm.richText = function (blocks) {
    const box = cm.node("div", "rich");
    for (const block of blocks) {
      const node = box.appendChild(cm.node(block.kind === "heading" ? "h3" : "p", block.kind));
      if (block.mark) node.appendChild(cm.node("span", "bullet", block.mark));
      const line = block.mark ? node.appendChild(cm.node("span", "line")) : node;
      for (const piece of block.spans) line.appendChild(span(piece));
    }
    return box;
  };

  const ICONS = {
    previous: "M13 4l-7 6 7 6",
    next: "M7 4l7 6-7 6",
    leave: "M5 5l10 10M15 5L5 15",
    full: "M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4",
    blank: "M3 4h14v10H3zM7 17h6",
    notes: "M4 3h12v14H4zM7 7h6M7 10h6M7 13h4",
    overview: "M3 3h6v6H3zM11 3h6v6h-6zM3 11h6v6H3zM11 11h6v6h-6z",
    keys: "M2 5h16v10H2zM5 8h1M8 8h1M11 8h1M14 8h1M6 12h8",
    edit: "M4 16l1-4 8-8 3 3-8 8z",
    explore: "M10 2.5a7.5 7.5 0 1 0 0 15a7.5 7.5 0 1 0 0-15zM13 7l-2 4-4 2 2-4z",
  };

  cm.icon = function (name) {
    const svg = cm.element("svg", {
      viewBox: "0 0 20 20",
      width: 22,
      height: 22,
      "aria-hidden": "true",
    });
    svg.appendChild(cm.element("path", { d: ICONS[name], class: "icon" }));
    return svg;
  };
})(window.ConsultationMap);
