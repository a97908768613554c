#!/usr/bin/env python3
"""Scores the peers on each half of the benchmark, by the rules of `cargo xtask
claims`. Run by `run`, with a program attache and a store.

Of the statements: the share whose verdict is right (`right`), the share that is
not checkable (`n/c`), how many were contradicted (`false!`) or supported (`false+`)
and should not have been. Of the seeded errors: the share that is caught, and how
many were supported (`passed`). `both` is the share that is right of statements and
seeded errors together: where most statements are true, who believes everything has
most of them right, and catches nothing.
"""

import pathlib
import re
import sys
import time
import tomllib

import guarded
import naive
from figures import written_out
from quantguard.evidence import extract_evidence
from sheets import Nearest, Sheets

HERE = pathlib.Path(__file__).resolve().parent.parent
HALVES = ("tuned", "held-out")
CHECKED = "2026-02-01"
FED = ("sheets", "nearest", "reason")


class Document:
    def __init__(self, path):
        annotation = tomllib.loads(path.read_text(encoding="utf-8"))
        beside = next(it for it in (path.with_suffix(".md"), path.with_suffix(".txt")) if it.exists())
        self.text = beside.read_text(encoding="utf-8")
        self.about, self.language = annotation["about"], annotation["language"]
        self.statements = annotation["statement"]

    def parts(self, statement):
        """What stands before the quote in its paragraph, item or row, the quote, and
        what stands after it."""
        before, after = self.text.split(statement["quote"])
        before = re.split(r"\n\s*\n|\n(?=[-*|#])", before)[-1]
        after = re.split(r"\n\s*\n|\n(?=[-*|#])", after)[0]
        return before, statement["quote"], after


def twin(statement):
    error = statement["error"]
    return statement["quote"].replace(error["from"], error["to"], 1)


class Quantguard:
    """The package with one of these evidences: all that the sheets say, what of it
    is nearest to the statement, or the reason that the annotation gives for it. Text
    and evidence are as they stand, or have their figures in digits."""

    def __init__(self, sheets, fed, in_digits):
        self.sheets, self.fed, self.in_digits = sheets, fed, in_digits
        self.name = f"quantguard, {fed}{', in digits' if in_digits else ''}"

    def checker(self, document):
        def plain(text, language=document.language):
            text = text.replace("\n", " ")
            return written_out(text, language) if self.in_digits else text

        sources = [plain(source) for source in self.sheets.sources(document.about, document.language)]
        extracted, nearest = extract_evidence(sources), Nearest(sources)

        def evidence(statement, quote):
            if self.fed == "sheets":
                return sources, extracted
            found = nearest.of(quote) if self.fed == "nearest" else [plain(statement["why"], "en")]
            return found, extract_evidence(found)

        def check(statement, quote):
            before, _, after = document.parts(statement)
            return guarded.verdict(plain(before), plain(quote), plain(after), *evidence(statement, quote))

        return check


class Naive:
    def __init__(self, name, values):
        self.name, self.values = f"naive, {name}", values

    def checker(self, document):
        values = self.values(document)
        return lambda _, quote: naive.verdict(quote, document.language, values)


class Trusting:
    """Believes everything: how far one comes without a check."""

    name = "everything is supported"

    def checker(self, document):
        return lambda statement, quote: "supported"


class Score:
    def __init__(self):
        self.statements = self.right = self.unchecked = self.false_flags = self.flags = self.falsely_supported = 0
        self.seeded = self.caught = self.passed = 0
        self.by_sort = {}

    def add(self, statement, verdict, of_twin):
        is_right = verdict in statement["right"]
        self.statements += 1
        self.right += is_right
        self.unchecked += verdict == "not-checkable"
        self.flags += verdict == "contradicted"
        self.false_flags += verdict == "contradicted" and not is_right
        self.falsely_supported += verdict == "supported" and not is_right
        if of_twin is None:
            return
        error = statement["error"]
        is_caught = of_twin in error["right"]
        self.seeded += 1
        self.caught += is_caught
        self.passed += of_twin == "supported"
        caught, seeded = self.by_sort.get(error["sort"], (0, 0))
        self.by_sort[error["sort"]] = caught + is_caught, seeded + 1

    def row(self):
        return (
            f"{self.statements:>10} {self.right / self.statements:>7.3f} {self.unchecked / self.statements:>7.3f}"
            f" {self.false_flags:>6} {self.falsely_supported:>6} {self.seeded:>7} {self.caught / self.seeded:>7.3f}"
            f" {self.passed:>7} {(self.right + self.caught) / (self.statements + self.seeded):>7.3f}"
        )


COLUMNS = ("statements", "right", "n/c", "false!", "false+", "seeded", "caught", "passed", "both")
WIDTHS = (10, 7, 7, 6, 6, 7, 7, 7, 7)
HEAD = f"{'':32} " + " ".join(f"{name:>{width}}" for name, width in zip(COLUMNS, WIDTHS))


def score(peer, documents):
    every, figured = Score(), Score()
    for document in documents:
        check = peer.checker(document)
        for statement in document.statements:
            verdict = check(statement, statement["quote"])
            of_twin = check(statement, twin(statement)) if "error" in statement else None
            every.add(statement, verdict, of_twin)
            if re.search(r"\d", statement["quote"]):
                figured.add(statement, verdict, of_twin)
    return every, figured


def report(half, documents, peers):
    statements = [statement for document in documents for statement in document.statements]
    print(f"== {half}: {len(documents)} documents, {len(statements)} statements\n\n{HEAD}")
    scores = []
    for peer in peers:
        began = time.monotonic()
        every, figured = score(peer, documents)
        scores.append((peer.name, every, figured, time.monotonic() - began))
        print(f"{peer.name:32} {every.row()}", flush=True)
    print(f"\nstatements with a figure or a date in digits\n\n{HEAD}")
    for name, _, figured, _ in scores:
        print(f"{name:32} {figured.row()}")
    sorts = sorted(scores[0][1].by_sort)
    print("\nseeded errors caught, by sort\n")
    print(f"{'':32} " + " ".join(f"{name:>9}" for name in [*sorts, "seconds"]))
    for name, every, _, seconds in scores:
        shares = [caught / seeded for caught, seeded in (every.by_sort[sort] for sort in sorts)]
        print(f"{name:32} " + " ".join(f"{share:>9.3f}" for share in shares) + f" {seconds:>9.1f}")
    without = sum(not re.search(r"\d", statement["quote"]) for statement in statements)
    unknown = sum(set(statement["right"]) <= {"outdated", "disputed"} for statement in statements)
    print(f"\nout of every peer's reach: {without} statements have no digit; of {unknown} only a verdict is")
    print("right that none of them has (outdated, disputed).\n")


def main(attache, store):
    halves = {half: [Document(path) for path in sorted((HERE / half).glob("*.toml"))] for half in HALVES}
    countries = {area for documents in halves.values() for document in documents for area in document.about}
    sheets, rows = Sheets(attache, store, CHECKED), naive.Rows(attache, store, CHECKED, countries)

    def of_sheets(document):
        return naive.of_sheets(sheets.sources(document.about, document.language), document.language)

    peers = [Quantguard(sheets, fed, digits) for fed in FED for digits in (False, True)]
    peers += [Naive("sheets", of_sheets), Naive("rows", lambda document: rows.of(document.about)), Trusting()]
    for half, documents in halves.items():
        report(half, documents, peers)
    for error, times in guarded.FAILURES.items():
        print(f"rag-quantguard failed {times} times: {error}")


if __name__ == "__main__":
    main(*sys.argv[1:])
