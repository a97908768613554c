use crate::sdmx::tests::{message, told};

fn read(text: &str) -> Vec<String> {
    told(text.as_bytes()).unwrap()
}

fn said(text: &str) -> String {
    told(text.as_bytes()).unwrap_err()
}

#[test]
fn version_1_begins_with_the_flow() {
    let text = "DATAFLOW,FREQ,REF_AREA,TIME_PERIOD,OBS_VALUE,OBS_STATUS\n\
                ECB:EXR(1.0),A,BO,2021,1.50,A\nECB:EXR(1.0),A,PE,2021,,\n";
    assert_eq!(
        read(text),
        [
            "FREQ=A,REF_AREA=BO,@OBS_STATUS=A 2021: 1.50 row 2, OBS_VALUE",
            "FREQ=A,REF_AREA=PE 2021: none row 3, OBS_VALUE"
        ]
    );
}

#[test]
fn version_2_has_actions_and_several_values() {
    let text = "STRUCTURE[;],STRUCTURE_ID,ACTION,SERIES_KEY,DIM,TIME_PERIOD,OBS_VALUE1,OBS_VALUE2,NOTES[]\n\
                dataflow,XX:F(1.0),A,B,B,2021,1,2,x;y\ndataflow,XX:F(1.0),D,B,B,2022,-,,\ndataflow,XX:F(1.0),D,,,,,,\n";
    assert_eq!(
        read(text),
        [
            "DIM=B,@NOTES=x; y 2021: OBS_VALUE1 1 Append row 2, OBS_VALUE1",
            "DIM=B,@NOTES=x; y 2021: OBS_VALUE2 2 Append row 2, OBS_VALUE2",
            "DIM=B 2022: OBS_VALUE1 \"-\" Delete row 3, OBS_VALUE1",
            ": OBS_VALUE1 none Delete row 4, OBS_VALUE1",
        ]
    );
}

#[test]
fn labels_are_told_from_codes() {
    let both = "STRUCTURE;STRUCTURE_ID;ACTION;GEO: Area;TIME_PERIOD: Time;OBS_VALUE: Value;NOTE: Note\n\
                dataflow;XX:F(1.0): Accounts;I;BO: Bolivia: all;2021: 2021;12,4;Read this: now\n";
    assert_eq!(read(both), ["GEO=BO,@NOTE=Read this: now 2021: 12,4 row 2, OBS_VALUE"]);
    let names = "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,GEO,Area,TIME_PERIOD,Time period,OBS_VALUE,Value,FLAG,Flag\n\
                 dataflow,XX:F(1.0),Accounts,I,BO,Bolivia,2021,,12.4,,p,Provisional\n";
    assert_eq!(read(names), ["GEO=BO,@FLAG=p 2021: 12.4 row 2, OBS_VALUE"]);
    // Quirk 5.
    let tight = "DATAFLOW,REF_AREA:Geographic area,TIME_PERIOD:Time period,OBS_VALUE:Observation value\n\
                 XX:F(1.0),BOL:Bolivia,2021,3\n";
    assert_eq!(read(tight), ["REF_AREA=BOL 2021: 3 row 2, OBS_VALUE"]);
}

#[test]
fn services_columns_are_no_components() {
    let key = "KEY,FREQ,CURRENCY,TIME_PERIOD,OBS_VALUE\nEXR.D.USD,D,USD,2021-01-04,1.2296\n";
    assert_eq!(read(key), ["FREQ=D,CURRENCY=USD 2021-01-04: 1.2296 row 2, OBS_VALUE"]);
    let updated =
        "DATAFLOW,LAST UPDATE,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\nESTAT:X(1.0),24/11/25 11:00:00,EL,2021,1,p\n";
    assert_eq!(read(updated), ["geo=EL,@OBS_FLAG=p 2021: 1 row 2, OBS_VALUE"]);
}

#[test]
fn another_order_of_columns_leaves_roles_open() {
    let text = "STRUCTURE,STRUCTURE_ID,OBS_VALUE,NOTE,GEO,TIME_PERIOD\ndataflow,XX:F(1.0),1,n,BO,2021\n";
    assert_eq!(read(text), ["~NOTE=n,~GEO=BO 2021: 1 row 2, OBS_VALUE"]);
    let without = "STRUCTURE,STRUCTURE_ID,ACTION,GEO,NOTE\ndataprovision,XX:P(1.0),I,BO,n\n";
    assert_eq!(read(without), ["~GEO=BO,~NOTE=n: none row 2"]);
}

#[test]
fn damage_is_named_with_its_row() {
    assert_eq!(said("a,b\n1,2\n"), "m, row 1: is no header of SDMX-CSV; found: a, b");
    assert_eq!(said("DATAFLOW,OBS_VALUE\nX:Y(1),1,2\n"), "m, row 2: has 3 cells, the header 2");
    assert_eq!(
        said("STRUCTURE,STRUCTURE_ID,ACTION,OBS_VALUE\ndataflow,X:Y(1),Q,2\n"),
        "m, row 2, ACTION: is no action that SDMX knows: \"Q\""
    );
    assert_eq!(message(b"DATAFLOW,OBS_VALUE\n").records, 0);
}
