import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0003_a_tally_for_each_writer'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='featureflag',
            name='one_flag_per_feature_and_tenant',
        ),
        migrations.AddField(
            model_name='featureflag',
            name='plan',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='plans.plan'),
        ),
        migrations.AddConstraint(
            model_name='featureflag',
            constraint=models.UniqueConstraint(fields=('feature', 'tenant', 'plan'), name='one_flag_per_feature_and_whom', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='featureflag',
            constraint=models.CheckConstraint(condition=models.Q(('tenant', None), ('plan', None), _connector='OR'), name='a_flag_is_for_one_kind_of_whom'),
        ),
    ]
