use std::{
    io::{self, Write},
    net::{Ipv4Addr, Shutdown, SocketAddr, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

use super::{Asked, Listening, parse, read_head, read_rest_of_head};

/// A proxy on 127.0.0.1 that tunnels (CONNECT) to the names it is given, each of
/// which stands for an address on loopback, and refuses all others.
pub struct Proxy {
    listening: Listening,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Proxy {
    /// `statistics.example:80`, and where that is.
    pub fn to(names: impl IntoIterator<Item = (String, SocketAddr)>) -> Self {
        let names: Vec<(String, SocketAddr)> = names.into_iter().collect();
        assert!(names.iter().all(|(_, address)| address.ip().is_loopback()));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&asked);
        let listening = Listening::on(Ipv4Addr::LOCALHOST, move |stream, _| {
            let Ok(Some(request)) = read_head(&stream).map(|head| parse(&head)) else { return };
            let to = names.iter().find(|(name, _)| *name == request.target).map(|(_, address)| *address);
            {
                let mut kept = kept.lock().unwrap();
                let number = kept.len();
                kept.push(Asked { number, ..request });
            }
            // Whichever end has gone, the tunnel goes with it.
            let _ = read_rest_of_head(&stream).and_then(|()| tunnel(stream, to));
        });
        Self { listening, asked }
    }

    pub fn address(&self) -> SocketAddr {
        self.listening.address
    }

    /// What it was asked to connect to so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

fn tunnel(mut client: TcpStream, to: Option<SocketAddr>) -> io::Result<()> {
    let Some(to) = to else {
        return client.write_all(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
    };
    let mut server = TcpStream::connect(to)?;
    client.write_all(b"HTTP/1.1 200 Connected\r\n\r\n")?;
    let (mut from_client, mut to_server) = (client.try_clone()?, server.try_clone()?);
    let there = thread::spawn(move || io::copy(&mut from_client, &mut to_server));
    io::copy(&mut server, &mut client)?;
    client.shutdown(Shutdown::Both)?;
    drop(there.join());
    Ok(())
}
