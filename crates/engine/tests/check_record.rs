//! What the record of real publishers decides of a text: which words are wrong, and which it leaves
//! open.
//!
//! The files lie in the folder that `ATTACHE_SHARED` names, or beside the
//! project; without them the test prints that it was skipped.
#![allow(clippy::disallowed_methods, reason = "the test reads publishers' files")]
#![allow(clippy::print_stdout, reason = "it tells who runs it what it found")]

mod checked;
mod publishers;

use attache_engine::{
    AsOf, Engine,
    checking::{Given, Judged, Severity, Verdict},
    model::{Areas, Language},
    prose::Format,
};
use checked::{check, engine, told};
use publishers::{date, shared};

/// Asserts whether words of an English text of two countries, of a day, are flagged as an error.
fn assert_flagged(engine: &Engine, about: &[&str], dated: &str, text: &str, words: &str, is_wrong: bool) {
    let about = about.iter().map(|name| Areas::find(name).unwrap()).collect();
    let given = Given { about, dated: Some(date(dated)), language: Some(Language::English), ..Given::default() };
    let checked = check(engine, text, Format::Markdown, given, AsOf::default());
    let at = checked.prose.source.find(words).unwrap();
    let mut flags = checked.report.findings.iter().filter(|finding| finding.severity == Severity::Error);
    let is_found = flags.any(|finding| finding.place.contains(&at));
    let all: Vec<String> = checked.report.statements.iter().map(told).collect();
    assert_eq!(is_found, is_wrong, "{text:?}: {all:#?}");
}

/// What is on record in full: steps of two states, journeys of presidents and secretaries of
/// state, the order of partners within a region, and agreements until the day of their list.
#[test]
fn what_no_record_has_is_wrong() {
    let Some(folder) = shared() else { return };
    let engine = engine(&folder);
    for (about, text, words, is_wrong) in [
        (["US", "PE"], "The United States and Peru established diplomatic relations in 1851.", "1851", true),
        // The article's summary has them recognized in 1826.
        (["US", "PE"], "The United States and Peru established diplomatic relations in 1826.", "1826", false),
        (["US", "PE"], "Secretary of State Blinken visited Lima in October 2021.", "2021", true),
        (["US", "PE"], "Secretary of State Blinken visited Lima in October 2022.", "2022", false),
        (["US", "PE"], "Vice President Biden visited Lima in October 2021.", "2021", false),
        (
            ["US", "CO"],
            "Colombia was the fourth-largest U.S. trading partner in Latin America in 2021.",
            "fourth",
            false,
        ),
        (["US", "CO"], "Colombia was the ninth-largest U.S. trading partner in Latin America in 2021.", "ninth", true),
        (["US", "PE"], "The United States and Peru signed a bilateral investment treaty in 2005.", "2005", true),
        // The day on record, 29 July 1950, in a year in which nothing befell the two.
        (["US", "LA"], "The United States and Laos established diplomatic relations on July 29, 1951.", "1951", true),
        (["US", "LA"], "The United States and Laos established diplomatic relations on July 29, 1950.", "1950", false),
        // Signed on that day, and in force on none.
        (
            ["US", "SV"],
            "The bilateral investment treaty between the United States and El Salvador has been in force since March 10, 1999.",
            "1999",
            true,
        ),
        // Who stands beside the president.
        (["US", "BO"], "David Choquehuanca has been vice president of Bolivia since November 2020.", "David", false),
        (["US", "BO"], "Ann Bee Sea has been vice president of Bolivia since November 2020.", "Sea", true),
        // From home, in a text of two others.
        (["FR", "KE"], "Secretary of State Blinken visited Nairobi in November 2021.", "2021", false),
        (["FR", "KE"], "Secretary of State Blinken visited Nairobi in November 2022.", "2022", true),
        // What is in quotation marks is nobody's name.
        (
            ["US", "CN"],
            "President Nixon visited China in 1972 and agreed to the joint “Shanghai Communiqué” of February 27, 1972.",
            "Shanghai",
            false,
        ),
        // The first of all ambassadors, and one who came later; of whom nothing is on record.
        (["US", "CO"], "Kevin Whitaker was the first U.S. ambassador to Colombia.", "Kevin", true),
        (["US", "CO"], "Spruille Braden was the first U.S. ambassador to Colombia.", "Spruille", false),
        (["US", "CO"], "Sumner Welles was the first U.S. ambassador to Colombia.", "Sumner", false),
        // As many dollars as there were in thousands of them: $165.8 million were obligated.
        (["US", "JM"], "Fiscal year 1985 was the record for aid, with $165.8 billion in obligations.", "165.8", true),
        // Whose agreement it is, what stands before may say.
        (
            ["US", "PA"],
            "Trade between the UK and Panama is small. The investment treaty concluded in October 1983 is in force.",
            "1983",
            false,
        ),
        // Signed in 2006, in force since 2009.
        (["US", "PE"], "The trade agreement with Peru was signed in 2006 and is not yet in force.", "not yet", true),
        (["US", "PE"], "The trade agreement with Peru was signed in 2006 (not yet in force).", "not yet", true),
        (["US", "PE"], "The trade agreement with Peru was signed in 2006 and is in force.", "2006", false),
        // Further ranks of one pair, and the aid of one year behind that of all: the United States
        // obligated $165.8 million to Jamaica in fiscal year 1985.
        (
            ["US", "JM"],
            "Jamaica was the 62nd-largest U.S. export market in 2022 and the 100th-largest supplier.",
            "100th",
            false,
        ),
        (
            ["US", "JM"],
            "Jamaica was the 62nd-largest U.S. export market in 2022 and the 41st-largest supplier.",
            "41st",
            true,
        ),
        (
            ["US", "JM"],
            "The United States has obligated more than $2 billion in assistance to Jamaica since fiscal year 1956. \
             The largest annual amount was $165.8 million in fiscal year 1985.",
            "165.8",
            false,
        ),
        (
            ["US", "JM"],
            "The United States has obligated more than $2 billion in assistance to Jamaica since fiscal year 1956. \
             The largest annual amount was $365.8 million in fiscal year 1985.",
            "365.8",
            true,
        ),
        // Two places of one pair in one clause: 28th and 46th.
        (
            ["US", "DO"],
            "The Dominican Republic is the 28th largest export market and the 46th largest supplier of the United States.",
            "46th",
            false,
        ),
        (
            ["US", "DO"],
            "The Dominican Republic is the 28th largest export market and the 64th largest supplier of the United States.",
            "64th",
            true,
        ),
        (
            ["US", "LV"],
            "The U.S. surplus widened. The country is its largest partner in the Baltics, its 107th market and its 89th supplier.",
            "89th",
            false,
        ),
        // What comes in on some terms is a part of all: $524.5 million in 2020.
        (["US", "ET"], "Duty-free imports from Ethiopia had come to $240 million in 2020.", "240", false),
        (["US", "ET"], "U.S. imports from Ethiopia had come to $240 million in 2020.", "240", true),
        // Signed in 1983, and no more by January 2020; in force since 1990; none at all.
        (
            ["US", "HT"],
            "The bilateral investment treaty between Haiti and the United States entered into force in 1985.",
            "1985",
            true,
        ),
        (
            ["US", "SN"],
            "The bilateral investment treaty was signed on December 6, 1983, but never entered into force.",
            "never",
            true,
        ),
        (
            ["US", "GT"],
            "Guatemala has had a bilateral investment treaty with the United States since 1998.",
            "1998",
            true,
        ),
        // The lists end before the text.
        (["US", "PE"], "There is a bilateral investment treaty in force between the two countries.", "in force", false),
    ] {
        assert_flagged(engine, &about, "2023-03-15", text, words, is_wrong);
    }
}

/// What is told beside a figure, a date or a name, and decides of what it is: each row has a text
/// of two countries, of a day, with words of it, and whether these are wrong.
#[test]
fn what_stands_beside_decides_of_what_it_is() {
    let Some(folder) = shared() else { return };
    let engine = engine(&folder);
    for (about, dated, text, words, is_wrong) in [
        // Signed in 1983, in force since 1990; signed in 1983, and no more.
        (
            "US SN",
            "2019-05-01",
            "A bilateral investment treaty was signed on December 6, 1983; it has never entered into force.",
            "never",
            true,
        ),
        (
            "US SN",
            "2019-05-01",
            "A bilateral investment treaty was signed on December 6, 1983. It is in force.",
            "is in force",
            false,
        ),
        (
            "US HT",
            "2019-05-01",
            "A bilateral investment treaty was signed on December 13, 1983, but has to this day not entered into force.",
            "not entered",
            false,
        ),
        (
            "US HT",
            "2019-05-01",
            "A bilateral investment treaty was signed on December 13, 1983. It has come into force.",
            "come into",
            true,
        ),
        (
            "US SN",
            "2019-05-01",
            "The treaty on investment was signed on December 6, 1983, while the tax treaty is in force.",
            "is in force",
            false,
        ),
        // The list ends in January 2020.
        (
            "US SN",
            "2023-05-01",
            "A new investment treaty, signed in September 2021, has not yet entered into force.",
            "2021",
            false,
        ),
        ("US GT", "2023-05-01", "The two countries have had since 1994 a bilateral investment treaty.", "1994", true),
        // A sum of five years, of which the last is named.
        (
            "US PE",
            "2019-03-01",
            "In the five fiscal years ending with 2018 the United States obligated close to $900 million.",
            "$900",
            false,
        ),
        // Exports to Peru were $7,569.9 million in 2020, and $10.3 billion in 2021.
        (
            "US PE",
            "2023-03-01",
            "U.S. goods exports to Peru rose from $10.3 billion in 2020 to $7.6 billion in 2021.",
            "$10.3",
            true,
        ),
        (
            "US PE",
            "2023-03-01",
            "U.S. goods exports to Peru rose from $7.6 billion in 2020 to $10.3 billion in 2021.",
            "$7.6",
            false,
        ),
        // Clinton came in March 1998.
        ("US SN", "2021-03-01", "President Obama visited Dakar in March 1998.", "Obama", true),
        ("US SN", "2021-03-01", "President Clinton visited Dakar in March 1998.", "Clinton", false),
        (
            "US SN",
            "2021-03-01",
            "In March 1998 President Barack Obama became the third sitting U.S. President to visit Senegal.",
            "Barack",
            true,
        ),
        // Recognized on April 5, 1844; relations with Senegal are of September 24, 1960.
        ("US GT", "2021-03-01", "The United States recognized Guatemala on April 5, 1854.", "1854", true),
        (
            "US SN",
            "2021-03-01",
            "The United States established diplomatic relations with Senegal on July 6, 1963.",
            "1963",
            true,
        ),
        (
            "US SN",
            "2021-03-01",
            "The United Nations recognized Senegal's neutrality on December 12, 1963.",
            "1963",
            false,
        ),
        // Of whom the paragraph tells, is another one.
        (
            "FR SN",
            "2023-03-01",
            "The United States opened an embassy in Dakar. A bilateral investment treaty, signed on December 6, 1983, has been in force since October 25, 1990.",
            "1983",
            false,
        ),
        // A nought is wrong.
        ("US JM", "2021-03-01", "Jamaica has about 28 million inhabitants.", "28 million", true),
        // Signed, and no more.
        (
            "US NI",
            "2019-05-01",
            "A bilateral investment treaty with the United States, signed on July 1, 1995, has long been in force.",
            "been in",
            true,
        ),
        // Of one with another it says nothing that none is denied.
        (
            "US CA",
            "2019-05-01",
            "There is no bilateral investment treaty with Canada; one with Senegal was signed on December 6, 1983.",
            "1983",
            false,
        ),
        // From 27 to 28 November.
        ("US EE", "2022-02-24", "George W. Bush visited Estonia on November 28, 2006.", "Bush", false),
        ("US EE", "2022-02-24", "November 27-28, 2006: Visit of President George W. Bush", "Bush", false),
        // One on free trade is of later years.
        ("IN MV", "2021-01-28", "India and the Maldives signed a trade agreement in 1981.", "1981", false),
        ("US JM", "2021-03-01", "Jamaica has about 2.8 million inhabitants.", "2.8 million", false),
        // In force since 1993, and the only one.
        (
            "US TN",
            "2019-05-01",
            "A bilateral investment treaty has been signed but is not in force.",
            "not in force",
            true,
        ),
        ("US TN", "2019-05-01", "The bilateral investment treaty is in force.", "in force", false),
        // The seat of a government stands for it, whomever the document is of.
        ("ES PY", "2023-03-15", "Washington recognized Paraguay on April 27, 1862.", "1862", true),
        ("ES PY", "2023-03-15", "Washington recognized Paraguay on April 27, 1852.", "1852", false),
        (
            "CH GE",
            "2024-11-28",
            "Washington recognised Georgia in 1991 and has had a bilateral investment treaty with the country in force since August 1999.",
            "1999",
            false,
        ),
        // An envoy to another country is none of the two.
        (
            "US QA",
            "2022-03-01",
            "Diplomatic relations followed on March 19, 1975, when an envoy resident in Kuwait presented his credentials.",
            "1975",
            true,
        ),
        // "Full" is the independence.
        (
            "US BG",
            "2016-05-03",
            "The United States recognized Bulgaria on May 3, 1919, the year after it declared its full independence.",
            "1919",
            true,
        ),
        // Henry P. Fletcher; Larned came in 1828.
        (
            "US CL",
            "2018-06-01",
            "The legation became an embassy on October 1, 1914, with Samuel Larned as the first ambassador.",
            "1914",
            true,
        ),
        (
            "US CL",
            "2018-06-01",
            "The legation became an embassy on October 1, 1914, with Henry P. Fletcher as the first ambassador.",
            "Fletcher",
            false,
        ),
        // Who leaves takes up no post, and those who stand in for ambassadors are on no record.
        (
            "US KW",
            "2021-01-01",
            "Ambassador W. Nathaniel Howell and the Embassy staff left Kuwait on December 13, 1990.",
            "1990",
            false,
        ),
        (
            "US NP",
            "2021-01-01",
            "The Embassy was established on August 6, 1959, with L. Douglas Heck as Chargé d'Affaires.",
            "1959",
            false,
        ),
        ("US EE", "2022-02-24", "President Ilves was in Washington on April 3, 2018.", "Ilves", true),
        ("US EE", "2022-02-24", "President Kaljulaid was in Washington on April 3, 2018.", "Kaljulaid", false),
        // What the headline has in 1922, its prose has in 1930.
        ("US LT", "2023-07-20", "An American legation in Kaunas was opened on May 31, 1930.", "1930", false),
        (
            "US UG",
            "2022-05-01",
            "In fiscal year 2020 the U.S. Government disbursed about $70 million in Uganda.",
            "$70",
            true,
        ),
        // Of 2022, as the clause before.
        (
            "US GM",
            "2023-11-17",
            "Obligations jumped to about $60 million in fiscal year 2022, from just over $6 million in FY 2021, while disbursements were $5.6 million.",
            "$5.6",
            false,
        ),
        (
            "US SK",
            "2023-03-30",
            "Total trade in goods reached $6.9 billion in 2022. U.S. imports from Slovakia rose to $6.5 billion, from $5.1 billion in the previous year, while U.S. exports to Slovakia stood at $376 million.",
            "$376",
            false,
        ),
        // A level in brackets, and no change.
        (
            "US EG",
            "2023-04-12",
            "The U.S. goods trade surplus with Egypt was $3.7 billion in 2022, a 47.2 percent increase over 2021 ($2.5 billion).",
            "$2.5",
            false,
        ),
    ] {
        assert_flagged(engine, &about.split(' ').collect::<Vec<_>>(), dated, text, words, is_wrong);
    }
}

/// Who does something by a pronoun, or by none, may be the other one: the United States imported
/// $503.8 million from Senegal in 2022, and exported $346.3 million; Uruguay is an observer of the
/// Pacific Alliance, and Mexico a member.
#[test]
fn who_is_not_named_may_be_the_other_one() {
    let Some(folder) = shared() else { return };
    for (about, language, text) in [
        (
            ["FR", "SN"],
            Language::French,
            "Les échanges avec les États-Unis progressent : ceux-ci ont importé pour 504 millions de dollars de biens \
             sénégalais en 2022, et y ont exporté pour 346 millions.",
        ),
        (["MX", "UY"], Language::Spanish, "Es observador de la Alianza del Pacífico."),
    ] {
        let about = about.iter().map(|name| Areas::find(name).unwrap()).collect();
        let given = Given { about, dated: Some(date("2023-07-12")), language: Some(language), ..Given::default() };
        let checked = check(engine(&folder), text, Format::Markdown, given, AsOf::default());
        let all: Vec<String> = checked.report.statements.iter().map(told).collect();
        let is_wrong = |it: &Judged| it.verdict == Verdict::Contradicted;
        assert!(!checked.report.statements.iter().any(is_wrong), "{text:?}: {all:#?}");
    }
}

/// Who came, and who presented credentials, by the Office of the Historian's lists.
#[test]
fn visitors_and_envoys_are_those_of_the_record() {
    let Some(folder) = shared() else { return };
    // Obama was in Chile on 21 and 22 March 2011, Pompeo on 12 April 2019, Blinken on 5 October
    // 2022, and in Morocco on 29 March 2022. Patrick Egan presented his credentials in Chile on
    // 9 August 1889, Addison Southard in Ethiopia on 1 March 1928.
    let rows = [
        ("CL", Language::English, "President Barack Obama spent two days in Santiago in March 2011.", "supported"),
        (
            "CL",
            Language::English,
            "Secretary of State John Kerry spent two days in Santiago in March 2011.",
            "contradicted",
        ),
        ("CL", Language::English, "Secretary Blinken came to Santiago in October 2022.", "supported"),
        // Whom a visitor met came to nobody.
        (
            "CL",
            Language::English,
            "In October 2022, Secretary of State Antony Blinken traveled to Santiago to meet with President Boric.",
            "supported",
        ),
        (
            "CL",
            Language::English,
            "In October 2022, Secretary of State Mike Pompeo traveled to Santiago to meet with President Boric.",
            "contradicted",
        ),
        // Of a secretary by the surname alone who was never one of state it may be another one's office.
        ("CL", Language::English, "Secretary Pompeo came to Santiago in October 2022.", "contradicted"),
        ("CL", Language::English, "Secretary Mattis came to Santiago in October 2022.", "not checkable"),
        // Those who travel as well are in no record.
        ("CL", Language::English, "Vice President Joe Biden was in Santiago in March 2011.", "not checkable"),
        (
            "CL",
            Language::Spanish,
            "El secretario de Estado Mike Pompeo estuvo en Santiago en abril de 2019.",
            "supported",
        ),
        (
            "CL",
            Language::Spanish,
            "El secretario de Estado John Kerry estuvo en Santiago en abril de 2019.",
            "contradicted",
        ),
        ("MA", Language::French, "Le secrétaire d'État Antony Blinken s'est rendu à Rabat en mars 2022.", "supported"),
        ("MA", Language::French, "Le secrétaire d'État Mike Pompeo s'est rendu à Rabat en mars 2022.", "contradicted"),
        (
            "ET",
            Language::English,
            "Relations took shape when Addison Southard presented his credentials on March 1, 1928.",
            "supported",
        ),
        (
            "ET",
            Language::English,
            "Relations took shape when John Caldwell presented his credentials on March 1, 1928.",
            "contradicted",
        ),
        ("ET", Language::English, "Addison Southard presented his credentials on March 1, 1938.", "contradicted"),
        // In another month, and somebody of his name long before.
        (
            "ET",
            Language::English,
            "The second minister, Addison Southard, presented his credentials on October 9, 1928.",
            "contradicted",
        ),
        // Another took up the post on the very day; that of the clause before is none of it.
        (
            "AO",
            Language::English,
            "The U.S. Ambassador is Cynthia Efird, who presented her credentials on July 18, 2014.",
            "contradicted",
        ),
        ("ET", Language::English, "Jacob Southard presented his credentials on October 9, 1868.", "not checkable"),
        ("CL", Language::Spanish, "Patrick Egan presentó sus credenciales el 9 de agosto de 1889.", "supported"),
        ("CL", Language::Spanish, "William Roberts presentó sus credenciales el 9 de agosto de 1889.", "contradicted"),
        ("ET", Language::French, "Addison Southard a remis ses lettres de créance le 1er mars 1928.", "supported"),
        ("ET", Language::French, "John Caldwell a remis ses lettres de créance le 1er mars 1928.", "contradicted"),
    ];
    for (code, language, text, verdict) in rows {
        let about = ["US", code].iter().map(|name| Areas::find(name).unwrap()).collect();
        let given = Given { about, dated: Some(date("2023-06-01")), language: Some(language), author: None };
        let checked = check(engine(&folder), text, Format::Text, given, AsOf::default());
        let of_people =
            |it: &&Judged| it.kind.is_some_and(|kind| matches!(kind.as_str(), "visit-latest" | "chief-served"));
        let verdicts: Vec<&str> =
            checked.report.statements.iter().filter(of_people).map(|it| it.verdict.name()).collect();
        assert_eq!(verdicts, [verdict], "{text}: {:?}", checked.report.statements.iter().map(told).collect::<Vec<_>>());
    }
}

/// What words leave open is told by what is on record: digits in another unit or at another scale,
/// signs, shares beside others, steps of agreements, and days beside names.
#[test]
fn the_record_tells_what_words_leave_open() {
    let Some(folder) = shared() else { return };
    let engine = engine(&folder);
    for (about, dated, text, words, is_wrong) in [
        // Peru has 1,285,216 km², and two-way trade with Honduras came to $14,206.4 million in 2022.
        ("US PE", "2023-08-01", "Area: 1,285,216 sq km", "1,285,216", false),
        ("US PE", "2023-08-01", "Area: 1,285,216 sq mi", "1,285,216", true),
        ("US HN", "2023-08-01", "Two-way trade thus hit $14.2 billion in 2022.", "14.2", false),
        ("US HN", "2023-08-01", "Two-way trade thus hit $14.2 million in 2022.", "14.2", true),
        // The surplus with Paraguay was $1,946.3 million in 2019.
        ("US PY", "2020-06-01", "The United States has a large surplus in goods with Paraguay.", "surplus", false),
        ("US PY", "2020-06-01", "The United States has a large deficit in goods with Paraguay.", "deficit", true),
        (
            "US PY",
            "2020-06-01",
            "Paraguay posts a surplus with the United States every year since 2008.",
            "surplus",
            true,
        ),
        // Peru's economy grew by 2.8 percent in 2022, and by 13.36 in 2021.
        (
            "US PE",
            "2024-03-01",
            "Growth in Peru slowed to 2.8% in 2022 after 13.4% in 2021; the Ministry of Economy expects 2.2% this year.",
            "2.8%",
            false,
        ),
        (
            "US PE",
            "2024-03-01",
            "Growth in Peru slowed to 8.8% in 2022 after 13.4% in 2021; the Ministry of Economy expects 2.2% this year.",
            "8.8%",
            true,
        ),
        // The treaty with Sri Lanka was signed in 1991 and is in force.
        (
            "US LK",
            "2023-08-01",
            "A bilateral investment treaty was signed in September 1991 and has since been brought into force.",
            "1991",
            false,
        ),
        (
            "US LK",
            "2023-08-01",
            "A bilateral investment treaty was signed in September 1991 but has not been brought into force.",
            "not been",
            true,
        ),
        (
            "US LK",
            "2023-08-01",
            "A bilateral investment treaty, signed in September 1991, has yet to be ratified.",
            "yet to",
            true,
        ),
        // Borders of Bolivia: Brazil 3,403 km, Argentina 942 km.
        ("US BO", "2023-08-01", "Borders: Brazil 3,403 km, Argentina 942 km.", "3,403", false),
        ("US BO", "2023-08-01", "Borders: Brazil 2,690 km, Argentina 942 km.", "2,690", true),
        // Peru sent 34 percent of its exports to China in 2023.
        (
            "US PE",
            "2025-08-01",
            "Peru's main export markets are China (34%), the United States and Canada.",
            "34%",
            false,
        ),
        (
            "US PE",
            "2025-08-01",
            "Peru's main export markets are China (43%), the United States and Canada.",
            "43%",
            true,
        ),
        // Condoleezza Rice was in Prague on 8 July 2008.
        (
            "US CZ",
            "2023-08-01",
            "Secretary of State Rice signed an agreement on a radar here on 8 July 2008.",
            "Rice",
            false,
        ),
        (
            "US CZ",
            "2023-08-01",
            "Secretary of State Powell signed an agreement on a radar here on 8 July 2008.",
            "Powell",
            true,
        ),
        // So she did, whoever else was named on that day.
        ("US CZ", "2023-08-01", "Ann Bee opened a school here on 8 July 2008.", "Bee", false),
        // As the record spells it, "Kamisese Mara" came from 25 to 29 November 1984.
        ("US FJ", "2020-12-14", "Prime Minister Ratu Mara visited Washington in November 1984.", "1984", false),
        // Life expectancy of both sexes was 74.7 years in 2020; of one it may be less.
        ("US PE", "2021-06-01", "Health: Life expectancy--67 yrs. (male), 80 yrs. (female).", "67", false),
        // King Mahendra came in 1960 and in November 1967, as the record has it.
        (
            "US NP",
            "2016-06-30",
            "King Mahendra came to Washington in 1960 and on a state visit in 1967.",
            "1960",
            false,
        ),
        // China takes 34 percent of all that Peru exports, and of a part of it nobody knows.
        ("US PE", "2021-06-01", "China takes 99 percent of Peru's exports.", "99", true),
        ("US PE", "2021-06-01", "China takes 99 percent of Peru's farm exports.", "99", false),
        // By 2.8 percent in 2022, and by 3.3 in 2024: nobody knows it before the year is over.
        ("US PE", "2023-09-14", "Real GDP growth in Peru: 7.5 percent (2022)", "7.5", true),
        ("US PE", "2022-09-14", "Real GDP growth in Peru: 7.5 percent (2022)", "7.5", false),
        ("US PE", "2024-09-14", "Peru bets on 8.5 percent growth this year.", "8.5", false),
        // The deficit is of another year than the surplus of $3,438.6 million in 2021.
        (
            "US PE",
            "2023-06-01",
            "The U.S. deficit of $31 million contrasts with a surplus of $3.4 billion in 2021.",
            "$31",
            false,
        ),
        // A country is nobody's name.
        (
            "US BO",
            "2026-02-01",
            "Rodrigo Paz, the first of his party to lead Bolivia, took office as President on November 8, 2025.",
            "Bolivia",
            false,
        ),
        // A title is no name: William Courtney was the first ambassador.
        (
            "US KZ",
            "2022-08-01",
            "William H. Courtney, who had begun as Chargé d'Affaires, presented his credentials as the first U.S. Ambassador on September 15, 1992.",
            "Chargé",
            false,
        ),
    ] {
        assert_flagged(engine, &about.split(' ').collect::<Vec<_>>(), dated, text, words, is_wrong);
    }
}

/// A brief whose head a bank's name fills, on a country that it names less often than others; and one
/// that does not say on which it is, so that of no other's figures it is wrong.
#[test]
fn figures_of_another_country_than_was_guessed_are_open() {
    let Some(folder) = shared() else { return };
    let engine = engine(&folder);
    let facts = "Capital: Lima\n\nArea: 1,285,216 sq km\n\nPopulation: 32.4m (2023)\n\nReal GDP growth (2022): 2.8%\n\n\
        Colombia lends more than Bolivia. Colombia and Bolivia invest, Bolivia more than Colombia.\n";
    for (head, has_support) in [("COUNTRY BRIEF: PERU\n\n", true), ("Country risk\n\n", false)] {
        let text = format!("HARTMANN & LIEW BANKING GROUP\nGroup Economics | Country Risk\n\n{head}{facts}");
        let given = Given { dated: Some(date("2025-08-21")), language: Some(Language::English), ..Given::default() };
        let statements = check(engine, &text, Format::Text, given, AsOf::default()).report.statements;
        let has = |verdict: Verdict| statements.iter().any(|judged| judged.verdict == verdict);
        let all: Vec<String> = statements.iter().map(told).collect();
        assert!(!has(Verdict::Contradicted), "{head}: {all:#?}");
        assert_eq!(has(Verdict::Supported), has_support, "{head}: {all:#?}");
    }
}

/// China sent Peru 22.3 percent of its imports in 2017, the United States 20.1 and Brazil 6; what the
/// United States imports comes from others.
#[test]
fn shares_are_those_of_whose_the_ones_beside_them_are() {
    let Some(folder) = shared() else { return };
    let text = "On Peru's import side, China was the top source in 2017, at 22.3 percent; the United States supplied \
                20.1 percent and Brazil 6 percent.";
    let about = ["US", "PE"].iter().map(|name| Areas::find(name).unwrap()).collect();
    let given = Given { about, dated: Some(date("2021-06-01")), language: Some(Language::English), ..Given::default() };
    let statements = check(engine(&folder), text, Format::Markdown, given, AsOf::default()).report.statements;
    for share in ["20.1 percent", "6 percent"] {
        let it = statements.iter().find(|judged| judged.text.ends_with(share)).map(told);
        assert!(it.as_ref().is_some_and(|it| it.contains("supported")), "{share}: {it:?}");
    }
}

/// By UNCTAD's list: Kenya and Japan since 14 September 2017; Canada and Mongolia signed on 8 September
/// 2016, since 24 February 2017; Belgium and Luxembourg have made theirs together.
#[test]
fn an_agreement_is_known_by_the_dates_of_its_steps() {
    let Some(folder) = shared() else { return };
    let engine = engine(&folder);
    let treaty = "bilateral investment treaty";
    for (about, text, words, is_wrong) in [
        (["KE", "JP"], format!("Kenya's {treaty} with Japan was terminated in September 2017."), "2017", true),
        (["KE", "JP"], format!("Kenya's {treaty} with Japan entered into force in September 2017."), "2017", false),
        (
            ["CA", "MN"],
            format!(
                "The {treaty} between Canada and Mongolia was signed on 8 September 2016 but has not yet entered into force."
            ),
            "into force",
            true,
        ),
        (
            ["CA", "MN"],
            format!(
                "The {treaty} between Canada and Mongolia was signed on 8 September 2016 and has entered into force."
            ),
            "into force",
            false,
        ),
        // A date in brackets is of any step.
        (
            ["PL", "US"],
            "Poland still had more than 40 investment treaties in force, although those with fellow EU members such as \
             the Netherlands (February 2019) and Germany (October 2019) had been terminated."
                .to_owned(),
            "February 2019",
            false,
        ),
        (["BE", "LU"], format!("Belgium and Luxembourg signed a {treaty} on 24 April 1989."), "1989", true),
    ] {
        assert_flagged(engine, &about, "2019-11-01", &text, words, is_wrong);
    }
}

/// A president needs no title beside the day on which a term began.
#[test]
fn a_term_is_known_by_who_began_it() {
    let Some(folder) = shared() else { return };
    let engine = engine(&folder);
    for (text, is_wrong) in [
        ("Rodrigo Paz, of the Christian Democratic Party, took office on 8 November 2025.", false),
        ("Rodrigo Paz, of the Christian Democratic Party, took office on 8 November 2021.", true),
        // On the day of a president others take office as well.
        ("Juan Diez, of the Christian Democratic Party, took office on 8 November 2025.", false),
    ] {
        assert_flagged(engine, &["US", "BO"], "2026-02-01", text, "8 November", is_wrong);
    }
}
