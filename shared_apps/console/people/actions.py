"""Lock people out, sign them out, and say who works for the platform."""

from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from shared_apps.accounts.actions import second_factor
from shared_apps.accounts.actions.sessions import end_session, end_sessions
from shared_apps.accounts.actions.tokens import revoke_all
from shared_apps.accounts.errors import AccountErrorCode
from shared_apps.accounts.letters import send_notice
from shared_apps.accounts.managers import normal_email
from shared_apps.accounts.models import User
from shared_apps.accounts.tasks import send_operator_welcome
from shared_apps.audit.actions import record
from shared_apps.console.errors import ConsoleErrorCode
from shared_apps.core.errors import Conflict, NotFound


@transaction.atomic
def lock_person(*, user_id: UUID, reason: str, actor: User) -> None:
    """End everything a person has open and let them in nowhere until unlocked. Raises NotFound, Conflict."""
    user = _other(user_id, actor)
    if not user.is_active:
        return
    _set_active(user, is_active=False)
    end_sessions(user)
    revoke_all(user)
    record(
        "user.locked", actor=actor, target_kind="user", target_id=user.id, details=_about(user, reason=reason)
    )


@transaction.atomic
def unlock_person(*, user_id: UUID, actor: User) -> None:
    """Let a person in again, with what they had. Raises NotFound, Conflict."""
    user = _other(user_id, actor)
    if user.is_active:
        return
    _set_active(user, is_active=True)
    record("user.unlocked", actor=actor, target_kind="user", target_id=user.id, details=_about(user))


@transaction.atomic
def sign_out(*, user_id: UUID, session_id: UUID | None, actor: User) -> None:
    """End one session of a person, or all. Raises NotFound."""
    user = _found(user_id)
    if session_id is None:
        end_sessions(user)
        revoke_all(user)
    else:
        end_session(user, session_id)
    details = _about(user, **({"session": str(session_id)} if session_id else {}))
    record("user.signed_out", actor=actor, target_kind="user", target_id=user.id, details=details)


@transaction.atomic
def reset_second_factor(*, user_id: UUID, reason: str, actor: User) -> None:
    """Let a person who lost their device sign in with the password alone; they get a letter.

    An operator has to be made none before: nobody's console opens by this.
    Raises NotFound, Conflict `console_own_account`, `console_not_eligible` or `two_factor_off`.
    """
    user = _other(user_id, actor)
    if user.is_staff:
        message = "End them as operator first."
        raise Conflict(ConsoleErrorCode.NOT_ELIGIBLE, message, data={"what": "operator"})
    if not second_factor.is_on(user):
        raise Conflict(AccountErrorCode.TWO_FACTOR_OFF, "Two-factor sign-in is off already.")
    second_factor.turn_off(user)
    details = _about(user, reason=reason)
    record("user.second_factor_reset", actor=actor, target_kind="user", target_id=user.id, details=details)


@transaction.atomic
def set_operator(*, user_id: UUID, is_staff: bool, actor: User) -> None:
    """Let a person work at the console, or no longer; they get a letter. Nobody changes themselves.

    Two operators at once: the rows are locked in one order, and who is none any more changes nothing.
    Raises NotFound, Conflict `console_own_account` or `console_not_eligible`.
    """
    user = _other(user_id, actor)
    if is_staff and not (user.is_active and user.is_email_verified):
        message = "Only an unlocked person with a confirmed e-mail address can become an operator."
        raise Conflict(ConsoleErrorCode.NOT_ELIGIBLE, message, data={"what": "unproved"})
    if user.is_staff == is_staff:
        return
    user.is_staff = is_staff
    user.save(update_fields=["is_staff"])
    what = "user.made_operator" if is_staff else "user.operator_ended"
    record(what, actor=actor, target_kind="user", target_id=user.id, details=_about(user))
    send_notice("operator_on" if is_staff else "operator_off", user)


@transaction.atomic
def create_admin(*, email: str, name: str, language: str, actor: User) -> User:
    """Make an account for a new operator, who is told by letter where to choose a password.

    The console stays closed to them until they have a second factor. Raises Conflict `email_taken`.
    """
    user = User(email=normal_email(email), name=name, language=language, is_staff=True)
    user.set_unusable_password()
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        message = "Somebody has this e-mail address already. Find them under Users and make them an operator."
        raise Conflict(AccountErrorCode.EMAIL_TAKEN, message, data={"what": "console"}) from error
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)
    record(
        "user.made_operator",
        actor=actor,
        target_kind="user",
        target_id=user.id,
        details=_about(user, new=True),
    )
    transaction.on_commit(lambda: send_operator_welcome.delay(str(user.id)), robust=True)
    return user


def _set_active(user: User, *, is_active: bool) -> None:
    user.is_active = is_active
    # Access tokens given out before are none any more.
    user.token_version += 1
    user.save(update_fields=["is_active", "token_version"])


def _found(user_id: UUID) -> User:
    user = User.objects.select_for_update().filter(id=user_id).first()
    if user is None:
        raise NotFound("There is no such person.")
    return user


def _other(user_id: UUID, actor: User) -> User:
    """Return the person, locked, if it is not the operator and the operator still is one."""
    if user_id == actor.id:
        message = "Nobody changes their own account here. Ask another operator."
        raise Conflict(ConsoleErrorCode.OWN_ACCOUNT, message)
    rows = User.objects.select_for_update().filter(id__in=[user_id, actor.id]).order_by("id")
    both = {user.id: user for user in rows}
    if not (both.get(actor.id) and both[actor.id].is_staff and both[actor.id].is_active):
        raise NotFound
    if user_id not in both:
        raise NotFound("There is no such person.")
    return both[user_id]


def _about(user: User, **more: object) -> dict[str, object]:
    return {"email": user.email, **{name: value for name, value in more.items() if value}}
