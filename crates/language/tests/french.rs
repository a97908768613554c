//! What names, nouns, periods and figures do in French.

use attache_fact::{Commodity, Quantity, Value};
use attache_language::Wordings;
use attache_model::{Areas, Code, Language, Organization};

fn written(value: &Value, form: &str) -> String {
    Wordings::in_language(Language::French).value(value, form)
}

fn area(code: &str, form: &str) -> String {
    written(&Value::Area(Areas::find(code).unwrap()), form)
}

/// In running text, of it, to it, in it.
#[test]
fn names() {
    let cases = [
        ("US", "les États-Unis", "des États-Unis", "aux États-Unis", "aux États-Unis"),
        ("BO", "la Bolivie", "de la Bolivie", "à la Bolivie", "en Bolivie"),
        ("PE", "le Pérou", "du Pérou", "au Pérou", "au Pérou"),
        ("NL", "les Pays-Bas", "des Pays-Bas", "aux Pays-Bas", "aux Pays-Bas"),
        (
            "AE",
            "les Émirats arabes unis",
            "des Émirats arabes unis",
            "aux Émirats arabes unis",
            "aux Émirats arabes unis",
        ),
        ("GB", "le Royaume-Uni", "du Royaume-Uni", "au Royaume-Uni", "au Royaume-Uni"),
        ("CI", "la Côte d'Ivoire", "de la Côte d'Ivoire", "à la Côte d'Ivoire", "en Côte d'Ivoire"),
        ("IR", "l'Iran", "de l'Iran", "à l'Iran", "en Iran"),
        ("EG", "l'Égypte", "de l'Égypte", "à l'Égypte", "en Égypte"),
        ("UY", "l'Uruguay", "de l'Uruguay", "à l'Uruguay", "en Uruguay"),
        ("SZ", "l'Eswatini", "de l'Eswatini", "à l'Eswatini", "en Eswatini"),
        ("YE", "le Yémen", "du Yémen", "au Yémen", "au Yémen"),
        ("HN", "le Honduras", "du Honduras", "au Honduras", "au Honduras"),
        ("HU", "la Hongrie", "de la Hongrie", "à la Hongrie", "en Hongrie"),
        ("SV", "le Salvador", "du Salvador", "au Salvador", "au Salvador"),
        ("CV", "le Cap-Vert", "du Cap-Vert", "au Cap-Vert", "au Cap-Vert"),
        ("CU", "Cuba", "de Cuba", "à Cuba", "à Cuba"),
        ("HT", "Haïti", "d'Haïti", "à Haïti", "en Haïti"),
        ("IL", "Israël", "d'Israël", "à Israël", "en Israël"),
        ("CY", "Chypre", "de Chypre", "à Chypre", "à Chypre"),
        ("MT", "Malte", "de Malte", "à Malte", "à Malte"),
        ("OM", "Oman", "d'Oman", "à Oman", "à Oman"),
        ("SG", "Singapour", "de Singapour", "à Singapour", "à Singapour"),
        ("MG", "Madagascar", "de Madagascar", "à Madagascar", "à Madagascar"),
        ("TW", "Taïwan", "de Taïwan", "à Taïwan", "à Taïwan"),
        ("DJ", "Djibouti", "de Djibouti", "à Djibouti", "à Djibouti"),
        ("MU", "Maurice", "de Maurice", "à Maurice", "à Maurice"),
        ("AD", "Andorre", "d'Andorre", "à Andorre", "en Andorre"),
        ("AG", "Antigua-et-Barbuda", "d'Antigua-et-Barbuda", "à Antigua-et-Barbuda", "à Antigua-et-Barbuda"),
        ("HK", "Hong Kong", "de Hong Kong", "à Hong Kong", "à Hong Kong"),
        ("KI", "Kiribati", "de Kiribati", "à Kiribati", "à Kiribati"),
        ("PH", "les Philippines", "des Philippines", "aux Philippines", "aux Philippines"),
        ("MV", "les Maldives", "des Maldives", "aux Maldives", "aux Maldives"),
        ("KM", "les Comores", "des Comores", "aux Comores", "aux Comores"),
        ("FJ", "les Fidji", "des Fidji", "aux Fidji", "aux Fidji"),
        ("MH", "les Îles Marshall", "des Îles Marshall", "aux Îles Marshall", "aux Îles Marshall"),
        ("BB", "la Barbade", "de la Barbade", "à la Barbade", "à la Barbade"),
        ("DM", "la Dominique", "de la Dominique", "à la Dominique", "à la Dominique"),
        ("JM", "la Jamaïque", "de la Jamaïque", "à la Jamaïque", "en Jamaïque"),
        (
            "DO",
            "la République dominicaine",
            "de la République dominicaine",
            "à la République dominicaine",
            "en République dominicaine",
        ),
        (
            "CG",
            "la République du Congo",
            "de la République du Congo",
            "à la République du Congo",
            "en République du Congo",
        ),
        ("KR", "la Corée du Sud", "de la Corée du Sud", "à la Corée du Sud", "en Corée du Sud"),
        ("KP", "la Corée du Nord", "de la Corée du Nord", "à la Corée du Nord", "en Corée du Nord"),
        ("GM", "la Gambie", "de la Gambie", "à la Gambie", "en Gambie"),
        ("TL", "le Timor oriental", "du Timor oriental", "au Timor oriental", "au Timor oriental"),
        ("VA", "le Saint-Siège", "du Saint-Siège", "au Saint-Siège", "auprès du Saint-Siège"),
        ("MM", "la Birmanie", "de la Birmanie", "à la Birmanie", "en Birmanie"),
        ("RE", "la Réunion", "de la Réunion", "à la Réunion", "à la Réunion"),
        ("IM", "l'Île de Man", "de l'Île de Man", "à l'Île de Man", "à l'Île de Man"),
        ("GF", "la Guyane française", "de la Guyane française", "à la Guyane française", "en Guyane française"),
        ("GL", "le Groenland", "du Groenland", "au Groenland", "au Groenland"),
        ("EU", "l'Union européenne", "de l'Union européenne", "à l'Union européenne", "dans l'Union européenne"),
        ("W00", "le monde", "du monde", "au monde", "dans le monde"),
        ("SUHH", "l'Union soviétique", "de l'Union soviétique", "à l'Union soviétique", "dans l'Union soviétique"),
        ("YUCS", "la Yougoslavie", "de la Yougoslavie", "à la Yougoslavie", "en Yougoslavie"),
        ("OTXX", "l'Empire ottoman", "de l'Empire ottoman", "à l'Empire ottoman", "dans l'Empire ottoman"),
        ("DDDE", "l'Allemagne de l'Est", "de l'Allemagne de l'Est", "à l'Allemagne de l'Est", "en Allemagne de l'Est"),
        ("NFXX", "Terre-Neuve", "de Terre-Neuve", "à Terre-Neuve", "à Terre-Neuve"),
    ];
    for (code, plain, of, to, within) in cases {
        assert_eq!(["", "of", "to", "in"].map(|form| area(code, form)), [plain, of, to, within], "{code}");
    }
    assert_eq!(area("US", "bare"), "États-Unis");
    // There is no genitive; the form changes nothing.
    assert_eq!(area("US", "'s"), "les États-Unis");
}

#[test]
fn adjectives() {
    let cases = [
        ("US", "américain", "américaine", "américains", "américaines"),
        ("NL", "néerlandais", "néerlandaise", "néerlandais", "néerlandaises"),
        ("GR", "grec", "grecque", "grecs", "grecques"),
        ("BF", "burkinabè", "burkinabè", "burkinabè", "burkinabè"),
        (
            "KN",
            "kittitien-et-névicien",
            "kittitienne-et-névicienne",
            "kittitiens-et-néviciens",
            "kittitiennes-et-néviciennes",
        ),
        // Whose it is, where there is no adjective or two states share it.
        (
            "CD",
            "de la République démocratique du Congo",
            "de la République démocratique du Congo",
            "de la République démocratique du Congo",
            "de la République démocratique du Congo",
        ),
        (
            "GKXX",
            "de la Confédération germanique",
            "de la Confédération germanique",
            "de la Confédération germanique",
            "de la Confédération germanique",
        ),
        ("BV", "de l'Île Bouvet", "de l'Île Bouvet", "de l'Île Bouvet", "de l'Île Bouvet"),
    ];
    for (code, ms, fs, mp, fp) in cases {
        let forms = ["adj-ms", "adj-fs", "adj-mp", "adj-fp"];
        assert_eq!(forms.map(|form| area(code, form)), [ms, fs, mp, fp], "{code}");
    }
}

#[test]
fn lists_of_names() {
    let areas = Value::Areas(["ES", "PT", "HT"].map(|code| Areas::find(code).unwrap()).to_vec());
    assert_eq!(written(&areas, ""), "l'Espagne, le Portugal et Haïti");
    assert_eq!(written(&areas, "of"), "de l'Espagne, du Portugal et d'Haïti");
    let goods = ["H6:80", "H6:1507", "H6:2701"].map(|code| Commodity { code: code.parse().unwrap(), label: None });
    assert_eq!(written(&Value::Commodities(goods.to_vec()), "of"), "d'étain, d'huile de soja et de houille");
}

#[test]
fn organizations() {
    let cases = [
        (
            "OAS",
            "l'Organisation des États américains",
            "de l'Organisation des États américains",
            "à l'Organisation des États américains",
        ),
        ("UN", "les Nations unies", "des Nations unies", "aux Nations unies"),
        (
            "IMF",
            "le Fonds monétaire international",
            "du Fonds monétaire international",
            "au Fonds monétaire international",
        ),
        (
            "IADB",
            "la Banque interaméricaine de développement",
            "de la Banque interaméricaine de développement",
            "à la Banque interaméricaine de développement",
        ),
        (
            "UNHCR",
            "le Haut-Commissariat des Nations unies pour les réfugiés",
            "du Haut-Commissariat des Nations unies pour les réfugiés",
            "au Haut-Commissariat des Nations unies pour les réfugiés",
        ),
        ("Petrocaribe", "Petrocaribe", "de Petrocaribe", "à Petrocaribe"),
        ("BRICS", "les BRICS", "des BRICS", "aux BRICS"),
    ];
    for (code, the, of, to) in cases {
        let organization = Value::Organizations(vec![Organization::find(code).unwrap()]);
        assert_eq!(["the", "of", "to"].map(|form| written(&organization, form)), [the, of, to]);
    }
    let alliance = Value::Organizations(vec![Organization::find("NATO").unwrap()]);
    assert_eq!(written(&alliance, "abbr"), "OTAN");
    assert_eq!(written(&alliance, "both"), "Organisation du traité de l'Atlantique Nord (OTAN)");
}

/// Of a code's term or a text.
#[test]
fn nouns() {
    let cases = [
        ("embassy", "une ambassade", "l'ambassade", "d'ambassade"),
        ("legation", "une légation", "la légation", "de légation"),
        (
            "investment",
            "un traité bilatéral d'investissement",
            "le traité bilatéral d'investissement",
            "de traité bilatéral d'investissement",
        ),
        (
            "trade",
            "un accord commercial préférentiel",
            "l'accord commercial préférentiel",
            "d'accord commercial préférentiel",
        ),
        ("hôpital", "un hôpital", "l'hôpital", "d'hôpital"),
        ("yacht", "un yacht", "le yacht", "de yacht"),
    ];
    for (code, a, the, of) in cases {
        let text = Value::Text(code.to_owned());
        assert_eq!(["term|a", "term|the", "term|of"].map(|form| written(&text, form)), [a, the, of]);
    }
}

#[test]
fn from_day_to_day() {
    let cases = [
        ("1963-10-22", "1963-10-24", "22 au 24 octobre 1963"),
        ("2012-10-01", "2012-10-03", "1er au 3 octobre 2012"),
        ("2007-04-29", "2007-05-01", "29 avril au 1er mai 2007"),
        ("2007-05-01", "2007-06-02", "1er mai au 2 juin 2007"),
        ("2007-12-30", "2008-01-02", "30 décembre 2007 au 2 janvier 2008"),
    ];
    for (from, to, expected) in cases {
        let roles = [("date", from), ("until", to)].map(|(role, day)| (role, Value::Period(day.parse().unwrap())));
        let roles: Vec<_> = roles
            .into_iter()
            .chain([("person", Value::Text("A B".to_owned())), ("host", Value::Area(Areas::find("CU").unwrap()))])
            .collect();
        let written = Wordings::in_language(Language::French).write_roles("visit-latest", "item", &roles).unwrap().text;
        assert_eq!(written, format!("Du {expected}\u{a0}: A B à Cuba"));
    }
}

/// Plain, with its article, in it, since it, by its end, in short.
#[test]
fn periods() {
    let cases = [
        ("2022", ["2022", "2022", "en 2022", "depuis 2022", "à la fin de 2022", "2022"]),
        ("2023-08", ["août 2023", "août 2023", "en août 2023", "depuis août 2023", "fin août 2023", "août 2023"]),
        (
            "1849-01-03",
            [
                "3 janvier 1849",
                "le 3 janvier 1849",
                "le 3 janvier 1849",
                "depuis le 3 janvier 1849",
                "au 3 janvier 1849",
                "3 janv. 1849",
            ],
        ),
        (
            "2023-05-01",
            [
                "1er mai 2023",
                "le 1er mai 2023",
                "le 1er mai 2023",
                "depuis le 1er mai 2023",
                "au 1er mai 2023",
                "1er mai 2023",
            ],
        ),
        (
            "2023-05-11",
            [
                "11 mai 2023",
                "le 11 mai 2023",
                "le 11 mai 2023",
                "depuis le 11 mai 2023",
                "au 11 mai 2023",
                "11 mai 2023",
            ],
        ),
        (
            "FY2022/10",
            [
                "exercice budgétaire 2022",
                "l'exercice budgétaire 2022",
                "au cours de l'exercice budgétaire 2022",
                "depuis l'exercice budgétaire 2022",
                "à la fin de l'exercice budgétaire 2022",
                "exercice 2022",
            ],
        ),
        (
            "2023-Q1",
            [
                "premier trimestre 2023",
                "le premier trimestre 2023",
                "au premier trimestre 2023",
                "depuis le premier trimestre 2023",
                "à la fin du premier trimestre 2023",
                "T1 2023",
            ],
        ),
        (
            "2020/2025",
            ["2020-2025", "2020-2025", "de 2020 à 2025", "depuis 2020-2025", "à la fin de 2020-2025", "2020-2025"],
        ),
        (
            "-0659",
            [
                "660 av. J.-C.",
                "660 av. J.-C.",
                "en 660 av. J.-C.",
                "depuis 660 av. J.-C.",
                "à la fin de 660 av. J.-C.",
                "660 av. J.-C.",
            ],
        ),
    ];
    for (text, expected) in cases {
        let period = Value::Period(text.parse().unwrap());
        assert_eq!(["", "the", "in", "since", "by", "short"].map(|form| written(&period, form)), expected);
    }
}

/// Digits are apart by a narrow no-break space, what is counted by a no-break one.
#[test]
fn figures() {
    let cases = [
        ("643800000", "USD", "", "643,8~millions de dollars"),
        ("1163700000", "USD", "", "1_163,7~millions de dollars"),
        ("14465000000", "USD", "", "14,465~milliards de dollars"),
        ("1000000000", "USD", "", "1~milliard de dollars"),
        ("1900000", "EUR", "", "1,9~million d'euros"),
        ("2000000", "USD", "plain", "2_000_000 de dollars"),
        ("29185000000000", "USD", "", "29_185~milliards de dollars"),
        ("440000", "USD", "", "440_000~dollars"),
        ("1", "USD", "", "1~dollar"),
        ("0", "USD", "", "0~dollar"),
        ("-5200000", "USD", "", "-5,2~millions de dollars"),
        ("2500000", "BOB", "", "2,5~millions~BOB"),
        ("12436103", "PERSONS", "", "12_436_103"),
        ("18.1", "PERCENT", "", "18,1_%"),
        ("1", "YEARS", "", "1~an"),
        ("72.5", "YEARS", "", "72,5~ans"),
        ("1.8", "CHILDREN_PER_WOMAN", "", "1,8~enfant par femme"),
        ("21.9", "DEATHS_PER_1000_LIVE_BIRTHS", "", "21,9~décès pour 1_000 naissances vivantes"),
        ("9833517", "KM2", "", "9_833_517~km²"),
        ("21606000", "T_CO2", "", "21,606~millions de tonnes de CO₂"),
    ];
    for (value, unit, form, expected) in cases {
        let quantity = Value::Quantity(Quantity::new(value.parse().unwrap(), Code::new(unit)));
        let shown = written(&quantity, form).replace('\u{202f}', "_").replace('\u{a0}', "~");
        assert_eq!(shown, expected, "{value} {unit}");
    }
}
