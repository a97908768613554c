//! Figures of trade in a list or table, with what its caption and their labels leave out: under
//! "Goods trade (US$ million)" the row "Balance, 2021: 213.9" is read as "Trade balance (US$
//! million), 2021: 213.9".

use std::ops::Range;

use attache_document::prose::{Block, BlockKind};
use attache_model::{Area, plain};

use crate::{
    label::{MARK, MINUS, canonical, part},
    spelled::Spelled,
    table::joined,
    trigger::{List, Row, Triggers, Unit},
};

/// A caption has no more bytes than this.
const LONGEST: usize = 160;

/// The blocks, those of each list of trade with what they leave out.
pub(crate) fn completed(
    rows: Vec<(Block, Option<Area>)>,
    triggers: &Triggers,
    is_area: impl Fn(&str) -> bool,
) -> Vec<(Block, Option<Area>)> {
    let mut completed: Vec<(Block, Option<Area>)> = Vec::with_capacity(rows.len());
    let mut rows = rows.into_iter().peekable();
    while let Some(first) = rows.next() {
        if first.0.kind != BlockKind::Item {
            completed.push(first);
            continue;
        }
        let mut list = vec![first];
        while let Some(next) = rows.next_if(|(block, _)| block.kind == BlockKind::Item || is_change(block)) {
            list.push(next);
        }
        // The heads of columns stand between.
        let is_head = |block: &Block| matches!(block.kind, BlockKind::Cell { .. });
        let above = completed.iter().map(|(block, _)| block).rfind(|block| !is_head(block));
        let above = above.filter(|block| block.text.len() <= LONGEST);
        // "Supplier | Share" heads its own column, "Rank | Supplier | Share" has one beside.
        let own = list.first().and_then(|(block, _)| Some(part(block, 0..block.text.find(MARK)?)));
        let beside = completed.iter().rev().map(|(block, _)| block).take_while(|block| is_head(block));
        let beside = beside.clone().find(|block| triggers.heads_partners(&block.text)).cloned();
        let own = own.filter(|head| triggers.heads_partners(&head.text));
        let (head, from) = (own.clone().or(beside), usize::from(own.is_some()));
        let headed_by = head.as_ref().and_then(|head| of_partners(list.get(from..)?, head, &is_area));
        if let Some(partners) = headed_by.or_else(|| of_partners(&list, above?, &is_area)) {
            completed.extend(partners);
            continue;
        }
        for (block, _) in &mut list {
            *block = headed(block, triggers).unwrap_or_else(|| block.clone());
        }
        if is_of_trade(&list) {
            let above = above.map(|block| block.text.clone()).unwrap_or_default();
            let caption = Caption::of(&above, &list, triggers, &is_area);
            for (block, _) in &mut list {
                *block = caption.complete(block, triggers, &is_area).unwrap_or_else(|| block.clone());
            }
        }
        // What counts aid may be said in a paragraph.
        let above = completed.iter().map(|(block, _)| block).rfind(|block| !is_head(block));
        let unit = above.and_then(|above| triggers.unit(&canonical(unit(&above.text, triggers)?)));
        if let Some(unit) = unit.filter(|_| is_of_aid(&list)) {
            for (block, _) in &mut list {
                *block = counted_in(block, unit).unwrap_or_else(|| block.clone());
            }
        }
        completed.extend(list);
    }
    completed
}

/// Whether a list has a label for what was committed or paid in aid.
fn is_of_aid(list: &[(Block, Option<Area>)]) -> bool {
    list.iter().any(|(block, _)| name(&block.text).is_some_and(|(label, _)| List::AidLabels.has(label)))
}

/// A row of a list of aid with in what all is counted: "Obligations (FY 2018): $879 million" for
/// "Obligations, FY 2018: 879".
fn counted_in(block: &Block, unit: &Unit) -> Option<Block> {
    let (label, rest) = name(&block.text).filter(|(label, _)| List::AidLabels.has(label))?;
    let (head, value) = block.text.split_once(MARK)?;
    let year = rest.strip_prefix(", ")?;
    if value.contains(|c: char| c.is_alphabetic() || matches!(c, '$' | '€' | '£' | '%')) {
        return None;
    }
    let mut spelled = Spelled::of(block);
    spelled.keep(0..label.len());
    spelled.insert(" (");
    spelled.keep(head.len() - year.len()..head.len());
    spelled.insert(")");
    spelled.keep(head.len()..head.len() + MARK.len());
    spelled.insert(&unit.before);
    spelled.keep(head.len() + MARK.len()..block.text.len());
    spelled.insert(&unit.after);
    Some(spelled.block)
}

/// Whether a cell has by how much a row's figures changed: "+30 percent".
fn is_change(block: &Block) -> bool {
    let is_cell = matches!(block.kind, BlockKind::Cell { .. });
    is_cell
        && block.text.starts_with(|c: char| c == '+' || MINUS.contains(&c) || c.is_ascii_digit())
        && !is_year(&block.text)
}

/// The rows of a list of countries with shares, each behind the caption: "Main export markets
/// (2022): Thailand 35%".
fn of_partners(
    list: &[(Block, Option<Area>)],
    caption: &Block,
    is_area: &impl Fn(&str) -> bool,
) -> Option<Vec<(Block, Option<Area>)>> {
    const FEWEST: usize = 2;
    let caption = part(caption, 0..caption.text.trim_end_matches([':', ' ']).len());
    let row = |(block, column): &(Block, Option<Area>)| {
        let (name, value) = block.text.split_once(MARK)?;
        let is_share = value.trim_end().ends_with('%') && value.starts_with(|c: char| c.is_ascii_digit());
        let row = (is_share && is_area(name)).then(|| joined(&caption, MARK, block))?;
        let end = caption.text.len() + MARK.len() + name.len();
        let mut spelled = Spelled::of(&row);
        spelled.keep(0..end);
        spelled.insert(" ");
        spelled.keep(end + MARK.len()..row.text.len());
        Some((spelled.block, *column))
    };
    let rows: Vec<_> = list.iter().map(row).collect::<Option<_>>()?;
    (rows.len() >= FEWEST && !caption.text.is_empty()).then_some(rows)
}

/// A row of a list of partners with its head in full: "Main export markets (2014): Japan 11.8%" for
/// "Exports to (2014): Japan 11.8%".
fn headed(block: &Block, triggers: &Triggers) -> Option<Block> {
    let (name, _) = name(&block.text)?;
    // "Exports to (2005): $625.5 million" has no partner.
    let (_, value) = block.text.split_once(MARK)?;
    let full = triggers.partners(name).filter(|_| value.starts_with(char::is_alphabetic))?;
    let mut spelled = Spelled::of(block);
    spelled.instead(0..name.len(), full);
    spelled.keep(name.len()..block.text.len());
    Some(spelled.block)
}

/// Whether a list has a label for exports and one for imports.
fn is_of_trade(list: &[(Block, Option<Area>)]) -> bool {
    let labels: Vec<String> = list.iter().filter_map(|(block, _)| Some(plain(name(&block.text)?.0))).collect();
    ["export", "import"].iter().all(|flow| labels.iter().any(|label| label.contains(flow)))
}

/// The name that a label begins with, and the rest of it.
pub(crate) fn name(text: &str) -> Option<(&str, &str)> {
    let label = text.get(..text.find(MARK)?)?;
    let end = label.find([',', '(']).unwrap_or(label.len());
    let name = label.get(..end)?.trim_end();
    Some((name, label.get(name.len()..)?))
}

/// In what the figures of a list are counted, of which year they are, whether they are of goods
/// alone, whose the flows are, and whether a balance has its sign: what the caption says of all,
/// and what a row says of the others.
struct Caption {
    unit: Option<String>,
    year: Option<String>,
    is_of_goods: bool,
    owner: Option<String>,
    is_signed: bool,
}

impl Caption {
    fn of(text: &str, list: &[(Block, Option<Area>)], triggers: &Triggers, is_area: &impl Fn(&str) -> bool) -> Self {
        let years: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|part| is_year(part)).collect();
        let year = match years.as_slice() {
            [one] => Some(*one),
            _ => None,
        };
        let is_of_goods = triggers.says_goods(text) && !triggers.says_services(text);
        let labels = || list.iter().filter_map(|(block, _)| name(&block.text));
        let of_flow = || labels().filter(|(name, _)| flow_end(name).is_some());
        let unit = unit(text, triggers).or_else(|| of_flow().find_map(|(_, rest)| unit(rest, triggers)));
        let before = |name: &str| {
            let word = name.split_whitespace().next_back()?;
            flow_end(word)?;
            Some(name.strip_suffix(word)?.trim().to_owned())
        };
        // "Exporta EE. UU.", "Exportations américaines".
        let behind = |name: &str| {
            let (word, rest) = name.split_once(' ')?;
            flow_end(word)?;
            Some(without_of(rest).trim().to_owned())
        };
        let is_owner = |owner: &String| is_area(owner);
        let owner =
            of_flow().find_map(|(name, _)| before(name).filter(is_owner).or_else(|| behind(name).filter(is_owner)));
        let is_below = |(block, _): &(Block, Option<Area>)| {
            let row = name(&block.text).and_then(|(name, _)| row_of(name, owner.as_deref(), triggers, is_area));
            row.is_some_and(|(_, row)| row.signed.is_some())
                && block.text.split_once(MARK).is_some_and(|(_, value)| value.starts_with(MINUS))
        };
        let is_signed = list.iter().any(is_below);
        Self { unit: unit.map(str::to_owned), year: year.map(str::to_owned), is_of_goods, owner, is_signed }
    }

    fn complete(&self, block: &Block, triggers: &Triggers, is_area: &impl Fn(&str) -> bool) -> Option<Block> {
        let text = block.text.as_str();
        let (name, rest) = name(text)?;
        let full = row_of(name, self.owner.as_deref(), triggers, is_area);
        let flow = full.is_none().then(|| flow_end(name)).flatten();
        if full.is_none() && flow.is_none() {
            return None;
        }
        let value = text.get(name.len() + rest.len() + MARK.len()..).unwrap_or_default();
        let is_bare = !value.contains(|c: char| c.is_alphabetic() || matches!(c, '$' | '€' | '£' | '%'));
        let has_year = text.split(|c: char| !c.is_ascii_digit()).any(is_year);
        // "Trade surplus (US)".
        let aside = rest.trim_start().strip_prefix('(').and_then(|rest| rest.split_once(')'));
        let aside = aside.filter(|(inside, _)| is_area(inside));
        let remark = aside.map_or(rest, |(_, behind)| behind);
        let unit = self.unit.as_deref().filter(|_| is_bare && !remark.contains('('));
        let year = self.year.as_deref().filter(|_| !has_year);
        let signed = full.as_ref().and_then(|(_, row)| row.signed.as_ref());
        let sign = value.chars().next().filter(|c| MINUS.contains(c) || *c == '+').filter(|_| signed.is_some());
        let [below, above] = signed.map_or(["", ""], |[below, above]| [below.as_str(), above.as_str()]);
        let mut spelled = Spelled::of(block);
        match (full, flow) {
            (Some((own, row)), _) => {
                let full = match sign {
                    Some('+') => above,
                    Some(_) => below,
                    None if signed.is_some() && self.is_signed => above,
                    None => &row.full,
                };
                let is_alone = own == (0..name.len());
                let owner = aside.map(|(owner, _)| owner).or(self.owner.as_deref());
                if let Some(owner) = owner.filter(|_| signed.is_some() && is_alone) {
                    spelled.insert_before(owner, 0);
                    spelled.insert_before(" ", 0);
                }
                spelled.keep(0..own.start);
                let end = own.end;
                spelled.instead(own, full);
                spelled.keep(end..name.len());
            }
            (None, Some(end)) if self.is_of_goods && !triggers.says_goods(name) => {
                spelled.keep(0..end);
                spelled.insert(&triggers.of_goods);
                spelled.keep(end..name.len());
            }
            _ => spelled.keep(0..name.len()),
        }
        for said in unit.into_iter().chain(year) {
            spelled.insert(" (");
            spelled.insert(said);
            spelled.insert(")");
        }
        let start = text.len() - value.len();
        spelled.keep(start - MARK.len() - remark.len()..start);
        spelled.keep(start + sign.map_or(0, char::len_utf8)..text.len());
        Some(spelled.block)
    }
}

/// What labels a row of a table of trade, and where its own words stand beside those for whose it
/// is: "US balance", "Saldo de EE. UU.".
fn row_of<'t>(
    name: &str,
    owner: Option<&str>,
    triggers: &'t Triggers,
    is_area: &impl Fn(&str) -> bool,
) -> Option<(Range<usize>, &'t Row)> {
    let own = owner.and_then(|owner| name.strip_prefix(owner)).unwrap_or(name).trim_start();
    let start = name.len() - own.len();
    let parted = || {
        own.match_indices(' ').find_map(|(at, _)| {
            let (words, whose) = own.split_at(at);
            Some((start..start + at, triggers.row(words)?)).filter(|_| is_area(without_of(whose.trim_start())))
        })
    };
    let alone = triggers.row(own).filter(|row| !row.needs_owner);
    alone.map(|row| (start..name.len(), row)).or_else(parted)
}

/// A name without the word "of" before it.
fn without_of(name: &str) -> &str {
    name.split_once(' ').filter(|(word, _)| List::Of.has(word)).map_or(name, |(_, bare)| bare)
}

/// Where the word for a flow ends that a name has.
fn flow_end(name: &str) -> Option<usize> {
    let plain = name.to_lowercase();
    let start = ["export", "import"].iter().find_map(|flow| plain.find(flow))?;
    let rest = name.get(start..)?;
    Some(start + rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len()))
}

/// What of a caption says in what is counted: in parentheses, behind a comma or "in", or all of it.
fn unit<'t>(caption: &'t str, triggers: &Triggers) -> Option<&'t str> {
    let is_unit =
        |range: &Range<usize>| caption.get(range.clone()).is_some_and(|part| triggers.unit(&canonical(part)).is_some());
    let ends = |c: char| matches!(c, '.' | ':' | ')' | ' ');
    let end = caption.trim_end_matches(ends).len();
    let behind = |mark: &str| caption.match_indices(mark).map(move |(at, _)| at + mark.len()..end).collect::<Vec<_>>();
    let starts = ["(", "(in ", "(en ", ", ", ", in ", ", en ", "; ", " in ", " en ", "In ", "En "];
    let mut parts: Vec<Range<usize>> = starts.iter().flat_map(|mark| behind(mark)).collect();
    parts.push(0..end);
    // "(US$ million, 2022)"
    let whole = parts.clone();
    parts.extend(
        whole.into_iter().filter_map(|part| Some(part.start..part.start + caption.get(part)?.find([',', ')', ';'])?)),
    );
    parts.into_iter().find(is_unit).and_then(|range| caption.get(range))
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && (text.starts_with("19") || text.starts_with("20"))
}

#[cfg(test)]
mod tests {
    use attache_document::prose::{Format, Prose};
    use attache_model::{Areas, Language};

    use super::*;
    use crate::table;

    fn read(markdown: &str, language: Language) -> Vec<String> {
        let prose = Prose::read(markdown.as_bytes(), Format::Markdown).unwrap();
        let rows = table::rows(&prose.blocks, |_| Vec::new());
        let is_area = |text: &str| Areas::known(text).is_some();
        completed(rows, Triggers::of(language), is_area).into_iter().map(|(block, _)| block.text).collect()
    }

    #[test]
    fn a_caption_says_in_what_its_table_counts() {
        for caption in [
            "## Trade in goods (millions of dollars)",
            "U.S. goods trade with Paraguay, millions of dollars",
            "Goods trade in millions of dollars:",
            "Goods trade (millions of dollars, not adjusted)",
        ] {
            let table = format!(
                "{caption}\n\n| |2019|2020|\n|-|-|-|\n|Exports|505.5|181.1|\n|Imports|34.2|80.7|\n|Balance|471.4|100.4|"
            );
            let rows = read(&table, Language::English);
            assert!(
                rows.contains(&"Exports of goods (millions of dollars), 2020: 181.1".to_owned()),
                "{caption}: {rows:?}"
            );
            assert!(
                rows.contains(&"Trade balance (millions of dollars), 2020: 100.4".to_owned()),
                "{caption}: {rows:?}"
            );
        }
    }

    #[test]
    fn aid_is_counted_as_the_text_above_says() {
        let rows = read(
            "Funds of all agencies, in millions of current dollars, as published in October 2022. Food is counted.\n\n\
             |Fiscal year|Obligations|Disbursements|\n|-|-|-|\n|FY 2017|1,108|946|\n|FY 2018|879|938|",
            Language::English,
        );
        for row in ["Obligations (FY 2017): $1,108 million", "Disbursements (FY 2018): $938 million"] {
            assert!(rows.contains(&row.to_owned()), "{row}: {rows:?}");
        }
    }

    #[test]
    fn a_caption_says_of_which_year_its_list_is() {
        let rows = read(
            "**Goods trade with Honduras, 2022**\n\n- Total: $14.2 billion (44th)\n- Exports: $8.5 billion\n- Imports: $5.7 billion\n- Students: 800",
            Language::English,
        );
        let expected = [
            "Total trade (2022): $14.2 billion (44th)",
            "Exports of goods (2022): $8.5 billion",
            "Imports of goods (2022): $5.7 billion",
            "Students: 800",
        ];
        assert_eq!(rows[1..], expected);
        let rows =
            read("# Commerce\n\n- Exportations : 3 M€\n- Importations : 4 M€\n- Solde : -1 M€", Language::French);
        assert_eq!(rows.last().map(String::as_str), Some("Déficit commercial : 1 M€"));
    }

    #[test]
    fn partners_stand_behind_their_caption() {
        let list = "Main export destinations (2022):\n\n|1|Thailand|35%|\n|-|-|-|\n|2|China|29%|\n|3|Vietnam|10%|";
        let rows = read(list, Language::English);
        assert_eq!(
            rows[1..3],
            ["Main export destinations (2022): Thailand 35%", "Main export destinations (2022): China 29%"]
        );
        let rows = read(
            "|Exports to (2014)|%|Imports from (2014)|%|\n|-|-|-|-|\n|Japan|11.8|Singapore|18.4|",
            Language::English,
        );
        assert!(rows.contains(&"Main export markets (2014): Japan 11.8%".to_owned()), "{rows:?}");
        let rows = read("Religions\n\n- Christian: 64%\n- Hindu: 28%", Language::English);
        assert_eq!(rows[1..], ["Christian: 64%", "Hindu: 28%"]);
    }

    #[test]
    fn figures_stand_where_they_stood() {
        let table = "## Trade in goods, million dollars\n\n|Year|Exports|Imports|\n|-|-|-|\n|2019|505.5|34.2|\n|2020|181.1|80.7|";
        let prose = Prose::read(table.as_bytes(), Format::Markdown).unwrap();
        let triggers = Triggers::of(Language::English);
        let rows = completed(table::rows(&prose.blocks, |_| Vec::new()), triggers, |_| false);
        let (row, _) = rows.iter().find(|(block, _)| block.text.ends_with("80.7")).unwrap();
        assert_eq!(row.text, "Imports of goods (million dollars), 2020: 80.7");
        for part in ["Imports", "2020", "80.7"] {
            let at = row.text.find(part).unwrap();
            assert_eq!(&table[row.place(at..at + part.len())], part);
        }
    }

    #[test]
    fn a_balance_is_a_deficit_or_a_surplus_by_its_sign() {
        let rows = read(
            "|Year|U.S. exports (US$ mn)|U.S. imports (US$ mn)|Balance|\n|-|-|-|-|\n|2019|505.5|34.2|471.4|\n|2020|34.2|505.5|-471.4|",
            Language::English,
        );
        let named = read(
            "|US$ mn|2019|2020|\n|-|-|-|\n|U.S. exports|505.5|34.2|\n|U.S. imports|34.2|505.5|\n|U.S. balance|471.4|–471.4|",
            Language::English,
        );
        assert!(named.iter().any(|row| row.starts_with("U.S. Trade deficit") && row.ends_with(": 471.4")), "{named:?}");
        assert!(rows.contains(&"U.S. Trade surplus (US$ mn), 2019: 471.4".to_owned()), "{rows:?}");
        assert!(rows.contains(&"U.S. Trade deficit (US$ mn), 2020: 471.4".to_owned()), "{rows:?}");
    }

    #[test]
    fn whose_it_is_may_stand_behind() {
        let rows = read(
            "## Comercio de bienes (millones de dólares)\n\n| |2019|2020|\n|-|-|-|\n|Exporta Estados Unidos|505,5|34,2|\n|Importa Estados Unidos|34,2|505,5|\n|Saldo de Estados Unidos|471,3|-471,3|",
            Language::Spanish,
        );
        for row in [
            "Exportaciones de Estados Unidos (millones de dólares), 2019: 505,5",
            "Superávit comercial de Estados Unidos (millones de dólares), 2019: 471,3",
            "Déficit comercial de Estados Unidos (millones de dólares), 2020: 471,3",
        ] {
            assert!(rows.contains(&row.to_owned()), "{rows:?}");
        }
        let rows =
            read("## Comercio de bienes, 2019\n\n| |millones de dólares|\n|-|-|\n|Exporta|505,5|", Language::Spanish);
        assert!(rows.iter().all(|row| !row.starts_with("Exportaciones de")), "{rows:?}");
        let rows = read(
            "## Goods trade, US$ million\n\n| |2019|2020|\n|-|-|-|\n|US exports|505.5|34.2|\n|US imports|34.2|505.5|\n|Trade surplus (US)|471.3|-471.3|",
            Language::English,
        );
        for row in ["US Trade surplus (US$ million), 2019: 471.3", "US Trade deficit (US$ million), 2020: 471.3"] {
            assert!(rows.contains(&row.to_owned()), "{rows:?}");
        }
    }

    #[test]
    fn other_lists_are_left() {
        for text in [
            "## Budget, 2022\n\n- Total: $5 billion\n- Balance: $1 billion",
            "## 2022\n\n- Exports: $5 billion\n- Total: $9 billion",
        ] {
            let rows = read(text, Language::English);
            assert!(rows.iter().all(|row| !row.contains("rade") && !row.contains("(2022)")), "{rows:?}");
        }
    }

    #[test]
    fn what_a_value_says_itself_is_not_said_again() {
        let rows = read(
            "## Trade (US$ million), 2022\n\n|Flow|Value|\n|-|-|\n|Exports (2021)|5.5|\n|Imports|$6 million|\n|Balance|-0.5|",
            Language::English,
        );
        assert!(rows.contains(&"Exports (2021): 5.5".to_owned()), "{rows:?}");
        assert!(rows.contains(&"Imports (2022): $6 million".to_owned()), "{rows:?}");
        assert!(rows.contains(&"Trade deficit (US$ million) (2022): 0.5".to_owned()), "{rows:?}");
    }
}
