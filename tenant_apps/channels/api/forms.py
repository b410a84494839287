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
    # Two-step verification: for a number that has to be registered and has a PIN already.
    pin = serializers.RegexField(
        r"^\d{6}$",
        required=False,
        allow_blank=True,
        default="",
        write_only=True,
        error_messages={"invalid": "Six digits."},
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


class SubscribePageSerializer(serializers.Serializer[dict[str, Any]]):
    """A connected page; without its id the only one, or the oldest."""

    page_id = serializers.RegexField(
        r"^\d{1,40}$",
        required=False,
        allow_blank=True,
        default="",
        error_messages={"invalid": "Digits only."},
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


_SECURITY = ["ssl", "starttls", "none"]
_HOST = r"^[A-Za-z0-9]([A-Za-z0-9.-]{0,250}[A-Za-z0-9])?$"
_WORD = r"^[^\x00-\x20\x7f\"\\\\]{1,250}$"
_NEEDED = ("imap_host", "smtp_host", "password")


class ConnectEmailSerializer(serializers.Serializer[dict[str, Any]]):
    """A mailbox by its IMAP and SMTP servers (`mode` "imap"), or one whose provider posts its mails to us ("webhook").

    Ports default to the usual ones of the chosen security, the user name to the address.
    """

    mode = serializers.ChoiceField(["imap", "webhook"], default="imap")
    address = serializers.EmailField(max_length=250)
    name = serializers.CharField(max_length=100, required=False, allow_blank=True, default="")
    signature = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")
    provider = serializers.ChoiceField(["postmark", "sendgrid", "mailgun", "ses", "other"], default="other")
    signing_key = serializers.RegexField(
        r"^[\x21-\x7e]{1,1000}$",
        required=False,
        allow_blank=True,
        default="",
        write_only=True,
        help_text="SendGrid's verification key or Mailgun's signing key: then unsigned notices are refused.",
    )
    imap_host = serializers.RegexField(_HOST, required=False, allow_blank=True, default="")
    imap_port = serializers.IntegerField(
        min_value=1, max_value=65535, required=False, allow_null=True, default=None
    )
    imap_security = serializers.ChoiceField(_SECURITY, default="ssl")
    smtp_host = serializers.RegexField(_HOST, required=False, allow_blank=True, default="")
    smtp_port = serializers.IntegerField(
        min_value=1, max_value=65535, required=False, allow_null=True, default=None
    )
    smtp_security = serializers.ChoiceField(_SECURITY, default="starttls")
    username = serializers.RegexField(_WORD, required=False, allow_blank=True, default="")
    password = serializers.CharField(
        max_length=500, required=False, allow_blank=True, default="", write_only=True, trim_whitespace=False
    )
    history_days = serializers.IntegerField(min_value=0, max_value=30, default=0)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["mode"] == "imap":
            missing = {name: "Fill this in." for name in _NEEDED if not attrs[name]}
            if missing:
                raise serializers.ValidationError(missing)
            attrs["imap_port"] = attrs["imap_port"] or {"ssl": 993}.get(attrs["imap_security"], 143)
            attrs["smtp_port"] = attrs["smtp_port"] or {"ssl": 465}.get(attrs["smtp_security"], 587)
        return {name: "" if value is None else str(value) for name, value in attrs.items()}


class ConnectWebchatSerializer(serializers.Serializer[dict[str, Any]]):
    """A website needs nothing but a name; `key` connects one again that was disconnected."""

    name = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    key = serializers.RegexField(r"^wc_[A-Za-z0-9_-]{22}$", required=False, allow_blank=True, default="")


FORMS: dict[str, type[serializers.Serializer[dict[str, Any]]]] = {
    "whatsapp": ConnectWhatsAppSerializer,
    "messenger": ConnectMessengerSerializer,
    "instagram": ConnectInstagramSerializer,
    "telegram": ConnectTelegramSerializer,
    "email": ConnectEmailSerializer,
    "webchat": ConnectWebchatSerializer,
}
