"""rag-quantguard, asked for its verdict on one quote of a document."""

import collections

from quantguard import QuantitativeGuard, Status
from quantguard.claims import extract_claims

GUARD = QuantitativeGuard()

# How often the package failed, by what it said.
FAILURES = collections.Counter()


def verdict(before, quote, after, sources, extracted):
    """The package reads the quote with what stands about it. Of what it finds
    claimed, that counts which stands in the quote: contradicted if any is, else
    supported if any is verified or approximately so."""
    start, end = len(before), len(before) + len(quote)
    claims = extract_claims(before + quote + after)
    claims = [claim for claim in claims if claim.span.start < end and claim.span.end > start]
    said = set()
    for claim in claims:
        try:
            said |= {result.status for result in GUARD.verify_claims([claim], sources, all_evidence=extracted)}
        except TypeError as error:
            # Version 0.2.4 holds a range against another range as if that were a number.
            FAILURES[str(error)] += 1
    if Status.CONTRADICTED in said:
        return "contradicted"
    return "supported" if said & {Status.VERIFIED, Status.APPROXIMATE} else "not-checkable"
