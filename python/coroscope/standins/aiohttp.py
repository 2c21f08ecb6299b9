"""Stands in for the package `aiohttp`: nothing is sent, and each request is answered after a delay
with made-up data that depends on its address only."""

import asyncio
import json as _json
import zlib
from collections.abc import Mapping
from types import TracebackType
from typing import Any

DELAYS = (0.1, 0.35)
"""The least and the most seconds that a request takes. The same address always takes the same."""


class ClientError(Exception):
    """What requests fail with."""


class ClientResponseError(ClientError):
    """The server has refused."""


class InvalidURL(ClientError, ValueError):
    """That is no address."""


class ClientTimeout:
    """How long a request may take, in seconds."""

    def __init__(self, total: float | None = None, **_: Any) -> None:
        self.total = total


class TCPConnector:
    """How many requests may go on at once."""

    def __init__(self, limit: int = 100, **_: Any) -> None:
        self.limit = limit


class ClientResponse:
    """An answer."""

    def __init__(self, method: str, url: str) -> None:
        self.method, self.url = method, url
        self.status, self.reason, self.ok = 200, "OK", True
        self.headers = {"Content-Type": "application/json"}
        self._body = _body(url)

    async def text(self, *_: Any, **__: Any) -> str:
        """The body as text."""
        await asyncio.sleep(0)
        return self._body

    async def read(self) -> bytes:
        """The body as bytes."""
        return (await self.text()).encode()

    async def json(self, *_: Any, **__: Any) -> Any:
        """The body as data."""
        return _json.loads(await self.text())

    def raise_for_status(self) -> None:
        """Nothing is refused here."""

    def release(self) -> None:
        """Lets the connection go."""

    close = release

    async def __aenter__(self) -> "ClientResponse":
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.release()


class _Request:
    """Can be awaited, or entered with `async with`."""

    def __init__(
        self, session: "ClientSession", method: str, url: str, limit: float | None
    ) -> None:
        self._session, self._method, self._url, self._limit = session, method, url, limit

    def __await__(self) -> Any:
        return self._sent().__await__()

    async def __aenter__(self) -> ClientResponse:
        return await self._sent()

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        pass

    async def _sent(self) -> ClientResponse:
        if self._session.closed:
            raise RuntimeError("Session is closed")
        if not self._url.startswith(("http://", "https://")):
            raise InvalidURL(self._url)
        async with self._session._room, asyncio.timeout(self._limit):
            await asyncio.sleep(delay_of(self._url))
        return ClientResponse(self._method, self._url)


class ClientSession:
    """Sends requests, or would.

    >>> async def fetch():
    ...     async with ClientSession() as session, session.get("https://example.org/1") as response:
    ...         return response.status, await response.json()
    >>> asyncio.run(fetch())[0]
    200
    """

    def __init__(
        self,
        base_url: str = "",
        *,
        connector: TCPConnector | None = None,
        timeout: ClientTimeout | None = None,
        **_: Any,
    ) -> None:
        self.closed = False
        self._base = base_url
        self._limit = timeout.total if timeout else None
        self._room = asyncio.Semaphore((connector or TCPConnector()).limit or 100_000)

    def request(self, method: str, url: Any, **options: Any) -> _Request:
        """A request."""
        limit = options.get("timeout", self._limit)
        params = options.get("params")
        query = "?" + "&".join(f"{key}={params[key]}" for key in params) if params else ""
        total = limit.total if isinstance(limit, ClientTimeout) else limit
        return _Request(self, method, f"{self._base}{url}{query}", total)

    def get(self, url: Any, **options: Any) -> _Request:
        """A request for something."""
        return self.request("GET", url, **options)

    def post(self, url: Any, *, data: Any = None, json: Any = None, **options: Any) -> _Request:
        """A request that hands something over."""
        return self.request("POST", url, **options)

    def put(self, url: Any, **options: Any) -> _Request:
        """A request that puts something there."""
        return self.request("PUT", url, **options)

    def delete(self, url: Any, **options: Any) -> _Request:
        """A request that something be gone."""
        return self.request("DELETE", url, **options)

    def head(self, url: Any, **options: Any) -> _Request:
        """A request for no more than the headers."""
        return self.request("HEAD", url, **options)

    async def close(self) -> None:
        """Sends no more."""
        self.closed = True

    async def __aenter__(self) -> "ClientSession":
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        await self.close()


def delay_of(url: str) -> float:
    """How long the answer from this address takes, in seconds.

    >>> DELAYS[0] <= delay_of("https://example.org") <= DELAYS[1]
    True
    """
    least, most = DELAYS
    return round(least + (most - least) * (zlib.crc32(url.encode()) % 100) / 99, 3)


def _body(url: str) -> str:
    number = zlib.crc32(url.encode()) % 1000
    data: Mapping[str, Any] = {
        "id": number, "url": url, "title": f"Item {number}", "score": number % 97, "items": [],
    }
    return _json.dumps(data)
