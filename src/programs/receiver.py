import asyncio
import time

WAITS_MS = {"First": 4000, "Second": 2000}


def receive_blocking():
    while True:
        word = yield
        print(f"{word}: blocks for {WAITS_MS[word]} ms")
        time.sleep(WAITS_MS[word] / 1000)
        print(f"Received {word}")


def blocking():
    receiver = receive_blocking()
    try:
        print("sending First")
        receiver.send("First")
    except TypeError:
        print("error: the generator was not primed: it waits at no yield yet")
    print("priming the receiver")
    next(receiver)
    for word in ["First", "Second"]:
        print(f"sending {word}")
        receiver.send(word)
    receiver.close()


async def receive():
    while True:
        word = yield
        print(f"{word}: waits {WAITS_MS[word]} ms")
        await asyncio.sleep(WAITS_MS[word] / 1000)
        print(f"Received {word}")


async def asynchronous():
    receiver = receive()
    try:
        print("sending First")
        await receiver.asend("First")
    except TypeError:
        print("error: the generator was not primed: it waits at no yield yet")
    print("priming the receiver")
    await anext(receiver)
    for word in ["First", "Second"]:
        print(f"sending {word}")
        await receiver.asend(word)
    await receiver.aclose()


asyncio.run(asynchronous())
