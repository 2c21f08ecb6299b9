//! Whether the guessed total is right, and what the guess would have been the total of.

use crate::timeline::lanes::View;
use crate::timeline::report::{EndState, Report};
use crate::timeline::why::decided;
use crate::timeline::words::{duration, to_us};

/// Whether the guessed total is right, and what the guess would be the total of.
pub(super) fn judge_total(
    view: View<'_>,
    report: &Report,
    guessed_ms: f64,
) -> (Option<bool>, Vec<String>) {
    let took_us = to_us(report.total_ms);
    let took = duration(took_us);
    // What is predicted has not happened.
    let takes = if view.is_virtual() { "takes" } else { "took" };
    let never = guessed_ms == f64::INFINITY;
    let said = if never {
        "You said that it never ends".to_owned()
    } else {
        format!("You guessed {}", duration(to_us(guessed_ms)))
    };
    match (report.end, never) {
        (EndState::Stuck, true) => {
            let text = format!(
                "{said}, and that is so: it got stuck after {took}. Every task waits, and nothing \
                 is left that could wake one."
            );
            return (Some(true), vec![text]);
        }
        (EndState::Stuck, false) => {
            let text = format!(
                "{said}, but it never ends: it got stuck after {took}. Every task waits, and \
                 nothing is left that could wake one."
            );
            return (Some(false), vec![text]);
        }
        (EndState::Completed, _) => {}
        _ => {
            let text = format!(
                "{said}. The run did not come to its own end: it was over after {took}, and nobody \
                 knows what it would have done."
            );
            return (None, vec![text]);
        }
    }
    let decided = decided(view);
    let took_because = if decided.is_empty() {
        format!("It {takes} {took}.")
    } else {
        format!("It {takes} {took}: {decided}.")
    };
    if never {
        return (Some(false), vec![format!("{said}, but it does."), took_because]);
    }
    let guessed_us = to_us(guessed_ms);
    let explained = &report.explanation;
    if is_near(guessed_us, took_us) || is_near(guessed_us, to_us(explained.critical_path_ms)) {
        let text = match took_us.saturating_sub(guessed_us) {
            0 => format!("{said}, and it {takes} {took}."),
            more => format!(
                "{said}, and it {takes} {took}: the {} more are late timers and the work of the loop \
                 itself.",
                duration(more)
            ),
        };
        return (Some(true), vec![text]);
    }
    let mut texts = vec![meaning(report, &said, guessed_us, took_us)];
    texts.push(took_because);
    (Some(false), texts)
}

/// What a wrong total would have been the total of.
fn meaning(report: &Report, said: &str, guessed_us: u64, took_us: u64) -> String {
    let explained = &report.explanation;
    // Whoever adds up adds what the listing asks for, however late it was.
    let asked_ms: f64 = report.sleeps.iter().map(|sleep| sleep.asked_ms).sum();
    let all = [explained.sum_of_waits_ms, asked_ms];
    if guessed_us > took_us && all.into_iter().any(|sum_ms| is_near(guessed_us, to_us(sum_ms))) {
        return format!(
            "{said}. That is all waits and work added up, as if one thing happened after the \
             other. But they overlapped."
        );
    }
    let mut longest = None;
    for sleep in &report.sleeps {
        if longest.is_none_or(|(asked_ms, _)| sleep.asked_ms > asked_ms) {
            longest = Some((sleep.asked_ms, sleep));
        }
    }
    if let Some((asked_ms, sleep)) = longest
        && guessed_us < took_us
        && is_near(guessed_us, to_us(asked_ms))
    {
        let line = sleep.line.map_or_else(String::new, |line| format!(", line {line}"));
        return format!(
            "{said}. That is the longest single wait (`{}`{line}), as if everything else happened \
             meanwhile. But some of it had to happen before or after.",
            sleep.task_name
        );
    }
    let by_us = guessed_us.abs_diff(took_us);
    let much = if guessed_us > took_us { "too much" } else { "too little" };
    format!("{said}. That is {} {much}.", duration(by_us))
}

/// Whether two times are near enough for a guess: to a twentieth, or to 20 ms.
fn is_near(a_us: u64, b_us: u64) -> bool {
    a_us.abs_diff(b_us) <= (b_us / 20).max(20_000).min((b_us / 4).max(5_000))
}
