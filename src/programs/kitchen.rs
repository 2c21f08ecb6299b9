//! # A kitchen
//!
//! Six dishes are ordered. What helps more: a cook who does not stand and watch the pots, or more
//! cooks?
//!
//! ## Watch
//!
//! Preparing a dish keeps a cook busy: nothing else gets done meanwhile. Cooking only means waiting
//! for the pot. A cook is an event loop, and a pot is a task of it. Many cooks are workers: threads
//! of their own, each with an event loop of its own. Their lanes lie below that of the order.
//!
//! Look where busy parts lie below each other: with one cook never, with many cooks yes.
//!
//! ## Lesson
//!
//! One dish at a time, everything adds up. With many pots the cook prepares the next dish while the
//! others cook, so waiting overlaps: that is *concurrency*, and one thread is enough for it. But
//! preparing still takes turns, because there is one cook. Only with many cooks does busy time
//! overlap too: that is *parallelism*. It is not free: each real worker had to be started first,
//! which the prediction leaves out and the measured run shows.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::params::{count, duration, params};
use crate::runtime::{block, gather, log, sleep, spawn};
use crate::workers::{Job, Worker};

params! {
    /// How many dishes are ordered.
    dishes: u32 = count(6, 1..=60);
    /// How long it takes to prepare a dish. That keeps the cook busy.
    prepare: Duration = duration(100);
    /// How long a dish cooks. That keeps nobody busy.
    cook: Duration = duration(1500);
    /// How many cooks there are, in the variant with many.
    cooks: u32 = count(3, 1..=8), only many_cooks;
}

/// One cook begins a dish when the one before is done.
pub async fn one_cook_one_dish_at_a_time(params: Params) {
    for dish in 1..=params.dishes {
        make(dish, params.prepare, params.cook).await;
    }
}

/// One cook prepares dish after dish, and each cooks in a pot of its own.
pub async fn one_cook_many_pots(params: Params) {
    let dishes = 1..=params.dishes;
    serve(Order { dishes: dishes.collect(), prepare: params.prepare, cook: params.cook }).await;
}

/// Several cooks share the dishes. Each has as many pots as it needs.
pub async fn many_cooks(params: Params) {
    let cooks = params.cooks.min(params.dishes);
    let hire = |cook| {
        let dishes = (1..=params.dishes).filter(|dish| (dish - 1) % cooks == cook).collect();
        let order = Order { dishes, prepare: params.prepare, cook: params.cook };
        spawn(send_to_a_cook(cook + 1, order)).named(format!("order {}", cook + 1))
    };
    gather((0..cooks).map(hire)).await;
}

/// Which dishes a cook is to make, and how long that takes.
#[derive(Debug, Serialize, Deserialize)]
pub struct Order {
    dishes: Vec<u32>,
    prepare: Duration,
    cook: Duration,
}

/// What runs in the worker of a cook.
pub static SERVE: Job<Order, ()> = Job::new("kitchen: serve", |order| Box::pin(serve(order)));

async fn send_to_a_cook(number: u32, order: Order) {
    let done = match Worker::start(format!("cook {number}")).await {
        Ok(cook) => cook.run(&SERVE, order).await,
        Err(error) => Err(error),
    };
    if let Err(error) = done {
        log(format!("Cook {number} did not serve: {error}."));
    }
}

async fn serve(order: Order) {
    let start = |dish| spawn(make(dish, order.prepare, order.cook)).named(format!("dish {dish}"));
    gather(order.dishes.into_iter().map(start)).await;
}

async fn make(dish: u32, prepare: Duration, cook: Duration) {
    log(format!("dish {dish} is being prepared"));
    block(prepare);
    log(format!("dish {dish} cooks"));
    sleep(cook).await;
    log(format!("dish {dish} is served"));
}
