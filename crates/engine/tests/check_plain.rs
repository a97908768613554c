//! What plain fact sheets are made of: tables and lists with captions, changes in per cent and in
//! money, rates of exchange, numbers written one way or the other.
#![allow(clippy::disallowed_methods, reason = "the test writes the package that it imports")]

mod editions;
mod judged;

use attache_engine::{
    Engine,
    checking::Given,
    model::{Areas, Language},
};
use editions::{FIGURES, date, engine};
use judged::{OPEN, RIGHT, WRONG};

/// By invented figures of trade.
#[track_caller]
fn are(language: Language, rows: &[(&str, &str, Option<bool>)]) {
    judged::are(&engine(&[FIGURES]), date("2024-08-01"), language, rows);
}

/// By the Factbook that is built in.
#[track_caller]
fn are_by_factbook(language: Language, rows: &[(&str, &str, Option<bool>)]) {
    judged::are(&Engine::built_in().unwrap(), date("2026-02-01"), language, rows);
}

/// Exports 552.2, 642.3 and 700.4, imports 495.4, 321.0 and 450.0 million dollars.
#[test]
fn tables_of_trade_say_in_their_captions_what_their_rows_leave_out() {
    let by_years = "## Goods trade with Bolivia (US$ million)\n\n| | 2021 | 2022 | 2023 |\n|---|---|---|---|\n\
        | Exports | 552.2 | 642.3 | 740.4 |\n| Imports | 495.4 | 312.0 | 450.0 |\n\
        | Total | 1,047.6 | 963.3 | 1,150.4 |\n| Balance | 56.8 | 321.3 | 250.4 |\n";
    are(
        Language::English,
        &[
            (by_years, "642.3", RIGHT),
            (by_years, "740.4", WRONG),
            (by_years, "312.0", WRONG),
            (by_years, "1,047.6", RIGHT),
            (by_years, "321.3", RIGHT),
        ],
    );
    let in_rows = "U.S. goods trade with Bolivia, million dollars\n\n| Year | Exports | Imports | Balance |\n\
        |---|---|---|---|\n| 2022 | 642.3 | 321.0 | 321.3 |\n| 2023 | 700.4 | 405.0 | 250.4 |\n";
    are(Language::English, &[(in_rows, "642.3", RIGHT), (in_rows, "405.0", WRONG), (in_rows, "250.4", RIGHT)]);
    // A surplus among surpluses has their sign.
    let turned =
        in_rows.replace("| 321.3 |", "| -321.3 |").replace("405.0", "450.0") + "| 2021 | 552.2 | 495.4 | 56.8 |\n";
    are(Language::English, &[(&turned, "-321.3", WRONG), (&turned, "56.8", RIGHT)]);
    // Rows of estimates and a sum stand below the years.
    let with_sum =
        in_rows.replace("405.0", "450.0") + "| 2024* | 1.5 | 2.5 | -1.0 |\n| Total | 1,344.2 | 773.5 | 570.7 |\n";
    are(Language::English, &[(&with_sum, "642.3", RIGHT), (&with_sum, "1.5", OPEN), (&with_sum, "773.5", OPEN)]);
    // Set in columns, without marks.
    let set = "U.S. goods trade with Bolivia, million dollars\n\n  Year   Exports   Imports\n  2022     642.3     321.0\n  \
        2023     700.4     405.0\n";
    are(Language::English, &[(set, "642.3", RIGHT), (set, "405.0", WRONG)]);
    let of_one_year = "**Goods trade with Bolivia, 2022**\n\n- Exports: $642.3 million\n- Imports: $312.0 million\n\
        - Total: $963.3 million\n";
    are(
        Language::English,
        &[(of_one_year, "642.3", RIGHT), (of_one_year, "312.0", WRONG), (of_one_year, "963.3", RIGHT)],
    );
    let spanish = "## Comercio de bienes con Bolivia (millones de dólares)\n\n| | 2022 | 2023 |\n|---|---|---|\n\
        | Exportaciones de EE. UU. | 642,3 | 700,4 |\n| Importaciones de EE. UU. | 321,0 | 405,0 |\n\
        | Saldo | 321,3 | 250,4 |\n";
    are(Language::Spanish, &[(spanish, "642,3", RIGHT), (spanish, "405,0", WRONG), (spanish, "321,3", RIGHT)]);
    let french = "## Commerce de biens avec la Bolivie (millions de dollars)\n\n| | 2022 | 2023 |\n|---|---|---|\n\
        | Exportations américaines | 642,3 | 740,4 |\n| Importations américaines | 321,0 | 450,0 |\n\
        | Total des échanges | 963,3 | 1 150,4 |\n";
    are(Language::French, &[(french, "642,3", RIGHT), (french, "740,4", WRONG), (french, "963,3", RIGHT)]);
}

#[test]
fn the_corner_of_a_table_says_in_what_it_counts() {
    let corner = "| US$ mn, calendar year | 2022 | 2023 |\n|---|---|---|\n\
        | U.S. goods exports to Bolivia | 642.3 | 740.4 |\n| U.S. goods imports from Bolivia | 321.0 | 450.0 |\n\
        | Balance in America's favor | 321.3 | 250.4 |\n";
    are(Language::English, &[(corner, "642.3", RIGHT), (corner, "740.4", WRONG), (corner, "450.0", RIGHT)]);
    let thousands = "| Miles de millones de dólares | 2022 | 2023 |\n|---|---|---|\n\
        | Exportaciones de EE. UU. a Bolivia | 0,6423 | 0,7404 |\n| Importaciones de EE. UU. desde Bolivia | 0,3210 | 0,4500 |\n";
    are(Language::Spanish, &[(thousands, "0,6423", RIGHT), (thousands, "0,7404", WRONG)]);
    // Two rows are of goods alone, and so is the third.
    let column = "| Year | US imports from Bolivia ($ million) | US exports to Bolivia ($ million) |\n|---|---|---|\n\
        | 2021 | 495.4 | 552.2 |\n| 2022 | 321.0 | 642.3 |\n| 2023 | 540.0 | 700.4 |\n";
    are(Language::English, &[(column, "321.0", RIGHT), (column, "540.0", WRONG), (column, "700.4", RIGHT)]);
}

/// Growth of 3.6 % in 2022 and 1.4 % in 2024.
#[test]
fn years_head_columns_of_percentages() {
    let table = "| Indicateur | 2022 | 2024 |\n|---|---|---|\n| Croissance réelle du PIB | 3,6 % | 4,1 % |\n";
    are_by_factbook(Language::French, &[(table, "3,6", RIGHT), (table, "4,1", WRONG)]);
    // Of what is said to grow by nothing, it may be the people.
    are_by_factbook(
        Language::English,
        &[("Annual growth rate: 9.44 percent", "9.44", OPEN), ("Annual GDP growth rate: 9.44 percent", "9.44", WRONG)],
    );
}

/// Brazil 15 %, India 13 %, Argentina and China 11 %.
#[test]
fn lists_of_partners_stand_behind_their_captions() {
    let by_rank =
        "| Rang | Clients de la Bolivie (2023) | Part |\n|---|---|---|\n| 1 | Brésil | 15 % |\n| 2 | Inde | 31 % |\n";
    are_by_factbook(Language::French, &[(by_rank, "15 %", RIGHT), (by_rank, "31 %", WRONG)]);
    let by_name = "| Export market of Bolivia (2023) | Share |\n|---|---|\n| Brazil | 15% |\n| India | 31% |\n";
    are_by_factbook(Language::English, &[(by_name, "15%", RIGHT), (by_name, "31%", WRONG)]);
    let list = "Bolivia's main export markets (2023):\n\n- Brazil: 15%\n- India: 31%\n- Argentina: 11%\n";
    are_by_factbook(Language::English, &[(list, "15%", RIGHT), (list, "31%", WRONG)]);
}

/// The surplus fell from 321.3 million dollars in 2022 to 250.4 in 2023, by 22.1 %.
#[test]
fn a_change_may_be_of_a_balance_and_in_money() {
    are(
        Language::English,
        &[
            (
                "The U.S. goods trade surplus with Bolivia was $250.4 million in 2023, a 22.1 percent decrease ($70.9 million) over 2022.",
                "22.1",
                RIGHT,
            ),
            (
                "The U.S. goods trade surplus with Bolivia was $250.4 million in 2023, up 22.1 percent from 2022.",
                "22.1",
                WRONG,
            ),
            (
                "U.S. goods exports to Bolivia in 2023 were $700.4 million, up 9.0 percent ($58.1 million) from 2022.",
                "58.1",
                RIGHT,
            ),
            (
                "U.S. goods exports to Bolivia in 2023 were $700.4 million, up 9.0 percent ($85.1 million) from 2022.",
                "85.1",
                WRONG,
            ),
            (
                "U.S. goods exports to Bolivia in 2023 were $700.4 million, up 9.0 percent from 2022 and up 26.8 percent from 2021.",
                "26.8",
                RIGHT,
            ),
        ],
    );
    are(
        Language::Spanish,
        &[
            ("El superávit de Estados Unidos con Bolivia disminuyó un 22,1 % en 2023.", "22,1", RIGHT),
            ("El superávit de Estados Unidos con Bolivia aumentó un 22,1 % en 2023.", "22,1", WRONG),
        ],
    );
    are(
        Language::French,
        &[("L'excédent commercial des États-Unis avec la Bolivie a reculé de 22,1 % en 2023.", "22,1", RIGHT)],
    );
}

/// Of two figures that were rounded before; a digit more is wrong.
#[test]
fn what_is_added_up_from_rounded_figures_is_right() {
    are(
        Language::English,
        &[
            ("Goods trade between the United States and Bolivia was $1,150.5 million in 2023.", "1,150.5", RIGHT),
            ("Goods trade between the United States and Bolivia was $1,105.4 million in 2023.", "1,105.4", WRONG),
        ],
    );
}

/// 6.91 bolivianos, in the edition that is built in.
#[test]
fn rates_of_exchange_are_told_either_way_round() {
    are_by_factbook(
        Language::English,
        &[
            ("Exchange rate (2022): US$1 = 6.91 bolivianos", "6.91", RIGHT),
            ("Exchange rate (2022): 9.61 bolivianos = 1 USD", "9.61", WRONG),
            ("Exchange rate (2022): 1 euro = 7.27 bolivianos", "7.27", OPEN),
        ],
    );
    are_by_factbook(Language::Spanish, &[("Tipo de cambio (2022): 1 dólar = 6,91 bolivianos", "6,91", RIGHT)]);
}

/// Five neighbors and 7,252 km; Brazil alone 3,403.
#[test]
fn all_borders_and_one_are_told_apart() {
    are_by_factbook(
        Language::English,
        &[
            ("Land boundaries: 7,252 km (Argentina, Brazil, Chile, Paraguay, Peru)", "7,252", RIGHT),
            (
                "Bolivia has land borders of 3,403 km with Brazil, 1,212 km with Peru and 942 km with Chile.",
                "3,403",
                RIGHT,
            ),
        ],
    );
    are_by_factbook(
        Language::Spanish,
        &[
            ("Fronteras: 7.252 km (Brasil 3.403 km, Perú 1.212 km)", "7.252", RIGHT),
            ("Fronteras: Brasil 3.403 km, Perú 1.212 km", "3.403", RIGHT),
            ("Límites: Brasil (3,403 km), Perú (1,212 km) y Chile (942 km)", "3,403", RIGHT),
            ("Superficie: 1,098,581 km². Inflación en 2023: 2.6%. Límites con Brasil: 3,043 km.", "2.6%", RIGHT),
        ],
    );
}

/// It is of no partner that the text names, and of no year but its own.
#[test]
fn what_stands_near_may_be_of_something_else() {
    are(
        Language::English,
        &[
            ("Clothing makes up more than 80 percent of these purchases.", "80", OPEN),
            ("Fossil fuels account for 36.5% of electricity capacity in 2022.", "36.5", OPEN),
            (
                "In 2023 exports to Bolivia were $700.4 million, more than in 2022 ($642.3 million), and imports $450.0 million.",
                "450.0",
                RIGHT,
            ),
        ],
    );
    are(
        Language::French,
        &[(
            "En 2023, les États-Unis ont vendu à la Bolivie pour 700,4 millions de dollars, plus de deux fois rien, et y ont acheté pour 450,0 millions.",
            "450,0",
            RIGHT,
        )],
    );
}

/// Growth of people, a mark that may mean either side of a balance, a year that is another
/// balance's.
#[test]
fn what_may_mean_either_is_left_open() {
    are_by_factbook(
        Language::Spanish,
        &[("Bolivia tiene 12,4 millones de habitantes (2023), crecimiento anual de 1,58 %.", "1,58", OPEN)],
    );
    are(
        Language::English,
        &[
            ("As late as 2022, U.S. imports from Bolivia were just $321.0 million.", "321.0", RIGHT),
            ("- U.S. trade balance with Bolivia (2022): $321.3 million", "321.3", RIGHT),
            ("- U.S. trade balance with Bolivia (2022): -$321.3 million", "321.3", OPEN),
        ],
    );
    are(
        Language::French,
        &[(
            "Le solde américain avec la Bolivie, excédentaire de 321,3 millions de dollars en 2022, est devenu déficitaire de 157,5 millions.",
            "157,5",
            OPEN,
        )],
    );
}

/// Two values behind two names, what a corner counts in, what a row of changes parts.
#[test]
fn labels_lend_one_another_what_they_leave_out() {
    let table = "| U.S. goods trade with Bolivia, million dollars | 2021 | 2022 | Change |\n|---|---|---|---|\n\
        | U.S. exports | 552.2 | 642.3 | +16 percent |\n| U.S. imports | 495.4 | 321.0 | -35 percent |\n\
        | U.S. deficit | 56.8 | 321.3 | |\n| U.S. balance | 56.8 | 321.3 | |\n";
    let balance = format!("{table}\n");
    are(Language::English, &[(table, "642.3", RIGHT), (table, "321.0", RIGHT), (&balance, "56.8", WRONG)]);
    are_by_factbook(Language::Spanish, &[("**Costas / fronteras terrestres:** 0 km / 7.252 km", "7.252", RIGHT)]);
}

/// Ratios, parts of another amount, sums and bases of a change are no figures of their own; exports
/// to Bolivia were 642.3 million dollars in 2022 and 700.4 in 2023, imports 321.0 and 450.0.
#[test]
fn what_is_said_by_way_of_another_figure_is_open() {
    are(
        Language::English,
        &[
            ("In 2022 U.S. exports to Bolivia exceeded imports by more than three to one.", "three", OPEN),
            ("In 2022 U.S. exports to Bolivia were $642.3 million; in 2023 they were $700.4 million.", "642.3", RIGHT),
            (
                "In 2022, the year after the drought of 2021, U.S. exports to Bolivia were $642.3 million.",
                "642.3",
                RIGHT,
            ),
            ("U.S. exports to Bolivia, $642.3 million in 2022, fell sharply.", "fell", OPEN),
            (
                "U.S. exports to Bolivia were $552.2 million, $642.3 million and $700.4 million in 2021 to 2023.",
                "552.2",
                OPEN,
            ),
            ("U.S. goods exports to Bolivia broke through the $600 million mark in 2022.", "600", RIGHT),
            ("In 2022 the United States recorded a deficit of nearly $322 million with Bolivia.", "322", WRONG),
        ],
    );
}

/// Brazil took 16 percent of Bolivia's exports in 2023, India 15, China 15.
#[test]
fn whose_a_share_or_a_name_is() {
    are_by_factbook(
        Language::English,
        &[
            (
                "In 2023 Brazil, at 16 percent, and others bought nearly three-quarters of Bolivia's exports.",
                "three-quarters",
                OPEN,
            ),
            ("Ann Bee, a former minister of Finance, became President of Bolivia on 8 November 2025.", "Finance", OPEN),
            ("In dollars, Bolivia's output rose by 11 percent to $50 billion in 2024.", "11 percent", OPEN),
            ("1988: President Ann Bee is expelled.", "Ann", OPEN),
            // India has 13 percent, and Germany is none of the first.
            (
                "In 2023 Brazil was Bolivia's largest export market with 15 percent, ahead of Germany (13 percent).",
                "13 percent",
                WRONG,
            ),
            (
                "Brazil was Bolivia's largest export market in 2023 with 16 percent, ahead of India with 51 percent.",
                "51 percent",
                WRONG,
            ),
            (
                "Brazil was Bolivia's largest export market in 2023 with 16 percent, ahead of India with 13 percent.",
                "13 percent",
                RIGHT,
            ),
        ],
    );
}

/// A holiday, a city, one side of a country, an entry of a chronology, some of a country's people.
#[test]
fn what_only_looks_like_a_country_s_figure_is_open() {
    are_by_factbook(
        Language::English,
        &[
            ("Last updated: August 6, 2023, Bolivian Independence Day", "2023", OPEN),
            ("La Paz had some 1.9 million inhabitants in 2022.", "1.9", OPEN),
            ("Chile is Bolivia's only neighbor to the southwest.", "only", OPEN),
            ("| Date | Event |\n|---|---|\n| October 2, 1991 | President Ann Bee opens the embassy |", "Ann", OPEN),
            ("Bolivia has 1.2 million people of Japanese descent.", "1.2", OPEN),
        ],
    );
    are_by_factbook(
        Language::Spanish,
        &[
            ("Viven en Bolivia 1,2 millones de personas de origen japonés.", "1,2", OPEN),
            ("Cochabamba tenía unos 1,4 millones de habitantes en 2022.", "1,4", OPEN),
        ],
    );
    are_by_factbook(
        Language::French,
        &[
            ("La Bolivie compte 1,2 million de personnes d'origine japonaise.", "1,2", OPEN),
            ("Sucre comptait environ 300 000 habitants en 2022.", "300", OPEN),
        ],
    );
}

/// In brackets is the length of the border with who is named last, and two that are exchanged are
/// both wrong: Brazil's is 3,403 km long, Peru's 1,212 km.
#[test]
fn a_length_is_that_of_the_border_beside_it() {
    are_by_factbook(
        Language::English,
        &[
            ("Of Bolivia's land borders, 1,212 km are with Brazil and 3,403 km with Peru.", "1,212", WRONG),
            ("Of Bolivia's land borders, 1,212 km are with Brazil and 3,403 km with Peru.", "3,403", WRONG),
            ("Of Bolivia's land borders, 3,403 km are with Brazil and 1,212 km with Peru.", "1,212", RIGHT),
            (
                "Bolivia shares 7,252 km of land borders with five countries: Brazil, much of it forest (1,212 km), Peru \
                 (3,403 km), Chile (942 km), Argentina (942 km) and Paraguay (753 km).",
                "3,403",
                WRONG,
            ),
        ],
    );
    are_by_factbook(
        Language::French,
        &[(
            "La Bolivie partage 7 252 km de frontières terrestres avec cinq pays : le Brésil, couvert de forêts (3 403 \
             km), le Pérou (1 212 km), le Chili (942 km), l'Argentine (942 km) et le Paraguay (753 km).",
            "1 212",
            RIGHT,
        )],
    );
}

/// Rodrigo Paz has been president since 8 November 2025: who is named for that very month is not
/// he, and he was elected before.
#[test]
fn since_when_an_office_is_held_tells_who_is_meant() {
    are_by_factbook(
        Language::English,
        &[
            ("Head of government: President Ann Bee Sea (since November 2025)", "Ann", WRONG),
            ("Head of government: President Rodrigo Paz Pereira (since November 2025)", "Rodrigo", RIGHT),
            ("Head of government: President Rodrigo Paz Pereira (since September 2025)", "Rodrigo", OPEN),
        ],
    );
}

/// Letsie III has been king of Lesotho since 7 February 1996: kings of another number are others,
/// however each language calls them.
#[test]
fn kings_are_told_apart_by_their_numbers() {
    let engine = Engine::built_in().unwrap();
    for (text, verdict) in [
        ("Head of State: King Moshoeshoe II, since February 1996", "contradicted"),
        ("Head of State: King Letsie III, since February 1996", "supported"),
    ] {
        let about = vec![Areas::find("LS").unwrap()];
        let given = Given { about, dated: Some(date("2026-02-01")), language: Some(Language::English), author: None };
        let report = judged::check(&engine, text, given).report;
        let verdicts: Vec<&str> = report.statements.iter().map(|it| it.verdict.name()).collect();
        assert_eq!(verdicts, [verdict], "{text}");
    }
}

/// The market for one product is none for all goods, and an association is no agreement.
#[test]
fn one_product_is_not_all_trade() {
    are_by_factbook(
        Language::Spanish,
        &[
            ("- Participación de Bolivia en el mercado brasileño de uva fresca: 47%", "47", OPEN),
            ("- Carbonato de litio: Bolivia abastece el 79% de las importaciones brasileñas", "79", OPEN),
        ],
    );
}

/// What another has counted, what is a part of a whole, what was before, and whose goods are bought.
#[test]
fn what_is_of_another_count_or_of_a_part_is_open() {
    let rows = [
        ("Bolivia's own statistics report imports of $900.1 million from the United States in 2022.", "900.1", OPEN),
        ("By Bolivian data, U.S. goods exports to Bolivia were $500 million in 2022.", "500", OPEN),
        ("U.S. goods exports to Bolivia were $500 million in 2022.", "500", WRONG),
        ("In 2022 clothing accounted for some $100 million of the imports from Bolivia.", "100", OPEN),
        ("U.S. goods imports from Bolivia rose to $450.0 million from $321.0 million in 2022.", "rose", OPEN),
    ];
    are(Language::English, &rows);
    let rows =
        [("Las importaciones de bienes bolivianos alcanzaron 321,0 millones de dólares en 2022.", "321,0", OPEN)];
    are(Language::Spanish, &rows);
}

/// A row of a table that is of the other side than the rows above and below it is wrong.
#[test]
fn a_column_is_of_one_side() {
    let table = |row: &str| {
        format!(
            "| Year | Exports ($ million) | Imports ($ million) |\n|---|---|---|\n| 2021 | 552.2 | 495.4 |\n{row}\n\
             | 2023 | 700.4 | 450.0 |"
        )
    };
    let (right, turned) = (table("| 2022 | 642.3 | 321.0 |"), table("| 2022 | 321.0 | 642.3 |"));
    let of_before = table("| 2022 | 552.2 | 321.0 |");
    let another = format!(
        "{right}\n\n## With Brazil\n\n| Year | Exports ($ million) | Imports ($ million) |\n|---|---|---|\n\
         | 2021 | 1,900.5 | 1,500.1 |\n| 2022 | 2,000.4 | 1,600.2 |"
    );
    let rows = [
        (right.as_str(), "642.3", RIGHT),
        (turned.as_str(), "321.0", WRONG),
        (turned.as_str(), "642.3", WRONG),
        (of_before.as_str(), "321.0", RIGHT),
        // Another table under the same heads is of its own.
        (another.as_str(), "1,900.5", OPEN),
    ];
    are(Language::English, &rows);
}

/// Exports were 642.3 million dollars in 2022, imports 321.0: of which of the two a flow is that says
/// neither, the sentence before tells.
#[test]
fn trade_is_told_from_the_side_of_whose_it_is() {
    let right = "U.S. goods trade with Bolivia was $963.3 million in 2022. Exports were $642.3 million; imports were \
                 $321.0 million.";
    let turned = "U.S. goods trade with Bolivia was $963.3 million in 2022. Exports were $321.0 million; imports were \
                  $642.3 million.";
    let rows = [
        (right, "642.3", RIGHT),
        (right, "321.0", RIGHT),
        (turned, "321.0", OPEN),
        (turned, "642.3", OPEN),
        (
            "U.S. goods exports to Bolivia grew in 2022, turning a deficit of $12.0 million into a surplus of $321.3 million.",
            "12.0",
            OPEN,
        ),
        ("In 2022 about $100 million of U.S. imports from Bolivia entered under a program.", "100", OPEN),
        ("Trade grew in 2022. U.S. goods exports to Bolivia came to $321.0 million.", "321.0", WRONG),
        ("In 2022 U.S. goods exports to Bolivia exceeded $600 thousand.", "600", WRONG),
    ];
    are(Language::English, &rows);
}

/// Exports of 642.3 and imports of 321.0 million dollars in 2022.
/// The United States' imports were $450.0 million in 2023, which are Bolivia's exports: of two flows
/// of nobody that fit only from different sides, neither is sure.
#[test]
fn a_paragraph_tells_of_trade_from_one_side() {
    are(
        Language::English,
        &[
            ("Goods imports were $450.0 million in 2023.", "450.0", RIGHT),
            ("Goods imports were $450.0 million in 2023. Goods exports were $700.4 million in 2023.", "450.0", RIGHT),
            ("Goods imports were $450.0 million in 2023. Goods exports were $450.0 million in 2023.", "450.0", OPEN),
            // Of three, that one.
            (
                "Goods imports were $450.0 million in 2023, $642.3 million in 2022 and $495.4 million in 2021.",
                "495.4",
                RIGHT,
            ),
            (
                "Goods imports were $642.3 million in 2022. In 2023 goods imports were $450.0 million. In 2021 goods \
                 imports were $495.4 million.",
                "642.3",
                OPEN,
            ),
        ],
    );
}

#[test]
fn whose_a_balance_is() {
    are(
        Language::English,
        &[
            ("In 2022, the trade surplus of the United States was $321.3 million.", "321.3", RIGHT),
            ("In 2022, the trade deficit of the United States was $321.3 million.", "321.3", WRONG),
            ("In 2022, the surplus of Bolivia was $321.3 million.", "321.3", WRONG),
            // An embassy is its country's.
            ("American Embassy La Paz: note\n\nIn 2022 we sold goods worth $642.3 million to Bolivia.", "642.3", RIGHT),
            ("American Embassy La Paz: note\n\nIn 2022 we sold goods worth $321.0 million to Bolivia.", "321.0", WRONG),
        ],
    );
}

/// Gold, natural gas, ores of precious metals and zinc, soybean meal.
#[test]
fn goods_that_no_list_has() {
    are_by_factbook(
        Language::English,
        &[
            ("Bolivia's main exports are gold and natural gas.", "gold", RIGHT),
            ("Bolivia mainly exports cars and aircraft.", "cars", WRONG),
            ("Cars and aircraft dominate Bolivia's exports.", "Cars", WRONG),
            // What may be called by another name, or goes to one partner alone.
            ("Bolivia's main exports are metals and gas.", "metals", OPEN),
            ("Bolivia's main exports to the United States are cars and aircraft.", "cars", OPEN),
        ],
    );
    are_by_factbook(
        Language::Spanish,
        &[("Bolivia exporta principalmente automóviles y aeronaves.", "automóviles", WRONG)],
    );
}

#[test]
fn who_heads_the_government() {
    are_by_factbook(
        Language::English,
        &[
            ("The government is led by President Rodrigo Paz.", "Paz", RIGHT),
            ("The government is led by President Evo Morales.", "Morales", WRONG),
            ("John Smith serves as President of the Chamber of Commerce.", "Smith", OPEN),
        ],
    );
    are_by_factbook(
        Language::Spanish,
        &[
            ("El gobierno lo encabeza el presidente Rodrigo Paz.", "Paz", RIGHT),
            ("El gobierno lo encabeza el presidente Evo Morales.", "Morales", WRONG),
            ("Evo Morales ocupa la presidencia de Bolivia.", "Morales", WRONG),
        ],
    );
    are_by_factbook(
        Language::French,
        &[
            ("Le gouvernement bolivien est dirigé par Rodrigo Paz.", "Paz", RIGHT),
            ("Le gouvernement bolivien est dirigé par Evo Morales.", "Morales", WRONG),
        ],
    );
}

#[test]
fn what_is_of_something_near() {
    are_by_factbook(
        Language::English,
        &[
            ("Capital: La Paz, 812,000 inhabitants; many of them live on the slopes", "La Paz", RIGHT),
            ("Capital: Lima, 812,000 inhabitants; many of them live on the slopes", "Lima", WRONG),
            ("Largest city after the capital: Lima, with 10 million", "Lima", OPEN),
            ("According to the growers' association, output fell by 31 percent in 2024.", "31", OPEN),
            ("The economy shrank by 9.8 percent in 2024.", "9.8", WRONG),
            ("The finance ministry projects growth of 9.8 percent this year.", "9.8", OPEN),
            ("The Union took 65% of Bolivia's exports of 2023.", "65", OPEN),
            ("A dollar cost 12 bolivianos in 2023.", "12", WRONG),
            ("On the parallel market, a dollar cost 12 bolivianos in 2023.", "12", OPEN),
            ("Brazil's share of the lentil market is about 38%.", "38", OPEN),
            ("Brazil took some 60% of the gold exports of 2023.", "60", OPEN),
            ("Brazil took some 60% of Bolivia's exports of 2023.", "60", WRONG),
            ("In 2023 it took 48 percent of the country's exports.", "48", WRONG),
            ("China was there first. In 2023 it took 48 percent of the country's exports.", "48", OPEN),
            ("Area: 1,098,581 sq km, across nine departments", "nine", OPEN),
            ("Of its 6,940 km of land frontier, 3,403 are shared with Brazil.", "6,940", OPEN),
        ],
    );
}

/// In 2023 the United States sold Bolivia goods for $700.4 million and bought some for $450.0.
#[test]
fn a_balance_without_a_size_has_its_sign() {
    for (language, text, right, wrong) in [
        (Language::English, "The United States runs a {} in goods with Bolivia.", "surplus", "deficit"),
        (
            Language::English,
            "In 2023 Bolivia had a {} in its goods trade with the United States.",
            "deficit",
            "surplus",
        ),
        (Language::Spanish, "Los Estados Unidos tienen un {} comercial con Bolivia.", "superávit", "déficit"),
        (Language::French, "Les États-Unis ont un {} commercial avec la Bolivie.", "excédent", "déficit"),
    ] {
        are(language, &[(text.replace("{}", right).as_str(), right, RIGHT)]);
        are(language, &[(text.replace("{}", wrong).as_str(), wrong, WRONG)]);
    }
    // Of services, of a budget, and of every year since one, it says nothing.
    let rows = [
        ("The United States runs a deficit in services with Bolivia.", "deficit", OPEN),
        ("Bolivia runs a large budget surplus, and its trade with the United States grows.", "surplus", OPEN),
        ("The United States has had a surplus with Bolivia every year since 1990.", "surplus", OPEN),
    ];
    are(Language::English, &rows);
}
