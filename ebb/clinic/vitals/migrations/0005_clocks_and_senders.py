"""Where late numbers belong, how far a device's clock is behind, and which numbers another monitor shows worse."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('vitals', '0004_not_present'),
    ]

    operations = [
        migrations.AddField(
            model_name='message',
            name='clock_behind_s',
            field=models.FloatField(null=True),
        ),
        migrations.AddField(
            model_name='message',
            name='placed_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='message',
            name='set_aside',
            field=models.CharField(max_length=200, null=True),
        ),
        migrations.AlterField(
            model_name='message',
            name='not_present',
            field=models.CharField(choices=[('training', 'Training'), ('other patient', 'Other Patient'), ('late', 'Late'), ('clock still', 'Clock Still'), ('clock ahead', 'Clock Ahead')], max_length=20, null=True),
        ),
    ]
