
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0002_four_plans'),
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('pk', models.CompositePrimaryKey('schema', 'month', 'meter', 'mark', blank=True, editable=False, primary_key=True, serialize=False)),
                ('schema', models.CharField(max_length=63)),
                ('month', models.DateField()),
                ('meter', models.CharField(max_length=20)),
                ('mark', models.CharField(max_length=10)),
            ],
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('pk', models.CompositePrimaryKey('schema', 'month', 'meter', 'slot', blank=True, editable=False, primary_key=True, serialize=False)),
                ('schema', models.CharField(max_length=63)),
                ('month', models.DateField()),
                ('meter', models.CharField(max_length=20)),
                ('slot', models.IntegerField()),
                ('used', models.BigIntegerField()),
            ],
        ),
        migrations.DeleteModel(
            name='Usage',
        ),
    ]
