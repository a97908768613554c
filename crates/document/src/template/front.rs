use super::Front;
use crate::prose::{About, front_matter};

/// What the front matter says, and at which byte the text begins.
pub(super) fn read(text: &str) -> (Front, usize) {
    let mut about = About::default();
    let start = front_matter(text, &mut about);
    let setting = |name: &str| about.settings.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    let areas = setting("about").unwrap_or_default().split(',').map(str::trim).filter(|name| !name.is_empty());
    let front = Front {
        about: areas.map(str::to_owned).collect(),
        is_sheet: setting("document").is_some_and(|kind| kind.trim() == "sheet"),
        title: about.title,
        dated: about.dated,
        author: about.author,
        language: about.language,
    };
    (front, start)
}
