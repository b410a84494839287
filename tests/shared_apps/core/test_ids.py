from shared_apps.core.ids import uuid7


def test_it_keeps_the_order_of_what_is_made_in_one_go() -> None:
    made = [uuid7() for _ in range(5_000)]

    assert made == sorted(set(made))
    assert {(id.version, id.variant) for id in made} == {(7, "specified in RFC 4122")}
