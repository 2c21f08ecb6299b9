//! The page comes up, in every view that a person may have.

use browser::{Result, View};

use crate::harness::{Visit, visit};

#[test]
fn the_page_loads_and_offers_to_run() {
    visit(View::default(), is_usable);
}

#[test]
fn the_page_loads_on_a_phone_in_the_dark_without_movement() {
    visit(View::default().size(360, 740).dark().reduced_motion(), |page| {
        is_usable(page)?;
        let wants = |query: &str| page.run_js(&format!("return matchMedia({query:?}).matches"));
        assert_eq!(wants("(prefers-color-scheme: dark)")?, true);
        assert_eq!(wants("(prefers-reduced-motion: reduce)")?, true);
        assert_eq!(page.run_js("return innerWidth")?, 360);
        Ok(())
    });
}

fn is_usable(page: &Visit) -> Result<()> {
    page.open("/")?;
    page.wait_for("a Run button", || page.by_role("button", "Run")?.is_enabled())
}
