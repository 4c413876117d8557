// Leaves the field of a pasted table after each paste, so that Streamlit sends its text at once.
const leave = (event) => {
  const field = event.target;
  if (field instanceof HTMLTextAreaElement && field.closest(".st-key-own_pasted")) {
    setTimeout(() => field.blur());
  }
};
export default function () {
  document.addEventListener("paste", leave);
  return () => document.removeEventListener("paste", leave);
}
