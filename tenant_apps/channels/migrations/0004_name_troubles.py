from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("inbox_channels", "0003_read_mailboxes")]

    operations = [
        migrations.AddField(
            model_name="channelaccount",
            name="last_error_code",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
    ]
