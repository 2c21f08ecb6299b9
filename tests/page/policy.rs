//! The site is self-contained: it loads and runs only its own files.

use browser::Result;

use crate::harness::{Case, LAPTOP, LAPTOP_WITH_REQUESTS, Visit, Website, cases};

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        the_policy_forbids_what_the_page_does_not_carry,
        the_page_itself_carries_a_policy_for_hosts_that_send_none,
        there_is_no_inline_script_or_style,
        the_page_is_isolated_and_so_has_fine_clocks;
    Website::Fresh, LAPTOP_WITH_REQUESTS =>
        nothing_is_requested_from_elsewhere_whatever_one_does;
];

fn the_policy_forbids_what_the_page_does_not_carry(page: &Visit) -> Result<()> {
    page.open("/")?;
    let policy =
        page.text_of("(await fetch(location.href)).headers.get('content-security-policy')")?;
    is_strict(&policy);
    Ok(())
}

fn the_page_itself_carries_a_policy_for_hosts_that_send_none(page: &Visit) -> Result<()> {
    page.open("/")?;
    is_strict(
        &page.text_of(
            "document.querySelector('meta[http-equiv=Content-Security-Policy]').content",
        )?,
    );
    // A policy holds for what comes after it.
    let first = page.number_of(
        "[...document.head.children].findIndex((one) => one.httpEquiv === 'Content-Security-Policy')",
    )?;
    let loads = page
        .number_of("[...document.head.children].findIndex((one) => one.matches('link, script'))")?;
    assert!(first < loads, "{first} {loads}");
    Ok(())
}

fn is_strict(policy: &str) {
    assert!(policy.starts_with("default-src 'none'"), "{policy}");
    // The one script that may be inline, by its hash, is that of the wall around Python.
    assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval' 'sha256-"), "{policy}");
    assert!(policy.contains("style-src 'self';"), "{policy}");
    for weak in ["unsafe-inline", "'unsafe-eval'", "http:", "https:", "*"] {
        assert!(!policy.contains(weak), "{weak} in {policy}");
    }
}

fn there_is_no_inline_script_or_style(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings")?;
    // As it is sent: what scripts set on `element.style` later is no inline style to a policy.
    let found = page.texts(
        "[...new DOMParser().parseFromString(await (await fetch('./')).text(), 'text/html')
             .querySelectorAll('style, script:not([src]), [style]')].map((one) => one.outerHTML)",
    )?;
    assert!(found.is_empty(), "{found:?}");
    let handlers = page.texts(
        "[...document.querySelectorAll('*')].flatMap((one) => [...one.attributes])
             .filter((one) => one.name.startsWith('on')).map((one) => one.name)",
    )?;
    assert!(handlers.is_empty(), "{handlers:?}");
    Ok(())
}

fn nothing_is_requested_from_elsewhere_whatever_one_does(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings&first-delay=50&second-delay=100")?;
    page.run()?;
    page.choose("where-worker")?;
    page.run()?;
    page.click("tab-python")?;
    page.choose_program("countdown")?;
    page.wait_for_query_part("countdown")?;

    let requests = page.requests()?;
    let is_seen = |part: &str| requests.iter().any(|url| url.contains(part));
    assert!(is_seen("coroscope_first.wasm") && is_seen("run_worker.js"), "{requests:?}");
    for url in &requests {
        let own = url.starts_with(&page.base());
        assert!(own || url.starts_with("data:") || url.starts_with("blob:"), "{url}");
    }
    // Nor does it keep anything but what a person set.
    assert_eq!(page.text_of("document.cookie")?, "");
    assert_eq!(page.text_of("Object.keys(localStorage).join()")?, "coroscope-language");
    Ok(())
}

fn the_page_is_isolated_and_so_has_fine_clocks(page: &Visit) -> Result<()> {
    page.open("/")?;
    assert_eq!(page.run_js("return crossOriginIsolated")?, true);
    Ok(())
}
