"""A number behind a sentence that leads to its source at the foot of the page."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ebb.clinic.public.sources import SOURCES, number

register = template.Library()


@register.simple_tag
def cite(*sources: str) -> SafeString:
    """{% cite "S1" "S8" %}: small numbers that link to the sources; one we do not have is a mistake of ours."""
    unknown = set(sources) - SOURCES.keys()
    if unknown:
        raise template.TemplateSyntaxError(f"there is no source {', '.join(sorted(unknown))}")
    links = format_html_join(
        " ",
        '<a href="#{}" aria-label="{}">{}</a>',
        ((source, _("Source %s") % number(source), number(source)) for source in sources),
    )
    return format_html('<sup class="cite">{}</sup>', links)


@register.filter
def cited(sources: Iterable[str]) -> SafeString:
    """{{ finding.sources|cited }}: the same for sources that stand in a list; nothing when it is empty."""
    return cite(*sources) if sources else SafeString()
