from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0005_presence_by_person"),
    ]

    operations = [
        migrations.AddField(
            model_name="site",
            name="pass_alarms_on_after_s",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
    ]
