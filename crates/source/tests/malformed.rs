//! No input makes a parser panic, run away or speak without naming a place:
//! small specimens of each source, cut, spliced and scribbled over. The same is
//! done without end by the targets in `/fuzz`; here it is a fixed number of
//! mutations from fixed seeds.

use std::io::{Cursor, Write};

use attache_model::{Edition, Event, Observation, Place, Sink, SinkError, Unparsed};
use attache_source::{Input, Source, all};

/// Counts, and holds parsers to the order of calls.
#[derive(Default)]
struct Counted {
    editions: usize,
    rows: usize,
}

impl Sink for Counted {
    fn edition(&mut self, _: Edition) -> Result<(), SinkError> {
        self.editions += 1;
        Ok(())
    }
    fn observation(&mut self, _: Observation, _: Place) -> Result<(), SinkError> {
        assert!(self.editions > 0, "a row before an edition");
        self.rows += 1;
        Ok(())
    }
    fn event(&mut self, _: Event, _: Place) -> Result<(), SinkError> {
        assert!(self.editions > 0, "a row before an edition");
        self.rows += 1;
        Ok(())
    }
    fn unparsed(&mut self, _: Unparsed) {}
}

fn parse(source: &dyn Source, name: &str, bytes: &[u8]) -> Result<usize, String> {
    let mut counted = Counted::default();
    source.parse(&Input::new(name, bytes), &mut counted).map_err(|e| e.to_string())?;
    Ok(counted.rows)
}

/// A good file of each source, as small as says something.
fn specimen(source: &str) -> Option<(&'static str, Vec<u8>)> {
    let text = |name, text: &str| Some((name, text.as_bytes().to_vec()));
    match source {
        "census" => Some(("country.xlsx", workbook(&census_rows()))),
        "foreignassistance" => text(
            "aid.csv",
            "Country Code,Country Name,Region ID,Region Name,Income Group Acronym,Income Group Name,Transaction Type ID,\
             Transaction Type Name,Fiscal Year,current_amount,constant_amount\n\
             BOL,Bolivia,6,Western Hemisphere,LMIC,x,2,Obligations,2022,4231140,4071951\n\
             WLD,World,7,World,NULL,NULL,2,Obligations,1976tq,-1,1\n",
        ),
        "worldbank" => text(
            "gdp.json",
            r#"[{"page":1,"pages":1,"lastupdated":"2025-07-01"},[{"indicator":{"id":"NY.GDP.MKTP.CD","value":"GDP"},
            "country":{"id":"BO","value":"Bolivia"},"countryiso3code":"BOL","date":"2022","value":44008282877.02,"unit":"","obs_status":"","decimal":0}]]"#,
        ),
        "census-hs" => text(
            "exports.json",
            r#"[["E_COMMODITY","E_COMMODITY_SDESC","CTY_CODE","CTY_NAME","ALL_VAL_YR","ALL_VAL_MO","COMM_LVL","SUMMARY_LVL","time"],
            ["84","MACHINERY","3350","BOLIVIA","123456789","456","HS2","DET","2022-12"],
            ["84","MACHINERY","-","TOTAL FOR ALL COUNTRIES","99123456789","1","HS2","DET","2022-12"],
            ["84","MACHINERY","0003","EUROPEAN UNION","7","1","HS2","CGP","2022-12"]]"#,
        ),
        "comtrade" => text(
            "comtrade.json",
            r#"{"elapsedTime":"0.1 secs","count":1,"data":[{"typeCode":"C","freqCode":"A","period":"2022","reporterCode":842,
            "reporterISO":"USA","flowCode":"M","partnerCode":68,"partnerISO":"BOL","partner2Code":0,"classificationCode":"H6",
            "cmdCode":"0901","cmdDesc":"Coffee","customsCode":"C00","mosCode":"0","motCode":0,"qtyUnitCode":8,"qty":12.5,
            "isQtyEstimated":false,"netWgt":12.5,"isNetWgtEstimated":true,"cifvalue":502904651.0,"fobvalue":null,
            "primaryValue":502904651.0,"isReported":true,"isAggregate":false}],"error":""}"#,
        ),
        "tradestatistics" => text(
            "cassette.yml",
            "http_interactions:\n- request:\n    uri: https://api.tradestatistics.io/yrp?y=2002\n  response:\n    status:\n      \
             status_code: '200'\n    body:\n      string: '[{\"year\":2002,\"reporter_iso\":\"chl\",\"partner_iso\":\"arg\",\
             \"commodity_code\":\"010121\",\n        \"trade_value_usd_imp\":30944,\"trade_value_usd_exp\":96185}]'\n",
        ),
        "bea-direct-investment" => text(
            "outward.json",
            r#"{"BEAAPI":{"Request":{},"Results":{"Data":[{"Year":"2022","SeriesID":"30","SeriesName":"Position","Row":"Bolivia",
            "Column":"Position","RowCode":"210","ColumnCode":"0000","TableScale":"Millions of Dollars","DataValueUnformatted":"1234",
            "DataValue":"1,234"},{"Year":"2022","SeriesID":"30","Row":"Peru","ColumnCode":"0000","TableScale":"Millions of Dollars",
            "DataValueUnformatted":"(D)","DataValue":"(D)"}],"Notes":[]}}}"#,
        ),
        "unctad-bits" => Some(("list.xlsx", workbook(&treaty_rows()))),
        "desta" => text("desta.csv", &desta()),
        "wto-rta" => Some(("AllRTAs.xlsx", workbook(&agreement_rows()))),
        "wto-members" => text("members.csv", "Member,Date of membership\nPeru,1 January 1995\nHoly See,\n"),
        "un-members" => text(
            "members.csv",
            ",Member State,M49 Code,ISO Code,Start date,End date,Earlier or Later Name\n\
             0,EGYPT,818,EGY,\"1945-10-24, 1971-09-02\",1958-02-21,UNITED ARAB REPUBLIC\n\
             1,UNITED ARAB REPUBLIC,,,1958-02-21,1971-09-01,EGYPT\n",
        ),
        "cow-igo" => text(
            "state_year_formatv3.csv",
            "ccode,year,state,UN,ISA\n2,1990,usa,1,0\n2,1991,usa,1,3\n365,1991,russia,1,-9\n365,1992,russia,1,-1\n",
        ),
        "cow-states" => text(
            "states2016.csv",
            "stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version\n\
             USA,2,United States of America,1816,1,1,2016,12,31,2016\nCUB,40,Cuba,1902,5,20,1906,9,25,2016\n",
        ),
        "unodc-crops" => Some(("annex.xlsx", workbook(&crop_rows()))),
        "sdmx" => text(
            "data.xml",
            "<m:StructureSpecificData xmlns:m=\"http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message\">\
             <m:Header><m:ID>x</m:ID><m:Prepared>2024-01-01</m:Prepared></m:Header><m:DataSet action=\"Append\">\
             <Group REF_AREA=\"BO\" TITLE=\"A &amp; B\"/><Series FREQ=\"A\" REF_AREA=\"BO\" UNIT_MULT=\"6\">\
             <Obs TIME_PERIOD=\"2021-Q1\" OBS_VALUE=\"1.50\" OBS_STATUS=\"A\"/><Obs TIME_PERIOD=\"2021-Q2\" OBS_VALUE=\"NaN\"/>\
             </Series></m:DataSet></m:StructureSpecificData>",
        ),
        "historian-relations" => text(
            "bolivia.xml",
            "<TEI><teiHeader><fileDesc><titleStmt><title type=\"short\">Bolivia</title></titleStmt></fileDesc></teiHeader><text><body>\
             <div xml:id=\"summary\"><p>The United States recognized Bolivia on May 30, 1848.</p></div>\
             <div xml:id=\"diplomatic_relations\"><div type=\"timeline\"><head>Establishment of Diplomatic Relations, 1849.</head>\
             <p>Diplomatic relations were established on January 3, 1849.</p></div></div></body></text></TEI>",
        ),
        "historian-missions" => text(
            "bolivia.xml",
            "<country-mission><territory-id>bolivia</territory-id><chiefs><chief><id>1</id><person-id>appleton-john</person-id>\
             <role-title-id>charge-daffaires</role-title-id><contemporary-territory-id>bolivia</contemporary-territory-id>\
             <appointed><date>1848-03-30</date><note/></appointed><started><date>1849-01-03</date><note>n</note></started></chief></chiefs></country-mission>",
        ),
        "historian-visits" => text(
            "2010.xml",
            "<visits><visit><id>1</id><start-date>2010-02-17</start-date><end-date>2010-02-17</end-date><visitor>King</visitor>\
             <from id=\"spain\">Spain</from><description>Visit &amp; tour.</description></visit></visits>",
        ),
        "historian-travels" => text(
            "nixon.xml",
            "<trips><trip role=\"president\"><id>1</id><role>president</role><name>Nixon</name><start-date>1969-02-23</start-date>\
             <end-date>1969-02-24</end-date><country id=\"belgium\">Belgium</country><locale>Brussels</locale><remarks>Met.</remarks></trip></trips>",
        ),
        "baci" => text(
            "BACI_HS92_Y2022_V202401b.csv",
            "t,i,j,k,v,q\n2022,68,842,090111,52.051,\"       13.235\"\n2022,68,842,110100,0.5,NA\n2022,842,68,10121,1.2345,0.500\n",
        ),
        "factbook" => text(
            "bl.json",
            r#"{"Introduction":{"Background":{"text":"Bolivia broke away."}},"Government":{"Country name":{"conventional short form":{"text":"Bolivia"}}},
            "Economy":{"Exports":{"Exports 2022":{"text":"$14.465 billion (2022 est.)"}}}}"#,
        ),
        "datapackage" => text(
            "datapackage.json",
            r#"{"name": "own-figures", "contributors": [{"title": "Ministry", "role": "publisher"}], "resources": [{"data":
            [{"c": "BOL", "t": "2022", "v": "1,098", "s": "E"}, {"c": "PER", "t": "2022", "v": null}], "schema": {"fields":
            [{"name": "c"}, {"name": "t", "type": "year"}, {"name": "v", "type": "integer", "groupChar": ","}, {"name": "s"}]},
            "attache": {"ref_area": {"field": "c", "codelist": ["iso3", "name"]}, "time_period": "t", "value": "v",
            "indicator": "population", "unit": "PERSONS", "obs_status": "s"}}]}"#,
        ),
        "imf-imts" => text(
            "imts.csv",
            "DATAFLOW,COUNTRY,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY,TIME_PERIOD,OBS_VALUE\n\
             IMF.STA:IMTS(1.0.0),USA,XG_FOB_USD,BOL,A,2022,519844609\n",
        ),
        "imf-dip" => text(
            "dip.csv",
            "DATAFLOW,COUNTRY,DV_TYPE,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY,TIME_PERIOD,OBS_VALUE\n\
             IMF.STA:DIP(12.0.1),BOL,O,INWD_D_NETLA_FALL_ALL,USA,A,2022,100\n",
        ),
        "oecd-dac2a" => text(
            "dac2a.csv",
            "DATAFLOW,DONOR,RECIPIENT,MEASURE,UNIT_MEASURE,PRICE_BASE,TIME_PERIOD,OBS_VALUE,UNIT_MULT,OBS_STATUS\n\
             OECD.DCD.FSD:DSD_DAC2@DF_DAC2A(1.6),USA,BOL,206,USD,V,2022,12.5,6,A\n",
        ),
        "eurostat-comext" => text(
            "comext.csv",
            "DATAFLOW,freq,reporter,partner,product,flow,indicators,TIME_PERIOD,OBS_VALUE\n\
             ESTAT:DS-045409(1.0),A,EU27_2020,BO,09,1,VALUE_IN_EUROS,2022,20\n",
        ),
        "ecb-exr" => text(
            "exr.csv",
            "DATAFLOW,FREQ,CURRENCY,CURRENCY_DENOM,EXR_TYPE,EXR_SUFFIX,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MULT\n\
             ECB:EXR(1.0),A,USD,EUR,SP00,A,2022,1.0530,A,0\n",
        ),
        "worldbank-sdmx" => text(
            "wdi.csv",
            "DATAFLOW,FREQ,SERIES,REF_AREA,TIME_PERIOD,OBS_VALUE,UNIT_MULT\nWB:WDI(1.0),A,SP_POP_TOTL,BOL,2022,12077154,0\n",
        ),
        _ => None,
    }
}

fn census_rows() -> Vec<Vec<String>> {
    const MONTHS: [&str; 13] =
        ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC", "YR"];
    let flow = |letter: &str| MONTHS.iter().map(|m| format!("{letter}{m}")).collect::<Vec<_>>();
    let header =
        ["year", "CTY_CODE", "CTYNAME"].map(String::from).into_iter().chain(flow("I")).chain(flow("E")).collect();
    let row =
        ["2022", "3350", "Bolivia"].map(String::from).into_iter().chain((0..26).map(|n| format!("{n}.25"))).collect();
    vec![header, row]
}

fn treaty_rows() -> Vec<Vec<String>> {
    let header = "No.|Title of agreement|Short title|Parties|Type of agreement|Status|Files|Date of signature|\
                  Date of entry into force|Date of termination|Type of termination|Amendment protocols|Side instruments";
    let row = "1|t|A BIT (1998)|Peru; Chile;|Bilateral Investment Treaties|In force|f|35902|37048|||No|No";
    [header, row].map(|line| line.split('|').map(str::to_owned).collect()).to_vec()
}

fn agreement_rows() -> Vec<Vec<String>> {
    let header = "RTA ID|RTA Name|Status|Date of Signature (G)|Date of Signature (S)|Date of Entry into Force (G)|\
                  Date of Entry into Force (S)|Inactive Date|Accession?|Current signatories|Original signatories";
    let rows = [
        "1|Peru - EU|In Force|26-Jun-12||01-Mar-2013|41334||No|Peru; European Union|Peru",
        "2|A - Accession of Chile|Inactive|||1999||17/04/2001|Yes|Peru; Chile|Peru",
    ];
    [header].into_iter().chain(rows).map(|line| line.split('|').map(str::to_owned).collect()).collect()
}

fn crop_rows() -> Vec<Vec<String>> {
    let rows = [
        "Illicit cultivation of coca bush (hectares)|||",
        "Country|2020|2021a|2022",
        "Peru (net cultivation) a|61,800|80 700|90,000 - 95,008b",
        "maximum|1|2|..",
        "a Areas at the end of the year|||",
    ];
    rows.into_iter().map(|line| line.split('|').map(str::to_owned).collect()).collect()
}

fn desta() -> String {
    let mut text = String::from("number;base_treaty;name;entry_type;year;entryforceyear;typememb;wto_listed");
    for prefix in ["c", "mc"] {
        (1..=91).for_each(|n| text.push_str(&format!(";{prefix}{n}")));
    }
    text.push_str("\n645;645;Peru US;base_treaty;2006;2009;1;1;604;840");
    text.push_str(&";NA".repeat(89));
    text.push_str(";0;0");
    text.push_str(&";NA".repeat(89));
    text
}

fn workbook(rows: &[Vec<String>]) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let mut data = String::new();
    for row in rows {
        data.push_str("<row>");
        for cell in row {
            data.push_str(&match cell.parse::<f64>() {
                Ok(_) => format!("<c><v>{cell}</v></c>"),
                Err(_) if cell.is_empty() => "<c/>".to_owned(),
                Err(_) => format!("<c t=\"inlineStr\"><is><t>{cell}</t></is></c>"),
            });
        }
        data.push_str("</row>");
    }
    let relations = |target: &str, kind: &str| {
        format!(
            "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"r1\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let files = [
        ("[Content_Types].xml", "<Types/>".to_owned()),
        ("_rels/.rels", relations("xl/workbook.xml", "officeDocument")),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets><sheet name=\"s\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        ("xl/_rels/workbook.xml.rels", relations("worksheets/sheet1.xml", "worksheet")),
        ("xl/worksheets/sheet1.xml", format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{data}</sheetData></worksheet>")),
    ];
    zip(&files.each_ref().map(|(name, text)| (*name, text.as_bytes())))
}

/// Stored, so that a mutation reaches the XML. Without its check sum the
/// mutated member is refused, so the sums are mended by [`unzip_and_zip`].
fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in files {
        zip.start_file(*name, stored).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A small generator (xorshift), so that a failure can be repeated.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % below.max(1) as u64) as usize
    }

    fn mutate(&mut self, bytes: &mut Vec<u8>) {
        const WORDS: [&[u8]; 16] = [
            b"\0",
            b"\xff",
            b"&x;",
            b"<!DOCTYPE a [<!ENTITY x \"y\">]>",
            b"<a>",
            b"</a>",
            b"\"",
            b",",
            b";",
            b"-",
            b"1e308",
            b"99999999999999999999999999999999",
            b"2023-02-30",
            b"[[[[",
            b"\xe2\x80\x93",
            b"0.0000000000000000000000000000001",
        ];
        let at = self.roll(bytes.len() + 1);
        match self.roll(6) {
            0 => bytes.truncate(at),
            1 if at < bytes.len() => bytes[at] = self.roll(256) as u8,
            2 => {
                let end = (at + self.roll(20)).min(bytes.len());
                bytes.drain(at..end);
            }
            3 => {
                let end = (at + self.roll(60)).min(bytes.len());
                let copied = bytes[at..end].to_vec();
                let to = self.roll(bytes.len() + 1);
                bytes.splice(to..to, copied);
            }
            _ => drop(bytes.splice(at..at, WORDS[self.roll(WORDS.len())].iter().copied())),
        }
    }
}

/// A workbook with one of its members mutated, so that damage gets past the
/// check sums.
fn mutated_within(bytes: &[u8], dice: &mut Dice) -> Option<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut members: Vec<(String, Vec<u8>)> = Vec::new();
    for at in 0..archive.len() {
        let mut member = archive.by_index(at).ok()?;
        let name = String::from_utf8_lossy(member.name_raw()).into_owned();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut member, &mut bytes).ok()?;
        members.push((name, bytes));
    }
    let at = dice.roll(members.len());
    dice.mutate(&mut members[at].1);
    Some(zip(&members.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect::<Vec<_>>()))
}

#[test]
fn every_source_reads_its_specimen() {
    for source in all() {
        let id = source.about().id;
        let (name, bytes) = specimen(id).unwrap_or_else(|| panic!("{id} has no specimen"));
        let rows = parse(*source, name, &bytes);
        assert!(rows.as_ref().is_ok_and(|rows| *rows > 0), "{id}: {rows:?}");
    }
}

#[test]
fn mutations_give_a_result_or_an_error_that_names_the_file() {
    for source in all() {
        let Some((name, good)) = specimen(source.about().id) else { continue };
        let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
        for _ in 0..2_500 {
            let mut bytes = good.clone();
            for _ in 0..=dice.roll(3) {
                bytes = match (name.ends_with(".xlsx"), dice.roll(4)) {
                    (true, 1..) => mutated_within(&bytes, &mut dice).unwrap_or(bytes),
                    _ => {
                        dice.mutate(&mut bytes);
                        bytes
                    }
                };
            }
            if let Err(error) = parse(*source, name, &bytes) {
                assert!(error.starts_with(name), "{error}");
            }
        }
    }
}

#[test]
fn what_people_hand_over_by_mistake_is_an_error_everywhere() {
    let deep = "[".repeat(200_000);
    let mistakes: [(&str, &[u8]); 9] = [
        ("nothing", b""),
        ("a web page", b"<!DOCTYPE html><html><head><title>503</title></head><body>Service Unavailable</body></html>"),
        ("a JSON error", br#"{"error":"Not Found"}"#),
        ("an XML error", b"<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>"),
        ("entities", b"<!DOCTYPE a [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><visits>&b;</visits>"),
        ("deep nesting", deep.as_bytes()),
        ("UTF-16", b"\xff\xfea\0,\0b\0\n\0"),
        ("another table", b"a,b\n1,2\n"),
        ("noise", b"\x00\x01\x02\xfe\xff\x80"),
    ];
    for source in all() {
        for (what, bytes) in mistakes {
            let result = parse(*source, "x.dat", bytes);
            let id = source.about().id;
            assert!(result.as_ref().is_err_and(|e| e.starts_with("x.dat")), "{id}, {what}: {result:?}");
        }
    }
}

#[test]
fn bombs_are_refused_everywhere() {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let block = vec![b'0'; 1 << 20];
    (0..80).for_each(|_| gzip.write_all(&block).unwrap());
    let gzip = gzip.finish().unwrap();
    // A source that reads its files as streams stops at the first line that is
    // no row.
    for source in all().iter().filter(|source| source.about().id != "baci") {
        let error = parse(*source, "x.gz", &gzip).unwrap_err();
        assert_eq!(error, "x.gz: unpacks to more than 200 times its size", "{}", source.about().id);
    }
}
