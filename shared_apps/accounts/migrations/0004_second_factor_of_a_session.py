from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_devices_keys_and_second_factors'),
    ]

    operations = [
        migrations.AddField(
            model_name='devicesession',
            name='second_factor_at',
            field=models.DateTimeField(null=True),
        ),
    ]
