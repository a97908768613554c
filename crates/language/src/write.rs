use std::{borrow::Cow, ops::Range};

use attache_fact::{Commodity, Quantity, RoleName, Value};
use attache_model::{Area, ObsStatus, Organization, Period};

use crate::{
    NoWording, Sentence, Wordings,
    form::{Agreement, Form},
    pattern::{Guard, Hole, Part, Parts, Pattern},
    period, person, quantity,
};

/// Writes one sentence.
pub(crate) struct Writer<'w> {
    wordings: &'w Wordings,
    kind: &'w str,
    roles: &'w [(RoleName, Value)],
    precision: Option<u32>,
    text: String,
    ranges: Vec<(RoleName, Range<usize>)>,
}

impl<'w> Writer<'w> {
    pub(crate) fn new(wordings: &'w Wordings, kind: &'w str, roles: &'w [(RoleName, Value)]) -> Self {
        Self { wordings, kind, roles, precision: None, text: String::new(), ranges: Vec::new() }
    }

    /// Rounds every figure to so many significant digits, with a hedge where
    /// that changes it, whatever the patterns ask for.
    pub(crate) fn rounded(mut self, digits: u32) -> Self {
        self.precision = Some(digits);
        self
    }

    /// The first of the patterns that fits.
    pub(crate) fn write(mut self, patterns: &[Pattern], form: &str) -> Result<Sentence, NoWording> {
        let pattern = patterns.iter().find(|p| self.fits(p.parts())).ok_or_else(|| NoWording::Roles {
            kind: self.kind.to_owned(),
            form: form.to_owned(),
            lacking: patterns.last().map(|p| self.lacking(p.parts())).unwrap_or_default(),
        })?;
        self.text.reserve(160);
        self.ranges.reserve(self.roles.len());
        self.parts(pattern.parts())?;
        if begins_with_capital(form) {
            self.capitalise();
        }
        Ok(Sentence { text: self.text, roles: self.ranges })
    }

    pub(crate) fn value_alone(mut self, value: &Value, forms: &[Form]) -> String {
        let mut forms = forms.to_vec();
        loop {
            self.text.clear();
            let Err(misfit) = self.value(value, &forms) else { return self.text };
            let before = forms.len();
            forms.retain(|f| *f != misfit);
            if forms.len() == before {
                return self.text;
            }
        }
    }

    /// What fills the role; a period that is not stated fills none.
    fn role(&self, name: &str) -> Option<(RoleName, &'w Value)> {
        let (name, value) = self.roles.iter().find(|(n, _)| *n == name)?;
        (!matches!(value, Value::Period(Period::Unstated))).then_some((*name, value))
    }

    fn fits(&self, mut parts: Parts<'_>) -> bool {
        parts.all(|(part, _)| match part {
            Part::Hole(hole) => self.role(hole.role).is_some(),
            Part::Guard(guard) => self.holds(guard),
            _ => true,
        })
    }

    fn lacking(&self, parts: Parts<'_>) -> Vec<String> {
        let lacks = |(part, _): (&Part, Parts<'_>)| match part {
            Part::Hole(hole) => self.role(hole.role).is_none().then(|| hole.role.to_string()),
            Part::Guard(g) => (!self.holds(g)).then(|| {
                let value = g.value.as_deref().map(|v| format!("={v}")).unwrap_or_default();
                format!("{}{}{value}", if g.holds { "" } else { "not " }, g.role)
            }),
            _ => None,
        };
        parts.filter_map(lacks).collect()
    }

    fn holds(&self, guard: &Guard) -> bool {
        let is = match (self.role(guard.role), &guard.value) {
            (None, _) => false,
            (Some(_), None) => true,
            (Some((_, value)), Some(wanted)) if &**wanted == "in-words" => self.is_in_words(value),
            (Some((_, value)), Some(wanted)) => match wanted.strip_prefix('@') {
                Some(other) => self.role(other).is_some_and(|(_, other)| other == value),
                None => is(value, wanted),
            },
        };
        is == guard.holds
    }

    /// Whether the language has a word for it: for a place in an order, a code.
    fn is_in_words(&self, value: &Value) -> bool {
        match value {
            Value::Rank(n) => self.wordings.grammar.has_ordinal_word(*n),
            Value::Text(text) => self.wordings.term(text).is_some(),
            _ => false,
        }
    }

    fn parts(&mut self, parts: Parts<'_>) -> Result<(), NoWording> {
        for (part, held) in parts {
            match part {
                Part::Text(text) => self.push_text(text),
                Part::Hole(hole) => self.hole(hole)?,
                // The rest stands in patterns that are only read.
                Part::Guard(_) | Part::Choice(_) | Part::Row(_) | Part::Class(_) | Part::Gap | Part::Fill(_) => {}
                Part::Own(form) => {
                    let patterns = self.wordings.patterns(self.kind, form).unwrap_or_default();
                    if let Some(pattern) = patterns.iter().find(|p| self.fits(p.parts())) {
                        self.parts(pattern.parts())?;
                    }
                }
                Part::Optional(_) => {
                    if self.fits(held) {
                        self.parts(held)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// A full stop is not doubled after an abbreviation.
    fn push_text(&mut self, text: &str) {
        let text = if self.text.ends_with('.') { text.strip_prefix('.').unwrap_or(text) } else { text };
        self.text.push_str(text);
    }

    fn hole(&mut self, hole: &Hole) -> Result<(), NoWording> {
        let Some((name, value)) = self.role(hole.role) else { return Ok(()) };
        // Words that agree with the area do not name it.
        if let (Value::Area(area), [Form::Agree(wordings)]) = (value, &*hole.forms) {
            let Agreement { feminine, plural } = (self.wordings.grammar.morphology.agreement)(*area);
            let at =
                if wordings.len() == 4 { usize::from(feminine) + 2 * usize::from(plural) } else { usize::from(plural) };
            self.text.push_str(wordings.get(at).map_or("", |w| w));
            return Ok(());
        }
        let start = self.text.len();
        if let (Value::Period(from), [Form::To(last)]) = (value, &*hole.forms)
            && let Some((last, Value::Period(to))) = self.role(last)
        {
            period::write_to(&self.wordings.grammar, *from, *to, &mut self.text);
            let range = start..self.text.len();
            self.ranges.extend([(name, range.clone()), (last, range)]);
            return Ok(());
        }
        self.value(value, &hole.forms).map_err(|_| NoWording::Misfit {
            kind: self.kind.to_owned(),
            role: hole.role.to_string(),
            form: hole.spelled.to_string(),
            value: what(value),
        })?;
        self.ranges.push((name, start..self.text.len()));
        Ok(())
    }

    /// Writes a value; gives the form that it does not have, if one is asked for.
    fn value(&mut self, value: &Value, forms: &[Form]) -> Result<(), Form> {
        let grammar = &self.wordings.grammar;
        let out = &mut self.text;
        match value {
            Value::Area(area) => {
                let form = at_most_one(forms)?;
                if !(grammar.morphology.area)(*area, form, out) {
                    return Err(form.cloned().unwrap_or(Form::Bare));
                }
            }
            Value::Areas(areas) => self.areas(areas, forms)?,
            Value::Organizations(organizations) => self.organizations(organizations, forms)?,
            Value::Commodities(commodities) => self.commodities(commodities, forms)?,
            Value::Quantity(q) => {
                let forms = at_precision(forms, self.precision);
                quantity::write(grammar, *q, forms.iter(), out).map_err(Clone::clone)?;
            }
            Value::Quantities(quantities) => {
                let each = quantities.iter().map(|q| self.quantity_alone(*q, forms)).collect::<Result<Vec<_>, _>>()?;
                self.list(each, &[])?;
            }
            Value::Period(p) => {
                let form = at_most_one(forms)?;
                if !period::write(grammar, *p, form, out) {
                    return Err(form.cloned().unwrap_or(Form::In));
                }
            }
            Value::Rank(n) => match at_most_one(forms)? {
                None => grammar.ordinal(*n, false, out),
                Some(Form::Digits) => grammar.ordinal(*n, true, out),
                Some(Form::Plain) => {
                    grammar.decimal((*n).into(), out);
                }
                Some(Form::Feminine) => grammar.ordinal_feminine(*n, out),
                Some(Form::Largest) if *n == 1 => grammar.largest.write(out, |_, _| {}),
                Some(Form::Largest) => grammar.larger.write(out, |_, out| grammar.ordinal_before(*n, out)),
                Some(other) => return Err(other.clone()),
            },
            Value::Count(n) => match at_most_one(forms)? {
                None => grammar.count(*n, false, out),
                Some(Form::Digits) => grammar.count(*n, true, out),
                Some(Form::Plural(one, other)) => out.push_str(if grammar.is_one(*n) { one } else { other }),
                Some(other) => return Err(other.clone()),
            },
            Value::Text(text) => self.source_text(text, forms)?,
            Value::Texts(texts) => {
                let (terms, rest): (Vec<Form>, Vec<Form>) = forms.iter().cloned().partition(|f| *f == Form::Term);
                let named = |text: &String| match self.wordings.term(text).filter(|_| !terms.is_empty()) {
                    Some(term) => term.one.to_string(),
                    None => text.clone(),
                };
                self.list(texts.iter().map(named).collect(), &rest)?;
            }
        }
        Ok(())
    }

    fn quantity_alone(&self, q: Quantity, forms: &[Form]) -> Result<String, Form> {
        let mut text = String::new();
        quantity::write(&self.wordings.grammar, q, forms.iter(), &mut text).map_err(Clone::clone)?;
        Ok(text)
    }

    fn areas(&mut self, areas: &[Area], forms: &[Form]) -> Result<(), Form> {
        let grammar = &self.wordings.grammar;
        let is_of_each = |form: &Form| matches!(form, Form::Bare | Form::Of | Form::Toward | Form::In);
        let form = forms.iter().find(|f| is_of_each(f));
        let rest: Vec<Form> = forms.iter().filter(|f| !is_of_each(f)).cloned().collect();
        let mut items = Vec::with_capacity(areas.len());
        for area in areas {
            let mut name = String::new();
            if !(grammar.morphology.area)(*area, form, &mut name) {
                return Err(form.cloned().unwrap_or(Form::Bare));
            }
            items.push(name);
        }
        self.list_with(items, &rest)
    }

    /// By the language's names, else the publisher's, else the codes.
    fn commodities(&mut self, commodities: &[Commodity], forms: &[Form]) -> Result<(), Form> {
        let grammar = &self.wordings.grammar;
        let items = commodities.iter().map(|commodity| {
            let Commodity { code, label } = commodity;
            let own = code.name(grammar.language).map(str::to_owned);
            own.or_else(|| label.as_deref().map(short_label)).unwrap_or_else(|| {
                let mut name = String::new();
                grammar.any_commodity.write(&mut name, |_, out| out.push_str(code.digits()));
                name
            })
        });
        let mut items: Vec<String> = items.collect();
        if forms.contains(&Form::Of) {
            for item in &mut items {
                let before = (grammar.morphology.noun)(item, &Form::Of).ok_or(Form::Of)?;
                item.insert_str(0, before);
            }
        }
        let rest: Vec<Form> = forms.iter().filter(|f| **f != Form::Of).cloned().collect();
        self.list_with(items, &rest)
    }

    /// A list whose things may each have a quantity that another role gives.
    fn list_with(&mut self, mut items: Vec<String>, forms: &[Form]) -> Result<(), Form> {
        let grammar = &self.wordings.grammar;
        let rest: Vec<Form> = forms.iter().filter(|f| !matches!(f, Form::With(_))).cloned().collect();
        if let Some(Form::With(role)) = forms.iter().find(|f| matches!(f, Form::With(_)))
            && let Some((_, Value::Quantities(quantities))) = self.role(role)
        {
            for (item, quantity) in items.iter_mut().zip(quantities) {
                let number = self.quantity_alone(*quantity, &[])?;
                let name = std::mem::take(item);
                grammar.listed_with.write(item, |gap, out| out.push_str(if gap == 0 { &name } else { &number }));
            }
        }
        self.list(items, &rest)
    }

    fn organizations(&mut self, organizations: &[Organization], forms: &[Form]) -> Result<(), Form> {
        let grammar = &self.wordings.grammar;
        let is_of_name = |form: &Form| {
            matches!(form, Form::Abbreviation | Form::Both | Form::The | Form::Of | Form::Toward | Form::In)
        };
        let form = forms.iter().find(|f| is_of_name(f));
        let rest: Vec<Form> = forms.iter().filter(|f| Some(*f) != form).cloned().collect();
        let mut items = Vec::with_capacity(organizations.len());
        for organization in organizations {
            let (name, code) = (organization.name(grammar.language), self.wordings.abbreviation(*organization));
            let mut item = String::new();
            match form {
                Some(Form::Abbreviation) => item.push_str(code),
                Some(Form::Both) if code != name => {
                    grammar.both.write(&mut item, |gap, out| out.push_str(if gap == 0 { name } else { code }));
                }
                None | Some(Form::Both) => item.push_str(name),
                Some(form) if (grammar.morphology.organization)(name, form, &mut item) => {}
                Some(form) => return Err(form.clone()),
            }
            items.push(item);
        }
        self.list(items, &rest)
    }

    fn list(&mut self, mut items: Vec<String>, forms: &[Form]) -> Result<(), Form> {
        let mut comma = false;
        for form in forms {
            match form {
                Form::Comma => comma = true,
                Form::First(n) => items.truncate(*n),
                other => return Err(other.clone()),
            }
        }
        // Commas within the things would be taken for those between them.
        if items.len() > 1 && items.iter().any(|i| i.contains(", ")) {
            self.text.push_str(&items.join(&self.wordings.grammar.apart));
        } else if comma {
            self.text.push_str(&items.join(", "));
        } else {
            self.wordings.grammar.list(&items, &mut self.text);
        }
        Ok(())
    }

    fn source_text(&mut self, text: &str, forms: &[Form]) -> Result<(), Form> {
        let mut text = std::borrow::Cow::Borrowed(text);
        for form in forms {
            match form {
                Form::Name => {
                    let mut name = String::with_capacity(text.len());
                    person::name(&text, &mut name);
                    text = name.into();
                }
                Form::Titled(role) => {
                    let title = match role.as_deref().and_then(|role| self.role(role)) {
                        Some((_, Value::Text(title))) => Some(title.as_str()),
                        _ => None,
                    };
                    text = self.wordings.titles.titled(title, &text).into();
                }
                Form::IndefiniteArticle => {
                    self.text.push_str((self.wordings.grammar.morphology.indefinite)(&text));
                    self.text.push(' ');
                }
                Form::The | Form::Of => {
                    let before = (self.wordings.grammar.morphology.noun)(&text, form).ok_or_else(|| form.clone())?;
                    self.text.push_str(before);
                }
                Form::Lower => text = with_small_letter(&text).into(),
                Form::Term | Form::Terms => {
                    if let Some(term) = self.wordings.term(&text) {
                        text = if *form == Form::Term { &term.one } else { &term.many }.to_string().into();
                    }
                }
                Form::OfKind(form) => {
                    let patterns = self.wordings.patterns(&text, form).unwrap_or_default();
                    if let Some(own) = patterns.iter().find_map(Pattern::as_text) {
                        text = own.to_owned().into();
                    }
                }
                other => return Err(other.clone()),
            }
        }
        self.text.push_str(&text);
        Ok(())
    }

    fn capitalise(&mut self) {
        let Some(first) = self.text.chars().next().filter(|c| c.is_lowercase()) else { return };
        let capital: String = first.to_uppercase().collect();
        let longer = capital.len() as isize - first.len_utf8() as isize;
        self.text.replace_range(..first.len_utf8(), &capital);
        if longer != 0 {
            for (_, range) in &mut self.ranges {
                let moved = |at: usize| if at == 0 { 0 } else { at.saturating_add_signed(longer) };
                *range = moved(range.start)..moved(range.end);
            }
        }
    }
}

/// The forms of a quantity with their rounding replaced.
fn at_precision(forms: &[Form], digits: Option<u32>) -> Cow<'_, [Form]> {
    let Some(digits) = digits else { return Cow::Borrowed(forms) };
    let is_kept = |form: &&Form| !matches!(form, Form::Round(_) | Form::Tenths | Form::Hedged(_));
    forms.iter().filter(is_kept).cloned().chain([Form::Hedged(digits)]).collect()
}

fn begins_with_capital(form: &str) -> bool {
    ["sentence", "following", "item", "heading", "dissent"]
        .iter()
        .any(|f| form.strip_prefix(f).is_some_and(|r| r.is_empty() || r.starts_with('-')))
}

/// Small where the text is words, and not a name or abbreviation: its second
/// word, or the rest of its first, begins with a capital in those.
fn with_small_letter(text: &str) -> String {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return String::new() };
    let capital_at = |text: &str| text.starts_with(char::is_uppercase);
    let second = text.split_once(' ').map_or("", |(_, second)| second);
    let is_name = capital_at(second) && !capital_at(second.get(1..).unwrap_or_default());
    if is_name || capital_at(chars.as_str()) { text.to_owned() } else { first.to_lowercase().chain(chars).collect() }
}

/// A publisher's title of goods, as far as it is read at a glance: what stands
/// before its first semicolon, and in small letters where all are capitals.
fn short_label(label: &str) -> String {
    let first = label.split(';').next().unwrap_or(label).trim();
    if first.contains(char::is_lowercase) { first.to_owned() } else { first.to_lowercase() }
}

fn at_most_one(forms: &[Form]) -> Result<Option<&Form>, Form> {
    match forms {
        [] => Ok(None),
        [form] => Ok(Some(form)),
        [_, second, ..] => Err(second.clone()),
    }
}

/// Whether the value is the one that a pattern's condition names.
fn is(value: &Value, wanted: &str) -> bool {
    match value {
        Value::Area(area) => area.code() == wanted,
        Value::Text(text) => text == wanted,
        Value::Rank(n) | Value::Count(n) => wanted.parse() == Ok(*n),
        Value::Period(period) => wanted.parse() == Ok(*period),
        Value::Quantity(q) => match q.status {
            // A panel has no withdrawn figure, so that no fact can be of one.
            ObsStatus::Normal | ObsStatus::Withdrawn => false,
            ObsStatus::Estimated => wanted == "estimated",
            ObsStatus::Provisional => wanted == "provisional",
            ObsStatus::Forecast => wanted == "forecast",
            ObsStatus::Break => wanted == "break",
        },
        Value::Areas(_) | Value::Organizations(_) | Value::Commodities(_) | Value::Quantities(_) | Value::Texts(_) => {
            false
        }
    }
}

fn what(value: &Value) -> &'static str {
    match value {
        Value::Area(_) => "an area",
        Value::Areas(_) => "a list of areas",
        Value::Organizations(_) => "a list of organizations",
        Value::Commodities(_) => "a list of goods",
        Value::Quantity(_) => "a quantity",
        Value::Quantities(_) => "a list of quantities",
        Value::Period(_) => "a period",
        Value::Rank(_) => "a rank",
        Value::Count(_) => "a count",
        Value::Text(_) => "a text",
        Value::Texts(_) => "a list of texts",
    }
}
