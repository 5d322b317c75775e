from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_presence_from_infusion"),
    ]

    operations = [
        migrations.AddField(
            model_name="site",
            name="time_zone",
            field=models.CharField(blank=True, max_length=64, null=True),
        ),
    ]
