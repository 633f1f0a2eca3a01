// Where people write: the field, what it replies to, and the command list over it.

import { Commands } from "./commands.js";
import { gist } from "./file.js";

const LONGEST = 4096;

export class Composer {
  // `onSend(text, replyTo)` gives true once the text is sent; `onProblem(sentence)` is told why not.
  constructor({ onSend, onProblem }) {
    this.onSend = onSend;
    this.onProblem = onProblem;
    this.form = document.getElementById("composer");
    this.input = document.getElementById("input");
    this.bar = document.getElementById("replying");
    this.barText = document.getElementById("replying-text");
    this.suffix = "";
    this.commands = new Commands({
      panel: document.getElementById("panel"),
      list: document.getElementById("commands"),
      button: document.getElementById("menu"),
      input: this.input,
      onChoose: (command) => this.#sendCommand(command),
      onComplete: (command) => this.#fill(`/${command.command} `),
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    this.input.addEventListener("keydown", (event) => {
      if (event.isComposing || this.commands.takes(event)) return;
      if (event.key === "Enter" && !event.shiftKey) {
        event.preventDefault();
        this.#send();
      } else if (event.key === "Escape" && !this.bar.hidden) this.replyTo(null);
    });
    this.input.addEventListener("input", () => this.#grow());
    document.getElementById("replying-cancel").addEventListener("click", () => {
      this.replyTo(null);
      this.input.focus();
    });
  }

  // For another chat. In a group, commands from the list name the bot they are for.
  reset({ group, bot }) {
    this.suffix = group ? `@${bot}` : "";
    this.commands.hide();
    this.replyTo(null);
  }

  replyTo(message) {
    this.replied = message?.message_id;
    this.bar.hidden = !message;
    this.barText.textContent = message ? `${message.from.first_name}: ${gist(message)}` : "";
    if (message) this.input.focus();
  }

  async #send() {
    const text = this.input.value.trim();
    if (!text) return;
    if (text.length > LONGEST) {
      const count = (number) => number.toLocaleString("en-GB");
      this.onProblem(
        `This message is too long: it has ${count(text.length)} characters, and Telegram takes ${count(LONGEST)}.`,
      );
      return;
    }
    if (!(await this.onSend(text, this.replied))) return;
    this.#fill("");
    this.replyTo(null);
  }

  async #sendCommand(command) {
    this.commands.hide();
    if (await this.onSend(`/${command.command}${this.suffix}`)) this.#fill("");
  }

  #fill(text) {
    this.input.value = text;
    this.commands.hide();
    this.#grow();
  }

  #grow() {
    this.input.style.height = "auto";
    this.input.style.height = `${this.input.scrollHeight + 2}px`;
  }
}
