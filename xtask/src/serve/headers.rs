//! The headers of each response. A static host should send the same.

use http::{HeaderName, HeaderValue, header};

/// Only files of the site itself may load or run. Wasm may be compiled, but no text evaluated.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; \
    script-src 'self' 'wasm-unsafe-eval' 'sha256-HscJ09Ukk9kXT9gBYjorEA0SEFzbVR+wameENauLAyI='; \
    style-src 'self'; \
    img-src 'self' data: blob:; \
    font-src 'self'; \
    connect-src 'self'; \
    worker-src 'self' blob:; \
    manifest-src 'self'; \
    base-uri 'none'; \
    form-action 'none'";

/// The page for frames.
const EMBEDDED: &str = "/embed.html";
/// What pages of others load: the page for frames, and the script that puts it there.
const FOR_OTHERS: [&str; 2] = [EMBEDDED, "/listings.js"];
/// Has such frames itself.
const ARTICLE: &str = "/article.html";

/// How a host behaves, besides sending files.
#[derive(Debug, Clone, Copy)]
pub struct Host {
    /// Whether it sends the headers that isolate a page, which many static hosts cannot.
    pub isolation: bool,
    /// Whether it says to the page that its files may change at any time.
    pub is_live: bool,
    /// Whether browsers may take files from their cache without asking.
    pub may_be_cached: bool,
}

/// Whether browsers must always ask for a path: documents, and what programs load.
fn is_always_fresh(path: &str) -> bool {
    path.ends_with('/') || path.ends_with(".html") || path.starts_with("/data/")
}

/// Name and value of each header for a path.
pub fn all(path: &str, host: Host) -> Vec<(HeaderName, HeaderValue)> {
    let Host { isolation, is_live, may_be_cached } = host;
    // Pages of any site may show the page for frames; only our own pages may show the others.
    let is_embedded = path == EMBEDDED;
    let ancestors = if is_embedded { "*" } else { "'self'" };
    let frames = if path == ARTICLE { "; frame-src 'self'" } else { "" };
    let policy = format!("{CONTENT_SECURITY_POLICY}{frames}; frame-ancestors {ancestors}");
    let fixed = HeaderValue::from_static;
    let mut all = vec![
        (header::X_CONTENT_TYPE_OPTIONS, fixed("nosniff")),
        (header::REFERRER_POLICY, fixed("no-referrer")),
        // A browser asks again each time, and the ETag makes the response short.
        (
            header::CACHE_CONTROL,
            fixed(match may_be_cached && !is_always_fresh(path) {
                true => "max-age=86400, immutable",
                false => "no-cache",
            }),
        ),
    ];
    // A policy is a line of ASCII; a test checks that.
    all.extend(
        HeaderValue::try_from(policy).map(|policy| (header::CONTENT_SECURITY_POLICY, policy)),
    );
    if isolation {
        // Together these isolate the page, which gives it finer clocks and shared memory.
        let reach = if FOR_OTHERS.contains(&path) { "cross-origin" } else { "same-origin" };
        all.extend([
            (HeaderName::from_static("cross-origin-opener-policy"), fixed("same-origin")),
            (HeaderName::from_static("cross-origin-embedder-policy"), fixed("require-corp")),
            (HeaderName::from_static("cross-origin-resource-policy"), fixed(reach)),
        ]);
    }
    if is_live {
        // This is the only header of its own response that a page can read.
        all.push((HeaderName::from_static("server-timing"), fixed("live")));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOST: Host = Host { isolation: true, is_live: false, may_be_cached: false };

    #[test]
    fn the_policy_allows_nothing_by_default_and_nothing_inline() {
        assert!(CONTENT_SECURITY_POLICY.starts_with("default-src 'none'; script-src 'self'"));
        assert!(!CONTENT_SECURITY_POLICY.contains("unsafe-inline"));
        assert!(!CONTENT_SECURITY_POLICY.contains("'unsafe-eval'"));
    }

    #[test]
    fn only_an_isolated_site_sends_what_isolates() {
        let names = |isolation| {
            let all = all("/", Host { isolation, ..HOST }).into_iter();
            all.map(|(name, _)| name.to_string()).collect::<Vec<_>>()
        };
        assert!(names(true).iter().any(|name| name == "cross-origin-embedder-policy"));
        assert!(!names(false).iter().any(|name| name.starts_with("cross-origin")));
        assert!(names(false).iter().any(|name| name == "content-security-policy"));
    }

    #[test]
    fn only_a_live_site_says_so() {
        let says =
            |is_live| all("/", Host { is_live, ..HOST }).iter().any(|(_, value)| value == "live");
        assert!(says(true) && !says(false));
    }

    #[test]
    fn one_page_may_be_in_frames_of_others() {
        let value = |path: &str, wanted: &str| {
            let all = all(path, HOST);
            let found = all.iter().find(|(name, _)| name == wanted).expect("it is sent");
            found.1.to_str().expect("it is ASCII").to_owned()
        };
        for (path, ancestors, reach) in [
            ("/", "frame-ancestors 'self'", "same-origin"),
            ("/main.js", "frame-ancestors 'self'", "same-origin"),
            ("/embed.html", "frame-ancestors *", "cross-origin"),
            ("/listings.js", "frame-ancestors 'self'", "cross-origin"),
            ("/article.html", "frame-src 'self'; frame-ancestors 'self'", "same-origin"),
        ] {
            assert!(value(path, "content-security-policy").ends_with(ancestors), "{path}");
            assert_eq!(value(path, "cross-origin-resource-policy"), reach, "{path}");
        }
    }

    #[test]
    fn only_files_that_do_not_change_may_be_cached() {
        let cache = |path: &str, may_be_cached| {
            let all = all(path, Host { may_be_cached, ..HOST });
            let found = all.into_iter().find(|(name, _)| name == header::CACHE_CONTROL);
            found.expect("it is sent").1
        };
        assert_eq!(cache("/main.js", true), "max-age=86400, immutable");
        for path in ["/", "/embed.html", "/data/sky.json"] {
            assert_eq!(cache(path, true), "no-cache", "{path}");
        }
        assert_eq!(cache("/main.js", false), "no-cache");
    }

    #[test]
    fn the_policy_is_one_line_of_single_spaces() {
        assert!(!CONTENT_SECURITY_POLICY.contains("  ") && !CONTENT_SECURITY_POLICY.contains('\n'));
    }
}
