"""An independent judge of what we send: aiogram's model of the Bot API.

The sandbox is ours, so it could share our mistakes. aiogram's models are generated from Telegram's
documentation by others. A request passes when its method exists there, its parameters validate, and
neither it nor anything inside it has a field that Telegram does not know.
"""

from collections.abc import Iterator, Mapping

from aiogram import methods
from aiogram.types import BufferedInputFile
from pydantic import BaseModel, ValidationError

from bot.sandbox.parameters import UploadRecord

_MODELS = {
    name.lower(): model
    for name, model in vars(methods).items()
    if isinstance(model, type) and issubclass(model, BaseModel)
}


def objections(method: str, parameters: Mapping[str, object]) -> list[str]:
    """What is wrong with a request; nothing when it is as Telegram documents it."""
    model = _MODELS.get(method.lower())
    if model is None:
        return [f"{method}: there is no such method"]
    try:
        request = model.model_validate({name: _meant(value) for name, value in parameters.items()})
    except ValidationError as error:
        return [f"{method}: {error}"]
    return [f"{method}: {path} is no field of the Bot API" for path in _unknown(request, method)]


def _meant(value: object) -> object:
    """What was sent, as aiogram writes it: a file is no text and stands only where one may."""
    if isinstance(value, UploadRecord):
        return BufferedInputFile(b"", value.filename)
    return value


def _unknown(value: object, path: str) -> Iterator[str]:
    if isinstance(value, BaseModel):
        yield from (f"{path}.{name}" for name in value.model_extra or {})
        for name in type(value).model_fields:
            yield from _unknown(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _unknown(item, f"{path}[{index}]")
