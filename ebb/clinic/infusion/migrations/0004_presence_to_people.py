from django.db import migrations


class Migration(migrations.Migration):
    """Presence is the people room's; its table and rows stay as they are."""

    dependencies = [
        ("infusion", "0003_consent_withdrawn_at_the_chair"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel(name="Presence")]),
    ]
