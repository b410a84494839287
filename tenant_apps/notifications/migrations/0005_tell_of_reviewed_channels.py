
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notifications', '0004_tell_of_wakings'),
    ]

    operations = [
        migrations.AlterField(
            model_name='alert',
            name='kind',
            field=models.CharField(choices=[('new_conversation', 'New Conversation'), ('assigned', 'Assigned'), ('message', 'Message'), ('mention', 'Mention'), ('participating', 'Participating'), ('snooze_ended', 'Snooze Ended'), ('sla_soon', 'Sla Soon'), ('sla_breached', 'Sla Breached'), ('handed_off', 'Handed Off'), ('channel_trouble', 'Channel Trouble'), ('channel_review', 'Channel Review'), ('plan', 'Plan'), ('send_failed', 'Send Failed'), ('agent_budget', 'Agent Budget')], max_length=20),
        ),
    ]
