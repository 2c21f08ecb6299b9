#!/usr/bin/env bash
# opentelemetry-sdk 1.45.2 on asyncio of CPython 3.11 to 3.13 (tried with 3.11.7, 3.12.1 and 3.13.0): an
# asynchronous generator fetches pages within a span, and a loop over it handles two of three.
#
# What most people believe: `with tracer.start_as_current_span("fetch")` is about the lines that stand in it. So
#   what the loop does with a page is in the span of the loop, and what comes after the loop as well.
# What happens: a generator has no context of its own. It sets the current span for whoever asks it for a page, and
#   nobody sets it back at a `yield`: all that the caller does meanwhile is in "fetch". After a `break` it
#   stays so. The generator is closed later, by a task that asyncio starts for it, whose context is another
#   one, so nothing can be set back there ("Failed to detach context" in the log), and whatever
#   the task does from then on is in a span that is over.
# Seen in December 2026, in all three versions: "handle 1", "handle 2", "summary" and "report" in "fetch", the
#   last after its end. Where the generator has a span for each page, and none around a `yield`, all four
#   are in "main".
#
# Takes python3 (3.11 or later) on the PATH; its version is printed.
set -euo pipefail

sed -n '2,/^set/s/^# \{0,1\}//p' "$0" # what is said above, and then what is seen here
echo

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check 'opentelemetry-sdk==1.45.2'

cat > "$dir/finding.py" <<'PYTHON'
import asyncio
import logging
import sys

from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

logging.getLogger("opentelemetry.context").addFilter(lambda record: print("log:", record.msg))


async def around_all(tracer):
    with tracer.start_as_current_span("fetch"):
        for page in (1, 2, 3):
            await asyncio.sleep(0.01)
            yield page


async def for_each(tracer):
    for page in (1, 2, 3):
        with tracer.start_as_current_span("fetch"):
            await asyncio.sleep(0.01)
        yield page


async def main(tracer, pages):
    with tracer.start_as_current_span("main"):
        async for page in pages(tracer):
            with tracer.start_as_current_span(f"handle {page}"):
                await asyncio.sleep(0.01)
            if page == 2:
                break
        with tracer.start_as_current_span("summary"):
            await asyncio.sleep(0.01)
        with tracer.start_as_current_span("report"):
            await asyncio.sleep(0.01)


def spans_of(pages):
    """The name of the span that each span of the caller is in, and whether "report" began after its end."""
    kept = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(kept))
    asyncio.run(main(provider.get_tracer("finding"), pages))
    spans = {span.context.span_id: span for span in kept.get_finished_spans()}
    around = {span.name: spans[span.parent.span_id] for span in spans.values() if span.parent}
    report = next(span for span in spans.values() if span.name == "report")
    names = {name: parent.name for name, parent in sorted(around.items()) if name != "fetch"}
    return names, report.start_time > around["report"].end_time


print("CPython", sys.version.split()[0])
seen = {}
for pages in (around_all, for_each):
    names, is_over = seen[pages] = spans_of(pages)
    print(f"{pages.__name__}:", ", ".join(f"{name} in {parent}" for name, parent in names.items()),
          "(which is over)" if is_over else "")
if set(seen[for_each][0].values()) != {"main"} or seen[for_each][1]:
    sys.exit("This has changed: a span that has no yield in it is the caller's, too.")
if set(seen[around_all][0].values()) != {"fetch"} or not seen[around_all][1]:
    sys.exit("This has changed: in December 2026 the span of a generator was that of its caller.")
print("As in December 2026: the caller is in the generator's span, even when that is over.")
PYTHON

"$dir/venv/bin/python" "$dir/finding.py"
