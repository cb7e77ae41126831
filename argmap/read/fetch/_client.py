"""The manners of fetching: one request at a time, seconds apart, as robots.txt asks, and never twice a day."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from argmap.errors import error
from argmap.read.fetch._cache import Cache
from argmap.read.fetch._http import Answer, Get, Request, checked_url, host_of, origin_of, target_of
from argmap.read.fetch._judge import challenge_of, problem_with, wait_asked
from argmap.read.fetch._robots import NOTHING, Robots, parse_robots

__all__ = ["Client", "Clock", "Progress"]

PAUSE = 3.0
"""Seconds between two requests, at least, whatever their hosts are."""

LONGEST_WAIT = 60.0
"""Seconds that a site may make us wait; one that asks for more is not waited for."""

MOST_REQUESTS = 150
MOST_REDIRECTS = 5

Progress = Callable[[str], AbstractContextManager[object]]


@dataclass(frozen=True, slots=True)
class Clock:
    """Time as the client sees it: seconds since some moment, seconds since 1970, and how to let time pass."""

    monotonic: Callable[[], float] = time.monotonic
    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep


class Client:
    """Fetches for one thread through `send`, which sends one request and returns any answer.

    `how` says how to save this thread by hand; the errors of a site that refuses say it.
    """

    def __init__(self, send: Get, cache: Cache, how: str, progress: Progress, clock: Clock) -> None:
        self._send = send
        self._cache = cache
        self._how = how
        self._progress = progress
        self._clock = clock
        self._robots: dict[str, Robots] = {}
        self._last: float | None = None
        self._sent = 0

    def get(self, request: Request) -> Answer:
        """Return the good answer to `request`, out of the cache or from the site.

        Raises ArgmapError for a URL that may not be fetched, where robots.txt says no, and for any answer that is not a page, or
        not the one that was asked for.
        """
        request = replace(request, url=checked_url(request.url))
        kept = self._cache.get(request, self._clock.now())
        if kept:
            return kept
        answer = self._followed(request, self._polite)
        problem = problem_with(answer, self._how)
        if problem:
            raise problem
        request.check(answer)
        self._cache.put(request, answer, self._clock.now())
        return answer

    def _followed(self, request: Request, send: Get) -> Answer:
        """Send `request` and go where its redirects lead, each checked like a URL of the user's."""
        first = request.url
        for _ in range(MOST_REDIRECTS + 1):
            answer = send(request)
            location = answer.headers.get("location")
            if answer.status not in (301, 302, 303, 307, 308) or not location:
                return answer
            body = request.body if answer.status in (307, 308) else b""
            request = Request(checked_url(urljoin(request.url, location)), body, request.accept)
        raise error("too-many-redirects", url=first, limit=MOST_REDIRECTS)

    def _polite(self, request: Request) -> Answer:
        """Send `request` if robots.txt lets us, in its pace."""
        origin = origin_of(request.url)
        if origin not in self._robots:
            self._robots[origin] = self._robots_of(origin)
        robots = self._robots[origin]
        if not robots.allows(target_of(request.url)):
            reason = "could not be had" if robots is NOTHING else "does not let programs fetch it"
            raise error("robots-disallow", host=host_of(origin), path=target_of(request.url), reason=reason, how=self._how)
        return self._paced(request, max(PAUSE, robots.delay))

    def _robots_of(self, origin: str) -> Robots:
        """Read the robots.txt of `origin`. A host without one asks nothing; one that cannot give it for now is left alone."""
        request = Request(f"{origin}/robots.txt", accept="text/plain, */*;q=0.5")
        answer = self._cache.get(request, self._clock.now())
        if not answer:
            answer = self._followed(request, lambda hop: self._paced(hop, PAUSE))
            problem = problem_with(answer, self._how)
            if problem and problem.id == "site-challenge":
                raise problem
            if answer.status >= 500:
                return NOTHING
            self._cache.put(request, answer, self._clock.now())
        return parse_robots(answer.body.decode("utf-8", "replace")) if 200 <= answer.status < 300 else Robots()

    def _paced(self, request: Request, pause: float) -> Answer:
        """Send `request` when its time has come; once more if the site says when, and that is soon."""
        with self._progress(f"fetching {host_of(request.url)}{target_of(request.url)}"):
            answer = self._after(pause, request)
            wait = None if challenge_of(answer) else wait_asked(answer, self._clock.now())
            return answer if wait is None else self._after(max(pause, wait), request)

    def _after(self, pause: float, request: Request) -> Answer:
        if self._sent == MOST_REQUESTS:
            raise error("too-many-pages", host=host_of(request.url), limit=MOST_REQUESTS, how=self._how)
        if self._last is not None:
            if pause > LONGEST_WAIT:
                raise error("too-many-requests", host=host_of(request.url), wait=f"{pause:.0f} s", how=self._how)
            left = self._last + pause - self._clock.monotonic()
            if left > 0:
                self._clock.sleep(left)
        self._sent += 1
        try:
            return self._send(request)
        finally:
            self._last = self._clock.monotonic()
