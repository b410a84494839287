"""The vendors' paths: Meta's Graph API with its download host and its dialogs, Google's accounts, OpenAI's v1."""

from starlette.routing import BaseRoute, Mount, Route, Router

from sandbox.gemini import generate as gemini
from sandbox.google import sign_in as google
from sandbox.meta import cdn, comments, consent, instagram_graph, oauth, objects, posts
from sandbox.meta import sending as page_sending
from sandbox.meta import templates as page_templates
from sandbox.meta.conversations import conversations
from sandbox.meta.errors import GraphError, throttled
from sandbox.meta.errors import envelope as page_envelope
from sandbox.meta.graph import either, platform_of_call
from sandbox.openai import chat, door, embeddings, speech, transcriptions
from sandbox.openai.errors import OpenAIError
from sandbox.openai.errors import envelope as openai_envelope
from sandbox.stripe import door as stripe
from sandbox.stripe import pages as stripe_pages
from sandbox.stripe.errors import fault as stripe_fault
from sandbox.telegram import door as telegram
from sandbox.telegram.errors import fault as telegram_fault
from sandbox.vendor_door import VendorDoor
from sandbox.vision import annotate as vision
from sandbox.whatsapp import assets, sending, uploads
from sandbox.whatsapp.errors import MetaError
from sandbox.whatsapp.errors import envelope as meta_envelope

EVERY_METHOD = ["GET", "POST", "PUT", "PATCH", "DELETE"]


def _meta_fault(status: int, platform: str) -> object:
    if platform in ("messenger", "instagram"):
        if status == 429:
            return page_envelope(throttled(platform, "0"))
        return page_envelope(GraphError(2, "Service temporarily unavailable", status=status))
    code = 130429 if status == 429 else 131000
    return meta_envelope(MetaError(code, "A fault switch of the sandbox is on.", status=status))


def _openai_fault(status: int, _platform: str) -> object:
    if status == 429:
        return openai_envelope(
            OpenAIError("Rate limit reached for requests.", status=429, code="rate_limit_exceeded")
        )
    return openai_envelope(OpenAIError("The server had an error.", status=500, code="server_error"))


def _google_fault(status: int, _platform: str) -> object:
    error = "rate_limit_exceeded" if status == 429 else "internal_failure"
    return {"error": error, "error_description": "A fault switch of the sandbox is on."}


graph = Router(
    [
        Route("/{version}/me", either(objects.read, assets.read_me), methods=["GET"]),
        Route("/{version}/debug_token", oauth.debug_token, methods=["GET"]),
        Route("/{version}/oauth/access_token", oauth.exchange, methods=["GET", "POST"]),
        Route("/oauth/access_token", oauth.exchange, methods=["GET", "POST"]),
        Route("/{version}/me/accounts", objects.list_pages, methods=["GET"]),
        Route("/{version}/me/permissions", objects.revoke, methods=["DELETE"]),
        Route("/{version}/{object_id}/conversations", conversations, methods=["GET"]),
        Route("/{version}/{object_id}/message_attachments", page_sending.upload, methods=["POST"]),
        Route(
            "/{version}/{object_id}/messenger_profile",
            objects.messenger_profile,
            methods=["GET", "POST", "DELETE"],
        ),
        Route("/{version}/{object_id}/comments", comments.answer_in_public, methods=["POST"]),
        Route("/{version}/{object_id}/replies", comments.answer_in_public, methods=["POST"]),
        Route(
            "/{version}/{object_id}/messages",
            either(page_sending.send_message, sending.send_message),
            methods=["POST"],
        ),
        Route("/{version}/{object_id}/media", uploads.upload, methods=["POST"]),
        Route("/{version}/{object_id}/media", posts.behind_page, methods=["GET"]),
        Route("/{version}/{object_id}/register", assets.register_number, methods=["POST"]),
        Route("/{version}/{object_id}/deregister", assets.register_number, methods=["POST"]),
        Route(
            "/{version}/{object_id}/whatsapp_business_profile",
            assets.business_profile,
            methods=["GET", "POST"],
        ),
        Route("/{version}/{object_id}/phone_numbers", assets.list_numbers, methods=["GET"]),
        Route(
            "/{version}/{object_id}/message_templates",
            either(page_templates.list_templates, assets.list_templates),
            methods=["GET"],
        ),
        Route(
            "/{version}/{object_id}/subscribed_apps",
            either(objects.subscriptions, assets.subscriptions),
            methods=["GET", "POST", "DELETE"],
        ),
        Route("/{version}/{object_id}", either(objects.read, assets.read_object), methods=["GET"]),
        Route("/{version}/{object_id}", assets.delete_object, methods=["DELETE"]),
        Route("/{version}/{rest:path}", assets.unknown_path, methods=EVERY_METHOD),
    ]
)
lookaside = Router(
    [
        Route("/whatsapp_business/attachments/", uploads.download),
        Route("/cdn/files/{media_id}/", cdn.file),
        Route("/cdn/faces/{customer_id}/", cdn.face),
    ]
)
instagram_api = Router([Route("/oauth/access_token", oauth.exchange_instagram, methods=["POST"])])
openai = Router(
    [
        Route("/chat/completions", chat.complete, methods=["POST"]),
        Route("/embeddings", embeddings.embed, methods=["POST"]),
        Route("/audio/transcriptions", transcriptions.transcribe, methods=["POST"]),
        Route("/audio/speech", speech.speak, methods=["POST"]),
        Route("/models", door.list_models),
        Route("/models/{name}", door.read_model),
        Route("/{rest:path}", door.unknown, methods=EVERY_METHOD),
    ]
)
stripe_api = Router([Route("/{rest:path}", stripe.answer, methods=EVERY_METHOD)])
BOTH = ["GET", "POST"]
stripe_doors: list[BaseRoute] = [
    Mount("/stripe/v1", VendorDoor(stripe_api, platform="stripe", fault_body=stripe_fault)),
    Route("/stripe/pay/{id}", stripe_pages.pay, methods=BOTH),
    Route("/stripe/invoice/{id}", stripe_pages.invoice, methods=BOTH),
    Route("/stripe/invoice/{id}/pdf", stripe_pages.invoice),
    Route("/stripe/portal/{id}", stripe_pages.portal, methods=BOTH),
    Route("/stripe/receipt/{id}", stripe_pages.receipt),
    Route("/stripe/connect/{id}", stripe_pages.onboarding, methods=BOTH),
    Route("/stripe/connect/{id}/dashboard", stripe_pages.dashboard),
]

google_api = Router(
    [
        Route("/token", google.token, methods=["POST"]),
        Route("/oauth2/v3/certs", google.certs, methods=["GET"]),
    ]
)

ROUTES: list[BaseRoute] = [
    Route("/google/o/oauth2/v2/auth", google.authorize, methods=["GET", "POST"]),
    Mount("/google", VendorDoor(google_api, platform="google", fault_body=_google_fault)),
    Mount("/graph", VendorDoor(graph, platform=platform_of_call, fault_body=_meta_fault)),
    Mount(
        "/instagram-graph",
        VendorDoor(instagram_graph.router, platform="instagram", fault_body=_meta_fault),
    ),
    Mount("/instagram-api", VendorDoor(instagram_api, platform="instagram", fault_body=_meta_fault)),
    Route("/dialog/{version}/dialog/oauth", consent.facebook, methods=["GET", "POST"]),
    Route("/instagram-dialog/oauth/authorize", consent.instagram, methods=["GET", "POST"]),
    Mount("/lookaside", VendorDoor(lookaside, platform="whatsapp", fault_body=_meta_fault)),
    Mount("/telegram", VendorDoor(telegram.router, platform="telegram", fault_body=telegram_fault)),
    Mount("/vision", VendorDoor(vision.router, platform="vision", fault_body=vision.fault)),
    Mount("/gemini/v1beta", VendorDoor(gemini.router, platform="gemini", fault_body=gemini.fault)),
    Mount("/openai/v1", VendorDoor(openai, platform="openai", fault_body=_openai_fault)),
    *stripe_doors,
]
