// Asks for another look after a while, once for every look it is told of.
export default function ({ data, setTriggerValue }) {
  const timer = setTimeout(() => setTriggerValue("look", data.look), data.pause);
  return () => clearTimeout(timer);
}
