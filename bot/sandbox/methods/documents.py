"""Sending files, and fetching them again."""

import re
from collections.abc import Mapping

from bot.sandbox.files import MAX_DOWNLOAD_BYTES, MAX_FILE_BYTES, Document
from bot.sandbox.methods.common import Method, caption_from
from bot.sandbox.methods.sending import delivery_from
from bot.sandbox.parameters import Parameters, Upload
from bot.sandbox.refusal import Refusal, bad_request
from bot.sandbox.world import World

_IDENTIFIER = re.compile(r"[A-Za-z0-9_-]+")


async def send_document(world: World, parameters: Parameters) -> object:
    """``sendDocument``. A thumbnail is taken and not shown."""
    upload, file_id = parameters.upload("document"), parameters.text("document").strip()
    if upload is None and (not file_id or file_id.startswith("attach://")):
        raise bad_request("There is no document in the request")
    content = caption_from(parameters)
    delivery = delivery_from(world, parameters)
    document = _uploaded(world, upload) if upload else _sent_before(world, file_id)
    return delivery.send(world, content, document=document).wire()


async def get_file(world: World, parameters: Parameters) -> object:
    """``getFile``."""
    file_id = parameters.text("file_id").strip()
    if not file_id:
        raise bad_request("file_id not specified")
    document = world.files.find(file_id)
    if document is None:
        raise bad_request("Invalid file_id")
    if document.size > MAX_DOWNLOAD_BYTES:
        raise bad_request("File is too big")
    if world.files.content(document) is None:
        raise bad_request("Wrong file_id or the file is temporarily unavailable")
    return document.file_wire()


def _uploaded(world: World, upload: Upload) -> Document:
    if not upload.data:
        raise bad_request("File must be non-empty")
    if len(upload.data) > MAX_FILE_BYTES:
        raise Refusal(413, "Request Entity Too Large")
    return world.files.add(upload.filename, upload.data)


def _sent_before(world: World, file_id: str) -> Document:
    if re.match(r"https?://", file_id, re.IGNORECASE):
        raise Refusal(
            400,
            "Bad Request: the sandbox does not fetch files from the Internet; upload them instead",
        )
    if not _IDENTIFIER.fullmatch(file_id):
        raise bad_request("Wrong remote file identifier specified: Wrong character in the string")
    document = world.files.find(file_id)
    if document is None:
        raise bad_request("Wrong file identifier/HTTP URL specified")
    return document


METHODS: Mapping[str, Method] = {"sendDocument": send_document, "getFile": get_file}
