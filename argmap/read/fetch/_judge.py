"""Is this answer the page, or does the site want no programs? What it says in words, and how long it asks to wait."""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from argmap.errors import ArgmapError, error
from argmap.read.fetch._http import KINDS, Answer, host_of, target_of

__all__ = ["challenge_of", "problem_with", "wait_asked"]

_BUSY = (403, 429, 503)

_TITLES = re.compile(
    r"<title[^>]*>\s*(?:(?P<cloudflare>just a moment|attention required!|checking your browser|ddos-guard)"
    r"|(?P<vercel>vercel security checkpoint)|(?P<captcha>(?:are you a (?:human|robot)|robot or human|verify you are human)\b))",
    re.IGNORECASE,
)
# These stand in the code of challenge pages. A page about them has them too, so they count only on a page that is
# refused, or is too small to be a thread.
_MARKS = re.compile(
    r"(?P<cloudflare>_cf_chl_opt|cf-chl-|cf-error-details)|(?P<vercel>vercel security checkpoint)"
    r"|(?P<captcha>captcha-delivery|px-captcha|g-recaptcha|h-captcha|cf-turnstile|captcha)",
    re.IGNORECASE,
)
_SCRIPTS = re.compile(r"(?P<cloudflare>\b_cf_chl_opt\s*=|(?:id|class)=[\"']cf-chl-)")
_SMALL = 64 * 1024
_NAMES = {"cloudflare": "a Cloudflare check", "vercel": "a Vercel Security Checkpoint", "captcha": "a captcha"}


def challenge_of(answer: Answer) -> str | None:
    """Say which test for browsers the answer is instead of the page; None if it is none.

    >>> challenge_of(Answer("https://a.example/", 200, {"content-type": "text/html"}, b"<title>Just a moment...</title>"))
    'a Cloudflare check'
    """
    if answer.headers.get("cf-mitigated"):
        return _NAMES["cloudflare"]
    if answer.headers.get("x-vercel-mitigated"):
        return _NAMES["vercel"]
    if KINDS.get(answer.type, "html") != "html":
        return None
    head = answer.body[:_SMALL].decode("latin-1")
    found = _TITLES.search(head)
    if not found and answer.status in _BUSY:
        found = _MARKS.search(head)
    if not found and len(answer.body) < _SMALL:
        found = _SCRIPTS.search(head)
    return _NAMES[found.lastgroup or ""] if found else None


def wait_asked(answer: Answer, now: float) -> float | None:
    """Return how many seconds a refusal asks to wait: by `Retry-After`, or as api.github.com says it; None if it does not say.

    >>> wait_asked(Answer("https://a.example/", 429, {"retry-after": "7"}), 0)
    7.0
    >>> wait_asked(Answer("https://a.example/", 503, {"retry-after": "Thu, 01 Jan 1970 00:01:00 GMT"}), 20)
    40.0
    >>> wait_asked(Answer("https://a.example/", 403, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "90"}), 60)
    30.0
    """
    if answer.status not in _BUSY:
        return None
    stated = answer.headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,9}", stated):
        return float(stated)
    if stated:
        try:
            return max(0.0, parsedate_to_datetime(stated).timestamp() - now)
        except (ValueError, OverflowError):
            return None
    reset = answer.headers.get("x-ratelimit-reset", "")
    if answer.headers.get("x-ratelimit-remaining") == "0" and re.fullmatch(r"[0-9]{1,12}", reset):
        return max(0.0, float(reset) - now)
    return None


def problem_with(answer: Answer, how: str) -> ArgmapError | None:
    """Return the error that says why `answer` is not a page to read, and `how` to get it by hand; None if it is one."""
    host = host_of(answer.url)
    challenge = challenge_of(answer)
    if challenge:
        return error("site-challenge", host=host, challenge=challenge, how=how)
    if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
        return error("too-many-requests", host=host, wait="some time", how=how)
    if not 200 <= answer.status < 300:
        return error("site-refused", host=host, path=target_of(answer.url), status=_status(answer.status), how=how)
    if answer.type not in KINDS:
        return error("wrong-content", url=answer.url, type=answer.type or "of no stated type")
    return None


def _status(code: int) -> str:
    return f"{code} ({HTTPStatus(code).phrase})" if code in HTTPStatus._value2member_map_ else str(code)
