//! The headers of every response: what a static host should send too.

use http::{HeaderName, HeaderValue, header};

/// Only what the site itself carries may load or run; wasm may be compiled, nothing evaluated.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; \
    script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; \
    img-src 'self' data: blob:; \
    font-src 'self'; \
    connect-src 'self'; \
    worker-src 'self'; \
    manifest-src 'self'; \
    base-uri 'none'; \
    form-action 'none'";

/// The page that is made to be in frames.
const EMBEDDED: &str = "/embed.html";

/// Name and value of each header for what is at a path. Without `isolation` those are missing that
/// many static hosts cannot send. With `is_live` the page is told that what it loads may change at any
/// time.
pub fn all(path: &str, isolation: bool, is_live: bool) -> Vec<(HeaderName, HeaderValue)> {
    // Pages of any site may show the one, and only our own pages may show the others.
    let is_embedded = path == EMBEDDED;
    let ancestors = if is_embedded { "*" } else { "'self'" };
    let policy = format!("{CONTENT_SECURITY_POLICY}; frame-ancestors {ancestors}");
    let fixed = HeaderValue::from_static;
    let mut all = vec![
        (header::X_CONTENT_TYPE_OPTIONS, fixed("nosniff")),
        (header::REFERRER_POLICY, fixed("no-referrer")),
        // A browser asks again each time, and the ETag makes the answer short.
        (header::CACHE_CONTROL, fixed("no-cache")),
    ];
    // A policy is a line of ASCII, as the tests say.
    all.extend(
        HeaderValue::try_from(policy).map(|policy| (header::CONTENT_SECURITY_POLICY, policy)),
    );
    if isolation {
        // Together they isolate the page, which gives it finer clocks and shared memory.
        let reach = if is_embedded { "cross-origin" } else { "same-origin" };
        all.extend([
            (HeaderName::from_static("cross-origin-opener-policy"), fixed("same-origin")),
            (HeaderName::from_static("cross-origin-embedder-policy"), fixed("require-corp")),
            (HeaderName::from_static("cross-origin-resource-policy"), fixed(reach)),
        ]);
    }
    if is_live {
        // The one header that a page can read of itself.
        all.push((HeaderName::from_static("server-timing"), fixed("live")));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_allows_nothing_by_default_and_nothing_inline() {
        assert!(CONTENT_SECURITY_POLICY.starts_with("default-src 'none'; script-src 'self'"));
        assert!(!CONTENT_SECURITY_POLICY.contains("unsafe-inline"));
        assert!(!CONTENT_SECURITY_POLICY.contains("'unsafe-eval'"));
    }

    #[test]
    fn only_an_isolated_site_sends_what_isolates() {
        let names = |isolation| {
            let all = all("/", isolation, false).into_iter();
            all.map(|(name, _)| name.to_string()).collect::<Vec<_>>()
        };
        assert!(names(true).iter().any(|name| name == "cross-origin-embedder-policy"));
        assert!(!names(false).iter().any(|name| name.starts_with("cross-origin")));
        assert!(names(false).iter().any(|name| name == "content-security-policy"));
    }

    #[test]
    fn only_a_live_site_says_so() {
        let says = |is_live| all("/", true, is_live).iter().any(|(_, value)| value == "live");
        assert!(says(true) && !says(false));
    }

    #[test]
    fn one_page_may_be_in_frames_of_others() {
        let value = |path: &str, wanted: &str| {
            let all = all(path, true, false);
            let found = all.iter().find(|(name, _)| name == wanted).expect("it is sent");
            found.1.to_str().expect("it is ASCII").to_owned()
        };
        for (path, ancestors, reach) in [
            ("/", "frame-ancestors 'self'", "same-origin"),
            ("/main.js", "frame-ancestors 'self'", "same-origin"),
            ("/embed.html", "frame-ancestors *", "cross-origin"),
        ] {
            assert!(value(path, "content-security-policy").ends_with(ancestors), "{path}");
            assert_eq!(value(path, "cross-origin-resource-policy"), reach, "{path}");
        }
    }

    #[test]
    fn the_policy_is_one_line_of_single_spaces() {
        assert!(!CONTENT_SECURITY_POLICY.contains("  ") && !CONTENT_SECURITY_POLICY.contains('\n'));
    }
}
