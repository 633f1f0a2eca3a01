// What the page asks of the sandbox. bot/sandbox/page_api.py says what comes back.

async function ask(path, body) {
  const options = body
    ? { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }
    : {};
  const response = await fetch(path, options);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error ?? "The sandbox could not do that.");
  return answer;
}

export const people = () => ask("/sandbox/people");

export const chat = (chatId, person) => ask(`/sandbox/chats/${chatId}?person=${person}`);

export const write = (chatId, person, text, replyTo) =>
  ask(`/sandbox/chats/${chatId}/messages`, { person, text, reply_to: replyTo });

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
