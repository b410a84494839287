"""Where the web app shows the thing that an entry is about. Pure."""

_PAGES = {
    "workspace": "/settings/company",
    "export": "/settings/life",
    "domain": "/settings/life",
    "service": "/settings/services",
    "location": "/settings/locations",
    "opening_hours": "/settings/hours",
    "member": "/settings/team",
    "invitation": "/settings/team",
    "team": "/settings/teams",
    "label": "/settings/labels",
    "custom_field": "/settings/fields",
    "inbox_settings": "/settings/rules",
    "assignment_policy": "/settings/assignment",
    "sla_policy": "/settings/sla",
    "channel": "/settings/channels",
    "channel_account": "/settings/channels",
    "agent": "/agent",
    "agent_prompt": "/agent",
    "document": "/knowledge",
    "plan": "/settings/plan",
    "plan_request": "/settings/plan",
    "payment": "/settings/finance",
    "connect": "/settings/finance",
    "api_key": "/settings/apiKeys",
    "log": "/settings/activity",
}
_ONE = {"contact": "/contacts/{id}", "conversation": "/inbox/{id}"}


def link_of(target_kind: str, target_id: str) -> str | None:
    """Return a path of the web app; None for what is gone or is no page."""
    if target_kind in _ONE and target_id:
        return _ONE[target_kind].format(id=target_id)
    return _PAGES.get(target_kind)
