//! The wasm comes in parts, which does not show.

use browser::Result;

use crate::harness::{Case, LAPTOP, Visit, Website, cases};
use crate::published::published;

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        what_nobody_foresaw_is_loaded_when_it_is_called,
        the_page_never_stands_still_to_load_a_part,
        a_part_of_another_version_is_refused;
];

/// An instance that has only its first part, and the function that loads the others.
fn first_part() -> String {
    format!(
        "{}
         const wasm = await import('./pkg/coroscope.js?instance=of-this-claim');
         const first = await wasm.default({{ module_or_path: new URL('./pkg/coroscope_first.wasm', location) }});
         const parts = createParts(first);
         const asked = [];
         wasm.on_missing((part) => {{ asked.push(part); parts.loadNow(part); }});",
        create_parts()
    )
}

/// The function that makes parts of the first.
fn create_parts() -> String {
    format!("const {{ createParts }} = await import('./{}');", published("run/parts.js"))
}

fn what_nobody_foresaw_is_loaded_when_it_is_called(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings")?;
    // The page does not know yet that a program other than the first is wanted.
    let found = page.run_js(&format!(
        "{}
         const run = wasm.simulate('countdown', 'concurrent', {{}});
         return [...new Set(asked), String(run.report().total_ms), parts.has('countdown')].join(' ')",
        first_part()
    ))?;
    assert_eq!(found, "view rest 5000 true");
    Ok(())
}

fn the_page_never_stands_still_to_load_a_part(page: &Visit) -> Result<()> {
    page.arrive("/?first-delay=30&second-delay=60")?;
    page.run()?;
    page.choose_variant("sequential")?;
    page.run()?;
    page.set("second-delay", "5000")?;
    page.hold_long_waits()?;
    page.start()?;
    page.click("stop")?;
    page.wait_for_end()?;
    page.choose_program("countdown")?;
    let parts = page.texts(
        "performance.getEntriesByType('resource')
             .filter((one) => /_(view|rest)\\.wasm$/.test(one.name)).map((one) => one.initiatorType)",
    )?;
    // The first of them is asked for ahead, by a link. What stands still until it is there is an `xmlhttprequest`.
    assert_eq!(parts.len(), 2, "{parts:?}");
    assert!(parts.iter().all(|one| one == "link" || one == "fetch"), "{parts:?}");
    Ok(())
}

fn a_part_of_another_version_is_refused(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings")?;
    // An export of the first part names its version.
    let found = page.run_js(&format!(
        "{}
         const has_rest = new WebAssembly.Global({{ value: 'i32', mutable: true }}, 0);
         try {{
           createParts({{ has_rest }}).loadNow('rest');
         }} catch (error) {{
           return `${{error.message}} ${{has_rest.value}}`;
         }}",
        create_parts()
    ))?;
    assert_eq!(found, "The program was updated meanwhile. Please reload the page. 0");
    Ok(())
}
