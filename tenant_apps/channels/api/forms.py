"""What an owner types to connect a channel: one form per kind."""

from typing import Any

from rest_framework import serializers


class ConnectWhatsAppSerializer(serializers.Serializer[dict[str, Any]]):
    name = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    phone_number_id = serializers.RegexField(r"^\d{1,40}$", error_messages={"invalid": "Digits only."})
    waba_id = serializers.RegexField(r"^\d{1,40}$", error_messages={"invalid": "Digits only."})
    # Graph tokens are a few hundred characters; anything with spaces or line breaks was copied badly.
    access_token = serializers.RegexField(
        r"^[\x21-\x7e]{1,2000}$",
        write_only=True,
        error_messages={"invalid": "Copy the token without spaces."},
    )


class ConnectMessengerSerializer(serializers.Serializer[dict[str, Any]]):
    """A page by its own token, for those who cannot sign in. Without a name the channel takes the page's."""

    name = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    page_id = serializers.RegexField(r"^\d{1,40}$", error_messages={"invalid": "Digits only."})
    access_token = serializers.RegexField(
        r"^[\x21-\x7e]{1,2000}$",
        write_only=True,
        error_messages={"invalid": "Copy the token without spaces."},
    )


class ConnectInstagramSerializer(serializers.Serializer[dict[str, Any]]):
    """An account by a token of the Instagram Login, or with `page_id` by the token of the page it is linked with."""

    name = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    page_id = serializers.RegexField(
        r"^\d{1,40}$",
        required=False,
        allow_blank=True,
        default="",
        error_messages={"invalid": "Digits only."},
    )
    access_token = serializers.RegexField(
        r"^[\x21-\x7e]{1,2000}$",
        write_only=True,
        error_messages={"invalid": "Copy the token without spaces."},
    )


class ConnectTelegramSerializer(serializers.Serializer[dict[str, Any]]):
    """Without a name the channel takes the bot's own."""

    name = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    bot_token = serializers.RegexField(
        r"^\d{1,20}:[A-Za-z0-9_-]{20,100}$",
        write_only=True,
        error_messages={"invalid": "Copy the whole token from @BotFather: digits, a colon, letters."},
    )


FORMS: dict[str, type[serializers.Serializer[dict[str, Any]]]] = {
    "whatsapp": ConnectWhatsAppSerializer,
    "messenger": ConnectMessengerSerializer,
    "instagram": ConnectInstagramSerializer,
    "telegram": ConnectTelegramSerializer,
}
