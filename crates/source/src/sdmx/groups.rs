//! Attributes that are attached to groups of series: found by the part of the
//! key that the group shares.

use std::{borrow::Cow, collections::HashMap};

use super::message::{Component, Role};

type Pairs = Vec<(String, String)>;

/// A group as it stands in a data set.
#[derive(Debug)]
pub(in crate::sdmx) struct Group {
    /// The partial key; `None` where the message does not tell it from the
    /// attributes.
    pub(in crate::sdmx) key: Option<Pairs>,
    pub(in crate::sdmx) values: Pairs,
}

/// The groups of a data set.
#[derive(Debug, Default)]
pub(in crate::sdmx) struct Groups {
    /// By the ids of the key.
    kinds: Vec<Kind>,
}

#[derive(Debug)]
struct Kind {
    ids: Vec<String>,
    attributes: HashMap<Vec<String>, Pairs>,
}

/// A structure has a handful; each costs a look-up for each series.
const MAX_KINDS: usize = 64;

impl Groups {
    pub(in crate::sdmx) const NONE: Self = Self { kinds: Vec::new() };

    /// `is_key` says whether a component of a group is a part of its key, where
    /// the group does not.
    ///
    /// # Errors
    /// When there are too many kinds of groups.
    pub(in crate::sdmx) fn of(groups: Vec<Group>, is_key: impl Fn(&str) -> bool) -> Result<Self, String> {
        let mut index = Self::default();
        for group in groups {
            let (mut key, attributes) = match group.key {
                Some(key) => (key, group.values),
                None => group.values.into_iter().partition(|(id, _)| is_key(id)),
            };
            key.sort();
            let (ids, values): (Vec<String>, Vec<String>) = key.into_iter().unzip();
            let kind = match index.kinds.iter().position(|kind| kind.ids == ids) {
                Some(kind) => kind,
                None if index.kinds.len() == MAX_KINDS => {
                    return Err(format!("has more than {MAX_KINDS} kinds of groups"));
                }
                None => {
                    index.kinds.push(Kind { ids, attributes: HashMap::new() });
                    index.kinds.len() - 1
                }
            };
            index.kinds[kind].attributes.entry(values).or_default().extend(attributes);
        }
        Ok(index)
    }

    /// Adds the attributes of the groups whose key the components have, those
    /// with a key that was not complete in the first `before` of them alone.
    pub(in crate::sdmx) fn attach<'a>(
        &'a self,
        components: &mut Vec<Component<'a>>,
        before: usize,
        time: Option<&str>,
    ) {
        for kind in &self.kinds {
            let find = |id: &str, among: &[Component<'a>]| among.iter().position(|c| c.id == id);
            if before > 0 && kind.ids.iter().all(|id| find(id, &components[..before]).is_some()) {
                continue;
            }
            let value = |id: &String| match find(id, components) {
                Some(at) => Some(components[at].value.clone().into_owned()),
                None => time.filter(|_| id == "TIME_PERIOD").map(str::to_owned),
            };
            let Some(values) = kind.ids.iter().map(value).collect::<Option<Vec<String>>>() else { continue };
            let Some(attributes) = kind.attributes.get(&values) else { continue };
            for (id, value) in attributes {
                if find(id, components).is_none() {
                    let (id, value) = (Cow::Borrowed(id.as_str()), Cow::Borrowed(value.as_str()));
                    components.push(Component { id, value, role: Role::Attribute });
                }
            }
        }
    }
}
