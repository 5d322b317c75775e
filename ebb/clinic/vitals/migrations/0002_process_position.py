"""The model of the table `vitals_mark` gets a plainer name. The database stays as it is."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('vitals', '0001_begin'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameModel('Mark', 'ProcessPosition'),
                migrations.AlterModelTable('ProcessPosition', 'vitals_mark'),
            ],
        ),
    ]
