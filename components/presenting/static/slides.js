// Builds the nodes of one slide: the text beside the map, and a photo over it.
(function (cm) {
  "use strict";
  const LEAST = 0.6; // how far the words of a full slide may shrink

  function looks(data) {
    return new Map(data.marks.concat(data.ghosts).map((mark) => [mark.id, mark]));
  }

  function head(slide, data) {
    const box = cm.node("header", "head");
    const mark = slide.number ? looks(data).get(slide.id) : null;
    if (mark) box.appendChild(cm.picture(mark.shape, mark.color, String(slide.number), 32));
    box.appendChild(cm.textElement("h1", "", slide.title));
    return box;
  }

  function facts(slide) {
    const list = cm.node("dl", "facts");
    for (const fact of slide.facts) {
      if (!fact.label) continue;
      const pair = list.appendChild(cm.node("div", "is-" + fact.name));
      pair.appendChild(cm.node("dt", "", fact.label));
      pair.appendChild(cm.textElement("dd", "", fact.text));
    }
    return list;
  }

  function figures(slide) {
    const list = cm.node("ul", "figures");
    // Set long numbers smaller, so that none breaks.
    list.style.setProperty(
      "--signs",
      String(Math.max(...slide.figures.map((figure) => figure.value.length))),
    );
    for (const figure of slide.figures) {
      const item = list.appendChild(cm.node("li"));
      item.appendChild(cm.node("strong", "", figure.value));
      item.appendChild(cm.node("span", "", figure.label));
    }
    return list;
  }

  function items(slide, data) {
    const list = cm.node("ol", slide.kind === "closing" ? "items ranked" : "items");
    const marks = new Map(data.marks.map((mark) => [String(mark.number), mark]));
    for (const item of slide.items) {
      const line = list.appendChild(cm.node("li"));
      const mark = marks.get(item.number);
      if (mark) line.appendChild(cm.picture(mark.shape, mark.color, item.number, 32));
      else if (item.number) line.appendChild(cm.node("span", "number", item.number));
      const entry = line.appendChild(cm.node("span", "entry"));
      entry.appendChild(cm.textElement("span", "what", item.title));
      if (item.detail) entry.appendChild(cm.dotted("span", "detail", item.detail));
    }
    return list;
  }

  function links(slide) {
    const line = cm.node("p", "links");
    for (const link of slide.links) line.appendChild(cm.link(link.text, link.address));
    return line;
  }

  // The way to the campaign: a QR code large enough for the last row, and an address to type.
  function reach(data) {
    const box = cm.node("figure", "reach");
    const { size, path, text, address, is_view: isView } = data.reach;
    const svg = cm.element("svg", {
      viewBox: `0 0 ${size} ${size}`,
      role: "img",
      "aria-label": data.words.qr,
      "shape-rendering": "crispEdges",
    });
    svg.append(
      cm.element("rect", { width: size, height: size, class: "light" }),
      cm.element("path", { d: path, class: "dark" }),
    );
    const caption = cm.node("figcaption");
    caption.append(
      cm.node("span", "", isView ? data.words.scan : data.words.visit),
      cm.link(text, address),
    );
    box.append(svg, caption);
    return box;
  }

  // Whose campaign it is, with the logo.
  function owner(slide, data) {
    const box = cm.node("div", "owner");
    if (slide.showsLogo && data.logo) {
      const picture = box.appendChild(new Image());
      picture.alt = "";
      picture.src = data.logo;
    }
    if (slide.owner) box.append(cm.dotted("p", "", slide.owner));
    return box;
  }

  // A photo that can't be read leaves an empty space.
  function photo(slide) {
    const figure = cm.node("figure", "photo");
    const picture = figure.appendChild(new Image());
    picture.alt = slide.photo.caption;
    picture.addEventListener("error", () => figure.remove());
    picture.src = slide.photo.source;
    const caption = [slide.photo.caption, slide.photo.credit].filter(Boolean).join(" · ");
    if (caption) figure.appendChild(cm.node("figcaption", "", caption));
    return figure;
  }

  cm.slideNode = function (slide, data) {
    const node = cm.node("section", "slide " + slide.kind);
    const words = node.appendChild(cm.node("div", "words"));
    words.appendChild(head(slide, data));
    if (slide.lead) words.appendChild(cm.dotted("p", "lead", slide.lead));
    // What a consultation was comes first and large.
    const isStated = slide.kind === "consultation" && slide.text;
    if (isStated) words.appendChild(cm.dotted("p", "text statement", slide.text));
    for (const fact of slide.facts) {
      if (!fact.label) words.appendChild(cm.textElement("p", "is-" + fact.name, fact.text));
    }
    if (slide.figures.length) words.appendChild(figures(slide));
    if (slide.facts.some((fact) => fact.label)) words.appendChild(facts(slide));
    if (slide.blocks.length) words.appendChild(cm.richText(slide.blocks));
    if (slide.itemsTitle) words.appendChild(cm.node("h2", "above", slide.itemsTitle));
    if (slide.items.length) words.appendChild(items(slide, data));
    if (slide.more) words.appendChild(cm.node("p", "more", slide.more));
    if (slide.text && !isStated) words.appendChild(cm.dotted("p", "text", slide.text));
    if (slide.links.length) words.appendChild(links(slide));
    if (slide.owner || (slide.showsLogo && data.logo)) words.appendChild(owner(slide, data));
    if (slide.showsLink && data.reach) node.appendChild(reach(data));
    if (slide.photo) node.appendChild(photo(slide));
    return node;
  };

  // Shrinks the text of a slide until it fits, and cuts off what is still too long.
  cm.fit = function (node) {
    const words = /** @type {HTMLElement} */ (node.querySelector(".words"));
    const isFull = () => words.scrollHeight > words.clientHeight + 1;
    let size = 1;
    words.style.setProperty("--fit", "1");
    while (isFull() && size > LEAST) {
      size = Math.max(LEAST, size - 0.05);
      words.style.setProperty("--fit", size.toFixed(2));
    }
    node.classList.toggle("full", isFull());
  };
})(window.ConsultationMap);
