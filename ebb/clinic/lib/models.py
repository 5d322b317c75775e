from django.db import models


class Submission(models.Model):
    """A form that acted, by the key it carried: a second arrival of the same form is answered with `outcome`."""

    key = models.UUIDField(primary_key=True)
    path = models.CharField(max_length=200)
    user_id = models.UUIDField(null=True)
    outcome = models.CharField(max_length=500)
    at = models.DateTimeField()


class Installation(models.Model):
    """One row: what made this database. The demonstration's sign-in list exists only where `made_by_demo`."""

    made_by_demo = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="one_installation", condition=models.Q(pk=1))]

    @classmethod
    def is_demo(cls) -> bool:
        """Whether `ebb demo` made this database. One query."""
        return cls.objects.filter(pk=1, made_by_demo=True).exists()
