use crate::sdmx::tests::{message, told};

fn read(text: &str) -> Vec<String> {
    told(text.as_bytes()).unwrap()
}

fn said(text: &str) -> String {
    told(text.as_bytes()).unwrap_err()
}

/// The components of a message of one series dimension, with attributes at the
/// series and the observation.
const LAYOUT: &str = r#"{"links":[{"rel":"dataflow","href":"https://x.org/dataflow/XX/FLOW/1.0"}],"name":"Flow",
    "dimensions":{"dataSet":[{"id":"FREQ","keyPosition":0,"values":[{"id":"A","name":"Annual"}]}],
    "series":[{"id":"REF_AREA","keyPosition":1,"values":[{"id":"BO","name":"Bolivia"},{"id":"PE","names":{"es":"Perú","en":"Peru"}}]}],
    "observation":[{"id":"TIME_PERIOD","role":"TIME_PERIOD","keyPosition":2,"values":[{"id":"2021"},{"id":"2022"}]}]},
    "attributes":{"dataSet":[],"series":[{"id":"TITLE","values":[{"name":"Of Bolivia"}]}],
    "observation":[{"id":"OBS_STATUS","values":[{"id":"A"},{"id":"E"}]}]}}"#;

fn version_1(data_sets: &str) -> String {
    format!(
        r#"{{"header":{{"id":"i","prepared":"2024-01-02T03:04:05","sender":{{"id":"XX"}}}},"structure":{LAYOUT},"dataSets":{data_sets}}}"#
    )
}

#[test]
fn series_refer_to_values_by_number() {
    let text = version_1(
        r#"[{"action":"Information","series":{"0":{"attributes":[0],"observations":{"0":[40.3000,0],"1":[null]}},
        "1":{"attributes":[null],"observations":{"0":["NaN",1,2]}}}}]"#,
    );
    let at = "/dataSets/0/series";
    assert_eq!(
        read(&text),
        [
            format!("FREQ=A,REF_AREA=BO,@TITLE=Of Bolivia,@OBS_STATUS=A 2021: 40.3000 {at}/0/observations/0/0"),
            format!("FREQ=A,REF_AREA=BO,@TITLE=Of Bolivia 2022: none {at}/0/observations/1/0"),
            format!("FREQ=A,REF_AREA=PE,@OBS_STATUS=E 2021: none {at}/1/observations/0/0"),
        ]
    );
    let message = message(text.as_bytes());
    assert_eq!((message.header.sender.as_str(), message.data_sets), ("XX", 1));
    assert_eq!(message.structures.codelists[1].item("PE").unwrap().names.best(), Some("Peru"));
}

#[test]
fn flat_data_and_the_drafts_are_read() {
    let text = r#"{"structure":{"dimensions":{"observation":[{"id":"LOCATION","values":[{"id":"AUS"}]},
        {"id":"TIME_PERIOD","values":[{"id":"2009-Q1"}]}]},"attributes":{}},"dataSets":[{"observations":{"0:0":[1.5]}}]}"#;
    assert_eq!(read(text), ["LOCATION=AUS 2009-Q1: 1.5 /dataSets/0/observations/0:0/0"]);
}

#[test]
fn version_2_has_measures_groups_and_values_in_place() {
    let text = r#"{"meta":{"id":"i"},"data":{"dataSets":[{"structure":0,"attributes":[["a",null],{"fr":"texte","en":"text"}],
        "dimensionGroupAttributes":{"0:1:":["g"]},"observations":{"1:0":[1,2.50,0,"note"]}}],
        "structures":[{"links":[{"urn":"urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=XX:FLOW(1.0)"}],
        "dimensions":{"dataSet":[{"id":"FREQ","keyPosition":0,"values":[{"id":"A"}]}],
        "observation":[{"id":"REF_AREA","keyPosition":1,"values":[{"id":"BO"},{"id":"PE"}]},
        {"id":"TIME_PERIOD","keyPosition":2,"values":[{"value":"2021"}]}]},
        "measures":{"observation":[{"id":"M1","format":{}},{"id":"M2","format":{}}]},
        "attributes":{"dataSet":[{"id":"LIST"},{"id":"TEXT"}],
        "dimensionGroup":[{"id":"GROUP","relationship":{"dimensions":["FREQ","REF_AREA"]}}],
        "observation":[{"id":"OBS_STATUS","values":[{"id":"A"}]},{"id":"COMMENT"}]}}]}}"#;
    let components = "FREQ=A,@LIST=a; ,@TEXT=text,REF_AREA=PE,@OBS_STATUS=A,@COMMENT=note,@GROUP=g 2021";
    assert_eq!(
        read(text),
        [
            format!("{components}: M1 1 /data/dataSets/0/observations/1:0/0"),
            format!("{components}: M2 2.50 /data/dataSets/0/observations/1:0/1"),
        ]
    );
}

#[test]
fn keys_of_groups_may_follow_the_message_instead_of_the_structure() {
    // In the structure's order, the second part would be the first value of REF_AREA.
    let text = r#"{"data":{"structures":[{"dimensions":{"dataSet":[{"id":"FREQ","keyPosition":1,"values":[{"id":"A"}]}],
        "observation":[{"id":"REF_AREA","keyPosition":0,"values":[{"id":"BO"},{"id":"PE"}]},{"id":"TIME_PERIOD","keyPosition":2,
        "values":[{"id":"2021"}]}]},"attributes":{"dimensionGroup":[{"id":"G"}]}}],
        "dataSets":[{"dimensionGroupAttributes":{"0:1:":["peru"],"::0":[null]},"observations":{"1:0":[1]}}]}}"#;
    assert_eq!(read(text), ["FREQ=A,REF_AREA=PE,@G=peru 2021: 1 /data/dataSets/0/observations/1:0/0"]);
}

#[test]
fn deletions_may_have_no_observations() {
    let text =
        version_1(r#"[{"action":"Delete","series":{"0":{"observations":{"0":[]}},"1":{}}},{"action":"Delete"}]"#);
    assert_eq!(
        read(&text),
        [
            "FREQ=A,REF_AREA=BO 2021: none Delete /dataSets/0/series/0/observations/0/0",
            "FREQ=A,REF_AREA=PE: none Delete /dataSets/0/series/1",
            "FREQ=A: none Delete /dataSets/1",
        ]
    );
}

#[test]
fn damage_is_named_with_its_pointer() {
    let at = "m, /dataSets/0/series";
    let series = |series: &str| said(&version_1(&format!(r#"[{{"series":{series}}}]"#)));
    assert_eq!(series(r#"{"2":{}}"#), format!("{at}/2: refers to value 2 of REF_AREA, which has 2"));
    assert_eq!(
        series(r#"{"99999999999999999999999":{}}"#),
        format!("{at}/99999999999999999999999: refers to value 99999999999999999999999 of REF_AREA, which has 2")
    );
    assert_eq!(series(r#"{"0:0":{}}"#), format!("{at}/0:0: has a key of 2 parts for 1 dimensions"));
    assert_eq!(
        series(r#"{"0":{"observations":{"0":[1,7]}}}"#),
        format!("{at}/0/observations/0: refers to value 7 of OBS_STATUS, which has 2")
    );
    assert_eq!(
        series(r#"{"0":{"observations":{"0":[1,0,"x"]}}}"#),
        format!("{at}/0/observations/0: has 2 attributes, and the message describes 1")
    );
    assert_eq!(
        said(&version_1(r#"[{"structure":5}]"#)),
        "m, /dataSets/0: is described by structure 5, which the message does not have"
    );
    assert_eq!(said(&version_1("7")), "m, /dataSets: is no JSON array");
}

#[test]
fn answers_without_data_say_why() {
    assert_eq!(
        said(r#"{"meta":{},"errors":[{"code":404,"title":"Not found","detail":"No such flow"}]}"#),
        "m: holds no data; the service says: 404: Not found: No such flow"
    );
    assert_eq!(said(r#"{"errors":["No results"],"dataSets":[]}"#), "m: holds no data; the service says: No results");
    assert_eq!(said(r#"{"error":"Not Found"}"#), "m: holds no data; the service says: Not Found");
    assert_eq!(said(r#"{"version":"2.0","class":"dataset"}"#), "m: is JSON-stat and no SDMX-JSON");
    assert_eq!(said(r#"{"a":1}"#), "m: is JSON but no SDMX message; it holds: a");
}

#[test]
fn structures_are_read() {
    let text = r#"{"meta":{"id":"x"},"data":{"codelists":[{"id":"CL","agencyID":"XX","version":"1.0","names":{"en":"List"},
        "codes":[{"id":"A","name":"Annual"},{"id":"B","names":{"en":"Part"},"parent":"A"}]}],
        "dataStructures":[{"id":"DSD","agencyID":"XX","version":"1.0","dataStructureComponents":{"dimensionList":{"dimensions":
        [{"id":"AREA","position":1},{"id":"FREQ","position":0,"localRepresentation":{"enumeration":
        "urn:sdmx:org.sdmx.infomodel.codelist.Codelist=XX:CL(1.0)"}}],"timeDimensions":[{"id":"TIME_PERIOD"}]},
        "measureList":{"primaryMeasure":{"id":"OBS_VALUE"}}}}]}}"#;
    let structures = message(text.as_bytes()).structures;
    assert_eq!(structures.codelists[0].item("B").unwrap().parent.as_deref(), Some("A"));
    let definition = &structures.data_structures[0];
    let ids: Vec<&str> = definition.dimensions.iter().map(|d| d.id.as_str()).collect();
    assert_eq!((ids, definition.measures.as_slice()), (vec!["FREQ", "AREA"], ["OBS_VALUE".to_owned()].as_slice()));
}
