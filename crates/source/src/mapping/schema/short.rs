//! Values that may be written shorter than as a table.

use std::{fmt, marker::PhantomData, ops::Deref};

use serde::{
    Deserialize, Deserializer,
    de::{self, MapAccess, SeqAccess, Visitor, value::MapAccessDeserializer},
};

use super::{CodeText, Condition, MultText, RevisionText, leaf::Pattern};

/// One value, or an array of them.
#[derive(Clone, Debug)]
pub(crate) struct Several<T>(Vec<T>);

impl<T> Default for Several<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Deref for Several<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Several<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneOrMany<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for OneOrMany<T> {
            type Value = Several<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text or an array of texts")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
                T::deserialize(de::value::StrDeserializer::new(text)).map(|one| Several(vec![one]))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut all: A) -> Result<Self::Value, A::Error> {
                let mut several = Vec::new();
                while let Some(one) = all.next_element()? {
                    several.push(one);
                }
                Ok(Several(several))
            }
        }
        deserializer.deserialize_any(OneOrMany(PhantomData))
    }
}

/// Reads a text, a number or an array by `short`, or else a table.
pub(super) struct Short<T, S, R> {
    pub(super) expecting: &'static str,
    pub(super) short: S,
    pub(super) table: R,
    pub(super) of: PhantomData<T>,
}

/// What may stand in place of a table.
pub(super) enum Written {
    Text(String),
    Number(i64),
    Texts(Vec<String>),
}

impl<'de, T, S, R> Visitor<'de> for Short<T, S, R>
where
    S: FnOnce(Written) -> Option<Result<T, String>>,
    R: Table<'de, T>,
{
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expecting)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        let wrong = E::invalid_type(de::Unexpected::Str(text), &self.expecting);
        (self.short)(Written::Text(text.to_owned())).unwrap_or(Err(String::new())).map_err(|p| or(p, wrong))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<T, E> {
        let wrong = E::invalid_type(de::Unexpected::Signed(number), &self.expecting);
        (self.short)(Written::Number(number)).unwrap_or(Err(String::new())).map_err(|p| or(p, wrong))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<T, E> {
        self.visit_i64(i64::try_from(number).unwrap_or(i64::MAX))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut all: A) -> Result<T, A::Error> {
        let wrong = de::Error::invalid_type(de::Unexpected::Seq, &self.expecting);
        let mut texts = Vec::new();
        while let Some(text) = all.next_element()? {
            texts.push(text);
        }
        (self.short)(Written::Texts(texts)).unwrap_or(Err(String::new())).map_err(|p| or(p, wrong))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        self.table.read(MapAccessDeserializer::new(map))
    }
}

/// The problem that was found, or else that it is of a wrong kind.
fn or<E: de::Error>(problem: String, wrong: E) -> E {
    if problem.is_empty() { wrong } else { E::custom(problem) }
}

/// Reads the table that a value is in its long form.
pub(super) trait Table<'de, T> {
    fn read<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error>;
}

/// A type that is read by its derived reader, or from what is short for it;
/// either way it is checked as a whole.
macro_rules! short {
    (@impl [$($generics:tt)*] $name:ty, $expecting:literal, $short:expr) => {
        impl<'de, $($generics)*> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Long;
                impl<'de, $($generics)*> $crate::mapping::schema::short::Table<'de, $name> for Long {
                    fn read<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<$name, D::Error> {
                        <$name>::deserialize(deserializer)
                    }
                }
                let read = deserializer.deserialize_any($crate::mapping::schema::short::Short {
                    expecting: $expecting,
                    short: $short,
                    table: Long,
                    of: std::marker::PhantomData::<$name>,
                })?;
                read.check().map_err(serde::de::Error::custom)?;
                Ok(read)
            }
        }
    };
    ($name:ident, $expecting:literal, |$text:ident| $of:expr) => {
        impl $name {
            fn written_short($text: String) -> Self {
                $of
            }
        }
        $crate::mapping::schema::short::short!(@impl [] $name, $expecting, |written| match written {
            $crate::mapping::schema::short::Written::Text(text) => Some(Ok(Self::written_short(text))),
            _ => None,
        });
    };
}
pub(super) use short;

short!(@impl [] MultText, "a power of ten, or a table with `field`", |written| match written {
    Written::Number(power) => Some(
        i8::try_from(power)
            .map(|power| Self { is: Some(power), ..Self::default() })
            .map_err(|_| format!("is a power of ten from -15 to 15 (6 for millions), not {power}")),
    ),
    _ => None,
});

short!(@impl [] RevisionText, "a revision of the Harmonized System, or a table with `field`", |written| match written {
    Written::Text(text) => Some(text.try_into().map(|is| Self { is: Some(is), ..Self::default() })),
    _ => None,
});

short!(@impl [] Condition, "a text, an array of texts, or a table with `not`", |written| match written {
    Written::Text(text) => Some(Ok(Self { any: vec![Pattern::from(text)], ..Self::default() })),
    Written::Texts(texts) => Some(Ok(Self { any: texts.into_iter().map(Pattern::from).collect(), ..Self::default() })),
    Written::Number(number) => Some(Ok(Self { any: vec![Pattern::from(number.to_string())], ..Self::default() })),
});

impl Condition {
    fn check(&self) -> Result<(), String> {
        if self.any.is_empty() && self.not.is_empty() { Err("names no text".to_owned()) } else { Ok(()) }
    }
}

short!(@impl [C: Deserialize<'de>] CodeText<C>, "a code, or a table with `field`, or `is`", |written| match written {
    Written::Text(text) => {
        let code = C::deserialize(de::value::StringDeserializer::<de::value::Error>::new(text));
        Some(code.map(Self::of).map_err(|e| e.to_string()))
    }
    _ => None,
});
