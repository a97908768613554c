//! Asking a publisher's server for a file.

use std::{
    fmt,
    io::{self, Read},
    time::Duration,
};

use jiff::{civil::Date, fmt::rfc2822, tz::TimeZone};

/// A file as a server gave it.
#[derive(Debug)]
pub struct Download {
    /// The last part of the path.
    pub file: String,
    pub bytes: Vec<u8>,
    /// When the server says the file last changed.
    pub last_modified: Option<Date>,
}

/// Why a file could not be had.
#[derive(Debug)]
pub enum FetchError {
    /// The server answered with an HTTP status that is no success.
    Status {
        url: String,
        status: u16,
    },
    /// There was no answer, or it broke off.
    Connection {
        url: String,
        cause: String,
    },
    /// The body ended before the length that the server had announced.
    Truncated {
        url: String,
        expected: u64,
        got: u64,
    },
    TooLarge {
        url: String,
        limit: u64,
    },
}

impl FetchError {
    /// What may help.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Status { status: 404 | 410, .. } => {
                "the publisher has moved or withdrawn the file; fetch it by hand and use `attache import`"
            }
            Self::Status { status: 429 | 503, .. } => "the server asks for patience; try again later",
            Self::Status { .. } => "open the address in a browser; use `attache import` with the file you get",
            Self::Connection { .. } => "check the network and the proxy (HTTPS_PROXY), then try again",
            Self::Truncated { .. } => "try again",
            Self::TooLarge { .. } => "this is not the file that was expected",
        }
    }
}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status { url, status } => write!(f, "{url}: the server answered {status}"),
            Self::Connection { url, cause } => write!(f, "{url}: {cause}"),
            Self::Truncated { url, expected, got } => {
                write!(f, "{url}: broke off after {got} of {expected} bytes")
            }
            Self::TooLarge { url, limit } => write!(f, "{url}: larger than {limit} bytes"),
        }
    }
}

impl std::error::Error for FetchError {}

/// No file that this program reads is larger.
const LIMIT: u64 = 2 << 30;

/// Fetches a file. `progress` is told how many bytes have come, and of how many
/// where the server says.
pub fn get(url: &str, progress: &mut dyn FnMut(u64, Option<u64>)) -> Result<Download, FetchError> {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .timeout_connect(Some(Duration::from_secs(20)))
        .timeout_recv_response(Some(Duration::from_secs(60)))
        .timeout_per_read(Some(Duration::from_secs(60)))
        .user_agent(concat!("attache/", env!("CARGO_PKG_VERSION")))
        .build()
        .into();
    let failed = |error: ureq::Error| match error {
        ureq::Error::StatusCode(status) => FetchError::Status { url: url.to_owned(), status },
        other => FetchError::Connection { url: url.to_owned(), cause: other.to_string() },
    };
    let mut response = agent.get(url).call().map_err(failed)?;
    let header = |name: &str| response.headers().get(name).and_then(|v| v.to_str().ok()).map(str::to_owned);
    let last_modified = header("last-modified").and_then(|text| http_date(&text));
    let encoded = header("content-encoding").is_some();
    let length = header("content-length").and_then(|n| n.parse::<u64>().ok()).filter(|_| !encoded);
    let mut reader = response.body_mut().with_config().limit(LIMIT + 1).reader();
    let bytes = read(&mut reader, url, length, progress)?;
    let file = url.split(['?', '#']).next().and_then(|path| path.rsplit('/').next()).unwrap_or_default();
    Ok(Download { file: file.to_owned(), bytes, last_modified })
}

fn read(
    reader: &mut dyn Read,
    url: &str,
    length: Option<u64>,
    progress: &mut dyn FnMut(u64, Option<u64>),
) -> Result<Vec<u8>, FetchError> {
    let mut bytes = Vec::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        let got = match reader.read(&mut buffer) {
            Ok(0) => break,
            Ok(n) => n,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(FetchError::Connection { url: url.to_owned(), cause: error.to_string() }),
        };
        bytes.extend_from_slice(&buffer[..got]);
        let so_far = bytes.len() as u64;
        if so_far > LIMIT {
            return Err(FetchError::TooLarge { url: url.to_owned(), limit: LIMIT });
        }
        progress(so_far, length);
    }
    match length {
        Some(expected) if expected != bytes.len() as u64 => {
            Err(FetchError::Truncated { url: url.to_owned(), expected, got: bytes.len() as u64 })
        }
        _ => Ok(bytes),
    }
}

fn http_date(text: &str) -> Option<Date> {
    rfc2822::DateTimeParser::new().parse_timestamp(text).ok().map(|t| TimeZone::UTC.to_datetime(t).date())
}

#[cfg(test)]
mod tests {
    use std::{
        io::{BufRead, BufReader, Write},
        net::TcpListener,
        thread,
    };

    use super::*;

    /// A server on loopback that gives one answer.
    fn serving(answer: &'static [u8]) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        thread::spawn(move || {
            let (stream, _) = listener.accept().unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
            while lines.next().is_some_and(|l| !l.unwrap().is_empty()) {}
            let mut stream = stream;
            stream.write_all(answer).unwrap();
        });
        format!("http://{address}/files/country.xlsx?x=1")
    }

    #[test]
    fn a_file_comes_with_its_date() {
        let url = serving(
            b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nLast-Modified: Wed, 08 Mar 2023 13:30:00 GMT\r\n\r\nhello",
        );
        let mut seen = 0;
        let download = get(&url, &mut |n, of| {
            seen = n;
            assert_eq!(of, Some(5));
        })
        .unwrap();
        assert_eq!((download.file.as_str(), download.bytes.as_slice(), seen), ("country.xlsx", b"hello".as_slice(), 5));
        assert_eq!(download.last_modified, Some(jiff::civil::date(2023, 3, 8)));
    }

    #[test]
    fn refusals_and_broken_answers_are_told_apart() {
        let error = |answer| get(&serving(answer), &mut |_, _| {}).unwrap_err();
        assert!(matches!(
            error(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"),
            FetchError::Status { status: 404, .. }
        ));
        assert!(matches!(
            error(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello"),
            FetchError::Connection { .. } | FetchError::Truncated { .. }
        ));
        assert!(matches!(error(b"what?\r\n\r\n"), FetchError::Connection { .. }));
    }
}
