"""When the gateway or the watch did not do its work: a table of its own."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('vitals', '0002_process_position'),
    ]

    operations = [
        migrations.CreateModel(
            name='Outage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('process', models.CharField(choices=[('gateway', 'Gateway'), ('watch', 'Watch')], max_length=20)),
                ('began_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField()),
                ('written_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['ended_at'], name='outage_by_end')],
            },
        ),
    ]
