from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("conversations", "0013_choose_the_send_key")]

    operations = [
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                fields=["channel_account", "reply_to_external_id"],
                condition=Q(reply_to=None) & ~Q(reply_to_external_id=""),
                name="message_quoting_unknown",
            ),
        ),
    ]
