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


def send_blocking(receiver, word):
    print(f"sending {word}")
    try:
        receiver.send(word)
    except TypeError:
        print("error: the generator was not primed: it waits at no yield yet")


def blocking():
    receiver = receive_blocking()
    send_blocking(receiver, "First")
    print("priming the receiver")
    next(receiver)
    send_blocking(receiver, "First")
    send_blocking(receiver, "Second")
    receiver.close()


async def receive():
    while True:
        word = yield
        print(f"{word}: waits {int(wait_for(word))} ms")
        await asyncio.sleep(wait_for(word) / 1000)
        print(f"Received {word}")


async def send(receiver, word):
    print(f"sending {word}")
    try:
        await receiver.asend(word)
    except TypeError:
        print("error: the generator was not primed: it waits at no yield yet")


async def asynchronous():
    receiver = receive()
    await send(receiver, "First")
    print("priming the receiver")
    await anext(receiver)
    await send(receiver, "First")
    await send(receiver, "Second")
    await receiver.aclose()


asyncio.run(asynchronous())
