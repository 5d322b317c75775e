from django.db import migrations, models


class Migration(migrations.Migration):
    """One more kind of event may be written; no row and no column changes."""

    dependencies = [
        ('infusion', '0007_container_from_a_vial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='event',
            name='kind',
            field=models.CharField(choices=[('AdjunctGiven', 'AdjunctGiven'), ('AldreteScored', 'AldreteScored'), ('BackOnMonitor', 'BackOnMonitor'), ('BolusGiven', 'BolusGiven'), ('Cancelled', 'Cancelled'), ('CannulaTried', 'CannulaTried'), ('CheckEntered', 'CheckEntered'), ('CheckedIn', 'CheckedIn'), ('ComfortSet', 'ComfortSet'), ('ConfirmedAtPump', 'ConfirmedAtPump'), ('ConsentWithdrawn', 'ConsentWithdrawn'), ('ContainerChanged', 'ContainerChanged'), ('ContainerPrepared', 'ContainerPrepared'), ('CuffPlaced', 'CuffPlaced'), ('DidNotCome', 'DidNotCome'), ('Discharged', 'Discharged'), ('EmergencyCalled', 'EmergencyCalled'), ('EscortNamed', 'EscortNamed'), ('FindingOverridden', 'FindingOverridden'), ('HandoverAccepted', 'HandoverAccepted'), ('HandoverOffered', 'HandoverOffered'), ('InfusionStarted', 'InfusionStarted'), ('IntakeStated', 'IntakeStated'), ('IvSiteChecked', 'IvSiteChecked'), ('LabelChecked', 'LabelChecked'), ('LeftAgainstAdvice', 'LeftAgainstAdvice'), ('MonitorsOn', 'MonitorsOn'), ('Noted', 'Noted'), ('OffMonitor', 'OffMonitor'), ('PadssScored', 'PadssScored'), ('Paused', 'Paused'), ('PregnancyTested', 'PregnancyTested'), ('Prepared', 'Prepared'), ('PumpAlarmed', 'PumpAlarmed'), ('PumpFoundStopped', 'PumpFoundStopped'), ('PumpVolumeRead', 'PumpVolumeRead'), ('RateChanged', 'RateChanged'), ('ReadinessChecked', 'ReadinessChecked'), ('RecoveryBegun', 'RecoveryBegun'), ('RescueKitChecked', 'RescueKitChecked'), ('Resumed', 'Resumed'), ('Scored', 'Scored'), ('Stopped', 'Stopped'), ('Superseded', 'Superseded'), ('SymptomsGone', 'SymptomsGone'), ('SymptomsReported', 'SymptomsReported'), ('TakenByAmbulance', 'TakenByAmbulance'), ('TimeOutHeld', 'TimeOutHeld'), ('VitalsCharted', 'VitalsCharted'), ('WaitingForEscort', 'WaitingForEscort'), ('WeightMeasured', 'WeightMeasured')], max_length=24),
        ),
    ]
