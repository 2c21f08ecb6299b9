//! A clock that is sped up says so beside every number.

use browser::Result;

use crate::harness::{Case, LAPTOP, Visit, Website, cases};

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        half_a_day_is_predicted_in_hours,
        what_was_measured_by_a_clock_that_was_sped_up_says_so,
        thinking_is_entered_in_seconds;
];

fn half_a_day_is_predicted_in_hours(page: &Visit) -> Result<()> {
    page.arrive("/?program=chess&variant=one-game-at-a-time")?;
    assert_eq!(page.says("total-predicted")?, "12 h");
    assert_eq!(page.total("predicted")?, 43_200_000.0);
    page.choose_variant("all-at-once")?;
    assert_eq!(page.says("total-predicted")?, "1 h 0 min 55 s");
    assert_eq!(page.shown("#output-tag")?, "predicted", "a simulation needs no scale");
    assert_eq!(page.shown(".track.predicted .track-how")?, "");
    Ok(())
}

fn what_was_measured_by_a_clock_that_was_sped_up_says_so(page: &Visit) -> Result<()> {
    page.arrive("/?program=chess&variant=all-at-once&games=3&moves=2&time-scale=500")?;
    for place in ["page", "worker"] {
        page.choose(&format!("where-{place}"))?;
        page.run()?;
        assert_eq!(page.state()?, "done");
        // Twice a minute, and ten seconds until the master comes to the third board.
        let total = page.total("measured")?;
        assert!(total >= 130_000.0, "{total}");
        for selector in ["#output-tag", "#explain-tag", "[data-testid=status]", "#sentences"] {
            let text = page.shown(selector)?;
            assert!(text.contains("at 1 : 500"), "{selector} in the {place}: {text}");
        }
        let how = page.shown(".track.measured.chosen .track-how:not(.track-pin)")?;
        assert!(how.starts_with("measured at 1 : 500 in "), "{how}");
        assert!(how.ends_with(" of real time"), "{how}");
        assert_eq!(page.printed()?, ["game 1 is over", "game 2 is over", "game 3 is over"]);
    }
    Ok(())
}

fn thinking_is_entered_in_seconds(page: &Visit) -> Result<()> {
    page.arrive("/?program=chess&variant=one-game-at-a-time&games=1&moves=1")?;
    assert_eq!(page.value("master-thinks")?, "5");
    page.set("master-thinks", "65")?;
    assert_eq!(page.total("predicted")?, 120_000.0);
    page.wait_for_query_part("master-thinks=65000")?;
    page.set("master-thinks", "601")?;
    assert!(page.shown("#param-master-thinks-error")?.contains("a time from 0 to 600 seconds"));
    Ok(())
}
