from django.db import migrations, models


class Migration(migrations.Migration):
    """Two models get plainer names, and a new fact to ask for needs no migration; the tables stay."""

    dependencies = [("assessment", "0002_consent_withdrawal")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameModel("Hope", "TreatmentGoal"),
                migrations.AlterModelTable("TreatmentGoal", "assessment_hope"),
                migrations.AlterModelOptions("TreatmentGoal", {"verbose_name": "hope"}),
                migrations.RenameModel("GoneThrough", "ListReviewed"),
                migrations.AlterModelTable("ListReviewed", "assessment_gonethrough"),
                migrations.AlterField("Answer", "fact", models.CharField(max_length=50)),
            ]
        )
    ]
