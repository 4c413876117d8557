// A search box that searches while one types, with suggestions in groups: an ARIA combobox.
//
// The server may answer an older text while one goes on typing. So each message has a turn, which
// the server returns: only an answer to the last turn may change the text.

const REST = 250; // milliseconds without a key, after which the text is sent
const SETTLED = 1000; // milliseconds after which the last answer is surely there

class SearchBox {
  constructor(root, data) {
    this.input = root.querySelector("input");
    this.list = root.querySelector(".list");
    this.status = root.querySelector("[role=status]");
    this.turn = data.turn;
    this.timer = 0;
    this.composes = false;
    this.enters = false; // whether Enter was pressed before the server answered
    this.asks = false; // whether the visitor has typed since the list was last closed
    this.active = -1;
    this.options = [];
    const input = this.input;
    input.value = data.words;
    input.addEventListener("input", () => this.typed());
    input.addEventListener("compositionstart", () => this.compose(true));
    input.addEventListener("compositionend", () => this.compose(false));
    input.addEventListener("keydown", (event) => this.pressed(event));
    input.addEventListener("blur", () => {
      // A message after the click that leads to another page would name the old page and stay there.
      if (this.timer) this.send();
      this.close();
      this.settle();
    });
    input.addEventListener("click", () => this.reopen());
    // Keeps the focus in the box, so that `blur` does not close the list before the click.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    for (const name of ["scroll", "resize"]) {
      window.addEventListener(name, () => this.place(), { capture: true, passive: true });
    }
  }

  update({ data, setTriggerValue }) {
    this.data = data;
    this.tell = setTriggerValue;
    const input = this.input;
    input.placeholder = data.placeholder;
    input.setAttribute("aria-label", data.placeholder);
    this.list.setAttribute("aria-label", data.listed);
    if (data.turn !== this.turn || this.timer || this.composes) return;
    if (input.value.trim() !== data.words) input.value = data.words;
    if (this.enters) this.enter();
    else this.draw();
  }

  typed() {
    if (this.composes) return; // letters of an input method are not final yet
    this.asks = true;
    this.enters = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), REST);
  }

  compose(starts) {
    this.composes = starts;
    if (!starts) this.typed();
  }

  send() {
    clearTimeout(this.timer);
    this.timer = 0;
    this.turn += 1;
    this.tell("typed", { text: this.input.value, turn: this.turn });
  }

  // Ends the search as a step of Back: further typing begins another. An answer on its way belongs
  // to it.
  settle() {
    const isOver = !this.timer && this.data?.turn === this.turn;
    setTimeout(() => document.dispatchEvent(new Event("cm-settled")), isOver ? 0 : SETTLED);
  }

  pick(option) {
    clearTimeout(this.timer);
    this.timer = 0;
    this.close();
    this.turn += 1;
    document.dispatchEvent(new Event("cm-picked"));
    this.tell("picked", { kind: option.kind, id: option.id, turn: this.turn });
  }

  pressed(event) {
    if (event.isComposing) return;
    const isOpen = this.isOpen();
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen) this.reopen();
      else this.activate(this.active + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter") {
      if (isOpen && this.active >= 0) this.pick(this.options[this.active]);
      else {
        if (this.timer) this.send();
        if (this.turn === this.data.turn) this.enter();
        else this.enters = true;
        this.close();
      }
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    }
  }

  // Picks what the text names whole, such as a city or a country; else the words stay.
  enter() {
    this.enters = false;
    const option = this.data.groups.flatMap((group) => group.options)[this.data.entered];
    if (option) this.pick(option);
    this.settle();
  }

  isOpen() {
    return this.list.matches(":popover-open");
  }

  reopen() {
    if (!this.input.value.trim()) return;
    this.asks = true;
    this.draw();
  }

  close() {
    this.asks = false;
    if (this.isOpen()) this.list.hidePopover();
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.active = -1;
  }

  draw() {
    const hasFocus = this.input.getRootNode().activeElement === this.input;
    if (!this.asks || !hasFocus || !this.data.groups.length) {
      const asks = this.asks && hasFocus;
      this.close();
      this.asks = asks;
      this.status.textContent = asks ? this.data.status : "";
      return;
    }
    this.options = [];
    this.active = -1;
    this.input.removeAttribute("aria-activedescendant");
    this.list.replaceChildren(...this.data.groups.map((group, i) => this.group(group, i)));
    if (!this.isOpen()) this.list.showPopover();
    this.input.setAttribute("aria-expanded", "true");
    this.status.textContent = this.data.status;
    this.place();
  }

  group({ name, options }, number) {
    const title = part("div", "name", name);
    title.id = `name-${number}`;
    const group = part("div", "", "", title);
    group.setAttribute("role", "group");
    group.setAttribute("aria-labelledby", title.id);
    for (const option of options) group.append(this.option(option));
    return group;
  }

  option(option) {
    const text = part("span", "text", "");
    for (const [words, isHit] of option.pieces) {
      text.append(isHit ? part("mark", "", words) : words);
    }
    if (option.detail) text.append(" ", part("span", "detail", option.detail));
    const node = part("div", "option", "", text);
    if (option.count) node.append(part("span", "count", option.count));
    node.id = `option-${this.options.length}`;
    node.setAttribute("role", "option");
    node.setAttribute("aria-selected", "false");
    node.addEventListener("click", () => this.pick(option));
    this.options.push(option);
    return node;
  }

  // Moves to an option; beyond either end to the text.
  activate(position) {
    const count = this.options.length;
    this.active = position < -1 ? count - 1 : position >= count ? -1 : position;
    this.list.querySelectorAll("[role=option]").forEach((node, i) => {
      node.setAttribute("aria-selected", String(i === this.active));
      if (i === this.active) node.scrollIntoView({ block: "nearest" });
    });
    if (this.active < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", `option-${this.active}`);
  }

  // Puts the list below the box, inside the part of the window that a keyboard leaves free.
  place() {
    if (!this.isOpen()) return;
    const at = this.input.getBoundingClientRect();
    const seen = window.visualViewport?.height ?? window.innerHeight;
    const width = Math.min(Math.max(at.width, 380), document.documentElement.clientWidth - 16);
    const style = this.list.style;
    style.width = `${width}px`;
    style.top = `${at.bottom + 4}px`;
    style.left = `${
      Math.max(8, Math.min(at.left, document.documentElement.clientWidth - 8 - width))
    }px`;
    style.maxHeight = `${Math.max(120, Math.min(460, seen - at.bottom - 16))}px`;
  }
}

function part(tag, name, text, ...children) {
  const node = document.createElement(tag);
  if (name) node.className = name;
  if (text) node.textContent = text;
  node.append(...children);
  return node;
}

const boxes = new WeakMap();

export default function (component) {
  const input = component.parentElement.querySelector("input");
  if (!boxes.has(input)) boxes.set(input, new SearchBox(component.parentElement, component.data));
  boxes.get(input).update(component);
}
