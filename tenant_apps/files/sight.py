"""Who may open a file. Conversations decide it; they stand above, so `config/wiring.py` hands their rule in."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

Rule = Callable[[Any, UUID], bool]

_rule: list[Rule] = []


def opened_by(rule: Rule) -> None:
    """Let `rule` say whether a member may open the file of an id; called once per process."""
    _rule[:] = [rule]


def may_open(member: Any, file_id: UUID) -> bool:
    """Return whether `member`, as the authentication layer knows them, may open a file."""
    return _rule[0](member, file_id)
