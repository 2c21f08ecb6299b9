//! Claims about the versions of saved traces.

use super::{BadTrace, By, Cause, Clock, End, On, TaskId, TextId, Trace, What};

fn of(events: &[What]) -> Trace {
    let mut trace = Trace::new(Clock::Virtual, 1_000);
    let site = trace.keep_site("listing.py", 12);
    for (at_us, what) in events.iter().enumerate() {
        trace.push_at(at_us as u64, TaskId(at_us as u32 % 3), *what, site);
    }
    trace
}

/// Everything that version 4 does not know.
fn new() -> Vec<What> {
    let on = [
        On::FirstTask { of: 2 },
        On::AllTasks { of: u32::MAX },
        On::With(TaskId(7)),
        On::Queue(1),
        On::QueueDone(2),
        On::Lock(3),
        On::Condition(4),
        On::Barrier(5),
        On::Future,
        On::LoopStop,
        On::TimeLimit { left_us: 250_000 },
    ];
    let by = [By::TimeLimit, By::Timer, By::Unknown];
    let error = TextId(0);
    let mut all = vec![
        What::IsListing,
        What::IsThread,
        What::IsCallbacks,
        What::ErrorLost { error },
        What::CallbackFailed { error },
        What::Destroyed { known: true },
        What::Destroyed { known: false },
        What::LoggedError { text: error },
        What::Woken { cause: Cause::Unknown },
        What::WakeMerged { cause: Cause::Unknown },
    ];
    all.extend(on.map(What::Waits));
    all.extend(by.map(|by| What::CancelRequested { by }));
    all
}

#[test]
fn what_is_new_comes_back_from_bytes_of_the_new_version() {
    let mut traces: Vec<Trace> = new().into_iter().map(|what| of(&[what])).collect();
    traces.push(of(&new()));
    let mut ended = of(&[]);
    ended.finish(3, End::StepLimit);
    traces.push(ended);
    for trace in traces {
        let bytes = trace.to_bytes();
        assert!(bytes.starts_with(b"coroscope-trace-5\n"), "{trace:?}");
        let again = Trace::from_bytes(&bytes).expect("it was just written");
        assert!(trace.events().eq(again.events()), "{trace:?}");
        assert_eq!((again.end(), again.to_bytes()), (trace.end(), bytes));
    }
    assert!(of(&new()).events().map(|event| event.what).eq(new()));
}

#[test]
fn what_is_old_is_written_as_it_always_was() {
    let old = [What::Spawned { by: None }, What::CancelRequested { by: By::RunEnd }];
    let mut trace = of(&old);
    trace.finish(9, End::PollLimit);
    let bytes = trace.to_bytes();
    assert!(bytes.starts_with(b"coroscope-trace-4\n"));
    let again = Trace::from_bytes(&bytes).expect("it was just written");
    assert!(trace.events().eq(again.events()));
    assert_eq!(again.to_bytes(), bytes);
}

#[test]
fn what_is_new_does_not_belong_in_an_old_version() {
    let mut ended = of(&[]);
    ended.finish(3, End::StepLimit);
    for trace in [of(&[What::IsThread]), ended] {
        let mut bytes = trace.to_bytes();
        bytes["coroscope-trace-".len()] = b'4';
        assert_eq!(Trace::from_bytes(&bytes).err(), Some(BadTrace::Damaged));
    }
}
