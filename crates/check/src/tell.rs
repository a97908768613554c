//! Verdicts in words: evidence, findings and what would make the text right.

use std::ops::Range;

use attache_document::prose::{Block, Prose};
use attache_fact::{Fact, RoleName, Said, Value};
use attache_language::Wordings;
use attache_model::{Panel, Period};

use crate::{
    basis,
    compare::sign_in_place_of,
    draft::{Meant, Statement},
    judge::{Aside, Ruling},
    misfit::{figure, other_unit},
    report::{Evidence, Finding, Fix, Judged, Unchecked, Verdict},
    reprint::{Replacement, replacement},
    rule::Rule,
    settle::{Cause, Outcome},
    trend::Belied,
};

/// Puts rulings into words.
pub(crate) struct Teller<'a> {
    pub(crate) prose: &'a Prose,
    pub(crate) panel: &'a Panel,
    pub(crate) wordings: &'a Wordings,
    /// The document's day is known.
    pub(crate) is_dated: bool,
}

impl Teller<'_> {
    /// A fact with the release that it rests on.
    pub(crate) fn evidence(&self, fact: &Fact) -> Option<Evidence> {
        let release = self.panel.release(fact.derivation.inputs().first()?.release());
        Some(Evidence {
            expression: fact.expression.to_string(),
            sentence: self.sentence(fact),
            publisher: release.publisher.clone(),
            title: release.title.clone(),
            release: release.id.to_string(),
            published: release.published,
            url: release.snapshot.url.clone(),
            hash: release.snapshot.hash.to_string(),
        })
    }

    fn sentence(&self, fact: &Fact) -> String {
        self.wordings.write(fact, "sentence").map(|sentence| sentence.text).unwrap_or_default()
    }

    /// The statement with its verdict, and the finding that it calls for.
    pub(crate) fn tell(&self, statement: &Statement, block: &Block, ruling: &Ruling) -> (Judged, Option<Finding>) {
        let meant = statement.readings.get(ruling.reading);
        let facts = facts(&ruling.outcome, &ruling.aside);
        let evidence: Vec<Evidence> = facts.into_iter().filter_map(|fact| self.evidence(fact)).collect();
        let judged = Judged {
            place: block.place(statement.span.clone()),
            text: block.text.get(statement.span.clone()).unwrap_or_default().to_owned(),
            kind: meant.map(|meant| meant.understood.claim.kind),
            verdict: ruling.verdict,
            because: self.because(ruling, &evidence),
            evidence,
            is_composed: statement.is_composed,
            basis: meant.and_then(|meant| basis::of(meant, block, ruling)),
        };
        let finding = meant.and_then(|meant| self.finding(statement, meant, block, ruling, &judged));
        (judged, finding)
    }

    /// That a figure went the other way than words beside it say.
    pub(crate) fn tell_belied(&self, belied: &Belied, block: &Block) -> Finding {
        let value = |fact: &Fact| fact.role("value").map(|value| self.value(fact, value)).unwrap_or_default();
        let (now, before) = (value(&belied.now), value(&belied.before));
        let quoted = block.text.get(belied.place.clone()).unwrap_or_default();
        let rule = Rule::WrongDirection;
        Finding {
            rule,
            severity: rule.severity(),
            place: block.place(belied.place.clone()),
            message: format!("{quoted:?} is not what is published: {now}, after {before}"),
            label: format!("{now}, after {before}"),
            others: Vec::new(),
            notes: Vec::new(),
            help: None,
            evidence: [&belied.now, &belied.before].into_iter().filter_map(|fact| self.evidence(fact)).collect(),
            fix: None,
            statement: None,
        }
    }

    fn because(&self, ruling: &Ruling, evidence: &[Evidence]) -> String {
        let first = evidence.first();
        let told = first.map(|it| format!("{}: {}", it.publisher, it.sentence)).unwrap_or_default();
        match (ruling.verdict, &ruling.outcome, &ruling.aside) {
            (Verdict::NotCheckable(_), _, Aside::Doubt(doubt)) if told.is_empty() => doubt.reason().to_owned(),
            (Verdict::NotCheckable(_), _, Aside::Doubt(doubt)) => format!("{}. {told}", doubt.reason()),
            (Verdict::NotCheckable(Unchecked::NoData), Outcome::NoData([]), _) => {
                "no figures of this are here".to_owned()
            }
            (Verdict::NotCheckable(Unchecked::NoData), Outcome::NoData(sources), _) => {
                format!("no figures of this are here; these sources would have them: {}", sources.join(", "))
            }
            (Verdict::NotCheckable(Unchecked::NoData), Outcome::Unlike(_), _) => {
                format!("the text's unit or currency is another one. {told}")
            }
            (Verdict::NotCheckable(_), _, Aside::OtherReading(other)) => {
                format!("it may be read in several ways, and one would be right: {}", self.sentence(other))
            }
            (Verdict::NotCheckable(_), _, Aside::Near) => {
                format!("near what is published here, and another publisher may have it so. {told}")
            }
            (Verdict::NotCheckable(_), _, Aside::WithinYears) => {
                format!("the text gives no period, and the figure lies within those of recent years. {told}")
            }
            (Verdict::NotCheckable(_), _, Aside::WithServices) => {
                format!("the text does not say whether services are counted in. Of goods alone, {told}")
            }
            (Verdict::NotCheckable(_), _, Aside::GoodsAlone) => {
                format!("goods alone may be meant. With services, {told}")
            }
            (Verdict::NotCheckable(_), _, Aside::OtherSource { .. }) => {
                format!("the text names a source of which no figures are here. {told}")
            }
            (Verdict::NotCheckable(Unchecked::PartOfTotal), ..) => {
                let of = if told.is_empty() { String::new() } else { format!(" The total: {told}") };
                format!("the amount is of one programme or purpose, and only totals are published here.{of}")
            }
            (Verdict::NotCheckable(Unchecked::OwnSource), ..) => {
                format!("only the document's own page says it, which is no evidence for itself. {told}")
            }
            (Verdict::NotCheckable(Unchecked::Forecast), ..) => "a forecast, plan or condition".to_owned(),
            (Verdict::NotCheckable(Unchecked::NotUnderstood), ..) => "what it states was not understood".to_owned(),
            (Verdict::NotCheckable(Unchecked::Ambiguous), ..) if told.is_empty() => {
                "whose figure, or of when, cannot be told from the text".to_owned()
            }
            (Verdict::NotCheckable(Unchecked::Ambiguous), Outcome::Wrong { .. }, _) => {
                format!("the text leaves open whose it is, or of when. {told}")
            }
            (Verdict::NotCheckable(_), ..) => told,
            (Verdict::Outdated, Outcome::Superseded { cause, .. }, _) => {
                let then = evidence.get(1).map(|was| format!(" It was right by: {}", was.sentence)).unwrap_or_default();
                let why = match cause {
                    Cause::NewPeriod => "a later figure has been published",
                    Cause::Revision => "the figure has been revised",
                    Cause::Withdrawal => "the figure has been withdrawn",
                    Cause::Event => "this has changed since",
                };
                format!("{why}. {told}{then}")
            }
            (Verdict::Disputed, ..) => {
                let other = evidence.get(1).map(|it| format!(" {}: {}", it.publisher, it.sentence)).unwrap_or_default();
                format!("sources disagree. {told}{other}")
            }
            _ => told,
        }
    }

    fn finding(
        &self,
        statement: &Statement,
        meant: &Meant,
        block: &Block,
        ruling: &Ruling,
        judged: &Judged,
    ) -> Option<Finding> {
        let (rule, role, fact) = match (ruling.verdict, &ruling.outcome) {
            (Verdict::Contradicted, Outcome::Wrong { fact, .. } | Outcome::Unlike(fact))
                if other_unit(&meant.understood.claim, fact).is_some() =>
            {
                (Rule::UnitMismatch, other_unit(&meant.understood.claim, fact), Some(fact.as_ref()))
            }
            (Verdict::Contradicted, Outcome::Wrong { fact, roles }) => {
                let role = roles.first().copied().unwrap_or("value");
                let rule = match is_turned(meant, fact, role) {
                    true => Rule::WrongDirection,
                    false => rule_of(role, &ruling.aside),
                };
                (rule, Some(role), Some(fact.as_ref()))
            }
            (Verdict::Contradicted, Outcome::Right { fact, .. }) => (Rule::NoSuchFact, None, Some(fact.as_ref())),
            (Verdict::Outdated, Outcome::Superseded { was, now, cause }) => {
                let rule = if *cause == Cause::Withdrawal { Rule::Withdrawn } else { Rule::StaleFigure };
                let role = now.as_ref().and_then(|now| differing(meant, was, now));
                (rule, role, now.as_deref())
            }
            (Verdict::Disputed, Outcome::ByOther { first, .. }) => {
                (Rule::SourcesDisagree, Some("value"), Some(first.as_ref()))
            }
            (Verdict::Supported, Outcome::Right { fact, comparison }) => {
                let role = comparison.loose.first().copied()?;
                (Rule::LooseHedge, Some(role), Some(fact.as_ref()))
            }
            (Verdict::NotCheckable(Unchecked::Ambiguous), _) if ruling.aside == Aside::WithinYears => {
                (Rule::MissingPeriod, Some("value"), None)
            }
            (Verdict::NotCheckable(Unchecked::NoData), _) if self.lacks_its_period(meant) => {
                (Rule::MissingPeriod, Some("value"), None)
            }
            _ => return None,
        };
        // That there is none is said of the statement as a whole.
        let is_of_other_kind =
            rule == Rule::NoSuchFact && fact.is_some_and(|fact| fact.expression.kind != meant.understood.claim.kind);
        let role = role.filter(|_| !is_of_other_kind);
        // "A deficit of $939 million", of a surplus: the words are wrong, and not the number.
        let is_turned = fact.zip(role).is_some_and(|(fact, role)| is_turned(meant, fact, role));
        let said = role.filter(|_| !is_turned).and_then(|role| meant.spans_of(role).next().cloned());
        let span = said.unwrap_or_else(|| statement.span.clone());
        let fact_value = fact.zip(role).and_then(|(fact, role)| {
            let own = fact.role(role).or_else(|| fact.role(sign_in_place_of(role, fact)?))?;
            Some((fact, own))
        });
        let is_above = |value: &Value| matches!(value, Value::Quantity(quantity) if quantity.value.is_sign_positive());
        let value = fact_value.map(|(fact, value)| {
            let sign = if is_turned && is_above(value) { "+" } else { "" };
            format!("{sign}{}", self.value(fact, value))
        });
        let severity = rule.severity();
        let label = match (rule, &value) {
            (Rule::MissingPeriod, _) => "of when?".to_owned(),
            (_, Some(value)) => value.clone(),
            (_, None) => judged.because.clone(),
        };
        let fix = match (rule, role, fact) {
            (Rule::LooseHedge | Rule::SourcesDisagree | Rule::MissingPeriod | Rule::UnitMismatch, ..) => None,
            _ if is_turned => None,
            (_, Some(role), Some(fact)) => self.fix(meant, block, role, fact, &span),
            _ => None,
        };
        let help = fix.as_ref().and_then(|fix| fix.edits.first()).map(|(_, text)| format!("write {text:?}"));
        let mut notes = Vec::new();
        match &ruling.aside {
            Aside::OtherTime(other) => {
                notes.push(format!("that is the figure of another time: {}", self.sentence(other)))
            }
            Aside::Reversed(other) => {
                notes.push(format!("it would be right the other way round: {}", self.sentence(other)));
            }
            Aside::Anothers(other) => notes.push(format!("that is the figure of another: {}", self.sentence(other))),
            _ => {}
        }
        let quoted = block.text.get(span.clone()).unwrap_or_default();
        Some(Finding {
            rule,
            severity,
            place: block.place(span.clone()),
            message: message(rule, quoted, value.as_deref(), judged),
            label,
            others: Vec::new(),
            notes,
            help,
            evidence: judged.evidence.clone(),
            fix,
            statement: None,
        })
    }

    /// Whether a figure that changes from year to year has no period, in a document
    /// without a day.
    fn lacks_its_period(&self, meant: &Meant) -> bool {
        let claim = &meant.understood.claim;
        let is_yearly = meant.kind.is_some_and(|kind| kind.states().contains("time"));
        let has_figure = matches!(claim.role("value"), Some(Said::Figure(_)));
        is_yearly && has_figure && claim.role("time").is_none() && !self.is_dated
    }

    /// A fact's value as a reader is told it, with its time.
    fn value(&self, fact: &Fact, value: &Value) -> String {
        // A status is a code, for which each language has words.
        let is_status = fact.expression.kind == "agreement" && fact.role("status") == Some(value);
        if (fact.expression.kind == "membership-status" || is_status)
            && let Ok(words) = self.wordings.write(fact, "cell")
        {
            // "Not what is published: in force since 2006".
            let mut rest = words.text.chars();
            return rest.next().into_iter().flat_map(char::to_lowercase).chain(rest).collect();
        }
        let form = if matches!(value, Value::Quantity(_)) { "tenths" } else { "" };
        let text = self.wordings.value(value, form);
        match fact.role("time") {
            Some(time @ Value::Period(period)) if *period != Period::Unstated => {
                format!("{text} {}", self.wordings.value(time, "in"))
            }
            _ => text,
        }
    }

    /// The figure in place of what is written, at its precision.
    fn fix(&self, meant: &Meant, block: &Block, role: RoleName, fact: &Fact, span: &Range<usize>) -> Option<Fix> {
        let words = block.text.get(span.clone())?;
        let said = meant.understood.claim.role(role)?;
        let Replacement { at: digits, text: replaced, holds } =
            replacement(words, said, fact.role(role)?, self.wordings)?;
        let at = span.start + digits.start..span.start + digits.end;
        if !block.stands_whole(at.clone(), &self.prose.source) {
            return None;
        }
        let is_figure = matches!(said, Said::Figure(_));
        let is_safe = is_figure && holds && meant.understood.claim.role("time").is_some();
        Some(Fix { edits: vec![(block.place(at), replaced)], is_safe })
    }
}

/// The facts that a verdict rests on, the decisive one first.
fn facts<'o>(outcome: &'o Outcome, aside: &'o Aside) -> Vec<&'o Fact> {
    let mut facts: Vec<&Fact> = match outcome {
        Outcome::NoData(_) => Vec::new(),
        Outcome::Right { fact, .. } | Outcome::Vague(fact) | Outcome::Unlike(fact) | Outcome::Wrong { fact, .. } => {
            vec![fact]
        }
        Outcome::Superseded { was, now, .. } => now.iter().map(AsRef::as_ref).chain([was.as_ref()]).collect(),
        Outcome::ByOther { by, first } => vec![first, by],
    };
    if let Aside::OtherReading(other) | Aside::OtherTime(other) | Aside::Reversed(other) | Aside::Anothers(other) =
        aside
    {
        facts.push(other);
    }
    facts
}

fn rule_of(role: RoleName, aside: &Aside) -> Rule {
    match (role, aside) {
        (_, Aside::Reversed(_)) => Rule::WrongDirection,
        ("rank", _) => Rule::RankOff,
        ("date" | "since" | "from" | "until" | "signed" | "to" | "first_date" | "elected", _) => Rule::WrongDate,
        ("rose" | "fell" | "flat" | "surplus" | "deficit" | "balanced" | "more" | "less", _) => Rule::WrongDirection,
        (
            "person" | "first_person" | "names" | "organizations" | "organization" | "from_text" | "b" | "commodities",
            _,
        ) => Rule::WrongParty,
        ("type" | "status" | "title", _) => Rule::NoSuchFact,
        _ => Rule::WrongValue,
    }
}

/// Whether a claim's figure has the fact's other sign, by its words or its own.
fn is_turned(meant: &Meant, fact: &Fact, role: RoleName) -> bool {
    let has_sign = !matches!(meant.understood.claim.kind.as_str(), "goods-balance" | "goods-growth");
    has_sign
        && figure(&meant.understood.claim, fact, role).is_some_and(|(printed, actual)| {
            !printed.value.is_zero()
                && !actual.is_zero()
                && printed.value.is_sign_negative() != actual.is_sign_negative()
        })
}

/// The role that made a figure stale.
fn differing(meant: &Meant, was: &Fact, now: &Fact) -> Option<RoleName> {
    let differs = |role: &RoleName| was.role(role).is_some() && was.role(role) != now.role(role);
    let differing = meant.understood.claim.roles.iter().filter(|(role, _)| differs(role));
    // Beside a new figure a name that is spelt otherwise is nothing.
    let is_figure = |said: &Said| matches!(said, Said::Figure(_));
    differing.min_by_key(|(_, said)| !is_figure(said)).map(|(role, _)| *role)
}

fn message(rule: Rule, quoted: &str, value: Option<&str>, judged: &Judged) -> String {
    let what = judged.kind.map(|kind| kind.to_string()).unwrap_or_default();
    match (rule, value) {
        (Rule::MissingPeriod, _) => {
            format!("{quoted:?} has no period, so that it cannot be told which figure is meant")
        }
        (Rule::LooseHedge, Some(value)) => format!("{quoted:?} holds, and says little of {value}"),
        (Rule::StaleFigure, Some(value)) => format!("{quoted:?} is superseded: now {value}"),
        (Rule::StaleFigure, None) => format!("{quoted:?} is superseded"),
        (Rule::Withdrawn, _) => format!("{quoted:?} has been withdrawn by its publisher"),
        (Rule::UnitMismatch, Some(value)) => format!("{quoted:?} has the right digits in another unit: {value}"),
        (Rule::SourcesDisagree, Some(value)) => format!("{quoted:?} is right by one source; another has {value}"),
        (_, Some(value)) => format!("{quoted:?} is not what is published: {value}"),
        (_, None) => format!("{quoted:?} is not what is published ({what})"),
    }
}
