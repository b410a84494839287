"""What changes about the business shows on every page that is open."""

from typing import Any

import pytest
from asgiref.sync import sync_to_async

from tests.cast import Person
from tests.conftest import Api
from tests.shared_apps.accounts.test_open_sockets import bearer, opened
from tests.shared_apps.realtime.test_socket import frame_called
from tests.tenant_apps.team.test_open_pages import token_of

pytestmark = pytest.mark.django_db(transaction=True)

SERVICE = {"name": "Manicure", "price": "650.00"}


@pytest.mark.parametrize(
    ("method", "path", "body", "frame"),
    [
        ("patch", "/api/company/", {"name": "Acme Nails"}, "company.updated"),
        ("post", "/api/locations/", {"name": "Podil"}, "company.updated"),
        ("post", "/api/services/", SERVICE, "services.updated"),
    ],
)
async def test_an_open_page_hears_of_it(
    method: str, path: str, body: Any, frame: str, api: Api, ada: Person, cleo: Person
) -> None:
    socket = await opened(bearer(await token_of(cleo)))
    await frame_called(socket, "hello")

    answer = await sync_to_async(getattr(api(ada), method))(path, body)

    assert answer.status_code in (200, 201), answer.content
    assert (await frame_called(socket, frame))["type"] == frame
