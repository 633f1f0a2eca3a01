// The messages of the open chat, and where the reader is in them.

import { messageElement, redraw, settle } from "./message.js";
import { element } from "./text.js";

const MOST_MESSAGES = 500;
const NEAR = 24;
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long" });
const DAY_AND_YEAR = new Intl.DateTimeFormat("en-GB", { dateStyle: "long" });

export class Log {
  constructor(box, newer) {
    this.box = box;
    this.newer = newer;
    // The first message that the reader has not begun to read. Reading starts at its beginning, so
    // the log never scrolls past that by itself.
    this.unread = null;
    this.following = true;
    this.scrolledTo = 0;
    box.addEventListener("scroll", () => this.#scrolled());
    newer.addEventListener("click", () => {
      this.unread = null;
      this.#scrollTo(this.box.scrollHeight);
      this.box.focus({ preventScroll: true });
    });
  }

  // Shows a chat from the start. `options` goes to every message: me, group, handlers; `note`
  // stands above all of them.
  open(messages, options, introduction, note) {
    this.options = options;
    // A screen reader should not read out a whole chat because it was opened.
    this.box.setAttribute("aria-live", "off");
    this.box.replaceChildren(note);
    this.newer.hidden = true;
    this.#label(false);
    if (!messages.length && introduction) this.box.append(introduction);
    for (const message of messages) this.#append(message);
    const last = messages.findLastIndex((message) => this.#mine(message));
    const answer = messages[last + 1];
    this.unread = answer ? this.#find(answer.message_id) : null;
    this.following = true;
    this.#follow();
    requestAnimationFrame(() => this.box.setAttribute("aria-live", "polite"));
  }

  add(message) {
    if (this.#find(message.message_id)) return;
    this.box.querySelector(".intro")?.remove();
    const made = this.#append(message);
    if (this.#mine(message)) {
      this.unread = null;
      this.following = true;
    } else if (this.following && !this.unread) {
      this.unread = made;
    }
    while (this.box.querySelectorAll(".message").length > MOST_MESSAGES) {
      this.box.querySelector(".message").remove();
    }
    this.#follow();
    this.#label(!this.following);
  }

  edit(message) {
    const made = this.#find(message.message_id);
    if (!made) return;
    const top = this.box.scrollTop;
    redraw(made, message, { ...this.options, mine: this.#mine(message) });
    settle(made);
    // A message that grows at the end is followed like a new one; elsewhere the reader stays.
    this.#scrollTo(top);
    this.#follow();
  }

  remove(messageId) {
    this.#find(messageId)?.remove();
  }

  #mine(message) {
    return message.from.id === this.options.me;
  }

  #find(messageId) {
    return this.box.querySelector(`[data-message-id="${Number(messageId)}"]`);
  }

  #append(message) {
    const before = [...this.box.querySelectorAll(".message")].at(-1);
    const day = new Date(message.date * 1000).toDateString();
    if (before?.dataset.day !== day) this.box.append(dayElement(message.date));
    const made = messageElement(message, { ...this.options, mine: this.#mine(message) });
    made.dataset.day = day;
    made.classList.toggle("first", before?.dataset.from !== made.dataset.from);
    this.box.append(made);
    settle(made);
    return made;
  }

  #follow() {
    if (this.following) {
      const bottom = this.box.scrollHeight - this.box.clientHeight;
      const start = this.unread ? this.unread.offsetTop - this.box.offsetTop - 44 : bottom;
      this.#scrollTo(Math.max(0, Math.min(bottom, start)));
    }
    this.newer.hidden = this.#atBottom();
  }

  #scrollTo(top) {
    this.box.scrollTop = top;
    this.scrolledTo = this.box.scrollTop;
    if (this.#atBottom()) this.newer.hidden = true;
  }

  #scrolled() {
    if (this.#atBottom()) this.newer.hidden = true;
    if (Math.abs(this.box.scrollTop - this.scrolledTo) <= 2) return;
    // The reader scrolled.
    if (this.#atBottom()) this.#label(false);
    this.scrolledTo = this.box.scrollTop;
    this.following = this.#atBottom();
    this.unread = null;
  }

  // Says whether something new came that the reader has not been taken to.
  #label(hasNew) {
    this.newer.classList.toggle("has-new", hasNew);
    this.newer.firstElementChild.textContent = hasNew ? "New messages" : "To the newest message";
  }

  #atBottom() {
    return this.box.scrollTop + this.box.clientHeight >= this.box.scrollHeight - NEAR;
  }
}

function dayElement(date) {
  const made = element("div", "day");
  made.append(element("span", "", dayName(new Date(date * 1000))));
  return made;
}

function dayName(date) {
  const today = new Date();
  const yesterday = new Date(today);
  yesterday.setDate(today.getDate() - 1);
  if (date.toDateString() === today.toDateString()) return "Today";
  if (date.toDateString() === yesterday.toDateString()) return "Yesterday";
  return (date.getFullYear() === today.getFullYear() ? DAY : DAY_AND_YEAR).format(date);
}
