// Says what Streamlit says in English only: the button of a field for files, and its icons.
const FIELD = '[data-testid="stFileUploader"]';
export default function ({ data }) {
  const name = (node, label) => {
    if (node && node.getAttribute("aria-label") !== label) node.setAttribute("aria-label", label);
  };
  const write = () => {
    for (const field of document.querySelectorAll(FIELD)) {
      // A group may have a name, what is only presentation may not.
      const area = field.querySelector('[data-testid="stFileUploaderDropzone"]');
      if (area && area.getAttribute("role") !== "group") area.setAttribute("role", "group");
      const button = field.querySelector('[data-testid="stBaseButton-secondary"] p');
      if (button && button.textContent !== data.choose) button.textContent = data.choose;
      name(field.querySelector('input[type="file"]'), data.choose);
      name(field.querySelector('[data-testid="stBaseButton-borderlessIcon"]'), data.other);
      for (const chip of field.querySelectorAll('[data-testid="stFileChip"]')) {
        const file = chip.querySelector('[data-testid="stFileChipName"]')?.textContent ?? "";
        name(chip.querySelector("button"), data.remove.replace("{file}", () => file));
      }
    }
  };
  write();
  // A field may come after this, as when a page is slow to load.
  const observer = new MutationObserver(write);
  const page = document.querySelector('[data-testid="stMain"]') ?? document.body;
  observer.observe(page, { childList: true, subtree: true });
  return () => observer.disconnect();
}
