//! An event's attributes as a JSON object, in their order.

use std::fmt;

use attache_model::{Attribute, Code};
use compact_str::CompactString;
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{MapAccess, Visitor},
    ser::SerializeMap,
};

struct Attributes(Vec<Attribute>);

struct Written<'a>(&'a [Attribute]);

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for attribute in self.0 {
            map.serialize_entry(attribute.name.as_str(), attribute.value.as_str())?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Attributes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;
        impl<'de> Visitor<'de> for Entries {
            type Value = Attributes;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of texts")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Attributes, A::Error> {
                let mut attributes = Vec::new();
                while let Some((name, value)) = map.next_entry::<String, String>()? {
                    attributes.push(Attribute { name: Code::new(&name), value: CompactString::from(value) });
                }
                Ok(Attributes(attributes))
            }
        }
        deserializer.deserialize_map(Entries)
    }
}

pub(super) fn write(attributes: &[Attribute]) -> Option<String> {
    if attributes.is_empty() {
        return None;
    }
    Some(serde_json::to_string(&Written(attributes)).expect("texts are written as JSON"))
}

pub(super) fn read(text: &str) -> Result<Vec<Attribute>, serde_json::Error> {
    serde_json::from_str::<Attributes>(text).map(|a| a.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_doubles_and_odd_text_survive() {
        let attribute = |name: &str, value: &str| Attribute { name: Code::new(name), value: value.into() };
        let attributes = [
            attribute("telephone", "[591] (2) 216-8000"),
            attribute("address", "\"A\"\n\\ é \u{0}"),
            attribute("telephone", ""),
        ];
        assert_eq!(read(&write(&attributes).unwrap()).unwrap(), attributes);
        assert_eq!(write(&[]), None);
    }
}
