// The list of the bot's commands: all of them from the Menu button, the fitting ones while typing.

import { element } from "./text.js";

export class Commands {
  constructor({ panel, list, button, input, onChoose, onComplete }) {
    Object.assign(this, { panel, list, button, input, onChoose, onComplete });
    this.commands = [];
    this.chosen = -1;
    this.dismissed = "";
    button.addEventListener("click", () => {
      if (this.open) return this.hide();
      this.#show(this.commands);
      this.#choose(0);
      this.input.focus();
    });
    input.addEventListener("input", () => this.#suggest());
    input.addEventListener("blur", () => this.hide());
    document.addEventListener("pointerdown", (event) => {
      if (this.open && !panel.contains(event.target) && !button.contains(event.target)) this.hide();
    });
    // Pressing in the list must not take the focus from the field.
    panel.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("mousedown", (event) => event.preventDefault());
  }

  get open() {
    return !this.panel.hidden;
  }

  set(commands) {
    this.commands = commands;
    this.button.hidden = !commands.length;
    if (this.open) this.#suggest();
  }

  hide() {
    this.panel.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.chosen = -1;
  }

  // Whether a key pressed in the field was meant for the list.
  takes(event) {
    if (!this.open) return false;
    const count = this.list.children.length;
    if (event.key === "ArrowDown") this.#choose((this.chosen + 1) % count);
    else if (event.key === "ArrowUp") this.#choose((this.chosen - 1 + count) % count);
    else if (event.key === "Escape") {
      this.dismissed = this.input.value;
      this.hide();
    } else if (event.key === "Enter" && !event.shiftKey && this.chosen >= 0 && !this.#whole()) {
      this.onChoose(this.shown[this.chosen]);
    } else if (event.key === "Tab" && !event.shiftKey && this.chosen >= 0) {
      this.onComplete(this.shown[this.chosen]);
    } else return false;
    event.preventDefault();
    return true;
  }

  // A command that is typed to its end is what is meant, though a longer one may be listed first.
  #whole() {
    return this.shown.some((c) => `/${c.command}` === this.input.value);
  }

  #suggest() {
    const typed = this.input.value;
    const fits = /^\/[a-z0-9_]*$/i.test(typed) && typed !== this.dismissed;
    const wanted = typed.slice(1).toLowerCase();
    const found = fits ? this.commands.filter((c) => c.command.startsWith(wanted)) : [];
    if (!found.length) return this.hide();
    this.#show(found);
    this.#choose(0);
  }

  #show(commands) {
    this.shown = commands;
    this.list.replaceChildren(
      ...commands.map((command, index) => {
        const line = element("li");
        line.role = "option";
        line.id = `command-${index}`;
        line.append(
          element("span", "name", `/${command.command}`),
          element("span", "what", command.description),
        );
        line.addEventListener("click", () => this.onChoose(command));
        return line;
      }),
    );
    this.panel.hidden = false;
    this.panel.scrollTop = 0;
    this.button.setAttribute("aria-expanded", "true");
  }

  #choose(index) {
    this.chosen = index;
    [...this.list.children].forEach((line, place) => {
      line.setAttribute("aria-selected", String(place === index));
    });
    const line = this.list.children[index];
    this.input.setAttribute("aria-activedescendant", line.id);
    line.scrollIntoView({ block: "nearest" });
  }
}
