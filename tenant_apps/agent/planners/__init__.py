"""Choose how to answer: with the configured model or without any; customers do not notice a model that fails."""

import logging

from shared_apps.vendors.llm.chat import ChatFailed
from tenant_apps.agent.drafts import Draft
from tenant_apps.agent.planners import model_free, with_model
from tenant_apps.agent.planners.connection import configured
from tenant_apps.agent.planning import Persona, Plan, Question, Trace

log = logging.getLogger(__name__)


def plan(question: Question, persona: Persona, trace: Trace, draft: Draft | None = None) -> Plan:
    """Return what to say; `draft` shows it while it is written. Calls the outside: never inside a transaction."""
    model = configured()
    if model is None:
        return model_free.plan(question, persona, trace)
    trace.planner = model.name
    try:
        return with_model.plan(question, persona, trace, model, draft)
    except ChatFailed as failure:
        if draft is not None:
            draft.take_back()
        log.warning("the model failed, answering without it: %s", failure)
        with trace.step("model failed") as step:
            step["detail"] = str(failure)
        trace.planner = "model-free"
        return model_free.plan(question, persona, trace)
