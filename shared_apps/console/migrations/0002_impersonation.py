import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import shared_apps.core.ids


class Migration(migrations.Migration):
    dependencies = [("console", "0001_console"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="Impersonation",
            fields=[
                ("id", models.UUIDField(default=shared_apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("operator_name", models.TextField()),
                ("member_id", models.UUIDField()),
                ("member_name", models.TextField()),
                ("reason", models.TextField()),
                ("may_write", models.BooleanField(default=False)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("entered_at", models.DateTimeField(null=True)),
                ("expires_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "ended_how",
                    models.CharField(
                        blank=True,
                        choices=[("by_hand", "By Hand"), ("time_over", "Time Over"), ("not_begun", "Not Begun")],
                        default="",
                        max_length=9,
                    ),
                ),
                ("session_id", models.UUIDField(null=True)),
                ("seen", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
                ("written", models.PositiveIntegerField(default=0)),
                ("refused", models.PositiveIntegerField(default=0)),
                (
                    "operator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "tenant",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenants.tenant"),
                ),
            ],
            options={"db_table": "console_impersonation"},
        )
    ]
