//! Whose a figure is, of when and of what, where the words beside it say so: what is
//! still called wrong, and what the text leaves open.
#![allow(clippy::disallowed_methods, reason = "the test writes the package that it imports")]

mod editions;
mod judged;

use attache_engine::{
    Engine,
    checking::{Given, Verdict},
    model::{Area, Areas, Language},
};
use editions::{Edition, FIGURES, date, engine};
use judged::{OPEN, RIGHT, WRONG, check};

#[track_caller]
fn are(engine: &Engine, language: Language, rows: &[(&str, &str, Option<bool>)]) {
    judged::are(engine, date("2024-08-01"), language, rows);
}

/// A digit, a scale word or a part of a date that is another one is a slip, and wrong.
#[test]
fn slips_are_wrong() {
    let rows = [
        ("In 2022, U.S. goods exports to Bolivia were $642.3 billion.", "642.3", WRONG),
        ("In 2022, U.S. goods exports to Bolivia were $624.3 million.", "624.3", WRONG),
        ("In 2022, U.S. goods exports to Bolivia were $642.3 million.", "642.3", RIGHT),
        ("Bolivia's population was 12.93 million in 2023.", "12.93", WRONG),
    ];
    are(&engine(&[FIGURES]), Language::English, &rows);
    let rows = [(
        "En 2022, las exportaciones de bienes de los Estados Unidos a Bolivia fueron de 624,3 millones de dólares.",
        "624,3",
        WRONG,
    )];
    are(&engine(&[FIGURES]), Language::Spanish, &rows);
    let rows = [(
        "En 2022, les exportations de biens des États-Unis vers la Bolivie étaient de 624,3 millions de dollars.",
        "624,3",
        WRONG,
    )];
    are(&engine(&[FIGURES]), Language::French, &rows);
}

/// So is one of what had been published by the document's day, whatever was published since.
#[test]
fn slips_of_an_earlier_edition_are_wrong() {
    let before = Edition {
        created: "2023-07-01",
        pairs: "US,BO,exports-goods,2021,587.4,USD,6\n",
        agreements: "",
        memberships: "",
        ..FIGURES
    };
    let engine = engine(&[before, FIGURES]);
    let rows = [
        ("In 2021, U.S. goods exports to Bolivia were $587.4 billion.", "587.4", WRONG),
        ("In 2021, U.S. goods exports to Bolivia were $552.2 billion.", "552.2", WRONG),
        // No edition has these digits.
        ("In 2021, U.S. goods exports to Bolivia were $613.4 billion.", "613.4", OPEN),
    ];
    judged::are(&engine, date("2023-08-01"), Language::English, &rows);
}

#[test]
fn a_balance_is_told_from_either_side() {
    are(
        &engine(&[FIGURES]),
        Language::English,
        &[
            ("Bolivia ran a deficit of $250.4 million in goods trade with the United States in 2023.", "250.4", RIGHT),
            ("The United States ran a deficit of $250.4 million in goods trade with Bolivia in 2023.", "250.4", WRONG),
            ("In 2023 goods trade left a surplus of $250.4 million in favor of the United States.", "250.4", RIGHT),
            ("In 2023 goods trade left a surplus of $250.4 million in favor of Bolivia.", "250.4", WRONG),
            ("Bolivia accordingly had a deficit of $250.4 million in goods in 2023.", "250.4", RIGHT),
            ("Bolivia accordingly enjoyed a surplus of $250.4 million in goods in 2023.", "250.4", WRONG),
        ],
    );
    are(
        &engine(&[FIGURES]),
        Language::Spanish,
        &[
            (
                "En 2023 el comercio de bienes dejó un superávit de 250,4 millones de dólares a favor de los Estados Unidos.",
                "250,4",
                RIGHT,
            ),
            (
                "El saldo favoreció a Bolivia en 250,4 millones de dólares en el comercio de bienes de 2023.",
                "250,4",
                WRONG,
            ),
            (
                "En 2023 Bolivia registró un déficit de 250,4 millones de dólares en el comercio de bienes con los Estados Unidos.",
                "250,4",
                RIGHT,
            ),
        ],
    );
}

#[test]
fn what_goes_on_has_its_own_direction_and_year() {
    are(
        &engine(&[FIGURES]),
        Language::English,
        &[
            (
                "U.S. exports of goods to Bolivia were $642.3 million in 2022; $321 million came in the opposite direction.",
                "321",
                RIGHT,
            ),
            (
                "U.S. exports of goods to Bolivia rose to $700.4 million in 2023, up from $642.3 million.",
                "642.3",
                RIGHT,
            ),
            (
                "U.S. exports of goods to Bolivia came to $700.4 million in 2023, from $552.2 million in 2021.",
                "552.2",
                RIGHT,
            ),
            (
                "U.S. exports of goods to Bolivia were $700.4 million in 2023, with imports at $450 million.",
                "450",
                RIGHT,
            ),
            ("U.S. exports of goods to Bolivia were $910.4 million in 2023.", "910.4", WRONG),
            // The compact's, not the exports'.
            ("U.S. goods exports to Bolivia were $642.3 million in 2022, beside a $140 million compact.", "140", OPEN),
            // A bound in words for another figure's.
            (
                "U.S. goods exports to Bolivia were $642.3 million in 2022, below the $700.4 million of 2023.",
                "700.4",
                RIGHT,
            ),
        ],
    );
}

#[test]
fn a_change_is_over_the_years_that_are_said() {
    are(
        &engine(&[FIGURES]),
        Language::English,
        &[
            ("U.S. exports of goods to Bolivia rose by 16.3 percent in 2022.", "16.3", RIGHT),
            ("U.S. exports of goods to Bolivia rose by 46.3 percent in 2022.", "46.3", WRONG),
            ("U.S. exports of goods to Bolivia rose by 26.8 percent from 2021 to 2023.", "26.8", RIGHT),
            ("Since the pact was signed U.S. exports of goods to Bolivia have risen by 96 percent.", "96", OPEN),
        ],
    );
}

#[test]
fn labels_and_tables_say_units_and_years() {
    let engine = Engine::built_in().unwrap();
    // World Factbook, January 2026, on Bolivia: 12,436,103 people in 2025; inflation of
    // 2.6 % in 2023 and 5.1 % in 2024; GDP of 2024 $49.668 billion.
    are(
        &engine,
        Language::English,
        &[
            ("# Bolivia\n\n- GDP (US$ billion), 2024: 49.7", "49.7", RIGHT),
            ("# Bolivia\n\n- GDP (US$ billion), 2024: 94.7", "94.7", WRONG),
            ("# Bolivia\n\n- Inflation (annual %) 2024: 5.1", "5.1", RIGHT),
            // In what it is counted nobody knows.
            ("# Bolivia\n\n- Population (index of 1990): 184.2", "184.2", OPEN),
            ("# Bolivia\n\n| Key figure | Unit | Value |\n|-|-|-|\n| GDP (2024) | US$ billion | 49.7 |", "49.7", RIGHT),
            ("# Bolivia\n\n| Indicator | 2023 | 2024 |\n|-|-|-|\n| Inflation (%) | 2.6 | 5.1 |", "5.1", RIGHT),
            ("# Bolivia\n\n| Indicator | 2023 | 2024 |\n|-|-|-|\n| Inflation (%) | 2.6 | 9.8 |", "9.8", WRONG),
            (
                "# Bolivia\n\n| Year | Inflation | GDP |\n|-|-|-|\n| 2023 | 2.6% | x |\n| 2024 | 5.1% | y |",
                "5.1",
                RIGHT,
            ),
            (
                "# Bolivia\n\n| Year | Inflation | GDP |\n|-|-|-|\n| 2023 | 2.6% | x |\n| 2024 | 9.8% | y |",
                "9.8",
                WRONG,
            ),
            ("# Bolivia\n\n| Rates (%) | 2023 | 2024 |\n|-|-|-|\n| Inflation | 2.6 | 5.1 |", "5.1", RIGHT),
            ("Bolivia is a country of 36 provinces in 9 departments.", "36", OPEN),
        ],
    );
}

/// Words for a rise or fall without a figure, and between two figures.

#[test]
fn directions_are_held_against_figures() {
    // Exports of goods to Bolivia: $552.2 million in 2021, 642.3 in 2022, 700.4 in 2023.
    let engine = engine(&[FIGURES]);
    let off = |text: &str| {
        let about = ["US", "BO"].iter().map(|name| Areas::find(name).unwrap()).collect();
        let given = Given { about, dated: Some(date("2024-08-01")), ..Given::default() };
        let checked = check(&engine, text, given);
        let statements = checked.report.statements.iter().any(|it| it.verdict == Verdict::Contradicted);
        statements || checked.report.findings.iter().any(|it| it.rule.name() == "direction-off")
    };
    for (rise, fall) in [
        ("rose to $642.3 million from $552.2 million in 2021", "fell to $642.3 million from $552.2 million in 2021"),
        (
            "were $642.3 million in 2022, up from $552.2 million",
            "were $642.3 million in 2022, down from $552.2 million",
        ),
        ("rose to $642.3 million in 2022", "fell to $642.3 million in 2022"),
    ] {
        assert!(!off(&format!("U.S. exports of goods to Bolivia {rise}.")), "{rise}");
        assert!(off(&format!("U.S. exports of goods to Bolivia {fall}.")), "{fall}");
    }
    // Beside figures that are right; imports went from $321 million to $450 million, and the surplus
    // from $321.3 million to $250.4 million.
    for (text, right, wrong) in [
        ("In 2023 U.S. exports to Bolivia, at $700.4 million, were {} 2022.", "up on", "down on"),
        ("In 2023 the U.S. surplus in goods with Bolivia {} by a fifth, to $250.4 million.", "narrowed", "widened"),
        ("In 2023 U.S. goods imports from Bolivia {} again, reaching $450.0 million.", "grew", "fell"),
        ("Exports of goods to Bolivia have {} since 2021, from $552.2 million to $700.4 million.", "risen", "halved"),
        (
            "En 2023, el superávit de los Estados Unidos con Bolivia {}, a 250,4 millones de dólares.",
            "se redujo",
            "se amplió",
        ),
        (
            "En 2023, les importations américaines de Bolivie ont {}, à 450,0 millions de dollars.",
            "progressé",
            "reculé",
        ),
    ] {
        assert!(!off(&text.replace("{}", right)), "{text}: {right}");
        assert!(off(&text.replace("{}", wrong)), "{text}: {wrong}");
    }
    // Since which year, a sentence that names several leaves open.
    assert!(!off("After the peak of 2021, U.S. goods imports from Bolivia fell in 2023, to $450.0 million."));
    let spanish = "Las exportaciones de bienes de los Estados Unidos a Bolivia";
    assert!(off(&format!("{spanish} bajaron de 552 a 642 millones de dólares entre 2021 y 2022.")));
    assert!(!off(&format!("{spanish} subieron de 552 a 642 millones de dólares entre 2021 y 2022.")));
    let french = "Les exportations de biens des États-Unis vers la Bolivie";
    assert!(off(&format!("{french} ont reculé de 552 à 642 millions de dollars entre 2021 et 2022.")));
    assert!(!off(&format!("{french} ont progressé de 552 à 642 millions de dollars entre 2021 et 2022.")));
}

#[test]
fn what_is_told_of_no_one_year_is_not_held_against_one() {
    let engine = Engine::built_in().unwrap();
    are(
        &engine,
        Language::English,
        &[
            ("Bolivia's inflation was 9.9 percent in 2024.", "9.9", WRONG),
            ("Inflation in Bolivia usually stays at 9.9 percent.", "9.9", OPEN),
            // Of what is three times as many, something else is told.
            ("Some 51,000 people live in Bolivia as refugees from abroad.", "51,000", OPEN),
        ],
    );
}

#[test]
fn a_document_says_whose_it_is_and_of_which_day() {
    let engine = engine(&[FIGURES]);
    let context = |text: &str| check(&engine, text, Given::default()).report.context;
    for (text, day) in [
        (
            "MEMORANDUM\n\n**To:** Members **From:** The desk **Date:** November 26, 2012 **Re:** Aid",
            Some("2012-11-26"),
        ),
        ("*Prepared by the Office of Trade, Washington, 20 October 2018. Values are in dollars.*", Some("2018-10-20")),
        ("Ministry of Foreign Affairs | Oslo — last updated 10 October 2024", Some("2024-10-10")),
        (
            "Dernière mise à jour : 3 août 2021. Le présent dossier est tenu par le poste, et n'engage que lui.",
            Some("2021-08-03"),
        ),
        // Under whatever name the front matter has it, and where a title breaks its syntax.
        ("---\norganisation: a fund\nissued: 15 September 2025\n---\n\nBolivia trades.", Some("2025-09-15")),
        ("---\npais: Bolivia\nfecha: 19/08/2025\n---\n\nBolivia comercia con Perú.", Some("2025-08-19")),
        ("---\ntitle: Bolivia: an overview\ngenerated: 2026-03-02\n---\n\nBolivia trades.", Some("2026-03-02")),
        ("LA PAZ, 15 September 2023 — The president spoke to the press at length about trade.", Some("2023-09-15")),
        // With a place, among other lines of the head, or behind a number that looks like a month.
        (
            "# Perú y Bolivia\n\n**Biblioteca del Congreso**\nLima, 11 de enero de 2022. Cuatro páginas.",
            Some("2022-01-11"),
        ),
        (
            "# Ficha país: Bolivia\n\n**Subsecretaría de Relaciones Económicas Internacionales**\nMinisterio de Relaciones \
             Exteriores de Chile\nSantiago, 18 de marzo de 2022\n\n## Antecedentes\n\nBolivia comercia.",
            Some("2022-03-18"),
        ),
        (
            "# Bolivia and its neighbors\n\n**Secretariat of Foreign Affairs (SRE)**\nUndersecretariat for the \
             Americas\nFact sheet, 14 February 2023\n\n## Borders\n\nBolivia trades.",
            Some("2023-02-14"),
        ),
        ("**Fiche n° 7 : la Bolivie** – mise à jour du 12 septembre 2022", Some("2022-09-12")),
        ("BOLIVIA\n\nResearch note 2023-07, 20 March 2023", Some("2023-03-20")),
        ("Bolivia and its neighbors, 1990-2015\n\nSeminar sheet, University of Turku - March 2016", Some("2016-03-31")),
        ("---\nlast_reviewed: 3 May 2024\n---\n\nBolivia trades.", Some("2024-05-03")),
        ("# Bolivie\n\n| État au | 3 mai 2024 |\n|---|---|\n| Capitale | La Paz |", Some("2024-05-03")),
        ("# Bolivia\n\nMarket note for exporters. As of July 20, 2023\n\nBolivia trades.", Some("2023-07-20")),
        // The day of what the document is not.
        ("---\nnext_review: 2027-01-15\n---\n\nBolivia trades.", None),
        // The third of April, or the fourth of March?
        ("---\nissued: 03/04/2025\n---\n\nBolivia trades.", None),
        ("Explainer: how Bolivia trades, and what comes next\nBy the Data Desk | 12 February 2026", Some("2026-02-12")),
        (
            "BOLIVIA: COUNTRY BRIEF\nDepartment of Foreign Affairs and Trade, Canberra\nUpdated 5 December 2024",
            Some("2024-12-05"),
        ),
        // And not when the next one comes.
        (
            "# Bolivia\n\n**Department for Business and Trade**\nDate of release: 22 March 2023; next release: 20 April 2023",
            Some("2023-03-22"),
        ),
        // What the text has left behind is history.
        (
            "# Bolivia\n\nA legation of its own: 30 June 1930.\n\nIn 2019 it grew, in 2020 it shrank, in 2021 it grew again.",
            None,
        ),
        // It was not the document that was updated.
        (
            "The customs agreement between the two parties, which dates from another age, was updated on 3 May 2010, and \
          nobody has looked at it again since the last of the meetings was held.",
            None,
        ),
    ] {
        assert_eq!(context(text).dated.it, day.map(date), "{text}");
    }
    let code = |area: Option<Area>| area.map(Area::code);
    let about = |text: &str| context(text).about.it.into_iter().map(Area::code).collect::<Vec<_>>();
    let text =
        "# Canada and the United States\n\nOur exports to the United States fell. We buy less from the United States.";
    assert_eq!(code(context(text).author.it), Some("CA"));
    assert_eq!(code(context("# Canada and the United States\n\nWe trade with the United States.").author.it), None);
    assert_eq!(about("# Chile and the United States\n\nThey trade."), ["US", "CL"]);
    assert_eq!(
        about("---\npais: Bolivia\n---\n\nEl país comercia con Perú y con Perú y con Perú.").last(),
        Some(&"BO")
    );
    let profile = "COUNTRY DESK / ANDES\n\nPERU: COUNTRY PROFILE\n\nThe United States buys most, then the United States \
                   and China.";
    assert_eq!(about(profile).last(), Some(&"PE"));
    // Below whose it is, in a box or not, and by the heading that tells of relations.
    let letter = "U.S. DEPARTMENT OF STATE\n\nU.S. Relations With Mongolia\n\nMongolia trades with Mongolia.";
    assert_eq!(about(letter), ["US", "MN"]);
    let note = "PERÚ – MINISTERIO DE COMERCIO EXTERIOR\n\nNOTA INFORMATIVA: CONFEDERACIÓN SUIZA\n\nSuiza comercia.";
    assert_eq!(about(note).last(), Some(&"CH"));
    let embassy =
        "## UNITED STATES EMBASSY, PORT OF SPAIN\n\n**The United States and Trinidad and Tobago**\n\nThey trade.";
    assert_eq!(about(embassy), ["US", "TT"]);
    let profile = "USAID FROM THE AMERICAN PEOPLE\n\nMOZAMBIQUE\nCOUNTRY PROFILE\nNovember 2023\n\nThe country trades.";
    assert_eq!(about(profile), ["US", "MZ"]);
    let brief = "**Australian Government**\n\n# Fiji country brief\n\nFiji trades.";
    assert_eq!((about(brief), code(context(brief).author.it)), (vec!["AU", "FJ"], Some("AU")));
    let note =
        "# Polonia\n\nEstados Unidos vende. Estados Unidos compra.\n\n## V. Relación con México\n\nNuestro país vende.";
    assert_eq!(about(note), ["MX", "PL"]);
    assert_eq!(about("# Sénégal – France\n\nLes deux pays sont proches depuis longtemps."), ["FR", "SN"]);
}

#[test]
fn a_part_under_a_country_s_name_is_of_that_one() {
    let engine = engine(&[FIGURES]);
    are(
        &engine,
        Language::English,
        &[
            // Peru's in 2023; Bolivia's were 12.4 million.
            ("# Neighbors\n\n## Peru\n\nPopulation: 34.4 million (2023)", "34.4", RIGHT),
            ("# Neighbors\n\n## Bolivia\n\nPopulation: 34.4 million (2023)", "34.4", WRONG),
            ("# Neighbors\n\n## 7. Peru: key figures\n\nPopulation: 34.4 million (2023)", "34.4", RIGHT),
        ],
    );
}

/// A figure with which another is compared is of its own time: the year before, or the one
/// that stands beside it.
#[test]
fn what_is_compared_is_of_another_year() {
    let engine = engine(&[FIGURES]);
    let rows = [
        ("In 2022 U.S. goods imports from Bolivia fell to $321 million from $495.4 million.", "495.4", RIGHT),
        (
            "In 2022 U.S. goods exports to Bolivia rose to $642.3 million. Imports went the other way, from $495.4 million to $321 million.",
            "321",
            RIGHT,
        ),
        (
            "U.S. goods exports to Bolivia were $700.4 million in 2023, after an earlier $642.3 million in 2022.",
            "642.3",
            RIGHT,
        ),
        (
            "In 2023 the U.S. goods surplus with Bolivia was $250.4 million, smaller than the $321.3 million of 2022.",
            "250.4",
            RIGHT,
        ),
        (
            "In 2023 the U.S. goods surplus with Bolivia was $250.4 million, smaller than the $321.3 million of 2022.",
            "321.3",
            RIGHT,
        ),
        // Behind words that may be of something else, what does not fit is left open.
        (
            "In 2023 the U.S. goods surplus with Bolivia was $250.4 million, well below a previous 400 million.",
            "400",
            OPEN,
        ),
    ];
    are(&engine, Language::English, &rows);
    let rows = [
        (
            "En 2022 las importaciones estadounidenses de bienes bolivianos fueron de 321 millones de dólares, tras unos 495 millones en 2021.",
            "495",
            RIGHT,
        ),
        (
            "En 2023, Estados Unidos exportó a Bolivia bienes por 642,3 millones de dólares, un 9 % más que en 2022.",
            "642,3",
            WRONG,
        ),
    ];
    are(&engine, Language::Spanish, &rows);
    let rows = [(
        "En 2022, les importations américaines de biens de Bolivie ont reculé à 321 millions de dollars, contre 495,4 millions en 2021.",
        "495,4",
        RIGHT,
    )];
    are(&engine, Language::French, &rows);
}

/// A bare number behind an amount leaves out its scale word.
#[test]
fn a_bare_number_is_at_the_scale_of_the_amount_before() {
    let engine = engine(&[FIGURES]);
    let rows = [
        (
            "In 2022 the United States exported goods worth $642.3 million to Bolivia and imported 321.0 from it.",
            "321.0",
            RIGHT,
        ),
        (
            "In 2023 the United States exported goods worth $700.4 million to Bolivia and imported 450 from it.",
            "450",
            RIGHT,
        ),
    ];
    are(&engine, Language::English, &rows);
}

/// A text tells of one agreement after the other, each with its own partner and dates.
#[test]
fn further_agreements_have_their_own_partners_and_dates() {
    let engine = engine(&[FIGURES]);
    let rows = [
        ("Bolivia's trade agreement with Peru, signed in 1998, has been in force since 2001.", "2001", RIGHT),
        ("Peru has trade agreements with Bolivia, in force since 2001, and with Chile, since 2009.", "2009", RIGHT),
        // What "it" is, the sentence before tells.
        ("Bolivia and Peru signed a trade agreement in 1998. It entered into force in 2001.", "2001", RIGHT),
        ("Bolivia and Peru signed a trade agreement in 1998. It entered into force in 2007.", "2007", WRONG),
    ];
    are(&engine, Language::English, &rows);
    let rows =
        [("Perú tiene acuerdos comerciales con Bolivia, en vigor desde 2001, y con Chile, desde 2009.", "2009", RIGHT)];
    are(&engine, Language::Spanish, &rows);
}

/// Publishers have figures of whole years: those of some months are of nothing that is here.
#[test]
fn figures_of_a_part_of_a_year_are_open() {
    let rows = [
        ("In the first half of 2022 U.S. goods exports to Bolivia were $290 million.", "290", OPEN),
        ("U.S. goods exports to Bolivia were $290 million in the first seven months of 2022.", "290", OPEN),
        ("From January to July 2022 U.S. goods exports to Bolivia came to $290 million.", "290", OPEN),
        ("In 2022, U.S. goods exports to Bolivia were $290 million.", "290", WRONG),
        ("Bolivia's inflation stood at 3.9 percent in May.", "3.9", OPEN),
        ("Bolivia's population was 14.3 million in 2026.", "14.3", OPEN),
    ];
    are(&engine(&[FIGURES]), Language::English, &rows);
    let rows = [
        (
            "En el primer semestre de 2022, las exportaciones de bienes de los Estados Unidos a Bolivia fueron de 290 millones de dólares.",
            "290",
            OPEN,
        ),
        (
            "En 2022, las exportaciones de bienes de los Estados Unidos a Bolivia fueron de 290 millones de dólares.",
            "290",
            WRONG,
        ),
    ];
    are(&engine(&[FIGURES]), Language::Spanish, &rows);
    let rows = [
        (
            "Au premier trimestre 2022, les exportations de biens des États-Unis vers la Bolivie étaient de 290 millions de dollars.",
            "290",
            OPEN,
        ),
        (
            "En 2022, les exportations de biens des États-Unis vers la Bolivie étaient de 290 millions de dollars.",
            "290",
            WRONG,
        ),
    ];
    are(&engine(&[FIGURES]), Language::French, &rows);
}

/// What another publisher counts, whom the text names, is no error of the text.
#[test]
fn figures_of_a_source_that_is_named_are_open() {
    let rows = [
        ("The national statistics office puts Bolivia's population at 11.3 million in 2023.", "11.3", OPEN),
        ("Bolivia's population was 11.3 million in 2023.", "11.3", WRONG),
        ("According to the IMF, inflation in Bolivia was 4.9 percent in 2023.", "4.9", OPEN),
        ("Inflation in Bolivia was 4.9 percent in 2023.", "4.9", WRONG),
        ("With services counted in, U.S. trade with Bolivia left a surplus of $12 million in 2022.", "$12", OPEN),
    ];
    are(&engine(&[FIGURES]), Language::English, &rows);
    let rows = [("Según el INE, Bolivia tenía 11,3 millones de habitantes en 2023.", "11,3", OPEN)];
    are(&engine(&[FIGURES]), Language::Spanish, &rows);
    let rows = [("Selon le FMI, l'inflation en Bolivie était de 4,9 % en 2023.", "4,9", OPEN)];
    are(&engine(&[FIGURES]), Language::French, &rows);
}

/// Exports of which no word says whose they are may be those to all; a figure with the sign
/// turned, of whom the words name, is wrong.
#[test]
fn signs_of_whom_the_words_name() {
    let rows = [
        ("Exports plunged by 43 percent in 2022, so that a trade surplus of $12 million was left.", "$12", OPEN),
        ("The American surplus in goods, $321.3 million in 2022, fell.", "321.3", RIGHT),
        ("The American deficit in goods, $321.3 million in 2022, fell.", "321.3", WRONG),
        ("In 2022, the bilateral surplus, $321.3 million, had grown. ", "321.3", RIGHT),
    ];
    are(&engine(&[FIGURES]), Language::English, &rows);
}

/// Years that are counted from one that was named are as good as named.
#[test]
fn years_that_are_counted() {
    let rows = [
        (
            "U.S. goods exports to Bolivia were $552.2 million in 2021. The following year U.S. goods exports to Bolivia were $642.3 million.",
            "642.3",
            RIGHT,
        ),
        (
            "U.S. goods exports to Bolivia were $552.2 million in 2021. The following year U.S. goods exports to Bolivia were $700.4 million.",
            "700.4",
            WRONG,
        ),
        (
            "An agreement was negotiated in 2021; two years later U.S. goods exports to Bolivia were $700.4 million.",
            "700.4",
            RIGHT,
        ),
    ];
    are(&engine(&[FIGURES]), Language::English, &rows);
    let rows = [(
        "Las exportaciones de bienes de los Estados Unidos a Bolivia fueron de 552,2 millones de dólares en 2021. Al año siguiente, las exportaciones de bienes de los Estados Unidos a Bolivia fueron de 642,3 millones de dólares.",
        "642,3",
        RIGHT,
    )];
    are(&engine(&[FIGURES]), Language::Spanish, &rows);
    let rows = [(
        "Las misiones comerciales fueron de 2021 y de 2022. Ese último año, las exportaciones de bienes de los Estados Unidos a Bolivia fueron de 642,3 millones de dólares.",
        "642,3",
        RIGHT,
    )];
    are(&engine(&[FIGURES]), Language::Spanish, &rows);
    let rows = [(
        "Les exportations de biens des États-Unis vers la Bolivie étaient de 552,2 millions de dollars en 2021. L'année suivante, les exportations de biens des États-Unis vers la Bolivie étaient de 642,3 millions de dollars.",
        "642,3",
        RIGHT,
    )];
    are(&engine(&[FIGURES]), Language::French, &rows);
}

/// A balance that has the digits of exports less imports has their sign.
#[test]
fn a_balance_has_the_sign_of_its_two_flows() {
    let engine = Engine::over(attache_store::Store::in_memory());
    let flows = "Bolivia's exports of goods and services were $5.2 billion in 2020. Its imports of goods and services were \
                 $7.1 billion in 2020. The result was a trade";
    for (balance, is_off) in [
        ("deficit of $1.9 billion", false),
        ("surplus of $1.9 billion", true),
        ("surplus of $3.4 billion with Peru", false),
    ] {
        let given = Given { language: Some(Language::English), ..Given::default() };
        let checked = check(&engine, &format!("{flows} {balance}."), given);
        let is_found = checked.report.findings.iter().any(|finding| finding.rule.name() == "sum-off");
        assert_eq!(is_found, is_off, "{balance}");
    }
}

/// By the Factbook that is built in.
#[test]
fn whose_a_share_is_and_what_a_place_is_of() {
    let engine = Engine::built_in().unwrap();
    are(
        &engine,
        Language::English,
        &[
            // India's share, given to Peru by words that leave open whose it is.
            ("As for Bolivia's exports, 13 percent went to Peru in 2023.", "13 percent", WRONG),
            ("As for Bolivia's exports, 13 percent went to India in 2023.", "13 percent", RIGHT),
            (
                "Brazil took most of Bolivia's exports in 2023; India followed, ahead of Peru with 13 percent.",
                "13 percent",
                OPEN,
            ),
            ("Bolivia has a Gini coefficient of 0.421.", "0.421", RIGHT),
        ],
    );
    let context = |text: &str| check(&engine, text, Given::default()).report.context;
    let given =
        Given { about: vec![Areas::find("CU").unwrap()], language: Some(Language::Spanish), ..Given::default() };
    let checked = check(&engine, "Capital: La Habana (2,1 millones)", given);
    assert_eq!(checked.report.statements.first().map(|it| it.verdict), Some(Verdict::Supported));
    // A neighbour that is named less often is not whom the document is about.
    let text = "# Bolivia: country update\n\nBolivia exports gas. Bolivia borders Peru. Bolivia grows. Bolivia trades. Peru buys.";
    assert_eq!(context(text).about.it.into_iter().map(Area::code).collect::<Vec<_>>(), ["BO"]);
}

/// What changed by how much, and to what, is one claim: that the amount is right does not make
/// the change so.
#[test]
fn a_change_and_its_amount_are_held_together() {
    are(
        &engine(&[FIGURES]),
        Language::English,
        &[
            ("U.S. exports of goods to Bolivia rose by more than a tenth in 2022.", "a tenth", RIGHT),
            ("U.S. exports of goods to Bolivia fell by more than a tenth in 2022.", "a tenth", WRONG),
            ("In 2022 U.S. exports of goods to Bolivia rose by more than a tenth, to $642.3 million.", "642.3", RIGHT),
            ("In 2022 U.S. exports of goods to Bolivia fell by more than a tenth, to $642.3 million.", "642.3", WRONG),
            ("In 2022 U.S. exports of goods to Bolivia fell 16.3 percent to $642.3 million.", "16.3", WRONG),
        ],
    );
    let spanish = [(
        "En 2022 las exportaciones de los Estados Unidos a Bolivia cayeron un 16,3 %, hasta 642,3 millones de dólares.",
        "642,3",
        WRONG,
    )];
    are(&engine(&[FIGURES]), Language::Spanish, &spanish);
    let french = [(
        "En 2022, les exportations américaines de biens vers la Bolivie ont reculé de plus d'un dixième, à 642,3 millions de dollars.",
        "642,3",
        WRONG,
    )];
    are(&engine(&[FIGURES]), Language::French, &french);
}

#[test]
fn the_time_of_another_part_of_the_sentence_is_not_lent() {
    are(
        &engine(&[FIGURES]),
        Language::English,
        &[
            (
                "After deficits in 2020 and 2022, the United States recorded a goods surplus of $96 million.",
                "$96",
                OPEN,
            ),
            ("U.S. goods exports to Bolivia came to $95 million, whereas in 2022 they were greater.", "$95", OPEN),
            ("The U.S. goods trade surplus with Bolivia was $95 million, more than double that of 2021.", "$95", OPEN),
            ("In 2022 U.S. goods exports to Bolivia came to $95 million, and imports to $321 million.", "$95", WRONG),
        ],
    );
}

#[test]
fn tables_of_one_country_s_flows_by_year() {
    let table = "| |2021|2022|\n|-|-|-|\n|U.S. exports, $ million|552.2|742.3|\n|U.S. imports, $ million|495.4|321.0|";
    are(
        &engine(&[FIGURES]),
        Language::English,
        &[(table, "552.2", RIGHT), (table, "742.3", WRONG), (table, "321.0", RIGHT)],
    );
}

/// A balance without a mark where the record has a deficit, and with one where it has a surplus.
#[test]
fn a_sign_that_the_text_does_not_say_is_open() {
    are(
        &engine(&[FIGURES]),
        Language::English,
        &[
            ("Bolivia's balance of trade in goods with the United States was $321.3 million in 2022.", "321.3", OPEN),
            ("Bolivia's balance of trade in goods with the United States was -$321.3 million in 2022.", "321.3", RIGHT),
            ("In 2022 the United States had a surplus of minus $321.3 million in goods with Bolivia.", "321.3", WRONG),
        ],
    );
}

/// Where another is told of beside whom a share is of.
#[test]
fn who_is_compared_does_not_go_on_as_the_subject() {
    let rows = [
        (
            "In 2023 Brazil took 15 percent of Bolivia's exports, more than China (11 percent), and supplied 18 percent of its imports.",
            "18 percent",
            RIGHT,
        ),
        (
            "Seen from La Paz, China and Brazil were rivals as suppliers in 2023, with 22 and 18 percent of imports, followed by Chile with 13 percent.",
            "13 percent",
            RIGHT,
        ),
    ];
    are(&Engine::built_in().unwrap(), Language::English, &rows);
    let rows = [(
        "En 2023 Brasil recibió el 15 % de las exportaciones bolivianas, frente al 11 % de Argentina, y suministró el 18 % de las importaciones, seguido por Chile, con el 13 %.",
        "13 %",
        RIGHT,
    )];
    are(&Engine::built_in().unwrap(), Language::Spanish, &rows);
}

/// Words beside a right figure say which way it went: inflation was 1.7, 2.6 and 5.1 percent from
/// 2022 to 2024.
#[test]
fn yearly_figures_went_the_way_that_words_say() {
    let engine = Engine::built_in().unwrap();
    let off = |language: Language, text: &str| {
        let about = ["US", "BO"].iter().map(|name| Areas::find(name).unwrap()).collect();
        let given = Given { about, author: None, dated: Some(date("2026-02-01")), language: Some(language) };
        let findings = check(&engine, text, given).report.findings;
        findings.iter().any(|it| it.rule.name() == "wrong-direction")
    };
    use Language::{English, French, Spanish};
    for (language, text, right, wrong) in [
        (English, "Inflation in Bolivia {} to 5.1 percent in 2024.", "climbed", "eased"),
        (Spanish, "La inflación de Bolivia {} al 5,1 % en 2024.", "subió", "bajó"),
        (French, "L'inflation en Bolivie a {} à 5,1 % en 2024.", "augmenté", "reculé"),
    ] {
        assert!(!off(language, &text.replace("{}", right)), "{text}: {right}");
        assert!(off(language, &text.replace("{}", wrong)), "{text}: {wrong}");
    }
    // Its two figures are those of the two years, the other way round.
    assert!(!off(English, "Inflation in Bolivia rose from 2.6 percent in 2023 to 5.1 percent in 2024."));
    assert!(off(English, "Inflation in Bolivia fell from 5.1 percent in 2024 to 2.6 percent in 2023."));
    // By how much prices rose; and since when, the text says itself.
    assert!(!off(English, "Prices in Bolivia fell less than they rose, by 5.1 percent in 2024."));
    assert!(!off(English, "After the peak of 2008, inflation in Bolivia had fallen to 5.1 percent by 2024."));
}

/// Exports were $552.2 million in 2021 and 642.3 in 2022: a bound with another scale word, and one
/// of which nobody would speak.
#[test]
fn a_bound_far_below_the_figure_is_not_borne_out() {
    are(
        &engine(&[FIGURES]),
        Language::English,
        &[
            ("U.S. goods exports to Bolivia were over $640 million in 2022.", "640", RIGHT),
            ("U.S. goods exports to Bolivia were over $642 thousand in 2022.", "642", WRONG),
            ("U.S. goods exports to Bolivia were over $9 million in 2022.", "$9", OPEN),
            (
                "U.S. goods exports to Bolivia were $642.3 million in 2022, a decrease of 16 percent over the year before.",
                "16 percent",
                WRONG,
            ),
            (
                "U.S. goods exports to Bolivia were $642.3 million in 2022, an increase of 16 percent over the year before.",
                "16 percent",
                RIGHT,
            ),
            ("In 2022, U.S. goods exports to Bolivia rose by 46 percent to $642.3 million.", "46 percent", WRONG),
        ],
    );
}

/// Of goods that the United States exports to Bolivia, in the order of all its partners.
#[test]
fn words_of_a_place_tell_a_time_and_not_from_where() {
    are(
        &engine(&[FIGURES]),
        Language::Spanish,
        &[(
            "En 2022, las exportaciones de los Estados Unidos a Bolivia disminuyeron un 16,3 %, a 642,3 millones de dólares, y las importaciones desde Bolivia cayeron.",
            "16,3",
            WRONG,
        )],
    );
}
