from django.db import migrations, models


class Migration(migrations.Migration):
    """A discharge against every item of the gate names them all before its reason; what was written stays as it is."""

    dependencies = [
        ('infusion', '0008_iv_site_checked'),
    ]

    operations = [
        migrations.AlterField(
            model_name='event',
            name='reason',
            field=models.CharField(max_length=1000, null=True),
        ),
    ]
