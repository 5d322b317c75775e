import pytest
from django.core.management import call_command
from django.db import connection

from ebb.clinic.people.models import Demographics
from ebb.clinic.record import schema, triggers

TABLE = Demographics._meta.db_table
ONE = {"sqlite": f"{TABLE}_no_update", "postgresql": f"{TABLE}_no_change"}
DOES_NOTHING = {
    "sqlite": f'CREATE TRIGGER "{TABLE}_no_update" BEFORE UPDATE ON "{TABLE}" BEGIN SELECT 1; END',
    "postgresql": f'CREATE TRIGGER "{TABLE}_no_change" BEFORE UPDATE OR DELETE ON "{TABLE}" '
    "FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
}


def drop_one() -> str:
    name = ONE[connection.vendor]
    on = "" if connection.vendor == "sqlite" else f' ON "{TABLE}"'
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "{name}"{on}')
    return name


@pytest.mark.django_db
def test_every_table_of_facts_is_protected():
    schema.require()

    assert "people_demographics" in {model._meta.db_table for model in triggers.fact_models()}


@pytest.mark.django_db
def test_start_up_refuses_an_unprotected_table():
    name = drop_one()

    with pytest.raises(schema.Unprotected, match=name):
        schema.require()


@pytest.mark.django_db(transaction=True)
def test_a_migration_that_rebuilds_a_table_leaves_it_protected():
    """SQLite copies the table to alter it, and its triggers are lost on the way."""
    field = Demographics._meta.get_field("reason")
    wider = field.clone()
    wider.max_length = 400
    wider.set_attributes_from_name("reason")
    wider.model = Demographics
    with connection.schema_editor() as editor:
        editor.alter_field(Demographics, field, wider)
        editor.alter_field(Demographics, wider, field)
    if connection.vendor == "sqlite":
        with pytest.raises(schema.Unprotected):
            schema.require()

    call_command("migrate", verbosity=0)

    schema.require()
