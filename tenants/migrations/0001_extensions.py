from django.db import migrations

from tenants.extensions import ensure_extensions


def forwards(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        ensure_extensions(cursor)


class Migration(migrations.Migration):
    """The first of all: later migrations of any schema may use the `vector` type."""

    initial = True
    dependencies = []
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop, elidable=False)]
