from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("conversations", "0010_writing_habits")]

    operations = [
        migrations.AddField(
            model_name="deliveryattempt",
            name="code",
            field=models.TextField(db_default="", default=""),
        ),
    ]
