"""The API's description: answers are whole, and every operation may refuse in the one shape."""

from typing import Any

from drf_spectacular.generators import EndpointEnumerator

ERROR = {
    "type": "object",
    "description": "Why a request was refused: `code` for programs, `message` for people.",
    "properties": {
        "code": {"type": "string"},
        "message": {"type": "string"},
        "fields": {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}},
        "data": {"type": "object", "additionalProperties": {}},
    },
    "required": ["code", "message", "fields", "data"],
}
CONSOLE = "/api/admin/"
METHODS = {"get", "put", "post", "delete", "patch"}


def add_console(endpoints: list[Any]) -> list[Any]:
    """Describe the console's doors too, which only the public site has; a drf-spectacular preprocessing hook."""
    public = EndpointEnumerator(urlconf="config.urls_public")
    found = public._get_api_endpoints(None, "")  # type: ignore[no-untyped-call]  # the library is untyped
    return endpoints + [row for row in found if row[0].startswith(CONSOLE)]


def add_refusals(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Give each operation the default answer `Error`; a drf-spectacular postprocessing hook."""
    result["components"].setdefault("schemas", {})["Error"] = ERROR
    reference = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    for path in result["paths"].values():
        for method in METHODS & set(path):
            path[method]["responses"].setdefault("default", {"description": "Refused.", "content": reference})
    return result


def require_answers(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Mark every field of an answer as present; what a request may leave out, its answer still holds."""
    for name, schema in result["components"].get("schemas", {}).items():
        if not name.endswith("Request") and not name.startswith("Paginated") and "properties" in schema:
            schema["required"] = sorted(schema["properties"])
    return result
