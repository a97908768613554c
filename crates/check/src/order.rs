//! Which of two shares words say is the greater: "17 percent, behind Peru with 12 percent" says so
//! of itself that it is ahead.

use std::ops::Range;

use attache_fact::{Hedge, Printed};
use attache_language::read::{Mention, Mentioned};
use attache_model::{Language, unit};

use crate::trigger::{Triggers, Words};

/// Two shares, and the words that put them in an order, in bytes of the block.
pub(crate) struct Order {
    pub(crate) place: Range<usize>,
    pub(crate) is_ahead: bool,
    pub(crate) own: (Printed, Range<usize>),
    pub(crate) other: (Printed, Range<usize>),
}

/// No more words than these stand between a share and the words for its place,
const FAR: usize = 12;

/// and no more between these, who is named, and that one's share.
const NEAR: usize = 2;

impl Order {
    /// Whether the shares are in the other order.
    pub(crate) fn is_off(&self) -> bool {
        let (own, other) = (self.own.0, self.other.0);
        let is_turned = if self.is_ahead { own.value < other.value } else { own.value > other.value };
        is_turned && !own.interval().overlaps(&other.interval())
    }
}

/// The orders that a sentence tells, each of a share and the next one's behind the words.
pub(crate) fn orders(text: &str, span: &Range<usize>, mentions: &[Mention], language: Language) -> Vec<Order> {
    let words = Words::of(text, span);
    let shares: Vec<(Printed, &Range<usize>)> = mentions
        .iter()
        .filter_map(|mention| match &mention.what {
            Mentioned::Figure(it) if it.unit == unit::PERCENT && it.hedge == Hedge::Plain => Some((*it, &mention.span)),
            _ => None,
        })
        .collect();
    let is_plain = |from: usize, to: usize| !text.get(from..to).unwrap_or(";").contains([';', '.']);
    let ordered = |(place, is_ahead): (Range<usize>, bool)| {
        let named = mentions.iter().find(|mention| {
            // "Por delante del Perú", where the preposition is the country's as well.
            let is_country = matches!(mention.what, Mentioned::Area { .. });
            is_country
                && mention.span.end > place.end
                && words.between(place.end, mention.span.start.max(place.end)) <= NEAR
        })?;
        let (other, other_at) = shares.iter().find(|(_, at)| named.span.end <= at.start)?;
        let (own, own_at) = shares.iter().rfind(|(_, at)| at.end <= place.start)?;
        let is_beside = words.between(named.span.end, other_at.start) <= NEAR
            && words.between(own_at.end, place.start) <= FAR
            && is_plain(own_at.end, place.start)
            && is_plain(named.span.end, other_at.start);
        is_beside.then(|| Order {
            place,
            is_ahead,
            own: (*own, (*own_at).clone()),
            other: (*other, (*other_at).clone()),
        })
    };
    Triggers::of(language).places_in_order(&words).filter_map(ordered).collect()
}

#[cfg(test)]
mod tests {
    use attache_language::Wordings;

    use super::*;

    #[test]
    fn shares_in_the_other_order_than_the_words() {
        for (language, text, is_off) in [
            (Language::English, "Peru supplied 17 percent, behind Chile with 12 percent.", true),
            (Language::English, "Peru supplied 17 percent, ahead of Chile with 12 percent.", false),
            (
                Language::English,
                "Peru took 10 percent, behind Chile (12 percent) and ahead of Brazil (5 percent).",
                false,
            ),
            // Shares that may be alike, bounds, and what no share stands beside.
            (Language::English, "Peru supplied 12 percent, ahead of Chile (12 percent).", false),
            (Language::English, "Peru supplied at least 12 percent, ahead of Chile (17 percent).", false),
            (
                Language::English,
                "Prices rose 12 percent ahead of the elections in Chile, where 17 percent voted.",
                false,
            ),
            (Language::Spanish, "Perú recibió el 17 %, por detrás del Brasil (12 %).", true),
            (Language::French, "Le Pérou a fourni 12 %, devant le Chili (17 %).", true),
        ] {
            let mentions = Wordings::in_language(language).mentions(text);
            let told = orders(text, &(0..text.len()), &mentions, language);
            assert_eq!(told.iter().any(Order::is_off), is_off, "{text}");
        }
    }
}
