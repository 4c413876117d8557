// Triggers another run after a pause, once per look.
export default function ({ data, setTriggerValue }) {
  const timer = setTimeout(() => setTriggerValue("look", data.look), data.pause);
  return () => clearTimeout(timer);
}
