"""The naive check: a statement is right if its figures occur at all."""

import bisect
import csv
import re
import subprocess
from decimal import Decimal, InvalidOperation

from figures import figures


class Values:
    """Numbers that are known, to be looked up by an interval."""

    def __init__(self, values):
        self.values = sorted(set(values))

    def have(self, figure):
        for value, half in figure.readings:
            at = bisect.bisect_left(self.values, value - half)
            if at < len(self.values) and self.values[at] <= value + half:
                return True
        return False


def of_sheets(sources, language):
    return Values(value for source in sources for figure in figures(source, language) for value, _ in figure.readings)


def verdict(quote, language, values):
    """Supported if all figures of the quote are known, not checkable if it has none."""
    found = figures(quote, language)
    if not found:
        return "not-checkable"
    return "supported" if all(values.have(figure) for figure in found) else "contradicted"


class Rows:
    """The store's rows, and the numbers in those of a document's countries: which
    name one of them, and where they name two countries and the document is about
    more than one, none that it is not about."""

    def __init__(self, attache, store, as_of, countries):
        self.numbers = []
        for rows, of_row in (("observations", observation), ("events", event)):
            command = [attache, "export", rows, "--store", store, "--as-of", as_of, "-o", "/dev/stdout"]
            with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as ran:
                for row in csv.DictReader(ran.stdout):
                    areas, numbers = of_row(row)
                    if not areas.isdisjoint(countries):
                        self.numbers.append((areas, numbers))
            if ran.returncode != 0:
                raise SystemExit(f"{' '.join(command)} failed")

    def of(self, about):
        about = set(about)
        return Values(
            number
            for areas, numbers in self.numbers
            if not areas.isdisjoint(about) and (len(about) == 1 or areas <= about)
            for number in numbers
        )


def dates(*texts):
    """Years and days of the month."""
    for text in texts:
        parts = re.findall(r"\d+", text)
        if parts:
            yield Decimal(parts[0])
        if len(parts) == 3:
            yield Decimal(parts[2])


def observation(row):
    numbers = list(dates(row["time_period"]))
    try:
        numbers.append(abs(Decimal(row["obs_value"])).scaleb(int(row["unit_mult"] or 0)))
    except InvalidOperation:
        pass
    return {area for area in (row["ref_area"], row["counterpart_area"]) if area}, numbers


def event(row):
    areas = {party.split(":")[1] for party in row["parties"].split() if ":" in party}
    return areas, list(dates(row["signed"], row["from"], row["until"]))
