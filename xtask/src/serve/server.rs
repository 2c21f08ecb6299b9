//! A static server on the loopback address, for people and for tests.

use std::convert::Infallible;
use std::io::ErrorKind;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use http::{Request, Uri};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use tower::{Layer, ServiceExt, service_fn};
use tower_http::compression::CompressionLayer;
use tower_http::services::ServeDir;

use super::headers::{self, Host};

/// The files that are served, and how.
#[derive(Debug, Clone)]
pub struct Website {
    /// The folder served at `/`.
    pub root: PathBuf,
    /// A folder whose files come before those of `root`.
    pub overlay: Option<PathBuf>,
    /// How long responses for `data/` take, as if they came from far away.
    pub data_delay: Duration,
    /// Whether pages are cross-origin isolated.
    pub isolation: bool,
    /// Whether the files may change at any time, so that a page should not keep them.
    pub is_live: bool,
    /// Whether browsers may take files from their cache without asking, because no file changes while
    /// the server runs.
    pub may_be_cached: bool,
}

impl Website {
    /// A folder whose files may change, with all headers.
    pub fn of(root: PathBuf) -> Website {
        Website {
            root,
            overlay: None,
            data_delay: Duration::ZERO,
            isolation: true,
            is_live: true,
            may_be_cached: false,
        }
    }
}

/// A port that this process has taken.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
}

/// A running server. It runs until the process ends.
#[derive(Debug, Clone, Copy)]
pub struct Running {
    address: SocketAddr,
    below: &'static str,
}

impl Server {
    /// Takes `port` on 127.0.0.1; 0 takes any free port.
    pub fn bind(port: u16) -> Result<Server> {
        let listener = match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Ok(listener) => listener,
            Err(error) if error.kind() == ErrorKind::AddrInUse => {
                bail!("port {port} is in use: choose another with --port, or 0 for any free one")
            }
            Err(error) => return Err(error).context(format!("cannot listen on port {port}")),
        };
        let address = listener.local_addr()?;
        Ok(Server { listener, address })
    }

    /// Serves `site` on a thread of its own.
    pub fn start(self, site: Website) -> Result<Running> {
        self.start_below("/", site)
    }

    /// [`Server::start`], with the site in the folder `below`, for example `/coroscope/`, and nothing
    /// else.
    pub fn start_below(self, below: &'static str, site: Website) -> Result<Running> {
        let Server { listener, address } = self;
        listener.set_nonblocking(true)?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let listener = {
            let _inside = runtime.enter();
            tokio::net::TcpListener::from_std(listener)?
        };
        thread::Builder::new()
            .name("server".into())
            .spawn(move || runtime.block_on(accept(listener, below, site)))?;
        Ok(Running { address, below })
    }
}

impl Running {
    /// The address of the page. It ends with a slash.
    pub fn url(&self) -> String {
        format!("http://{}{}", self.address, self.below)
    }
}

async fn accept(listener: tokio::net::TcpListener, below: &'static str, site: Website) {
    let host = Host {
        isolation: site.isolation,
        is_live: site.is_live,
        may_be_cached: site.may_be_cached,
    };
    // A file that is not in the overlay is looked up in the root, and is a 404 if it is missing there.
    let overlay = site.overlay.unwrap_or_else(|| site.root.clone());
    let files = ServeDir::new(overlay)
        .precompressed_gzip()
        .fallback(ServeDir::new(site.root).precompressed_gzip());
    let files = CompressionLayer::new().layer(files);
    let service = service_fn(move |mut request: Request<Incoming>| {
        let files = files.clone();
        let delay = site.data_delay;
        *request.uri_mut() = within(below, request.uri());
        let path = request.uri().path().to_owned();
        async move {
            if !delay.is_zero() && request.uri().path().starts_with("/data/") {
                tokio::time::sleep(delay).await;
            }
            let mut response = match files.oneshot(request).await {
                Ok(response) => response,
                Err(never) => match never {},
            };
            response.headers_mut().extend(headers::all(&path, host));
            Ok::<_, Infallible>(response)
        }
    });
    loop {
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            // A browser that has gone away is no reason to stop.
            Err(error) if error.kind() == ErrorKind::ConnectionAborted => continue,
            Err(error) => return eprintln!("error: the server stopped: {error}"),
        };
        // Compressed files go out in several pieces. Without this each file would wait 40 ms, until
        // the browser acknowledges the piece before the last.
        let _ = stream.set_nodelay(true);
        let service = TowerToHyperService::new(service.clone());
        tokio::spawn(async move {
            // An error here means that a browser closed its end early, which does not matter.
            let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

/// The path of a request, relative to the site. Outside of the site it is a path that no file has.
fn within(below: &str, uri: &Uri) -> Uri {
    let path = uri.path().strip_prefix(below).unwrap_or("outside-of-the-site");
    format!("/{path}").parse().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_has_only_what_is_below_its_folder() {
        let within = |below, path: &str| within(below, &path.parse().unwrap()).to_string();
        assert_eq!(within("/", "/"), "/");
        assert_eq!(within("/", "/a/b.js?c=d"), "/a/b.js");
        assert_eq!(within("/coroscope/", "/coroscope/"), "/");
        assert_eq!(within("/coroscope/", "/coroscope/a/%20b.js"), "/a/%20b.js");
        assert_eq!(within("/coroscope/", "/a.js"), "/outside-of-the-site");
    }
}
