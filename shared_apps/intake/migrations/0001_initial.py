from datetime import UTC, datetime

from django.db import migrations, models
from django.db.models.functions import Now

import django.db.models.fields.composite

from shared_apps.intake.partitions import keep

LEDGER = """
CREATE SEQUENCE intake_event_id_seq AS bigint;
CREATE TABLE intake_event (
    received_at timestamptz NOT NULL DEFAULT statement_timestamp(),
    id bigint NOT NULL DEFAULT nextval('intake_event_id_seq'),
    platform text NOT NULL,
    account_id text NOT NULL,
    schema text NOT NULL DEFAULT '',
    payload bytea NOT NULL,
    state smallint NOT NULL DEFAULT 0,
    attempts smallint NOT NULL DEFAULT 0,
    reason text NOT NULL DEFAULT '',
    due_at timestamptz NOT NULL DEFAULT statement_timestamp(),
    PRIMARY KEY (received_at, id)
) PARTITION BY RANGE (received_at);
CREATE TABLE intake_event_default PARTITION OF intake_event DEFAULT;
CREATE INDEX intake_event_in_line ON intake_event (schema, id) WHERE state = 0;
CREATE INDEX intake_event_parked ON intake_event (state, platform, account_id) WHERE state IN (2, 3);
"""


class Migration(migrations.Migration):
    initial = True
    dependencies: list = []

    operations = [
        migrations.CreateModel(
            name="Route",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("platform", models.TextField()),
                ("account_id", models.TextField()),
                ("schema_name", models.TextField()),
            ],
            options={
                "db_table": "intake_route",
                "constraints": [
                    models.UniqueConstraint(fields=("platform", "account_id"), name="one_tenant_per_account")
                ],
            },
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(LEDGER, "DROP TABLE intake_event; DROP SEQUENCE intake_event_id_seq")],
            state_operations=[
                migrations.CreateModel(
                    name="IntakeEvent",
                    fields=[
                        ("pk", models.CompositePrimaryKey("received_at", "id", blank=True, editable=False, primary_key=True, serialize=False)),
                        ("id", models.BigIntegerField()),
                        ("received_at", models.DateTimeField(db_default=Now())),
                        ("platform", models.TextField()),
                        ("account_id", models.TextField()),
                        ("schema", models.TextField(default="")),
                        ("payload", models.BinaryField()),
                        (
                            "state",
                            models.SmallIntegerField(
                                choices=[(0, "Pending"), (1, "Done"), (2, "Failed"), (3, "Unrouted")], default=0
                            ),
                        ),
                        ("attempts", models.SmallIntegerField(default=0)),
                        ("reason", models.TextField(default="")),
                        ("due_at", models.DateTimeField(db_default=Now())),
                    ],
                    options={"db_table": "intake_event"},
                )
            ],
        ),
        migrations.RunPython(lambda *_: keep(datetime.now(UTC).date()), migrations.RunPython.noop),
    ]
