"""Posts of an Instagram account, on both of its ways in."""

from tests.sandbox.running import Chat

POSTS = [{"caption": "Two for one"}, {"caption": "New colours"}]


def given_posts(chat: Chat) -> None:
    known = {"platform": "instagram", "account": chat.account, "posts": POSTS}
    assert chat.control.post("/control/accounts/", json=known).status_code in (200, 201)


def test_it_lists_posts_page_by_page(insta: Chat) -> None:
    given_posts(insta)

    first = insta.graph("GET", "me/media", params={"fields": "id,caption,permalink", "limit": "1"}).json()
    after = first["paging"]["cursors"]["after"]
    second = insta.graph("GET", "me/media", params={"fields": "caption", "limit": "1", "after": after}).json()

    assert first["data"][0]["caption"] == "Two for one"
    assert first["data"][0]["permalink"].startswith("https://www.instagram.com/p/")
    assert [post["caption"] for post in second["data"]] == ["New colours"]


def test_it_lists_posts_behind_a_page(linked: Chat) -> None:
    given_posts(linked)

    found = linked.graph("GET", f"{linked.account}/media", params={"fields": "caption"}).json()

    assert [post["caption"] for post in found["data"]] == ["Two for one", "New colours"]
