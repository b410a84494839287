
import django.contrib.postgres.fields
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
            name='Usage',
            fields=[
                ('pk', models.CompositePrimaryKey('schema', 'meter', 'month', blank=True, editable=False, primary_key=True, serialize=False)),
                ('schema', models.CharField(max_length=63)),
                ('meter', models.CharField(max_length=20)),
                ('month', models.DateField()),
                ('used', models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.UUIDField(default=shared_apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('code', models.SlugField(max_length=60, unique=True)),
                ('name', models.CharField(max_length=80)),
                ('price_month', models.DecimalField(decimal_places=2, max_digits=10)),
                ('price_year', models.DecimalField(decimal_places=2, max_digits=10)),
                ('currency', models.CharField(default='usd', max_length=3)),
                ('limits', models.JSONField(default=dict)),
                ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), null=True, size=None)),
                ('features', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
                ('has_watermark', models.BooleanField(default=False)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('is_custom', models.BooleanField(default=False)),
                ('archived_at', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('tenant', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.tenant')),
            ],
        ),
        migrations.CreateModel(
            name='Subscription',
            fields=[
                ('tenant', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='subscription', serialize=False, to='tenants.tenant')),
                ('state', models.CharField(choices=[('trial', 'Trial'), ('active', 'Active'), ('past_due', 'Past Due'), ('grace', 'Grace'), ('canceled', 'Canceled')], default='active', max_length=10)),
                ('period', models.CharField(choices=[('none', 'None'), ('month', 'Month'), ('year', 'Year')], default='none', max_length=5)),
                ('source', models.CharField(choices=[('signup', 'Signup'), ('stripe', 'Stripe'), ('code', 'Code'), ('referral', 'Referral'), ('operator', 'Operator'), ('demo', 'Demo')], default='signup', max_length=10)),
                ('external_id', models.CharField(blank=True, db_index=True, default='', max_length=120)),
                ('anchor_on', models.DateField()),
                ('period_started_at', models.DateTimeField(null=True)),
                ('period_ends_at', models.DateTimeField(null=True)),
                ('trial_ends_at', models.DateTimeField(null=True)),
                ('cancel_at', models.DateTimeField(null=True)),
                ('grace_ends_at', models.DateTimeField(null=True)),
                ('card_digest', models.CharField(blank=True, db_index=True, default='', max_length=64)),
                ('month_begun_on', models.DateField(null=True)),
                ('rev', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('bonus_plan', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='plans.plan')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.plan')),
            ],
        ),
        migrations.CreateModel(
            name='FeatureFlag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('feature', models.CharField(max_length=40)),
                ('is_on', models.BooleanField()),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('tenant', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.tenant')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('feature', 'tenant'), name='one_flag_per_feature_and_tenant', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='PlanRequest',
            fields=[
                ('id', models.UUIDField(default=shared_apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('period', models.CharField(choices=[('none', 'None'), ('month', 'Month'), ('year', 'Year')], default='month', max_length=5)),
                ('message', models.TextField(blank=True, default='')),
                ('state', models.CharField(choices=[('pending', 'Pending'), ('approved', 'Approved'), ('rejected', 'Rejected'), ('withdrawn', 'Withdrawn')], default='pending', max_length=10)),
                ('answer', models.TextField(blank=True, default='')),
                ('asked_by', models.UUIDField()),
                ('asked_by_name', models.TextField(blank=True, default='')),
                ('asked_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('decided_by_name', models.TextField(blank=True, default='')),
                ('decided_at', models.DateTimeField(null=True)),
                ('plan', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='plans.plan')),
                ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plan_requests', to='tenants.tenant')),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'asked_at'], name='plan_request_by_state')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'pending')), fields=('tenant',), name='one_pending_request_per_tenant')],
            },
        ),
    ]
