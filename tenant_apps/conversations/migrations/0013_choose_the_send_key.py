from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("conversations", "0012_sessions")]

    operations = [
        migrations.AddField(
            model_name="writinghabits",
            name="send_key",
            field=models.CharField(
                choices=[("enter", "Enter"), ("mod_enter", "Mod Enter")],
                db_default="enter",
                default="enter",
                max_length=9,
            ),
        ),
    ]
