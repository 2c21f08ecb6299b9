//! The chapter “Waiting”.

use coroscope::programs::params::Value;

use super::{run, run_with_values, total_ms};

#[test]
fn greetings_one_after_the_other_take_the_sum() {
    let trace = run("greetings", "sequential", &[]);
    assert_eq!((total_ms(&trace), trace.output()), (3000, vec!["hi", "hoi"]));
    let swapped =
        run("greetings", "sequential", &[("first-delay", 2000.0), ("second-delay", 1000.0)]);
    assert_eq!((total_ms(&swapped), swapped.output()), (3000, vec!["hi", "hoi"]));
}

#[test]
fn greetings_at_once_take_the_longest_and_come_by_delay() {
    let trace = run("greetings", "concurrent", &[]);
    assert_eq!((total_ms(&trace), trace.output()), (2000, vec!["hi", "hoi"]));
    let swapped =
        run("greetings", "concurrent", &[("first-delay", 2000.0), ("second-delay", 1000.0)]);
    assert_eq!((total_ms(&swapped), swapped.output()), (2000, vec!["hoi", "hi"]));
}

#[test]
fn a_countdown_at_once_ends_in_the_opposite_order() {
    let trace = run("countdown", "concurrent", &[]);
    let lines = ["0 starts", "1 starts", "2 starts", "2 ends", "1 ends", "0 ends"];
    assert_eq!((total_ms(&trace), trace.output()), (5000, lines.to_vec()));
}

#[test]
fn a_countdown_one_after_the_other_keeps_its_order() {
    let trace = run("countdown", "sequential", &[]);
    let lines = ["0 starts", "0 ends", "1 starts", "1 ends", "2 starts", "2 ends"];
    assert_eq!((total_ms(&trace), trace.output()), (12_000, lines.to_vec()));
}

#[test]
fn posts_and_users_one_after_the_other_take_the_sum() {
    let trace = run("posts-and-users", "sequential", &[]);
    let lines = [
        "asking for posts",
        "posts: Bread at home, A night walk, Old bridges",
        "asking for users",
        "users: Mira, Jonas, Lin",
        "result 1: Bread at home, A night walk, Old bridges",
        "result 2: Mira, Jonas, Lin",
    ];
    assert_eq!((total_ms(&trace), trace.output()), (3000, lines.to_vec()));
}

#[test]
fn posts_and_users_at_once_come_by_latency_and_are_returned_in_the_order_asked_for() {
    let trace = run("posts-and-users", "concurrent", &[]);
    let lines = [
        "asking for posts",
        "asking for users",
        "users: Mira, Jonas, Lin",
        "posts: Bread at home, A night walk, Old bridges",
        "result 1: Bread at home, A night walk, Old bridges",
        "result 2: Mira, Jonas, Lin",
    ];
    assert_eq!((total_ms(&trace), trace.output()), (2000, lines.to_vec()));
    let slow_users = [("posts-latency", 500.0), ("users-latency", 700.0)];
    let trace = run("posts-and-users", "concurrent", &slow_users);
    assert!(trace.output()[2].starts_with("posts: ") && trace.output()[3].starts_with("users: "));
    assert_eq!((total_ms(&trace), &trace.output()[4..]), (700, &lines[4..]));
}

#[test]
fn downloads_one_after_the_other_take_the_sum() {
    let trace = run("downloads", "sequential", &[("pages", 2.0)]);
    let lines =
        ["Downloading page 1", "Downloaded page 1", "Downloading page 2", "Downloaded page 2"];
    assert_eq!((total_ms(&trace), trace.output()), (400, lines.to_vec()));
}

#[test]
fn downloads_begin_with_numbers_at_which_all_variants_differ() {
    let total = |variant| total_ms(&run("downloads", variant, &[]));
    assert_eq!(["sequential", "concurrent", "limited"].map(total), [1200, 200, 600]);
}

#[test]
fn downloads_at_once_all_begin_before_the_first_is_over_and_take_one_delay() {
    for pages in [1.0, 2.0, 50.0, 200.0] {
        let trace = run("downloads", "concurrent", &[("pages", pages)]);
        let (begun, over): (Vec<_>, Vec<_>) = (1..=pages as u32)
            .map(|page| (format!("Downloading page {page}"), format!("Downloaded page {page}")))
            .unzip();
        assert_eq!(
            (total_ms(&trace), trace.output()),
            (200, [begun, over].concat().iter().map(String::as_str).collect())
        );
    }
}

#[test]
fn limited_downloads_take_one_delay_for_each_group_that_fits() {
    for (pages, limit) in [(2, 4), (4, 4), (5, 4), (10, 4), (200, 4), (200, 1), (7, 200)] {
        let numbers = [("pages", f64::from(pages)), ("limit", f64::from(limit))];
        let trace = run("downloads", "limited", &numbers);
        let groups = u64::from(u32::div_ceil(pages, limit));
        assert_eq!(total_ms(&trace), groups * 200, "{pages} pages, {limit} at a time");
        let mut under_way = 0_u32;
        for line in trace.output() {
            under_way = match line.starts_with("Downloading ") {
                true => under_way + 1,
                false => under_way - 1,
            };
            assert!(under_way <= limit);
        }
        assert_eq!((trace.output().len(), under_way), (2 * pages as usize, 0));
    }
}

const GARDEN: [&str; 2] =
    ["419 The compost heap that heats a bath (https://garden.example.org/compost)", "DONE: garden"];
const SKY: [&str; 2] =
    ["520 Counting meteors with a kitchen timer (https://sky.example.org/meteors)", "DONE: sky"];
const HARBOUR: [&str; 2] = [
    "432 A crane operator draws the sunrise (https://harbour.example.org/sunrise)",
    "DONE: harbour",
];

#[test]
fn feeds_at_once_take_the_longest_and_come_by_latency() {
    let trace = run("top-stories", "concurrent", &[("stories", 1.0)]);
    assert_eq!((total_ms(&trace), trace.output()), (1200, [HARBOUR, GARDEN, SKY].concat()));
}

#[test]
fn feeds_one_after_the_other_take_the_sum_and_come_in_their_order() {
    let trace = run("top-stories", "sequential", &[("stories", 1.0)]);
    assert_eq!((total_ms(&trace), trace.output()), (2400, [GARDEN, SKY, HARBOUR].concat()));
}

#[test]
fn the_best_stories_come_first() {
    for stories in 1..=8_u32 {
        let trace = run("top-stories", "sequential", &[("stories", stories.into())]);
        for feed in trace.output().split(|line| line.starts_with("DONE")).take(3) {
            let scores =
                feed.iter().map(|line| line.split(' ').next().and_then(|n| n.parse().ok()));
            let scores: Vec<u32> = scores.map(|score| score.expect("a score")).collect();
            assert_eq!(scores.len(), stories as usize);
            assert!(scores.is_sorted_by(|a, b| a > b), "{scores:?}");
        }
    }
}

#[test]
fn a_feed_that_fails_is_one_line_and_takes_nobody_with_it() {
    let faults = [
        ("missing-feed", "FAILED: sky: the server knows no such file (404)", 1200),
        (
            "malformed-feed",
            "FAILED: sky: this is no list of stories: the text breaks off at line 4, column 35",
            1200,
        ),
        ("slow-feed", "FAILED: sky: no answer within 3000 ms", 3000),
    ];
    for (param, line, expected_ms) in faults {
        let settings = [("stories", Value::Number(1.0)), (param, Value::Text("sky".to_owned()))];
        let trace = run_with_values("top-stories", "concurrent", &settings);
        let lines: Vec<&str> = HARBOUR.into_iter().chain(GARDEN).chain([line]).collect();
        assert_eq!((total_ms(&trace), trace.output()), (expected_ms, lines), "{param}");
    }
}

#[test]
fn all_three_faults_at_once_are_three_lines() {
    let fault = |param, feed: &str| (param, Value::Text(feed.to_owned()));
    let settings = [
        fault("missing-feed", "garden"),
        fault("malformed-feed", "sky"),
        fault("slow-feed", "harbour"),
    ];
    for variant in ["sequential", "concurrent"] {
        let trace = run_with_values("top-stories", variant, &settings);
        let failed: Vec<&str> = trace.output().iter().filter_map(|line| line.get(..11)).collect();
        assert_eq!(failed, ["FAILED: gar", "FAILED: sky", "FAILED: har"], "{variant}");
    }
}

#[test]
fn only_the_feeds_that_are_switched_on_are_fetched() {
    let off = |param| (param, Value::Flag(false));
    let trace = run_with_values("top-stories", "concurrent", &[off("sky"), off("garden")]);
    assert_eq!((total_ms(&trace), trace.output().len()), (400, 6));
}
