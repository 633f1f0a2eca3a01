// What the page asks of the sandbox. bot/sandbox/page_api.py says what comes back.

function ask(path, body) {
  if (!body) return answered(fetch(path));
  const headers = { "Content-Type": "application/json" };
  return answered(fetch(path, { method: "POST", headers, body: JSON.stringify(body) }));
}

async function answered(request) {
  const response = await request;
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error ?? "The sandbox could not do that.");
  return answer;
}

export const people = () => ask("/sandbox/people");

export const chat = (chatId, person) => ask(`/sandbox/chats/${chatId}?person=${person}`);

export const write = (chatId, person, text, replyTo) =>
  ask(`/sandbox/chats/${chatId}/messages`, { person, text, reply_to: replyTo });

export function attach(chatId, person, file, caption, replyTo) {
  const form = new FormData();
  form.set("person", person);
  form.set("caption", caption);
  if (replyTo) form.set("reply_to", replyTo);
  form.set("document", file);
  return answered(fetch(`/sandbox/chats/${chatId}/documents`, { method: "POST", body: form }));
}

export const gazette = () => ask("/sandbox/gazette");

// A new article, or with a slug the one that has it.
export const publish = (slug, title, text) =>
  ask(`/sandbox/gazette/articles${slug ? `/${slug}` : ""}`, { title, text });

export const breakGazette = (status) => ask("/sandbox/gazette/fault", { status });

export const press = (chatId, person, messageId, row, column) =>
  ask(`/sandbox/chats/${chatId}/press`, { person, message_id: messageId, row, column });

export const fileAddress = (chatId, person, messageId) =>
  `/sandbox/chats/${chatId}/messages/${messageId}/file?person=${person}`;

// Follows what happens, and connects again by itself for as long as the page is open.
export function follow({ onReady, onEvent, onLost }) {
  const events = new EventSource("/sandbox/events");
  events.onmessage = (message) => {
    const event = JSON.parse(message.data);
    if (event.type === "ready") onReady();
    else onEvent(event);
  };
  events.onerror = () => {
    events.close();
    onLost();
    setTimeout(() => follow({ onReady, onEvent, onLost }), 1000);
  };
}
