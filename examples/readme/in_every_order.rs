use std::cell::Cell;
use std::rc::Rc;

use coroscope::orders::Check;
use coroscope::runtime::{gather, log, yield_now};

async fn shop() {
    let tickets = Rc::new(Cell::new(1));
    let buy = |name| {
        let tickets = Rc::clone(&tickets);
        async move {
            yield_now().await; // the way to the shop
            if tickets.replace(0) == 1 {
                log(format!("{name} has a ticket"));
            }
        }
    };
    gather(["Ada", "Ben"].map(buy)).await;
}

#[test]
fn one_ticket_is_sold_once_whoever_is_first() {
    let checked = Check::new(1000).run(shop, |trace| match trace.output().len() {
        1 => Ok(()),
        sold => Err(format!("{sold} tickets are sold")),
    });
    checked.unwrap();
}
