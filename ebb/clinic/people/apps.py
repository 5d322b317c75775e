from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class PeopleConfig(AppConfig):
    name = "ebb.clinic.people"

    def ready(self) -> None:
        from ebb.clinic.people import account_changes
        from ebb.clinic.people.tablet import open_on_sign_in

        user_logged_in.connect(open_on_sign_in, dispatch_uid="people.tablet")
        account_changes.connect()
