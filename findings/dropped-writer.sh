#!/usr/bin/env bash
# asyncio of CPython 3.11 to 3.13 (tried with 3.11.7, 3.12.1 and 3.13.0): a program that only reads keeps the reader
# of a connection, and has no use for the writer.
#
# What most people believe: a connection is open until one of both sides closes it. Who only listens needs the
#   reader only, and a reader that says `b""` says that the other side has nothing more to tell.
# What happens: the connection is closed by who listens. It belongs to the writer, and when that is collected the
#   connection goes with it, in the midst of a read. The reader then says `b""`, as at an ordinary end, without
#   an error, and Python hides the ResourceWarning by default. `reader, _ = await open_connection()` works
#   for as long as nothing else is called `_`. On the server's side, where a callback hands its reader on, it is
#   so since 3.13 only.
# Seen in December 2026: with the reader alone `b''` in all three versions, before the server sends something;
#   with both `b'news\n'`. A reader that a server hands on hears `b'hello\n'` in 3.11.7 and 3.12.1, `b''` in 3.13.0.
#
# Takes python3 (3.11 or later) on the PATH; its version is printed.
set -euo pipefail

sed -n '2,/^set/s/^# \{0,1\}//p' "$0" # what is said above, and then what is seen here
echo

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

cat > "$dir/finding.py" <<'PYTHON'
import asyncio
import contextlib
import sys


def port_of(server):
    return server.sockets[0].getsockname()[1]


async def tell(_, writer):
    """A server that has news after a while."""
    await asyncio.sleep(0.1)
    with contextlib.suppress(ConnectionError):
        writer.write(b"news\n")
        await writer.drain()
    writer.close()


async def heard(keep):
    """What a client hears that keeps this much of its connection."""
    server = await asyncio.start_server(tell, "127.0.0.1", 0)
    kept = keep(await asyncio.open_connection("127.0.0.1", port_of(server)))
    said = await asyncio.wait_for(kept[0].readline(), 5)
    server.close()
    await asyncio.sleep(0.2)  # the server notices, too
    return said


async def heard_by_server():
    """What a server hears whose callback hands its reader on."""
    readers = asyncio.Queue()

    async def hand_on(reader, writer):
        readers.put_nowait(reader)

    server = await asyncio.start_server(hand_on, "127.0.0.1", 0)
    _, writer = await asyncio.open_connection("127.0.0.1", port_of(server))
    reader = await readers.get()
    await asyncio.sleep(0.1)
    with contextlib.suppress(ConnectionError):
        writer.write(b"hello\n")
        await writer.drain()
    said = await asyncio.wait_for(reader.readline(), 5)
    writer.close()
    server.close()
    return said


print("CPython", sys.version.split()[0])
both = asyncio.run(heard(lambda streams: streams))
alone = asyncio.run(heard(lambda streams: streams[:1]))
handed_on = asyncio.run(heard_by_server())
print(f"reader and writer: {both}; the reader alone: {alone}; a server's reader, handed on: {handed_on}")
if (both, alone) != (b"news\n", b""):
    sys.exit("This has changed: in December 2026 a reader without its writer heard the end at once.")
if handed_on != (b"" if sys.version_info >= (3, 13) else b"hello\n"):
    sys.exit("This has changed: in December 2026 a server's reader needed its writer since 3.13.")
print("As in December 2026: a connection lasts as long as its writer.")
PYTHON

python3 "$dir/finding.py"
