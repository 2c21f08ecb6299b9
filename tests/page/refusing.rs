//! A server of the page's own files that refuses some of them, as a host does that has too much to do.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use browser::Result;

use crate::published;

/// It listens until the process ends.
#[derive(Debug)]
pub struct Refusing {
    /// Where the page is, with a slash at its end.
    pub url: String,
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    /// How many more times each of these files is refused.
    refused: HashMap<String, usize>,
    /// Every file that was asked for.
    asked: Vec<String>,
}

impl Refusing {
    /// Serves everything.
    pub fn nothing() -> Result<Refusing> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let url = format!("http://{}/", listener.local_addr()?);
        let state = Arc::new(Mutex::new(State::default()));
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let state = Arc::clone(&shared);
                // A browser that goes away needs no answer.
                thread::spawn(move || drop(respond(stream, &state)));
            }
        });
        Ok(Refusing { url, state })
    }

    /// From now on refuses a file this many times, and no other.
    pub fn refuse(&self, file: &str, times: usize) {
        let mut state = lock(&self.state);
        state.asked.clear();
        state.refused = HashMap::from([(file.to_owned(), times)]);
    }

    /// How often a file was asked for since then.
    pub fn asked_for(&self, file: &str) -> usize {
        lock(&self.state).asked.iter().filter(|asked| *asked == file).count()
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

fn respond(stream: TcpStream, state: &Mutex<State>) -> std::io::Result<()> {
    let mut lines = BufReader::new(&stream).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    while lines.next().transpose()?.is_some_and(|header| !header.is_empty()) {}
    let path = request.split([' ', '?']).nth(1).unwrap_or_default().trim_start_matches('/');
    let file = if path.is_empty() { "index.html" } else { path };
    let is_refused = {
        let mut state = lock(state);
        state.asked.push(file.to_owned());
        let left = state.refused.get_mut(file).filter(|left| **left > 0);
        left.map(|left| *left -= 1).is_some()
    };
    let site = published::folder();
    let found = if file.contains("..") { None } else { std::fs::read(site.join(file)).ok() };
    let (status, body) = match found {
        _ if is_refused => ("503 Service Unavailable", Vec::new()),
        None => ("404 Not Found", Vec::new()),
        Some(bytes) => ("200 OK", bytes),
    };
    let kind = match file.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript",
        "css" => "text/css",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        _ => "text/plain; charset=utf-8",
    };
    // As a server that people work on, so that the page is not kept.
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: no-store\r\n\
         Server-Timing: live\r\nConnection: close\r\n\r\n",
        body.len()
    );
    (&stream).write_all(&[head.as_bytes(), &body].concat())
}
