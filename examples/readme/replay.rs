use coroscope::drivers::simulation::simulate;
use coroscope::runtime::{Options, Order, gather, log};

async fn letters() {
    gather(["a", "b"].map(|letter| async move { log(letter) })).await;
}

#[test]
fn the_second_task_can_be_first() {
    let options = Options { order: Order::Picked(vec![1]), ..Options::default() };
    assert_eq!(simulate(options, letters()).output(), ["b", "a"]);
}
