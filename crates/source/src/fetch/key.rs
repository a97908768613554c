use std::{
    fmt,
    fs::File,
    io::{self, Read, Seek, SeekFrom, Write},
};

use url::{Url, form_urlencoded};

use super::Cause;
use crate::job::{Key, KeyPlace};

/// A publisher's key, or none: put into what is sent, masked in what comes back.
///
/// Some publishers echo it (BEA among the parameters of a request, in capitals;
/// others in the address of the next page), and what is kept of an answer must
/// not hold it. So each occurrence, plain, percent-encoded or as JSON writes it,
/// in capitals or not, is overwritten with as many `*`.
pub(super) struct Secret<'a> {
    key: Option<(&'a Key, &'a str)>,
    /// As the key may be written, in small letters, the longest first.
    forms: Vec<Vec<u8>>,
    /// Whether a form begins with this byte: most bytes of a large file are
    /// passed over by this alone.
    begins: [bool; 256],
}

impl fmt::Debug for Secret<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Secret").field(&self.key.map(|(key, _)| key.variable)).finish()
    }
}

/// A shorter key would be found in places where it is none.
const SHORTEST: usize = 8;

const BUFFER: usize = 1 << 16;

impl<'a> Secret<'a> {
    pub(super) fn none() -> Self {
        Self { key: None, forms: Vec::new(), begins: [false; 256] }
    }

    /// Refuses what cannot be a key, before it is sent anywhere.
    pub(super) fn of(key: &'a Key, value: &'a str) -> Result<Self, Cause> {
        let problem = |problem| Cause::Key { variable: key.variable, problem };
        if !value.bytes().all(|b| b.is_ascii_graphic()) {
            return Err(problem("holds a space or another character that no key has"));
        }
        if value.len() < SHORTEST {
            return Err(problem("is too short for a key"));
        }
        let percent = |kept: fn(u8) -> bool| {
            value.bytes().fold(String::new(), |text, b| {
                if b.is_ascii_alphanumeric() || kept(b) {
                    text + &char::from(b).to_string()
                } else {
                    format!("{text}%{b:02X}")
                }
            })
        };
        let json = value.replace('\\', r"\\").replace('"', "\\\"");
        let mut forms: Vec<Vec<u8>> = [
            value.to_owned(),
            form_urlencoded::byte_serialize(value.as_bytes()).collect(),
            percent(|b| b"-._~".contains(&b)),
            percent(|_| false),
            json.replace('/', r"\/"),
            json,
            value.replace('&', "&amp;").replace('"', "&quot;"),
        ]
        .into_iter()
        .map(|form| form.to_ascii_lowercase().into_bytes())
        .collect();
        forms.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        forms.dedup();
        let mut begins = [false; 256];
        for first in forms.iter().filter_map(|form| form.first()) {
            begins[usize::from(*first)] = true;
            begins[usize::from(first.to_ascii_uppercase())] = true;
        }
        Ok(Self { key: Some((key, value)), forms, begins })
    }

    /// The header that the key goes in.
    pub(super) fn header(&self) -> Option<(&'static str, &'a str)> {
        match self.key {
            Some((Key { goes: KeyPlace::Header(name), .. }, value)) => Some((name, value)),
            _ => None,
        }
    }

    /// The address with the key in it, where that is its place.
    pub(super) fn with(&self, url: &Url) -> Url {
        let mut url = self.without(url);
        if let Some((Key { goes: KeyPlace::Query(name), .. }, value)) = self.key {
            url.query_pairs_mut().append_pair(name, value);
        }
        url
    }

    /// The address without the key's parameter, nor the key anywhere else in it.
    pub(super) fn without(&self, url: &Url) -> Url {
        let Some((key, _)) = self.key else { return url.clone() };
        let masked = self.mask_text(url.as_str());
        // Stars are allowed wherever a key's characters are; a key in the place
        // of a host or port was none.
        let mut url = Url::parse(&masked).unwrap_or_else(|_| url.clone());
        if let (KeyPlace::Query(name), Some(query)) = (key.goes, url.query()) {
            let is_key = |part: &&str| part.split('=').next().unwrap_or_default().eq_ignore_ascii_case(name);
            let rest: Vec<&str> = query.split('&').filter(|part| !is_key(part)).collect();
            let rest = rest.join("&");
            url.set_query(Some(rest.as_str()).filter(|r| !r.is_empty()));
        }
        url
    }

    pub(super) fn mask_text(&self, text: &str) -> String {
        if self.key.is_none() {
            return text.to_owned();
        }
        let mut bytes = text.as_bytes().to_vec();
        self.mask(&mut bytes);
        // A key is ASCII, and so are the stars in its place.
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// Overwrites the key wherever it occurs; whether it did.
    pub(super) fn mask(&self, bytes: &mut [u8]) -> bool {
        let mut found = false;
        let mut at = 0;
        while let Some(next) = bytes[at..].iter().position(|byte| self.begins[usize::from(*byte)]) {
            at += next;
            match self.forms.iter().find(|form| starts_with(&bytes[at..], form)) {
                Some(form) => {
                    bytes[at..at + form.len()].fill(b'*');
                    at += form.len();
                    found = true;
                }
                None => at += 1,
            }
        }
        found
    }

    /// Overwrites the key wherever it occurs in a file.
    pub(super) fn mask_file(&self, file: &mut File) -> io::Result<()> {
        // What may be the beginning of a key at the end of one piece is read
        // again with the next.
        let Some(overlap) = self.forms.first().map(|longest| longest.len() - 1) else { return Ok(()) };
        let mut buffer = vec![0; BUFFER];
        let mut start = 0;
        loop {
            file.seek(SeekFrom::Start(start))?;
            let filled = fill(file, &mut buffer)?;
            let piece = &mut buffer[..filled];
            if self.mask(piece) {
                file.seek(SeekFrom::Start(start))?;
                file.write_all(piece)?;
            }
            if filled < BUFFER {
                return Ok(());
            }
            start += (filled - overlap) as u64;
        }
    }
}

fn starts_with(bytes: &[u8], form: &[u8]) -> bool {
    bytes.len() >= form.len() && bytes.iter().zip(form).all(|(byte, small)| byte.to_ascii_lowercase() == *small)
}

/// Reads until the buffer is full or the file ends.
fn fill(file: &mut File, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match file.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(n) => filled += n,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    const IN_QUERY: Key = Key { variable: "A_KEY", required: true, goes: KeyPlace::Query("UserID"), register: "" };
    const IN_HEADER: Key = Key { goes: KeyPlace::Header("X-Key"), ..IN_QUERY };

    #[test]
    fn it_is_put_where_it_goes() {
        let url = Url::parse("https://a.org/data?b=1&c=x%20y").unwrap();
        let secret = Secret::of(&IN_QUERY, "ab/cd+ef=12").unwrap();
        assert_eq!(secret.with(&url).as_str(), "https://a.org/data?b=1&c=x%20y&UserID=ab%2Fcd%2Bef%3D12");
        assert_eq!(
            secret.with(&Url::parse("https://a.org/").unwrap()).as_str(),
            "https://a.org/?UserID=ab%2Fcd%2Bef%3D12"
        );
        assert_eq!(secret.header(), None);
        let secret = Secret::of(&IN_HEADER, "ab/cd+ef=12").unwrap();
        assert_eq!((secret.with(&url), secret.header()), (url, Some(("X-Key", "ab/cd+ef=12"))));
    }

    #[test]
    fn an_address_that_holds_it_is_freed_of_it() {
        let secret = Secret::of(&IN_QUERY, "0123456789abcdef").unwrap();
        let without = |url: &str| secret.without(&Url::parse(url).unwrap()).to_string();
        assert_eq!(without("https://a.org/?page=2&userid=0123456789ABCDEF"), "https://a.org/?page=2");
        assert_eq!(without("https://a.org/?userid=****************"), "https://a.org/");
        assert_eq!(without("https://a.org/0123456789abcdef/x"), "https://a.org/****************/x");
        assert_eq!(
            without("https://b.org/login?return=a%3FUserID%3D0123456789abcdef"),
            "https://b.org/login?return=a%3FUserID%3D****************"
        );
    }

    #[test]
    fn it_is_masked_however_it_is_written() {
        let secret = Secret::of(&IN_QUERY, "ab/cd+ef\"12").unwrap();
        for (text, masked) in [
            ("key ab/cd+ef\"12.", "key ***********."),
            ("AB/CD+EF\"12AB/CD+EF\"12", "**********************"),
            ("k=ab%2Fcd%2bef%2212&", "k=*****************&"),
            (r#""k":"ab\/cd+ef\"12","#, r#""k":"*************","#),
            (r#""k":"ab/cd+ef\"12","#, r#""k":"************","#),
            ("ab/cd+ef\"1", "ab/cd+ef\"1"),
        ] {
            assert_eq!(secret.mask_text(text), masked);
        }
        assert!(!format!("{secret:?}").contains("cd+ef"));
        assert_eq!(Secret::none().mask_text("ab"), "ab");
    }

    #[test]
    fn what_is_no_key_is_refused_without_showing_it() {
        let said = |value| Secret::of(&IN_QUERY, value).unwrap_err().to_string();
        assert_eq!(said("short"), "the key in A_KEY is too short for a key");
        assert_eq!(said("0123456789\r\nX: y"), "the key in A_KEY holds a space or another character that no key has");
    }

    #[test]
    fn it_is_masked_across_the_pieces_of_a_file() {
        let path = std::env::temp_dir().join(format!("attache-mask-{}", std::process::id()));
        let secret = Secret::of(&IN_QUERY, "0123456789abcdef").unwrap();
        let mut bytes = vec![b'.'; 3 * BUFFER];
        for at in [0, BUFFER - 7, 2 * BUFFER - 15 - 9, 3 * BUFFER - 16] {
            bytes[at..at + 16].copy_from_slice(b"0123456789abcdef");
        }
        std::fs::write(&path, &bytes).unwrap();
        let mut file = File::options().read(true).write(true).open(&path).unwrap();
        secret.mask_file(&mut file).unwrap();
        let masked = std::fs::read(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        assert_eq!(masked.len(), bytes.len());
        assert_eq!(masked.iter().filter(|b| **b == b'*').count(), 64);
        assert!(masked.iter().all(|b| b".*".contains(b)));
    }
}
