//! The site stands alone: it loads and runs only what it carries itself.

use browser::View;

use crate::harness::visit;

#[test]
fn the_policy_forbids_what_the_page_does_not_carry() {
    visit(View::default(), |page| {
        page.open("/")?;
        let policy = page.run_js(
            "const response = await fetch(location.href);
             return response.headers.get('content-security-policy')",
        )?;
        let policy = policy.as_str().expect("there is a Content-Security-Policy");
        assert!(policy.starts_with("default-src 'none'"), "{policy}");
        assert!(!policy.contains("unsafe-inline"), "{policy}");
        Ok(())
    });
}

#[test]
fn nothing_is_requested_from_elsewhere() {
    visit(View::default(), |page| {
        page.open("/")?;
        page.wait_for("a Run button", || page.by_role("button", "Run")?.is_enabled())?;
        let requests = page.requests();
        assert!(!requests.is_empty(), "the requests are not seen");
        for url in requests {
            let own = url.starts_with(page.base());
            assert!(own || url.starts_with("data:") || url.starts_with("blob:"), "{url}");
        }
        Ok(())
    });
}

#[test]
fn the_page_is_isolated_and_so_has_fine_clocks() {
    visit(View::default(), |page| {
        page.open("/")?;
        assert_eq!(page.run_js("return crossOriginIsolated")?, true);
        Ok(())
    });
}
