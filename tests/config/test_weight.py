"""What a process loads before it has done anything: each of ten pays for it, in memory and at every start."""

import subprocess
import sys

HEAVY = (
    "openai",
    "google.genai",
    "google.cloud.vision",
    "pywebpush",
    "aiohttp",
    "onnxruntime",
    "transformers",
)


def test_it_leaves_clients_that_few_need_to_their_first_use() -> None:
    loaded = f"import config.asgi, sys; print([name for name in {HEAVY} if name in sys.modules])"

    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)

    assert done.stdout.strip().splitlines()[-1] == "[]"
