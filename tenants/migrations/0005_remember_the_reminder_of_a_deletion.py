from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tenants", "0004_tenant_life")]

    operations = [
        migrations.AddField(
            model_name="tenant",
            name="purge_reminded_at",
            field=models.DateTimeField(null=True),
        ),
    ]
