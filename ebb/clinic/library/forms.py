from django import forms
from django.utils.translation import gettext_lazy as _

from ebb.clinic.people.forms import SigningForm


class ReleaseForm(SigningForm):
    """The next version of the consent text, released under the name of whoever gives their password."""

    title = forms.CharField(label=_("Title"), max_length=120)
    body = forms.CharField(
        label=_("Text"),
        widget=forms.Textarea(attrs={"rows": 30}),
        help_text=_("A line that begins with ## is a heading, one that begins with - stands in a list."),
    )
    asks_again = forms.BooleanField(
        label=_("I know that from now on every patient is asked to sign this version before the next infusion.")
    )

    def action_arguments(self) -> dict[str, str]:
        """Title and body as they are released: line ends as every machine writes them."""
        return {"title": self.cleaned_data["title"], "body": "\n".join(self.cleaned_data["body"].splitlines())}
