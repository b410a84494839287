"""POST /vision/v1/images:annotate."""

import base64
import binascii
import hashlib
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router

from sandbox.web import reply

MAX_IMAGES = 16
# A picture shows two of these, the same ones every time.
SCENES = (
    ("Nail polish", "Manicure", "Hand"),
    ("Hairstyle", "Blond hair", "Beauty salon"),
    ("Interior design", "Chair", "Mirror"),
    ("Flower", "Petal", "Plant"),
)
MAGIC = (b"\xff\xd8\xff", b"\x89PNG", b"RIFF", b"GIF8")


def refusal(status: int, message: str, name: str) -> Response:
    return reply({"error": {"code": status, "message": message, "status": name}}, status)


def fault(status: int, _platform: str) -> object:
    """Return Google's envelope for a switched-on fault."""
    name = {429: "RESOURCE_EXHAUSTED", 503: "UNAVAILABLE"}.get(status, "INTERNAL")
    return {"error": {"code": status, "message": "A fault switch of the sandbox is on.", "status": name}}


async def annotate(request: Request) -> Response:
    """Answer each request in order; a picture that is none is an error inside the answer."""
    key = request.headers.get("x-goog-api-key") or request.query_params.get("key", "")
    if not key.startswith("AIza"):
        return refusal(400, "API key not valid. Please pass a valid API key.", "INVALID_ARGUMENT")
    try:
        body = msgspec.json.decode(await request.body())
        asked = list(body["requests"])
    except (msgspec.DecodeError, RecursionError, KeyError, TypeError):
        return refusal(400, "Invalid JSON payload received.", "INVALID_ARGUMENT")
    if len(asked) > MAX_IMAGES:
        return refusal(400, "Too many images per request.", "INVALID_ARGUMENT")
    return reply({"responses": [_answer(one) for one in asked]})


def _answer(asked: dict[str, Any]) -> dict[str, Any]:
    try:
        content = base64.b64decode(asked["image"]["content"], validate=True)
    except (KeyError, TypeError, binascii.Error):
        content = b""
    if not content.startswith(MAGIC):
        return {"error": {"code": 3, "message": "Bad image data."}}
    wanted = {str(feature.get("type")) for feature in asked.get("features", [])}
    number = hashlib.sha256(content).digest()[0]
    found: dict[str, Any] = {}
    if wanted & {"LABEL_DETECTION", "4"}:
        found["labelAnnotations"] = [
            {"mid": f"/m/0{at}", "description": name, "score": round(0.97 - at * 0.08, 2), "topicality": 0.9}
            for at, name in enumerate(SCENES[number % len(SCENES)])
        ]
    if wanted & {"DOCUMENT_TEXT_DETECTION", "TEXT_DETECTION", "11", "5"} and number % 2:
        text = "Знижка 20% щовівторка"
        found["textAnnotations"] = [{"locale": "uk", "description": text}]
        found["fullTextAnnotation"] = {"text": f"{text}\n", "pages": []}
    return found


async def unknown(_request: Request) -> Response:
    return refusal(404, "Method not found.", "NOT_FOUND")


router = Router(
    [
        Route("/v1/images:annotate", annotate, methods=["POST"]),
        Route("/{rest:path}", unknown, methods=["GET", "POST", "PUT", "PATCH", "DELETE"]),
    ]
)
