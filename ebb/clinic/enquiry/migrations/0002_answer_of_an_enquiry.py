from django.db import migrations


class Migration(migrations.Migration):
    """The answer to an enquiry gets a name of its own; its table stays."""

    dependencies = [("enquiry", "0001_begin")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameModel("Answer", "EnquiryAnswer"),
                migrations.AlterModelTable("EnquiryAnswer", "enquiry_answer"),
            ]
        )
    ]
