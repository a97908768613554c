use super::*;

const HEADER: &str = "id\tindicators\tareas\tcounterparts\tsources\tfrom\tuntil\ttext_en\ttext_fr\treference\n";

fn read(rows: &str) -> Caveats {
    Caveats::read("own.tsv", &format!("# ours\n\n{HEADER}{rows}")).unwrap()
}

/// The ids of the caveats on a figure: area and counterpart, indicator,
/// period, source.
fn on(caveats: &Caveats, area: &str, indicator: &str, period: &str, source: &str) -> Vec<String> {
    let mut codes = area.split('-').map(|code| Area::from_code(Codelist::Attache, code).unwrap());
    let key = SeriesKey::of(codes.next().unwrap(), Code::new(indicator));
    let key = codes.next().map_or(key, |counterpart| key.with(counterpart));
    caveats.on(&key, period.parse().unwrap(), Code::new(source)).map(|c| c.id.clone()).collect()
}

#[test]
fn the_built_in_file_is_whole() {
    let read = Caveats::read("caveats.tsv", include_str!("../../data/caveats.tsv")).unwrap();
    assert!(read.all.len() >= 25);
    for caveat in read.iter() {
        let well_formed = caveat.id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        assert!(well_formed, "{}", caveat.id);
        for language in Language::ALL {
            let text = &caveat.texts[language as usize];
            assert!(text.ends_with(['.', ')']) && text.len() < 400, "{} {}", caveat.id, language.tag());
        }
    }
    assert_eq!(Caveats::built_in().all, read.all);
}

#[test]
fn a_caveat_is_on_figures_that_it_names() {
    let known = Caveats::built_in();
    assert_eq!(on(&known, "IE", "gdp-current", "2022", "factbook"), ["ireland-multinationals"]);
    assert_eq!(on(&known, "IE", "gdp-current", "1990", "factbook"), [""; 0]);
    assert_eq!(on(&known, "IE", "population", "2022", "factbook"), [""; 0]);
    assert_eq!(on(&known, "VE-US", "exports-goods", "2016", "comtrade"), ["venezuela-trade"]);
    assert_eq!(on(&known, "VE-US", "exports-goods", "2013", "comtrade"), [""; 0]);
    assert_eq!(on(&known, "US-LU", "fdi-stock-outward", "2022", "bea-direct-investment"), ["phantom-fdi-with"]);
    assert_eq!(on(&known, "US", "fdi-stock-outward", "2022", "factbook"), [""; 0]);
    assert_eq!(on(&known, "BO", "literacy-rate", "unstated", "factbook"), ["factbook-undated"]);
    assert_eq!(on(&known, "BO", "literacy-rate", "2020", "factbook"), [""; 0]);
    assert_eq!(on(&known, "US-BO", "foreign-assistance", "FY1976TQ", "foreignassistance"), ["us-transition-quarter"]);
    assert_eq!(on(&known, "US-BO", "foreign-assistance", "FY1977/10", "foreignassistance"), [""; 0]);
    assert_eq!(on(&known, "US-BO", "imports-goods", "2022", "census"), ["us-general-imports", "us-puerto-rico"]);
}

#[test]
fn periods_overlap_or_do_not() {
    let caveats = read("a\tgdp\tIE\t\t\t2007\t2015\tA.\t\thttps://a.org\n");
    for (period, expected) in
        [("2006", 0), ("2007", 1), ("2015-12", 1), ("2016", 0), ("2005/2008", 1), ("FY2016/10", 1), ("unstated", 0)]
    {
        assert_eq!(on(&caveats, "IE", "gdp", period, "x").len(), expected, "{period}");
    }
}

#[test]
fn a_users_file_adds_and_replaces() {
    let own = read(
        "ireland-multinationals\tgdp-*\tIE\t\t\t\t\tOurs.\tLes nôtres.\thttps://a.org\n\
         all\t*\t*\tBO\tours;theirs\t\t\tB.\t\thttps://a.org\n",
    );
    let both = Caveats::built_in().and(own);
    let count = both.iter().filter(|caveat| caveat.id == "ireland-multinationals").count();
    let ours = both.iter().find(|caveat| caveat.id == "ireland-multinationals").unwrap();
    let texts = Language::ALL.map(|language| ours.text(language));
    assert_eq!((count, texts), (1, ["Ours.", "Ours.", "Les nôtres."]));
    assert_eq!(on(&both, "PE-BO", "anything", "2020", "theirs"), ["all"]);
    assert_eq!(on(&both, "PE-BO", "anything", "2020", "others"), [""; 0]);
    assert_eq!(on(&both, "PE", "anything", "2020", "ours"), [""; 0]);
}

#[test]
fn damage_is_named_with_its_line_and_column() {
    let said = |text: &str| Caveats::read("own.tsv", text).unwrap_err().to_string();
    let row = |row: &str| said(&format!("{HEADER}{row}\n"));
    assert_eq!(said("# nothing\n"), "own.tsv, line 1: the file has no header");
    assert_eq!(said("id\tindicators\tareas\ttext_en\n"), "own.tsv, line 1, reference: the column is missing");
    assert!(said("id\tarea\n").starts_with("own.tsv, line 1, area: is no column of caveats; they are id, sources"));
    assert_eq!(row("a\tgdp\tQQ\t\t\t\t\tA.\t\thttps://a.org"), "own.tsv, line 2, areas: is no code of an area: \"QQ\"");
    assert!(
        row("a\tgdp\tIE\t\t\t22\t\tA.\t\thttps://a.org").starts_with("own.tsv, line 2, from: \"22\" is not a period")
    );
    assert_eq!(
        row("a\tgdp\tIE\t\t\t2010\t2009\tA.\t\thttps://a.org"),
        "own.tsv, line 2, until: is before `from`: 2009"
    );
    assert_eq!(
        row("a\tgdp\tIE\t\t\tunstated\t2009\tA.\t\thttps://a.org"),
        "own.tsv, line 2, until: says an end, but figures without a date have none"
    );
    assert_eq!(row("a\tgdp\tIE\t\t\t\t\t\t\thttps://a.org"), "own.tsv, line 2, text_en: is empty");
    assert_eq!(row("a\tgdp\tIE\t\t\t\t\tA.\t\ta book"), "own.tsv, line 2, reference: is no address: \"a book\"");
    assert_eq!(row(&format!("a{}b", "\t".repeat(12))), "own.tsv, line 2: has 13 cells, the header 10");
    let twice = "a\tgdp\tIE\t\t\t\t\tA.\t\thttps://a.org\n".repeat(2);
    assert_eq!(row(&twice), "own.tsv, line 3, id: stands twice: \"a\"");
}
