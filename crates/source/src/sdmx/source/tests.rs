use attache_model::ObsStatus;

use super::*;
use crate::{
    sdmx::tests::{header, ml},
    specimen::{Kept, parse},
};

fn read(text: &str) -> Kept {
    parse(&SDMX, "m", text.as_bytes()).unwrap()
}

/// The figures, each with its key, unit, power of ten, status and note.
fn figures(kept: &Kept) -> Vec<String> {
    let one = |o: &attache_model::Observation| {
        let counterpart = o.key.counterpart_area.map(|a| format!(">{a}")).unwrap_or_default();
        let breakdown = o.key.breakdown.map(|b| format!(" [{b}]")).unwrap_or_default();
        let note = o.note.map(|n| format!(" ({n})")).unwrap_or_default();
        let (key, status) = (o.key, o.status.code());
        format!(
            "{}{counterpart} {}{breakdown} {} {:?} {}e{} {status}{note}",
            key.ref_area, key.indicator, o.time_period, o.token, o.unit, o.unit_mult
        )
    };
    kept.observations.iter().map(|(o, _)| one(o)).collect()
}

#[test]
fn figures_have_areas_units_and_the_rest_of_their_key() {
    let kept = read(
        "DATAFLOW,FREQ,REF_AREA,COUNTERPART_AREA,INDICATOR,UNIT,TIME_PERIOD,OBS_VALUE,UNIT_MULT,OBS_STATUS\n\
         IMF:IMTS(1.0),A,BO,US,XG_FOB,USD,2021,1.50,6,A\n\
         IMF:IMTS(1.0),M,BO,1C_ALL,XG_FOB,USD,2021-03,2,6,U\n\
         IMF:IMTS(1.0),A,428,W0,XG_FOB,PT,2021-W05,2,0,A\n\
         IMF:IMTS(1.0),A,428,W0,XG_FOB,PT,2021-Q1,n/a,0,A\n\
         IMF:IMTS(1.0),A,428,W0,XG_FOB,PT,2021-Q1,3,many,A\n\
         IMF:IMTS(1.0),A,428,W0,XG_FOB,PT,2021-Q1,3,0,E\n",
    );
    assert_eq!(
        figures(&kept),
        [
            "BO>US sdmx:IMF:IMTS:XG_FOB [FREQ=A,UNIT=USD] 2021 \"1.50\" USDe6 A",
            "BO sdmx:IMF:IMTS:XG_FOB [FREQ=M,COUNTERPART_AREA=1C_ALL,UNIT=USD] 2021-03 \"2\" USDe6 A (OBS_STATUS=U)",
            "_Z>W00 sdmx:IMF:IMTS:XG_FOB [FREQ=A,REF_AREA=428,UNIT=PT] 2021-Q1 \"3\" PERCENTe0 E",
        ]
    );
    let missed: Vec<(&str, &str)> = kept.unparsed.iter().map(|u| (u.reason, u.text.as_str())).collect();
    assert_eq!(
        missed,
        [
            ("time period that is not kept", "2021-W05"),
            ("no number", "n/a"),
            ("unit multiplier that is not read", "many")
        ]
    );
}

#[test]
fn flags_of_eurostat_are_read() {
    let kept = read(
        "DATAFLOW,LAST UPDATE,freq,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n\
         ESTAT:NAMA(1.0),24/11/25 11:00:00,A,CP_MEUR,EL,2021,1,p\nESTAT:NAMA(1.0),24/11/25 11:00:00,A,CP_MEUR,EU27_2020,2021,2,be\n",
    );
    assert_eq!(
        figures(&kept),
        [
            "GR sdmx:ESTAT:NAMA [freq=A,unit=CP_MEUR] 2021 \"1\" CP_MEURe0 P",
            "EU sdmx:ESTAT:NAMA [freq=A,unit=CP_MEUR,geo=EU27_2020] 2021 \"2\" CP_MEURe0 E (OBS_FLAG=be)",
        ]
    );
    assert_eq!(kept.editions[0].dated, Some("2025-11-24".parse().unwrap()));
    assert_eq!(kept.editions[0].name, "as of 2025-11-24");
}

#[test]
fn without_roles_descriptions_are_no_part_of_the_key() {
    let text = ml(
        "StructureSpecificData",
        &format!(
            "{}<m:DataSet s:structureRef=\"S\"><Series FREQ=\"A\" TITLE_FR=\"Taux\" LAST_UPDATE=\"2024-01-01\" KIND=\"x y\" DECIMALS=\"1\"\
             REF_AREA=\"FE\"><Obs TIME_PERIOD=\"2021\" OBS_VALUE=\"1\" OBS_QUAL=\"DEF\"/></Series><Series FREQ=\"A\" KIND=\"z\" REF_AREA=\"FR\">\
             <Obs TIME_PERIOD=\"2021\" OBS_VALUE=\"2\"/></Series></m:DataSet>",
            header("TIME_PERIOD")
        )
        .replace("DECIMALS=\"1\"", "DECIMALS=\"1\" "),
    );
    let kept = read(&text);
    assert_eq!(
        figures(&kept),
        ["_Z sdmx:XX:FLOW [FREQ=A,REF_AREA=FE] 2021 \"1\" _Xe0 A", "FR sdmx:XX:FLOW [FREQ=A] 2021 \"2\" _Xe0 A"]
    );
    assert_eq!(kept.editions[0].name, "message id1 of XX as prepared on 2024-05-06");
    assert_eq!(kept.editions[0].dated, Some("2024-05-06".parse().unwrap()));
    assert_eq!(kept.observations[0].1.pointer, "//Series[1]/Obs[1]");
}

#[test]
fn deletions_withdraw_figures_and_not_series() {
    let kept = read(
        "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,TIME_PERIOD,OBS_VALUE\ndataflow,XX:F(1.0),R,BO,2020,5\n\
         dataflow,XX:F(1.0),D,BO,2021,-\ndataflow,XX:F(1.0),D,BO,,\n",
    );
    assert_eq!(figures(&kept), ["BO sdmx:XX:F 2020 \"5\" _Xe0 A", "BO sdmx:XX:F 2021 \"\" _Xe0 _D"]);
    assert_eq!(kept.observations[1].0.status, ObsStatus::Withdrawn);
    assert_eq!(kept.unparsed[0].reason, "deletion of a whole series, not applied");
    assert_eq!(kept.editions[0].name, "message without a date; changes only, with deletions");
}

#[test]
fn names_in_the_message_find_areas_and_label_indicators() {
    let kept = read(
        r#"{"header":{"id":"i","prepared":"2024-01-02"},"structure":{"name":"Aid","links":[{"rel":"dataflow",
        "href":"https://x.org/dataflow/OECD/DAC/1.0"}],"dimensions":{"observation":[{"id":"RECIPIENT","keyPosition":0,
        "values":[{"id":"428","name":"Bolivia"}]},{"id":"DONOR","keyPosition":1,"values":[{"id":"USA","name":"United States"}]},
        {"id":"SERIES","keyPosition":2,"values":[{"id":"206","name":"Grants"}]},{"id":"TIME_PERIOD","values":[{"id":"2021"}]}]},
        "attributes":{}},"dataSets":[{"observations":{"0:0:0:0":[1.5]}}]}"#,
    );
    assert_eq!(figures(&kept), ["US>BO sdmx:OECD:DAC:206 [RECIPIENT=428] 2021 \"1.5\" _Xe0 A"]);
    let labels: Vec<(&str, &str)> = kept.editions[0].labels.iter().map(|(c, l)| (c.as_str(), l.as_str())).collect();
    assert_eq!(labels, [("sdmx:OECD:DAC:206", "Aid: Grants")]);
}

#[test]
fn structures_alone_are_no_data() {
    let text = ml(
        "Structure",
        "<m:Structures><str:Codelists><str:Codelist id=\"A\" agencyID=\"B\"/></str:Codelists></m:Structures>",
    );
    let error = parse(&SDMX, "m.xml", text.as_bytes()).unwrap_err().to_string();
    assert_eq!(error, "m.xml: is a structure message (1 codelist) and holds no data");
    let error = parse(&SDMX, "m.xml", ml("GenericData", "").as_bytes()).unwrap_err().to_string();
    assert_eq!(error, "m.xml: holds no data set");
}
