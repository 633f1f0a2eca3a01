// Puts the page together: who you are, the open chat, and what happens in it.

import { Composer } from "./composer.js";
import { Gazette } from "./gazette.js";
import { Log } from "./log.js";
import * as server from "./server.js";
import { element } from "./text.js";

const byId = (id) => document.getElementById(id);
const OFFLINE = "The bot is not running. This page will connect again by itself.";
const TOAST_MS = 4500;

const state = { bot: null, people: [], chats: [], places: [], place: null, unread: new Map() };
const log = new Log(byId("log"), byId("newer"));
const composer = new Composer({ onSend: send, onProblem: toast });
const gazette = new Gazette({
  onDone: (done) => (done instanceof Error ? tell(said(done)) : toast(done)),
});
let typingEnds = 0;
let opening = 0;
// What happens in a chat while it is being opened waits until its messages are there.
let arriving = null;
// Whoever is quick may write before the first chat has come: what they send waits for it.
let markOpen;
const firstOpen = new Promise((resolve) => (markOpen = resolve));

server.follow({
  onReady: () => load().then(() => (byId("offline").textContent = "")),
  onEvent: happened,
  onLost: () => {
    byId("offline").textContent = OFFLINE;
    quiet();
  },
});

addEventListener("hashchange", () => {
  const place = placeFromAddress();
  if (place && place !== state.place) open(place);
});

async function load() {
  Object.assign(state, await server.people());
  state.places = state.chats.flatMap((chat) =>
    chat.members.map((id) => ({ chat, person: state.people.find((p) => p.id === id) })),
  );
  await open(placeFromAddress() ?? state.places[0]);
}

// The address keeps who you are over a reload: #chat/person.
function placeFromAddress() {
  const [chat, person] = location.hash.slice(1).split("/").map(Number);
  return state.places.find((p) => p.chat.id === chat && p.person.id === person);
}

async function open(place) {
  const turn = ++opening;
  const group = place.chat.type !== "private";
  arriving = { chat: place.chat.id, events: [] };
  const seen = await server.chat(place.chat.id, place.person.id);
  if (turn !== opening) return;
  state.place = place;
  markOpen();
  state.unread.delete(place.chat.id);
  history.replaceState(null, "", `#${place.chat.id}/${place.person.id}`);
  quiet();
  byId("head-title").textContent = group ? place.chat.title : seen.bot.name;
  byId("head-avatar").textContent = (group ? place.chat.title : seen.bot.name).slice(0, 1);
  byId("head-avatar").className = `avatar ${group ? "tone-4" : ""}`;
  composer.reset({ group, bot: seen.bot.username });
  composer.commands.set(seen.commands);
  const fileAddress = ({ message_id }) => server.fileAddress(place.chat.id, place.person.id, message_id);
  const handlers = {
    onCommand: (text) => send({ text }),
    onPress: press,
    onReply: (message) => composer.replyTo(message),
    fileAddress,
  };
  const options = { me: place.person.id, group, handlers };
  const note = element("p", "hint small-only", "A sandbox on this computer. Nothing goes to Telegram.");
  log.open(seen.messages, options, group ? groupHint() : introduction(seen.bot), note);
  if (seen.force_reply) {
    const asking = seen.messages.find((m) => m.message_id === seen.force_reply.message_id);
    composer.replyTo(asking, seen.force_reply.placeholder);
  }
  const { events } = arriving;
  arriving = null;
  events.forEach(happened);
  drawPlaces();
  // With a keyboard at hand one wants to write at once; on a phone it would cover the chat.
  if (matchMedia("(pointer: fine)").matches && document.activeElement === document.body) byId("input").focus();
}

async function refreshMenu() {
  const { place } = state;
  if (!place) return;
  const seen = await server.chat(place.chat.id, place.person.id);
  if (place !== state.place) return;
  composer.commands.set(seen.commands);
  if (place.chat.type === "private") {
    byId("head-title").textContent = seen.bot.name;
    document.querySelector(".intro")?.replaceWith(introduction(seen.bot));
  }
}

function happened(event) {
  if (event.type === "menu") return void refreshMenu();
  if (event.type === "gazette") return gazette.changed();
  if (event.chat_id === arriving?.chat) return void arriving.events.push(event);
  if (event.chat_id !== state.place?.chat.id) {
    if (event.type === "message" && event.message.from.is_bot) {
      state.unread.set(event.chat_id, (state.unread.get(event.chat_id) ?? 0) + 1);
      drawPlaces();
    }
    return;
  }
  if (event.type === "message") {
    if (event.message.from.is_bot) quiet();
    log.add(event.message);
    const asked = event.force_reply;
    if (asked?.people.includes(state.place.person.id)) composer.replyTo(event.message, asked.placeholder);
  } else if (event.type === "edited") {
    log.edit(event.message);
    composer.changed(event.message.message_id, event.message);
  } else if (event.type === "deleted") {
    log.remove(event.message_id);
    composer.changed(event.message_id, null);
  } else if (event.type === "typing") typing(event.seconds);
}

async function send({ text, replyTo, file }) {
  await firstOpen;
  const { chat, person } = state.place;
  try {
    const { message } = file
      ? await server.attach(chat.id, person.id, file, text, replyTo)
      : await server.write(chat.id, person.id, text, replyTo);
    if (state.place.chat === chat) log.add(message);
    return true;
  } catch (error) {
    toast(said(error));
    return false;
  }
}

async function press(message, row, column, button) {
  if (!button.callback_data) return toast("This kind of button only works in Telegram itself.");
  try {
    const { chat, person } = state.place;
    const answer = await server.press(chat.id, person.id, message.message_id, row, column);
    if (!answer.answered) toast("The bot did not answer.");
    else if (answer.text && answer.show_alert) tell(answer.text);
    else if (answer.text) toast(answer.text);
  } catch (error) {
    toast(said(error));
  }
}

// A failed fetch is a TypeError, whose text means nothing to a reader.
const said = (error) => (error instanceof TypeError ? OFFLINE : error.message);

function typing(seconds) {
  clearTimeout(typingEnds);
  if (!seconds) return quiet();
  byId("head-subtitle").textContent = "typing";
  byId("head-subtitle").className = "busy";
  typingEnds = setTimeout(quiet, seconds * 1000);
}

function quiet() {
  clearTimeout(typingEnds);
  const { place } = state;
  const group = place && place.chat.type !== "private";
  byId("head-subtitle").className = "";
  byId("head-subtitle").textContent = group ? `group, ${place.chat.members.length + 1} members` : "bot";
}

function toast(text) {
  const made = element("p", "toast", text);
  byId("toasts").append(made);
  setTimeout(() => made.remove(), TOAST_MS + text.length * 30);
}

function tell(text) {
  byId("alert-text").textContent = text;
  byId("alert").showModal();
}

function introduction(bot) {
  const made = element("section", "intro");
  const card = element("div", "card");
  const avatar = element("span", "avatar", bot.name.slice(0, 1));
  avatar.setAttribute("aria-hidden", "true");
  card.append(avatar, element("h2", "", "What can this bot do?"));
  card.append(element("p", "", bot.description || bot.short_description || "Press START to find out."));
  const start = element("button", "start", "START");
  start.type = "button";
  start.addEventListener("click", async () => {
    if (await send({ text: "/start" })) byId("input").focus();
  });
  made.append(card, start);
  if (state.place.person.role === "admin") made.append(suggestion());
  return made;
}

// What somebody who looks after the bot can try first.
function suggestion() {
  const text = `/addsource ${state.gazette}`;
  const made = element("p", "try", "As an admin: ");
  const chip = element("button", "chip", text);
  chip.type = "button";
  chip.addEventListener("click", async () => {
    if (await send({ text })) byId("input").focus();
  });
  made.append(chip);
  return made;
}

function groupHint() {
  const made = element("section", "intro");
  made.append(
    element("p", "hint", "In a group the bot sees only commands, such as /help, and replies to what it said."),
  );
  return made;
}

function drawPlaces() {
  const focused = byId("places").contains(document.activeElement);
  byId("places").replaceChildren(...state.places.map(placeElement));
  const current = document.querySelector('.place[aria-current="true"]');
  if (focused) current?.focus();
  current?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function placeElement(place) {
  const { chat, person } = place;
  const group = chat.type !== "private";
  const button = element("button", "place");
  button.type = "button";
  button.dataset.chat = chat.id;
  button.dataset.person = person.id;
  button.setAttribute("aria-current", String(place === state.place));
  const tone = group ? "tone-4" : person.role === "admin" ? "tone-2" : "tone-3";
  const avatar = element("span", `avatar ${tone}`, (group ? chat.title : person.first_name).slice(0, 1));
  avatar.setAttribute("aria-hidden", "true");
  const words = element("span", "words");
  words.append(
    element("span", "label", group ? chat.title : person.first_name),
    element("span", "sub", group ? `as ${person.first_name}` : person.role),
  );
  button.append(avatar, words);
  const unread = place === state.place ? 0 : state.unread.get(chat.id);
  if (unread) {
    const badge = element("span", "badge", String(unread));
    badge.setAttribute("aria-label", `${unread} new`);
    button.append(badge);
  }
  button.addEventListener("click", () => open(place));
  const item = element("li");
  item.append(button);
  return item;
}
