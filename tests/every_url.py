"""Every page of the clinic, walked from the table of addresses, with arguments that fit its pattern."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver

NOBODY = UUID("11111111-2222-4333-8444-555555555555")
FITTING = {"uuid": NOBODY, "int": 999_983, "slug": "x", "str": "x", "path": "x"}


@dataclass(frozen=True)
class Page:
    """One address: `name` as templates call it, `kinds` the converter of each argument."""

    name: str
    view: Callable[..., HttpResponse]
    kinds: dict[str, str]

    @property
    def public(self) -> bool:
        """Whether the login middleware lets everyone in."""
        return not getattr(self.view, "login_required", True)

    @property
    def ours(self) -> bool:
        return self.view.__module__.startswith("ebb.")

    def arguments(self, **known: object) -> dict[str, object]:
        """An argument for each place in the address; `known` by name, else one that fits and names nobody."""
        return {name: known.get(name, FITTING.get(kind, "x")) for name, kind in self.kinds.items()}


def every_page() -> list[Page]:
    return list(_walk(get_resolver(), {}))


def _walk(resolver: URLResolver, above: dict[str, str]) -> Iterator[Page]:
    for entry in resolver.url_patterns:
        kinds = above | _kinds(entry)
        if isinstance(entry, URLResolver):
            yield from _walk(entry, kinds)
        else:
            yield Page(name=entry.name or "", view=entry.callback, kinds=kinds)


def _kinds(entry: URLPattern | URLResolver) -> dict[str, str]:
    converters = getattr(entry.pattern, "converters", {})
    if converters:
        return {name: type(one).__name__.removesuffix("Converter").lower() for name, one in converters.items()}
    regex = getattr(entry.pattern, "regex", None)
    return dict.fromkeys(regex.groupindex, "str") if regex else {}
