//! What each rule is, as its users read it.

use super::{
    Documentation, Rule,
    Severity::{Error, Note, Warning},
};

impl Rule {
    /// What it finds, why, and what to do about it.
    ///
    /// ```
    /// use attache_check::{Rule, Severity};
    /// assert_eq!(Rule::WrongValue.documentation().severity, Severity::Error);
    /// ```
    pub const fn documentation(self) -> Documentation {
        match self {
            Self::WrongValue => WRONG_VALUE,
            Self::WrongDate => WRONG_DATE,
            Self::WrongParty => WRONG_PARTY,
            Self::WrongDirection => WRONG_DIRECTION,
            Self::RankOff => RANK_OFF,
            Self::UnitMismatch => UNIT_MISMATCH,
            Self::NoSuchFact => NO_SUCH_FACT,
            Self::StaleFigure => STALE_FIGURE,
            Self::Withdrawn => WITHDRAWN,
            Self::SourcesDisagree => SOURCES_DISAGREE,
            Self::LooseHedge => LOOSE_HEDGE,
            Self::MissingPeriod => MISSING_PERIOD,
            Self::SumOff => SUM_OFF,
            Self::PercentOff => PERCENT_OFF,
            Self::DirectionOff => DIRECTION_OFF,
            Self::Inconsistent => INCONSISTENT,
            Self::UnusedSuppression => UNUSED_SUPPRESSION,
        }
    }
}

const WRONG_VALUE: Documentation = Documentation {
    severity: Error,
    what: "A figure that is not what official figures say, by any release or source at hand.",
    why: "It is what readers quote, and the first thing that the other side's desk will correct. The text is measured \
          by its own rounding and hedge: \"12 million\" may stand for 12.2 million, \"12.0 million\" may not.",
    example: [
        "Bolivia had 15 million inhabitants in 2023.",
        "Bolivia's population was 12.2 million in 2023, not 15 million",
    ],
    fix: "Write the figure that stands under the line. The fix rounds it as the text does, and is safe where no hedge \
          and no other sentence hangs on the number.",
};

const WRONG_DATE: Documentation = Documentation {
    severity: Error,
    what: "A day or year on which something did not happen, or begin, or end.",
    why: "Dates of recognition, treaties and memberships are settled in the record; a digit turned round is not seen by \
          those who know the story, and copied by those who do not.",
    example: [
        "The United States and Bolivia established diplomatic relations in 1948.",
        "the United States and Bolivia established diplomatic relations in 1849, not in 1948",
    ],
    fix: "Write the date of the record, as precisely as the text had it. Where the text means another event (recognition \
          and not relations, signature and not entry into force), name that event.",
};

const WRONG_PARTY: Documentation = Documentation {
    severity: Error,
    what: "Something that holds, but of another country, organization, person or good than the one named.",
    why: "A paragraph taken over from the neighbour's sheet keeps its shape and its figures; only the name was changed, \
          or was forgotten.",
    example: [
        "Peru held a seat in the Security Council in 2023 and 2024.",
        "Ecuador held a seat in the Security Council in 2023 and 2024; no such term of Peru is on record",
    ],
    fix: "Name the one of whom it holds, or write what holds of the one you mean. Never applied by itself: either may be \
          the mistake.",
};

const WRONG_DIRECTION: Documentation = Documentation {
    severity: Error,
    what: "A figure of the other direction: imports for exports, a deficit for a surplus, a rise for a fall.",
    why: "The number is right and the sentence says the opposite of it. What one side exports is what the other imports, \
          and tables name the partner from either side.",
    example: [
        "Mexico bought goods worth $455 billion from the United States in 2022.",
        "$455 billion is what Mexico sold to the United States in 2022; it bought goods worth $324 billion",
    ],
    fix: "Turn the sentence round, or put in the figure of the direction that it names.",
};

const RANK_OFF: Documentation = Documentation {
    severity: Error,
    what: "A place in an order that the figures do not give: \"third largest\", \"ahead of\" a greater share.",
    why: "A rank changes when others' figures do, so that it is wrong without anyone having touched it. It is counted among \
          all partners of one reporter, in one flow and one period; groups of countries are no partners.",
    example: [
        "In 2023 Mexico was the third largest partner of the United States in goods trade.",
        "Mexico was the largest partner of the United States in goods trade in 2023, not the third largest",
    ],
    fix: "Write the place that the finding gives, and say of which flow and year it is. Look at \"largest\" and \"leading\" \
          elsewhere in the text: they are ranks too.",
};

const UNIT_MISMATCH: Documentation = Documentation {
    severity: Error,
    what: "The right digits with another unit, scale or currency.",
    why: "A million for a billion, miles for kilometres, or a share of trade for a share of GDP is an error of a factor, \
          and the digits, being right, are passed by everyone who compares them with the source.",
    example: [
        "Bolivia covers 1,098,581 square miles.",
        "1,098,581 is Bolivia's area in square kilometers; in square miles it is 424,164",
    ],
    fix: "Correct the unit, or convert the number. The fix keeps the digits and writes the unit that they are in.",
};

const NO_SUCH_FACT: Documentation = Documentation {
    severity: Error,
    what: "An agreement, membership or office that a list which declares to be complete does not have.",
    why: "To state a treaty that does not exist misleads those who would rely on it. Only a release that says up to when it \
          lists everything can show this; where there is none, the statement is not checkable: no data.",
    example: [
        "Companies profit from the tax treaty between the United States and Bolivia.",
        "no tax treaty between the United States and Bolivia is on record, by a list of all in force to 2025",
    ],
    fix: "Take the statement out, or name what does exist: an agreement of another type, one that was signed and has not \
          entered into force, one that has ended.",
};

const STALE_FIGURE: Documentation = Documentation {
    severity: Warning,
    what: "A figure that was right by an earlier release or for an earlier period, and has been superseded.",
    why: "Publishers revise what they published and add the next year. Readers take a sentence without a year for today's, \
          and a sheet that lives for years is read long after its day.",
    example: [
        "Nigeria has 206 million inhabitants.",
        "206 million is the figure for 2020 as published in 2019; the newest for 2023 is 228 million",
    ],
    fix: "Bring the figure and its period up to date together, or name the period that it is of. Where the finding says \
          that the figure was right at the document's own day, an archived text may stay as it is.",
};

const WITHDRAWN: Documentation = Documentation {
    severity: Warning,
    what: "A figure that its publisher has taken back or no longer keeps, with nothing in its place.",
    why: "It cannot be brought up to date and will not be defended by the one who is cited for it.",
    example: [
        "Rwanda ranks 38th of 190 economies for the ease of doing business.",
        "the World Bank discontinued Doing Business in 2021; its last edition, of 2019, ranked Rwanda 38th",
    ],
    fix: "Leave the figure out, or say which edition it is from and that there is none after it.",
};

const SOURCES_DISAGREE: Documentation = Documentation {
    severity: Note,
    what: "A figure that is right by one publisher, and not by another that is as good.",
    why: "Trade is recorded by both sides, and the records differ by freight, by re-exports and by time. Who reads only one \
          of them will hold the other for a mistake.",
    example: [
        "Viet Nam's exports of goods to the United States came to $109 billion in 2022.",
        "$109 billion by Viet Nam's record; the United States recorded imports of $127.5 billion",
    ],
    fix: "Say whose figure it is: \"by Viet Nam's customs\". Within one text, stay with one side.",
};

const LOOSE_HEDGE: Documentation = Documentation {
    severity: Note,
    what: "\"Over\", \"more than\" or \"at least\" before a number that the figure exceeds by far.",
    why: "It is not false, and it tells that the number is an old one: someone wrote \"over 100 million\" when it had just \
          been reached.",
    example: [
        "Over 100 million people live in Egypt.",
        "Egypt's population was 114.5 million in 2023; \"over 114 million\" would hold",
    ],
    fix: "Raise the number to the last round one below the figure, or write the figure.",
};

const MISSING_PERIOD: Documentation = Documentation {
    severity: Note,
    what: "A figure without the year or month that it is of.",
    why: "Nobody can check it, or see when it has gone stale; the reader takes it for this year's.",
    example: [
        "Exports of goods to Canada were worth $356 billion.",
        "the figure is that of 2022; the sentence names no period",
    ],
    fix: "Add the period which the finding gives: \"in 2022\". A year in the same sentence, or in a heading above, is enough.",
};

const SUM_OFF: Documentation = Documentation {
    severity: Error,
    what: "Parts that do not add up to the total which the text gives, beyond what rounding allows.",
    why: "The text contradicts itself, whatever the sources say. Mostly one of the numbers is of another year or \
          definition, or a surplus is called a deficit.",
    example: [
        "Exports of $3.9 billion and imports of $4.2 billion brought trade to $8.6 billion.",
        "$3.9 billion and $4.2 billion make $8.1 billion, not $8.6 billion",
    ],
    fix: "Find out which of the numbers is the odd one; where official figures settle it, another finding says so.",
};

const PERCENT_OFF: Documentation = Documentation {
    severity: Error,
    what: "A share or change in percent that does not follow from the numbers beside it.",
    why: "Readers recompute it. A common cause is the wrong base: a fall from 2.4 to 2.0 is 17 percent, the rise from 2.0 \
          to 2.4 is 20.",
    example: [
        "Exports rose by 25 percent, from $2.0 billion to $2.4 billion.",
        "from $2.0 billion to $2.4 billion is 20 percent, not 25 percent",
    ],
    fix: "Recompute it from unrounded figures. Where it is meant as percentage points, write that.",
};

const DIRECTION_OFF: Documentation = Documentation {
    severity: Error,
    what: "A word for a rise or a fall between two figures that go the other way.",
    why: "It happens when one of the two figures is brought up to date, or when the sentence of the last edition is \
          written over. Readers believe the word and do not compare the numbers.",
    example: [
        "Exports rose to $63.9 million from $180.5 million.",
        "\"rose\" does not go with its figures: \"$63.9 million\" is less than \"$180.5 million\"",
    ],
    fix: "Find out which is wrong, the word or a figure; where official figures settle it, another finding says so.",
};

const INCONSISTENT: Documentation = Documentation {
    severity: Error,
    what: "Two statements of one document about the same thing that cannot both hold.",
    why: "At least one is wrong, and readers cannot tell which. It happens when one place is brought up to date and the other \
          is forgotten.",
    example: [
        "Bolivia has 12.2 million inhabitants. Its population of 11.7 million lives mostly in cities.",
        "12.2 million here, 11.7 million there, for the same country and time",
    ],
    fix: "Keep the one that is supported and write it in both places, or state the difference: another year, another \
          definition.",
};

const UNUSED_SUPPRESSION: Documentation = Documentation {
    severity: Warning,
    what: "A comment that allows what no longer happens, names no rule, or gives no reason.",
    why: "It would silently hide the next mistake in the same place.",
    example: [
        "<!-- attache: allow(wrong-value) the ministry's own estimate -->",
        "nothing here breaks wrong-value; the comment suppresses nothing",
    ],
    fix: "Delete the comment, correct the rule's name, or write the reason after the parenthesis: without one nothing is \
          allowed.",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_documented_in_sentences() {
        for rule in Rule::ALL {
            let Documentation { what, why, example, fix, .. } = rule.documentation();
            for text in [what, why, fix] {
                assert!(
                    text.ends_with('.') && text.starts_with(|c: char| c.is_uppercase() || c == '"'),
                    "{rule}: {text}"
                );
                assert!(!text.contains("  ") && !text.contains('\n'), "{rule}: {text}");
            }
            assert!(what.len() <= 110, "{rule}: {}", what.len());
            assert!(example.iter().all(|line| !line.is_empty() && !line.contains("  ")), "{rule}");
        }
    }

    #[test]
    fn a_finding_reads_after_its_severity() {
        for rule in Rule::ALL {
            assert!(!rule.documentation().example[1].ends_with('.'), "{rule}");
        }
    }
}
