import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_second_factor_of_a_session")]

    operations = [
        # A code lives for minutes; who has one asks for another.
        migrations.RunSQL("DELETE FROM accounts_emailcode", migrations.RunSQL.noop),
        migrations.RemoveConstraint(model_name="emailcode", name="one_code_per_purpose"),
        migrations.RemoveField(model_name="emailcode", name="purpose"),
        migrations.AlterField(
            model_name="emailcode",
            name="user",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.RenameModel(old_name="SignInCode", new_name="FlowCode"),
    ]
