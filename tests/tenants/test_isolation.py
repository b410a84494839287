"""A tenant's schema can be dumped, moved and dropped alone: it points nowhere outside itself."""

from django.db import connection

from tenants.models import Tenant

FOREIGN_KEYS_LEAVING = """
    SELECT source.nspname, c.conname, target.nspname
    FROM pg_constraint c
    JOIN pg_class s ON s.oid = c.conrelid JOIN pg_namespace source ON source.oid = s.relnamespace
    JOIN pg_class t ON t.oid = c.confrelid JOIN pg_namespace target ON target.oid = t.relnamespace
    WHERE c.contype = 'f' AND source.nspname <> target.nspname
"""


def test_it_has_no_foreign_key_that_leaves_its_schema(acme: Tenant) -> None:
    with connection.cursor() as cursor:
        cursor.execute(FOREIGN_KEYS_LEAVING)
        leaving = cursor.fetchall()

    assert leaving == []


def test_it_has_tables_of_its_own_for_every_tenant_model(acme: Tenant, globex: Tenant) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename, array_agg(schemaname::text) FROM pg_tables "
            "WHERE schemaname = ANY(%s) GROUP BY tablename HAVING count(*) <> 2",
            [[acme.schema_name, globex.schema_name]],
        )
        in_one_only = cursor.fetchall()

    assert in_one_only == []
