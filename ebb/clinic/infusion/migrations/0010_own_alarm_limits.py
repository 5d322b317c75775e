import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    """Alarm limits signed with the start or later; a start that was written before has none."""

    dependencies = [
        ('infusion', '0009_room_for_the_reason'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='event',
            name='no_negative_amount',
        ),
        migrations.AddField(
            model_name='event',
            name='dia_high_mmhg',
            field=models.DecimalField(decimal_places=1, max_digits=5, null=True, validators=[django.core.validators.MinValueValidator(0)]),
        ),
        migrations.AddField(
            model_name='event',
            name='hr_high_per_min',
            field=models.DecimalField(decimal_places=1, max_digits=5, null=True, validators=[django.core.validators.MinValueValidator(0)]),
        ),
        migrations.AddField(
            model_name='event',
            name='hr_low_per_min',
            field=models.DecimalField(decimal_places=1, max_digits=5, null=True, validators=[django.core.validators.MinValueValidator(0)]),
        ),
        migrations.AddField(
            model_name='event',
            name='rr_high_per_min',
            field=models.DecimalField(decimal_places=1, max_digits=5, null=True, validators=[django.core.validators.MinValueValidator(0)]),
        ),
        migrations.AddField(
            model_name='event',
            name='rr_low_per_min',
            field=models.DecimalField(decimal_places=1, max_digits=5, null=True, validators=[django.core.validators.MinValueValidator(0)]),
        ),
        migrations.AddField(
            model_name='event',
            name='spo2_low_percent',
            field=models.DecimalField(decimal_places=1, max_digits=5, null=True, validators=[django.core.validators.MinValueValidator(0)]),
        ),
        migrations.AddField(
            model_name='event',
            name='sys_high_mmhg',
            field=models.DecimalField(decimal_places=1, max_digits=5, null=True, validators=[django.core.validators.MinValueValidator(0)]),
        ),
        migrations.AddField(
            model_name='event',
            name='sys_low_mmhg',
            field=models.DecimalField(decimal_places=1, max_digits=5, null=True, validators=[django.core.validators.MinValueValidator(0)]),
        ),
        migrations.AlterField(
            model_name='event',
            name='kind',
            field=models.CharField(choices=[('AdjunctGiven', 'AdjunctGiven'), ('AldreteScored', 'AldreteScored'), ('BackOnMonitor', 'BackOnMonitor'), ('BolusGiven', 'BolusGiven'), ('Cancelled', 'Cancelled'), ('CannulaTried', 'CannulaTried'), ('CheckEntered', 'CheckEntered'), ('CheckedIn', 'CheckedIn'), ('ComfortSet', 'ComfortSet'), ('ConfirmedAtPump', 'ConfirmedAtPump'), ('ConsentWithdrawn', 'ConsentWithdrawn'), ('ContainerChanged', 'ContainerChanged'), ('ContainerPrepared', 'ContainerPrepared'), ('CuffPlaced', 'CuffPlaced'), ('DidNotCome', 'DidNotCome'), ('Discharged', 'Discharged'), ('EmergencyCalled', 'EmergencyCalled'), ('EscortNamed', 'EscortNamed'), ('FindingOverridden', 'FindingOverridden'), ('HandoverAccepted', 'HandoverAccepted'), ('HandoverOffered', 'HandoverOffered'), ('InfusionStarted', 'InfusionStarted'), ('IntakeStated', 'IntakeStated'), ('IvSiteChecked', 'IvSiteChecked'), ('LabelChecked', 'LabelChecked'), ('LeftAgainstAdvice', 'LeftAgainstAdvice'), ('LimitsSigned', 'LimitsSigned'), ('MonitorsOn', 'MonitorsOn'), ('Noted', 'Noted'), ('OffMonitor', 'OffMonitor'), ('PadssScored', 'PadssScored'), ('Paused', 'Paused'), ('PregnancyTested', 'PregnancyTested'), ('Prepared', 'Prepared'), ('PumpAlarmed', 'PumpAlarmed'), ('PumpFoundStopped', 'PumpFoundStopped'), ('PumpVolumeRead', 'PumpVolumeRead'), ('RateChanged', 'RateChanged'), ('ReadinessChecked', 'ReadinessChecked'), ('RecoveryBegun', 'RecoveryBegun'), ('RescueKitChecked', 'RescueKitChecked'), ('Resumed', 'Resumed'), ('Scored', 'Scored'), ('Stopped', 'Stopped'), ('Superseded', 'Superseded'), ('SymptomsGone', 'SymptomsGone'), ('SymptomsReported', 'SymptomsReported'), ('TakenByAmbulance', 'TakenByAmbulance'), ('TimeOutHeld', 'TimeOutHeld'), ('VitalsCharted', 'VitalsCharted'), ('WaitingForEscort', 'WaitingForEscort'), ('WeightMeasured', 'WeightMeasured')], max_length=24),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('concentration_mg_per_ml__isnull', True), ('concentration_mg_per_ml__gte', 0), _connector='OR'), models.Q(('dia_high_mmhg__isnull', True), ('dia_high_mmhg__gte', 0), _connector='OR'), models.Q(('diluent_ml__isnull', True), ('diluent_ml__gte', 0), _connector='OR'), models.Q(('dose__isnull', True), ('dose__gte', 0), _connector='OR'), models.Q(('dose_mg__isnull', True), ('dose_mg__gte', 0), _connector='OR'), models.Q(('drawn_ml__isnull', True), ('drawn_ml__gte', 0), _connector='OR'), models.Q(('duration_min__isnull', True), ('duration_min__gte', 0), _connector='OR'), models.Q(('hr_high_per_min__isnull', True), ('hr_high_per_min__gte', 0), _connector='OR'), models.Q(('hr_low_per_min__isnull', True), ('hr_low_per_min__gte', 0), _connector='OR'), models.Q(('hr_per_min__isnull', True), ('hr_per_min__gte', 0), _connector='OR'), models.Q(('nibp_dia_mmhg__isnull', True), ('nibp_dia_mmhg__gte', 0), _connector='OR'), models.Q(('nibp_sys_mmhg__isnull', True), ('nibp_sys_mmhg__gte', 0), _connector='OR'), models.Q(('rate_ml_per_h__isnull', True), ('rate_ml_per_h__gte', 0), _connector='OR'), models.Q(('rr_high_per_min__isnull', True), ('rr_high_per_min__gte', 0), _connector='OR'), models.Q(('rr_low_per_min__isnull', True), ('rr_low_per_min__gte', 0), _connector='OR'), models.Q(('rr_per_min__isnull', True), ('rr_per_min__gte', 0), _connector='OR'), models.Q(('spo2_low_percent__isnull', True), ('spo2_low_percent__gte', 0), _connector='OR'), models.Q(('spo2_percent__isnull', True), ('spo2_percent__gte', 0), _connector='OR'), models.Q(('sys_high_mmhg__isnull', True), ('sys_high_mmhg__gte', 0), _connector='OR'), models.Q(('sys_low_mmhg__isnull', True), ('sys_low_mmhg__gte', 0), _connector='OR'), models.Q(('temp_c__isnull', True), ('temp_c__gte', 0), _connector='OR'), models.Q(('vial_mg_per_ml__isnull', True), ('vial_mg_per_ml__gte', 0), _connector='OR'), models.Q(('volume_ml__isnull', True), ('volume_ml__gte', 0), _connector='OR'), models.Q(('weight_kg__isnull', True), ('weight_kg__gte', 0), _connector='OR')), name='no_negative_amount'),
        ),
    ]
