"""How the bot gets its updates: by long polls. The sandbox calls no webhook."""

from collections.abc import Mapping

from bot.sandbox.methods.common import Method
from bot.sandbox.parameters import Parameters
from bot.sandbox.refusal import Refusal
from bot.sandbox.updates import MAX_BATCH
from bot.sandbox.world import World


async def get_updates(world: World, parameters: Parameters) -> object:
    """``getUpdates``."""
    kinds = parameters.json("allowed_updates", "Can't parse allowed updates JSON object")
    if isinstance(kinds, list):
        world.updates.choose([str(kind) for kind in kinds])
    return await world.updates.poll(
        parameters.integer("offset"),
        parameters.integer("limit", MAX_BATCH),
        max(0, parameters.integer("timeout")),
    )


async def set_webhook(world: World, parameters: Parameters) -> object:
    """``setWebhook``: only the empty address, which means to poll."""
    if parameters.text("url"):
        raise Refusal(
            400, "Bad Request: the sandbox sends no updates to a webhook; use getUpdates instead"
        )
    return await delete_webhook(world, parameters)


async def delete_webhook(world: World, parameters: Parameters) -> object:
    """``deleteWebhook``."""
    if parameters.flag("drop_pending_updates"):
        world.updates.drop()
    return True


async def get_webhook_info(world: World, _: Parameters) -> object:
    """``getWebhookInfo``."""
    return {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": world.updates.pending,
    }


METHODS: Mapping[str, Method] = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
