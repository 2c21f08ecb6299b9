//! The first thing that a person does here: press Run, then change a delay.

use browser::Result;

use crate::harness::{Case, LAPTOP, Visit, Website, cases};
use crate::steps::in_order;

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        both_greetings_at_once_take_as_long_as_the_longer_wait,
        one_after_the_other_the_waits_add_up,
        with_the_delays_swapped_in_their_fields_the_greetings_swap,
        with_the_delays_swapped_by_keys_on_the_sliders_the_greetings_swap,
        a_prediction_follows_a_dragged_slider_before_anything_has_run,
        a_prediction_follows_what_is_typed_before_anything_has_run,
        what_is_printed_is_what_was_typed,
];

fn both_greetings_at_once_take_as_long_as_the_longer_wait(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings&first-delay=100&second-delay=200")?;
    assert_eq!(page.total("predicted")?, 200.0);
    page.run()?;

    assert_eq!(page.seen_states()?, ["ready", "running", "done"]);
    assert!(page.total("measured")? >= 200.0);
    let output = page.output()?;
    assert_eq!(page.printed()?, ["hi", "hoi"]);
    assert_eq!([&output[0].task, &output[1].task], ["first", "second"]);
    assert!(output[0].at_ms >= 100.0 && output[1].at_ms >= 200.0, "{output:?}");
    in_order(&output)?;
    assert_eq!(page.says("status")?.split(" in ").next(), Some("Done"));
    Ok(())
}

fn one_after_the_other_the_waits_add_up(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings&first-delay=50&second-delay=100")?;
    page.choose_variant("sequential")?;
    assert_eq!(page.total("predicted")?, 150.0);
    page.run()?;
    assert!(page.total("measured")? >= 150.0);
    assert_eq!(page.printed()?, ["hi", "hoi"]);
    in_order(&page.output()?)
}

fn with_the_delays_swapped_in_their_fields_the_greetings_swap(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings")?;
    page.set("first-delay", "200")?;
    page.set("second-delay", "100")?;
    assert_eq!(page.total("predicted")?, 200.0);
    assert_eq!(page.printed()?, ["hoi", "hi"], "as predicted");
    page.run()?;
    assert!(page.total("measured")? >= 200.0);
    assert_eq!(page.printed()?, ["hoi", "hi"], "as measured");
    Ok(())
}

fn with_the_delays_swapped_by_keys_on_the_sliders_the_greetings_swap(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings")?;
    // Each press is one step of 50 ms.
    for (slider, steps) in [("param-first-delay-slider", 4), ("param-second-delay-slider", 2)] {
        let slider = page.by_test_id(slider)?;
        slider.press("Home")?;
        for _ in 0..steps {
            slider.press("ArrowRight")?;
        }
    }
    page.wait_for_prediction()?;
    assert_eq!([page.value("first-delay")?, page.value("second-delay")?], ["200", "100"]);
    assert_eq!(page.total("predicted")?, 200.0);
    page.run()?;
    assert!(page.total("measured")? >= 200.0);
    assert_eq!(page.printed()?, ["hoi", "hi"]);
    Ok(())
}

fn a_prediction_follows_a_dragged_slider_before_anything_has_run(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings")?;
    page.watch_states()?;
    let slider = page.by_test_id("param-second-delay-slider")?;
    let mut pictures = vec![picture(page)?];
    for delay in [3000.0, 4000.0, 500.0] {
        slider.slide_to(delay)?;
        let total = f64::max(delay, 1000.0);
        page.wait_for_total("predicted", total)?;
        page.settled()?;
        pictures.push(picture(page)?);
    }
    // The axis may be eased, but what is drawn is never the same.
    let count = pictures.len();
    pictures.sort();
    pictures.dedup();
    assert_eq!(pictures.len(), count, "the picture was not drawn anew");
    assert_eq!(page.says("total-measured")?, "");
    assert_eq!(page.seen_states()?, ["ready"]);
    Ok(())
}

fn a_prediction_follows_what_is_typed_before_anything_has_run(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings")?;
    page.watch_states()?;
    let field = page.by_test_id("param-second-delay")?;
    field.run_js("element.focus(); element.select()")?;
    // Key by key: 4, 45, 450, 4500.
    for (key, total) in [("4", 1000.0), ("5", 1000.0), ("0", 1000.0), ("0", 4500.0)] {
        page.press(key)?;
        page.wait_for_total("predicted", total)?;
    }
    assert_eq!(page.by_test_id("param-second-delay-slider")?.value()?, "4500");
    assert_eq!(page.says("total-measured")?, "");
    assert_eq!(page.seen_states()?, ["ready"]);
    Ok(())
}

fn what_is_printed_is_what_was_typed(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings&first-delay=0&second-delay=50")?;
    // Markup is text like any other.
    page.set("first-word", "<b>salut</b> & \"ça va\"")?;
    page.set("second-word", "")?;
    page.run()?;
    assert_eq!(page.printed()?, ["<b>salut</b> & \"ça va\"", ""]);
    assert_eq!(page.number_of("document.querySelectorAll('[data-testid=output] b').length")?, 0.0);
    Ok(())
}

/// The picture on the canvas of the prediction.
fn picture(page: &Visit) -> Result<String> {
    page.text_of("document.querySelector('.track.predicted canvas').toDataURL()")
}
