//! What the page says when some of it does not come.

use browser::Result;

use crate::harness::{Case, LAPTOP, Visit, Website, cases};
use crate::published::published;
use crate::refusing::Refusing;

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        a_page_whose_module_does_not_come_says_so_and_can_be_reloaded,
        nothing_says_that_the_page_could_not_be_loaded_while_it_comes,
        programs_that_do_not_come_at_once_are_asked_for_once_more,
        programs_that_do_not_come_twice_have_a_button_that_asks_again,
        the_programs_come_although_a_module_that_fetches_them_early_does_not;
];

/// Goes to a server that refuses files of the page.
fn visit(page: &Visit) -> Result<Refusing> {
    // Failures of the network are in the console, in the words of each browser, with the address.
    page.expect_problem("503");
    page.expect_problem("Loading module from");
    page.expect_problem("Loading failed for the module");
    page.expect_problem("WebAssembly.instantiateStreaming");
    let server = Refusing::nothing()?;
    page.move_to(server.url.clone());
    Ok(server)
}

const NOTICE: &str = "document.querySelector('.unloaded')";

fn a_page_whose_module_does_not_come_says_so_and_can_be_reloaded(page: &Visit) -> Result<()> {
    let server = visit(page)?;
    for place in ["/", "/embed.html"] {
        for module in ["model/url.js", "main.js", "views/runbar.js"].map(published) {
            // A module that did not come ahead of time is asked for once more by the browser itself.
            server.refuse(module, 1000);
            page.open(&format!("{place}?program=countdown"))?;
            page.wait_for_state("failed")?;
            page.wait_for_js(&format!("{NOTICE}.checkVisibility({{ visibilityProperty: true }})"))?;
            let notices = page.says("notices")?;
            assert!(notices.contains("could not be loaded"), "{module}: {notices}");
            assert_eq!(page.says("status")?, "Failed");
            server.refuse(module, 0);
            page.by_role("link", "Reload")?.click()?;
            page.wait_for_state("ready")?;
            page.settled()?;
            assert_eq!(page.shown("h1")?, "Countdown");
            assert_eq!(page.says("notices")?, "");
        }
    }
    Ok(())
}

fn nothing_says_that_the_page_could_not_be_loaded_while_it_comes(page: &Visit) -> Result<()> {
    page.arrive("/")?;
    // As it is before any module has come.
    page.run_js(
        "const text = await (await fetch('./')).text();
         const fresh = new DOMParser().parseFromString(text, 'text/html');
         document.documentElement.dataset.state = 'loading';
         window.notice = document.adoptNode(fresh.querySelector('.unloaded'));
         document.querySelector('#notices').append(window.notice)",
    )?;
    let is_seen = "window.notice.checkVisibility({ visibilityProperty: true })";
    assert_eq!(page.run_js(&format!("return {is_seen}"))?, false);
    // It takes no space, which would be lacking later.
    let place = "getComputedStyle(window.notice).position";
    assert_eq!(page.text_of(place)?, "absolute");
    // Seconds later it does, whatever has become of the scripts.
    page.run_js("for (const one of window.notice.getAnimations()) one.finish()")?;
    assert_eq!(page.run_js(&format!("return {is_seen}"))?, true);
    Ok(())
}

const FIRST: &str = "pkg/coroscope_first.wasm";

fn programs_that_do_not_come_at_once_are_asked_for_once_more(page: &Visit) -> Result<()> {
    let server = visit(page)?;
    // What is asked for ahead of time and fails is the first of two.
    server.refuse(FIRST, 1);
    page.arrive("/?program=greetings&first-delay=30&second-delay=60")?;
    assert_eq!(server.asked_for(FIRST), 2);
    assert_eq!(page.says("message")?, "");
    page.run()?;
    assert_eq!(page.printed()?, ["hi", "hoi"]);
    Ok(())
}

fn programs_that_do_not_come_twice_have_a_button_that_asks_again(page: &Visit) -> Result<()> {
    let server = visit(page)?;
    for place in ["/", "/embed.html"] {
        server.refuse(FIRST, 1000);
        page.open(&format!("{place}?program=countdown&unit=20"))?;
        page.wait_for_state("failed")?;
        page.wait_for_text("message", "The programs could not be loaded: ")?;
        let asked = server.asked_for(FIRST);
        assert!(asked >= 2, "{asked}");
        page.by_role("button", "Try again")?.click()?;
        page.wait_for_state("failed")?;
        page.settled()?;
        assert!(server.asked_for(FIRST) > asked);

        server.refuse(FIRST, 0);
        page.by_role("button", "Try again")?.click()?;
        page.wait_for_state("ready")?;
        page.settled()?;
        assert_eq!(page.says("message")?, "");
        assert!(!page.by_css("#load-again")?.is_displayed()?);
        assert_eq!(page.text_of("document.activeElement.id")?, "run");
        page.run()?;
        assert_eq!(page.state()?, "done");
    }
    Ok(())
}

fn the_programs_come_although_a_module_that_fetches_them_early_does_not(
    page: &Visit,
) -> Result<()> {
    let server = visit(page)?;
    for module in ["run/first.js", "pkg/coroscope.js"].map(published) {
        server.refuse(module, 1);
        page.arrive("/?program=greetings&first-delay=30&second-delay=60")?;
        assert_eq!(page.says("notices")?, "", "{module}");
        page.run()?;
        assert_eq!(page.printed()?, ["hi", "hoi"]);
    }
    Ok(())
}
