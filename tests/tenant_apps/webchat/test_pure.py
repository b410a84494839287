"""Origins and tokens, without a database."""

import pytest

from tenant_apps.webchat.origins import is_allowed
from tenant_apps.webchat.tokens import Visitor, file_of, issue, opens_link, read, sign_file, sign_link

DANA = Visitor("wc_1", "visitor", "d1")


@pytest.mark.parametrize(
    ("origin", "allowed", "expected"),
    [
        ("", ["https://shop.example"], True),
        ("https://shop.example", [], True),
        ("https://shop.example", ["https://shop.example"], True),
        ("https://shop.example", ["https://shop.example/"], True),
        ("HTTPS://SHOP.example", ["shop.example"], True),
        ("http://shop.example", ["https://shop.example"], False),
        ("https://shop.example:8443", ["https://shop.example"], True),
        ("https://shop.example:8443", ["https://shop.example:443"], False),
        ("https://www.shop.example", ["*.shop.example"], True),
        ("https://shop.example", ["*.shop.example"], False),
        ("https://evilshop.example", ["*.shop.example"], False),
        ("https://shop.example.evil.example", ["shop.example"], False),
        ("null", ["https://shop.example"], False),
        ("https://acme.parlor.test", ["https://shop.example"], True),
        ("https://evil.example", ["https://"], False),
    ],
)
def test_it_knows_who_may_use_a_widget(origin: str, allowed: list[str], expected: bool) -> None:
    assert is_allowed(origin, allowed, host="acme.parlor.test") is expected


def test_it_reads_its_own_tokens_only() -> None:
    token = issue(DANA, identity_secret="")

    assert read(token, key="wc_1", identity_secret="") == DANA
    assert read(token, key="wc_2", identity_secret="") is None
    assert read(token + "x", key="wc_1", identity_secret="") is None


def test_a_verified_token_ends_with_its_secret() -> None:
    verified = Visitor("wc_1", "user", "42", "Dana")

    token = issue(verified, identity_secret="old")

    assert read(token, key="wc_1", identity_secret="old") == verified
    assert read(token, key="wc_1", identity_secret="new") is None


def test_handles_and_links_belong_to_one() -> None:
    handle, link = sign_file("f1", DANA), sign_link("f1", "wc_1")

    assert file_of(handle, DANA) == "f1"
    assert file_of(handle, Visitor("wc_1", "visitor", "d2")) is None
    assert file_of(link, DANA) is None
    assert opens_link(link, "f1", "wc_1")
    assert not opens_link(link, "f2", "wc_1")
    assert not opens_link(handle, "f1", "wc_1")
