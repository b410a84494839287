"""Voice messages are written down where a service is configured; whatever fails only means no words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from shared_apps.facts.models import FactRow
from shared_apps.vendors.llm import transcription
from tenant_apps.conversations.actions.fetch import fetch_attachment
from tenant_apps.conversations.events import AttachmentFetched
from tenant_apps.conversations.models import Attachment, Message
from tenant_apps.conversations.presentation import message_views
from tenant_apps.conversations.selectors import messages_called
from tenant_apps.conversations.transcripts import subscribers
from tenant_apps.conversations.transcripts.actions import MAX_ATTEMPTS, transcribe
from tenant_apps.conversations.transcripts.conversion import readable
from tenant_apps.conversations.transcripts.models import Transcript
from tenant_apps.conversations.transcripts.tasks import write_down
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Api
from tests.contract.fake_graph import FakeGraph
from tests.tenant_apps.conversations.conftest import Receive, announced

SPEECH = "/v1/audio/transcriptions"
OGG = b"OggS\x00\x02" + b"\x00" * 60 + b"OpusHead"
WORDS = "Чи можна записатися на завтра?"


@pytest.fixture(autouse=True)
def service(settings: Settings, graph: FakeGraph) -> Iterator[None]:
    settings.TRANSCRIPTION_BASE_URL = f"{graph.url}/v1"
    settings.TRANSCRIPTION_MODEL = "whisper-1"
    settings.TRANSCRIPTION_API_KEY = "sk-test"
    graph.answer("POST", SPEECH, {"text": f" {WORDS}\n"})
    transcription._client.cache_clear()
    yield
    transcription._client.cache_clear()


@pytest.fixture
def voice(receive: Receive, graph: FakeGraph) -> Attachment:
    """Dana's voice message, fetched."""
    receive("voice_note")
    attachment = Attachment.objects.get()
    graph.answer(
        "GET", attachment.media_id, {"url": f"{graph.url}/file", "mime_type": "audio/ogg", "id": "1"}
    )
    graph.answer("GET", "/file", OGG)
    fetch_attachment(attachment_id=attachment.id)
    attachment.refresh_from_db()
    return attachment


def asked(graph: FakeGraph) -> int:
    return sum(each.path == SPEECH for each in graph.asked)


def shown(attachment: Attachment) -> object:
    [view] = message_views(messages_called([attachment.message_id]))
    return view["attachments"][0]["transcript"]


def test_it_writes_down_what_was_said(voice: Attachment, graph: FakeGraph) -> None:
    wait_s = transcribe(attachment_id=voice.id)

    request = graph.asked[-1]
    assert wait_s is None
    assert shown(voice) == {"state": "ready", "text": WORDS, "language": "", "reason": ""}
    assert (request.path, request.authorization) == (SPEECH, "Bearer sk-test")
    assert b'filename="voice.ogg"' in request.body
    assert b"whisper-1" in request.body


def test_it_tells_open_pages_and_the_agent(voice: Attachment, acme: Tenant) -> None:
    before = Message.objects.get().rev

    transcribe(attachment_id=voice.id)

    assert announced(acme.schema_name)[-3:] == [
        "MessageChanged",
        "MessageChanged",
        "TranscriptSettled",
    ]
    assert Message.objects.get().rev == before + 2


def test_it_announces_a_fetched_file(voice: Attachment) -> None:
    fact = FactRow.objects.filter(name="AttachmentFetched").get()

    assert fact.payload == {"attachment_id": str(voice.id), "kind": "audio"}


def test_it_writes_down_once(voice: Attachment, graph: FakeGraph) -> None:
    transcribe(attachment_id=voice.id)
    transcribe(attachment_id=voice.id)

    assert asked(graph) == 1


def test_it_does_nothing_while_no_service_is_configured(
    voice: Attachment, graph: FakeGraph, settings: Settings
) -> None:
    settings.TRANSCRIPTION_BASE_URL = ""

    transcribe(attachment_id=voice.id)

    assert (shown(voice), asked(graph)) == (None, 0)


def test_it_leaves_other_files_alone(receive: Receive, graph: FakeGraph) -> None:
    receive("image")
    Attachment.objects.update(state="ready")

    transcribe(attachment_id=Attachment.objects.get().id)

    assert (Transcript.objects.count(), asked(graph)) == (0, 0)


def test_it_tries_again_when_the_service_is_down(voice: Attachment, graph: FakeGraph) -> None:
    graph.answer("POST", SPEECH, {"error": {"message": "no"}}, status=503, headers={"Retry-After": "0"})

    wait_s = transcribe(attachment_id=voice.id)

    assert wait_s == 4
    assert shown(voice) == {"state": "pending", "text": "", "language": "", "reason": ""}


def test_it_gives_up_after_some_tries(voice: Attachment, graph: FakeGraph) -> None:
    graph.answer("POST", SPEECH, b"<html>bad gateway</html>", headers={"Content-Type": "text/html"})
    transcribe(attachment_id=voice.id)
    Transcript.objects.update(attempts=MAX_ATTEMPTS - 1, due_at="2020-01-01T00:00:00Z")

    wait_s = transcribe(attachment_id=voice.id)

    assert wait_s is None
    assert shown(voice) == {"state": "failed", "text": "", "language": "", "reason": "unreadable"}


def test_it_takes_a_refusal_as_final(voice: Attachment, graph: FakeGraph) -> None:
    graph.answer("POST", SPEECH, {"error": {"message": "bad key"}}, status=401)

    assert transcribe(attachment_id=voice.id) is None
    assert shown(voice) == {"state": "failed", "text": "", "language": "", "reason": "refused"}


def test_it_sends_no_file_above_the_services_limit(
    voice: Attachment, graph: FakeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tenant_apps.conversations.transcripts.actions.MAX_BYTES", 10)

    transcribe(attachment_id=voice.id)

    assert (Transcript.objects.get().reason, asked(graph)) == ("refused", 0)


def test_it_does_without_foreign_formats_where_ffmpeg_is_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")

    assert readable(b"#!AMR\n", "audio/amr") is None


def test_it_converts_foreign_formats_with_ffmpeg(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "ffmpeg"
    program.write_text("#!/bin/sh\nfor made; do :; done\nprintf 'ID3 converted' > \"$made\"\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")

    assert readable(b"#!AMR\n", "audio/amr") == (b"ID3 converted", "mp3")


def test_it_wakes_for_audio_only(monkeypatch: pytest.MonkeyPatch, voice: Attachment) -> None:
    sent: list[tuple[object, ...]] = []
    monkeypatch.setattr(subscribers, "send_after_commit", lambda *given: sent.append(given))

    subscribers.listen(
        [
            AttachmentFetched(attachment_id=voice.id, kind="audio"),
            AttachmentFetched(attachment_id=voice.id, kind="image"),
        ]
    )

    assert sent == [(write_down, str(voice.id))]


def test_it_shows_many_transcripts_with_the_queries_of_one(voice: Attachment) -> None:
    transcribe(attachment_id=voice.id)
    for number in range(29):
        extra = Attachment.objects.create(
            message=voice.message, kind="audio", state="ready", name=str(number)
        )
        Transcript.objects.create(attachment=extra, state="ready", text="a")

    with CaptureQueriesContext(connection) as queries:
        [view] = message_views(messages_called([voice.message_id]))

    assert (len(view["attachments"]), len(queries)) == (30, 2)


def test_it_shows_the_words_in_the_thread(voice: Attachment, ben: Person, api: Api) -> None:
    transcribe(attachment_id=voice.id)
    thread = voice.message.conversation_id

    answer = api(ben).get(f"/api/conversations/{thread}/messages/")

    assert answer.json()["results"][0]["attachments"][0]["transcript"]["text"] == WORDS
