use std::{
    collections::{HashMap, HashSet},
    io::{self, Read, Write},
};

use attache_model::Contents as _;
use tar::{Builder, EntryType, Header};

use super::{
    Cause, Contents, Known, Run,
    answer::Answer,
    key::Secret,
    part::{Part, failed},
};

/// What a member takes beyond its bytes, at most: two blocks for its header,
/// with a long name, and one to fill up.
const AROUND: u64 = 4 * 512;

/// The one answer as it is, or the tar of several, in order: the same answers
/// make the same bytes, whenever they came. It is made on disk where one of them
/// lies there.
pub(super) fn pack(mut answers: Vec<Answer>, run: &Run<'_>) -> Result<Contents, Cause> {
    if let [_] = answers.as_slice()
        && let Some(only) = answers.pop()
    {
        return Ok(only.contents);
    }
    let names = names(answers.iter().map(|answer| answer.name.as_str()));
    let on_disk = answers.iter().any(|answer| matches!(answer.contents, Contents::Path(_)));
    let size: u64 = answers.iter().map(|answer| answer.contents.size() + AROUND).sum();
    let members = names.into_iter().zip(answers.into_iter().map(|answer| answer.contents));
    let folder = &run.client.settings.scratch;
    if on_disk {
        let mut part = Part::open(folder, &format!("tar of {}", run.secret.without(&run.home)))?;
        part.restart(Known::default())?;
        if let Err(error) = write(members, &mut part) {
            part.leave();
            return Err(failed(folder, &error));
        }
        // The answers are masked already.
        part.finish(&Secret::none()).map(Contents::Path)
    } else {
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
        write(members, &mut bytes).map_err(|e| failed(folder, &e))?;
        Ok(Contents::Bytes(bytes))
    }
}

/// Each member goes as soon as it is written.
fn write(members: impl Iterator<Item = (String, Contents)>, tar: &mut impl Write) -> io::Result<()> {
    let mut tar = Builder::new(tar);
    for (name, contents) in members {
        append(&mut tar, &name, contents.size(), contents.open()?)?;
    }
    tar.into_inner().map(|_| ())
}

fn append(tar: &mut Builder<impl Write>, name: &str, length: u64, bytes: impl Read) -> io::Result<()> {
    let mut header = Header::new_gnu();
    header.set_entry_type(EntryType::Regular);
    header.set_size(length);
    header.set_mode(0o644);
    header.set_uid(0);
    header.set_gid(0);
    header.set_mtime(0);
    tar.append_data(&mut header, name, bytes)
}

/// What the members are called: as the requests are, without what would be a
/// folder or hidden. Those of one name are numbered, so that they sort in order.
fn names<'a>(requests: impl Iterator<Item = &'a str>) -> Vec<String> {
    let plain: Vec<String> = requests.map(plain).collect();
    let mut times: HashMap<&str, usize> = HashMap::new();
    for name in &plain {
        *times.entry(name).or_default() += 1;
    }
    let mut taken: HashSet<String> =
        times.iter().filter(|(_, n)| **n == 1).map(|(name, _)| (*name).to_owned()).collect();
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    plain
        .iter()
        .map(|name| {
            let width = match times[name.as_str()] {
                1 => return name.clone(),
                n => n.to_string().len(),
            };
            let (stem, ending) =
                name.rsplit_once('.').map_or((name.as_str(), String::new()), |(s, e)| (s, format!(".{e}")));
            let number = numbers.entry(name).or_default();
            loop {
                *number += 1;
                let numbered = format!("{stem}-{number:0width$}{ending}");
                if taken.insert(numbered.clone()) {
                    return numbered;
                }
            }
        })
        .collect()
}

fn plain(name: &str) -> String {
    let mut name: String =
        name.chars().map(|c| if matches!(c, '/' | '\\') || c.is_control() { '_' } else { c }).collect();
    if name.starts_with('.') {
        name.replace_range(..1, "_");
    }
    if name.is_empty() { "answer".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(requests: &[&str]) -> Vec<String> {
        names(requests.iter().copied())
    }

    #[test]
    fn members_of_one_name_are_numbered() {
        assert_eq!(named(&["a.json", "b.json"]), ["a.json", "b.json"]);
        assert_eq!(named(&["a.json", "a.json", "all", "all"]), ["a-1.json", "a-2.json", "all-1", "all-2"]);
        assert_eq!(named(&["a.json", "a.json", "a-1.json"]), ["a-2.json", "a-3.json", "a-1.json"]);
        assert_eq!(named(&["x"; 10])[0], "x-01");
    }

    #[test]
    fn members_lie_in_no_folder() {
        assert_eq!(named(&["../../etc/passwd", "", ".git", "a\\b\n"]), ["_._.._etc_passwd", "answer", "_git", "a_b_"]);
    }

    #[test]
    fn one_content_makes_one_tar() {
        let members = || {
            let long = "n".repeat(150);
            [("b", "first"), ("a", "second"), (long.as_str(), "")]
                .map(|(name, text)| (name.to_owned(), Contents::Bytes(text.as_bytes().to_vec())))
                .into_iter()
        };
        let (mut once, mut again) = (Vec::new(), Vec::new());
        write(members(), &mut once).unwrap();
        write(members(), &mut again).unwrap();
        assert_eq!(once, again);
        let input = crate::Input::new("x.tar", &once);
        let read = crate::archive::members(&input).unwrap();
        let read: Vec<(&str, &[u8])> = read.iter().map(|m| (&m.name[..1], m.bytes.as_slice())).collect();
        assert_eq!(read, [("a", b"second".as_slice()), ("b", b"first"), ("n", b"")]);
    }
}
