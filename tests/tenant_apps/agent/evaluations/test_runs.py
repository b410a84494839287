"""Questions of the owner: kept, asked, judged, compared with the run before."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoCaptureOnCommitCallbacks

from shared_apps.core.clock import now
from tenant_apps.agent.evaluations.actions import start_nightly
from tenant_apps.agent.evaluations.models import EvalQuestion, EvalResult, EvalRun, RunState, Verdict
from tenant_apps.agent.evaluations.running import run_slice
from tenant_apps.agent.evaluations.tasks import sweep_evaluations
from tenant_apps.agent.models import AgentSettings
from tenant_apps.workspace.models import Service
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Api
from tests.tenant_apps.agent.evaluations.conftest import EVALUATIONS, RUNS, Run, keep
from tests.tenant_apps.knowledge.conftest import Work, upload

pytestmark = pytest.mark.django_db

HAIRCUT = "Скільки коштує жіноча стрижка?"
PARKING = "Чи є у вас парковка для клієнтів?"


def test_it_judges_each_answer(
    api: Api, ada: Person, price_list: list[Service], run: Run, inside: Tenant
) -> None:
    keep(api(ada), HAIRCUT, must_contain=[["700"]])
    keep(api(ada), "Скільки коштує класичний манікюр?", must_contain=[["999"]])
    keep(api(ada), "Скільки коштує політ на Місяць?", is_answerable=False)

    shown = run()

    counts = {
        name: shown["run"][name] for name in ("state", "total", "done", "right", "wrong", "false_answers")
    }
    assert counts == {"state": "done", "total": 3, "done": 3, "right": 1, "wrong": 1, "false_answers": 0}
    verdicts = {one["question"]["question"]: (one["verdict"], one["lacks"]) for one in shown["results"]}
    assert verdicts == {
        HAIRCUT: ("right", []),
        "Скільки коштує класичний манікюр?": ("wrong", ["999"]),
        "Скільки коштує політ на Місяць?": ("declined", []),
    }


def test_it_shows_the_passage_and_gets_better_with_the_documents(
    api: Api, ada: Person, work: Work, run: Run
) -> None:
    keep(
        api(ada), PARKING, must_contain=[["три місця"]], sources=["parking.md"], quotes=["три місця у дворі"]
    )
    first = run()
    text = "# Парковка\n\nДля клієнтів є безкоштовна парковка: три місця у дворі салону.\n"
    upload(api(ada), ("parking.md", text.encode()))
    work()

    second = run()

    assert [(one["verdict"], one["before"]) for one in first["results"]] == [("refused", None)]
    [result] = second["results"]
    assert (result["verdict"], result["before"], result["rank"], result["all_found"]) == (
        "right",
        "refused",
        1,
        True,
    )
    assert result["passage"]["name"] == "parking.md"
    assert result["passage"]["used"] is True
    assert "три місця у дворі" in result["passage"]["text"]
    assert second["before"]["id"] == first["run"]["id"]
    assert (second["run"]["with_sources"], second["run"]["found_in_five"]) == (1, 1)
    assert [one["right"] for one in api(ada).get(RUNS).json()["results"]] == [1, 0]
    assert api(ada).get(EVALUATIONS).json()["results"][0]["verdict"] == "right"


def test_a_corrected_price_list_makes_a_wrong_answer_right(
    api: Api, ada: Person, work: Work, run: Run
) -> None:
    def price_list(price: int) -> bytes:
        rows = [
            "Послуга,Тривалість,Ціна",
            f"Парафінотерапія рук,30 хв,{price} грн",
            "Парафінотерапія ніг,40 хв,520 грн",
        ]
        return "\n".join(rows).encode()

    keep(api(ada), "Скільки коштує парафінотерапія рук?", must_contain=[["430"]])
    upload(api(ada), ("prais_2026-01-15.csv", price_list(340)))
    work()
    [wrong] = run()["results"]
    upload(api(ada), ("prais_2026-11-15.csv", price_list(430)))
    work()

    [right] = run()["results"]

    assert (wrong["verdict"], wrong["passage"]["name"]) == ("wrong", "prais_2026-01-15.csv")
    assert (right["verdict"], right["before"]) == ("right", "wrong")
    assert (right["passage"]["name"], right["passage"]["row"]) == ("prais_2026-11-15.csv", 2)


def test_a_killed_run_goes_on_where_it_was(
    api: Api, ada: Person, price_list: list[Service], inside: Tenant
) -> None:
    keep(api(ada), HAIRCUT, must_contain=[["700"]])
    keep(api(ada), "Добрий день", is_answerable=False)
    started = api(ada).post(RUNS).json()

    more = run_slice(started["id"], slice_s=0)

    state = EvalRun.objects.get(id=started["id"])
    assert (more, state.state, state.done) == (True, RunState.RUNNING, 1)
    assert run_slice(started["id"]) is False
    state.refresh_from_db()
    assert (state.state, state.done, EvalResult.objects.count()) == (RunState.DONE, 2, 2)


def test_one_run_at_a_time(api: Api, ada: Person, inside: Tenant) -> None:
    nothing = api(ada).post(RUNS)
    keep(api(ada), HAIRCUT)
    api(ada).post(RUNS)

    again = api(ada).post(RUNS)

    assert (nothing.status_code, nothing.json()["code"]) == (409, "no_questions")
    assert (again.status_code, again.json()["code"]) == (409, "run_in_progress")
    assert EvalRun.objects.count() == 1


def test_it_runs_once_a_night_of_the_workspace(api: Api, ada: Person, inside: Tenant) -> None:
    keep(api(ada), HAIRCUT)
    night = datetime(2026, 11, 21, 1, 30, tzinfo=UTC)  # half past three in Kyiv

    by_day = start_nightly(night + timedelta(hours=9))
    started = start_nightly(night)
    EvalRun.objects.update(state=RunState.DONE, created_at=night)
    again = start_nightly(night + timedelta(hours=1))

    assert by_day is None
    assert started is not None
    assert (started.kind, again) == ("nightly", None)


def test_a_lost_run_is_taken_up(
    api: Api, ada: Person, inside: Tenant, price_list: list[Service],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:  # fmt: skip
    keep(api(ada), HAIRCUT, must_contain=[["700"]])
    api(ada).post(RUNS)
    EvalRun.objects.update(created_at=now() - timedelta(minutes=10))

    sweep_evaluations()

    assert EvalRun.objects.get().state == RunState.DONE


def test_it_fits_the_threshold_and_uses_it_when_told(api: Api, ada: Person, inside: Tenant) -> None:
    keep(api(ada), HAIRCUT)
    run = EvalRun.objects.create(state=RunState.DONE, fitted_threshold=0.61)
    bare = EvalRun.objects.create(state=RunState.DONE)

    used = api(ada).post(f"{RUNS}{run.id}/threshold/")
    refused = api(ada).post(f"{RUNS}{bare.id}/threshold/")

    assert (used.status_code, used.json()) == (200, {"threshold": 0.61})
    assert (refused.status_code, refused.json()["code"]) == (409, "no_fitted_threshold")
    assert AgentSettings.objects.get().threshold == 0.61


def test_it_takes_questions_in_and_gives_them_back(api: Api, ada: Person, inside: Tenant) -> None:
    line = (
        '{"id": "a-1", "lang": "uk", "type": "table", "question": "Скільки?", "gold_docs": ["p.xlsx"], '
        '"gold_quote": "Стрижка | 700", "must_contain": [["700"]], "answerable": true, "derived": false}'
    )
    given = SimpleUploadedFile("questions.jsonl", f"{line}\n\n".encode())

    first = api(ada).post(f"{EVALUATIONS}import/", {"file": given}, format="multipart")
    given.seek(0)
    second = api(ada).post(f"{EVALUATIONS}import/", {"file": given}, format="multipart")
    back = api(ada).get(f"{EVALUATIONS}export/")

    assert [first.json(), second.json()] == [{"added": 1, "changed": 0}, {"added": 0, "changed": 1}]
    question = EvalQuestion.objects.get()
    assert (question.sources, question.quotes, question.must_contain) == (
        ["p.xlsx"],
        ["Стрижка | 700"],
        [["700"]],
    )
    assert back.headers["Content-Disposition"] == 'attachment; filename="questions.jsonl"'
    assert '"gold_quote":"Стрижка | 700"' in back.content.decode()


def test_a_bad_line_takes_nothing_in(api: Api, ada: Person, inside: Tenant) -> None:
    given = SimpleUploadedFile("questions.jsonl", b'{"question": "One?"}\n{"question": 2}\n')

    refused = api(ada).post(f"{EVALUATIONS}import/", {"file": given}, format="multipart")

    assert (refused.status_code, refused.json()["code"], refused.json()["data"]) == (
        400,
        "bad_line",
        {"line": 2},
    )
    assert not EvalQuestion.objects.exists()


def test_viewers_and_agents_read_but_change_nothing(
    api: Api, ada: Person, ben: Person, cleo: Person, inside: Tenant
) -> None:
    kept = keep(api(ada), HAIRCUT)

    refused = [
        api(ben).post(EVALUATIONS, {"question": "Hm?"}),
        api(cleo).patch(f"{EVALUATIONS}{kept['id']}/", {"question": "Hm?"}),
        api(cleo).delete(f"{EVALUATIONS}{kept['id']}/"),
        api(cleo).post(RUNS),
        api(ben).get(f"{EVALUATIONS}replays/"),
    ]

    assert [one.status_code for one in refused] == [403] * 5
    assert api(cleo).get(EVALUATIONS).status_code == 200
    assert [row.question for row in EvalQuestion.objects.all()] == [HAIRCUT]


def test_an_owner_changes_and_deletes_a_question(api: Api, ada: Person, inside: Tenant) -> None:
    path = f"{EVALUATIONS}{keep(api(ada), HAIRCUT)['id']}/"

    changed = api(ada).patch(path, {"must_contain": [["700", "сімсот"]]}, format="json")
    gone = api(ada).delete(path)

    assert changed.json()["must_contain"] == [["700", "сімсот"]]
    assert (changed.json()["question"], gone.status_code) == (HAIRCUT, 204)
    assert api(ada).get(path).status_code == 404


def test_lists_cost_the_same_with_one_and_with_thirty(api: Api, ada: Person, inside: Tenant) -> None:
    client = api(ada)
    done = EvalRun.objects.create(state=RunState.DONE)

    def queries(path: str) -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(path).status_code == 200
        return len(caught)

    def ask(count: int) -> None:
        for number in range(count):
            question = EvalQuestion.objects.create(question=f"Question {number}?")
            EvalResult.objects.create(run=done, question=question, verdict=Verdict.RIGHT)

    ask(1)
    paths = [EVALUATIONS, f"{RUNS}{done.id}/", RUNS]
    queries(paths[0])  # remembers the host
    one = [queries(path) for path in paths]
    ask(29)

    assert [queries(path) for path in paths] == one
