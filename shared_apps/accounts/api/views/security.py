"""The locks of one's own account: password, address, second factor, passkeys, devices."""

from uuid import UUID

import segno
from allauth.mfa.adapter import get_adapter
from django.contrib.auth import update_session_auth_hash
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.actions import passkeys, second_factor, sessions
from shared_apps.accounts.actions.email_change import finish_email_change
from shared_apps.accounts.actions.passwords import change_password, prove_password
from shared_apps.accounts.actions.sign_in_codes import use_sign_in_code
from shared_apps.accounts.api.doors import PersonalDoor, check_confirmed, given, session_of, signed_in
from shared_apps.accounts.api.security_serializers import (
    ChangeEmailSerializer,
    ChangePasswordSerializer,
    ConfirmSerializer,
    EmailCodesSerializer,
    NewPasskeySerializer,
    OptionsSerializer,
    PasskeySerializer,
    RecoveryCodesSerializer,
    SecuritySerializer,
    SessionListSerializer,
    SetupSerializer,
    TotpSerializer,
    passkey_view,
    security_view,
    session_view,
)
from shared_apps.accounts.api.serializers import UserSerializer
from shared_apps.accounts.api.throttles import CodesThrottle, EveryRequest
from shared_apps.accounts.credentials import Credential
from shared_apps.accounts.guessing import asker_of
from shared_apps.accounts.tasks import send_change_codes
from shared_apps.core.errors import Invalid
from shared_apps.core.pagination import whole_page


class SecurityView(PersonalDoor):
    @extend_schema(operation_id="security", responses=SecuritySerializer)
    def get(self, request: Request) -> Response:
        return Response(security_view(signed_in(request), request.auth))


class ConfirmView(PersonalDoor):
    """Show once more that it is you, by password, the app's code, or a code by e-mail (`flow` with `code`)."""

    @extend_schema(operation_id="confirm", request=ConfirmSerializer, responses={204: None})
    def post(self, request: Request) -> Response:
        user, form, session = signed_in(request), given(ConfirmSerializer, request), session_of(request)
        if session is None:
            raise Invalid("Sign in again to change this.")
        if "password" in form:
            prove_password(request._request, user, form["password"], field="password")
        elif "flow" in form:
            if use_sign_in_code(flow=form["flow"], code=form.get("code", "")) != user:
                raise second_factor.wrong_code()
        else:
            second_factor.prove(request._request, user, form.get("code", ""))
        by_second_factor = "password" not in form and "flow" not in form
        sessions.confirm(session, by_second_factor=by_second_factor)
        return Response(status=204)


class ChangePasswordView(PersonalDoor):
    @extend_schema(operation_id="password_change", request=ChangePasswordSerializer, responses={204: None})
    def post(self, request: Request) -> Response:
        user, form = signed_in(request), given(ChangePasswordSerializer, request)
        if not user.has_usable_password():
            check_confirmed(request)
        change_password(
            request._request,
            user,
            current=form["current_password"],
            password=form["password"],
            session=session_of(request),
        )
        if isinstance(request.auth, Credential) and request.auth.kind == "browser":
            # It stays signed in: its session is bound to the password, so it is bound anew.
            update_session_auth_hash(request._request, user)
            sessions.follow(request._request, session_of(request))
        return Response(status=204)


class ChangeEmailView(PersonalDoor):
    """Answers alike whether somebody has the new address or not."""

    throttle_classes = (EveryRequest, CodesThrottle)

    @extend_schema(operation_id="email_change", request=ChangeEmailSerializer, responses={204: None})
    def post(self, request: Request) -> Response:
        check_confirmed(request)
        email, asker = given(ChangeEmailSerializer, request)["email"], asker_of(request._request)
        send_change_codes.delay(str(signed_in(request).id), email, asker.device, asker.address)
        return Response(status=204)


class ChangeEmailCodesView(PersonalDoor):
    throttle_classes = (EveryRequest, CodesThrottle)

    @extend_schema(
        operation_id="email_change_confirm", request=EmailCodesSerializer, responses=UserSerializer
    )
    def post(self, request: Request) -> Response:
        user = finish_email_change(signed_in(request), **given(EmailCodesSerializer, request))
        return Response(UserSerializer(user).data)


class TotpView(PersonalDoor):
    @extend_schema(operation_id="totp_begin", request=None, responses=SetupSerializer)
    def post(self, request: Request) -> Response:
        check_confirmed(request)
        user = signed_in(request)
        secret, setup = second_factor.new_secret(user)
        url = get_adapter().build_totp_url(user, secret)
        return Response(
            {"secret": secret, "setup": setup, "url": url, "qr": segno.make(url).svg_data_uri(border=2)}
        )

    @extend_schema(operation_id="totp_turn_on", request=TotpSerializer, responses=RecoveryCodesSerializer)
    def put(self, request: Request) -> Response:
        check_confirmed(request)
        form = given(TotpSerializer, request)
        codes = second_factor.turn_on(request._request, signed_in(request), **form)
        if session := session_of(request):
            sessions.confirm(session, by_second_factor=True)
        return Response({"codes": codes})

    @extend_schema(operation_id="totp_turn_off", responses={204: None})
    def delete(self, request: Request) -> Response:
        check_confirmed(request)
        second_factor.turn_off(signed_in(request))
        return Response(status=204)


class RecoveryCodesView(PersonalDoor):
    @extend_schema(operation_id="recovery_codes_renew", request=None, responses=RecoveryCodesSerializer)
    def post(self, request: Request) -> Response:
        check_confirmed(request)
        return Response({"codes": second_factor.renew_recovery_codes(signed_in(request))})


class PasskeyRegistrationView(PersonalDoor):
    @extend_schema(operation_id="passkey_registration", request=None, responses=OptionsSerializer)
    def post(self, request: Request) -> Response:
        check_confirmed(request)
        return Response({"options": passkeys.registration_options(signed_in(request))})


class PasskeysView(PersonalDoor):
    @extend_schema(
        operation_id="passkey_add", request=NewPasskeySerializer, responses={201: PasskeySerializer}
    )
    def post(self, request: Request) -> Response:
        check_confirmed(request)
        made = passkeys.add_passkey(signed_in(request), **given(NewPasskeySerializer, request))
        return Response(passkey_view(made), status=201)


class PasskeyView(PersonalDoor):
    @extend_schema(operation_id="passkey_remove", responses={204: None})
    def delete(self, request: Request, id: int) -> Response:
        check_confirmed(request)
        passkeys.remove_passkey(signed_in(request), id)
        return Response(status=204)


class SessionsView(PersonalDoor):
    @extend_schema(operation_id="sessions", responses=SessionListSerializer)
    def get(self, request: Request) -> Response:
        current = session_of(request)
        rows = sessions.sessions_of(signed_in(request))
        return Response(whole_page([session_view(row, current) for row in rows]))


class LogoutSessionView(PersonalDoor):
    @extend_schema(operation_id="logout_session", request=None, responses={204: None})
    def post(self, request: Request, id: UUID) -> Response:
        sessions.end_session(signed_in(request), id)
        return Response(status=204)


class LogoutAllView(PersonalDoor):
    """Every device but the one that asks."""

    @extend_schema(operation_id="logout_all_sessions", request=None, responses={204: None})
    def post(self, request: Request) -> Response:
        sessions.end_sessions(signed_in(request), but=session_of(request))
        return Response(status=204)
