// A small window on the map with the facts of a consultation and a link to the whole page. Only an
// embed without a panel shows it: elsewhere the card stands beside the map.
(function (cm) {
  "use strict";

  // The address of the whole page with a consultation open; null unless it is needed.
  function wholePage(id) {
    try {
      const page = window.parent;
      const address = new URL(page.location.href);
      const query = address.searchParams;
      if (page === window || query.get("embed") !== "true") return null;
      if (page.document.querySelector(".st-key-card, .st-key-panel")) return null;
      for (const name of ["embed", "embed_options", "show"]) query.delete(name);
      query.set("c", id);
      return address.href;
    } catch {
      return null; // a page of another origin embeds us
    }
  }

  cm.popup = function (map, layer, mark) {
    const address = wholePage(mark.id);
    if (!address) return;
    const node = cm.textNode(mark.title, mark.label);
    const link = node.appendChild(document.createElement("a"));
    Object.assign(link, { href: address, target: "_blank", rel: "noopener" });
    link.textContent = cm.words.more;
    layer.closeTooltip();
    L.popup({ className: "cm-popup", maxWidth: 260, offset: [0, -8], autoPanPadding: [10, 10] })
      .setLatLng(layer.getLatLng()).setContent(node).openOn(map);
    link.focus();
  };
})(window.ConsultationMap);
