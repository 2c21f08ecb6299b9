"""Tries orders of a program on the virtual clock, for a test suite."""

from ..listing.run import predict
from ..orders import Explorer, Outcome
from ..record.kinds import End

_MOST_SHOWN = 5
_LONGEST = 400


def try_orders(text: str, file: str, runs: int) -> tuple[int, str]:
    """The exit code, and what there is to say: 0 if no order fails, 1 if one does, and 2 if the
    program cannot be played on a virtual clock.

    >>> code, says = try_orders("import asyncio\\nasyncio.run(asyncio.sleep(1))", "a.py", 3)
    >>> code, says
    (0, 'a.py: only one order is possible, and it does not fail.')
    """
    first = predict(text, file)
    if first.notes:
        said = "\n".join(f"  {note.text}" + (f" (line {note.line})" if note.line else "")
                         for note in first.notes)
        return 2, (f"{file} cannot be played on a virtual clock, which has no network, threads, "
                   f"processes or input:\n{said}")
    with Explorer(text, file, runs) as explorer:
        while explorer.try_next():
            pass
        tried = explorer.tried()
    # Whoever mends a program wants the order with the fewest choices.
    failing = sorted((one for one in tried.outcomes if _fails(one)), key=_length)
    lines = []
    if not tried.is_repeatable:
        lines.append(f"{file} does not do the same in the same order: orders say little of it.")
    if not failing:
        if not tried.every:
            lines.append(f"{file}: none of {tried.runs:,} orders fails.")
        elif tried.runs == 1:
            lines.append(f"{file}: only one order is possible, and it does not fail.")
        else:
            lines.append(f"{file}: none of all {tried.runs:,} orders fails.")
        return 0, "\n".join(lines)
    count = sum(one.count for one in failing)
    lines.append(f"{file}: {count:,} of {tried.runs:,} orders fail.")
    for one in failing[:_MOST_SHOWN]:
        lines += ["", f"{one.count:,} of them: {_why(one)}", f"  picks: {_picks(one)}"]
        if one.output:
            printed = one.output if len(one.output) <= _LONGEST else "…" + one.output[-_LONGEST:]
            lines += ["  it printed:", *(f"    {line}" for line in printed.splitlines())]
    return 1, "\n".join(lines)


def _fails(outcome: Outcome) -> bool:
    return outcome.end not in (End.COMPLETED, End.EXITED) or outcome.failure is not None


def _why(outcome: Outcome) -> str:
    if outcome.failure is not None:
        line = f" (line {outcome.failure.line})" if outcome.failure.line else ""
        return outcome.failure.message + line
    return {
        End.STUCK: "nobody is left who could wake anybody",
        End.TOO_MANY_CALLBACKS: "it runs more callbacks than are allowed, perhaps without end",
        End.TOO_MANY_ROUNDS: "it runs more rounds of loops than are allowed, perhaps without end",
    }.get(outcome.end, outcome.end.name)


def _length(outcome: Outcome) -> float:
    return float("inf") if outcome.picks is None else len(outcome.picks)


def _picks(outcome: Outcome) -> str:
    if outcome.picks is None:
        return f"too many; seed {outcome.seed}"
    if not outcome.picks:
        return "none, first in, first out"
    return ",".join(map(str, outcome.picks))
