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
    // As text: what Streamlit hands over can't be copied from one window to the other as it is.
    line.onmessage = (event) => {
      const said = JSON.parse(event.data);
      if (said.from !== me) heard(said);
    };
    return {
      me,
      say(kind, more) {
        line.postMessage(JSON.stringify(Object.assign({ kind, from: me }, more)));
      },
      close() {
        line.close();
      },
    };
  };
})(window.ConsultationMap);
