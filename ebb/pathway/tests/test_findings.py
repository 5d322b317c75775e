from ebb.pathway.findings import Finding, Level, blocking, by_force


def found(level: Level, **told: str) -> Finding:
    return Finding(
        id=f"T-{level}",
        level=level,
        reason="The pressure is {sys} mmHg.",
        clears_when="A reading below {limit} mmHg.",
        source="test",
        mark="D",
        inputs=told,
    )


def test_a_finding_fills_its_sentences_from_its_inputs() -> None:
    finding = found(Level.STOP, sys="182", limit="180")

    assert finding.text == "The pressure is 182 mmHg."
    assert finding.remedy == "A reading below 180 mmHg."


def test_the_most_forceful_comes_first() -> None:
    mixed = [found(level) for level in (Level.CAUTION, Level.HOLD, Level.STOP, Level.OVERRIDE)]

    levels = [finding.level for finding in by_force(mixed)]

    assert levels == [Level.STOP, Level.OVERRIDE, Level.HOLD, Level.CAUTION]


def test_only_a_caution_does_not_block() -> None:
    every = [found(level) for level in Level]

    assert [finding.level for finding in blocking(every)] == [Level.STOP, Level.OVERRIDE, Level.HOLD]
