"""The database itself refuses to change a fact.

SQLite drops triggers when a migration rebuilds a table, and lets INSERT OR REPLACE through unless told otherwise;
PostgreSQL lets TRUNCATE through. Hence: triggers are put back after every migration, an insert over an existing row
is refused by a trigger of its own, and start-up stops when one is not as it is made here (`schema`; SAFETY.md, H01).
"""

from django.apps import apps
from django.db import connections, models

from ebb.clinic.record.models import AppendOnly


def fact_models() -> list[type[AppendOnly]]:
    """Every model whose rows are only ever added, by table name."""
    found = [model for model in apps.get_models() if issubclass(model, AppendOnly) and model._meta.managed]
    return sorted(found, key=lambda model: model._meta.db_table)


def install(using: str = "default") -> None:
    """Put every trigger in place; those that stand are replaced."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for model in fact_models():
            if model._meta.db_table in tables:
                for statement in _statements(connection.vendor, model):
                    cursor.execute(statement)


def statements(vendor: str) -> list[str]:
    """What puts every trigger in place."""
    return [statement for model in fact_models() for statement in _statements(vendor, model)]


def _statements(vendor: str, model: type[models.Model]) -> list[str]:
    table, key = model._meta.db_table, model._meta.pk.column
    return _sqlite(table, key) if vendor == "sqlite" else _postgresql(table)


def _sqlite(table: str, key: str) -> list[str]:
    moments = {
        "update": f'BEFORE UPDATE ON "{table}"',
        "delete": f'BEFORE DELETE ON "{table}"',
        "replace": f'BEFORE INSERT ON "{table}" WHEN EXISTS (SELECT 1 FROM "{table}" WHERE "{key}" = NEW."{key}")',
    }
    made = []
    for kind, moment in moments.items():
        made.append(f'DROP TRIGGER IF EXISTS "{table}_no_{kind}"')
        refusal = f"SELECT RAISE(ABORT, '{table} is append-only')"
        made.append(f'CREATE TRIGGER "{table}_no_{kind}" {moment} BEGIN {refusal}; END')
    return made


def _postgresql(table: str) -> list[str]:
    refuse = (
        "CREATE OR REPLACE FUNCTION ebb_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'check_violation'; END $$"
    )
    moments = {"change": "BEFORE UPDATE OR DELETE", "truncate": "BEFORE TRUNCATE"}
    made = [refuse]
    for kind, moment in moments.items():
        each = "ROW" if kind == "change" else "STATEMENT"
        made.append(f'DROP TRIGGER IF EXISTS "{table}_no_{kind}" ON "{table}"')
        made.append(
            f'CREATE TRIGGER "{table}_no_{kind}" {moment} ON "{table}" '
            f"FOR EACH {each} EXECUTE FUNCTION ebb_append_only()"
        )
    return made
