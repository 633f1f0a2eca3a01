// One message, as elements: its bubble and the keyboard under it.

import { fileElement, gist } from "./file.js";
import { element, formatted, foldQuotes } from "./text.js";

const TIME = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });

// `handlers` has onCommand(text), onPress(message, row, column, button), fileAddress(message) and,
// where one can reply, onReply(message).
export function messageElement(message, { mine, group, handlers }) {
  const made = element("article", `message ${mine ? "out" : "in"}`);
  made.dataset.messageId = message.message_id;
  made.dataset.from = message.from.id;
  made.tabIndex = -1;
  draw(made, message, { mine, group, handlers });
  return made;
}

// Shows a message anew where it stands, and keeps the focus on the button where it was.
export function redraw(made, message, options) {
  const keys = [...made.querySelectorAll(".key")];
  const place = keys.indexOf(document.activeElement);
  const focused = made.contains(document.activeElement);
  made.replaceChildren();
  draw(made, message, options);
  if (!focused) return;
  const now = made.querySelectorAll(".key");
  (now[Math.min(place, now.length - 1)] ?? made).focus({ preventScroll: true });
}

// What can only be measured once the message is on the page.
export function settle(made) {
  foldQuotes(made);
  const keys = made.querySelector(".keys");
  if (keys) keys.style.setProperty("--keys-width", `${made.querySelector(".bubble").offsetWidth}px`);
}

function draw(made, message, { mine, group, handlers }) {
  const time = TIME.format(new Date(message.date * 1000));
  const who = mine ? "You" : message.from.first_name;
  made.setAttribute("aria-label", `${who}, ${time}${message.edit_date ? ", edited" : ""}`);
  const bubble = element("div", "bubble");
  if (group && !mine) bubble.append(element("div", "sender", message.from.first_name));
  if (message.reply_to_message) bubble.append(answered(message.reply_to_message));
  if (message.document) bubble.append(fileElement(message.document, handlers.fileAddress(message)));
  const body = element("div", "body");
  const text = element("span", "text");
  const entities = message.entities ?? message.caption_entities;
  text.append(formatted(message.text ?? message.caption ?? "", entities, handlers.onCommand));
  // The time floats beside the last line of the text where there is room.
  body.append(text, meta(message, time, handlers));
  bubble.append(body);
  made.append(bubble);
  const rows = message.reply_markup?.inline_keyboard ?? [];
  made.classList.toggle("has-keys", rows.length > 0);
  if (rows.length) made.append(keyboard(message, rows, handlers));
}

function answered(message) {
  const made = element("div", "answered");
  made.append(element("b", "", message.from.first_name), gist(message));
  return made;
}

function meta(message, time, handlers) {
  const made = element("div", "meta");
  if (handlers.onReply) {
    const reply = element("button", "reply", "Reply");
    reply.type = "button";
    reply.addEventListener("click", () => handlers.onReply(message));
    made.append(reply);
  }
  if (message.edit_date) made.append(element("span", "edited", "edited"));
  const stamp = element("time", "", time);
  stamp.dateTime = new Date(message.date * 1000).toISOString();
  made.append(stamp);
  return made;
}

function keyboard(message, rows, handlers) {
  const made = element("div", "keys");
  made.role = "group";
  made.setAttribute("aria-label", "Buttons of this message");
  rows.forEach((buttons, row) => {
    const line = element("div", "row");
    buttons.forEach((button, column) => line.append(key(message, button, row, column, handlers)));
    made.append(line);
  });
  return made;
}

function key(message, button, row, column, handlers) {
  if (button.url && /^https?:/i.test(button.url)) {
    const made = element("a", "key outside");
    made.href = button.url;
    made.target = "_blank";
    made.rel = "noopener noreferrer";
    made.append(element("span", "", button.text));
    return made;
  }
  const made = element("button", "key");
  made.type = "button";
  made.append(element("span", "", button.text));
  made.addEventListener("click", async () => {
    if (made.getAttribute("aria-busy") === "true") return;
    made.setAttribute("aria-busy", "true");
    await handlers.onPress(message, row, column, button);
    made.removeAttribute("aria-busy");
  });
  return made;
}
