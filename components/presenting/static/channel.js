// Two windows of one browser: the audience's and the speaker's. Either steps, the other follows.
(function (cm) {
  "use strict";
  const NAME = "consultation-map-tour";

  // `heard` is called with what the other window says: `hello` (who is there?), `here` (I am, with
  // the tour and the step), `go` (show this step), `bye`.
  cm.channel = function (heard) {
    const me = Math.random().toString(36).slice(2);
    if (!("BroadcastChannel" in window)) return { me, say() {}, close() {} };
    const line = new BroadcastChannel(NAME);
    line.onmessage = (event) => { if (event.data && event.data.from !== me) heard(event.data); };
    return { me, say(kind, more) { line.postMessage(Object.assign({ kind, from: me }, more)); }, close() { line.close(); } };
  };
})(window.ConsultationMap);
