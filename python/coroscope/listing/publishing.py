"""Hands a record over while it is made, so that little is lost when a run is stopped."""

from typing import Any

from ..loop.clock import Clock, Host

EVERY_US = 100_000
"""So often at least, as long as the listing gives control back."""
LINES_AT_ONCE = 100
"""So many lines are published when they are printed: nobody knows what the listing does next, and a
loop without an end keeps what came before it. Later ones wait for their turn."""


class Publisher:
    """Gives the host what is new: before each wait, every 100 ms, and the first lines at once."""

    def __init__(self, host: Host, recorder: Any, clock: Clock) -> None:
        self._host = host
        self._recorder = recorder
        self._clock = clock
        self._last_us = 0
        self._lines_left = LINES_AT_ONCE
        self.is_needed = recorder is not None and not clock.is_virtual

    def look(self, will_wait: bool) -> None:
        """Publishes, if it is time to."""
        if will_wait or self._clock.now_us() - self._last_us >= EVERY_US:
            self.publish()

    def printed(self) -> None:
        """Publishes a line that was printed just now, or leaves it for later."""
        if self._lines_left > 0:
            self._lines_left -= 1
            self.publish()
        else:
            self.look(False)

    def publish(self) -> None:
        """Publishes what is new, of a run in real time."""
        if self.is_needed:
            self._last_us = self._clock.now_us()
            self._host.publish(self._recorder.rows.take())
