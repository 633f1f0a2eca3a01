// Where people write: the field, what it replies to, the file it sends, and the command list over it.

import { Attachment } from "./attachment.js";
import { Commands } from "./commands.js";
import { gist } from "./file.js";

const LONGEST = 4096;
const LONGEST_CAPTION = 1024;

export class Composer {
  // `onSend({ text, replyTo, file })` gives true once it is sent; `onProblem(sentence)` is told why not.
  constructor({ onSend, onProblem }) {
    this.onSend = onSend;
    this.onProblem = onProblem;
    this.form = document.getElementById("composer");
    this.input = document.getElementById("input");
    this.bar = document.getElementById("replying");
    this.barText = document.getElementById("replying-text");
    this.suffix = "";
    this.asked = "";
    this.attachment = new Attachment({
      onChange: () => {
        this.#hint();
        this.input.focus();
      },
      onProblem,
    });
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
      } else if (event.key === "Escape" && this.attachment.file) this.attachment.set(null);
      else if (event.key === "Escape" && !this.bar.hidden) this.replyTo(null);
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
    if (this.attachment.file) this.attachment.set(null);
  }

  // `placeholder` is what the bot wants to stand in the empty field, if it asked for the reply.
  replyTo(message, placeholder = "") {
    if (!message && !this.replied) return;
    this.replied = message?.message_id;
    this.asked = placeholder;
    this.bar.hidden = !message;
    this.barText.textContent = message ? `${message.from.first_name}: ${gist(message)}` : "";
    this.#hint();
    if (message) this.input.focus();
  }

  // Shows what is replied to as it is now; nothing when it is gone.
  changed(messageId, message) {
    if (this.replied === messageId) this.replyTo(message, message ? this.asked : "");
  }

  async #send() {
    const text = this.input.value.trim();
    const { file } = this.attachment;
    if (!text && !file) return;
    const [what, longest] = file ? ["caption", LONGEST_CAPTION] : ["message", LONGEST];
    if (text.length > longest) {
      const count = (number) => number.toLocaleString("en-GB");
      this.onProblem(
        `This ${what} is too long: it has ${count(text.length)} characters, and Telegram takes ${count(longest)}.`,
      );
      return;
    }
    const replyTo = this.replied;
    if (!(await this.onSend({ text, replyTo, file }))) return;
    this.#fill("");
    if (file) this.attachment.set(null);
    // Meanwhile the bot may have asked for another reply, which stays.
    if (this.replied === replyTo) this.replyTo(null);
  }

  async #sendCommand(command) {
    this.#fill(`/${command.command}${this.suffix}`);
    await this.#send();
  }

  #hint() {
    this.input.placeholder = this.attachment.file ? "Caption" : this.asked || "Message";
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
