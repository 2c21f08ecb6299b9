//! The task that is done first is not the one that began first.

use browser::Result;

use crate::harness::{Case, LAPTOP, Visit, Website, cases};
use crate::steps::in_order;

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        at_once_the_last_to_start_is_the_first_to_end,
        one_after_the_other_nobody_overtakes,
];

fn at_once_the_last_to_start_is_the_first_to_end(page: &Visit) -> Result<()> {
    page.arrive("/?program=countdown&variant=concurrent&unit=50")?;
    let order = ["0 starts", "1 starts", "2 starts", "2 ends", "1 ends", "0 ends"];
    assert_eq!(page.total("predicted")?, 250.0);
    assert_eq!(page.printed()?, order, "as predicted");
    page.run()?;
    assert!(page.total("measured")? >= 250.0);
    assert_eq!(page.printed()?, order, "as measured");
    in_order(&page.output()?)
}

fn one_after_the_other_nobody_overtakes(page: &Visit) -> Result<()> {
    page.arrive("/?program=countdown&variant=sequential&unit=20")?;
    assert_eq!(page.total("predicted")?, 240.0);
    page.run()?;
    assert!(page.total("measured")? >= 240.0);
    let order = ["0 starts", "0 ends", "1 starts", "1 ends", "2 starts", "2 ends"];
    assert_eq!(page.printed()?, order);
    in_order(&page.output()?)
}
