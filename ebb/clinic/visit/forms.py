from django import forms


class HouseForm(forms.Form):
    """Which visit the asking page shows already, and whether it may show no amount of drug."""

    but = forms.UUIDField(required=False)
    blind = forms.BooleanField(required=False)
