//! Lists of words that are the same in all languages.

use std::sync::OnceLock;

use attache_model::plain;
use serde::Deserialize;

/// Words of all languages together: `triggers/any.toml`.
#[derive(Deserialize)]
struct Common {
    titles: Vec<String>,
    particles: Vec<String>,
    small: Vec<String>,
    naming: Vec<String>,
    contact: Vec<String>,
    citing: Vec<String>,
    sources: Vec<String>,
    comparing: Vec<String>,
    against: Vec<String>,
    behind: Vec<String>,
    behind_places: Vec<String>,
    short: Vec<String>,
    founding: Vec<String>,
    taking_part: Vec<String>,
    trading: Vec<String>,
    restricting: Vec<String>,
    or: Vec<String>,
    on_terms: Vec<String>,
    whose: Vec<String>,
    within: Vec<String>,
    places: Vec<String>,
    scenarios: Vec<String>,
    possessives: Vec<String>,
    contrasting: Vec<String>,
    lenders: Vec<String>,
    contrasts: Vec<String>,
    later: Vec<String>,
    multiples: Vec<String>,
    as_much: Vec<String>,
    attained: Vec<String>,
    presidents: Vec<String>,
    of_state: Vec<String>,
    secretaries: Vec<String>,
    unofficial: Vec<String>,
    economic: Vec<String>,
    rates: Vec<String>,
    states: Vec<String>,
    who: Vec<String>,
    relations: Vec<String>,
    years: Vec<String>,
    versus: Vec<String>,
    ministers: Vec<String>,
    relatives: Vec<String>,
    superlatives: Vec<String>,
    surpluses: Vec<String>,
    listed: Vec<String>,
    taking_posts: Vec<String>,
    deputizing: Vec<String>,
    profile: Vec<String>,
    placing: Vec<String>,
    seats_at_home: Vec<String>,
    secretaries_of_state: Vec<String>,
    joining: Vec<String>,
    streets: Vec<String>,
    together: Vec<String>,
    when: Vec<String>,
    binding: Vec<String>,
    of: Vec<String>,
    likes: Vec<String>,
    measures: Vec<String>,
    articles: Vec<String>,
    has: Vec<String>,
    aid_labels: Vec<String>,
    of_the: Vec<String>,
    data: Vec<String>,
    flows: Vec<String>,
    for_which: Vec<String>,
    borders: Vec<String>,
    into: Vec<String>,
    national_days: Vec<String>,
    until: Vec<String>,
    reaching: Vec<String>,
    deputed: Vec<String>,
    fronting: Vec<String>,
    carrying: Vec<String>,
    remarks: Vec<String>,
    dated: Vec<String>,
    prepared: Vec<String>,
    undated: Vec<String>,
    reviewed: Vec<String>,
    publishing: Vec<String>,
    short_names: Vec<String>,
    sovereigns: Vec<String>,
    monarchs: Vec<String>,
    bygone: Vec<String>,
    ruling: Vec<String>,
    since: Vec<String>,
    treaty: Vec<String>,
    traders: Vec<String>,
    our: Vec<String>,
    theirs: Vec<String>,
    days: Vec<String>,
    travellers: Vec<String>,
    going: Vec<String>,
    agreements: Vec<String>,
    credentials: Vec<String>,
    generalities: Vec<String>,
    of_all_goods: Vec<String>,
    goods: Vec<String>,
    pointing: Vec<String>,
    growing: Vec<String>,
    each: Vec<String>,
    year_before: Vec<String>,
    again: Vec<String>,
    offices: Vec<String>,
    between: Vec<String>,
    selling: Vec<String>,
    buying: Vec<String>,
    other_agreements: Vec<String>,
    polls: Vec<String>,
    reelected: Vec<String>,
    excepting: Vec<String>,
    trade: Vec<String>,
    pronouns: Vec<String>,
    dollars: Vec<String>,
    euros: Vec<String>,
}

/// A list of [`Common`].
#[derive(Clone, Copy, Debug)]
pub(crate) enum List {
    /// Words that are written with capitals beside names.
    Titles,
    /// Small words within names of people.
    Particles,
    /// Words for one and the first.
    Small,
    /// Before a number that is part of a name.
    Naming,
    /// Of addresses and ways to reach somebody.
    Contact,
    /// Before a colon and sources.
    Citing,
    /// Headings of sources.
    Sources,
    /// Before what another thing is compared with.
    Comparing,
    /// Before somebody to whom something is done.
    Against,
    /// Before those after whom something comes in an order.
    Behind,
    /// Behind a place in an order, for what it is of.
    BehindPlaces,
    /// Behind a word for a change, for what was not reached.
    Short,
    /// Of a member of an organization from its first day.
    Founding,
    /// Of whom it is left open whether they are members.
    TakingPart,
    /// Verbs of whom goods go from or come to.
    Trading,
    /// By which what is denied is not all there is.
    Restricting,
    /// Between two of which one or the other is.
    Or,
    /// With which the terms of trade begin.
    OnTerms,
    /// Before whose a deficit or surplus is.
    Whose,
    /// Before where something is.
    Within,
    /// Before a place, and before no person.
    Places,
    /// Of headings, of what may come.
    Scenarios,
    /// Before what is somebody's.
    Possessives,
    /// Before a time after which something else was so.
    Contrasting,
    /// In the titles of who heads a government, and no state.
    Ministers,
    /// Before what something else is so many times.
    Multiples,
    /// Behind a part, of as much of something else: "half as much".
    AsMuch,
    /// What comes, and is come to, without a journey.
    Attained,
    /// Before the name of who is president.
    Presidents,
    /// The title of who heads the foreign ministry of the United States.
    OfState,
    /// The same in one word.
    Secretaries,
    /// Before the market of a currency where its rate is not the official one.
    Unofficial,
    /// By which growth is that of an economy.
    Economic,
    /// In labels of growth, which without more may be that of the people.
    Rates,
    /// In the names of states in full.
    States,
    /// Before what somebody did who was just named.
    Who,
    /// In headings, of what two states have with one another.
    Relations,
    /// Behind how many years something lasted.
    Years,
    /// Between the two numbers of a ratio: "three to one".
    Versus,
    /// Of what came after a time that was just named.
    Later,
    /// Of banks, and of what they give.
    Lenders,
    /// Between two things that are told apart.
    Contrasts,
    /// Before what is of somebody just named.
    Relatives,
    /// By which something is the first or last of its like.
    Superlatives,
    /// For a balance above zero, and for growth.
    Surpluses,
    /// Beside the words for sources in the heading of a list of them.
    Listed,
    /// By which an ambassador took up a post, or was the first.
    TakingPosts,
    /// For who stands in for an ambassador.
    Deputizing,
    /// Beside the name of a country in the heading of what is known of it.
    Profile,
    /// Between a place in an order of partners and a share.
    Placing,
    /// Where the United States receive their visitors.
    SeatsAtHome,
    /// Surnames of who headed the foreign ministry of the United States.
    SecretariesOfState,
    /// Between two things that are told of one after the other.
    Joining,
    /// Last words of the names of places that are named for somebody.
    Streets,
    /// By which a share is that of several.
    Together,
    /// Before what was so in a year just named.
    When,
    /// Before a figure that is of the noun beside it.
    Binding,
    /// Between a figure and what it is a part of.
    Of,
    /// Before a year, for what something else is compared with.
    Likes,
    /// Before what something else is as much as.
    Measures,
    /// Before a noun, and of no meaning of their own.
    Articles,
    /// Between a place and how many live there.
    Has,
    /// Behind a time, and before what was so in it.
    ForWhich,
    /// Nouns for goods that go one way.
    Flows,
    /// Behind an amount, of a whole that was told before.
    OfThe,
    /// What somebody has counted.
    Data,
    /// What labels aid in a table.
    AidLabels,
    /// Several borders.
    Borders,
    /// Between what was and what became of it.
    Into,
    /// A day of each year, and not when a state became independent.
    NationalDays,
    /// Before the time from which on something denied is so.
    Until,
    /// Before the figure at which a change ended.
    Reaching,
    /// Before the time since when another stands in for somebody.
    Deputed,
    /// At the head of a sentence, before the figure of what follows.
    Fronting,
    /// Behind a comma and before a figure of what stands before.
    Carrying,
    /// In a label, of no meaning for its value.
    Remarks,
    /// Before a document's day.
    Dated,
    /// The same, where they begin a paragraph.
    Prepared,
    /// Short forms of given names, each before the name in full.
    ShortNames,
    /// Titles of those before whom credentials are presented.
    Sovereigns,
    /// Before titles that are held no longer, or not in full.
    Bygone,
    /// Before who ruled a country.
    Ruling,
    /// Verbs right before where somebody went.
    Going,
    /// Names of presidents and secretaries of state, by which a journey is one of these.
    Travellers,
    /// For a date that has just been told.
    Days,
    /// For what the sentence before told of, at the head of one.
    Theirs,
    /// Before the time since when something lasts.
    Since,
    /// Of what states sign.
    Treaty,
    /// Who deals in something.
    Traders,
    /// For who writes.
    Our,
    /// For agreements of any type.
    Agreements,
    /// In the titles of monarchs.
    Monarchs,
    /// What envoys present.
    Credentials,
    /// For all that money is given for.
    Generalities,
    /// Behind whose a market is, where it is of no one product.
    OfAllGoods,
    /// What is bought and sold.
    Goods,
    /// Before a word for a country that was named last.
    Pointing,
    /// Behind "over the", of a comparison with the year before.
    YearBefore,
    /// With which a sentence goes on to tell of what the one before did.
    Again,
    /// By which a figure is each one's of several.
    Each,
    /// By which an economy is told to have grown, and not its growth.
    Growing,
    /// Of governments, which publish documents.
    Offices,
    /// Before the first of two times.
    Between,
    /// What a partner does who is a source.
    Selling,
    /// What a partner does who is a market.
    Buying,
    /// For agreements of which no list is kept here.
    OtherAgreements,
    /// Of the day on which somebody was voted for.
    Polls,
    /// Before the day on which a term went on.
    Reelected,
    /// Behind a place in an order, before those that come before it.
    Excepting,
    /// Behind a share, of what trade it is.
    Trade,
    /// For who has been named.
    Pronouns,
    /// Parts of keys whose days are not a document's.
    Undated,
    /// The same, whose day is a text's for all that.
    Reviewed,
    /// Keys of who publishes a document.
    Publishing,
    /// Of a note that all amounts are in dollars.
    Dollars,
    /// Of a note that they are in euros.
    Euros,
}

impl List {
    /// Its words, in lower case and without accents.
    pub(crate) fn words(self) -> &'static [String] {
        static COMMON: OnceLock<Common> = OnceLock::new();
        let read =
            || toml::from_str(include_str!("../../triggers/any.toml")).expect("a test reads the program's own words");
        let common = COMMON.get_or_init(read);
        match self {
            Self::Titles => &common.titles,
            Self::Particles => &common.particles,
            Self::Small => &common.small,
            Self::Naming => &common.naming,
            Self::Contact => &common.contact,
            Self::Citing => &common.citing,
            Self::Sources => &common.sources,
            Self::Comparing => &common.comparing,
            Self::Against => &common.against,
            Self::Behind => &common.behind,
            Self::BehindPlaces => &common.behind_places,
            Self::Short => &common.short,
            Self::Founding => &common.founding,
            Self::TakingPart => &common.taking_part,
            Self::Trading => &common.trading,
            Self::Restricting => &common.restricting,
            Self::Or => &common.or,
            Self::OnTerms => &common.on_terms,
            Self::Whose => &common.whose,
            Self::Within => &common.within,
            Self::Places => &common.places,
            Self::Scenarios => &common.scenarios,
            Self::Possessives => &common.possessives,
            Self::Contrasting => &common.contrasting,
            Self::Ministers => &common.ministers,
            Self::Multiples => &common.multiples,
            Self::AsMuch => &common.as_much,
            Self::Attained => &common.attained,
            Self::Presidents => &common.presidents,
            Self::OfState => &common.of_state,
            Self::Secretaries => &common.secretaries,
            Self::Unofficial => &common.unofficial,
            Self::Economic => &common.economic,
            Self::Rates => &common.rates,
            Self::States => &common.states,
            Self::Who => &common.who,
            Self::Relations => &common.relations,
            Self::Years => &common.years,
            Self::Versus => &common.versus,
            Self::Later => &common.later,
            Self::Contrasts => &common.contrasts,
            Self::Lenders => &common.lenders,
            Self::Relatives => &common.relatives,
            Self::Superlatives => &common.superlatives,
            Self::Surpluses => &common.surpluses,
            Self::Listed => &common.listed,
            Self::TakingPosts => &common.taking_posts,
            Self::Deputizing => &common.deputizing,
            Self::Profile => &common.profile,
            Self::Placing => &common.placing,
            Self::SeatsAtHome => &common.seats_at_home,
            Self::SecretariesOfState => &common.secretaries_of_state,
            Self::Joining => &common.joining,
            Self::Streets => &common.streets,
            Self::Together => &common.together,
            Self::When => &common.when,
            Self::Binding => &common.binding,
            Self::Of => &common.of,
            Self::Likes => &common.likes,
            Self::Measures => &common.measures,
            Self::Articles => &common.articles,
            Self::Has => &common.has,
            Self::ForWhich => &common.for_which,
            Self::Flows => &common.flows,
            Self::OfThe => &common.of_the,
            Self::Data => &common.data,
            Self::AidLabels => &common.aid_labels,
            Self::Borders => &common.borders,
            Self::Into => &common.into,
            Self::NationalDays => &common.national_days,
            Self::Until => &common.until,
            Self::Reaching => &common.reaching,
            Self::Deputed => &common.deputed,
            Self::Fronting => &common.fronting,
            Self::Carrying => &common.carrying,
            Self::Remarks => &common.remarks,
            Self::Dated => &common.dated,
            Self::Prepared => &common.prepared,
            Self::Undated => &common.undated,
            Self::Reviewed => &common.reviewed,
            Self::Publishing => &common.publishing,
            Self::ShortNames => &common.short_names,
            Self::Sovereigns => &common.sovereigns,
            Self::Monarchs => &common.monarchs,
            Self::Bygone => &common.bygone,
            Self::Ruling => &common.ruling,
            Self::Since => &common.since,
            Self::Treaty => &common.treaty,
            Self::Traders => &common.traders,
            Self::Our => &common.our,
            Self::Theirs => &common.theirs,
            Self::Days => &common.days,
            Self::Travellers => &common.travellers,
            Self::Going => &common.going,
            Self::Agreements => &common.agreements,
            Self::Credentials => &common.credentials,
            Self::Generalities => &common.generalities,
            Self::OfAllGoods => &common.of_all_goods,
            Self::Goods => &common.goods,
            Self::Pointing => &common.pointing,
            Self::Growing => &common.growing,
            Self::Each => &common.each,
            Self::YearBefore => &common.year_before,
            Self::Again => &common.again,
            Self::Offices => &common.offices,
            Self::Between => &common.between,
            Self::Selling => &common.selling,
            Self::Buying => &common.buying,
            Self::OtherAgreements => &common.other_agreements,
            Self::Polls => &common.polls,
            Self::Reelected => &common.reelected,
            Self::Excepting => &common.excepting,
            Self::Trade => &common.trade,
            Self::Pronouns => &common.pronouns,
            Self::Dollars => &common.dollars,
            Self::Euros => &common.euros,
        }
    }

    /// Whether a word is one of them, without regard to case and accents.
    pub(crate) fn has(self, word: &str) -> bool {
        let word = plain(word);
        self.words().contains(&word)
    }
}
