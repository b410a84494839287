"""The product may be down and vendors may misbehave; nothing is lost that was not meant to be."""

import time
from pathlib import Path

from tests.sandbox.conftest import client_of, new_salon
from tests.sandbox.running import Product, Salon, eventually, free_port, product_on, sandbox_on

Own = tuple[Product, Salon]


def switch_on(salon: Salon, **fault: object) -> None:
    assert salon.control.post("/control/faults/", json=fault).status_code == 201


def texts(product: Product, salon: Salon) -> list[str]:
    return [message["text"]["body"] for message in product.messages(salon.account)]


def test_it_delivers_after_the_product_and_the_sandbox_came_back(tmp_path: Path) -> None:
    port = free_port()
    with sandbox_on(tmp_path, port) as settings, client_of(settings) as client:
        salon = new_salon(client)
        said = salon.say(text="Anybody there?")

    with product_on(port) as product, sandbox_on(tmp_path, port):
        eventually(lambda: product.messages(salon.account))

    assert (said["status"], said["note"]) == (None, "ConnectError")
    assert texts(product, salon) == ["Anybody there?"]


def test_it_tries_again_when_the_product_refuses(own: Own) -> None:
    product, salon = own
    product.statuses.append(503)

    said = salon.say(text="Hi")

    assert said["status"] == 503
    eventually(lambda: texts(product, salon) == ["Hi", "Hi"])
    assert eventually(lambda: salon.thread()[0]["status"] == "delivered")


def test_it_delivers_twice(own: Own) -> None:
    product, salon = own
    switch_on(salon, platform="whatsapp", kind="duplicate", count=1)

    salon.say(text="Hi")

    assert texts(product, salon) == ["Hi", "Hi"]
    assert salon.control.get("/control/faults/").json() == []


def test_it_loses_a_webhook(own: Own) -> None:
    product, salon = own
    switch_on(salon, platform="whatsapp", kind="drop", direction="in", count=1)

    said = salon.say(text="Hi")

    assert (said["status"], said["note"]) == (None, "dropped")
    assert product.received == []


def test_it_lets_webhooks_overtake_each_other(own: Own) -> None:
    product, salon = own
    switch_on(salon, platform="whatsapp", kind="reorder", count=1, ms=150)
    salon.say(text="first")

    salon.say(text="second")

    eventually(lambda: texts(product, salon) == ["second", "first"])


def test_it_repeats_a_webhook_whose_answer_got_lost(own: Own) -> None:
    product, salon = own
    switch_on(salon, platform="whatsapp", kind="timeout", direction="in", count=1)

    said = salon.say(text="Hi")

    assert (said["status"], said["note"]) == (None, "timeout")
    eventually(lambda: texts(product, salon) == ["Hi", "Hi"])


def test_it_refuses_calls_for_a_while(own: Own) -> None:
    _product, salon = own
    salon.say(text="Hi")
    switch_on(salon, platform="whatsapp", kind="http_429", count=1)

    first, second = (salon.send(type="text", text={"body": "x"}) for _ in range(2))

    assert (first.status_code, first.json()["error"]["code"]) == (429, 130429)
    assert second.status_code == 200


def test_it_breaks_down_with_metas_error(own: Own) -> None:
    _product, salon = own
    switch_on(salon, platform="whatsapp", kind="http_500", count=1)

    answer = salon.send(type="text", text={"body": "x"})

    assert (answer.status_code, answer.json()["error"]["code"]) == (500, 131000)


def test_it_accepts_a_message_that_never_arrives(own: Own) -> None:
    _product, salon = own
    salon.say(text="Hi")
    switch_on(salon, platform="whatsapp", kind="drop", direction="out", count=1)

    answer = salon.send(type="text", text={"body": "lost"})

    assert answer.status_code == 200
    assert len(salon.thread()) == 1


def test_it_is_slow_on_purpose(own: Own) -> None:
    _product, salon = own
    switch_on(salon, platform="whatsapp", kind="delay_ms", direction="out", ms=200, count=1)
    started = time.perf_counter()

    salon.graph("GET", salon.account)

    assert time.perf_counter() - started >= 0.2


def test_it_holds_the_answer_of_a_call_that_worked(own: Own) -> None:
    _product, salon = own
    salon.say(text="Hi")
    switch_on(salon, platform="whatsapp", kind="timeout", direction="out", ms=250, count=1)
    started = time.perf_counter()

    answer = salon.send(type="text", text={"body": "slow"})

    assert time.perf_counter() - started >= 0.25
    assert (answer.status_code, len(salon.thread())) == (200, 2)


def test_it_limits_messages_to_one_person(own: Own) -> None:
    _product, salon = own
    salon.say(text="Hi")
    switch_on(salon, platform="whatsapp", kind="pair_rate")

    codes = [salon.send(type="text", text={"body": "x"}).status_code for _ in range(46)]
    last = salon.send(type="text", text={"body": "x"}).json()

    assert codes == [200] * 45 + [400]
    assert last["error"]["code"] == 131056


def test_it_reports_a_closed_window_later_when_asked_to(own: Own) -> None:
    product, salon = own
    salon.control.patch("/control/settings/", json={"window_failure": "async"})

    answer = salon.send(type="text", text={"body": "Hello?"})

    assert answer.status_code == 200
    eventually(lambda: product.statuses_of(salon.account) == ["failed"])
    assert product.values(salon.account)[-1]["statuses"][0]["errors"][0]["code"] == 131047
    assert "contacts" not in product.values(salon.account)[-1]


def test_it_reads_by_itself_when_asked_to(own: Own) -> None:
    product, salon = own
    salon.control.patch("/control/settings/", json={"read_after_ms": 50})
    salon.say(text="Hi")

    salon.send_text("Hello")

    eventually(lambda: product.statuses_of(salon.account) == ["sent", "delivered", "read"])
