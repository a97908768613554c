use attache_model::EventKind;

use super::*;
use crate::{
    Source,
    specimen::{Kept, codes, parse},
};

const ARTICLE: &str = r#"<TEI xmlns="http://www.tei-c.org/ns/1.0">
<teiHeader><fileDesc><titleStmt><title type="complete">A Guide: Bolivia</title><title type="short">Bolivia</title></titleStmt></fileDesc></teiHeader>
<text><body>
<div type="section" xml:id="summary"><head>Summary</head>
<p>It was not until <date when="1848-05-30">May 30, 1848</date> that the United States recognized Bolivia as a separate
state and established diplomatic relations by an appointment. <figure><head>Modern Flag of Bolivia</head></figure></p></div>
<div type="section" xml:id="diplomatic_relations"><head>Diplomatic Relations</head>
<div type="timeline"><head>Establishment of Diplomatic Relations, <date when="1849">1849</date>.</head>
<p>Diplomatic relations were established on January 3, 1849, when <persName>John Appleton</persName> presented his credentials.</p></div>
<div type="timeline"><head>Establishment of the American Legation in La Paz, <date when="1933">1849</date>.</head>
<p>The Legation opened on <date when="1849-01-03">January 3, 1849</date>.</p></div>
<div type="timeline"><head>Elevation of American Legation to Embassy Status, 1942.</head><p>In due course.</p></div>
<div type="timeline"><head>Assassination of the Ambassador, 1979.</head><p>He was killed.</p></div>
<div type="timeline"><head>Trade and Commerce.</head><p>There was some.</p></div>
</div>
<div type="appendix"><head>Resources, 2009</head></div>
</body></text></TEI>"#;

fn read(source: &dyn Source, name: &str, text: &str) -> Kept {
    parse(source, name, text.as_bytes()).unwrap()
}

/// What an event says, for comparison.
fn told(kept: &Kept) -> Vec<String> {
    let line = |event: &attache_model::Event| {
        let parties: Vec<String> = event.parties.iter().map(|p| format!("{} {}", p.role.code(), p.area)).collect();
        let from = event.from.map(|p| p.to_string()).unwrap_or_default();
        format!(
            "{} {} {from} [{}] {}",
            event.kind,
            event.status,
            parties.join(", "),
            event.attribute("section").unwrap_or_default()
        )
    };
    kept.events.iter().map(|(event, _)| line(event)).collect()
}

#[test]
fn an_article_gives_summary_and_timeline() {
    let kept = read(&RELATIONS, "bolivia.xml", ARTICLE);
    assert_eq!(
        told(&kept),
        [
            "recognition recognized 1848-05-30 [subject US, object BO] summary",
            "diplomatic-relations established 1848-05-30 [party BO, party US] summary",
            "diplomatic-relations established 1849-01-03 [party BO, party US] timeline",
            "mission opened 1849-01-03 [sender US, receiver BO] timeline",
            "mission raised 1942 [sender US, receiver BO] timeline",
            "note noted 1979 [party BO, party US] timeline",
        ]
    );
    let (established, place) = &kept.events[2];
    assert_eq!(established.attribute("date-from"), Some("prose"));
    assert_eq!(
        established.quote,
        "Diplomatic relations were established on January 3, 1849, when John Appleton presented his credentials."
    );
    assert_eq!(place.to_string(), "/TEI/text/body/div[2]/div[1]");
    assert_eq!(kept.events[4].0.title, "embassy");
    assert_eq!((kept.unparsed.len(), kept.unparsed[0].expected), (1, true));
}

/// As the article on Lithuania has it: the headline's year is not that of its prose.
#[test]
fn what_a_headline_and_its_prose_date_otherwise_is_given_twice() {
    let article = |prose: &str| {
        let entry = "American Legation established at Kovno, <date when=\"1922\">1922</date>.";
        ARTICLE.replace("Assassination of the Ambassador, 1979.", entry).replace("He was killed.", prose)
    };
    let opened = |prose: &str| {
        let events = told(&read(&RELATIONS, "lithuania.xml", &article(prose)));
        let opened = events.into_iter().filter(|event| event.starts_with("mission opened 19"));
        opened.map(|event| event.split(' ').nth(2).unwrap_or_default().to_owned()).collect::<Vec<String>>()
    };
    assert_eq!(opened("The Legation at Kovno was established on May 31, 1930."), ["1922", "1930-05-31"]);
    assert_eq!(opened("The Legation at Kovno was established on May 31, 1922."), ["1922-05-31"]);
    assert_eq!(opened("On May 31, 1930, it was announced that a Legation would be established."), ["1922"]);
}

#[test]
fn a_chief_of_mission_has_three_dates() {
    let chief = |dates: [&str; 4]| {
        let [appointed, arrived, started, ended] = dates;
        let dated = |what: &str, date: &str| format!("<{what}><date>{date}</date><note>n</note></{what}>");
        format!(
            "<chief><id>bo-1</id><person-id>appleton-john</person-id><role-title-id>charge-daffaires</role-title-id>\
             <contemporary-territory-id>bolivia</contemporary-territory-id>{}{}{}{}<note/>\
             <last-modified-date>2015-11-19</last-modified-date></chief>",
            dated("appointed", appointed),
            dated("arrived", arrived),
            dated("started", started),
            dated("ended", ended)
        )
    };
    let list = format!(
        "<country-mission><territory-id>bolivia</territory-id><chiefs>{}{}</chiefs><other-nominees>{}</other-nominees></country-mission>",
        chief(["1848-03-30", "", "1849-01-03", "1849-05-04"]),
        chief(["", "2019-10", "", ""]),
        chief(["1850", "", "", ""])
    );
    let kept = read(&MISSIONS, "bolivia.xml", &list);
    let chiefs = kept.events_of(EventKind::ChiefOfMission);
    assert_eq!((chiefs[0].person.as_str(), chiefs[0].title.as_str()), ("John Appleton", "Chargé d’Affaires"));
    let dates = [chiefs[0].signed, chiefs[0].from, chiefs[0].until].map(|d| d.unwrap().to_string());
    assert_eq!(dates, ["1848-03-30", "1849-01-03", "1849-05-04"]);
    assert_eq!(
        (chiefs[1].from.unwrap().to_string(), chiefs[1].attribute("from-arrival")),
        ("2019-10".to_owned(), Some("yes"))
    );
    assert_eq!((chiefs[1].attribute("listed-last"), chiefs[2].status.as_str()), (Some("yes"), "did-not-serve"));
    assert_eq!(kept.editions[0].published.unwrap().to_string(), "2015-11-19");
}

#[test]
fn visits_and_travels_go_either_way() {
    let visits = "<visits><visit><id>1</id><start-date>2010-02-17</start-date><end-date>2010-02-18</end-date><visitor>King X</visitor>\
                  <from id=\"spain\">Spain</from><description>Working visit.</description></visit></visits>";
    let kept = read(&VISITS, "2010.xml", visits);
    assert_eq!((codes(&kept.events[0].0), kept.events[0].0.person.as_str()), (vec!["ES", "US"], "King X"));
    let trips = "<trips><trip role=\"president\"><id>1</id><role>president</role><name>Richard M. Nixon</name><start-date>1969-02-23</start-date>\
                 <end-date/><country id=\"belgium\">Belgium</country><locale>Brussels</locale><remarks>Met.</remarks></trip></trips>";
    let kept = read(&TRAVELS, "nixon.xml", trips);
    assert_eq!(kept.events[0].0.party(attache_model::Role::Host).unwrap().code(), "BE");
    assert_eq!(kept.events[0].0.attribute("locale"), Some("Brussels"));
}

#[test]
fn damage_and_other_shapes_are_named() {
    let said = |source: &dyn Source, text: &str| parse(source, "a.xml", text.as_bytes()).unwrap_err().to_string();
    assert_eq!(said(&VISITS, ARTICLE), "a.xml: holds no XML file whose root element is <visits>");
    assert_eq!(said(&VISITS, "<html><body>404</body></html>"), "a.xml: is a web page (HTML) and no data file");
    let visit = "<visits><visit><start-date>yesterday</start-date><from id=\"spain\"/></visit></visits>";
    assert_eq!(said(&VISITS, visit), "a.xml, /visits/visit[1]: is no date: \"yesterday\"");
    assert!(said(&RELATIONS, &ARTICLE[..900]).starts_with("a.xml"));
    let empty = parse(&RELATIONS, "bolivia.xml", b"<TEI><text/></TEI>").unwrap_err();
    assert_eq!(empty.to_string(), "bolivia.xml, /TEI/text: has no <body>");
}
