import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0009_let_the_agent_draft"),
        ("team", "0002_teams_and_availability"),
    ]

    operations = [
        migrations.CreateModel(
            name="WritingHabits",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("undo_s", models.SmallIntegerField(default=5)),
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="team.member"
                    ),
                ),
            ],
        ),
    ]
