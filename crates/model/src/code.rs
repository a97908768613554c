use std::{
    borrow::Borrow,
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
    ops::Deref,
    sync::{OnceLock, RwLock},
};

/// A code of some codelist: an indicator, a unit, a breakdown, a commodity.
///
/// A `Code` is a pointer to text that lives as long as the program, so that it
/// is `Copy` and cheap to compare and to hold a million times. Codes that come
/// from files are interned by [`Code::new`]; a process that reads a store holds
/// one copy of each distinct code, some tens of thousands.
///
/// ```
/// use attache_model::Code;
/// const POPULATION: Code = Code::from_static("population");
/// assert_eq!(Code::new(&String::from("population")), POPULATION);
/// ```
#[derive(Clone, Copy)]
pub struct Code(&'static str);

impl Code {
    /// The code with this text, for constants.
    pub const fn from_static(text: &'static str) -> Self {
        Self(text)
    }

    /// The code with this text, interned.
    pub fn new(text: &str) -> Self {
        static INTERNED: OnceLock<RwLock<foldhash::HashSet<&'static str>>> = OnceLock::new();
        let interned = INTERNED.get_or_init(Default::default);
        let known = interned.read().unwrap_or_else(|e| e.into_inner()).get(text).copied();
        if let Some(known) = known {
            return Self(known);
        }
        let mut interned = interned.write().unwrap_or_else(|e| e.into_inner());
        if let Some(known) = interned.get(text) {
            return Self(known);
        }
        let kept: &'static str = Box::leak(text.into());
        interned.insert(kept);
        Self(kept)
    }

    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

impl Deref for Code {
    type Target = str;
    fn deref(&self) -> &str {
        self.0
    }
}

impl Borrow<str> for Code {
    fn borrow(&self) -> &str {
        self.0
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0) || self.0 == other.0
    }
}

impl Eq for Code {}

impl PartialEq<str> for Code {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Code {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl Hash for Code {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl Ord for Code {
    fn cmp(&self, other: &Self) -> Ordering {
        if std::ptr::eq(self.0, other.0) { Ordering::Equal } else { self.0.cmp(other.0) }
    }
}

impl PartialOrd for Code {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}
