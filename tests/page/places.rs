//! Wherever a program runs, it does the same.

use browser::{Context, Result, bail};
use coroscope::runtime::trace::{Event, On, Trace, What};

use crate::agreement::{Line, difference};
use crate::harness::{Claim, LAPTOP, Site, Visit, claims};
use crate::steps::in_order;
use crate::taking::{keep_files, open_tool, save};

pub const CLAIMS: &[Claim] = claims![
    Site::Published, LAPTOP =>
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
        let mut traces = Vec::new();
        for place in ["page", "worker"] {
            page.choose(&format!("where-{place}"))?;
            page.run()?;
            in_order(&page.output()?)?;
            traces.push((page.printed()?, tasks(page)?, events(page)?));
        }
        let [here, there] = &traces[..] else { unreachable!() };
        // Either may have been late.
        let differs = difference(&here.2, &there.2).and_then(|_| difference(&there.2, &here.2));
        if let Some(difference) = differs {
            bail!("{run}: {difference}\n{:#?}\n{:#?}", here.2, there.2);
        }
        assert_eq!((&here.0, &here.1), (&there.0, &there.1), "{run}");
    }
    Ok(())
}

/// Every event of the run as it is saved, in order: when, to which task, what, and on which line.
fn events(page: &Visit) -> Result<Vec<Line>> {
    save(page, "save-run")?;
    let file = page.run_js(
        "return Array.from(new window.Uint8Array(await window.kept[0].blob.arrayBuffer()))",
    )?;
    let file = file.as_array().context("there are no bytes")?;
    let file: Vec<u8> =
        file.iter().filter_map(|byte| byte.as_u64()).map(|byte| byte as u8).collect();
    // Two lines say what it is.
    let record = file.splitn(3, |byte| *byte == b'\n').nth(2).context("there is no record")?;
    let trace = Trace::from_bytes(record)?;
    let told: Vec<Line> = trace.events().map(|event| told(&trace, event)).collect();
    assert!(told.len() > 10, "{told:?}");
    Ok(told)
}

/// One event in words. What was asked for belongs to it, unlike what it got.
fn told(trace: &Trace, Event { at_us, task, what, site }: Event) -> Line {
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
    Line {
        at_ms: at_us as f64 / 1000.0,
        task: task.0.to_string(),
        text: format!("task {}: {what:?} {text}{line}", task.0),
    }
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
