//! The site's data over HTTP, for listings that fetch it.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::thread;

/// Serves `www/data/` until the process ends. Returns the address of the site.
pub fn serve() -> String {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let address = listener.local_addr().expect("it was just bound");
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // A client that goes away before its response needs no error.
            drop(answer(stream));
        }
    });
    format!("http://{address}/")
}

fn answer(stream: TcpStream) -> io::Result<()> {
    let mut lines = BufReader::new(&stream).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    while lines.next().transpose()?.is_some_and(|header| !header.is_empty()) {}
    let path = request.split(' ').nth(1).and_then(|path| path.strip_prefix("/data/"));
    let path = path.filter(|name| !name.contains('/'));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/data");
    let file = path.and_then(|name| std::fs::read(folder.join(name)).ok());
    let status = if file.is_some() { "200 OK" } else { "404 Not Found" };
    let body = file.unwrap_or_default();
    let head =
        format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
    (&stream).write_all(&[head.as_bytes(), &body].concat())
}
