use attache_model::{Area, Code, Codelist, unit};

use crate::area;

/// What a series of the Bank's measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Indicator {
    pub(super) code: Code,
    pub(super) unit: Code,
}

/// The unit is not told (SDMX's code for that).
const UNSPECIFIED: Code = Code::from_static("_U");

/// The Bank's id, the program's code and unit.
static KNOWN: &[(&str, &str, Code)] = &[
    ("AG.LND.TOTL.K2", "area-land", unit::KM2),
    ("AG.SRF.TOTL.K2", "area-total", unit::KM2),
    ("BX.KLT.DINV.CD.WD", "fdi-flow-inward", unit::USD),
    ("FP.CPI.TOTL.ZG", "inflation-rate", unit::PERCENT),
    ("NE.EXP.GNFS.CD", "exports-goods-services", unit::USD),
    ("NE.IMP.GNFS.CD", "imports-goods-services", unit::USD),
    ("NY.GDP.MKTP.CD", "gdp-current", unit::USD),
    ("NY.GDP.MKTP.KD.ZG", "gdp-growth-rate", unit::PERCENT),
    ("NY.GDP.PCAP.CD", "gdp-per-capita-current", unit::USD),
    ("SE.ADT.LITR.ZS", "literacy-rate", unit::PERCENT),
    ("SI.POV.GINI", "gini-index", unit::RATIO),
    ("SI.POV.NAHC", "poverty-rate", unit::PERCENT),
    ("SL.UEM.TOTL.ZS", "unemployment-rate", unit::PERCENT),
    ("SP.DYN.LE00.IN", "life-expectancy", unit::YEARS),
    ("SP.POP.GROW", "population-growth-rate", unit::PERCENT),
    ("SP.POP.TOTL", "population", unit::PERSONS),
];

impl Indicator {
    /// The indicator with the Bank's id; its name tells the unit where the id
    /// is not known.
    pub(super) fn of(id: &str, name: &str) -> Self {
        if let Some((_, code, unit)) = KNOWN.iter().find(|(known, ..)| known.eq_ignore_ascii_case(id)) {
            return Self { code: Code::from_static(code), unit: *unit };
        }
        let unit = match name {
            _ if name.contains('%') => unit::PERCENT,
            _ if name.contains("(current US$)") => unit::USD,
            _ => UNSPECIFIED,
        };
        Self { code: Code::new(&format!("wdi:{id}")), unit }
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

/// The Bank's codes are ISO's, with its own for aggregates and Kosovo (`XKX`).
pub(super) fn area(code: &str, name: &str) -> Option<Area> {
    Area::from_code(Codelist::Iso3, code).or_else(|| area::named(name))
}
