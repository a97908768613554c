use std::{
    io::{self, Write},
    net::TcpStream,
    sync::atomic::AtomicBool,
};

use super::{Asked, hang, read_rest_of_head};

/// What the publisher answers, and how the answer ends.
#[derive(Clone, Debug)]
pub struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    length: Length,
    end: End,
}

#[derive(Clone, Copy, Debug)]
enum Length {
    Right,
    Announced(usize),
    Chunked,
}

#[derive(Clone, Copy, Debug)]
enum End {
    Whole,
    /// After so many bytes of the body.
    Cut(usize),
    Reset(usize),
    Stall(usize),
    /// Before anything is answered.
    Silence,
}

impl Answer {
    pub fn of(status: u16, body: impl AsRef<[u8]>) -> Self {
        let body = body.as_ref().to_vec();
        Self { status, headers: Vec::new(), body, length: Length::Right, end: End::Whole }
    }

    pub fn ok(body: impl AsRef<[u8]>) -> Self {
        Self::of(200, body)
    }

    pub fn redirect(to: impl AsRef<str>) -> Self {
        Self::of(302, "").header("Location", to.as_ref())
    }

    /// Takes the request and never answers.
    pub fn silence() -> Self {
        Self { end: End::Silence, ..Self::ok("") }
    }

    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Announces this length, whatever it is.
    #[must_use]
    pub fn announcing(self, length: usize) -> Self {
        Self { length: Length::Announced(length), ..self }
    }

    /// In chunks, of a length that is not announced.
    #[must_use]
    pub fn chunked(self) -> Self {
        Self { length: Length::Chunked, ..self }
    }

    /// Closes the connection after so many bytes of the body.
    #[must_use]
    pub fn cut(self, after: usize) -> Self {
        Self { end: End::Cut(after), ..self }
    }

    /// Resets the connection after so many bytes of the body.
    #[must_use]
    pub fn reset(self, after: usize) -> Self {
        Self { end: End::Reset(after), ..self }
    }

    /// Falls silent after so many bytes of the body.
    #[must_use]
    pub fn stall(self, after: usize) -> Self {
        Self { end: End::Stall(after), ..self }
    }

    pub(super) fn send(self, mut stream: TcpStream, stop: &AtomicBool) -> io::Result<()> {
        if !matches!(self.end, End::Reset(_)) {
            read_rest_of_head(&stream)?;
        }
        if matches!(self.end, End::Silence) {
            hang(stop);
            return Ok(());
        }
        let mut head = format!("HTTP/1.1 {} Scripted\r\nConnection: close\r\n", self.status);
        match self.length {
            // An answer that says "not modified" has neither body nor length.
            _ if self.status == 304 => {}
            Length::Right => head += &format!("Content-Length: {}\r\n", self.body.len()),
            Length::Announced(length) => head += &format!("Content-Length: {length}\r\n"),
            Length::Chunked => head += "Transfer-Encoding: chunked\r\n",
        }
        for (name, value) in &self.headers {
            head += &format!("{name}: {value}\r\n");
        }
        stream.write_all(format!("{head}\r\n").as_bytes())?;
        let end = match self.end {
            End::Cut(after) | End::Reset(after) | End::Stall(after) => after.min(self.body.len()),
            End::Whole | End::Silence => self.body.len(),
        };
        self.send_body(&mut stream, end)?;
        stream.flush()?;
        if matches!(self.end, End::Stall(_)) {
            hang(stop);
        }
        Ok(())
    }

    fn send_body(&self, stream: &mut TcpStream, end: usize) -> io::Result<()> {
        let body = &self.body[..end];
        if !matches!(self.length, Length::Chunked) {
            return stream.write_all(body);
        }
        for chunk in body.chunks(1 << 12) {
            write!(stream, "{:x}\r\n", chunk.len())?;
            stream.write_all(chunk)?;
            stream.write_all(b"\r\n")?;
        }
        if end == self.body.len() { stream.write_all(b"0\r\n\r\n") } else { Ok(()) }
    }
}

/// A file that a well-behaved server offers: it tells whether it has changed, and
/// gives a part of it where that is asked for.
#[derive(Clone, Debug, Default)]
pub struct Resource {
    pub bytes: Vec<u8>,
    pub etag: Option<String>,
    pub last_modified: Option<String>,
}

impl Resource {
    pub fn answer(&self, asked: &Asked) -> Answer {
        let validators = [("ETag", &self.etag), ("Last-Modified", &self.last_modified)];
        let with = |answer: Answer| {
            validators.iter().fold(answer, |answer, (name, value)| match value {
                Some(value) => answer.header(name, value),
                None => answer,
            })
        };
        let is = |name: &str, value: &Option<String>| value.is_some() && asked.header(name) == value.as_deref();
        if is("If-None-Match", &self.etag) || is("If-Modified-Since", &self.last_modified) {
            return with(Answer::of(304, ""));
        }
        let same = asked
            .header("If-Range")
            .is_none_or(|given| self.etag.as_deref() == Some(given) || self.last_modified.as_deref() == Some(given));
        let start = asked
            .header("Range")
            .filter(|_| same)
            .and_then(|range| range.strip_prefix("bytes=")?.strip_suffix('-')?.parse::<usize>().ok());
        let total = self.bytes.len();
        match start {
            Some(start) if start < total => with(
                Answer::of(206, &self.bytes[start..])
                    .header("Content-Range", &format!("bytes {start}-{}/{total}", total - 1)),
            ),
            Some(_) => Answer::of(416, "").header("Content-Range", &format!("bytes */{total}")),
            None => with(Answer::ok(&self.bytes)),
        }
    }
}
