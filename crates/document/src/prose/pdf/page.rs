use std::collections::HashMap;
use std::rc::Rc;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::super::ProseError;
use super::font::{Font, number};
use super::reading::LARGEST_STREAM;

/// Text that is drawn at one place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Run {
    pub(super) text: String,
    /// Of the baseline's ends, in points from the lower left.
    pub(super) x: f32,
    pub(super) end: f32,
    pub(super) y: f32,
    pub(super) size: f32,
    pub(super) is_bold: bool,
}

/// How much all pages together may draw: a form counts each time that it is drawn.
#[derive(Debug)]
pub(super) struct Budget {
    bytes: usize,
    forms: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self { bytes: 256 << 20, forms: 20_000 }
    }
}

impl Budget {
    fn take(&mut self, bytes: usize, is_form: bool) -> Result<(), ProseError> {
        match (self.bytes.checked_sub(bytes), self.forms.checked_sub(usize::from(is_form))) {
            (Some(bytes), Some(forms)) => (self.bytes, self.forms) = (bytes, forms),
            _ => {
                return Err(ProseError::new(
                    "draws more than 20000 forms with text, or 256 MiB of instructions",
                    "give the pages with the text",
                ));
            }
        }
        Ok(())
    }
}

/// Forms within forms within forms are not read.
const DEEPEST: usize = 16;

/// The text of a page, in the order in which it is drawn.
///
/// # Errors
/// When the budget is spent.
pub(super) fn runs(document: &Document, page: ObjectId, budget: &mut Budget) -> Result<Vec<Run>, ProseError> {
    let Ok(content) = document.get_page_content_with_limit(page, LARGEST_STREAM) else {
        return Err(ProseError::new("has a page of more than 32 MiB, unpacked", "give the pages with the text"));
    };
    let (own, inherited) = document.get_page_resources(page).unwrap_or_default();
    let referred = inherited.into_iter().find_map(|id| document.get_dictionary(id).ok());
    let empty = Dictionary::new();
    let resources = own.or(referred).unwrap_or(&empty);
    let mut drawing = Drawing { document, fonts: HashMap::new(), forms: HashMap::new(), runs: Vec::new(), budget };
    let state = State { matrix: upright(document, page), ..State::default() };
    drawing.draw(&content, resources, state, 0)?;
    Ok(drawing.runs)
}

/// The matrix that turns a page as it is shown.
fn upright(document: &Document, page: ObjectId) -> Matrix {
    let page = document.get_dictionary(page).ok();
    let turn = page.and_then(|page| page.get_deref(b"Rotate", document).ok()).and_then(|turn| turn.as_i64().ok());
    match turn.unwrap_or(0).rem_euclid(360) {
        90 => Matrix([0.0, -1.0, 1.0, 0.0, 0.0, 0.0]),
        180 => Matrix([-1.0, 0.0, 0.0, -1.0, 0.0, 0.0]),
        270 => Matrix([0.0, 1.0, -1.0, 0.0, 0.0, 0.0]),
        _ => Matrix::default(),
    }
}

#[derive(Clone, Copy, Debug)]
struct Matrix([f32; 6]);

impl Default for Matrix {
    fn default() -> Self {
        Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0])
    }
}

impl Matrix {
    fn of(operands: &[Object]) -> Option<Self> {
        let numbers: Vec<f32> = operands.iter().filter_map(number).collect();
        numbers.try_into().ok().map(Self)
    }

    /// First this, then that.
    fn then(self, that: Self) -> Self {
        let ([a, b, c, d, e, f], [g, h, i, j, k, l]) = (self.0, that.0);
        Self([a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l])
    }

    fn moved(self, x: f32, y: f32) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y]).then(self)
    }
}

/// The graphics state, as far as text depends on it.
#[derive(Clone, Default)]
struct State {
    matrix: Matrix,
    font: Option<Rc<Font>>,
    size: f32,
    character_spacing: f32,
    word_spacing: f32,
    leading: f32,
    rise: f32,
    /// Less one, so that nothing is the default.
    stretch: f32,
}

struct Drawing<'a> {
    document: &'a Document,
    fonts: HashMap<ObjectId, Rc<Font>>,
    /// Of the forms that were drawn, whether they hold text. One that is being drawn
    /// does not count as holding any, so that it is not drawn in itself.
    forms: HashMap<ObjectId, bool>,
    runs: Vec<Run>,
    budget: &'a mut Budget,
}

impl<'a> Drawing<'a> {
    fn draw(
        &mut self,
        content: &[u8],
        resources: &'a Dictionary,
        state: State,
        depth: usize,
    ) -> Result<(), ProseError> {
        /// No more states are kept; a page that keeps more does not mean to restore them.
        const MOST_KEPT: usize = 1000;
        self.budget.take(content.len(), depth > 0)?;
        let mut kept = Vec::new();
        let mut now = state;
        let mut text = Matrix::default();
        let mut line = Matrix::default();
        // For each mark that is open, whether it marks what is no part of the text.
        let mut marks: Vec<bool> = Vec::new();
        for operation in Content::decode_iter(content) {
            let Ok(operation) = operation else { break };
            let operands = operation.operands.as_slice();
            let first = || operands.first().and_then(number);
            match operation.operator.as_str() {
                "q" if kept.len() < MOST_KEPT => kept.push(now.clone()),
                "Q" => now = kept.pop().unwrap_or(now),
                "cm" => now.matrix = Matrix::of(operands).unwrap_or_default().then(now.matrix),
                "BT" => (text, line) = (Matrix::default(), Matrix::default()),
                "Tf" => {
                    now.font =
                        operands.first().and_then(|name| self.font(resources, name.as_name().ok()?)).or(now.font);
                    now.size = operands.get(1).and_then(number).unwrap_or(now.size);
                }
                "Tc" => now.character_spacing = first().unwrap_or(0.0),
                "Tw" => now.word_spacing = first().unwrap_or(0.0),
                "Tz" => now.stretch = first().unwrap_or(100.0) / 100.0 - 1.0,
                "TL" => now.leading = first().unwrap_or(0.0),
                "Ts" => now.rise = first().unwrap_or(0.0),
                "Tm" => {
                    line = Matrix::of(operands).unwrap_or_default();
                    text = line;
                }
                "Td" | "TD" => {
                    let y = operands.get(1).and_then(number).unwrap_or(0.0);
                    if operation.operator == "TD" {
                        now.leading = -y;
                    }
                    line = line.moved(first().unwrap_or(0.0), y);
                    text = line;
                }
                "T*" | "'" | "\"" => {
                    line = line.moved(0.0, -now.leading);
                    text = line;
                    if operation.operator == "\"" {
                        now.word_spacing = first().unwrap_or(0.0);
                        now.character_spacing = operands.get(1).and_then(number).unwrap_or(0.0);
                    }
                    if let Some(shown) = operands.last() {
                        self.show(std::slice::from_ref(shown), &now, &mut text, &marks);
                    }
                }
                "Tj" => self.show(operands, &now, &mut text, &marks),
                "TJ" => {
                    if let Some(Object::Array(parts)) = operands.first() {
                        self.show(parts, &now, &mut text, &marks);
                    }
                }
                "BMC" | "BDC" => {
                    let is_artifact = operands.first().and_then(|tag| tag.as_name().ok()) == Some(b"Artifact");
                    marks.push(is_artifact);
                }
                "EMC" => drop(marks.pop()),
                "Do" if depth < DEEPEST && !marks.contains(&true) => {
                    if let Some(name) = operands.first().and_then(|name| name.as_name().ok()) {
                        self.form(name, resources, &now, depth)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Draws the form of this name, unless it is known to hold no text.
    fn form(&mut self, name: &[u8], around: &'a Dictionary, state: &State, depth: usize) -> Result<(), ProseError> {
        let Some((id, form)) = form(self.document, around, name) else { return Ok(()) };
        if self.forms.get(&id) == Some(&false) {
            return Ok(());
        }
        let Ok(content) = form.decompressed_content_with_limit(LARGEST_STREAM) else { return Ok(()) };
        let matrix = form.dict.get_deref(b"Matrix", self.document).and_then(Object::as_array).ok();
        let matrix = matrix.and_then(|matrix| Matrix::of(matrix)).unwrap_or_default().then(state.matrix);
        let resources = form.dict.get_deref(b"Resources", self.document).and_then(Object::as_dict).unwrap_or(around);
        let before = self.runs.len();
        self.forms.insert(id, false);
        self.draw(&content, resources, State { matrix, ..state.clone() }, depth + 1)?;
        self.forms.insert(id, self.runs.len() > before);
        Ok(())
    }

    fn font(&mut self, resources: &'a Dictionary, name: &[u8]) -> Option<Rc<Font>> {
        let fonts = resources.get_deref(b"Font", self.document).and_then(Object::as_dict).ok()?;
        let object = fonts.get(name).ok()?;
        let (id, font) = self.document.dereference(object).ok()?;
        let font = font.as_dict().ok()?;
        let Some(id) = id else { return Some(Rc::new(Font::of(self.document, font))) };
        Some(Rc::clone(self.fonts.entry(id).or_insert_with(|| Rc::new(Font::of(self.document, font)))))
    }

    /// Shows strings, with numbers between them that move the next to the left, and
    /// moves the text matrix to their end.
    fn show(&mut self, parts: &[Object], state: &State, text: &mut Matrix, marks: &[bool]) {
        /// A move of more of the size than this parts words.
        const WORD_APART: f32 = 0.17;
        let Some(font) = &state.font else { return };
        let stretch = 1.0 + state.stretch;
        let mut shown = String::new();
        let mut start = *text;
        let mut end = *text;
        for part in parts {
            if let Object::String(bytes, _) = part {
                font.show(bytes, |it| {
                    let spacing = state.character_spacing + if it.is_space { state.word_spacing } else { 0.0 };
                    end = text.moved(it.width * state.size * stretch, 0.0);
                    *text = text.moved((it.width * state.size + spacing) * stretch, 0.0);
                    shown.push_str(&it.text);
                });
            } else if let Some(back) = number(part) {
                *text = text.moved(-back / 1000.0 * state.size * stretch, 0.0);
                if shown.is_empty() {
                    start = *text;
                } else if -back / 1000.0 > WORD_APART && !shown.ends_with(' ') {
                    shown.push(' ');
                }
            }
        }
        if !marks.contains(&true) {
            self.push(shown, state, start, end);
        }
    }

    fn push(&mut self, text: String, state: &State, start: Matrix, end: Matrix) {
        let from = start.moved(0.0, state.rise).then(state.matrix).0;
        let to = end.then(state.matrix).0;
        let is_upright = from[0] > 0.0 && from[1].abs() < from[0] * 0.2;
        let size = state.size.abs() * from[2].hypot(from[3]);
        let is_placed = [from[4], from[5], to[4], size].iter().all(|number| number.is_finite());
        if is_upright && is_placed && !text.is_empty() {
            let is_bold = state.font.as_ref().is_some_and(|font| font.is_bold);
            self.runs.push(Run { text, x: from[4], end: to[4], y: from[5], size, is_bold });
        }
    }
}

/// The form of this name among the resources.
fn form<'a>(document: &'a Document, resources: &'a Dictionary, name: &[u8]) -> Option<(ObjectId, &'a Stream)> {
    let forms = resources.get_deref(b"XObject", document).and_then(Object::as_dict).ok()?;
    let (id, form) = document.dereference(forms.get(name).ok()?).ok()?;
    let form = form.as_stream().ok()?;
    let is_form = form.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|it| it == b"Form");
    is_form.then_some((id?, form))
}
