//! Wherever a program runs, it does the same.

use browser::{Context, Result, bail};
use coroscope::runtime::trace::{Event, On, Trace, What};

use crate::exporting::{keep_files, open_tool, save};
use crate::harness::{Case, LAPTOP, Visit, Website, cases};
use crate::steps::in_order;

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        a_worker_gives_the_same_trace_as_the_page,
        a_measurement_has_the_output_and_the_tasks_of_its_prediction,
];

const RUNS: [&str; 3] = [
    "program=greetings&variant=concurrent&first-delay=100&second-delay=50",
    "program=countdown&variant=sequential&unit=20",
    "program=blocking&variant=blocking-sleep&delay=60&blocking=2",
];

fn a_worker_gives_the_same_trace_as_the_page(page: &Visit) -> Result<()> {
    for run in RUNS {
        page.arrive(&format!("/?{run}"))?;
        open_tool(page)?;
        keep_files(page)?;
        let predicted = page.output()?;
        let mut latest: f64 = 0.0;
        let mut traces = Vec::new();
        for place in ["page", "worker"] {
            page.choose(&format!("where-{place}"))?;
            page.run()?;
            let output = page.output()?;
            in_order(&output)?;
            let late = output.iter().zip(&predicted).map(|(got, asked)| got.at_ms - asked.at_ms);
            latest = late.fold(latest, f64::max);
            traces.push((page.printed()?, tasks(page)?, events(page)?));
        }
        if latest >= APART_MS {
            // A run that is this late has found two timers due at once. Each task still did the same,
            // but what happened between them differs.
            for (_, _, events) in &mut traces {
                events.sort_by_key(|(task, _)| *task);
            }
        }
        let [(_, _, here), (_, _, there)] = &traces[..] else { unreachable!() };
        let differs = here.iter().zip(there).position(|(here, there)| here != there);
        if let Some(at) = differs {
            bail!("{run}: event {at} is {:?}, and in the worker {:?}", here[at], there[at]);
        }
        assert_eq!(traces[0], traces[1], "{run}");
    }
    Ok(())
}

/// Two timers of a run are at least so far from each other.
const APART_MS: f64 = 20.0;

/// Every event of the run as it is saved, in order: to which task, what, and on which line. When it
/// was is left out, because that is never the same twice.
fn events(page: &Visit) -> Result<Vec<(u32, String)>> {
    save(page, "save-run")?;
    let file = page.run_js(
        "return Array.from(new window.Uint8Array(await window.kept[0].blob.arrayBuffer()))",
    )?;
    let file = file.as_array().context("there are no bytes")?;
    let file: Vec<u8> =
        file.iter().filter_map(|byte| byte.as_u64()).map(|byte| byte as u8).collect();
    // Two lines of text come before the record.
    let record = file.splitn(3, |byte| *byte == b'\n').nth(2).context("there is no record")?;
    let trace = Trace::from_bytes(record)?;
    let events: Vec<_> = trace.events().map(|event| in_words(&trace, event)).collect();
    assert!(events.len() > 10, "{events:?}");
    Ok(events)
}

/// An event in words: what was asked for, and not what came of it.
fn in_words(trace: &Trace, Event { task, what, site, .. }: Event) -> (u32, String) {
    let text = match what {
        What::Named { text }
        | What::Failed { error: text }
        | What::Logged { text }
        | What::SpanEntered { text }
        | What::NeverAwaited { text }
        | What::Dropped { text }
        | What::Waits(On::Host(text)) => trace.text(text),
        _ => "",
    };
    let line = site.and_then(|site| trace.site(site));
    let line = line.map(|site| format!(" at {}:{}", site.file, site.line)).unwrap_or_default();
    (task.0, format!("{what:?} {text}{line}"))
}

fn a_measurement_has_the_output_and_the_tasks_of_its_prediction(page: &Visit) -> Result<()> {
    for run in RUNS {
        page.arrive(&format!("/?{run}"))?;
        let predicted = (page.printed()?, tasks(page)?);
        page.run()?;
        assert_eq!(predicted, (page.printed()?, tasks(page)?), "{run}");
    }
    Ok(())
}

/// Every task: its name, its end, its polls and wakes.
fn tasks(page: &Visit) -> Result<Vec<String>> {
    page.run_js("document.querySelector('[data-testid=tasks]').open = true")?;
    page.wait_for_any_text("[data-testid=tasks] td")?;
    page.texts(
        "[...document.querySelectorAll('[data-testid=tasks] tbody tr')].map((row) =>
             [...row.cells].slice(0, 4).map((cell) => cell.textContent).join(' '))",
    )
}
