"""A newcomer's workspace, and websites of strangers that answer from this machine."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from pytest_django import Settings

Pages = dict[str, tuple[str, bytes]]
Website = Callable[[Pages], str]


@pytest.fixture
def website(settings: Settings) -> Iterator[Website]:
    """`website({"/": ("text/html", b"…")})` is up at the returned address; 404 for all else."""
    settings.EGRESS_ALLOWED_ADDRESSES = ["127.0.0.1"]
    servers: list[ThreadingHTTPServer] = []

    def put_up(pages: Pages) -> str:
        class Answering(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                kind, body = pages.get(self.path, ("", b""))
                self.send_response(301 if kind == "location" else 200 if kind else 404)
                self.send_header(
                    *(("Location", body.decode()) if kind == "location" else ("Content-Type", kind))
                )
                self.end_headers()
                self.wfile.write(b"" if kind == "location" else body)

            def log_message(self, format: str, *_: object) -> None:
                """Keep the test's output quiet."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/"

    yield put_up
    for server in servers:
        server.shutdown()
        server.server_close()
