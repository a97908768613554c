//! Whether a claim that fits no figure is wrong, or could be right by what is not
//! here.

use attache_fact::{Claim, Fact, Fit, Hedge, Printed, RoleName, Said, Time, Value};
use attache_model::{Area, Code, Decimal, Language, Period, unit};

use crate::{
    ask::{Question, When},
    compare,
    doubt::Doubt,
    draft::{Meant, Statement},
    judge::Aside,
    report::{Unchecked, Verdict},
    settle::{Case, Clocks, Outcome},
    slip::{self, has_digits_of, is_just_over_at_other_scale, is_misprint, is_of_other_scale_word},
    trend,
    trigger::{List, Source, Triggers},
};

/// A claim and the figure that it does not fit.
pub(crate) struct Misfit<'a> {
    pub(crate) statement: &'a Statement,
    /// The reading that was judged.
    pub(crate) meant: &'a Meant,
    pub(crate) question: Option<&'a Question>,
    pub(crate) fact: &'a Fact,
    /// In which it differs.
    pub(crate) roles: &'a [RoleName],
    /// Where it stands, the words of the claim, and its sentence.
    pub(crate) block: &'a str,
    pub(crate) own: &'a str,
    pub(crate) text: &'a str,
    pub(crate) language: Language,
    pub(crate) clocks: &'a Clocks<'a>,
}

impl Misfit<'_> {
    /// The verdict, given what became of less likely readings. Where the text names another publisher
    /// than who is asked, it is left open, and said that it would be wrong of this one.
    pub(crate) fn weigh<'o>(&self, others: impl Iterator<Item = &'o Outcome>) -> (Verdict, Aside) {
        match self.weighed(others) {
            (verdict, aside) if !matches!(aside, Aside::OtherReading(_)) && self.is_of_other_source() => {
                let is_wrong = verdict == Verdict::Contradicted;
                (Verdict::NotCheckable(Unchecked::Ambiguous), Aside::OtherSource { is_wrong })
            }
            weighed => weighed,
        }
    }

    fn is_of_other_source(&self) -> bool {
        let claim = &self.meant.understood.claim;
        let has_figure = claim.roles.iter().any(|(_, said)| matches!(said, Said::Figure(_) | Said::Rank(_)));
        has_figure
            && !self.is_slip()
            && other_unit(claim, self.fact).is_none_or(|role| !self.roles.contains(&role))
            && self.clocks.is_of_other_source(clause(self.text, self.own), self.fact)
    }

    /// Whether all in which the claim differs are slips of figures that some publisher has.
    fn is_slip(&self) -> bool {
        let claim = &self.meant.understood.claim;
        // The digits of some publisher with another scale word are nobody's.
        let is_of_other_scale = || {
            std::iter::once(self.fact).chain(&self.fact.dissent).any(|account| {
                let is_scaled = |role: &RoleName| {
                    figure(claim, account, role)
                        .is_some_and(|(printed, actual)| slip::has_other_scale_word(&printed, actual))
                };
                !self.roles.is_empty() && self.roles.iter().all(is_scaled)
            })
        };
        self.is_long_slip() || is_of_other_scale()
    }

    fn is_long_slip(&self) -> bool {
        let claim = &self.meant.understood.claim;
        has_digits(claim, 4) && slip::is_evident(claim, self.fact, self.roles)
    }

    fn weighed<'o>(&self, others: impl Iterator<Item = &'o Outcome>) -> (Verdict, Aside) {
        let &Self { statement, meant, question, fact, roles, own, text, language, clocks, .. } = self;
        let is_composed = statement.is_composed;
        let ambiguous = Verdict::NotCheckable(Unchecked::Ambiguous);
        // A bound that holds by far of another proves nothing.
        let fits = |outcome: &&Outcome| outcome.fits() && !is_loose(outcome);
        let claim = &meant.understood.claim;
        let is_named = |role: &RoleName| meant.spans_of(role).next().is_some();
        let names_both = meant.kind.is_some_and(|kind| kind.areas().iter().all(is_named));
        // Where words say from whom to whom goods go, they do not go the other way.
        let goes_back = |fact: &Fact| names_both && is_other_way(claim, fact);
        // Nor does another partner have the place of the one that is told to hold it.
        let is_held = roles == ["rank"] && self.is_partner_at_rank();
        let is_another_s = |fact: &Fact| is_held && !is_with(claim, fact);
        // Who writes of another country does not mean itself: a rate of two digits fits by chance.
        let is_author_s = |fact: &Fact| {
            let is_its = clocks.author.is_some_and(|author| fact.expression.args.area.as_slice() == [author]);
            is_its && !meant.names_whose() && !is_exact(claim)
        };
        let is_meant = |fact: &&Fact| !goes_back(fact) && !is_another_s(fact) && !is_author_s(fact);
        let other = others.filter(fits).filter_map(fitting).find(is_meant);
        if let Some(fact) = other {
            return (ambiguous, Aside::OtherReading(Box::new(fact.clone())));
        }
        let triggers = Triggers::of(language);
        // The very digits in another unit: "362 miles" of 362 kilometers.
        if other_unit(claim, fact).is_some_and(|role| roles.contains(&role)) {
            return (Verdict::Contradicted, Aside::Nothing);
        }
        let Some(kind) = meant.kind else { return (ambiguous, Aside::Nothing) };
        let Some(question) = question else { return (ambiguous, Aside::Nothing) };
        let (is_long_slip, is_slip) = (self.is_long_slip(), self.is_slip());
        if !is_long_slip && kind.id().ends_with("-goods-services") {
            let is_less = |of: i64| {
                let mut figures = roles.iter().filter_map(|role| figure(claim, fact, role));
                figures.all(|(printed, actual)| {
                    printed.value.checked_mul(Decimal::from(of)).is_some_and(|said| said < actual)
                })
            };
            // The very digits with another scale word are no part of the whole.
            let is_timed = meant.spans_of("time").next().is_some();
            let is_scaled = (is_exact(claim) || is_timed && has_digits(claim, 2)) && {
                let mut figures = roles.iter().filter_map(|role| figure(claim, fact, role));
                figures.all(|(printed, actual)| slip::has_other_scale_word(&printed, actual))
            };
            if is_scaled && !statement.names_another && !triggers.says_part_of_trade(part_between_marks(text, own)) {
                return (Verdict::Contradicted, Aside::Nothing);
            }
            // "Exports" may be of goods alone, which are less than with services.
            if !triggers.says_services(text) && is_less(1) && !is_scaled {
                return (ambiguous, Aside::GoodsAlone);
            }
            // Of two countries, what is far less than one's trade with all is that with the other.
            if clocks.pair.is_some() && is_less(2) && !is_scaled {
                return (ambiguous, Aside::Elsewhere);
            }
        }
        // The bounds of a region each draws otherwise.
        if claim.role("among").is_some() && roles == ["rank"] && is_next_rank(claim, fact) {
            return (ambiguous, Aside::Near);
        }
        // "Widened to $2 billion", without by how much.
        let is_direction = !claim.roles.iter().any(|(_, said)| matches!(said, Said::Figure(_)))
            && roles.iter().all(|role| matches!(*role, "rose" | "fell"));
        if is_direction && self.went_so_since_another() {
            return (ambiguous, Aside::Doubt(Doubt::AnotherBase));
        }
        // Who counts territories and free zones otherwise has another order, the more so far down.
        if kind.id() == "goods-rank"
            && roles == ["rank"]
            && is_rank_about(claim, fact)
            && !is_exchanged_rank(claim, fact)
        {
            return (ambiguous, Aside::Near);
        }
        // Who met a third country's president need not have been there.
        let is_third = |area: &Area| clocks.pair.is_some_and(|pair| !pair.contains(area));
        if kind.id() == "visit-latest" && question.args.area.get(1).is_some_and(is_third) {
            return (ambiguous, Aside::Nothing);
        }
        // "Its deficit", of one of two.
        let is_of_side = (*roles == ["deficit"] || *roles == ["surplus"]) && clocks.pair.is_some();
        let is_with_named = meant.spans_of("partner").next().is_some();
        if is_of_side && !is_with_named && meant.says_whose_by_pronoun(own, statement.span.start) {
            return (ambiguous, Aside::Nothing);
        }
        // The very size at that time, and words for the other sign.
        if self.is_of_other_sign() {
            return (Verdict::Contradicted, Aside::Nothing);
        }
        if self.may_have_other_sign() {
            return (ambiguous, Aside::Doubt(Doubt::AnotherSign));
        }
        // What is off by so little may be of its own time as well as of another.
        let is_hardly_off = |role: &RoleName| {
            figure(claim, fact, role).is_some_and(|(printed, actual)| {
                let is_of_sign = printed.value.is_sign_negative() == actual.is_sign_negative();
                is_of_sign && slip::is_hardly_off(&printed, actual)
            })
        };
        if !is_slip && !roles.is_empty() && roles.iter().all(is_hardly_off) {
            return (ambiguous, Aside::Near);
        }
        // The figure of another time, told exactly.
        if let When::At(_) = question.when {
            let open = Question { when: When::Open, ..question.clone() };
            let case = Case { kind, claim, question: &open, clocks };
            // A time that another part of the sentence lends may be that of that part alone.
            let is_own = self.meant.spans_of("time").next().is_some();
            let is_own = is_own && !self.has_time_in_brackets();
            // One of few digits is that of some year by chance.
            if is_exact(claim)
                && !is_direction
                && let Some(other) = case.of_other_times()
            {
                return (if is_own { Verdict::Contradicted } else { ambiguous }, Aside::OtherTime(Box::new(other)));
            }
        }
        // "About $100 million" is by chance what goes the other way.
        let is_telling = !is_composed || has_digits(claim, 2) || roles == ["rank"];
        if is_telling && let Some(reversed) = self.reversed() {
            // Where no word says who sells or buys, it may be the other one.
            let reversed = Box::new(reversed);
            return match meant.names_whose_by_name(own, statement.span.start) {
                true => (Verdict::Contradicted, Aside::Reversed(reversed)),
                false => (ambiguous, Aside::OtherReading(reversed)),
            };
        }
        // Orders of goods alone and of goods with services, and of two publishers, differ by a place.
        if (question.when == When::Open || is_composed) && roles == ["rank"] && is_next_rank(claim, fact) {
            return (ambiguous, Aside::Near);
        }
        // What is called one of the first, and is far from it, is another's.
        if roles == ["rank"] && is_called_first(claim, fact) {
            return (ambiguous, Aside::Elsewhere);
        }
        // By so little another publisher's figures may go the other way.
        let is_turned = !is_composed && slip::is_evident(claim, fact, roles) && has_several_digits(claim, "growth");
        if roles.iter().all(|role| matches!(*role, "rose" | "fell")) && is_slight(fact) && !is_turned {
            return (ambiguous, Aside::Near);
        }
        // Of goods it is not what a text tells with services counted in.
        let is_with_services =
            kind.id().starts_with("goods-") && triggers.says_services(text) && !triggers.says_goods(own);
        if is_with_services && !is_long_slip {
            return (ambiguous, Aside::WithServices);
        }
        // An ambassador is appointed, arrives and presents credentials months apart.
        if kind.id() == "chief-of-mission" && roles == ["since"] && is_of_about_that_year(claim, fact) {
            return (ambiguous, Aside::Near);
        }
        // Who governs was elected, appointed and sworn in months apart.
        if kind.id() == "leader"
            && roles == ["since"]
            && !slip::is_evident(claim, fact, roles)
            && is_months_off(claim, fact)
        {
            return (ambiguous, Aside::Near);
        }
        let figures: Vec<(Printed, Decimal)> = roles.iter().filter_map(|role| figure(claim, fact, role)).collect();
        // "Non-oil exports rose", "our ninth agricultural market".
        if figures.is_empty()
            && kind.id().starts_with("goods-")
            && triggers.says_part_of_trade(part_between_marks(text, own))
        {
            return (Verdict::NotCheckable(Unchecked::PartOfTotal), Aside::Nothing);
        }
        // "More than 99 percent of manufactured exports".
        if kind.id() == "partner-share" && triggers.says_part_of_trade(part_between_marks(text, own)) {
            return (Verdict::NotCheckable(Unchecked::PartOfTotal), Aside::Nothing);
        }
        if figures.len() != roles.len() {
            return (Verdict::Contradicted, Aside::Nothing);
        }
        if self.is_part(kind.id(), &figures) {
            return (Verdict::NotCheckable(Unchecked::PartOfTotal), Aside::Nothing);
        }
        // Aid of no year that is more than a year's may be that of many.
        let is_more = |(printed, actual): &(Printed, Decimal)| printed.value > *actual;
        let is_of_years = kind.id() == "aid-year" && question.when == When::Open && claim.role("time").is_none();
        if is_of_years && !is_long_slip && figures.iter().all(is_more) {
            return (ambiguous, Aside::Elsewhere);
        }
        // What is put together without saying whose it is, and is far from the figure,
        // is about something else.
        let is_far = |(printed, actual): &(Printed, Decimal)| {
            let three = Decimal::from(3);
            let (said, known) = (printed.value.abs(), actual.abs());
            said.checked_mul(three).is_some_and(|most| most < known)
                || known.checked_mul(three).is_some_and(|m| m < said)
        };
        // With a partner, or in goods alone, it is no country's trade with all.
        let is_of_goods = triggers.says_goods(text) && !triggers.says_services(text);
        if kind.id().ends_with("-goods-services") && (is_of_goods || statement.names_another) {
            return (ambiguous, Aside::Nothing);
        }
        // A document that cites the very publisher alone means its figure, however far off.
        let is_cited = !is_composed && clocks.is_cited(fact);
        // Of any publisher's figure.
        let then = self.as_then_published();
        let accounts = |printed: &Printed| {
            let others = fact.dissent.iter().chain(&then);
            let others = others.flat_map(|other| roles.iter().filter_map(|role| figure(claim, other, role)));
            others.map(|(_, actual)| actual).any(|actual| has_digits_of(printed, actual))
        };
        let is_told_in_full =
            claim.role("time").is_some() && kind.areas().iter().all(|role| meant.spans_of(role).next().is_some());
        // Publishers who disagree leave open what lies between them.
        let is_between = |(printed, actual): &(Printed, Decimal)| {
            let others = fact.dissent.iter().chain(&then);
            let others = others.flat_map(|other| roles.iter().filter_map(|role| figure(claim, other, role)));
            let all: Vec<Decimal> = others.map(|(_, other)| other).chain([*actual]).collect();
            all.iter().min().is_some_and(|least| *least <= printed.value)
                && all.iter().max().is_some_and(|most| printed.value <= *most)
        };
        if !is_cited && figures.iter().all(is_between) {
            return (ambiguous, Aside::Near);
        }
        let is_scaled = |(printed, actual): &(Printed, Decimal)| {
            has_digits_of(printed, *actual)
                || (printed.hedge == Hedge::Over && is_just_over_at_other_scale(printed, *actual))
                || (is_exact(claim) && accounts(printed))
                || ((!is_composed || is_told_in_full) && is_exact(claim) && is_of_other_scale_word(printed, *actual))
        };
        // What a government tells of another country is that one's.
        let subject = question.args.area.first();
        let is_told_of = kind.areas().len() == 1 && clocks.author.is_some_and(|author| subject != Some(&author));
        let is_elsewhere = !(meant.names_whose() || is_told_of) || !figures.iter().all(is_scaled);
        // No part of an economy is told as its product, with the digits of all of it.
        let is_of_product = matches!(kind.id(), "gdp-current" | "gdp-ppp-real") && is_exact(claim);
        let is_evident = slip::is_evident(claim, fact, roles)
            || is_of_product && figures.iter().all(|(printed, actual)| is_of_other_scale_word(printed, *actual));
        if is_composed && is_elsewhere && !is_evident && figures.iter().any(is_far) {
            return (ambiguous, Aside::Nothing);
        }
        // "Its imports", several times what it buys from the other: of all.
        let ends = match kind.id() {
            "goods-exports" => Some(("exporter", "importer")),
            "goods-imports" => Some(("importer", "exporter")),
            _ => None,
        };
        let is_with_nobody = ends.is_some_and(|(own, other)| is_named(&own) && !is_named(&other));
        if is_with_nobody && figures.iter().any(is_far) && !figures.iter().all(is_scaled) && !is_evident {
            return (ambiguous, Aside::Elsewhere);
        }
        // So far away no slip is, but one of scale.
        let is_another = |(printed, actual): &(Printed, Decimal)| is_many_times(printed, *actual, kind.id());
        if !is_cited && !is_evident && figures.iter().any(is_another) && !figures.iter().all(is_scaled) {
            return (ambiguous, Aside::Elsewhere);
        }
        // What one country records of its trade, the other's record has otherwise by a third.
        let slack = if is_of_partner_s_record(fact) { Decimal::new(35, 2) } else { slack(kind.id()) };
        let is_of_own_line = !triggers.names_poverty_line(text) || triggers.forbids("poverty-rate", text);
        let points = if kind.id() == "poverty-rate" && is_of_own_line {
            // Each publisher has a line of its own.
            Decimal::ONE_HUNDRED
        } else {
            points(kind.id())
        };
        let is_near = |printed: &Printed, actual: Decimal| {
            // "Nine tenths" is said of 93 as of 87.
            let points = if own.contains(|c: char| c.is_ascii_digit()) { points } else { points.max(printed.step) };
            let points = if kind.id() == "unemployment-rate" { unemployment_points(actual) } else { points };
            is_near(printed, actual, slack, points)
        };
        let is_close =
            |(printed, actual): &(Printed, Decimal)| is_near(printed, *actual) && !is_misprint(printed, *actual);
        if !is_evident && !is_cited && figures.iter().all(is_close) {
            return (ambiguous, Aside::Near);
        }
        let most = if clocks.speaks_of_services { Decimal::new(25, 1) } else { Decimal::new(16, 1) };
        let may_be_more = |(printed, actual): &(Printed, Decimal)| {
            may_be_with_services(printed, *actual, most) && !clocks.speaks_of_goods
        };
        if kind.id().starts_with("goods-") && !triggers.says_goods(text) && figures.iter().all(may_be_more) {
            return (ambiguous, Aside::WithServices);
        }
        if question.when == When::Open {
            let case = Case { kind, claim, question, clocks };
            let range = case.range_of(roles);
            let within = |printed: &Printed| {
                range.is_some_and(|(least, most)| least <= printed.value.abs() && printed.value.abs() <= most)
            };
            if figures.iter().all(|(printed, _)| within(printed)) {
                return (ambiguous, Aside::WithinYears);
            }
        }
        (Verdict::Contradicted, Aside::Nothing)
    }

    /// Whether a partner's name stands right before a place in an order: "the United States ranked 5th".
    fn is_partner_at_rank(&self) -> bool {
        const FEW: usize = 4;
        let ends = self.meant.spans_of("partner").next().zip(self.meant.spans_of("rank").next());
        let gap = ends.and_then(|(partner, rank)| self.block.get(partner.end..rank.start));
        gap.is_some_and(|gap| {
            let parts = |c: char| matches!(c, ',' | ';' | '(' | ':' | '.') || c.is_ascii_digit();
            gap.split_whitespace().count() <= FEW && !gap.contains(parts)
        })
    }

    /// Whether one country's figure of a time that is told, or of many digits, has the size on record, of
    /// more than one digit, and by its words the other sign: "a deficit of 1.6 billion in 2022" of a surplus.
    fn is_of_other_sign(&self) -> bool {
        const MANY_DIGITS: usize = 3;
        let claim = &self.meant.understood.claim;
        let is_timed = self.question.is_some_and(|question| matches!(question.when, When::At(_)))
            || has_digits(claim, MANY_DIGITS);
        let says_sign = match claim.role("value") {
            Some(Said::Figure(printed)) => {
                printed.value.is_sign_negative() || Triggers::of(self.language).tells_of_more(self.own)
            }
            _ => false,
        };
        *self.roles == ["value"] && is_timed && says_sign && slip::is_turned(claim, self.fact, self.roles)
    }

    /// Whether one country's figure has the size on record, and words behind it give it the other sign:
    /// "some $4.3 billion in the red".
    fn may_have_other_sign(&self) -> bool {
        const FEW: usize = 4;
        let claim = &self.meant.understood.claim;
        let triggers = Triggers::of(self.language);
        let figure = self.meant.spans_of("value").next().map_or(0, |figure| figure.end);
        let behind = self.block.get(figure..).unwrap_or_default();
        let words: Vec<&str> =
            behind.split([',', ';', '.']).next().unwrap_or_default().split(' ').take(FEW + 1).collect();
        let words = words.join(" ");
        let is_said = match claim.role("value") {
            Some(Said::Figure(printed)) if printed.value.is_sign_negative() => triggers.tells_of_more(&words),
            Some(Said::Figure(_)) => triggers.tells_of_less(&words),
            _ => false,
        };
        is_said && *self.roles == ["value"] && slip::is_turned(claim, self.fact, self.roles)
    }

    /// Whether the year of a claim stands before its figure in the brackets of another one, and
    /// nowhere else: "36.7 million (2022), of whom 65.1 % live in towns".
    fn has_time_in_brackets(&self) -> bool {
        let year = match self.question.map(|question| question.when) {
            Some(When::At(period)) => period.year(),
            _ => None,
        };
        let Some(year) = year.map(|year| year.to_string()) else { return false };
        let own = self.text.find(self.own).unwrap_or_default();
        let is_within = |at: usize| at < own && self.text[..at].rfind('(') > self.text[..at].rfind(')');
        let mut places = self.text.match_indices(&year).map(|(at, _)| at).peekable();
        places.peek().is_some() && places.all(is_within)
    }

    /// Whether something went as the text has it since one of a few years before the last, where
    /// the sentence does not name one year alone.
    fn went_so_since_another(&self) -> bool {
        let (Some(kind), Some(question)) = (self.meant.kind, self.question) else { return false };
        let claim = &self.meant.understood.claim;
        let told = match claim.role("time") {
            Some(Said::Period(period)) => period.year(),
            _ => None,
        };
        let is_of_one_year = matches!(trend::years(self.text).as_slice(), [one] if Some(*one) == told);
        let before = self.fact.period("before").filter(|_| claim.role("before").is_none() && !is_of_one_year);
        let Some(before) = before else { return false };
        let went_so = |since: Period| {
            let args = question.args.clone().at(self.fact.period("time").unwrap_or(since));
            let told = kind.derive(&args.with("since", &since.to_string()), self.clocks.now).unwrap_or_default();
            told.iter().any(|fact| self.roles.iter().all(|role| fact.role(role).is_some()))
        };
        (1..=trend::YEARS).filter_map(|back| before.shifted(-back)).any(went_so)
    }

    /// What had been published of the same by the document's day.
    fn as_then_published(&self) -> Vec<Fact> {
        let (Some(kind), Some(question), Some(then)) = (self.meant.kind, self.question, &self.clocks.then) else {
            return Vec::new();
        };
        let mut args = question.args.clone();
        args.time = match self.fact.period("time") {
            Some(time) => Time::Period(time),
            None => Time::Latest,
        };
        kind.derive(&args, then).unwrap_or_default()
    }

    /// The fact by which the claim would be right with its two ends exchanged.
    fn reversed(&self) -> Option<Fact> {
        let &Self { meant, clocks, .. } = self;
        let claim = &meant.understood.claim;
        let is_of_direction =
            ["goods-exports", "goods-imports", "goods-rank", "partner-share"].contains(&claim.kind.as_str());
        let kind = meant.kind.filter(|_| is_of_direction)?;
        let mut question = self.question?.clone();
        question.args.area.reverse();
        let case = Case { kind, claim, question: &question, clocks };
        match case.settle() {
            Outcome::Right { fact, comparison } if comparison.loose.is_empty() => Some(*fact),
            _ => None,
        }
    }

    /// Aid that is no whole is a programme's.
    fn is_part(&self, kind: &str, figures: &[(Printed, Decimal)]) -> bool {
        // "Thousand" for "million" of all of it is a slip.
        let is_less =
            figures.iter().all(|(printed, actual)| printed.value < *actual && !has_digits_of(printed, *actual));
        if kind.starts_with("goods-") {
            // "Under the program, imports came to".
            let own = part_between_marks(self.text, self.own);
            let head = self.text.split_once(',').map_or("", |(head, _)| head);
            let is_of_terms = head.split_whitespace().next().is_some_and(|word| List::OnTerms.has(word));
            let head = if is_of_terms { head } else { "" };
            let triggers = Triggers::of(self.language);
            return is_less && [own, head].iter().any(|words| triggers.says_part_of_trade(words));
        }
        kind.starts_with("aid-") && is_less && !Triggers::of(self.language).says_whole(self.text)
    }
}

/// The part of a sentence that a claim is of, where it names a source of its own, else all of it.
fn clause<'t>(text: &'t str, own: &str) -> &'t str {
    let clause = part_between_marks(text, own);
    // "Growth slowed to 1.3 percent; the Ministry of Economy expects 2.2".
    let end = text.find(own).and_then(|at| text.get(at..)?.find(';').map(|end| at + end));
    let up_to_part = end.and_then(|end| text.get(..end)).unwrap_or(text);
    if Source::named_in(clause).is_empty() { up_to_part } else { clause }
}

/// The words of a sentence up to the next commas around those of a claim.
fn part_between_marks<'t>(text: &'t str, own: &str) -> &'t str {
    let Some(at) = text.find(own) else { return text };
    let start = text[..at].rfind([',', ';']).map_or(0, |at| at + 1);
    let end = text[at + own.len()..].find([',', ';']).map_or(text.len(), |end| at + own.len() + end);
    &text[start..end]
}

fn fitting(outcome: &Outcome) -> Option<&Fact> {
    match outcome {
        Outcome::Right { fact, .. } => Some(fact),
        Outcome::Superseded { was, .. } => Some(was),
        Outcome::ByOther { by, .. } => Some(by),
        _ => None,
    }
}

fn is_loose(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Right { comparison, .. } if !comparison.loose.is_empty())
}

/// Whether a fact is of the goods that go the other way than a claim's.
fn is_other_way(claim: &Claim, fact: &Fact) -> bool {
    let is_flow = |kind: Code| matches!(kind.as_str(), "goods-exports" | "goods-imports");
    match (claim.role("exporter"), fact.role("exporter")) {
        (Some(Said::Area(said)), Some(Value::Area(known))) => {
            is_flow(claim.kind) && is_flow(fact.expression.kind) && said != known
        }
        _ => false,
    }
}

/// Whether a flow is told by the record of the country at its other end.
fn is_of_partner_s_record(fact: &Fact) -> bool {
    let own = match fact.expression.kind.as_str() {
        "goods-exports" => "exporter",
        "goods-imports" => "importer",
        _ => return false,
    };
    fact.role("reporter").is_some_and(|reporter| Some(reporter) != fact.role(own))
}

/// What the claim says and what the fact has in a role of figures.
pub(crate) fn figure(claim: &Claim, fact: &Fact, role: &str) -> Option<(Printed, Decimal)> {
    match (claim.role(role)?, fact.role(role)?) {
        (Said::Figure(printed), Value::Quantity(quantity)) => {
            Some((compare::measured_as(printed, quantity.unit)?, quantity.value))
        }
        _ => None,
    }
}

/// Whether a claim has a figure of several digits, or none.
pub(crate) fn is_exact(claim: &Claim) -> bool {
    const FEWEST_DIGITS: usize = 3;
    let has_figure = claim.roles.iter().any(|(_, said)| matches!(said, Said::Figure(_)));
    !has_figure || has_digits(claim, FEWEST_DIGITS)
}

/// Whether a claim has a figure of so many digits.
pub(crate) fn has_digits(claim: &Claim, fewest: usize) -> bool {
    let digits =
        |printed: &Printed| printed.value.checked_div(printed.step).unwrap_or_default().abs().trunc().to_string();
    claim.roles.iter().any(|(_, said)| matches!(said, Said::Figure(printed) if digits(printed).len() >= fewest))
}

/// Whether a role's figure is printed with more than one digit.
fn has_several_digits(claim: &Claim, role: &str) -> bool {
    match claim.role(role) {
        Some(Said::Figure(printed)) => {
            printed.value.abs() >= printed.step.checked_mul(Decimal::TEN).unwrap_or_default()
        }
        _ => false,
    }
}

/// Whether a fact is of the partner that a claim names.
fn is_with(claim: &Claim, fact: &Fact) -> bool {
    let partner = match fact.role("partner") {
        Some(Value::Area(partner)) => *partner,
        _ => return false,
    };
    claim.role("partner") == Some(&Said::Area(partner))
}

fn is_next_rank(claim: &Claim, fact: &Fact) -> bool {
    match (claim.role("rank"), fact.role("rank")) {
        (Some(Said::Rank(said)), Some(Value::Rank(known))) => said.abs_diff(*known) == 1,
        _ => false,
    }
}

/// Whether a place in an order is off by no more than a twentieth.
fn is_rank_about(claim: &Claim, fact: &Fact) -> bool {
    const PART: u32 = 20;
    match (claim.role("rank"), fact.role("rank")) {
        (Some(Said::Rank(said)), Some(Value::Rank(known))) => said.abs_diff(*known) <= known / PART,
        _ => false,
    }
}

/// Whether the digits of a place in an order are those on record in the other order.
fn is_exchanged_rank(claim: &Claim, fact: &Fact) -> bool {
    match (claim.role("rank"), fact.role("rank")) {
        (Some(Said::Rank(said)), Some(Value::Rank(known))) => {
            said.to_string().chars().rev().eq(known.to_string().chars())
        }
        _ => false,
    }
}

/// Whether somebody took up a post about the year that a claim has.
fn is_of_about_that_year(claim: &Claim, fact: &Fact) -> bool {
    let said = match claim.role("since") {
        Some(Said::Period(said)) => said.year(),
        _ => None,
    };
    let known = fact.period("since").and_then(Period::year);
    said.zip(known).is_some_and(|(said, known)| said.abs_diff(known) <= 1)
}

/// Whether somebody came into an office some months before or after a claim has it.
fn is_months_off(claim: &Claim, fact: &Fact) -> bool {
    let said = match claim.role("since") {
        Some(Said::Period(said @ (Period::Day(_) | Period::Month { .. }))) => said.start(),
        _ => None,
    };
    let known = fact.period("since").and_then(Period::start);
    said.zip(known).is_some_and(|(said, known)| slip::are_months_apart(said, known))
}

/// Whether a claim has a place among the first three that the record has far behind.
fn is_called_first(claim: &Claim, fact: &Fact) -> bool {
    const MANY: u32 = 30;
    matches!((claim.role("rank"), fact.role("rank")), (Some(Said::Rank(1..=3)), Some(Value::Rank(known))) if *known > MANY)
}

/// The role of a figure that has the fact's digits, three at least, in another unit
/// or currency.
pub(crate) fn other_unit(claim: &Claim, fact: &Fact) -> Option<RoleName> {
    const FEWEST_DIGITS: usize = 3;
    let is_it = |(role, said): &&(RoleName, Said)| match (said, fact.role(role)) {
        (Said::Figure(printed), Some(Value::Quantity(quantity))) => {
            let steps = printed.value.checked_div(printed.step).unwrap_or_default();
            // "Pesos" of a country that has none of its own name may be at par with the dollar.
            let is_known = printed.unit != unit::COUNT && printed.unit != unit::UNKNOWN_CURRENCY;
            let is_another = printed.unit != quantity.unit && is_known;
            let is_long = steps.abs().trunc().to_string().len() >= FEWEST_DIGITS;
            is_another && is_long && Printed { unit: quantity.unit, ..*printed }.fit(quantity.value) == Fit::Within
        }
        _ => false,
    };
    claim.roles.iter().find(is_it).map(|(role, _)| *role)
}

/// Whether a change is of less than three per cent.
fn is_slight(fact: &Fact) -> bool {
    let most = Decimal::from(3);
    fact.quantity("growth").is_none_or(|growth| growth.value.abs() < most)
}

/// By how much publishers' figures of a kind differ, as a part of the figure.
fn slack(kind: &str) -> Decimal {
    let thousandths = match kind {
        "area-total" => 10,
        // How a river is measured makes a border longer by a tenth and more.
        "land-border" => 150,
        "life-expectancy" | "median-age" => 20,
        "land-boundary-total" | "labor-force" | "mobile-subscriptions" | "mobile-subscriptions-per-100" => 150,
        // With inland water or without, of a year or of another.
        "birth-rate" | "death-rate" | "exchange-rate" | "population-density" => 250,
        // By whose count of people, and as revised.
        "gdp-per-capita" | "gdp-per-capita-ppp-real" => 150,
        "elevation-highest" => 30,
        // Chambers grow and shrink from one election to another.
        "legislature-seats" => 350,
        // By which accounts, and committed or paid.
        "aid-since" => 350,
        "physician-density" | "area-water" => 500,
        // What is left of two large flows, each of which is revised.
        "current-account-balance" => 1_000,
        // Models, and the years that they are of, make such estimates differ by half.
        "maternal-mortality-ratio" => 600,
        // Of the state, or of all; at its face, or as it would be paid today.
        "external-debt" => 2_000,
        // How long a coast is hangs on the map, what is an airport on who counts, and who
        // has migrated on both: what is not another figure's slip proves nothing.
        "coastline" | "airports" | "net-migration-rate" => 12_000,
        _ if kind.starts_with("goods-") => 15,
        _ if kind.starts_with("aid-") || kind.starts_with("visits") => 0,
        _ => 50,
    };
    Decimal::new(thousandths, 3)
}

/// By how many points publishers' rates differ: of some each has a definition of its
/// own.
fn points(kind: &str) -> Decimal {
    let points = match kind {
        // Of those asked, by their word for themselves: no two surveys agree.
        "religion-share" | "ethnic-group-share" | "language-share" => 25,
        "legislature-women-share" => 10,
        // What is a forest each survey draws otherwise.
        "forest-share" => 8,
        "poverty-rate" | "public-debt-share-of-gdp" | "internet-users-share" | "youth-unemployment-rate" => 12,
        // With taxes less subsidies, and construction, here or there.
        "gdp-share-agriculture" | "gdp-share-industry" | "gdp-share-services" => 10,
        "literacy-rate"
        | "urban-population-share"
        | "remittances-share-of-gdp"
        | "health-expenditure-share-of-gdp"
        | "education-expenditure-share-of-gdp" => 3,
        _ => 1,
    };
    Decimal::from(points)
}

/// By how many points rates of unemployment differ, as surveys of the country's own count or as
/// the International Labour Organization models: by six tenths of them.
fn unemployment_points(actual: Decimal) -> Decimal {
    let part = actual.abs().checked_mul(Decimal::new(6, 1)).unwrap_or_default();
    part.clamp(Decimal::from(3), Decimal::TEN)
}

/// Whether one figure is so many times the other that they are of different things.
pub(crate) fn is_many_times(printed: &Printed, actual: Decimal, kind: &str) -> bool {
    let most = Decimal::from(if kind == "population" { 3 } else { 12 });
    let (said, known) = (printed.value.abs(), actual.abs());
    let is_more = |a: Decimal, b: Decimal| a.checked_mul(most).is_some_and(|most| most < b);
    is_more(said, known) || is_more(known, said)
}

/// Whether another publisher may well have the figure that is claimed: it differs
/// beyond its rounding, and by little.
fn is_near(printed: &Printed, actual: Decimal, slack: Decimal, points: Decimal) -> bool {
    if printed.value.is_sign_negative() != actual.is_sign_negative() {
        return false;
    }
    let interval_end = if actual > printed.value { printed.to.unwrap_or(printed.value) } else { printed.value };
    let away = (actual - interval_end).abs();
    let allowed = if printed.unit == unit::PERCENT && !slack.is_zero() {
        points
    } else {
        actual.abs().checked_mul(slack).unwrap_or_default()
    };
    away <= allowed
}

/// Trade with services is somewhat more than trade in goods.
fn may_be_with_services(printed: &Printed, actual: Decimal, most: Decimal) -> bool {
    let most = actual.checked_mul(most).unwrap_or(Decimal::MAX);
    printed.value > actual && printed.value <= most
}
