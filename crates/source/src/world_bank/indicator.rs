use attache_model::{Area, Code, Codelist, unit};

use crate::area;

/// What a series of the Bank's measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Indicator {
    pub(super) code: Code,
    pub(super) unit: Code,
    /// Power of ten.
    pub(super) unit_mult: i8,
    /// The dollars of which year its figures are in.
    pub(super) prices: Option<Code>,
}

/// The unit is not told (SDMX's code for that).
const UNSPECIFIED: Code = Code::from_static("_U");
const PER_1000_BIRTHS: Code = Code::from_static("DEATHS_PER_1000_LIVE_BIRTHS");
const CHILDREN_PER_WOMAN: Code = Code::from_static("CHILDREN_PER_WOMAN");
const T_CO2: Code = Code::from_static("T_CO2");

/// The Bank's id, the program's code, unit and multiplier. These are what a
/// pull asks for unless told otherwise.
pub(super) static KNOWN: &[(&str, &str, Code, i8)] = &[
    ("AG.LND.FRST.ZS", "forest-share", unit::PERCENT, 0),
    ("AG.LND.TOTL.K2", "area-land", unit::KM2, 0),
    ("AG.SRF.TOTL.K2", "area-total", unit::KM2, 0),
    ("BN.CAB.XOKA.CD", "current-account-balance", unit::USD, 0),
    ("BX.KLT.DINV.CD.WD", "fdi-flow-inward", unit::USD, 0),
    ("BX.TRF.PWKR.DT.GD.ZS", "remittances-share-of-gdp", unit::PERCENT, 0),
    ("DT.DOD.DECT.CD", "external-debt", unit::USD, 0),
    ("EG.ELC.ACCS.ZS", "electricity-access-share", unit::PERCENT, 0),
    ("EN.GHG.CO2.MT.CE.AR5", "co2-emissions", T_CO2, 6),
    ("FI.RES.TOTL.CD", "reserves", unit::USD, 0),
    ("FP.CPI.TOTL.ZG", "inflation-rate", unit::PERCENT, 0),
    ("GC.DOD.TOTL.GD.ZS", "public-debt-share-of-gdp", unit::PERCENT, 0),
    ("IT.NET.USER.ZS", "internet-users-share", unit::PERCENT, 0),
    ("MS.MIL.XPND.GD.ZS", "military-expenditure-share-of-gdp", unit::PERCENT, 0),
    ("NE.EXP.GNFS.CD", "exports-goods-services", unit::USD, 0),
    ("NE.IMP.GNFS.CD", "imports-goods-services", unit::USD, 0),
    ("NY.GDP.MKTP.CD", "gdp-current", unit::USD, 0),
    ("NY.GDP.MKTP.KD.ZG", "gdp-growth-rate", unit::PERCENT, 0),
    ("NY.GDP.MKTP.PP.KD", "gdp-ppp-real", unit::USD, 0),
    ("NY.GDP.PCAP.CD", "gdp-per-capita-current", unit::USD, 0),
    ("NY.GDP.PCAP.PP.KD", "gdp-per-capita-ppp-real", unit::USD, 0),
    ("SE.ADT.LITR.ZS", "literacy-rate", unit::PERCENT, 0),
    ("SI.POV.GINI", "gini-index", unit::RATIO, 0),
    ("SI.POV.NAHC", "poverty-rate", unit::PERCENT, 0),
    ("SL.UEM.TOTL.ZS", "unemployment-rate", unit::PERCENT, 0),
    ("SP.DYN.IMRT.IN", "infant-mortality-rate", PER_1000_BIRTHS, 0),
    ("SP.DYN.LE00.IN", "life-expectancy", unit::YEARS, 0),
    ("SP.DYN.TFRT.IN", "fertility-rate", CHILDREN_PER_WOMAN, 0),
    ("SP.POP.GROW", "population-growth-rate", unit::PERCENT, 0),
    ("SP.POP.TOTL", "population", unit::PERSONS, 0),
    ("SP.URB.TOTL.IN.ZS", "urban-population-share", unit::PERCENT, 0),
];

/// Whether the program has a name of its own for the Bank's id.
pub(super) fn is_known(id: &str) -> bool {
    KNOWN.iter().any(|(known, ..)| known.eq_ignore_ascii_case(id))
}

/// The Bank's id of what a person asks for: the id itself, or the program's
/// code.
pub(super) fn id_of(asked: &str) -> Option<String> {
    if let Some((id, ..)) = KNOWN.iter().find(|(_, code, ..)| *code == asked) {
        return Some((*id).to_owned());
    }
    let plain = asked.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'_');
    (plain && asked.contains('.') && asked.len() <= 60).then(|| asked.to_ascii_uppercase())
}

impl Indicator {
    /// The indicator with the Bank's id; its name tells the unit where the id
    /// is not known, and the year of its prices.
    pub(super) fn of(id: &str, name: &str) -> Self {
        let prices = prices(name);
        if let Some((_, code, unit, unit_mult)) = KNOWN.iter().find(|(known, ..)| known.eq_ignore_ascii_case(id)) {
            return Self { code: Code::from_static(code), unit: *unit, unit_mult: *unit_mult, prices };
        }
        let unit = match name {
            _ if name.contains('%') => unit::PERCENT,
            _ if name.contains("(current US$") || name.contains("constant") && name.contains("US$") => unit::USD,
            _ => UNSPECIFIED,
        };
        Self { code: unknown(id), unit, unit_mult: 0, prices }
    }

    /// Quirk 1: the indicator that a file's name tells.
    pub(super) fn of_file(name: &str) -> Option<Self> {
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let id = match stem.to_ascii_lowercase().as_str() {
            "gdp" => "NY.GDP.MKTP.CD",
            "population" => "SP.POP.TOTL",
            _ => KNOWN.iter().find(|(id, ..)| id.eq_ignore_ascii_case(stem))?.0,
        };
        Some(Self::of(id, ""))
    }
}

/// The code of an indicator that the program has no name for.
pub(super) fn unknown(id: &str) -> Code {
    Code::new(&format!("wdi:{id}"))
}

/// "GDP, PPP (constant 2021 international $)" is in 2021 dollars.
fn prices(name: &str) -> Option<Code> {
    let year = name.split_once("(constant ")?.1.get(..4)?;
    year.bytes().all(|b| b.is_ascii_digit()).then(|| Code::new(&format!("{year} dollars")))
}

/// The Bank's codes are ISO's, with its own for aggregates and Kosovo (`XKX`).
pub(super) fn area(code: &str, name: &str) -> Option<Area> {
    Area::from_code(Codelist::Iso3, code).or_else(|| area::named(name))
}
