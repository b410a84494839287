"""Schemas made by replaying what the migrations did are the same as migrated ones."""

import pytest
from django.db import connection

from tenants import migrating, recipes
from tenants.models import SchemaRecipe

pytestmark = pytest.mark.django_db

WHAT_A_SCHEMA_HOLDS = {
    "columns": """
        SELECT table_name, column_name, data_type, is_nullable, column_default, is_identity, generation_expression
        FROM information_schema.columns WHERE table_schema = %s ORDER BY 1, 2""",
    "constraints": """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = %s::regnamespace ORDER BY 1, 2""",
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = %s ORDER BY 1, 2",
    "triggers": """
        SELECT tgrelid::regclass::text, pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid
        WHERE c.relnamespace = %s::regnamespace AND NOT tgisinternal ORDER BY 1, 2""",
    "functions": """
        SELECT proname, pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = %s::regnamespace ORDER BY 1""",
}


def contents(schema_name: str) -> dict[str, str]:
    found = {}
    with connection.cursor() as cursor:
        for name, query in WHAT_A_SCHEMA_HOLDS.items():
            cursor.execute(query, [schema_name])
            found[name] = str(cursor.fetchall()).replace(schema_name, "schema")
    return found


def test_a_replayed_schema_equals_a_migrated_one() -> None:
    SchemaRecipe.objects.all().delete()

    migrating.create_schema("pool_0migrated0")
    migrating.create_schema("pool_0replayed0")

    assert SchemaRecipe.objects.get().fingerprint == migrating.fingerprint()
    assert contents("pool_0replayed0") == contents("pool_0migrated0")
    assert migrating.is_current("pool_0replayed0")


def test_a_recipe_that_does_not_work_is_thrown_away() -> None:
    SchemaRecipe.objects.all().delete()
    SchemaRecipe.objects.create(fingerprint=migrating.fingerprint(), statements="CREATE TABLE broken (")

    migrating.create_schema("pool_0mended0")

    assert migrating.is_current("pool_0mended0")
    assert SchemaRecipe.objects.get().statements != "CREATE TABLE broken ("


def test_there_is_nothing_to_replay_without_a_recipe() -> None:
    SchemaRecipe.objects.all().delete()

    assert recipes.replay(migrating.fingerprint(), "pool_0nothing0") is False
