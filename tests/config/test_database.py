"""What every connection asks of the database."""

import pytest
from django.db import connection


@pytest.mark.django_db
def test_it_ends_a_transaction_that_somebody_left_standing() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW idle_in_transaction_session_timeout")

        assert cursor.fetchone() == ("2min",)
