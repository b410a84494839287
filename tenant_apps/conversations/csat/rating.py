"""Note what a customer chose on the page of their own; the team sees it in the thread."""

from django.db import transaction

from shared_apps.core.clock import now
from tenant_apps.conversations.actions import SystemSender, send_message
from tenant_apps.conversations.csat.errors import RatingExpired
from tenant_apps.conversations.csat.models import CsatRequest
from tenant_apps.conversations.csat.ratings import FACES, RATED
from tenant_apps.conversations.csat.selectors import is_open_for_rating, question_behind
from tenant_apps.workspace.selectors import current_workspace


@transaction.atomic
def rate(*, token: str, score: int, comment: str) -> CsatRequest:
    """Keep a score from 1 to 5 with its words, or change them; raises RatingUnknown, RatingExpired.

    One question has one rating. Whoever looks at the thread reads the score there, once per score.
    """
    request = CsatRequest.objects.select_for_update().get(id=question_behind(token).id)
    if not is_open_for_rating(request, now()):
        raise RatingExpired
    is_news = request.score != score
    request.score, request.comment = score, comment.strip()
    request.answered_at = request.answered_at or now()
    request.save(update_fields=["score", "comment", "answered_at"])
    if is_news:
        _tell_team(request)
    return request


def _tell_team(request: CsatRequest) -> None:
    language = current_workspace().language
    words = RATED.get(language, RATED["en"]).format(face=FACES[request.score or 0])
    send_message(
        conversation_id=request.conversation_id,
        sender=SystemSender(),
        text="\n".join(part for part in (words, request.comment) if part),
        private=True,
    )
