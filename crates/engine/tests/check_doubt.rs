//! What would be wrong, but that the words may be of something else, and what of the like is
//! wrong all the same; by the Factbook that is built in.

mod judged;

use attache_engine::{
    Engine,
    checking::{Given, Verdict},
    model::{Areas, Language},
};
use judged::{OPEN, RIGHT, WRONG, check};

#[track_caller]
fn are(language: Language, rows: &[(&str, &str, Option<bool>)]) {
    judged::are(&Engine::built_in().unwrap(), "2026-02-01".parse().unwrap(), language, rows);
}

#[test]
fn of_the_year_for_which_it_is_told() {
    are(
        Language::English,
        &[
            ("Growth in 2024 marked a turnaround from 2022, for which 3.6% is estimated.", "3.6", RIGHT),
            ("Growth in 2024 marked a turnaround from 2022, for which 6.3% is estimated.", "6.3", OPEN),
        ],
    );
}

#[test]
fn of_men_or_women_alone() {
    are(
        Language::English,
        &[
            ("Life expectancy in Bolivia is 58.1 years.", "58.1", WRONG),
            ("Life expectancy in Bolivia is 58.1 years for men and 70.2 for women.", "58.1", OPEN),
            ("Life expectancy: 58.1 years (men), 70.2 years (women)", "58.1", OPEN),
        ],
    );
    are(Language::Spanish, &[("La esperanza de vida es de 58,1 años para los hombres.", "58,1", OPEN)]);
    are(Language::French, &[("L'espérance de vie est de 58,1 ans pour les hommes.", "58,1", OPEN)]);
}

#[test]
fn a_place_within_a_group_is_none_among_all() {
    are(
        Language::English,
        &[
            ("India was Bolivia's fifth largest export market in 2023.", "fifth", WRONG),
            ("Of the six countries of Asia, India was Bolivia's fifth largest export market in 2023.", "fifth", OPEN),
        ],
    );
}

#[test]
fn who_is_named_behind_a_preposition_does_nothing() {
    are(
        Language::English,
        &[
            ("President Jorge Quiroga has been in office since 8 November 2025.", "Jorge", WRONG),
            ("Rodrigo Paz, elected over Jorge Quiroga, has been president since 8 November 2025.", "Jorge", OPEN),
            ("Rodrigo Paz, a son of Santiago Ramos, has been president of Bolivia since 2025.", "Santiago", RIGHT),
            ("The Prime Minister's XIII match at Hernando Siles drew 14,000 spectators.", "Hernando", OPEN),
            // The one that is compared with has not the neighbors.
            (
                "Bolivia is far smaller than the United States, and shares land borders with five countries.",
                "five",
                OPEN,
            ),
            ("Bolivia shares land borders with six countries.", "six", WRONG),
        ],
    );
}

/// Brazil took 15 percent of Bolivia's exports in 2023, India 13, and China 11.
#[test]
fn with_whom_another_is_compared_has_no_share_here() {
    are(
        Language::English,
        &[
            ("In 2023, after Brazil, the main market for exports of Bolivia was India with 13 percent.", "13", RIGHT),
            ("In 2023 Bolivia sent 13 percent of its exports to India, behind only Brazil.", "13", RIGHT),
            ("The state of Texas alone accounts for half of all exports to Bolivia.", "half", OPEN),
        ],
    );
    are(
        Language::Spanish,
        &[
            (
                "En 2023 Brasil fue el primer destino de Bolivia, con el 15 % de las ventas, seguido de India.",
                "15",
                RIGHT,
            ),
            (
                "En 2023 China proporcionó el 22 % de las importaciones de Bolivia, Brasil el 18 % y Estados Unidos el 7 %.",
                "7 %",
                RIGHT,
            ),
        ],
    );
}

#[test]
fn a_share_of_something_else_than_trade() {
    are(
        Language::English,
        &[
            ("In 2023 Brazil took 45 percent of Bolivia's exports.", "45 percent", WRONG),
            ("In 2023 Brazil took 45 percent of the tourists.", "45 percent", OPEN),
        ],
    );
}

/// A partner's place is borne out, so that the share beside it can be no other one's.
#[test]
fn what_is_borne_out_beside_makes_a_share_certain() {
    are(
        Language::English,
        &[
            (
                "In 2023, India was Bolivia's second-largest export market, with 33 percent of its exports.",
                "33 percent",
                WRONG,
            ),
            (
                "In 2023, India was Bolivia's second-largest export market, with 13 percent of its exports.",
                "13 percent",
                RIGHT,
            ),
        ],
    );
}

#[test]
fn each_neighbor_has_its_own_length() {
    are(
        Language::English,
        &[
            ("Bolivia is bordered by Brazil (3,403 km), Paraguay (753 km) and Chile (942 km).", "753", RIGHT),
            ("Bolivia is bordered by Brazil (3,403 km), Paraguay (953 km) and Chile (942 km).", "953", WRONG),
            ("Bolivia is bordered by Brazil (3,403 km), Paraguay (953 km) and Chile (942 km).", "942", RIGHT),
        ],
    );
    are(
        Language::Spanish,
        &[("Bolivia limita con el Brasil (3.403 km), Paraguay (953 km) y Chile (942 km).", "953", WRONG)],
    );
    are(
        Language::French,
        &[("La Bolivie est limitrophe du Brésil (3 403 km), du Paraguay (953 km) et du Chili (942 km).", "953", WRONG)],
    );
}

#[test]
fn values_that_stand_together_are_each_of_their_label() {
    are(
        Language::English,
        &[
            ("Land borders / highest point: 7,252 km / 6,542 m", "7,252", RIGHT),
            ("Land borders / highest point: 7,252 km / 6,542 m", "6,542", RIGHT),
        ],
    );
}

/// The Factbook lists gold, natural gas, ores of precious metals, zinc ore and soybean meal.
#[test]
fn goods_are_held_against_the_list_by_their_codes() {
    are(
        Language::English,
        &[
            ("Gold leads Bolivia's list of exports.", "Gold", RIGHT),
            ("Bolivia's main exports are gold, natural gas and zinc ore.", "gold", RIGHT),
            // Not first, and not listed: another list may have them so.
            ("Soybean meal leads Bolivia's list of exports.", "Soybean", OPEN),
            ("Bolivia's main exports are gold, quinoa and llamas.", "gold", OPEN),
        ],
    );
    are(Language::Spanish, &[("El oro encabeza las exportaciones de Bolivia.", "oro", RIGHT)]);
    are(
        Language::French,
        &[("Les principaux produits exportés par la Bolivie sont l'or et le gaz naturel.", "l'or", RIGHT)],
    );
}

#[test]
fn a_pronoun_leaves_open_who_supplies() {
    are(
        Language::English,
        &[("Bolivia buys from China and Peru. It supplied 41 percent of imports in 2023.", "41 percent", OPEN)],
    );
}

/// Of the country that the text says nothing else of, where it is right of that one alone.
#[test]
fn a_label_without_a_country_is_of_either() {
    are(Language::English, &[("Capital: La Paz; Sucre, with about 0.3 million inhabitants", "La Paz", RIGHT)]);
}

/// The Factbook has Bolivia as a member of the Andean Community, and of no part in the Pacific
/// Islands Forum; Jordan as a partner of NATO.
#[test]
fn in_what_capacity_a_state_belongs() {
    are(
        Language::English,
        &[
            ("Bolivia is a member of the Andean Community.", "Bolivia", RIGHT),
            ("Bolivia is a full member of the Andean Community.", "Bolivia", RIGHT),
            ("Bolivia is an observer at the Andean Community.", "Bolivia", WRONG),
            ("Bolivia is a member of the Pacific Islands Forum.", "Bolivia", WRONG),
            ("Bolivia belongs to the Andean Community and the Pacific Islands Forum.", "Bolivia", WRONG),
            // Not all that observe are listed, and not all organizations are.
            ("Bolivia is an observer at the Pacific Islands Forum.", "Bolivia", OPEN),
            ("Bolivia is a member of the Indian Ocean Rim Association.", "Bolivia", OPEN),
            ("Jordan is a member of NATO.", "Jordan", WRONG),
            ("Jordan is a partner of NATO.", "Jordan", RIGHT),
            ("Jordan participates in NATO as a partner.", "Jordan", RIGHT),
            ("Jordan participates in NATO.", "Jordan", OPEN),
            (
                "Jordan belongs to the United Nations, the Arab League and NATO's Mediterranean Dialogue.",
                "Jordan",
                OPEN,
            ),
            ("Bolivia is a member of the OAS and is an observer at the Andean Community.", "observer", WRONG),
            ("Jordan is a partner of NATO, an observer at the OAS, and a member of the Arab League.", "NATO", RIGHT),
            (
                "Bolivia is a member of the OAS, an associate of Mercosur and a candidate for the EU.",
                "associate",
                RIGHT,
            ),
            ("Bolivia is a member of the OAS and an observer at the Andean Community.", "observer", WRONG),
            ("Bolivia is not a member of the Andean Community.", "Bolivia", WRONG),
            ("Bolivia does not belong to the Andean Community.", "Bolivia", WRONG),
            ("Bolivia is not a member of NATO.", "Bolivia", RIGHT),
            ("Bolivia is no longer a member of NATO.", "Bolivia", OPEN),
            // Less than that, or of several.
            ("Bolivia is not a founding member of the Andean Community.", "Bolivia", OPEN),
            ("Bolivia is not only a member of the Andean Community.", "Bolivia", RIGHT),
            ("Bolivia is not a member of NATO or the Andean Community.", "Bolivia", OPEN),
            ("Bolivia, though not in the EU, is a member of the Andean Community.", "Bolivia", OPEN),
        ],
    );
    are(
        Language::Spanish,
        &[
            ("Bolivia es miembro pleno de la Comunidad Andina.", "Bolivia", RIGHT),
            ("Bolivia es observador de la Comunidad Andina.", "Bolivia", WRONG),
            ("Bolivia participa en la Comunidad Andina solo como observador.", "Bolivia", WRONG),
            ("Bolivia es miembro de la OEA y observador de la Comunidad Andina.", "observador", WRONG),
            ("Bolivia no es miembro de la OTAN.", "Bolivia", RIGHT),
            ("Bolivia, no obstante, es miembro de la Comunidad Andina.", "Bolivia", OPEN),
            ("A diferencia de Jordania, no es miembro de la OTAN.", "Jordania", OPEN),
        ],
    );
    are(
        Language::French,
        &[
            ("La Bolivie est membre à part entière de la Communauté andine.", "Bolivie", RIGHT),
            ("La Bolivie a le statut d'observateur auprès de la Communauté andine.", "Bolivie", WRONG),
            ("La Bolivie est membre de l'OEA et observateur auprès de la Communauté andine.", "observateur", WRONG),
            ("La Bolivie n'est pas membre de la Communauté andine.", "Bolivie", WRONG),
            ("La Bolivie n'appartient pas à l'OTAN.", "Bolivie", RIGHT),
        ],
    );
}

/// 7,252 km of land borders, with five neighbors.
#[test]
fn one_of_several_is_not_all() {
    are(
        Language::English,
        &[
            ("Bolivia has land borders of 1,975 kilometers.", "1,975", WRONG),
            ("The last is the longest of Bolivia's land borders, at 1,975 kilometers.", "1,975", OPEN),
        ],
    );
}

/// A chamber of 130 deputies and a Senate of 36.
#[test]
fn seats_of_a_chamber_that_is_told_of_as_history_are_open() {
    are(
        Language::English,
        &[
            ("In 2006 the president dissolved the 157-member parliament of Bolivia.", "157", OPEN),
            ("Bolivia's lower house has 230 seats.", "230", WRONG),
            ("Bolivia's lower house has 130 seats.", "130", RIGHT),
        ],
    );
}

/// What stands under a third country's name is of that one, and so are "the two countries" behind it.
#[test]
fn what_is_told_of_a_third_country_is_not_the_pair_s() {
    are(
        Language::English,
        &[
            ("# Bolivia\n\n## Peru\n\nThe investment treaty of 1993 is in force.", "1993", OPEN),
            ("# Bolivia\n\nPeru. The free trade agreement has been in force since 1994.", "1994", OPEN),
            (
                "The trade agreement with Chile dates from 1993, and the investment treaty between the two countries from 1995.",
                "1995",
                OPEN,
            ),
            ("# Bolivia\n\n## Scenarios\n\nInflation in Bolivia is 45 percent in 2024.", "45", OPEN),
            ("# Bolivia\n\n## Economy\n\nInflation in Bolivia was 45 percent in 2024.", "45", WRONG),
        ],
    );
}

/// Growth was 3.1 percent in 2023 and 1.4 in 2024; inflation 2.6 and 5.1.
#[test]
fn a_year_that_is_lent_is_none_where_another_has_been_named() {
    are(
        Language::English,
        &[
            (
                "Bolivia's economy grew by 3.1 percent in 2023 and by 1.4 percent in 2024; inflation was 5.1 percent.",
                "5.1",
                RIGHT,
            ),
            (
                "Bolivia became independent from Spain on August 6, 1825, and the United States established diplomatic \
                 relations with it on May 30, 1848.",
                "1848",
                OPEN,
            ),
        ],
    );
}

/// A figure that follows another one is counted in what its own words say.
#[test]
fn people_are_not_counted_in_square_kilometers() {
    are(
        Language::English,
        &[
            ("Bolivia covers 1,098,581 square kilometers and has a population of 12.4 million.", "12.4", RIGHT),
            ("The Bolivian people, 14.2 million, live on 1,098,581 square kilometers.", "1,098,581", RIGHT),
            ("Bolivia has 7,252 km of land borders, of which 3,403 are shared with Brazil.", "3,403", RIGHT),
            ("Bolivia has 7,252 km of land borders, of which 1,403 are shared with Brazil.", "1,403", WRONG),
            ("With Brazil alone Bolivia shares 3,403 kilometers of frontier.", "3,403", RIGHT),
        ],
    );
}

/// Abdulla Aripov is prime minister of Uzbekistan, and Shavkat Mirziyoyev its president.
#[test]
fn who_is_prime_minister_is_not_borne_out_as_president() {
    let engine = Engine::built_in().unwrap();
    for (text, is_right) in [
        ("President Abdulla Aripov has been in office since December 2016.", false),
        ("Prime Minister Abdulla Aripov has been in office since December 2016.", true),
        ("President Shavkat Mirziyoyev has been in office since December 2016.", true),
    ] {
        let about = ["US", "UZ"].iter().map(|name| Areas::find(name).unwrap()).collect();
        let dated = Some("2026-02-01".parse().unwrap());
        let given = Given { about, author: None, dated, language: Some(Language::English) };
        let statements = check(&engine, text, given).report.statements;
        assert_eq!(statements.iter().any(|it| it.verdict == Verdict::Supported), is_right, "{text}: {statements:#?}");
    }
}

#[test]
fn a_part_is_not_the_whole_of_which_it_is_named() {
    are(
        Language::English,
        &[
            ("Inflation in Bolivia was 2.6% in 2023, although food prices jumped by 17 percent in 2023.", "17", OPEN),
            ("Inflation in Bolivia was 2.6% in 2023, although prices jumped by 17 percent in 2022.", "17", WRONG),
            ("Bolivia has spent 15 percent of its defense budget on helicopters.", "15", OPEN),
            ("The department of Beni and its capital, Trinidad, lie in the lowlands of Bolivia.", "Trinidad", OPEN),
            ("Copper output in Bolivia: 4% below the year before.", "4%", OPEN),
            ("Bolivia has 3,403 km of frontier along the rivers, and 3,849 km elsewhere.", "3,403", OPEN),
        ],
    );
}

#[test]
fn a_plus_and_words_behind_a_figure_are_its_sign() {
    are(
        Language::English,
        &[
            ("Inflation: +2.6% (2023)", "2.6", RIGHT),
            ("Current account: -$1.15 billion (2023)", "1.15", RIGHT),
            ("Current account: +$1.15 billion (2023)", "1.15", WRONG),
            ("Bolivia's current account was $1.15 billion in the red in 2023.", "1.15", RIGHT),
            ("Bolivia's current account slipped into deficit in 2023, by $1.15 billion.", "1.15", RIGHT),
            ("GDP shrank in the pandemic year of 2020, bounced back by 1.4 percent in 2024.", "1.4", RIGHT),
        ],
    );
}

/// People grow by 1 % a year.
#[test]
fn people_grow_or_shrink_behind_their_number() {
    are(
        Language::English,
        &[
            ("Population: 12.4 million (2025), growing by 1 percent a year", "1 percent", RIGHT),
            ("Population: 12.4 million (2025), growing by 3.8 percent a year", "3.8", WRONG),
        ],
    );
}

#[test]
fn who_gave_a_street_its_name_leads_no_state() {
    are(
        Language::English,
        &[("Enquiries about Bolivia: FCO Correspondence, King Charles Street, London SW1A 2AH.", "King", OPEN)],
    );
}
