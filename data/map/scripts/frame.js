// The frame around the map: its name, language and typeface, which the wrapper omits, and the words
// for who can't see the map.
(function (cm) {
  "use strict";

  // Takes the page's typeface over into the frame, so that the map reads like the page.
  function takeTypeface() {
    try {
      const page = window.parent.document;
      if (window.parent === window || document.getElementById("cm-typeface")) return;
      const faces = Array.from(page.styleSheets).flatMap((sheet) =>
        Array.from(sheet.cssRules).filter((rule) => rule.cssText.startsWith("@font-face"))
          .map((rule) =>
            rule.cssText.replace(
              /url\("?([^")]+)"?\)/g,
              (_all, url) => `url("${new URL(url, sheet.href || page.baseURI).href}")`,
            )
          )
      );
      const family = window.parent.getComputedStyle(page.querySelector(".stApp") || page.body)
        .fontFamily;
      const style = document.createElement("style");
      style.id = "cm-typeface";
      style.textContent = faces.filter((face) => /Source Sans/.test(face)).join("\n") +
        `\nhtml, body { font-family: ${family}; }`;
      document.head.appendChild(style);
    } catch { /* a page of another origin embeds us */ }
  }

  function hidden(id, tag) {
    const old = document.getElementById(id);
    if (old) return old;
    const node = document.createElement(tag);
    node.id = id;
    node.className = "cm-unseen";
    return node;
  }

  cm.describe = function (map, data) {
    const container = map.getContainer(), main = document.getElementById("parent");
    document.documentElement.lang = data.language;
    document.documentElement.dir = data.direction;
    document.documentElement.classList.toggle("cm-dark", data.dark);
    document.title = data.words.map;
    const meta = document.querySelector('meta[name="viewport"]');
    // Lift the wrapper's ban on zooming.
    if (meta) meta.setAttribute("content", "width=device-width, initial-scale=1");
    try {
      const frame = /** @type {HTMLElement} */ (window.frameElement);
      if (frame) frame.title = data.words.map;
    } catch { /* a page of another origin embeds us */ }
    takeTypeface();
    const title = hidden("cm-title", "h2"), summary = hidden("cm-summary", "p");
    title.textContent = data.words.map;
    if (main && !title.isConnected) {
      main.setAttribute("role", "main");
      summary.setAttribute("role", "status");
      // Last: the wrapper's style hides the second part of the frame.
      main.append(title, summary);
    }
    // The page has a main part too: a name tells them apart.
    main?.setAttribute("aria-label", data.words.map);
    if (summary.textContent !== data.summary) summary.textContent = data.summary || "";
    container.setAttribute("aria-label", data.words.map);
    container.setAttribute("aria-describedby", "cm-summary");
    container.setAttribute("role", "application");
  };
})(window.ConsultationMap);
