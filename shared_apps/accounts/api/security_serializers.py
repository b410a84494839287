"""Shapes of sign-in's second step, of the security page, and of keys."""

from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from rest_framework import serializers

from shared_apps.accounts.actions.passkeys import passkeys_of
from shared_apps.accounts.actions.second_factor import is_on, recovery_codes_left
from shared_apps.accounts.api.serializers import AddressField, MeSerializer, PasswordField
from shared_apps.accounts.credentials import Credential, is_confirmed
from shared_apps.accounts.devices import device_name
from shared_apps.accounts.models import DeviceSession, SessionKind, User
from shared_apps.accounts.selectors import google_account_of
from shared_apps.core.pagination import WholePageSerializer

View = dict[str, Any]


class PendingSerializer(serializers.Serializer[Any]):
    pending = serializers.CharField(max_length=200)


class SecondFactorSerializer(PendingSerializer):
    code = serializers.CharField(max_length=40)


class OptionsSerializer(serializers.Serializer[Any]):
    """What the browser's `navigator.credentials` takes, in WebAuthn's JSON form."""

    options = serializers.DictField()


class PasskeyAnswerSerializer(serializers.Serializer[Any]):
    credential = serializers.DictField()


class PasskeyStepSerializer(PendingSerializer):
    credential = serializers.DictField()


class FlowSerializer(serializers.Serializer[Any]):
    flow = serializers.CharField(max_length=200)


class FlowCodeSerializer(FlowSerializer):
    code = serializers.CharField(max_length=20)


class AddressSerializer(serializers.Serializer[Any]):
    url = serializers.CharField()


class GoogleReturnSerializer(serializers.Serializer[Any]):
    code = serializers.CharField(max_length=2000)
    state = serializers.CharField(max_length=4000)


class NewcomerSerializer(serializers.Serializer[Any]):
    ticket = serializers.CharField()
    email = serializers.CharField()
    name = serializers.CharField()


class GoogleAnswerSerializer(serializers.Serializer[Any]):
    """Signed in (`me`), or somebody new who still names their business (`sign_up`, public site only)."""

    me = MeSerializer(allow_null=True)
    sign_up = NewcomerSerializer(allow_null=True)


class ConfirmSerializer(serializers.Serializer[Any]):
    password = PasswordField(required=False)
    code = serializers.CharField(max_length=40, required=False)
    flow = serializers.CharField(max_length=200, required=False)


class ChangePasswordSerializer(serializers.Serializer[Any]):
    current_password = PasswordField(required=False, default="", allow_blank=True)
    password = PasswordField()


class ChangeEmailSerializer(serializers.Serializer[Any]):
    email = AddressField()


class EmailCodesSerializer(serializers.Serializer[Any]):
    new_code = serializers.CharField(max_length=20)
    old_code = serializers.CharField(max_length=20)


class SetupSerializer(serializers.Serializer[Any]):
    """`setup` goes back with the app's first code; `qr` is a picture of `url` as a data address."""

    secret = serializers.CharField()
    setup = serializers.CharField()
    url = serializers.CharField()
    qr = serializers.CharField()


class TotpSerializer(serializers.Serializer[Any]):
    setup = serializers.CharField(max_length=2000)
    code = serializers.CharField(max_length=20)


class RecoveryCodesSerializer(serializers.Serializer[Any]):
    codes = serializers.ListField(child=serializers.CharField())


class PasskeySerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    created_at = serializers.DateTimeField()
    last_used_at = serializers.DateTimeField(allow_null=True)


class NewPasskeySerializer(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=60)
    credential = serializers.DictField()


class SecuritySerializer(serializers.Serializer[Any]):
    has_password = serializers.BooleanField()
    two_factor = serializers.BooleanField()
    recovery_codes_left = serializers.IntegerField()
    passkeys = PasskeySerializer(many=True)
    google = serializers.CharField(allow_null=True)
    confirmed = serializers.BooleanField()


class DeviceSessionSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=SessionKind.choices)
    device = serializers.CharField()
    ip = serializers.CharField(allow_null=True)
    created_at = serializers.DateTimeField()
    last_seen_at = serializers.DateTimeField()
    is_current = serializers.BooleanField()


class SessionListSerializer(WholePageSerializer):
    results = DeviceSessionSerializer(many=True)


def passkey_view(row: Authenticator) -> View:
    shown = {
        "id": row.pk,
        "name": row.wrap().name,
        "created_at": row.created_at,
        "last_used_at": row.last_used_at,
    }
    return dict(PasskeySerializer(shown).data)


def security_view(user: User, credential: object) -> View:
    google = google_account_of(user)
    return {
        "has_password": user.has_usable_password(),
        "two_factor": is_on(user),
        "recovery_codes_left": recovery_codes_left(user),
        "passkeys": [passkey_view(row) for row in passkeys_of(user)],
        "google": google.email if google else None,
        "confirmed": isinstance(credential, Credential) and is_confirmed(credential),
    }


def session_view(row: DeviceSession, current: UUID | None) -> View:
    shown = {
        "id": row.id,
        "kind": row.kind,
        "device": device_name(row.user_agent),
        "ip": row.ip,
        "created_at": row.created_at,
        "last_seen_at": row.last_seen_at,
        "is_current": row.id == current,
    }
    return dict(DeviceSessionSerializer(shown).data)
