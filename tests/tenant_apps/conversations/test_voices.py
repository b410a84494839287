"""What a member speaks into the browser reaches the customer as a voice note, in a form their messenger plays."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tenant_apps.channels.adapters.instagram.render import CAPABILITIES as INSTAGRAM
from tenant_apps.channels.adapters.telegram.render import CAPABILITIES as TELEGRAM
from tenant_apps.channels.adapters.whatsapp.render import CAPABILITIES as WHATSAPP
from tenant_apps.channels.errors import SendFailed
from tenant_apps.channels.outbound import OutboundMedia
from tenant_apps.channels.sounds import fit_sound
from tenant_apps.conversations.actions.deliver import deliver_conversation
from tenant_apps.conversations.models import Attachment, Conversation, Message, MessageStatus
from tests.cast import Person
from tests.conftest import Api
from tests.contract.fake_graph import FakeGraph
from tests.tenant_apps.conversations.conftest import PHONE_NUMBER_ID
from tests.tenant_apps.files.webm import TOC, recording

RECORDING = recording([TOC + b"spoken" * 12] * 60)
ACCEPTED = {"messaging_product": "whatsapp", "contacts": [], "messages": [{"id": "wamid.VOICE"}]}


def speak(api: Api, person: Person, thread: Conversation, name: str) -> Any:
    upload = SimpleUploadedFile(name, RECORDING, content_type="audio/webm")
    file = api(person).post("/api/attachments/", {"file": upload}, format="multipart").json()
    body = {"client_id": "00000000-0000-7000-8000-000000000001", "attachments": [file["id"]]}
    return api(person).post(f"/api/conversations/{thread.id}/messages/", body)


@pytest.mark.django_db
def test_a_browsers_recording_goes_to_whatsapp_as_a_voice_note(
    thread: Conversation, ben: Person, api: Api, graph: FakeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    graph.answer("POST", f"{PHONE_NUMBER_ID}/media", {"id": "77"})
    graph.answer("POST", f"{PHONE_NUMBER_ID}/messages", ACCEPTED)

    said = speak(api, ben, thread, "voice-2026-09-21-14-00-00.webm")
    deliver_conversation(conversation_id=thread.id)

    assert (said.status_code, said.json()["attachments"][0]["voice"]) == (201, True)
    upload, message = graph.asked
    assert b'filename="voice-2026-09-21-14-00-00.ogg"' in upload.body
    assert (b"audio/ogg" in upload.body, b"OggS" in upload.body) == (True, True)
    assert message.json["audio"] == {"id": "77", "voice": True}
    # Colleagues go on hearing what was recorded.
    assert Attachment.objects.get().content_type == "audio/webm"


@pytest.mark.django_db
def test_a_recording_that_no_way_leads_from_fails_with_its_reason(
    thread: Conversation, ben: Person, api: Api, graph: FakeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr("tenant_apps.channels.sounds.converted", lambda content, mime: None)

    speak(api, ben, thread, "voice-2026-09-21-14-00-00.webm")
    deliver_conversation(conversation_id=thread.id)

    [shown] = [
        m for m in api(ben).get(f"/api/conversations/{thread.id}/messages/").json()["results"] if m["error"]
    ]
    assert (shown["error"]["code"], shown["error"]["way_out"]) == ("sound_format", "none")
    assert (Message.objects.get(direction="out").status, graph.asked) == (MessageStatus.FAILED, [])


@pytest.mark.django_db
def test_a_song_is_no_voice_note(thread: Conversation, ben: Person, api: Api, graph: FakeGraph) -> None:
    said = speak(api, ben, thread, "our-song.webm")

    assert said.json()["attachments"][0]["voice"] is False


def spoken(mime: str, *, voice: bool = True) -> OutboundMedia:
    return OutboundMedia(name="voice.webm", mime=mime, content=RECORDING, voice=voice)


def test_telegram_gets_a_voice_note_too() -> None:
    made = fit_sound(spoken("audio/webm"), TELEGRAM)

    assert (made.mime, made.name, made.voice, made.content[:4]) == ("audio/ogg", "voice.ogg", True, b"OggS")  # type: ignore[index]


@pytest.mark.parametrize(
    ("mime", "rules"), [("audio/ogg", WHATSAPP), ("audio/mp4", TELEGRAM), ("audio/mp4", INSTAGRAM)]
)
def test_it_leaves_what_the_channel_plays(mime: str, rules: Any) -> None:
    media = spoken(mime)

    assert fit_sound(media, rules) is media


def test_a_recording_in_aac_goes_out_as_a_sound_where_nothing_can_make_a_note_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tenant_apps.channels.sounds.converted", lambda content, mime: None)

    sent = fit_sound(spoken("audio/mp4"), WHATSAPP)

    assert (sent.mime, sent.voice) == ("audio/mp4", False)


def test_instagram_says_why_it_gets_no_recording_without_ffmpeg(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")

    with pytest.raises(SendFailed) as refused:
        fit_sound(spoken("audio/webm"), INSTAGRAM)

    assert refused.value.code == "sound_format"


def test_it_leaves_other_sounds_to_what_the_channel_does_with_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    media = OutboundMedia(name="a.wav", mime="audio/wav", content=b"RIFF", voice=False)

    assert fit_sound(media, WHATSAPP).mime == "audio/wav"
