"""A filter as JSON: {"all": […]}, {"any": […]} or {"field", "op", "value"}; checked word by word, then a condition."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from tenant_apps.conversations.lists.errors import BadFilter
from tenant_apps.conversations.lists.fields import field_called
from tenant_apps.conversations.lists.kinds import Asking

MAX_DEPTH = 5
MAX_NODES = 60
EVERYTHING: dict[str, Any] = {"all": []}

Tree = dict[str, Any]


def condition(tree: Any, asking: Asking) -> Q:
    """Return the condition that `tree` means; raises BadFilter for what is no filter, is too deep or too large."""
    if sum(1 for _ in _nodes(tree, 0)) > MAX_NODES:
        raise BadFilter(f"A filter has up to {MAX_NODES} conditions.")
    return _condition(tree, asking)


def _nodes(tree: Any, depth: int) -> Iterator[Tree]:
    """Yield every node; stops with BadFilter where the tree grows too deep."""
    if depth > MAX_DEPTH:
        raise BadFilter(f"A filter has up to {MAX_DEPTH} levels.")
    if not isinstance(tree, dict):
        raise BadFilter('A condition is {"all": […]}, {"any": […]} or {"field", "op", "value"}.')
    yield tree
    for name in ("all", "any"):
        if name in tree:
            if not isinstance(tree[name], list) or len(tree) != 1:
                raise BadFilter(f'"{name}" stands alone and holds a list.')
            for child in tree[name][: MAX_NODES + 1]:
                yield from _nodes(child, depth + 1)


def _condition(tree: Tree, asking: Asking) -> Q:
    if "all" in tree:
        found = Q()
        for child in tree["all"]:
            found &= _condition(child, asking)
        return found
    if "any" in tree:
        found = Q()
        for child in tree["any"]:
            found |= _condition(child, asking)
        return found
    if not {"field", "op"} <= set(tree) <= {"field", "op", "value"}:
        raise BadFilter('A condition is {"field", "op", "value"}.')
    kind, op = field_called(tree["field"]), tree["op"]
    if op not in kind.operators:
        raise BadFilter(f"{tree['field']} knows {', '.join(kind.operators)}.")
    return kind.condition(op, tree.get("value"), asking)


def ids_in(tree: Tree) -> Iterator[tuple[str, str, str]]:
    """Yield (field, what it refers to, id) of every id that a checked `tree` holds."""
    for node in _nodes(tree, 0):
        if "field" not in node:
            continue
        kind = field_called(node["field"])
        of = kind.type.removesuffix("s")
        if of not in ("member", "team", "label", "channel"):
            continue
        value = node.get("value")
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, str) and each != "me":
                yield node["field"], of, each
