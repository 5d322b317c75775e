"""Why a message's numbers are kept and not shown as the patient's present ones."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('vitals', '0003_outages'),
    ]

    operations = [
        migrations.AddField(
            model_name='message',
            name='not_present',
            field=models.CharField(choices=[('training', 'Training'), ('other patient', 'Other Patient')], max_length=20, null=True),
        ),
    ]
