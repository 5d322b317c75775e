"""References that lead nowhere. A database checks them as they are written, unless its owner told it not to."""

from collections.abc import Iterator

from django.apps import apps
from django.db import connection, models

from ebb.clinic.record.faults import Fault

MOST = 20


def orphans() -> Iterator[Fault]:
    """The first rows of each table that point to a row which is not there."""
    for model in apps.get_models(include_auto_created=True):
        for column in model._meta.concrete_fields:
            if isinstance(column, models.ForeignKey):
                for key in _orphans(model, column):
                    what = f"{column.attname} points to a row that is not there"
                    yield Fault(what, table=model._meta.db_table, row=str(key))


def _orphans(model: type[models.Model], column: models.ForeignKey) -> list:
    quote, target = connection.ops.quote_name, column.related_model._meta
    own_key, reference, key = (quote(one) for one in (model._meta.pk.column, column.column, column.target_field.column))
    query = (
        f"SELECT a.{own_key} FROM {quote(model._meta.db_table)} a "
        f"LEFT JOIN {quote(target.db_table)} b ON a.{reference} = b.{key} "
        f"WHERE a.{reference} IS NOT NULL AND b.{key} IS NULL LIMIT {MOST}"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [key for (key,) in cursor.fetchall()]
