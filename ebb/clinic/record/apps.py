from django.apps import AppConfig, apps
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.db.models.signals import post_migrate

NO_RIGHTS = "rights follow from memberships and credentials; nothing reads this"
WRONG_TRIES = "counts wrong tries to slow them down"
SIGNED_IN = "who is signed in now; what they did is on record under their name"
LEFT_OUT = {
    "record.chain": "compared with the entries themselves",
    "lib.submission": "answers a form that arrives twice; what the form did is on record",
    "auth.permission": NO_RIGHTS,
    "auth.group": NO_RIGHTS,
    "auth.group_permissions": NO_RIGHTS,
    "people.user_groups": NO_RIGHTS,
    "people.user_user_permissions": NO_RIGHTS,
    "contenttypes.contenttype": "names of tables, for the rights that nothing reads",
    "sessions.session": SIGNED_IN,
    "account.emailconfirmation": "no address is kept, so none is confirmed",
    "axes.accessattempt": WRONG_TRIES,
    "axes.accessattemptexpiration": WRONG_TRIES,
    "axes.accessfailurelog": WRONG_TRIES,
    "axes.accesslog": SIGNED_IN,
}
"""Tables of others, and of rooms that stand below this one, whose rows the record leaves out, and why."""


class RecordConfig(AppConfig):
    name = "ebb.clinic.record"

    def ready(self) -> None:
        from ebb.clinic.record.versions import unversioned, versioned

        post_migrate.connect(protect_facts, sender=self, dispatch_uid="record.triggers")
        for label, reason in LEFT_OUT.items():
            unversioned(reason)(apps.get_model(label))
        for label in ("lib.installation", "account.emailaddress"):
            versioned()(apps.get_model(label))
        in_use = {"last_used_at": "a sign-in changes nothing that was recorded"}
        versioned(secret=["data"], passed_over=in_use)(apps.get_model("mfa.authenticator"))


def protect_facts(using: str = "default", **_: object) -> None:
    """After any migration the triggers stand again, whatever it rebuilt, and every covered table has its versions."""
    from ebb.clinic.record import triggers, versions

    triggers.install(using)
    if not _migrations_ahead(using):
        versions.begin()


def _migrations_ahead(using: str) -> bool:
    executor = MigrationExecutor(connections[using])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
