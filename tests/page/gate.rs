//! A gate before a server: at the same address there can be one site, later another, and then none.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use browser::{Context, Result};

use crate::harness::setting;

/// Open until it is closed; until the process ends it listens.
#[derive(Debug)]
pub struct Gate {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    /// Host and port of the server behind it; nothing gets through without one.
    leads_to: Option<String>,
    /// Both ends of every connection.
    connections: Vec<TcpStream>,
    /// Everything that browsers have said.
    asked: Vec<u8>,
}

impl Gate {
    /// A gate to the site of a setting, which lies in `/coroscope/`.
    pub fn to(site: &str) -> Result<Gate> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no port is free")?;
        let address = listener.local_addr()?;
        let state = Arc::new(Mutex::new(State::default()));
        let gate = Gate { address, state: Arc::clone(&state) };
        gate.lead_to(site)?;
        thread::spawn(move || {
            // A browser that has gone away again needs no word.
            for browser in listener.incoming().flatten() {
                let _ = let_through(browser, &state);
            }
        });
        Ok(gate)
    }

    /// Where the page is, with a slash at its end.
    pub fn url(&self) -> String {
        format!("http://{}/coroscope/", self.address)
    }

    /// From now on another site is here.
    pub fn lead_to(&self, site: &str) -> Result<()> {
        let url = setting(site);
        let host = url.strip_prefix("http://").and_then(|rest| rest.strip_suffix("/coroscope/"));
        let host = host.with_context(|| format!("{url} does not lie in /coroscope/"))?;
        self.close();
        lock(&self.state).leads_to = Some(host.to_owned());
        Ok(())
    }

    /// From now on there is no server.
    pub fn close(&self) {
        let mut state = lock(&self.state);
        state.leads_to = None;
        for connection in state.connections.drain(..) {
            let _ = connection.shutdown(Shutdown::Both);
        }
    }

    /// How often the network was asked for a file.
    pub fn asked_for(&self, file: &str) -> usize {
        let asked = String::from_utf8_lossy(&lock(&self.state).asked).into_owned();
        asked.matches(&format!("GET /coroscope/{file}")).count()
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

fn let_through(browser: TcpStream, state: &Arc<Mutex<State>>) -> std::io::Result<()> {
    let Some(host) = lock(state).leads_to.clone() else { return Ok(()) };
    let server = TcpStream::connect(host)?;
    for stream in [&browser, &server] {
        stream.set_nodelay(true)?;
        lock(state).connections.push(stream.try_clone()?);
    }
    let (from, to) = (server.try_clone()?, browser.try_clone()?);
    thread::spawn(move || carry(from, to, |_| {}));
    let state = Arc::clone(state);
    thread::spawn(move || carry(browser, server, |bytes| lock(&state).asked.extend(bytes)));
    Ok(())
}

/// Carries bytes until one end is closed, and then closes the other.
fn carry(mut from: TcpStream, mut to: TcpStream, note: impl Fn(&[u8])) {
    let mut bytes = [0; 16 * 1024];
    while let Ok(count @ 1..) = from.read(&mut bytes) {
        note(&bytes[..count]);
        if to.write_all(&bytes[..count]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Both);
    let _ = from.shutdown(Shutdown::Both);
}
