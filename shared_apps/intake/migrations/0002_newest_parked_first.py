from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX intake_event_parked_by_time ON intake_event (received_at, id) WHERE state IN (2, 3)",
            "DROP INDEX intake_event_parked_by_time",
        )
    ]
