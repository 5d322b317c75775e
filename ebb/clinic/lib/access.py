"""Every page is closed unless it says otherwise; the pages that are open say so here."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse

View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """Open a view to everyone. A test lists by name every view that is."""
    return login_not_required(view)


def never_blocked(view: View) -> View:
    """Let a trusted tablet record this at once although nobody has opened it; who did it is completed after.

    For pause, stop, lower rate, rescue drug and emergency only: see SAFETY.md, H07.
    """
    view.never_blocked = True
    return view


def is_never_blocked(view: View) -> bool:
    return getattr(view, "never_blocked", False)
