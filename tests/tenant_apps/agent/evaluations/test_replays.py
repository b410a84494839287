"""Saved conversations answered once more, before a prompt or a model goes live."""

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from tenant_apps.agent.evaluations.models import Replay, ReplayResult
from tenant_apps.agent.evaluations.running import replay_slice
from tenant_apps.agent.models import Turn
from tenant_apps.conversations.models import Message
from tenant_apps.workspace.models import Service
from tests.cast import Person
from tests.conftest import Api
from tests.tenant_apps.agent.conftest import Customer
from tests.tenant_apps.agent.evaluations.conftest import EVALUATIONS

pytestmark = pytest.mark.django_db

REPLAYS, SAVED = f"{EVALUATIONS}replays/", f"{EVALUATIONS}saved/"


def test_it_shows_what_a_candidate_would_say_differently_and_sends_nothing(
    api: Api, ada: Person, dana: Customer, price_list: list[Service],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:  # fmt: skip
    dana.asks("Скільки коштує жіноча стрижка?")
    sent = Message.objects.count()
    Service.objects.filter(name="Стрижка жіноча").update(price=900)

    with django_capture_on_commit_callbacks(execute=True):
        started = api(ada).post(REPLAYS, {"prompt": "Be brief."}, format="json")
    shown = api(ada).get(f"{REPLAYS}{started.json()['id']}/").json()

    assert (started.status_code, shown["replay"]["state"], shown["replay"]["done"]) == (202, "done", 1)
    [one] = shown["differences"]
    assert (one["question"], one["kind"]) == ("Скільки коштує жіноча стрижка?", "different")
    assert "700" in one["before"]
    assert "900" in one["after"]
    assert Message.objects.count() == sent


def test_it_replays_what_was_saved(
    api: Api, ada: Person, dana: Customer, price_list: list[Service],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:  # fmt: skip
    dana.asks("Скільки коштує жіноча стрижка?")
    dana.asks("Покличте людину")
    turn = Turn.objects.earliest("id")
    saved = api(ada).post(SAVED, {"turn": str(turn.id)})
    again = api(ada).post(SAVED, {"turn": str(turn.id)})

    with django_capture_on_commit_callbacks(execute=True):
        api(ada).post(REPLAYS, {}, format="json")

    assert (saved.status_code, saved.json()["id"]) == (201, again.json()["id"])
    assert [(row.turn_id, row.kind) for row in ReplayResult.objects.all()] == [(turn.id, "same")]
    assert api(ada).delete(f"{SAVED}{saved.json()['id']}/").status_code == 204
    assert api(ada).get(SAVED).json()["results"] == []


def test_it_says_why_there_is_nothing_to_replay(api: Api, ada: Person, dana: Customer) -> None:
    nothing = api(ada).post(REPLAYS, {}, format="json")
    no_model = api(ada).post(REPLAYS, {"model": "better"}, format="json")

    assert [(one.status_code, one.json()["code"]) for one in (nothing, no_model)] == [
        (409, "nothing_to_replay"),
        (409, "no_model"),
    ]


def test_a_replay_whose_model_went_away_says_so(
    api: Api, ada: Person, dana: Customer, price_list: list[Service]
) -> None:
    dana.asks("Скільки коштує жіноча стрижка?")
    replay = Replay.objects.create(model="better", total=1)
    ReplayResult.objects.create(replay=replay, turn=Turn.objects.get())

    more = replay_slice(replay.id)

    shown = api(ada).get(f"{REPLAYS}{replay.id}/").json()["replay"]
    assert (more, shown["state"]) == (False, "failed")
    assert shown["reason"] == "No language model is connected. Connect one first."
