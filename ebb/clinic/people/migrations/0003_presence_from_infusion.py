import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Presence came from the infusion room; its table and rows stay as they are."""

    dependencies = [
        ("infusion", "0004_presence_to_people"),
        ("people", "0002_tablet_lock"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Presence",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("here", models.BooleanField()),
                        ("happened_at", models.DateTimeField()),
                        ("by", models.UUIDField()),
                        ("person", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                        ("site", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.site")),
                    ],
                    options={
                        "db_table": "infusion_presence",
                        "indexes": [models.Index(fields=["site", "happened_at"], name="presence_by_site")],
                    },
                ),
            ],
        ),
    ]
