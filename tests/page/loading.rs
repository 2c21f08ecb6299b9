//! The page comes up, in every view that a person may have, and wherever it is put.

use browser::Result;

use crate::harness::{Claim, LAPTOP, Site, Visit, claims};

pub const CLAIMS: &[Claim] = claims![
    Site::Published, LAPTOP => it_loads_and_offers_to_run;
];

fn it_loads_and_offers_to_run(page: &Visit) -> Result<()> {
    page.open("/")?;
    page.wait_for("a Run button", || page.by_role("button", "Run")?.is_enabled())
}
