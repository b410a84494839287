"""A recording in a form that the channel takes: what a browser records is not what every messenger plays."""

from dataclasses import replace

from tenant_apps.channels.capabilities import Capabilities
from tenant_apps.channels.errors import SendFailed, SendFailureCode
from tenant_apps.channels.outbound import OutboundMedia
from tenant_apps.files.sounds import SUFFIXES, converted


def fit_sound(media: OutboundMedia, capabilities: Capabilities) -> OutboundMedia:
    """Return the file as it is, or made over for the channel; raises SendFailed (`sound_format`) for a voice message.

    A voice note that can only go out as an ordinary sound does so; any other sound is left to `forms.fit`.
    """
    mime = media.mime.partition(";")[0].strip().lower()
    if media.content is None or not mime.startswith("audio/"):
        return media
    rule = capabilities.media.get("audio")
    taken = rule.mimes if rule else frozenset[str]()
    notes = capabilities.voice_mimes if media.voice else frozenset[str]()
    is_taken, is_note = not taken or mime in taken, not notes or mime in notes
    if is_taken and is_note:
        return media
    made = _made(media.content, [each for each in SUFFIXES if each in (notes or taken)])
    if made is None and not is_taken:
        made = _made(media.content, [each for each in SUFFIXES if each in taken])
    if made is not None:
        content, mime = made
        name = f"{media.name.rpartition('.')[0] or media.name or 'voice'}.{SUFFIXES[mime]}"
        media = replace(media, content=content, mime=mime, name=name)
    elif media.voice and not is_taken:
        reason = (
            f"This channel takes no recordings in {mime}. Record it with another browser, or write a text."
        )
        raise SendFailed(permanent=True, code=SendFailureCode.SOUND_FORMAT, reason_for_people=reason)
    return replace(media, voice=media.voice and (not notes or mime in notes))


def _made(content: bytes, mimes: list[str]) -> tuple[bytes, str] | None:
    for mime in mimes:
        made = converted(content, mime)
        if made:
            return made, mime
    return None
