"""What it costs to record a program at home: beside no recorder, and beside VizTracer.

`python recording.py --package FOLDER [--viztracer PYTHON] [--rounds N] [--downloads N] [--out FILE]`

Each round runs each recorder once, in turns, in a process of its own. The program measures itself from
its first task to its last, so that neither starting nor saving counts.
"""

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

BODY = b"x" * 2000
ANSWER = b"HTTP/1.0 200 OK\r\nContent-Length: %d\r\n\r\n" % len(BODY) + BODY
AT_ONCE = 50


class Server(asyncio.Protocol):
    """Answers each request with the same bytes."""

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.transport.write(ANSWER)
        self.transport.close()


async def serve():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Server, "127.0.0.1", 0, backlog=1000)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


async def downloads(port, count):
    """Downloads over streams, so many at once."""
    permits = asyncio.Semaphore(AT_ONCE)

    async def download(number):
        async with permits:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"GET /%d HTTP/1.0\r\n\r\n" % number)
            await reader.readuntil(b"\r\n\r\n")
            body = await reader.readexactly(len(BODY))
            writer.close()
            return len(body)

    return sum(await asyncio.gather(*(download(number) for number in range(count))))


async def switches(count):
    """Two coroutines that only give way."""

    async def gives_way():
        for _ in range(count // 2):
            await asyncio.sleep(0)

    await asyncio.gather(gives_way(), gives_way())
    return count


def work(name, port, count):
    """Does a work, and prints what it took."""

    async def timed():
        began, cpu = time.perf_counter(), time.process_time()
        done = await (downloads(port, count) if name == "downloads" else switches(count))
        took = time.perf_counter() - began, time.process_time() - cpu
        return done, *took

    done, seconds, cpu = asyncio.run(timed())
    if done != (count * len(BODY) if name == "downloads" else count):
        raise SystemExit(f"{done} is not all that was to be done")
    print(json.dumps({"seconds": seconds, "cpu": cpu}), flush=True)


def measure(options):
    """Measures everybody in turns, and reports."""
    recorders = {"none": [sys.executable], "coroscope": [sys.executable, "-m", "coroscope", "run"]}
    if options.viztracer:
        recorders["viztracer"] = [options.viztracer, "-m", "viztracer", "--log_async", "--quiet"]
    counts = {"downloads": options.downloads, "switches": options.switches}
    server = subprocess.Popen([sys.executable, __file__, "--serve"], stdout=subprocess.PIPE)
    found = {work: {name: [] for name in recorders} for work in counts}
    try:
        port = int(server.stdout.readline())
        with tempfile.TemporaryDirectory() as folder:
            for _ in range(options.rounds):
                for kind, count in counts.items():
                    for name, command in recorders.items():
                        one = run(name, command, [kind, port, count], options.package, folder)
                        found[kind][name].append(one)
    finally:
        server.kill()
    return report(found, counts)


def run(name, command, arguments, package, folder):
    extra = {"none": [], "coroscope": ["--out", f"{folder}/a.coroscope"],
             "viztracer": ["-o", f"{folder}/a.json"]}[name]
    environment = {**os.environ, "PYTHONPATH": package} if name == "coroscope" else None
    program = [__file__, "--work", *map(str, arguments)]
    separator = ["--"] if name == "viztracer" else []
    ended = subprocess.run([*command, *extra, *separator, *program], env=environment,
                           stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=600)
    lines = [line for line in ended.stdout.splitlines() if line.startswith("{")]
    if ended.returncode or not lines:
        raise SystemExit(f"{name} has failed:\n{ended.stderr}")
    return json.loads(lines[-1])


def report(found, counts):
    """What the rounds say: the middle of the ratios and differences within each round."""
    result = {"python": sys.version.split()[0], "rounds": len(found["downloads"]["none"]),
              "works": {}}
    for kind, by in found.items():
        rows = result["works"][kind] = {"count": counts[kind]}
        for name, rounds in by.items():
            pairs = list(zip(rounds, by["none"], strict=True))
            rows[name] = {
                "seconds": statistics.median(one["seconds"] for one in rounds),
                "times": statistics.median(a["seconds"] / b["seconds"] for a, b in pairs),
                "times_cpu": statistics.median(a["cpu"] / b["cpu"] for a, b in pairs),
                "more_us": statistics.median(
                    (a["cpu"] - b["cpu"]) / counts[kind] * 1e6 for a, b in pairs),
            }
        if "viztracer" in rows:
            rows["share_of_viztracer"] = rows["coroscope"]["more_us"] / rows["viztracer"]["more_us"]
    return result


def sentences(result):
    for kind, rows in result["works"].items():
        for name in ("coroscope", "viztracer"):
            if name in rows:
                row = rows[name]
                yield (f"{rows['count']:,} {kind}, recorded by {name}: {row['times']:.2f} times as "
                       f"long, {row['times_cpu']:.2f} times the computing, {row['more_us']:.1f} µs "
                       "more each")
        if "share_of_viztracer" in rows:
            yield f"  that is {rows['share_of_viztracer']:.2f} of what VizTracer adds"


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--serve", action="store_true")
    parser.add_argument("--work", nargs=3)
    parser.add_argument("--package")
    parser.add_argument("--viztracer")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--downloads", type=int, default=10_000)
    parser.add_argument("--switches", type=int, default=100_000)
    parser.add_argument("--out")
    options = parser.parse_args()
    if options.serve:
        asyncio.run(serve())
    elif options.work:
        kind, port, count = options.work
        work(kind, int(port), int(count))
    else:
        result = measure(options)
        print("\n".join(sentences(result)))
        if options.out:
            with open(options.out, "w", encoding="utf-8") as file:
                json.dump(result, file, indent=1)
