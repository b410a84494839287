from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_find_lines_by_person_and_time")]

    operations = [
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["target_id", "-id"], name="audit_by_target"),
        ),
    ]
