"""`POST /api/chat/ask`: a server speaks for somebody and waits for the answer."""

from uuid import UUID, uuid4, uuid5

from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shared_apps.core.errors import Invalid, NotFound
from shared_apps.core.validation import validated
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.webchat import limits, selectors, tokens
from tenant_apps.webchat.actions.ask import Answer, answer_to, ask, visitor_of
from tenant_apps.webchat.api.doors import address_of
from tenant_apps.webchat.api.serializers import AnswerSerializer, AskSerializer, PendingSerializer
from tenants.hosts import is_called
from tenants.selectors import current_tenant

_KEYS = UUID("6d0c4a1e-5b2a-4c67-9a3e-0f6d2d1b7c55")


class AskView(APIView):
    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(
        operation_id="chat_ask",
        request=AskSerializer,
        responses={200: AnswerSerializer, 202: PendingSerializer},
        auth=[],
    )
    def post(self, request: Request) -> Response:
        """Answer within 25 seconds, or name the address to fetch the answer from.

        `session` is your own id of the person. The same Idempotency-Key asks once.
        """
        asked = validated(AskSerializer, request.data)
        tenant = current_tenant()
        if tenant is None or (asked["org"] and not is_called(tenant, asked["org"])):
            raise Invalid("There is no such business.", fields={"org": ["Not found."]})
        account = selectors.default_website()
        visitor = visitor_of(account, asked["session"])
        limits.check("ask", limits.ASK, key=account.external_id, address=address_of(request), visitor=visitor)
        repeated = request.headers.get("Idempotency-Key", "")[:200]
        message_id = uuid5(_KEYS, f"{asked['session']}\0{repeated}") if repeated else uuid4()
        answer = ask(
            account=account, session=asked["session"], message=asked["message"], message_id=message_id
        )
        return _shown(answer, account, asked["session"], message_id)


class AnswerView(APIView):
    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(
        operation_id="chat_answer", responses={200: AnswerSerializer, 202: PendingSerializer}, auth=[]
    )
    def get(self, request: Request, handle: str) -> Response:
        asked = tokens.ask_of(handle)
        if asked is None:
            raise NotFound
        key, session, message_id = asked
        account = selectors.website(key)
        limits.check("answer", limits.READ, key=key, address=address_of(request))
        answer = answer_to(account=account, session=session, message_id=UUID(message_id))
        return _shown(answer, account, session, UUID(message_id))


def _shown(answer: Answer | None, account: ChannelAccount, session: str, message_id: UUID) -> Response:
    if answer is None:
        handle = tokens.sign_ask(account.external_id, session, str(message_id))
        return Response({"poll": f"/api/chat/ask/{handle}/"}, status=202)
    return Response(
        {
            "answer": answer.text,
            "handed_off": answer.is_handed_off,
            "conversation": str(answer.conversation_id),
            "message_id": str(answer.message_id) if answer.message_id else None,
        }
    )
