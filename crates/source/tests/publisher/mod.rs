//! A publisher's server on loopback, which behaves as a test tells it, badly if
//! need be, and keeps what it was asked. It ends with its value.
//!
//! Other crates' tests include it:
//! `#[path = "../../source/tests/publisher/mod.rs"] mod publisher;`
#![allow(dead_code, unreachable_pub, unused_imports, reason = "each test uses a part of it")]

mod answer;
mod proxy;

pub use answer::{Answer, Resource};
pub use proxy::Proxy;

use std::{
    io::{self, Read},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Which one it is of all that this publisher was asked; the first is 0.
    pub number: usize,
    pub method: String,
    /// Path and query.
    pub target: String,
    pub headers: Vec<(String, String)>,
}

impl Asked {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

pub struct Publisher {
    listening: Listening,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Publisher {
    /// On 127.0.0.1, at a port of its own.
    pub fn new(answer: impl Fn(&Asked) -> Answer + Send + Sync + 'static) -> Self {
        Self::at(Ipv4Addr::LOCALHOST, answer)
    }

    /// On another address of loopback.
    pub fn at(host: Ipv4Addr, answer: impl Fn(&Asked) -> Answer + Send + Sync + 'static) -> Self {
        assert!(host.is_loopback());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&asked);
        let listening = Listening::on(host, move |stream, stop| {
            let Ok(Some(request)) = read_head(&stream).map(|head| parse(&head)) else { return };
            let request = {
                let mut kept = kept.lock().unwrap();
                let request = Asked { number: kept.len(), ..request };
                kept.push(request.clone());
                request
            };
            // The client may have gone, which is no matter here.
            let _ = answer(&request).send(stream, stop);
        });
        Self { listening, asked }
    }

    /// Gives these answers one after the other, and then 410.
    pub fn script(answers: impl IntoIterator<Item = Answer>) -> Self {
        let answers: Vec<Answer> = answers.into_iter().collect();
        Self::new(move |asked| {
            answers.get(asked.number).cloned().unwrap_or_else(|| Answer::of(410, "no further answer is in the script"))
        })
    }

    pub fn url(&self, target: &str) -> String {
        format!("http://{}{target}", self.address())
    }

    pub fn address(&self) -> SocketAddr {
        self.listening.address
    }

    /// What it was asked so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

/// Takes connections, each in a thread of its own, until it is dropped.
struct Listening {
    address: SocketAddr,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Listening {
    fn on(host: Ipv4Addr, serve: impl Fn(TcpStream, &AtomicBool) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind((host, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let serve = Arc::new(serve);
        let thread = thread::spawn(move || {
            for stream in listener.incoming() {
                if stopped.load(Ordering::Relaxed) {
                    break;
                }
                let Ok(stream) = stream else { continue };
                let (serve, stop) = (Arc::clone(&serve), Arc::clone(&stopped));
                stream.set_read_timeout(Some(PATIENCE)).unwrap();
                stream.set_write_timeout(Some(PATIENCE)).unwrap();
                thread::spawn(move || serve(stream, &stop));
            }
        });
        Self { address, stop, thread: Some(thread) }
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        // Wakes the thread that waits for connections.
        drop(TcpStream::connect(self.address));
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

/// No connection lasts longer without anything happening.
const PATIENCE: Duration = Duration::from_secs(10);

/// Waits for the end of the publisher, or of its patience.
fn hang(stop: &AtomicBool) {
    let step = Duration::from_millis(10);
    let mut waited = Duration::ZERO;
    while waited < PATIENCE && !stop.load(Ordering::Relaxed) {
        thread::sleep(step);
        waited += step;
    }
}

/// Reads a request's head but for its last byte: a connection that is closed
/// with something unread is reset, which is the only way to it in the standard
/// library.
fn read_head(mut stream: &TcpStream) -> io::Result<Vec<u8>> {
    let mut seen = vec![0; 1 << 16];
    loop {
        let length = stream.peek(&mut seen)?;
        if let Some(end) = seen[..length].windows(4).position(|w| w == b"\r\n\r\n") {
            let mut head = vec![0; end + 3];
            stream.read_exact(&mut head)?;
            return Ok(head);
        }
        if length == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        thread::sleep(Duration::from_millis(1));
    }
}

/// Reads the byte that [`read_head`] has left.
fn read_rest_of_head(mut stream: &TcpStream) -> io::Result<()> {
    stream.read_exact(&mut [0])
}

fn parse(head: &[u8]) -> Option<Asked> {
    let text = String::from_utf8_lossy(head);
    let mut lines = text.lines();
    let mut first = lines.next()?.split(' ');
    let (method, target) = (first.next()?.to_owned(), first.next()?.to_owned());
    let headers = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
        .collect();
    Some(Asked { number: 0, method, target, headers })
}
