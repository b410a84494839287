"""Choose how to answer: with the configured models or without any; customers do not notice a model that fails."""

import logging
from dataclasses import replace

from shared_apps.vendors.llm.chat import ChatFailed, ChatModel
from tenant_apps.agent.asking import is_configured
from tenant_apps.agent.drafts import Draft
from tenant_apps.agent.errors import BudgetSpent, ModelFailed, ModelMissing
from tenant_apps.agent.planners import model_free, with_model
from tenant_apps.agent.planners.start import act, begin
from tenant_apps.agent.planning import Persona, Plan, Question, Trace, readable
from tenant_apps.agent.usage.models import Feature

log = logging.getLogger(__name__)


def plan(
    question: Question,
    persona: Persona,
    trace: Trace,
    draft: Draft | None = None,
    *,
    model: ChatModel | None = None,
    feature: Feature = Feature.TURN,
) -> Plan:
    """Return what to say; `draft` shows it while it is written, `model` stands in for the configured ones.

    What models take is booked under `feature`. Calls the outside: never inside a transaction.
    """
    history = tuple(replace(said, text=readable(said.text)) for said in question.history)
    question = replace(question, text=readable(question.text), history=history)
    start = begin(question, persona, trace)
    settled = act(start)
    if settled is not None:
        return settled
    if model is None and not is_configured():
        return model_free.plan(question, persona, trace, start)
    try:
        return with_model.plan(start, draft, model, feature)
    except (ChatFailed, ModelFailed, ModelMissing, BudgetSpent) as failure:
        if draft is not None:
            draft.take_back()
        log.warning("the model failed, answering without it: %s", failure)
        with trace.step("budget" if isinstance(failure, BudgetSpent) else "model failed") as step:
            step["detail"] = failure.reason if isinstance(failure, ModelFailed) else str(failure)
        trace.planner, trace.passages = "model-free", []
        return model_free.plan(question, persona, trace, start)
