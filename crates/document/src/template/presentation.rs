/// How a reference is written: what the title of its link says.
///
/// ```text
/// "sentence"  "#value millions"  "cell precision=2"  "#time short lang=es"
/// ```
///
/// Its parts stand in any order, with spaces between, each at most once.
///
/// | part | says |
/// |---|---|
/// | `#role` | the role alone, not the whole fact |
/// | a form | of the fact (`sentence`, `item`, `cell`, or one of the kind's own), or of a role's value (`millions`, `short`, several with <code>&#124;</code> between) |
/// | `precision=N` | figures rounded to N significant digits (2 to 9), with a hedge that fits |
/// | `lang=TAG` | in another language than the document's |
///
/// ```
/// use attache_document::template::Presentation;
/// let read = Presentation::read("#value millions precision=2").unwrap();
/// assert_eq!((read.role.as_deref(), read.form.as_str(), read.precision), (Some("value"), "millions", Some(2)));
/// assert_eq!(read.to_string(), "#value millions precision=2");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Presentation {
    pub role: Option<String>,
    /// Empty where the place decides: a sentence in running text, an item in a
    /// list, a cell in a table.
    pub form: String,
    pub precision: Option<u32>,
    pub language: Option<String>,
}

impl Presentation {
    /// Reads a link's title.
    ///
    /// # Errors
    /// The problem with a hint, where a part is unknown or said twice.
    pub fn read(title: &str) -> Result<Self, (String, &'static str)> {
        let known = "a title is `#role form precision=2 lang=es`, each of which may be left out";
        let mut read = Self::default();
        let mut taken: Vec<&str> = Vec::new();
        for part in title.split_whitespace() {
            let what = match part.split_once('=') {
                Some(("precision", digits)) => {
                    let digits: Option<u32> = digits.parse().ok().filter(|n| (2..=9).contains(n));
                    read.precision =
                        Some(digits.ok_or_else(|| (format!("{part} is no precision"), "it is from 2 to 9 digits"))?);
                    "precision"
                }
                Some(("lang" | "language", tag)) if !tag.is_empty() => {
                    read.language = Some(tag.to_owned());
                    "lang"
                }
                Some(_) => return Err((format!("{part:?} in the link's title is not known"), known)),
                None => match part.strip_prefix('#') {
                    Some("") => return Err(("# in the link's title names no role".to_owned(), known)),
                    // The words state the whole fact.
                    Some("statement") => {
                        "sentence".clone_into(&mut read.form);
                        "form"
                    }
                    Some(role) => {
                        read.role = Some(role.to_owned());
                        "role"
                    }
                    None => {
                        part.clone_into(&mut read.form);
                        "form"
                    }
                },
            };
            if taken.contains(&what) {
                return Err((format!("the link's title gives two of {what}: {title:?}"), known));
            }
            taken.push(what);
        }
        Ok(read)
    }

    /// This presentation, in `form` where it names none.
    #[must_use]
    pub fn or_form(&self, form: &str) -> Self {
        let form = if self.form.is_empty() && self.role.is_none() { form } else { &self.form };
        Self { form: form.to_owned(), ..self.clone() }
    }
}

/// As it is read: role, form, precision, language.
impl std::fmt::Display for Presentation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let role = self.role.as_ref().map(|role| format!("#{role}"));
        let form = Some(self.form.clone()).filter(|form| !form.is_empty());
        let precision = self.precision.map(|digits| format!("precision={digits}"));
        let language = self.language.as_ref().map(|tag| format!("lang={tag}"));
        f.write_str(&[role, form, precision, language].into_iter().flatten().collect::<Vec<_>>().join(" "))
    }
}
