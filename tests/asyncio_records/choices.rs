//! The choices that are found in a record are those that Python has made.

use std::process::Command;

use coroscope::orders::recorded_choices;
use coroscope::timeline::{Moments, RunTimeline};

use super::cpython::cpython;
use super::random::setting;
use super::support::{Sample, names, sample};

/// Records of listings of the package, of those here, and of random ones.
fn runs(python: &str) -> Vec<Sample> {
    let (count, seed) = (setting("COROSCOPE_PROGRAMS", 300), setting("COROSCOPE_SEED", 1));
    let folder = env!("CARGO_MANIFEST_DIR");
    let script = format!("{folder}/tests/asyncio_records/runs.py");
    let ran = Command::new(python)
        .args([&script, &count.to_string(), &seed.to_string()])
        .env("PYTHONPATH", format!("{folder}/python"))
        .output()
        .expect("it was found");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let lines = String::from_utf8(ran.stdout).expect("it is UTF-8");
    lines.lines().map(|line| serde_json::from_str(line).expect("it is a record")).collect()
}

#[test]
fn choices_in_a_record_are_those_that_python_made() {
    let Some(python) = cpython() else { return };
    let runs = runs(python);
    let mut choices = 0;
    for run in &runs {
        let (record, error) = run.read();
        assert_eq!(error, None, "{}", run.name);
        let trace = record.trace();
        let timeline = RunTimeline::of(trace);
        let all = recorded_choices(&timeline, trace, u32::MAX);
        assert_eq!(all.open, None);
        let found: Vec<_> = all.made.iter().map(|made| (made.place, made.of)).collect();
        let python: Vec<_> = run.picks.iter().copied().zip(run.of.iter().copied()).collect();
        assert_eq!(found, python[all.earlier as usize..], "{}", run.name);
        assert_eq!((all.earlier as usize + found.len()), python.len(), "{}", run.name);
        choices += python.len();
        let end = Moments::default().at(&timeline, trace, f64::MAX, None);
        assert_eq!(end.picks.as_ref(), Some(&run.picks), "{}", run.name);
    }
    println!("{choices} choices in {} runs", runs.len());
    assert!(choices > runs.len());
}

#[test]
fn the_open_choice_is_the_one_after_those_that_were_made() {
    for name in names() {
        let run = sample(&name);
        let (record, _) = run.read();
        let trace = record.trace();
        let timeline = RunTimeline::of(trace);
        for (most, pick) in run.picks.iter().enumerate() {
            let choices = recorded_choices(&timeline, trace, most as u32);
            assert_eq!(choices.earlier as usize + choices.made.len(), most, "{name}");
            let open = choices.open.expect("there are more");
            assert_eq!(open.ready.len(), open.of as usize, "{name}");
            let next = recorded_choices(&timeline, trace, most as u32 + 1);
            let made = next.made.last().expect("one more was made");
            assert_eq!((made.place, made.of), (*pick, open.of), "{name}");
            let taken = &open.ready[made.place as usize];
            assert_eq!((taken.task, &taken.name), (made.task, &made.name), "{name}");
            assert!(taken.why.starts_with("woken by") || taken.why.starts_with("just "), "{name}");
            let moment = Moments::default().at(&timeline, trace, 0.0, Some(open.polls));
            assert_eq!((moment.at_ms, moment.ready), (open.at_ms, open.ready), "{name}");
        }
        let (all, more) = (run.picks.len() as u32, run.picks.len() as u32 + 5);
        assert_eq!(recorded_choices(&timeline, trace, all).open, None, "{name}");
        assert_eq!(recorded_choices(&timeline, trace, more).open, None, "{name}");
    }
}
