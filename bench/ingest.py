"""How long a long PDF takes from upload to searchable, and what the inbox feels of it.

    python -m bench.ingest [--pages 200] [--seconds 15]

The running system with its own workers reads the file: timed until its passages are found by their words, and until
they have their vectors, too. The reference is pdfplumber's plain text of the same pages, in this process, without
tables, passages or vectors. Then the way of messages is timed twice: in peace, and while another
file of as many pages is read.
"""

import argparse
import asyncio
import time
from io import BytesIO

import httpx
import pdfplumber

from bench.message_path import delays, silence_agents
from bench.papers import pdf
from launch.system import System, run_system

TARGET_S = 60
RATE = 20
PATIENCE_S = 300


def owner(system: System) -> httpx.Client:
    """Return a client signed in as the first member of the first demo business."""
    tenant = system.demo["tenants"][0]
    host = f"{tenant['slug']}.localhost:{system.port}"
    client = httpx.Client(base_url=f"http://127.0.0.1:{system.port}", headers={"Host": host}, timeout=60)
    member = tenant["members"][0]
    body = {"email": member["email"], "password": member["password"]}
    access = client.post("/api/auth/login/", json=body).raise_for_status().json()["access"]
    client.headers["Authorization"] = f"Bearer {access}"
    return client


def send(client: httpx.Client, name: str, content: bytes) -> str:
    files = {"files": (name, content, "application/pdf")}
    answer = client.post("/api/documents/upload/", files=files).raise_for_status()
    return str(answer.json()["results"][0]["id"])


def wait(client: httpx.Client, document_id: str, *, early: bool = False) -> dict[str, object]:
    """Return the document when it is read (`early`: found at all); fail when not, or after PATIENCE_S seconds."""
    ends_at = time.monotonic() + PATIENCE_S
    while time.monotonic() < ends_at:
        document: dict[str, object] = client.get(f"/api/documents/{document_id}/").json()
        assert document["status"] != "failed", document
        if document["status"] == "ready" or (early and document["searchable"]):
            return document
        time.sleep(0.2)
    raise TimeoutError("The document was not read in time.")


def finds(client: httpx.Client, document_id: str) -> bool:
    """Return whether a passage of the document is found by words that stand in it."""
    chunks = client.get(f"/api/documents/{document_id}/chunks/").json()["results"]
    body = {"q": str(chunks[0]["text"])[:200], "k": 5}
    found = client.post("/api/knowledge/search/", json=body).raise_for_status().json()["results"]
    return any(one["source"]["document"] == document_id for one in found)


def plain_text_s(content: bytes) -> float:
    """Return the seconds that plain text of all pages takes here."""
    begun = time.perf_counter()
    with pdfplumber.open(BytesIO(content)) as document:
        for page in document.pages:
            page.extract_text()
            page.close()
    return time.perf_counter() - begun


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=15.0)
    given = parser.parse_args()
    first, second = pdf(given.pages), pdf(given.pages, seed=2)
    with run_system() as system:
        silence_agents(system)
        client = owner(system)
        begun = time.perf_counter()
        document = send(client, "handbook.pdf", first)
        wait(client, document, early=True)
        assert finds(client, document), "what is said to be searchable is found"
        by_words = time.perf_counter() - begun
        read = wait(client, document)
        took = time.perf_counter() - begun
        plain = plain_text_s(first)
        print(
            f"{given.pages} pages → found by words: {by_words:.1f} s (target ≤ {TARGET_S} s), by meaning, too: "
            f"{took:.1f} s, {read['chunks']} passages; plain text of them {plain:.1f} s, "
            f"ratios {by_words / plain:.1f} and {took / plain:.1f}"
        )
        report("in peace", asyncio.run(delays(system, given.seconds, rate=RATE)))
        other = send(client, "catalogue.pdf", second)
        sent = int(RATE * given.seconds)
        report("while reading", asyncio.run(delays(system, given.seconds, rate=RATE, first=sent)))
        if client.get(f"/api/documents/{other}/").json()["status"] != "reading":
            print("  the file was read before the last message came")
        client.close()


def report(name: str, found: list[float]) -> None:
    if not found:
        print(f"webhook → frame at {RATE}/s {name}: no message was seen on a socket")
        return
    p50, p99 = found[len(found) // 2], found[int(len(found) * 0.99)]
    print(f"webhook → frame at {RATE}/s {name}: p50 {p50:.0f} ms, p99 {p99:.0f} ms", flush=True)


if __name__ == "__main__":
    main()
