// The link back: the same view on the website that the page was downloaded from.
(function (cm) {
  "use strict";

  // Keeps the filters of the download, and narrows them by those of the page.
  function narrowed(query, view) {
    for (const name of ["region", "kind", "country", "organization"]) {
      if (!view[name].length) continue;
      query.delete(name);
      for (const one of view[name]) query.append(name, one);
    }
    if (view.organization.length || view.role) query.set("role", view.role);
    const [from, to] = [query.get("from"), query.get("to")];
    if (view.from && (!from || cm.day(view.from, false) > cm.day(from, false))) {
      query.set("from", view.from);
    }
    if (view.to && (!to || cm.day(view.to, true) < cm.day(to, true))) query.set("to", view.to);
    query.set("words", [query.get("words"), view.words].filter(Boolean).join(" "));
    query.set("c", view.c);
    query.set("lines", view.lines);
    return [...query].filter(([, value]) => value);
  }

  // "" if the website is unknown.
  cm.onWebsite = function (view) {
    if (!cm.data.link) return "";
    // A published site has filters after "#", and this page is the one that reads them.
    if (cm.data.link.includes("#")) return `${cm.data.link.split("#")[0]}#${cm.writeView(view)}`;
    const [page, query] = cm.data.link.split("?");
    return `${page}?${new URLSearchParams(narrowed(new URLSearchParams(query), view))}`;
  };

  cm.updateWebsite = function () {
    const link = /** @type {HTMLAnchorElement} */ (document.querySelector(".origin a"));
    if (link) link.href = cm.onWebsite(cm.view);
  };
})(window.ConsultationMap);
