"""Who may see a contact. Conversations decide it; they stand above, so `config/wiring.py` hands their rule in."""

from collections.abc import Callable

from django.db.models import Q

from tenant_apps.team.models import Member

Rule = Callable[[Member], Q]

_rule: list[Rule] = []


def seen_by(rule: Rule) -> None:
    """Let `rule` say which contacts a member sees; called once per process."""
    _rule[:] = [rule]


def visible_to(member: Member) -> Q:
    """Return the condition under which `member` sees a contact."""
    return _rule[0](member)
