"""Which offered tool a careful assistant would call, and with what arguments."""

import re
from typing import Any

import msgspec

from sandbox.openai.errors import OpenAIError

SEARCH_LIKE = re.compile(
    r"search|find|look_?up|knowledge|retriev|query|passage|catalog|faq|пошук", re.IGNORECASE
)
HAND_OFF_LIKE = re.compile(r"hand_?(off|over)|escalat|human|operator|transfer", re.IGNORECASE)
WANTS_PERSON = re.compile(
    r"людин|оператор|адміністратор|менеджер|human|real person|operator|manager", re.IGNORECASE
)
QUESTION_KEYS = ("query", "q", "question", "text", "search", "message", "input", "reason", "summary")


def chosen(
    tools: list[dict[str, Any]], choice: Any, question: str, called: set[str]
) -> dict[str, Any] | None:
    """Return the function to call now, or None to answer in words; raises OpenAIError."""
    functions = [tool["function"] for tool in tools]
    if choice == "none" or not functions:
        return None
    if isinstance(choice, dict):
        name = choice.get("function", {}).get("name")
        forced = next((f for f in functions if f["name"] == name), None)
        if forced is None:
            raise OpenAIError(f"Tool choice '{name}' is not in tools.", param="tool_choice")
        return None if name in called else forced
    if WANTS_PERSON.search(question) and (person := _first(functions, HAND_OFF_LIKE)):
        return None if person["name"] in called else person
    if called:
        return None
    found = _first(functions, SEARCH_LIKE)
    return found or (functions[0] if choice == "required" else None)


def hand_off(tools: list[dict[str, Any]], choice: Any, called: set[str]) -> dict[str, Any] | None:
    """Return the function that fetches a person, when it is offered and not called yet."""
    if choice == "none" or isinstance(choice, dict):
        return None
    found = _first([tool["function"] for tool in tools], HAND_OFF_LIKE)
    return found if found and found["name"] not in called else None


def arguments(function: dict[str, Any], question: str) -> str:
    """Return the JSON arguments: the question where it fits, the smallest valid value elsewhere."""
    schema = function.get("parameters") or {}
    properties = schema.get("properties") or {}
    required = schema.get("required") or []
    texts = [key for key, rule in properties.items() if _is_text(rule)]
    key = next((key for key in QUESTION_KEYS if key in texts), texts[0] if texts else None)
    filled = {name: instance(properties[name], "") for name in required if name in properties and name != key}
    if key is not None:
        filled = {key: question, **filled}
    return msgspec.json.encode(filled).decode()


def instance(schema: Any, answer: str) -> Any:
    """Return the smallest value that fits a JSON schema, with the answer as its prose."""
    if not isinstance(schema, dict):
        return None
    if schema.get("enum"):
        return schema["enum"][0]
    if "const" in schema:
        return schema["const"]
    for key in ("anyOf", "oneOf", "allOf"):
        if schema.get(key):
            return instance(schema[key][0], answer)
    kind = schema.get("type", "object" if "properties" in schema else None)
    kind = kind[0] if isinstance(kind, list) else kind
    if kind == "object":
        return {name: instance(rule, answer) for name, rule in (schema.get("properties") or {}).items()}
    if kind == "array":
        return [instance(schema.get("items"), answer)] * int(schema.get("minItems", 0))
    low = schema.get("minimum", 0)
    return {"string": answer, "integer": low, "number": low, "boolean": False}.get(str(kind))


def _first(functions: list[dict[str, Any]], pattern: re.Pattern[str]) -> dict[str, Any] | None:
    by_name = next((f for f in functions if pattern.search(f["name"])), None)
    return by_name or next((f for f in functions if pattern.search(f.get("description") or "")), None)


def _is_text(rule: Any) -> bool:
    kind = rule.get("type") if isinstance(rule, dict) else None
    return (kind == "string" or (isinstance(kind, list) and "string" in kind)) and not rule.get("enum")
