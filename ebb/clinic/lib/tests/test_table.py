"""A figure's data as an HTML table."""

from ebb.clinic.lib.templatetags.ebb import as_rows


def test_every_cell_is_escaped() -> None:
    assert as_rows([("10:00", "<b>"), ("10:01", '"x" & y')]) == (
        "<tr><td>10:00</td><td>&lt;b&gt;</td></tr><tr><td>10:01</td><td>&quot;x&quot; &amp; y</td></tr>"
    )
