"""Load on an HTTP server: wrk (Debian package `wrk`), which sends the same request over kept-alive connections.

Every server is measured by this same client, so its own cost is in all figures alike, and it is small.
"""

import json
import shutil
import subprocess
import tempfile
from dataclasses import dataclass

_SCRIPT = """
wrk.method = "POST"
wrk.body = {body}
wrk.headers["Content-Type"] = "application/json"
{headers}
done = function(summary, latency, requests)
  local wrong = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
  io.write(string.format('\\nFOUND {{"requests": %d, "us": %d, "p50": %d, "p99": %d, "failed": %d}}\\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), wrong))
end
"""


@dataclass(frozen=True)
class Load:
    """`rate` in requests per second, percentiles in milliseconds, `failed` answers other than 2xx and 3xx."""

    rate: float
    p50_ms: float
    p99_ms: float
    failed: int


def measure(*, url: str, body: bytes, headers: dict[str, str], connections: int, seconds: int) -> Load:
    """POST `body` to `url` for `seconds`, after one second of warming up."""
    wrk = shutil.which("wrk")
    if wrk is None:
        raise SystemExit("The load generator is missing. Install it: apt-get install wrk")
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(_SCRIPT.format(body=_lua(body.decode()), headers=_headers(headers)))
        script.flush()
        argv = [
            wrk,
            "--threads",
            "1",
            "--connections",
            str(connections),
            "--latency",
            "--script",
            script.name,
        ]
        subprocess.run([*argv, "--duration", "1s", url], check=True, capture_output=True)
        answer = subprocess.run(
            [*argv, "--duration", f"{seconds}s", url], check=True, capture_output=True, text=True
        ).stdout
    found = json.loads(answer.split("FOUND ", 1)[1])
    return Load(
        rate=found["requests"] / found["us"] * 1e6,
        p50_ms=found["p50"] / 1000,
        p99_ms=found["p99"] / 1000,
        failed=found["failed"],
    )


def _lua(text: str) -> str:
    """Return a Lua string literal; JSON is ASCII here, so its own escapes need one more backslash each."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _headers(headers: dict[str, str]) -> str:
    return "\n".join(f"wrk.headers[{_lua(name)}] = {_lua(value)}" for name, value in headers.items())
