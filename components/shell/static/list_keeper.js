// Keeps the visitor's list in this browser (IndexedDB), so that a reload loses nothing, and sends it
// back on request. Nothing leaves the machine. Without storage it does nothing but ask before the
// page is left with answers that are saved nowhere.
const DAYS = 7;
const asked = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
const shelf = async (mode, act) => {
  const opening = indexedDB.open("consultation-map", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("list");
  const base = await asked(opening);
  try {
    const change = base.transaction("list", mode);
    const done = new Promise((resolve, reject) => {
      change.oncomplete = resolve;
      change.onabort = () => reject(change.error);
    });
    const result = await act(change.objectStore("list"));
    await done;
    return result;
  } finally {
    base.close();
  }
};
const today = () => new Date().toLocaleDateString("sv");
const read = async () => {
  const about = await shelf("readonly", (store) => asked(store.get("about")));
  if (about && Date.now() - about.time > DAYS * 86400000) {
    await forget();
    return undefined;
  }
  return about;
};
const forget = () => shelf("readwrite", (store) => asked(store.clear()));
// The answers are small and change often, the file is large and never does.
const keep = (list) =>
  shelf("readwrite", async (store) => {
    const file = await asked(store.get("file"));
    if (file?.id !== list.id && !list.packed) return false;
    const { packed, ...about } = list;
    if (file?.id !== list.id) store.put({ id: list.id, packed }, "file");
    store.put({ ...about, day: today(), time: Date.now() }, "about");
    return true;
  });
const ask = (event) => event.preventDefault();

export default function ({ data, setStateValue, setTriggerValue }) {
  const guard = (isNeeded) => {
    removeEventListener("beforeunload", globalThis.consultationMapAsks);
    globalThis.consultationMapAsks = ask;
    if (isNeeded) addEventListener("beforeunload", ask);
  };
  const say = (name, value) => {
    if (data[name] !== value) setStateValue(name, value);
  };
  const follow = async () => {
    if (data.forget) {
      await forget();
      setTriggerValue("forgotten", true);
    } else if (data.open) {
      const [about, file] = await shelf(
        "readonly",
        (store) => Promise.all([asked(store.get("about")), asked(store.get("file"))]),
      );
      setTriggerValue("opened", JSON.stringify({ ...about, packed: file.packed }));
    } else if (data.list) {
      const isStored = await keep(data.list);
      if (!isStored) say("wanted", data.list.id);
      else say("stored", data.list.id);
      guard(!isStored && data.unsaved);
    } else {
      guard(false);
      const about = await read();
      const offer = about && JSON.stringify({ name: about.name, rows: about.rows, day: about.day });
      if (offer || data.uses || data.offer) say("offer", offer ?? "none");
    }
  };
  if (data.list === null) {
    // Too large to keep.
    guard(data.unsaved);
    return;
  }
  follow().catch(() => {
    guard(data.unsaved);
    if (data.list) say("failed", data.list.id);
    else if (data.uses) say("offer", "none");
  });
}
