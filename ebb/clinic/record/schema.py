"""Is the database built as Ebb builds it? Tables, indexes, triggers and views, by their text and not by their names.

What is expected is made by the models themselves, with the library that made the database: on SQLite in an empty
database in memory, on PostgreSQL in temporary tables.
"""

from collections.abc import Callable, Iterator

from django.apps import apps
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.sqlite3.base import DatabaseWrapper as SQLite
from django.db.backends.utils import CursorWrapper

from ebb.clinic.record import triggers
from ebb.clinic.record.faults import Fault

Objects = dict[tuple[str, str], object]
"""What a database is built of: by kind and name, its definition."""

LEFT_OUT = ("django_migrations", "sqlite_sequence", "auth_group")
"""What no model makes, and the rights that nothing reads: their numbers are narrower than the models say."""


class Unprotected(Exception):
    """The database is not built as Ebb builds it, so nothing protects what is written into it."""

    def __init__(self, faults: list[Fault]) -> None:
        named = ", ".join(sorted(f"{fault.table}: {fault.what}" for fault in faults))
        super().__init__(f"The record is not protected: {named}. Run `ebb migrate` to put this right.")
        self.faults = faults


def require(using: str = "default") -> None:
    """Raise Unprotected unless the database is built as Ebb builds it."""
    if faults := list(differences(using)):
        raise Unprotected(faults)


def differences(using: str = "default") -> Iterator[Fault]:
    """Everything in the database that is not what Ebb makes, is missing, or is too much."""
    connection = connections[using]
    actual, expected = READ[connection.vendor](connection)
    for kind, name in sorted(actual.keys() | expected.keys()):
        if (kind, name) not in actual:
            yield Fault(f"the {kind} is missing", table=name)
        elif (kind, name) not in expected:
            yield Fault(f"the {kind} is none of Ebb's", table=name)
        elif actual[kind, name] != expected[kind, name]:
            yield Fault(f"the {kind} is not built as Ebb builds it", table=name)


def damage(using: str = "default") -> Iterator[Fault]:
    """What the database itself finds broken: pages, indexes that lack rows. Reads all of it; SQLite alone can."""
    if connections[using].vendor == "sqlite":
        with connections[using].cursor() as cursor:
            cursor.execute("PRAGMA integrity_check(20)")
            yield from (Fault(f"the database is damaged: {found}") for (found,) in cursor.fetchall() if found != "ok")


def _build(connection: BaseDatabaseWrapper) -> None:
    with connection.schema_editor(atomic=False) as editor:
        for model in apps.get_models():
            editor.create_model(model)
    with connection.cursor() as cursor:
        for statement in triggers.statements(connection.vendor):
            cursor.execute(statement)


def _sqlite(connection: BaseDatabaseWrapper) -> tuple[Objects, Objects]:
    in_memory = SQLite({**connection.settings_dict, "NAME": ":memory:"}, "expected")
    try:
        _build(in_memory)
        return _sqlite_objects(connection), _sqlite_objects(in_memory)
    finally:
        in_memory.close()


def _sqlite_objects(connection: BaseDatabaseWrapper) -> Objects:
    with connection.cursor() as cursor:
        cursor.execute("SELECT type, name, sql FROM sqlite_master")
        rows = [row for row in cursor.fetchall() if not row[1].startswith(LEFT_OUT)]
    return {(kind, name): _without_order(sql) if kind == "table" else sql for kind, name, sql in rows}


def _without_order(sql: str) -> list[str]:
    """The parts of a table's definition; a column that came later stands at its end."""
    head, _, body = sql.partition("(")
    parts, depth, start = [head], 0, 0
    for place, letter in enumerate(body):
        depth += (letter == "(") - (letter == ")")
        if (letter == "," and depth == 0) or depth < 0:
            parts.append(body[start:place].strip())
            start = place + 1
    return sorted([*parts, body[start:]])


def _postgresql(connection: BaseDatabaseWrapper) -> tuple[Objects, Objects]:
    """Temporary tables, since a role that owns nothing may make those too; rolled back before anyone meets them."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        [(own,)] = cursor.fetchall()
        actual = _postgresql_objects(cursor, own)
        point = transaction.savepoint(using=connection.alias)
        cursor.execute(f"SET LOCAL search_path = pg_temp, {connection.ops.quote_name(own)}")
        _build(connection)
        cursor.execute("SELECT pg_my_temp_schema()::regnamespace::text")
        [(temporary,)] = cursor.fetchall()
        expected = _postgresql_objects(cursor, temporary, shown_as="pg_temp")
        transaction.savepoint_rollback(point, using=connection.alias)
    return actual, expected


POSTGRESQL_PARTS = {
    "relation": """
        SELECT relname, '', relkind::text, relrowsecurity, relpersistence = 'u' AS unlogged FROM pg_class
        WHERE relnamespace = {schema}::regnamespace AND relkind NOT IN ('i', 'c')""",
    "column": """
        SELECT relname, attname, format_type(atttypid, atttypmod), attnotnull, attidentity::text, attgenerated::text,
            pg_get_expr(adbin, adrelid)
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
            LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
        WHERE relnamespace = {schema}::regnamespace AND relkind IN ('r', 'v', 'm', 'p', 'f')
            AND attnum > 0 AND NOT attisdropped""",
    "constraint": """
        SELECT relname, pg_get_constraintdef(pg_constraint.oid), convalidated
        FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid WHERE relnamespace = {schema}::regnamespace""",
    "index": """
        SELECT relname, regexp_replace(pg_get_indexdef(indexrelid), 'INDEX \\S+ ON', 'INDEX ON'), indisvalid, indisready
        FROM pg_index JOIN pg_class ON pg_class.oid = indrelid WHERE relnamespace = {schema}::regnamespace""",
    "trigger": """
        SELECT relname, CASE WHEN tgisinternal THEN '' ELSE pg_get_triggerdef(pg_trigger.oid) END, tgenabled::text,
            count(*)
        FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE relnamespace = {schema}::regnamespace
        GROUP BY 1, 2, 3""",
    "function": """
        SELECT proname, '', prosrc, provolatile::text FROM pg_proc WHERE pronamespace = {schema}::regnamespace""",
    "rule": """
        SELECT relname, rulename, pg_get_ruledef(pg_rewrite.oid) FROM pg_rewrite
        JOIN pg_class ON pg_class.oid = ev_class WHERE relnamespace = {schema}::regnamespace""",
}


def _postgresql_objects(cursor: CursorWrapper, schema: str, shown_as: str = "") -> Objects:
    """Each part of a schema by relation and definition, the schema's own name left out."""
    objects: Objects = {}
    for kind, query in POSTGRESQL_PARTS.items():
        cursor.execute(query.format(schema=f"'{schema}'"))
        for relation, *definition in cursor.fetchall():
            if not relation.startswith(LEFT_OUT):
                name, *rest = (str(one).replace(f"{shown_as or schema}.", "") for one in definition)
                objects[kind, f"{relation} {name}".strip()] = rest
    return objects


READ: dict[str, Callable[[BaseDatabaseWrapper], tuple[Objects, Objects]]] = {
    "sqlite": _sqlite,
    "postgresql": _postgresql,
}
