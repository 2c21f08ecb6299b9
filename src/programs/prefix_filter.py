import time

PREFIX, FIRST_NAME, SECOND_NAME, PAUSE_MS = "Dear", "James", "Dear James", 300


# A plain generator knows no event loop, so it can only sleep the blocking way. The picture
# is that of the Rust program, whose filter lets the loop go while it waits.
def prefix_filter():
    try:
        print(f"looking for {PREFIX}")
        while True:
            name = yield
            time.sleep(PAUSE_MS / 1000)
            if PREFIX in name:
                print(name)
    finally:
        print("that was all, farewell")


def send_both():
    names = prefix_filter()
    print("priming")
    next(names)
    for name in [FIRST_NAME, SECOND_NAME]:
        time.sleep(PAUSE_MS / 1000)
        send(names, name)
    return names


def send(names, name):
    print(f"sending {name}")
    try:
        names.send(name)
    except StopIteration:
        print("error: the generator is closed")


def send_and_close():
    names = send_both()
    print("closing")
    names.close()
    send(names, FIRST_NAME)


def dropped():
    names = send_both()
    print("dropping")
    del names
    print("dropped, so nothing can be sent any more")


send_and_close()
