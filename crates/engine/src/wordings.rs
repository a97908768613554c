use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use attache_language::{WordingError, Wordings};
use attache_model::Language;

use crate::{Engine, Error};

/// The user's own wordings, and what the built-in ones become with them.
#[derive(Clone, Default)]
pub(crate) struct OwnWordings {
    files: Vec<OwnFile>,
    /// By language; `None` where there are only the built-in ones.
    extended: [Option<Arc<Wordings>>; Language::ALL.len()],
}

#[derive(Clone)]
struct OwnFile {
    name: String,
    text: String,
    language: Language,
}

impl OwnWordings {
    fn add(&mut self, path: &Path) -> Result<(), Error> {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path)
            .map_err(|error| Error::input(format!("{name}: {error}"), "check that the file may be read"))?;
        let folder = path.parent().and_then(Path::file_name).and_then(|folder| folder.to_str());
        let of_folder = Language::ALL.into_iter().find(|language| Some(language.tag()) == folder);
        let said = Wordings::language_of(&name, &text).map_err(|error| of_wordings(&error))?;
        let language = said.or(of_folder).ok_or_else(|| {
            Error::input(
                format!("{name}:1:1: the file does not say which language it is in"),
                "begin it with language = \"en\", or put it into a folder that is named for its language, as wordings/en",
            )
        })?;
        self.files.push(OwnFile { name, text, language });
        Ok(())
    }

    /// The built-in wordings anew, with those of all files.
    fn extend(&mut self) -> Result<(), Error> {
        for language in Language::ALL {
            let mut files = self.files.iter().filter(|file| file.language == language).peekable();
            if files.peek().is_none() {
                continue;
            }
            let mut wordings = Wordings::built_in(language).map_err(|error| of_wordings(&error))?;
            for file in files {
                wordings.extend(&file.name, &file.text).map_err(|error| of_wordings(&error))?;
            }
            if let Some(place) = self.extended.get_mut(language as usize) {
                *place = Some(Arc::new(wordings));
            }
        }
        Ok(())
    }
}

fn of_wordings(error: &WordingError) -> Error {
    Error::input(error.to_string(), error.hint.clone())
}

impl Engine {
    /// This engine with the wordings of these files beside those of the program.
    /// A file's language is the one that it names (`language = "es"` in its first
    /// line), else the one that its folder is named for.
    ///
    /// # Errors
    /// When a file cannot be read, does not say its language, or has something in
    /// it that does not read: file, line and column.
    pub fn with_wordings(mut self, files: &[PathBuf]) -> Result<Self, Error> {
        files.iter().try_for_each(|file| self.wordings.add(file))?;
        self.wordings.extend()?;
        Ok(self)
    }

    /// What a language says, with what the user has added.
    pub fn wordings(&self, language: Language) -> &Wordings {
        let own = self.wordings.extended.get(language as usize).and_then(Option::as_ref);
        match own {
            Some(own) => own,
            None => Wordings::in_language(language),
        }
    }
}
