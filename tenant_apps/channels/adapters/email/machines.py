"""Was this mail written by a machine? Such a mail is shown and never answered by one of ours (RFC 3834, RFC 2919)."""

import re
from typing import Literal

from .mime import Head

AutoKind = Literal["", "own", "auto_reply", "list", "bounce"]

_YES_HEADERS = {
    "x-autoreply",
    "x-autorespond",
    "x-autoresponder",
    "x-auto-reply",
    "x-mail-autoreply",
    "x-vacation",
}
_LISTS = {"list-id", "list-post", "list-unsubscribe", "mailing-list", "x-mailing-list", "x-campaign-id"}
_MAILERS = re.compile(
    r"(?:mailer-daemon|postmaster|bounces?|(?:no|do-?not)[-_.]?reply|noreply-.*)(?:[+=].*)?@"
)
_SUBJECT = re.compile(
    r"(?:auto(?:mat(?:ic|ed))?[ _:-]{0,2}(?:reply|response)|autoreply|out of (?:the )?office|ooo:|abwesenheitsnotiz"
    r"|automatische antwort|réponse automatique|absence du bureau|respuesta automática|risposta automatica"
    r"|odpowiedź automatyczna|автоматична відповідь|автовідповідь|автоматический ответ|автоответ)",
    re.IGNORECASE,
)
_FAILED = re.compile(
    r"(?:undeliver(?:able|ed)|mail delivery failed|delivery status notification|returned mail)", re.IGNORECASE
)


def auto_kind(head: Head, sender: str, subject: str, mailbox: str) -> AutoKind:
    """Return what kind of machine wrote, empty for a person. `sender` is the identity an answer would go to."""
    if sender == mailbox:
        return "own"
    if head.get("return-path").strip() == "<>" or sender.startswith(("mailer-daemon@", "postmaster@")):
        return "bounce" if _FAILED.search(subject) or "report" in head.get("content-type") else "auto_reply"
    submitted = head.get("auto-submitted").partition(";")[0].strip().lower()
    if submitted not in ("", "no") or head.has(_YES_HEADERS):
        return "auto_reply"
    if head.has(_LISTS):
        return "list"
    precedence = head.get("precedence").strip().lower()
    if precedence in ("bulk", "list", "junk", "auto_reply", "auto-reply"):
        return "auto_reply" if precedence.startswith("auto") else "list"
    if mailbox in head.get("x-loop").lower() or _asks_for_silence(head):
        return "auto_reply"
    return "auto_reply" if _MAILERS.match(sender) or _SUBJECT.match(subject) else ""


def _asks_for_silence(head: Head) -> bool:
    """Exchange's way to say that nobody but a person should answer."""
    wished = {word.strip().lower() for word in head.get("x-auto-response-suppress").split(",")}
    return bool(wished & {"all", "autoreply"})
