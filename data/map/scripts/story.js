// What fed what, at first sight: the lines are drawn one after the other, once per visitor and campaign,
// and stand still with a sentence. Any key or press ends the drawing.
(function (cm) {
  "use strict";
  const SEEN = "consultation-map-story:"; // begins the key of the browser's memory
  const PAUSE = 600; // milliseconds until the first line, when the map has settled

  // Notes that this visitor sees the story of a campaign; returns whether for the first time.
  function isNew(key) {
    try {
      const memory = window.parent.localStorage, isSeen = memory.getItem(SEEN + key) !== null;
      memory.setItem(SEEN + key, "1");
      return !isSeen;
    } catch {
      return false; // no memory, or a page of another origin embeds us
    }
  }

  // Returns a function that follows the payloads of a map.
  cm.story = function (map, lines) {
    const box = map.getContainer().appendChild(document.createElement("div"));
    const text = box.appendChild(document.createElement("p"));
    const skip = box.appendChild(document.createElement("button"));
    box.className = "cm-story";
    box.hidden = true;
    skip.type = "button";
    L.DomEvent.disableClickPropagation(skip);
    let timer = 0;
    const end = () => {
      if (skip.hidden) return;
      skip.hidden = true;
      clearTimeout(timer);
      lines.stop();
      for (const kind of ["pointerdown", "keydown"]) {
        for (const page of pages()) page.removeEventListener(kind, end, true);
      }
    };
    // The documents of the map and of the page around it.
    function pages() {
      try {
        return [document, window.parent.document];
      } catch {
        return [document];
      }
    }
    skip.hidden = true;
    return function (first, data) {
      box.hidden = !data.story;
      if (!data.story || !data.lines.length) return end();
      text.textContent = data.story.text;
      skip.textContent = data.story.skip;
      if (!first || cm.calm.matches || !isNew(data.story.key)) return;
      skip.hidden = false;
      timer = setTimeout(end, PAUSE + lines.run(data.lines, PAUSE));
      for (const kind of ["pointerdown", "keydown"]) {
        for (const page of pages()) page.addEventListener(kind, end, true);
      }
    };
  };
})(window.ConsultationMap);
