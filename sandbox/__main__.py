"""Run the sandbox: python -m sandbox."""

import socket
import sys

import uvicorn

from sandbox.app import create_app
from sandbox.live import Hub
from sandbox.settings import Settings, from_environment


class Server(uvicorn.Server):
    """Ends the pages' live streams first, so that stopping takes no time."""

    def __init__(self, config: uvicorn.Config, hub: Hub) -> None:
        super().__init__(config)
        self._hub = hub

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._hub.close()
        await super().shutdown(sockets)


def main() -> int:
    """Serve until told to stop; returns the exit code."""
    settings = from_environment()
    if taken := first_taken_port(settings):
        name, port = taken
        sys.stderr.write(f"Port {port} is taken. Set {name} to a free port.\n")
        return 1
    app = create_app(settings)
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=2,
    )
    server = Server(config, app.state.world.hub)
    sys.stdout.write(f"Sandbox on http://localhost:{settings.port}/, mail on port {settings.smtp_port}.\n")
    sys.stdout.flush()
    server.run()
    return 0


def first_taken_port(settings: Settings) -> tuple[str, int] | None:
    """Return the variable and number of a port that another process holds."""
    ports = {"PARLOR_SANDBOX_PORT": settings.port, "PARLOR_SMTP_PORT": settings.smtp_port}
    for name, port in ports.items():
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((settings.host, port))
            except OSError:
                return name, port
    return None


if __name__ == "__main__":
    raise SystemExit(main())
