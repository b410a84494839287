"""Small HTTP servers that play the outside world, each in a thread for as long as a test needs it."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class QuietHandler(BaseHTTPRequestHandler):
    """A handler that says nothing of what it is asked, and minds nobody who hangs up early."""

    def handle(self) -> None:
        try:
            super().handle()
        except OSError:
            """The guest has gone."""

    def log_message(self, format: str, *args: Any) -> None:
        """Stay silent: a test run's output is for failures."""


class _Server(ThreadingHTTPServer):
    def server_bind(self) -> None:
        # HTTPServer looks its own name up, which takes seconds on some machines.
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "localhost", self.server_address[1]


@contextmanager
def serving(handler: type[BaseHTTPRequestHandler], *, port: int = 0) -> Iterator[str]:
    """Answer with `handler`, on a free port unless one is given; yield the address, without a slash at its end."""
    server = _Server(("127.0.0.1", port), handler)
    # To stop is to wait for the loop's next look around, by default half a second away.
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
