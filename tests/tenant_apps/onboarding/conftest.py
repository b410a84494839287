"""A newcomer's workspace, and websites of strangers that answer from this machine."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from pytest_django import Settings

from tests.serving import QuietHandler, serving

Pages = dict[str, tuple[str, bytes]]
Website = Callable[[Pages], str]


@pytest.fixture
def website(settings: Settings) -> Iterator[Website]:
    """`website({"/": ("text/html", b"…")})` is up at the returned address; 404 for all else."""
    settings.EGRESS_ALLOWED_ADDRESSES = ["127.0.0.1"]

    def put_up(pages: Pages) -> str:
        class Answering(QuietHandler):
            def do_GET(self) -> None:
                kind, body = pages.get(self.path, ("", b""))
                self.send_response(301 if kind == "location" else 200 if kind else 404)
                self.send_header(
                    *(("Location", body.decode()) if kind == "location" else ("Content-Type", kind))
                )
                self.end_headers()
                self.wfile.write(b"" if kind == "location" else body)

        return f"{running.enter_context(serving(Answering))}/"

    with ExitStack() as running:
        yield put_up
