// Connects two windows of one browser, the audience's and the speaker's. When one steps, the other
// follows.
(function (cm) {
  "use strict";
  const NAME = "consultation-map-tour";

  // Calls `heard` with each message of the other window. The speaker view says `hello` (who is
  // there?), `there` (still there?) and `do` (run this command); the audience's window answers `here`
  // (with the tour and the step) and `step`, and ends with `bye`.
  cm.channel = function (heard) {
    const me = Math.random().toString(36).slice(2);
    if (!("BroadcastChannel" in window)) return { me, say() {}, close() {} };
    const line = new BroadcastChannel(NAME);
    // Send text: objects from Streamlit can't be cloned between windows.
    line.onmessage = (event) => {
      const message = JSON.parse(event.data);
      if (message.from !== me) heard(message);
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
