"""The official OpenAI client has voice messages written down by the sandbox."""

from collections.abc import Iterator

import openai
import pytest

from sandbox.openai.transcriptions import MAX_BYTES, SAID
from sandbox.settings import Settings

OGG = b"OggS invented sound"


@pytest.fixture
def model(sandbox: Settings) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(api_key="sk-test", base_url=f"{sandbox.own_url}/openai/v1", max_retries=0) as client:
        yield client


def test_it_hears_the_same_in_the_same_sound(model: openai.OpenAI) -> None:
    first = model.audio.transcriptions.create(model="whisper-1", file=("voice.ogg", OGG))
    second = model.audio.transcriptions.create(model="whisper-1", file=("voice.ogg", OGG))

    assert first.text == second.text
    assert first.text in SAID


def test_it_answers_with_words_alone(model: openai.OpenAI) -> None:
    said = model.audio.transcriptions.create(
        model="whisper-1", file=("voice.ogg", OGG), response_format="text"
    )

    assert str(said).strip() in SAID


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [("voice.amr", OGG, 400), ("voice.ogg", b"", 400), ("voice.ogg", b"x" * (MAX_BYTES + 1), 413)],
)
def test_it_refuses_what_openai_refuses(model: openai.OpenAI, name: str, content: bytes, status: int) -> None:
    with pytest.raises(openai.APIStatusError) as refused:
        model.audio.transcriptions.create(model="whisper-1", file=(name, content))

    assert refused.value.status_code == status


def test_it_knows_no_other_model(model: openai.OpenAI) -> None:
    with pytest.raises(openai.NotFoundError):
        model.audio.transcriptions.create(model="whisper-9", file=("voice.ogg", OGG))
