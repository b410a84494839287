"""The vendors' paths: Meta's Graph API with its download host, and OpenAI's v1."""

from starlette.routing import BaseRoute, Mount, Route, Router

from sandbox.openai import chat, door, embeddings
from sandbox.openai.errors import OpenAIError
from sandbox.openai.errors import envelope as openai_envelope
from sandbox.vendor_door import VendorDoor
from sandbox.whatsapp import assets, sending, uploads
from sandbox.whatsapp.errors import MetaError
from sandbox.whatsapp.errors import envelope as meta_envelope

EVERY_METHOD = ["GET", "POST", "PUT", "PATCH", "DELETE"]


def _meta_fault(status: int) -> object:
    code = 130429 if status == 429 else 131000
    return meta_envelope(MetaError(code, "A fault switch of the sandbox is on.", status=status))


def _openai_fault(status: int) -> object:
    if status == 429:
        return openai_envelope(
            OpenAIError("Rate limit reached for requests.", status=429, code="rate_limit_exceeded")
        )
    return openai_envelope(OpenAIError("The server had an error.", status=500, code="server_error"))


graph = Router(
    [
        Route("/{version}/me", assets.read_me, methods=["GET"]),
        Route("/{version}/debug_token", assets.debug_token, methods=["GET"]),
        Route("/{version}/{object_id}/messages", sending.send_message, methods=["POST"]),
        Route("/{version}/{object_id}/media", uploads.upload, methods=["POST"]),
        Route("/{version}/{object_id}/register", assets.register_number, methods=["POST"]),
        Route("/{version}/{object_id}/deregister", assets.register_number, methods=["POST"]),
        Route(
            "/{version}/{object_id}/whatsapp_business_profile",
            assets.business_profile,
            methods=["GET", "POST"],
        ),
        Route("/{version}/{object_id}/phone_numbers", assets.list_numbers, methods=["GET"]),
        Route("/{version}/{object_id}/message_templates", assets.list_templates, methods=["GET"]),
        Route(
            "/{version}/{object_id}/subscribed_apps", assets.subscriptions, methods=["GET", "POST", "DELETE"]
        ),
        Route("/{version}/{object_id}", assets.read_object, methods=["GET"]),
        Route("/{version}/{object_id}", assets.delete_object, methods=["DELETE"]),
        Route("/{version}/{rest:path}", assets.unknown_path, methods=EVERY_METHOD),
    ]
)
lookaside = Router([Route("/whatsapp_business/attachments/", uploads.download)])
openai = Router(
    [
        Route("/chat/completions", chat.complete, methods=["POST"]),
        Route("/embeddings", embeddings.embed, methods=["POST"]),
        Route("/models", door.list_models),
        Route("/models/{name}", door.read_model),
        Route("/{rest:path}", door.unknown, methods=EVERY_METHOD),
    ]
)

ROUTES: list[BaseRoute] = [
    Mount("/graph", VendorDoor(graph, platform="whatsapp", fault_body=_meta_fault)),
    Mount("/lookaside", VendorDoor(lookaside, platform="whatsapp", fault_body=_meta_fault)),
    Mount("/openai/v1", VendorDoor(openai, platform="openai", fault_body=_openai_fault)),
]
