"""The bot's side of a sandbox without a bot: what it sends and what it gets."""

import json

import httpx

from bot.sandbox import SUBSCRIBER, Person, Sandbox


class FarSide:
    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self.http = httpx.Client(base_url=sandbox.api_url, verify=False)

    def meet(self, person: Person) -> None:
        """Let a person press START."""
        path = f"/sandbox/chats/{person.id}/messages"
        self.http.post(path, json={"person": person.id, "text": "/start"}).raise_for_status()

    def call(self, method: str, files: object = None, **parameters: object) -> dict:
        form = {n: v if isinstance(v, str) else json.dumps(v) for n, v in parameters.items()}
        path = f"/bot{self._sandbox.token}/{method}"
        answer = self.http.post(path, data={"parse_mode": "HTML"} | form, files=files)
        return answer.raise_for_status().json()["result"]

    def send(self, text: str, chat: int = SUBSCRIBER.id, **more: object) -> dict:
        return self.call("sendMessage", chat_id=chat, text=text, **more)

    def send_document(
        self, name: str, content: bytes, chat: int = SUBSCRIBER.id, **more: object
    ) -> dict:
        return self.call("sendDocument", {"document": (name, content)}, chat_id=chat, **more)

    def edit(self, message: dict, text: str, **more: object) -> dict:
        named = {"chat_id": message["chat"]["id"], "message_id": message["message_id"]}
        return self.call("editMessageText", **named, text=text, **more)

    def newest(self) -> dict:
        """The last message that a person sent."""
        return self.call("getUpdates", timeout=0)[-1]["message"]

    def close(self) -> None:
        self.http.close()
