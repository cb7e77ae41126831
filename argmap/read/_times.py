"""Points in time as sites give them, written in ISO 8601 with no more than they say."""

from __future__ import annotations

import re
from datetime import UTC, datetime

__all__ = ["from_epoch", "iso_time"]


def from_epoch(seconds: object) -> str | None:
    """Return a Unix time, in seconds or as digits, as ISO 8601 in UTC; None for what is none.

    >>> from_epoch(1280228742), from_epoch("1280228742.0"), from_epoch("soon")
    ('2010-07-27T11:05:42Z', '2010-07-27T11:05:42Z', None)
    """
    try:
        moment = datetime.fromtimestamp(int(float(str(seconds))), UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment.year >= 1000 else None


def iso_time(text: object) -> str | None:
    """Return a time in ISO 8601 if `text` is one, without fractions of a second; None where it is not.

    >>> iso_time("2023-04-30T18:10:44.123Z"), iso_time("2023-04-30"), iso_time("9mo")
    ('2023-04-30T18:10:44Z', '2023-04-30', None)
    """
    match = re.fullmatch(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?(?:[.,]\d+)?\s*(Z|UTC|[+-]\d\d:?\d\d)?)?", str(text).strip())
    if match is None:
        return None
    date, time, seconds, zone = match.groups()
    try:
        datetime.fromisoformat(f"{date}T{time or '00:00'}{seconds or ''}")
    except ValueError:
        return None
    return date if time is None else f"{date}T{time}{seconds or ':00'}{'Z' if zone in ('UTC', '+00:00', '+0000') else zone or ''}"
