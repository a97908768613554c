#!/usr/bin/env python3
"""Checks the documents and annotations of this folder, and counts them.

Verifies that every annotation parses, has the fields that README.md names,
that each quote stands in its document exactly once, that the wrong words of
a twin stand in its quote exactly once, and that kinds, verdicts, sorts and
languages are known. Needs Python 3.11 or later, and nothing else.

Exit code 0: all is well; 1: something is wrong (each on a line).
"""

import collections
import datetime
import pathlib
import sys
import tomllib

HERE = pathlib.Path(__file__).resolve().parent
PARTS = ("tuned", "held-out")
VERDICTS = {"supported", "contradicted", "outdated", "disputed", "not-checkable"}
SORTS = {"value", "scale", "year", "direction", "partner", "sign", "unit", "rank", "stale"}
LANGUAGES = {"en", "es", "fr"}
# The kinds that `attache facts` lists, and "none" for what is of no kind.
KINDS = set(
    """
    relations-established relations-history recognition independence mission-opened
    mission-raised chief-of-mission chiefs-count visit-latest visits-count aid-year
    aid-since aid-change people-link goods-exports goods-imports goods-trade
    goods-balance goods-growth goods-rank goods-mirror top-commodities commodity-trade
    main-partners partner-share main-commodities fdi-stock fdi-flow investor-rank
    agreement no-agreement trade-preference shared-memberships own-memberships
    membership-since office-held mission-address leader election capital land-border
    world-rank crop-area own-figures population population-growth-rate area-total
    median-age life-expectancy infant-mortality-rate fertility-rate literacy-rate
    urban-population-share internet-users-share electricity-access-share poverty-rate
    gini-index gdp-current gdp-ppp-real gdp-per-capita-ppp-real gdp-growth-rate
    inflation-rate unemployment-rate exports-goods-services imports-goods-services
    current-account-balance budget-revenues budget-expenditures
    public-debt-share-of-gdp external-debt reserves remittances-share-of-gdp
    military-expenditure-share-of-gdp co2-emissions forest-share none
    """.split()
)


def check(path, counts, fail):
    documents = [d for d in (path.with_suffix(".md"), path.with_suffix(".txt")) if d.exists()]
    if len(documents) != 1:
        return fail(path, f"{len(documents)} documents beside it, not one")
    text = documents[0].read_text(encoding="utf-8")
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        return fail(path, str(error))

    if set(data) - {"about", "dated", "language", "statement"}:
        fail(path, f"unknown fields {sorted(set(data) - {'about', 'dated', 'language', 'statement'})}")
    if not isinstance(data.get("dated"), datetime.date):
        fail(path, "no date")
    if data.get("language") not in LANGUAGES:
        fail(path, f"unknown language {data.get('language')!r}")
    statements = data.get("statement", [])
    if not statements:
        fail(path, "no statements")
    counts["documents by language"][data.get("language")] += 1

    spans = []
    for statement in statements:
        quote = statement.get("quote", "")
        if text.count(quote) != 1:
            fail(path, f"stands {text.count(quote)} times in the document: {quote!r}")
            continue
        start = text.index(quote)
        spans.append((start, start + len(quote), quote))
        if set(statement) - {"quote", "kind", "right", "why", "error"}:
            fail(path, f"unknown fields in {quote!r}")
        if statement.get("kind") not in KINDS:
            fail(path, f"unknown kind {statement.get('kind')!r} of {quote!r}")
        right = statement.get("right", [])
        if not right or set(right) - VERDICTS:
            fail(path, f"verdicts {right} of {quote!r}")
        if not statement.get("why"):
            fail(path, f"no reason for {quote!r}")
        counts["statements by language"][data.get("language")] += 1
        counts["statements by kind"][statement.get("kind")] += 1
        counts["statements by right verdicts"][" or ".join(right)] += 1

        error = statement.get("error")
        if error is None:
            counts["statements by twin"]["without"] += 1
            continue
        counts["statements by twin"]["with"] += 1
        counts["twins by sort"][error.get("sort")] += 1
        counts["twins by right verdicts"][" or ".join(error.get("right", []))] += 1
        if set(error) != {"sort", "from", "to", "right"}:
            fail(path, f"fields of the twin of {quote!r}")
            continue
        if error["sort"] not in SORTS:
            fail(path, f"unknown sort {error['sort']!r} of the twin of {quote!r}")
        if not error["right"] or set(error["right"]) - VERDICTS:
            fail(path, f"verdicts {error['right']} of the twin of {quote!r}")
        if quote.count(error["from"]) != 1:
            fail(path, f"{error['from']!r} stands {quote.count(error['from'])} times in {quote!r}")
        if error["from"] == error["to"]:
            fail(path, f"the twin of {quote!r} changes nothing")
        if right == ["not-checkable"]:
            fail(path, f"a twin of {quote!r}, which cannot be checked")

    spans.sort()
    for (_, end, first), (start, _, second) in zip(spans, spans[1:]):
        if start < end:
            fail(path, f"{first!r} and {second!r} overlap")


def main():
    counts = collections.defaultdict(collections.Counter)
    failures = []

    def fail(path, message):
        failures.append(f"{path.relative_to(HERE)}: {message}")

    for part in PARTS:
        folder = HERE / part
        for path in sorted(folder.glob("*.toml")):
            counts["documents by part"][part] += 1
            check(path, counts, fail)
        for document in sorted(folder.glob("*")):
            if document.suffix in (".md", ".txt") and not document.with_suffix(".toml").exists():
                fail(document, "no annotation beside it")

    for title, counter in counts.items():
        print(f"{title} ({sum(counter.values())})")
        for name, number in sorted(counter.items(), key=lambda item: (-item[1], str(item[0]))):
            print(f"  {number:5}  {name}")
    for failure in failures:
        print(failure, file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
