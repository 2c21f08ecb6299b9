//! Events at random.

use proptest::prelude::*;

use crate::runtime::trace::{By, Cause, Clock, End, On, TaskId, TextId, Trace, What};

pub(super) fn number() -> BoxedStrategy<u32> {
    prop_oneof![20 => 0..6_u32, 1 => Just(u32::MAX), 1 => any::<u32>()].boxed()
}

pub(super) fn task() -> BoxedStrategy<TaskId> {
    number().prop_map(TaskId).boxed()
}

fn duration() -> BoxedStrategy<u64> {
    prop_oneof![Just(0), 0..100_000_u64, Just(u64::MAX), any::<u64>()].boxed()
}

fn cause() -> BoxedStrategy<Cause> {
    prop_oneof![
        task().prop_map(Cause::Task),
        Just(Cause::Timer),
        Just(Cause::Host),
        Just(Cause::Cancel),
        Just(Cause::Unknown),
    ]
    .boxed()
}

fn on() -> BoxedStrategy<On> {
    prop_oneof![
        duration().prop_map(|asked_us| On::Timer { asked_us }),
        task().prop_map(On::Task),
        Just(On::AnyTask),
        number().prop_map(|of| On::FirstTask { of }),
        number().prop_map(|of| On::AllTasks { of }),
        task().prop_map(On::With),
        duration().prop_map(|left_us| On::TimeLimit { left_us }),
        further_on(),
        Just(On::Yield),
        any::<u32>().prop_map(On::Channel),
        any::<u32>().prop_map(On::Semaphore),
        any::<u32>().prop_map(On::Event),
        Just(On::Send),
        number().prop_map(|text| On::Host(TextId(text))),
    ]
    .boxed()
}

fn further_on() -> BoxedStrategy<On> {
    prop_oneof![
        any::<u32>().prop_map(On::Queue),
        any::<u32>().prop_map(On::QueueDone),
        any::<u32>().prop_map(On::Lock),
        any::<u32>().prop_map(On::Condition),
        any::<u32>().prop_map(On::Barrier),
        Just(On::Future),
        Just(On::LoopStop),
    ]
    .boxed()
}

fn asker() -> BoxedStrategy<By> {
    prop_oneof![
        4 => task().prop_map(By::Task),
        1 => Just(By::RunEnd),
        1 => Just(By::TimeLimit),
        1 => Just(By::Timer),
        1 => Just(By::Unknown),
    ]
    .boxed()
}

fn further_what() -> BoxedStrategy<What> {
    let text = || number().prop_map(TextId);
    prop_oneof![
        1 => Just(What::IsListing),
        2 => Just(What::IsThread),
        1 => Just(What::IsCallbacks),
        1 => text().prop_map(|error| What::ErrorLost { error }),
        1 => text().prop_map(|error| What::CallbackFailed { error }),
        1 => any::<bool>().prop_map(|known| What::Destroyed { known }),
        1 => text().prop_map(|text| What::LoggedError { text }),
    ]
    .boxed()
}

fn what() -> BoxedStrategy<What> {
    let text = || number().prop_map(TextId);
    let by = || prop::option::of(task());
    prop_oneof![
        4 => by().prop_map(|by| What::Spawned { by }),
        1 => Just(What::IsGenerator),
        1 => text().prop_map(|text| What::Named { text }),
        6 => Just(What::PollStarted),
        5 => Just(What::PollEnded),
        1 => Just(What::Completed),
        1 => text().prop_map(|error| What::Failed { error }),
        1 => Just(What::ErrorReceived),
        5 => on().prop_map(What::Waits),
        4 => cause().prop_map(|cause| What::Woken { cause }),
        1 => cause().prop_map(|cause| What::WakeMerged { cause }),
        1 => duration().prop_map(|asked_us| What::Slept { asked_us }),
        1 => duration().prop_map(|asked_us| What::BlockStarted { asked_us }),
        1 => Just(What::BlockEnded),
        1 => text().prop_map(|text| What::Logged { text }),
        1 => text().prop_map(|text| What::SpanEntered { text }),
        1 => Just(What::SpanLeft),
        1 => text().prop_map(|text| What::NeverAwaited { text }),
        1 => asker().prop_map(|by| What::CancelRequested { by }),
        4 => further_what(),
        1 => Just(What::Cancelled),
        1 => text().prop_map(|text| What::Dropped { text }),
        1 => any::<(u16, u16)>().prop_map(|(object, held)| What::Level { object, held }),
        1 => (text(), any::<u16>()).prop_map(|(name, held)| What::NamedLevel { name, held }),
    ]
    .boxed()
}

fn end() -> BoxedStrategy<Option<End>> {
    prop_oneof![
        Just(None),
        Just(Some(End::Completed)),
        Just(Some(End::Stopped)),
        Just(Some(End::Stuck)),
        Just(Some(End::PollLimit)),
        Just(Some(End::StepLimit)),
        Just(Some(End::Panicked { message: "`".to_owned() })),
    ]
    .boxed()
}

/// Any trace.
pub(super) fn trace() -> BoxedStrategy<Trace> {
    let pause = prop_oneof![4 => Just(0), 4 => 0..80_000_u64, 1 => any::<u64>()];
    let events = prop::collection::vec((pause, task(), what(), any::<bool>()), 0..120);
    (events, end(), any::<bool>())
        .prop_map(|(events, end, wall)| {
            let mut trace = Trace::new(if wall { Clock::Wall } else { Clock::Virtual }, 100);
            let mut at_us = 0_u64;
            for (pause, task, what, has_site) in events {
                at_us = at_us.saturating_add(pause);
                trace.push(at_us, task, what, has_site.then(std::panic::Location::caller));
            }
            if let Some(end) = end {
                trace.finish(at_us, end);
            }
            trace
        })
        .boxed()
}
