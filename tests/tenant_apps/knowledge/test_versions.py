"""The same document again, or a newer price list: the newest counts, older ones step aside and can come back."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from pytest_django import DjangoCaptureOnCommitCallbacks

from shared_apps.core.clock import now
from tenant_apps.files.models import StoredFile
from tenant_apps.knowledge.actions import clean_up
from tenant_apps.knowledge.dates import effective_date
from tenant_apps.knowledge.models import Chunk, Document
from tenant_apps.knowledge.preview.models import ReadPage
from tenant_apps.knowledge.tasks import sweep_files
from tenant_apps.knowledge.versions import Paper, lineage_of, newest, settle_due
from tenant_apps.workspace.models import Workspace
from tenants.models import Tenant
from tests.cast import Client, Person
from tests.conftest import Api
from tests.tenant_apps.knowledge.conftest import Work, shown, upload

SEARCH = "/api/knowledge/search/"
OLD = ("prices_2025_OLD.csv", b"Service;Price\nGrey blending;30\nSkin fade;20\n")
NEW = ("prices_2026.csv", b"Service;Price\nGrey blending;38\nSkin fade;27\n")


def names_found(client: object, q: str) -> set[str]:
    found = client.post(SEARCH, {"q": q, "k": 8}).json()["results"]  # type: ignore[attr-defined]
    return {one["source"]["name"] for one in found}


@pytest.mark.parametrize("order", [(OLD, NEW), (NEW, OLD)], ids=["newer last", "older last"])
def test_a_newer_price_list_takes_the_place_of_the_older(
    ben: Person, api: Api, work: Work, order: tuple[tuple[str, bytes], ...]
) -> None:
    first, second = upload(api(ben), *order)
    old = first if first["name"] == OLD[0] else second
    new = second if old is first else first

    work()

    old, new = shown(api(ben), old), shown(api(ben), new)
    assert (old["is_superseded"], old["superseded_by"], old["chunks"]) == (
        True,
        {"id": new["id"], "name": NEW[0]},
        0,
    )
    assert (new["is_superseded"], new["superseded_by"]) == (False, None)
    assert names_found(api(ben), "grey blending price") == {NEW[0]}
    assert api(ben).get(f"/api/documents/{old['id']}/pages/").json()["results"] != []


def test_the_same_name_again_is_the_next_version(ben: Person, api: Api, work: Work) -> None:
    [first] = upload(api(ben), ("hours.txt", b"We open at nine."))
    work()
    [second] = upload(api(ben), ("hours.txt", b"We open at ten."))
    work()

    first, second = shown(api(ben), first), shown(api(ben), second)

    assert [(one["version"], one["is_superseded"]) for one in (first, second)] == [(1, True), (2, False)]
    found = api(ben).post(SEARCH, {"q": "When do you open?"}).json()["results"]
    assert [one["text"] for one in found] == ["We open at ten."]


def test_an_older_version_counts_again_when_the_newer_is_deleted(ben: Person, api: Api, work: Work) -> None:
    old, new = upload(api(ben), OLD, NEW)
    work()

    api(ben).delete(f"/api/documents/{new['id']}/")
    work()

    back = shown(api(ben), old)
    assert (back["status"], back["superseded_by"], back["chunks"] > 0) == ("ready", None, True)
    assert names_found(api(ben), "grey blending price") == {OLD[0]}


def test_a_person_may_let_an_older_version_count(ben: Person, api: Api, work: Work) -> None:
    old, _ = upload(api(ben), OLD, NEW)
    work()

    kept = api(ben).patch(f"/api/documents/{old['id']}/", {"is_kept": True}).json()
    work()

    assert (kept["is_kept"], kept["status"]) == (True, "queued")
    assert shown(api(ben), old)["superseded_by"] is None
    assert names_found(api(ben), "grey blending price") == {OLD[0], NEW[0]}


def test_a_viewer_and_a_neighbour_let_nothing_count(
    ben: Person, cleo: Person, mallory: Person, api: Api
) -> None:
    [old] = upload(api(ben), OLD)
    path = f"/api/documents/{old['id']}/"

    assert api(cleo).patch(path, {"is_kept": True}).status_code == 403
    assert api(mallory).patch(path, {"is_kept": True}).status_code == 404
    assert shown(api(ben), old)["is_kept"] is False


@pytest.mark.parametrize(
    ("name", "lineage"),
    [
        ("price_list_june_2026.xlsx", "price list"),
        ("price_list_may_2025_OLD.xlsx", "price list"),
        ("prais_z_01-09-2026.xlsx", "prais"),
        ("prais_arkhiv_01-10-2025.xlsx", "prais"),
        ("Прайс (2).pdf", "прайс"),
        ("Прайс v3.pdf", "прайс"),
        ("rules part 1.docx", "rules part 1"),
        ("May offers.pdf", "may offers"),
        ("scan.pdf", ""),
        ("2026-01-01.pdf", ""),
    ],
)
def test_it_knows_versions_by_their_names(name: str, lineage: str) -> None:
    assert lineage_of(name) == lineage


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("prices 2026-10.csv", date(2026, 10, 1)),
        ("prais_09_2026.xlsx", date(2026, 9, 1)),
        ("prais_z_01-09-2026.xlsx", date(2026, 9, 1)),
        ("season 2025-26.pdf", date(2025, 1, 1)),
    ],
)
def test_it_knows_a_files_month_by_its_name(name: str, day: date) -> None:
    assert effective_date(name, ["Послуга, ціна"]) == day


def test_a_version_of_tomorrow_waits_for_its_day() -> None:
    today = date(2026, 11, 21)
    made = datetime(2026, 11, 1, tzinfo=UTC)
    now_valid = Paper(uuid4(), "prices_2026.pdf", date(2026, 6, 1), made)
    to_come = Paper(uuid4(), "prices_2027.pdf", date(2027, 1, 1), made)

    assert newest([now_valid, to_come], today) == now_valid
    assert newest([now_valid, to_come], date(2027, 1, 1)) == to_come


def test_two_papers_of_one_name_and_different_kinds_are_not_versions(
    ben: Person, api: Api, work: Work
) -> None:
    both = upload(api(ben), ("menu.txt", b"Tea and coffee."), ("menu.md", b"# Menu\n\nCake and pie."))

    work()

    assert [shown(api(ben), one)["is_superseded"] for one in both] == [False, False]


def test_the_day_of_a_version_comes_by_itself(inside: Tenant, ben: Person, api: Api, work: Work) -> None:
    old, new = upload(api(ben), OLD, NEW)
    work()
    api(ben).patch(f"/api/documents/{old['id']}/", {"is_kept": True})
    work()
    Document.objects.filter(id=old["id"]).update(is_kept=False, is_superseded=False)

    assert settle_due() == 1

    assert shown(api(ben), old)["superseded_by"] == {"id": new["id"], "name": NEW[0]}


def test_a_version_counts_from_midnight_where_the_business_is(
    inside: Tenant, ben: Person, api: Api, work: Work
) -> None:
    Workspace.objects.update(timezone="Europe/Kyiv")
    old, new = upload(api(ben), OLD, NEW)
    work()
    written = datetime(2026, 11, 1, tzinfo=UTC)
    Document.objects.filter(id=old["id"]).update(is_superseded=False, superseded_by=None, created_at=written)
    Document.objects.filter(id=new["id"]).update(effective_on=date(2026, 12, 1))

    with time_machine.travel(datetime(2026, 11, 30, 21, 50, tzinfo=UTC), tick=False):
        sweep_files()
    eve = Document.objects.get(id=old["id"]).superseded_by_id
    with time_machine.travel(datetime(2026, 11, 30, 22, 10, tzinfo=UTC), tick=False):
        sweep_files()

    assert eve is None
    assert str(Document.objects.get(id=old["id"]).superseded_by_id) == new["id"]


def test_the_clean_up_drops_what_nobody_can_use(
    inside: Tenant, ben: Person, api: Api, work: Work,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:  # fmt: skip
    _, current = upload(api(ben), OLD, NEW)
    upload(api(ben), ("empty.txt", b""))
    work()
    lost = StoredFile(id=uuid4().__class__("01900000-0000-7000-8000-000000000001"), name="lost.txt")
    lost.file.save("lost.txt", StoredFile.objects.first().file, save=False)  # type: ignore[union-attr]
    Document.objects.exclude(id=current["id"]).update(touched_at=now() - timedelta(days=200))

    with django_capture_on_commit_callbacks(execute=True):
        dropped = clean_up(now())

    assert dropped == 3
    assert [str(id) for id in Document.objects.values_list("id", flat=True)] == [current["id"]]
    assert (StoredFile.objects.count(), Chunk.objects.exclude(document=current["id"]).count()) == (1, 0)
    assert ReadPage.objects.exclude(document=current["id"]).count() == 0
    assert not lost.file.storage.exists(lost.file.name or "")


HAIR = b"Service;Price\nWomen haircut;700\nMen haircut;500\nHair colouring;1800\nBlow dry;400\n"
NAILS = b"Service;Price\nClassic manicure;450\nGel polish;650\nPedicure;800\nNail repair;100\n"


def two_lists(client: Client, work: Work) -> tuple[dict[str, Any], dict[str, Any]]:
    """Two price lists of one business, told apart by their dates only."""
    hair, nails = upload(client, ("prices 2026-09.csv", HAIR), ("prices 2026-10.csv", NAILS))
    work()
    return hair, nails


def test_two_lists_of_one_name_both_count_and_people_are_asked(ben: Person, api: Api, work: Work) -> None:
    hair, nails = two_lists(api(ben), work)

    hair, nails = shown(api(ben), hair), shown(api(ben), nails)
    assert (hair["superseded_by"], hair["named_like"]) == (None, {"id": nails["id"], "name": nails["name"]})
    assert (nails["superseded_by"], nails["named_like"]) == (None, None)
    assert names_found(api(ben), "price of a women haircut and a pedicure") == {hair["name"], nails["name"]}


def test_a_person_may_let_a_list_give_way_to_another_of_its_name(ben: Person, api: Api, work: Work) -> None:
    hair, nails = two_lists(api(ben), work)

    changed = api(ben).patch(f"/api/documents/{hair['id']}/", {"is_outdated": True}).json()

    assert (changed["superseded_by"], changed["named_like"]) == (
        {"id": nails["id"], "name": nails["name"]},
        None,
    )
    assert names_found(api(ben), "price of a women haircut") <= {nails["name"]}


def test_a_person_may_say_that_both_lists_count(ben: Person, api: Api, work: Work) -> None:
    hair, _ = two_lists(api(ben), work)

    changed = api(ben).patch(f"/api/documents/{hair['id']}/", {"is_kept": True}).json()
    work()

    assert (changed["is_kept"], changed["named_like"], changed["status"]) == (True, None, "ready")


def test_each_of_two_lists_is_followed_by_its_own_next_version(ben: Person, api: Api, work: Work) -> None:
    hair, nails = two_lists(api(ben), work)

    [newer] = upload(api(ben), ("prices 2026-11.csv", HAIR.replace(b"700", b"750")))
    work()

    assert shown(api(ben), hair)["superseded_by"] == {"id": newer["id"], "name": newer["name"]}
    assert shown(api(ben), nails)["superseded_by"] is None
