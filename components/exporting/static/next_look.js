// Asks for one more check of the progress after a pause.
export default function ({ data, setTriggerValue }) {
  const timer = setTimeout(() => setTriggerValue("look", data.look), data.pause);
  return () => clearTimeout(timer);
}
