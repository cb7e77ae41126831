"""Points in time as sites give them, written in ISO 8601 with no more than they say."""

from __future__ import annotations

import re
from datetime import UTC, datetime

__all__ = ["from_epoch", "iso_time", "written_time"]

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" if month[3:] else month for month in _MONTHS)
_WRITTEN = re.compile(
    rf"\b(?:(?P<day>\d\d?)(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})|(?P<month2>{_MONTH})\s+(?P<day2>\d\d?)(?:st|nd|rd|th)?)\b"
    r"\.?,?\s+(?P<year>\d{4})\b(?:[\s,]*(?:at\s+)?(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d))?\s*(?P<half>[ap]\.?m\b)?(?P<utc>\s*UTC\b)?)?",
    re.IGNORECASE,
)


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


def written_time(text: str | None) -> str | None:
    """Return a time that is written out in English, as a date or to the minute or second; without a zone if none stands there.

    The month must have its name: `01/02/2010` is two days.

    >>> written_time("27 July 2010 09:05:42PM"), written_time("Posted on July 23rd, 2015 at 9:45 am"), written_time("5 May 2023")
    ('2010-07-27T21:05:42', '2015-07-23T09:45', '2023-05-05')
    >>> written_time("31 February 2010"), written_time("01/02/2010"), written_time("5 May 2023 10:00 UTC")
    (None, None, '2023-05-05T10:00Z')
    """
    match = _WRITTEN.search(text) if text else None
    if match is None:
        return None
    month = next(number for number, name in enumerate(_MONTHS, 1) if name[:3] == (match["month"] or match["month2"])[:3].title())
    hour = int(match["hour"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"][0] in "pP" else 0)
    try:
        moment = datetime(
            int(match["year"]),
            month,
            int(match["day"] or match["day2"]),
            hour,
            int(match["minute"] or 0),
            int(match["second"] or 0),
        )
    except ValueError:
        return None
    if not match["hour"]:
        return moment.strftime("%Y-%m-%d")
    return moment.isoformat(timespec="seconds" if match["second"] else "minutes") + ("Z" if match["utc"] else "")
