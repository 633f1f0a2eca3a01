// The file that goes with the next message: chosen, dropped or pasted.

import { sizeInWords } from "./file.js";

const LARGEST = 50 * 1024 * 1024;

export class Attachment {
  // `onChange(file)` is told of a file that was taken, or of null; `onProblem(sentence)` why it was not.
  constructor({ onChange, onProblem }) {
    this.onChange = onChange;
    this.onProblem = onProblem;
    this.file = null;
    this.bar = document.getElementById("attached");
    this.drop = document.getElementById("drop");
    const chooser = document.getElementById("chooser");
    document.getElementById("attach").addEventListener("click", () => chooser.click());
    chooser.addEventListener("change", () => {
      this.#take(chooser.files);
      chooser.value = "";
    });
    document.getElementById("attached-cancel").addEventListener("click", () => this.set(null));
    document.getElementById("input").addEventListener("paste", (event) => {
      if (!event.clipboardData?.files.length) return;
      event.preventDefault();
      this.#take(event.clipboardData.files);
    });
    this.#acceptDrops(document.querySelector(".chat"));
  }

  set(file) {
    this.file = file;
    this.bar.hidden = !file;
    document.getElementById("attached-name").textContent = file?.name ?? "";
    document.getElementById("attached-size").textContent = file ? sizeInWords(file.size) : "";
    this.onChange(file);
  }

  #take(files) {
    const [file] = files;
    if (!file) return;
    if (files.length > 1) this.onProblem("One file at a time, please: the first one is attached.");
    if (!file.size) return this.onProblem("This file is empty, and Telegram sends no empty files.");
    if (file.size > LARGEST) return this.onProblem("This file is too large: the sandbox takes up to 50 MB.");
    this.set(file);
  }

  #acceptDrops(target) {
    const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
    const over = (shown) => (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      // Passing over what is inside the chat leaves the chat as little as entering it.
      if (shown || !target.contains(event.relatedTarget)) this.drop.hidden = !shown;
    };
    target.addEventListener("dragenter", over(true));
    target.addEventListener("dragover", over(true));
    target.addEventListener("dragleave", over(false));
    target.addEventListener("drop", (event) => {
      over(false)(event);
      this.drop.hidden = true;
      if (holdsFiles(event)) this.#take(event.dataTransfer.files);
    });
    // Beside the chat a dropped file would replace the page.
    for (const kind of ["dragover", "drop"]) {
      addEventListener(kind, (event) => holdsFiles(event) && event.preventDefault());
    }
  }
}
