"""That an unanswered alarm went on to other people, and to whom."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('vitals', '0005_clocks_and_senders'),
    ]

    operations = [
        migrations.AddField(
            model_name='alarmchange',
            name='passed_to',
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name='alarmchange',
            name='state',
            field=models.CharField(choices=[('raised', 'Raised'), ('escalated', 'Escalated'), ('passed on', 'Passed On'), ('acknowledged', 'Acknowledged'), ('cleared', 'Cleared')], max_length=14),
        ),
    ]
