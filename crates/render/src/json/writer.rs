use std::fmt::Display;

/// Writes JSON from front to back; it holds no tree.
pub(crate) struct Writer<'a> {
    out: &'a mut Vec<u8>,
    /// Nothing stands yet in the innermost object or array.
    first: bool,
}

impl<'a> Writer<'a> {
    pub(crate) fn new(out: &'a mut Vec<u8>) -> Self {
        Self { out, first: true }
    }

    fn comma(&mut self) {
        if !self.first {
            self.out.push(b',');
        }
        self.first = false;
    }

    pub(crate) fn object(&mut self, members: impl FnOnce(&mut Self)) {
        self.out.push(b'{');
        self.first = true;
        members(self);
        self.out.push(b'}');
        self.first = false;
    }

    pub(crate) fn list<T>(&mut self, items: impl IntoIterator<Item = T>, mut item: impl FnMut(&mut Self, T)) {
        self.out.push(b'[');
        self.first = true;
        for each in items {
            self.comma();
            item(self, each);
        }
        self.out.push(b']');
        self.first = false;
    }

    /// The name of a member; its value is to follow. Names need no escapes.
    pub(crate) fn member(&mut self, name: &'static str) {
        self.comma();
        self.out.push(b'"');
        self.out.extend_from_slice(name.as_bytes());
        self.out.extend_from_slice(b"\":");
    }

    pub(crate) fn array<T>(
        &mut self,
        name: &'static str,
        items: impl IntoIterator<Item = T>,
        item: impl FnMut(&mut Self, T),
    ) {
        self.member(name);
        self.list(items, item);
    }

    pub(crate) fn string(&mut self, text: &str) {
        // Writing to a `Vec` cannot fail.
        let _ = serde_json::to_writer(&mut *self.out, text);
    }

    pub(crate) fn text(&mut self, name: &'static str, text: &str) {
        self.member(name);
        self.string(text);
    }

    /// A value whose printed form is JSON: a number, a truth value, null.
    pub(crate) fn value(&mut self, value: &impl Display) {
        use std::io::Write;
        let _ = write!(self.out, "{value}");
    }

    pub(crate) fn plain(&mut self, name: &'static str, value: &impl Display) {
        self.member(name);
        self.value(value);
    }

    /// A value whose printed form needs quotes and no escapes: a date.
    pub(crate) fn shown(&mut self, name: &'static str, value: &impl Display) {
        self.member(name);
        self.out.push(b'"');
        self.value(value);
        self.out.push(b'"');
    }
}

/// What is written, as text.
pub(crate) fn written(members: impl FnOnce(&mut Writer<'_>)) -> String {
    let mut out = Vec::with_capacity(16 * 1024);
    Writer::new(&mut out).object(members);
    String::from_utf8(out).unwrap_or_default()
}
