"""The logo: kept in its sizes, seen by anybody, changed by those who run the company."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tenant_apps.files.models import StoredFile
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Anonymous, Api, InTenant
from tests.tenant_apps.workspace.pictures import picture, size_of

PATH = "/api/company/logo/"


def body(answer: object) -> bytes:
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a FileResponse


def test_it_keeps_a_logo_in_two_sizes_for_anybody(
    api: Api, ada: Person, acme: Tenant, anonymous: Anonymous
) -> None:
    answer = api(ada).post(PATH, {"file": picture(800, 400)}, format="multipart")

    assert answer.status_code == 200
    logo = answer.json()["logo"]
    large, small = anonymous(acme).get(logo["large"]), anonymous(acme).get(logo["small"])
    assert (size_of(body(large)), size_of(body(small))) == ((512, 256), (128, 64))
    assert (large["Content-Type"], large["Cache-Control"]) == ("image/png", "public, max-age=86400")
    assert api(ada).get("/api/company/").json()["logo"] == logo


def test_another_logo_has_another_address_and_the_old_one_is_gone(
    api: Api, ada: Person, acme: Tenant, in_tenant: InTenant
) -> None:
    first = api(ada).post(PATH, {"file": picture()}, format="multipart").json()["logo"]

    second = api(ada).post(PATH, {"file": picture(60, 60)}, format="multipart").json()["logo"]

    assert second["large"] != first["large"]
    with in_tenant(acme):
        assert StoredFile.objects.count() == 2


def test_it_takes_the_logo_off(
    api: Api, ada: Person, acme: Tenant, anonymous: Anonymous, in_tenant: InTenant
) -> None:
    api(ada).post(PATH, {"file": picture()}, format="multipart")

    answer = api(ada).delete(PATH)

    assert (answer.status_code, api(ada).get("/api/company/").json()["logo"]) == (204, None)
    assert anonymous(acme).get(f"{PATH}large/").status_code == 404
    with in_tenant(acme):
        assert StoredFile.objects.count() == 0


def test_it_refuses_what_is_no_picture(api: Api, ada: Person) -> None:
    script = SimpleUploadedFile("logo.svg", b"<svg onload='alert(1)'/>")

    answer = api(ada).post(PATH, {"file": script}, format="multipart")

    assert (answer.status_code, answer.json()["code"]) == (400, "not_a_picture")
    assert list(answer.json()["fields"]) == ["file"]


def test_viewers_and_neighbours_change_no_logo(api: Api, cleo: Person, mallory: Person, acme: Tenant) -> None:
    refused = [
        api(cleo).post(PATH, {"file": picture()}, format="multipart").status_code,
        api(cleo).delete(PATH).status_code,
        api(mallory, at=acme).post(PATH, {"file": picture()}, format="multipart").status_code,
        api(mallory, at=acme).delete(PATH).status_code,
    ]

    assert refused == [403, 403, 404, 404]
