//! What the tests of the formats share, and what holds for all of them.

use std::io::Write;

use super::*;

/// The records of an input, each as text: components (`~` before one of unknown
/// role, `@` before an attribute), time, value, action where there is one that
/// says anything, place.
pub(super) fn told(bytes: &[u8]) -> Result<Vec<String>, String> {
    let mut told = Vec::new();
    records(&Input::new("m", bytes), &mut |record| {
        told.push(tell(record));
        Ok(())
    })
    .map_err(|error| error.to_string())?;
    Ok(told)
}

fn tell(record: &Record<'_>) -> String {
    let mark = |role| match role {
        Role::Dimension => "",
        Role::Attribute => "@",
        Role::Unknown => "~",
    };
    let components: Vec<String> =
        record.components.iter().map(|c| format!("{}{}={}", mark(c.role), c.id, c.value)).collect();
    let value = match record.value {
        Value::Number { token, .. } => token.to_owned(),
        Value::Missing(_) => "none".to_owned(),
        Value::Text(text) => format!("{text:?}"),
    };
    let measure = if record.measure == "OBS_VALUE" { String::new() } else { format!("{} ", record.measure) };
    let action = if record.action == Action::Information { String::new() } else { format!(" {:?}", record.action) };
    let time = record.time.map(|t| format!(" {t}")).unwrap_or_default();
    format!("{}{time}: {measure}{value}{action} {}", components.join(","), record.pointer)
}

/// The message, without its records.
pub(super) fn message(bytes: &[u8]) -> Message {
    records(&Input::new("m", bytes), &mut |_| Ok(())).unwrap().pop().unwrap()
}

/// A message of SDMX-ML 2.1 with this root and content.
pub(super) fn ml(root: &str, content: &str) -> String {
    let schemas = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1";
    format!(
        "<?xml version=\"1.0\"?><m:{root} xmlns:m=\"{schemas}/message\" xmlns:g=\"{schemas}/data/generic\" \
         xmlns:c=\"{schemas}/common\" xmlns:s=\"{schemas}/data/structurespecific\" xmlns:str=\"{schemas}/structure\" \
         xmlns:f=\"{schemas}/message/footer\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
         xmlns:own=\"urn:own\">{content}</m:{root}>"
    )
}

/// A header of one structure, of the flow XX:FLOW.
pub(super) fn header(at_observation: &str) -> String {
    format!(
        "<m:Header><m:ID>id1</m:ID><m:Test>false</m:Test><m:Prepared>2024-05-06T07:08:09</m:Prepared><m:Sender id=\"XX\"/>\
         <m:Structure structureID=\"S\" dimensionAtObservation=\"{at_observation}\"><c:StructureUsage>\
         <Ref agencyID=\"XX\" id=\"FLOW\" version=\"1.0\"/></c:StructureUsage></m:Structure></m:Header>"
    )
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ::zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(*name, ::zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const CSV: &str = "DATAFLOW,FREQ,REF_AREA,TIME_PERIOD,OBS_VALUE\nXX:FLOW(1.0),A,BO,2021,1.50\n";

#[test]
fn packed_messages_are_read_and_others_named() {
    let one = ["FREQ=A,REF_AREA=BO 2021: 1.50 row 2, OBS_VALUE"];
    assert_eq!(told(CSV.as_bytes()).unwrap(), one);
    assert_eq!(told(&gzip(CSV.as_bytes())).unwrap(), one);
    assert_eq!(told(&zip(&[("data.csv", CSV)])).unwrap(), one);
    assert_eq!(told(format!("\u{feff}{CSV}").as_bytes()).unwrap(), one);
    assert_eq!(told(b"\xff\xfe<\0").unwrap_err(), "m: is text in UTF-16; UTF-8 is expected");
    let page = b"\n<!DOCTYPE html><html><head><title>503 Service Unavailable</title></head></html>";
    assert_eq!(told(page).unwrap_err(), "m: is a web page (HTML) and no SDMX message: \"503 Service Unavailable\"");
}

#[test]
fn latin_1_is_read_where_it_is_declared() {
    let text = ml(
        "StructureSpecificData",
        "<m:DataSet><Series NAME=\"Per\u{fa}\"><Obs TIME_PERIOD=\"2021\" OBS_VALUE=\"1\"/></Series></m:DataSet>",
    );
    let text = text.replace("<?xml version=\"1.0\"?>", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>");
    let bytes: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    assert_eq!(told(&bytes).unwrap(), ["~NAME=Perú 2021: 1 //Series[1]/Obs[1]"]);
}

#[test]
fn structures_beside_the_data_tell_the_roles() {
    let data = ml(
        "StructureSpecificData",
        &format!(
            "{}<m:DataSet s:structureRef=\"S\"><Series TITLE=\"x\" FREQ=\"A\"><Obs YEAR=\"2021\" AMOUNT=\"1\"/></Series></m:DataSet>",
            header("YEAR")
        ),
    );
    let structure = ml(
        "Structure",
        "<m:Structures><str:Dataflows><str:Dataflow agencyID=\"XX\" id=\"FLOW\" version=\"1.0\"><str:Structure>\
         <Ref agencyID=\"XX\" id=\"DSD\" version=\"1.0\"/></str:Structure></str:Dataflow></str:Dataflows><str:DataStructures>\
         <str:DataStructure agencyID=\"XX\" id=\"DSD\" version=\"1.0\"><str:DataStructureComponents><str:DimensionList>\
         <str:Dimension id=\"FREQ\"/><str:TimeDimension id=\"YEAR\"/></str:DimensionList><str:MeasureList>\
         <str:PrimaryMeasure id=\"AMOUNT\"/></str:MeasureList></str:DataStructureComponents></str:DataStructure>\
         </str:DataStructures></m:Structures>",
    );
    let packed = zip(&[("data.xml", &data), ("structure.xml", &structure)]);
    assert_eq!(told(&packed).unwrap(), ["@TITLE=x,FREQ=A 2021: AMOUNT 1 //Series[1]/Obs[1]"]);
}

/// A message of each format.
fn specimens() -> Vec<String> {
    let generic = "<m:DataSet structureRef=\"S\" action=\"Replace\"><g:Group type=\"G\"><g:GroupKey><g:Value id=\"A\" value=\"b\"/>\
         </g:GroupKey><g:Attributes><g:Value id=\"T\" value=\"t&amp;\"/></g:Attributes></g:Group><g:Series><g:SeriesKey>\
         <g:Value id=\"A\" value=\"b\"/></g:SeriesKey><g:Obs><g:ObsDimension value=\"2021\"/><g:ObsValue value=\"1.5\"/></g:Obs>\
         </g:Series></m:DataSet>";
    let specific = "<m:DataSet s:structureRef=\"S\" xsi:type=\"own:DataSetType\"><Series A=\"b\"><Comp id=\"C\"><Value>1</Value></Comp>\
         <Obs TIME_PERIOD=\"2021\" OBS_VALUE=\"NaN\"/></Series></m:DataSet><f:Footer><f:Message code=\"1\"><c:Text>x</c:Text>\
         </f:Message></f:Footer>";
    let json = r#"{"meta":{"id":"i","prepared":"2024-01-01"},"data":{"dataSets":[{"structure":0,"action":"Replace","attributes":[0],
        "dimensionGroupAttributes":{"0:":["g"]},"series":{"0":{"attributes":[0],"observations":{"0":[1.50,0],"1":["x",null]}}}}],
        "structures":[{"dimensions":{"series":[{"id":"A","keyPosition":0,"values":[{"id":"b"}]}],
        "observation":[{"id":"TIME_PERIOD","keyPosition":1,"values":[{"id":"2021"},{"id":"2022"}]}]},
        "attributes":{"dataSet":[{"id":"U","values":[{"id":"USD"}]}],"dimensionGroup":[{"id":"G"}],
        "series":[{"id":"T","values":[{"value":"t"}]}],"observation":[{"id":"O","values":[{"id":"A"}]}]}}]}}"#;
    vec![
        ml("GenericData", &format!("{}{generic}", header("TIME_PERIOD"))),
        ml("StructureSpecificData", &format!("{}{specific}", header("TIME_PERIOD"))),
        json.to_owned(),
        CSV.to_owned(),
    ]
}

#[test]
fn what_is_cut_short_is_an_error_or_a_shorter_table() {
    for text in specimens() {
        let whole = told(text.as_bytes()).unwrap();
        assert!(!whole.is_empty());
        for end in 0..text.len() {
            let cut = &text.as_bytes()[..end];
            match told(cut) {
                Err(error) => assert!(error.starts_with("m"), "{error}"),
                // Of a table, rows may be missing without a trace; white space at
                // the end is nothing.
                Ok(_) => assert!(text.starts_with("DATAFLOW") || text[end..].trim().is_empty(), "{}", &text[..end]),
            }
        }
    }
}

#[test]
fn no_byte_makes_it_panic() {
    for text in specimens() {
        for at in 0..text.len() {
            for byte in [b'<', b'"', b'&', b'9', b'[', b':', 0, 0xff] {
                let mut bytes = text.clone().into_bytes();
                bytes[at] = byte;
                if let Err(error) = told(&bytes) {
                    assert!(error.starts_with('m'), "{error}");
                }
            }
        }
    }
}

#[test]
fn bombs_and_towers_are_refused() {
    let said = |text: &str| told(text.as_bytes()).unwrap_err();
    let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><x>&b;</x>";
    assert_eq!(said(bomb), "m, line 1: declares a document type (DOCTYPE), which is not read");
    assert_eq!(
        said(&ml("GenericData", "<m:Header>&b;</m:Header>")),
        "m, line 1: refers to an entity, &b;, that XML does not define"
    );
    let deep = ml("GenericData", &"<m:DataSet>".repeat(1_000));
    assert_eq!(said(&deep), "m, line 1: nests deeper than 64 elements");
    assert!(said(&"[".repeat(100_000)).starts_with("m, line 1: ends inside a JSON value"));
    let attributes: String = (0..300).map(|n| format!(" a{n}=\"1\"")).collect();
    let wide = ml("StructureSpecificData", &format!("<m:DataSet><Obs{attributes}/></m:DataSet>"));
    assert_eq!(said(&wide), "m, line 1: has an element of more than 256 attributes");
    let digits = "9".repeat(1_000);
    let long = ml(
        "StructureSpecificData",
        &format!("<m:DataSet><Obs TIME_PERIOD=\"2021\" OBS_VALUE=\"{digits}\"/></m:DataSet>"),
    );
    assert_eq!(said(&long), "m, //Obs[1]: is no plausible number: 99999999999999999999… (1000 characters)");
}
