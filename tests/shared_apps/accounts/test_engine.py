"""allauth's own doors stand beside ours, and none of them is a second way to sign up."""

from shared_apps.accounts.models import User
from tests.cast import PASSWORD, Person
from tests.conftest import Anonymous


def test_it_serves_the_engines_configuration(anonymous: Anonymous, ada: Person) -> None:
    answer = anonymous(ada.tenant).get("/api/auth/browser/v1/config")

    assert answer.status_code == 200
    assert answer.json()["data"]["account"]["is_open_for_signup"] is False


def test_it_refuses_a_sign_up_without_a_business(anonymous: Anonymous) -> None:
    answer = anonymous(None).post(
        "/api/auth/app/v1/auth/signup", {"email": "x@y.test", "password": "lavender & honey"}
    )

    assert answer.status_code == 403
    assert not User.objects.filter(email="x@y.test").exists()


def test_it_counts_wrong_passwords_of_both_doors_together(anonymous: Anonymous, ada: Person) -> None:
    wrong = {"email": ada.user.email, "password": "wrong"}
    client = anonymous(None)
    [client.post("/api/auth/app/v1/auth/login", wrong) for _ in range(5)]

    answer = client.post("/api/auth/login/", {"email": ada.user.email, "password": PASSWORD})

    assert (answer.status_code, answer.json()["code"]) == (429, "throttled")
