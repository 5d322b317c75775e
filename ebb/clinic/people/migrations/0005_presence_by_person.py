from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_site_time_zone"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="presence",
            index=models.Index(fields=["site", "person", "-happened_at"], name="presence_by_person"),
        ),
    ]
