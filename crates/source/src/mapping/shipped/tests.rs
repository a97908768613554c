use super::*;
use crate::{
    job::Asked,
    specimen::{Kept, parse},
};

fn source(id: &str) -> &'static dyn Source {
    shipped().find(|source| source.about().id == id).unwrap_or_else(|| panic!("no {id}"))
}

/// A message of invented figures, in the dataflow's shape.
fn read(id: &str, message: &str) -> Kept {
    parse(source(id), "message.csv", message.as_bytes()).unwrap_or_else(|e| panic!("{id}: {e}"))
}

fn told(kept: &Kept) -> Vec<String> {
    let line = |o: &attache_model::Observation| {
        let with = o.key.counterpart_area.map_or(String::new(), |area| format!(" with {}", area.code()));
        let by = o.key.breakdown.map_or(String::new(), |breakdown| format!(" by {breakdown}"));
        format!("{} {}{with}{by} {} = {} {}", o.key.ref_area, o.key.indicator, o.time_period, o.quantity(), o.unit)
    };
    kept.observations.iter().map(|(o, _)| line(o)).collect()
}

/// The addresses of the requests that a pull makes.
fn addresses(id: &str, options: &[(&str, &str)]) -> Vec<String> {
    let mut asked = Asked::on(attache_model::Date::constant(2026, 11, 24));
    asked.options.extend(options.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    let mut jobs = source(id).plan(&asked).unwrap();
    let [job] = jobs.as_mut_slice() else { panic!("{id}: one job") };
    let mut urls = vec![job.first.url.clone()];
    if let Some(follow) = &mut job.follow {
        urls.extend(follow(&job.first, b"").unwrap().into_iter().map(|request| request.url));
    }
    urls
}

#[test]
fn every_file_is_a_source_that_can_be_pulled() {
    let ids: Vec<&str> = shipped().map(|source| source.about().id).collect();
    let files: Vec<&str> = FILES.iter().map(|(name, _)| name.strip_suffix(".toml").unwrap()).collect();
    assert_eq!(ids, files, "a file is named for its source");
    for source in shipped() {
        let about = source.about();
        assert!(
            source.can_pull() && !about.licence.is_empty() && about.homepage.starts_with("https://"),
            "{}",
            about.id
        );
        for url in addresses(about.id, &[]) {
            assert!(url.starts_with(about.url) && url.len() < 2_000, "{url}");
        }
    }
}

#[test]
fn imts() {
    let kept = read(
        "imf-imts",
        "DATAFLOW,COUNTRY,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY,TIME_PERIOD,OBS_VALUE,SCALE\n\
         IMF.STA:IMTS(1.0.0),USA,XG_FOB_USD,BOL,A,2022,519844609,6\n\
         IMF.STA:IMTS(1.0.0),USA,MG_CIF_USD,BOL,A,2022,700000000,6\n\
         IMF.STA:IMTS(1.0.0),USA,MG_FOB_USD,BOL,A,2022,690000000,6\n\
         IMF.STA:IMTS(1.0.0),USA,XG_FOB_USD,G001,A,2022,1000,6\n\
         IMF.STA:IMTS(1.0.0),USA,XG_FOB_USD,G998,A,2022,10,6\n\
         IMF.STA:IMTS(1.0.0),GBR,XG_FOB_USD,GHA,A,2022,7,6\n\
         IMF.STA:IMTS(1.0.0),USA,XG_FOB_USD,BOL,M,2022-M01,40,6\n",
    );
    assert_eq!(
        told(&kept),
        [
            "US exports-goods with BO 2022 = 519844609 USD",
            "US imports-goods with BO 2022 = 700000000 USD",
            "US exports-goods with W00 2022 = 1000 USD",
            "GB exports-goods with GH 2022 = 7 USD",
        ]
    );
    assert_eq!(
        addresses("imf-imts", &[("area", "US,BO"), ("start", "2020")]),
        ["https://api.imf.org/external/sdmx/2.1/data/IMF.STA,IMTS/USA+BOL.XG_FOB_USD+MG_CIF_USD..A?startPeriod=2020"]
    );
}

#[test]
fn dip() {
    let kept = read(
        "imf-dip",
        "DATAFLOW,COUNTRY,DV_TYPE,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY,TIME_PERIOD,OBS_VALUE,SCALE\n\
         IMF.STA:DIP(12.0.1),BOL,O,INWD_D_NETLA_FALL_ALL,USA,A,2022,100,6\n\
         IMF.STA:DIP(12.0.1),BOL,SCC,INWD_D_NETLA_FALL_ALL,USA,A,2022,200,6\n\
         IMF.STA:DIP(12.0.1),BOL,O,OTWD_D_NETAL_FALL_ALL,USA,A,2022,,6\n\
         IMF.STA:DIP(12.0.1),BOL,O,INWD_D_NETLA_FALL_ALL,G001,A,2022,900,6\n",
    );
    assert_eq!(told(&kept), ["BO fdi-stock-inward with US 2022 = 100 USD", "BO fdi-stock-inward 2022 = 900 USD"]);
}

#[test]
fn dac2a() {
    let message = "DATAFLOW,DONOR,RECIPIENT,MEASURE,UNIT_MEASURE,PRICE_BASE,TIME_PERIOD,OBS_VALUE,UNIT_MULT,OBS_STATUS\n\
                   OECD.DCD.FSD:DSD_DAC2@DF_DAC2A(1.6),USA,BOL,206,USD,V,2022,12.5,6,A\n\
                   OECD.DCD.FSD:DSD_DAC2@DF_DAC2A(1.6),USA,DPGC,206,USD,V,2022,50000,6,A\n\
                   OECD.DCD.FSD:DSD_DAC2@DF_DAC2A(1.6),USA,BOL,206,USD,Q,2022,13,6,A\n\
                   OECD.DCD.FSD:DSD_DAC2@DF_DAC2A(1.6),USA,F97,206,USD,V,2022,7,6,A\n";
    let kept = read("oecd-dac2a", message);
    assert_eq!(
        told(&kept),
        ["US aid-disbursements-net with BO 2022 = 12500000 USD", "US aid-disbursements-net 2022 = 50000000000 USD"]
    );
    let unread: Vec<&str> = kept.unparsed.iter().filter(|u| !u.expected).map(|u| u.text.as_str()).collect();
    assert_eq!(unread, ["F97"]);
    // Figures are never taken for dollars where the multiplier is not said.
    let without = message.replace(",6,A", ",,A");
    let error = parse(source("oecd-dac2a"), "message.csv", without.as_bytes()).unwrap_err();
    assert_eq!(error.to_string(), "message.csv, row 2, OBS_VALUE: UNIT_MULT is empty; a power of ten is expected");
}

#[test]
fn comext() {
    let kept = read(
        "eurostat-comext",
        "DATAFLOW,LAST UPDATE,freq,reporter,partner,product,flow,indicators,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n\
         ESTAT:DS-045409(1.0),x,A,EU27_2020,BO,TOTAL,1,VALUE_IN_EUROS,2022,1000,\n\
         ESTAT:DS-045409(1.0),x,A,EU27_2020,BO,TOTAL,2,VALUE_IN_EUROS,2022,500,\n\
         ESTAT:DS-045409(1.0),x,A,EU27_2020,BO,09,1,VALUE_IN_EUROS,2022,20,\n\
         ESTAT:DS-045409(1.0),x,A,EU27_2020,BO,09,1,VALUE_IN_EUROS,2016,10,\n\
         ESTAT:DS-045409(1.0),x,A,EU27_2020,EXT_EU27_2020,TOTAL,1,VALUE_IN_EUROS,2022,9,\n\
         ESTAT:DS-045409(1.0),x,A,EU27_2020,XS,TOTAL,1,VALUE_IN_EUROS,2022,8,\n\
         ESTAT:DS-045409(1.0),x,A,EU27_2020,BO,99,1,VALUE_IN_EUROS,2022,7,\n",
    );
    assert_eq!(
        told(&kept),
        [
            "EU imports-goods with BO 2022 = 1000 EUR",
            "EU exports-goods with BO 2022 = 500 EUR",
            "EU imports-goods-by-commodity with BO by H6:09 2022 = 20 EUR",
            "EU imports-goods-by-commodity with BO by H4:09 2016 = 10 EUR",
            "EU imports-goods with RS 2022 = 8 EUR",
        ]
    );
    assert!(
        addresses("eurostat-comext", &[])[0]
            .ends_with("/data/DS-045409/A.EU27_2020..TOTAL.1+2.VALUE_IN_EUROS?format=SDMX-CSV&startPeriod=2002")
    );
}

#[test]
fn exr() {
    let kept = read(
        "ecb-exr",
        "KEY,FREQ,CURRENCY,CURRENCY_DENOM,EXR_TYPE,EXR_SUFFIX,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT,UNIT_MULT\n\
         EXR.A.USD.EUR.SP00.A,A,USD,EUR,SP00,A,2022,1.0530,A,USD,0\n\
         EXR.M.USD.EUR.SP00.A,M,USD,EUR,SP00,A,2022-01,1.1314,A,USD,0\n",
    );
    assert_eq!(told(&kept), ["WB:EMU exchange-rate by USD 2022 = 1.053 USD_PER_EUR"]);
    assert_eq!(
        addresses("ecb-exr", &[]),
        ["https://data-api.ecb.europa.eu/service/data/ECB,EXR/A..EUR.SP00.A?format=csvdata&startPeriod=1999"]
    );
}

#[test]
fn wdi() {
    let kept = read(
        "worldbank-sdmx",
        "DATAFLOW,FREQ,SERIES,REF_AREA,TIME_PERIOD,OBS_VALUE,UNIT_MULT\n\
         WB:WDI(1.0),A,SP_POP_TOTL,BOL,2022,12077154,0\nWB:WDI(1.0),A,NY_GDP_MKTP_CD,BOL,2022,44008282877.02,0\n",
    );
    assert_eq!(told(&kept), ["BO population 2022 = 12077154 PERSONS", "BO gdp-current 2022 = 44008282877.02 USD"]);
    assert_eq!(
        addresses("worldbank-sdmx", &[("area", "BO")])[0],
        "https://api.worldbank.org/v2/sdmx/rest/data/WDI/A.SP_POP_TOTL.BOL?startPeriod=1960"
    );
}

/// A message in SDMX-ML, as the Bank's service sends it where nothing else is
/// asked for: generic, a series a country; and a delta message that withdraws.
#[test]
fn messages_in_xml() {
    const SPACES: &str = "xmlns:message=\"http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message\" \
                          xmlns:generic=\"http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/generic\"";
    let message = |action: &str, value: &str| {
        format!(
            "<message:GenericData {SPACES}><message:Header><message:ID>x</message:ID><message:Test>false</message:Test>\
             <message:Prepared>2024-07-01T10:00:00</message:Prepared><message:Sender id=\"WB\"/></message:Header>\
             <message:DataSet action=\"{action}\"><generic:Series><generic:SeriesKey><generic:Value id=\"FREQ\" \
             value=\"A\"/><generic:Value id=\"SERIES\" value=\"SP_POP_TOTL\"/><generic:Value id=\"REF_AREA\" \
             value=\"BOL\"/></generic:SeriesKey><generic:Obs><generic:ObsDimension value=\"2022\"/>{value}</generic:Obs>\
             </generic:Series></message:DataSet></message:GenericData>"
        )
    };
    let parsed = |text: &str| parse(source("worldbank-sdmx"), "message.xml", text.as_bytes()).unwrap();
    let kept = parsed(&message("Replace", "<generic:ObsValue value=\"12077154\"/>"));
    assert_eq!(told(&kept), ["BO population 2022 = 12077154 PERSONS"]);
    assert_eq!(kept.observations[0].1.to_string(), "//Series[1]/Obs[1]");
    assert_eq!(kept.editions[0].dated.unwrap().to_string(), "2024-07-01");
    let withdrawn = parsed(&message("Delete", ""));
    assert_eq!((withdrawn.observations.len(), withdrawn.unparsed[0].reason), (0, "figure that the message withdraws"));
    // Another dataflow's message: what it lacks is said.
    let other = message("Replace", "<generic:ObsValue value=\"1\"/>");
    let error = parse(source("ecb-exr"), "message.xml", other.as_bytes()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "message.xml, //Series[1]/Obs[1]: has no field `CURRENCY_DENOM`, by which the mapping says which records are meant"
    );
}
