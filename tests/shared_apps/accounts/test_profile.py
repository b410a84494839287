"""What people say about themselves, and its copy in every workspace."""

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from tenant_apps.team.models import Member
from tests.cast import Person
from tests.conftest import Api, InTenant


def test_it_shows_the_profile(api: Api, ada: Person) -> None:
    answer = api(ada).get("/api/auth/profile/")

    assert answer.status_code == 200
    assert answer.json() == {
        "id": str(ada.user.id),
        "email": "ada@acme.test",
        "name": "Ada",
        "language": "en",
        "email_verified": False,
    }


def test_it_changes_the_name_here_and_in_the_workspace(
    api: Api,
    ada: Person,
    in_tenant: InTenant,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer = api(ada).put("/api/auth/profile/", {"name": "Ada L.", "language": "uk"})

    assert (answer.status_code, answer.json()["name"], answer.json()["language"]) == (200, "Ada L.", "uk")
    with in_tenant(ada.tenant):
        assert Member.objects.values_list("name", "language").get(id=ada.member.id) == ("Ada L.", "uk")


@pytest.mark.parametrize("field", ["email", "id"])
def test_it_does_not_change_what_identifies_a_person(field: str, api: Api, ada: Person) -> None:
    api(ada).put("/api/auth/profile/", {"name": "Ada", field: "mallory@globex.test"})

    ada.user.refresh_from_db()
    assert ada.user.email == "ada@acme.test"


@pytest.mark.parametrize(
    ("field", "value"), [("name", ""), ("name", "n" * 121), ("language", "de"), ("name", None)]
)
def test_it_refuses_a_profile_nobody_could_read(field: str, value: object, api: Api, ada: Person) -> None:
    answer = api(ada).put("/api/auth/profile/", {field: value})

    assert (answer.status_code, list(answer.json()["fields"])) == (400, [field])
