
import django.db.models.deletion
import django.db.models.functions.datetime
import shared_apps.core.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('tenants', '0003_schema_recipe'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReferralCode',
            fields=[
                ('tenant', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='tenants.tenant')),
                ('code', models.CharField(max_length=16, unique=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.CreateModel(
            name='SignUpMark',
            fields=[
                ('tenant', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='tenants.tenant')),
                ('device_digest', models.CharField(blank=True, db_index=True, default='', max_length=64)),
                ('network_digest', models.CharField(blank=True, db_index=True, default='', max_length=64)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.CreateModel(
            name='Referral',
            fields=[
                ('id', models.UUIDField(default=shared_apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.TextField()),
                ('state', models.CharField(choices=[('pending', 'Pending'), ('active', 'Active'), ('left', 'Left'), ('rejected', 'Rejected')], default='pending', max_length=8)),
                ('reason', models.CharField(blank=True, choices=[('', 'None'), ('self', 'Self'), ('same_card', 'Same Card'), ('same_device', 'Same Device')], default='', max_length=12)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('activated_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('referrer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='referrals', to='tenants.tenant')),
                ('tenant', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='referred_by', to='tenants.tenant')),
            ],
            options={
                'indexes': [models.Index(fields=['referrer', 'state'], name='referral_by_state')],
            },
        ),
    ]
