"""Documents over HTTP: upload, read, search, delete; roles and neighbours."""

from datetime import timedelta

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoCaptureOnCommitCallbacks

from shared_apps.core.clock import now
from tenant_apps.files.models import StoredFile
from tenant_apps.knowledge.actions import read_document
from tenant_apps.knowledge.actions.read import MAX_ATTEMPTS
from tenant_apps.knowledge.models import Chunk, Document, DocumentStatus, Term
from tenant_apps.knowledge.tasks import sweep_documents
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Api, InTenant
from tests.tenant_apps.knowledge.conftest import UPLOAD, Work, shelved, shown, upload

LIST = "/api/documents/"
SEARCH = "/api/knowledge/search/"
PRICES = ("prices_2026.xlsx", shelved("prices_2026.xlsx"))


def test_it_reads_an_uploaded_price_list_and_finds_its_row(ben: Person, api: Api, work: Work) -> None:
    [document] = upload(api(ben), PRICES)
    assert (document["status"], document["progress"], document["chunks"]) == ("queued", 0, 0)

    work()

    document = shown(api(ben), document)
    assert (document["status"], document["progress"], document["reason"]) == ("ready", 100, "")
    assert (document["effective_on"], document["chunks"]) == ("2026-06-01", 42)
    answer = api(ben).post(SEARCH, {"q": "How much is a hot towel shave, classic?", "k": 3}).json()
    best = answer["results"][0]
    assert best["source"] == {
        "document": document["id"],
        "name": "prices_2026.xlsx",
        "page": None,
        "row": 6,
        "url": "",
    }
    assert "Service: Hot towel shave, classic | Minutes: 40 | Mill Street £: 28" in best["text"]
    assert len(answer["results"]) == 3


def test_it_takes_many_files_and_names_what_each_lacks(ben: Person, api: Api, work: Work) -> None:
    documents = upload(api(ben), PRICES, ("empty.txt", b""), ("rules.docx", shelved("rules.docx")))

    work()

    states = [(shown(api(ben), one)["name"], shown(api(ben), one)["status"]) for one in documents]
    assert states == [("prices_2026.xlsx", "ready"), ("empty.txt", "failed"), ("rules.docx", "ready")]
    assert "empty" in shown(api(ben), documents[1])["reason"]


def test_it_finds_ukrainian_rules_by_latin_letters_and_typos(ben: Person, api: Api, work: Work) -> None:
    upload(api(ben), ("rules.docx", shelved("rules.docx")), PRICES)
    work()

    found = api(ben).post(SEARCH, {"q": "peredoplta za permanentnyj makijazh", "k": 1}).json()["results"]

    assert "перманентний макіяж | 1000 грн" in found[0]["text"]


def test_it_shows_what_was_read(ben: Person, api: Api, work: Work) -> None:
    [document] = upload(api(ben), ("aftercare.pdf", shelved("aftercare.pdf")))
    work()

    page = api(ben).get(f"{LIST}{document['id']}/chunks/?limit=2").json()

    assert set(page["results"][0]) == {"id", "ord", "text", "page", "row"}
    assert [one["ord"] for one in page["results"]] == [0, 1]
    assert page["next"] is not None
    assert shown(api(ben), document)["pages"] == 1


def test_it_is_the_same_document_when_the_same_file_comes_again(
    ben: Person, api: Api, acme: Tenant, in_tenant: InTenant
) -> None:
    [first] = upload(api(ben), PRICES)
    [second] = upload(api(ben), PRICES)

    assert first["id"] == second["id"]
    with in_tenant(acme):
        assert (Document.objects.count(), StoredFile.objects.count()) == (1, 1)


def test_deleting_leaves_no_trace(
    ben: Person, api: Api, work: Work, acme: Tenant, in_tenant: InTenant,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:  # fmt: skip
    [document] = upload(api(ben), PRICES)
    work()
    with in_tenant(acme):
        path = StoredFile.objects.get().file.name or ""

    with django_capture_on_commit_callbacks(execute=True):
        response = api(ben).delete(f"{LIST}{document['id']}/")

    assert response.status_code == 204
    assert api(ben).get(f"{LIST}{document['id']}/").status_code == 404
    with in_tenant(acme):
        assert [model.objects.count() for model in (Document, Chunk, Term, StoredFile)] == [0, 0, 0, 0]
    assert not default_storage.exists(path)
    assert api(ben).post(SEARCH, {"q": "hot towel shave"}).json() == {"confidence": 0.0, "results": []}


def test_reading_twice_changes_nothing(inside: Tenant, ben: Person, api: Api, work: Work) -> None:
    [document] = upload(api(ben), PRICES)
    work()
    chunks = list(Chunk.objects.values_list("id", flat=True))

    read_document(document_id=document["id"])

    assert list(Chunk.objects.values_list("id", flat=True)) == chunks


def test_a_document_whose_reader_died_is_read_by_the_next(
    inside: Tenant, ben: Person, api: Api, work: Work
) -> None:
    [document] = upload(api(ben), PRICES)
    Document.objects.update(
        status=DocumentStatus.READING, attempts=1, touched_at=now() - timedelta(minutes=11)
    )

    sweep_documents.run()
    work()

    assert shown(api(ben), document)["status"] == "ready"
    assert Term.objects.get(term="deluks").chunk_count == 2


def test_a_document_that_kills_its_readers_is_given_up(inside: Tenant, ben: Person, api: Api) -> None:
    [document] = upload(api(ben), PRICES)
    Document.objects.update(
        status=DocumentStatus.READING, attempts=MAX_ATTEMPTS, touched_at=now() - timedelta(minutes=11)
    )

    sweep_documents.run()

    failed = shown(api(ben), document)
    assert (failed["status"], "several times" in failed["reason"]) == ("failed", True)


def test_a_reader_that_lost_its_document_writes_nothing(
    inside: Tenant, ben: Person, api: Api, work: Work
) -> None:
    [document] = upload(api(ben), PRICES)
    api(ben).delete(f"{LIST}{document['id']}/")

    work()

    assert (Document.objects.count(), Chunk.objects.count()) == (0, 0)


def test_retry_reads_again_without_doubling(inside: Tenant, ben: Person, api: Api, work: Work) -> None:
    [document] = upload(api(ben), PRICES)
    work()
    before = (Chunk.objects.count(), dict(Term.objects.values_list("term", "chunk_count")))

    response = api(ben).post(f"{LIST}{document['id']}/retry/")
    work()

    assert (response.status_code, response.json()["status"]) == (200, "queued")
    assert (Chunk.objects.count(), dict(Term.objects.values_list("term", "chunk_count"))) == before


def test_retry_waits_for_a_reading_document(ben: Person, api: Api) -> None:
    [document] = upload(api(ben), PRICES)

    response = api(ben).post(f"{LIST}{document['id']}/retry/")

    assert (response.status_code, response.json()["code"]) == (409, "being_read")


def test_it_refuses_an_upload_without_files(ben: Person, api: Api) -> None:
    response = api(ben).post(UPLOAD, {}, format="multipart")

    assert (response.status_code, response.json()["code"]) == (400, "no_files")


def test_a_viewer_searches_but_changes_nothing(ben: Person, cleo: Person, api: Api, work: Work) -> None:
    [document] = upload(api(ben), PRICES)
    work()

    refused = [
        api(cleo).post(UPLOAD, {"files": [SimpleUploadedFile("a.txt", b"a")]}, format="multipart"),
        api(cleo).delete(f"{LIST}{document['id']}/"),
        api(cleo).post(f"{LIST}{document['id']}/retry/"),
    ]

    assert [response.status_code for response in refused] == [403, 403, 403]
    assert len(api(cleo).get(LIST).json()["results"]) == 1
    assert len(api(cleo).post(SEARCH, {"q": "skin fade"}).json()["results"]) == 5


def test_a_neighbour_finds_nothing(ben: Person, mallory: Person, api: Api, acme: Tenant, work: Work) -> None:
    [document] = upload(api(ben), PRICES)
    work()
    paths = [f"{LIST}{document['id']}/", f"{LIST}{document['id']}/chunks/"]

    assert [api(mallory).get(path).status_code for path in paths] == [404, 404]
    assert [api(mallory, at=acme).get(path).status_code for path in [*paths, LIST]] == [404, 404, 404]
    assert api(mallory).delete(paths[0]).status_code == 404
    assert api(mallory).post(SEARCH, {"q": "skin fade"}).json() == {"confidence": 0.0, "results": []}
    assert api(ben).get(paths[0]).status_code == 200


def test_the_list_costs_the_same_with_one_and_with_thirty(inside: Tenant, ben: Person, api: Api) -> None:
    upload(api(ben), ("0.txt", b"zero"))
    with CaptureQueriesContext(
        connection,
    ) as one:
        api(ben).get(LIST)
    upload(api(ben), *[(f"{n}.txt", f"text {n}".encode()) for n in range(1, 30)])

    with CaptureQueriesContext(connection) as thirty:
        found = api(ben).get(LIST).json()["results"]

    assert len(found) == 30
    assert len(thirty) == len(one)
