import asyncio
import time

FIRST_WAIT_MS, SECOND_WAIT_MS = 4000, 2000


def wait_for(word):
    return FIRST_WAIT_MS if word == "First" else SECOND_WAIT_MS


def receive_blocking():
    while True:
        word = yield
        print(f"{word}: blocks for {int(wait_for(word))} ms")
        time.sleep(wait_for(word) / 1000)
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
        print(f"{word}: waits {int(wait_for(word))} ms")
        await asyncio.sleep(wait_for(word) / 1000)
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
