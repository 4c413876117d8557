// Which part of the world the map of a slide shows.
(function (cm) {
  "use strict";
  const WORLD = [[-40, -125], [62, 150]].map(([lat, lon]) => cm.project(lat, lon));
  const CLOSEST = { consultation: 1.9, group: 2.6 }; // pixels for a thousandth of the way around the world

  // Gives each marker its point on the world. Returns the markers by consultation, each list in the
  // order of its places.
  cm.placesOf = function (marks) {
    /** @type {any} */
    const of = new Map();
    for (const mark of marks) {
      mark.point = cm.project(mark.lat, mark.lon);
      of.set(mark.id, (of.get(mark.id) || []).concat([mark]));
    }
    return of;
  };

  function corners(bounds) {
    const [west, south, east, north] = bounds;
    return [cm.project(south, west), cm.project(north, east)];
  }

  // A consultation or region: its markers, its follow-ups, and all of its region. Other slides:
  // every marker.
  function subject(slide, data, of) {
    const marked = slide.at.concat(slide.fed).flatMap((id) => of.get(id) || []);
    const points = marked.map((mark) => mark.point);
    const regions = data.regions.filter((region) => slide.regions.includes(region.id));
    // A slide of several regions is about its markers.
    if (regions.length === 1 && regions[0].bounds) points.push(...corners(regions[0].bounds));
    return points;
  }

  // `size` and `room` (top, right, bottom, left) in pixels.
  cm.viewOfSlide = function (slide, data, of, size, room) {
    const near = slide.kind in CLOSEST ? subject(slide, data, of) : [];
    const all = data.marks.map((mark) => mark.point);
    return cm.viewOf(
      near.length ? near : all.length ? all : WORLD,
      size,
      room,
      (CLOSEST[slide.kind] || 2.4) * Math.max(1, Math.min(size.width, size.height) / 640),
    );
  };

  // Whether a slide is about single markers, and not the whole world.
  cm.isClose = (slide) => slide.kind in CLOSEST;
})(window.ConsultationMap);
