//! Of what the random programs are made, class by class: what belongs together, and nothing that
//! differs by design. Each class says what it leaves out, and why.
//!
//! Left out of all: clean-up that awaits, which Rust does not have; and tasks that go on after main
//! has ended, to which asyncio gives one more step. Blocking is left out where something is over at the
//! same instant: asyncio looks at its timers only when all that were ready have had their turn.
//! And limits of 0: `asyncio.wait` returns a turn after its limit, and in asyncio a sleep of 0 is ready
//! already when the limit is set.

use super::generate::{Class, Kind, Times};

const NOTHING: Class = Class {
    times: Times::Tied,
    main: &[],
    others: &[],
    limited: &[],
    are_leaves: false,
    spawned: 80,
    room: 0,
};

const CORE_STEPS: &[Kind] = &[
    Kind::Log,
    Kind::Log,
    Kind::Sleep,
    Kind::Sleep,
    Kind::Yield,
    Kind::Spawn,
    Kind::Await,
    Kind::Await,
    Kind::Catch,
    Kind::Event,
    Kind::Event,
];

/// Tasks that spawn and await each other, sleep, fail and wait for events.
pub const CORE: Class = Class {
    main: CORE_STEPS,
    others: &[
        Kind::Log,
        Kind::Log,
        Kind::Sleep,
        Kind::Sleep,
        Kind::Yield,
        Kind::Spawn,
        Kind::Await,
        Kind::Await,
        Kind::Catch,
        Kind::Event,
        Kind::Event,
        Kind::Fail,
    ],
    ..NOTHING
};

const PERMIT_STEPS: &[Kind] = &[
    Kind::Log,
    Kind::Sleep,
    Kind::Sleep,
    Kind::Yield,
    Kind::Await,
    Kind::Catch,
    Kind::Fail,
    Kind::Permit,
    Kind::Permit,
    Kind::Permit,
    Kind::Permit,
];

/// Tasks that do things with permits, also within each other.
pub const PERMITS: Class = Class { main: PERMIT_STEPS, others: PERMIT_STEPS, ..NOTHING };

const QUEUE_STEPS: &[Kind] = &[
    Kind::Log,
    Kind::Sleep,
    Kind::Yield,
    Kind::Await,
    Kind::Put,
    Kind::Put,
    Kind::Put,
    Kind::Get,
    Kind::Get,
];

/// Tasks that put into queues and get from them.
pub const UNBOUNDED_QUEUES: Class = Class { main: QUEUE_STEPS, others: QUEUE_STEPS, ..NOTHING };

/// The same, where a queue is full soon.
pub const BOUNDED_QUEUES: Class = Class { room: 1, ..UNBOUNDED_QUEUES };

const LIMIT_STEPS: &[Kind] = &[
    Kind::Log,
    Kind::Sleep,
    Kind::Yield,
    Kind::Await,
    Kind::Catch,
    Kind::CleanUp,
    Kind::Fail,
    Kind::Limit,
    Kind::Limit,
    Kind::Limit,
];

const LIMITED_STEPS: &[Kind] = &[
    Kind::Log,
    Kind::Log,
    Kind::Sleep,
    Kind::Sleep,
    Kind::Yield,
    Kind::Catch,
    Kind::CleanUp,
    Kind::Limit,
    Kind::Fail,
];

/// Limits that nothing reaches at the same instant. Nothing under a limit awaits a task: Rust drops a
/// task from outside in and does not wait for it, asyncio cancels from inside out and waits.
pub const LIMITS_APART: Class = Class {
    times: Times::Apart,
    main: LIMIT_STEPS,
    others: LIMIT_STEPS,
    limited: LIMITED_STEPS,
    ..NOTHING
};

/// Limits at the same instant as what they limit, also as each other. Still, nothing under a limit
/// awaits a task: asyncio cancels the task within one turn later, too.
pub const LIMITS_TIED: Class = Class {
    times: Times::Tied,
    limited: &[
        Kind::Log,
        Kind::Log,
        Kind::Sleep,
        Kind::Sleep,
        Kind::Sleep,
        Kind::Yield,
        Kind::Catch,
        Kind::CleanUp,
        Kind::Limit,
        Kind::Fail,
        Kind::Event,
        Kind::Permit,
        Kind::Put,
        Kind::Get,
    ],
    main: &[
        Kind::Log,
        Kind::Sleep,
        Kind::Yield,
        Kind::Await,
        Kind::Event,
        Kind::Put,
        Kind::Limit,
        Kind::Limit,
        Kind::Limit,
    ],
    others: &[
        Kind::Log,
        Kind::Sleep,
        Kind::Yield,
        Kind::Await,
        Kind::Event,
        Kind::Put,
        Kind::Get,
        Kind::Permit,
        Kind::Limit,
        Kind::Limit,
        Kind::Limit,
    ],
    ..NOTHING
};

/// Steps that block before their first wait under a limit. Only main blocks and has limits: where a
/// limit of another task is over as late as that task itself, asyncio lets the limit win, although its
/// sleep was over in time.
pub const LIMITS_OF_BLOCKS: Class = Class {
    times: Times::Apart,
    main: &[Kind::Log, Kind::Sleep, Kind::Await, Kind::LimitOfBlock, Kind::LimitOfBlock],
    others: &[Kind::Log, Kind::Sleep, Kind::Sleep, Kind::CleanUp],
    limited: &[Kind::Log, Kind::Sleep, Kind::Sleep, Kind::CleanUp],
    are_leaves: true,
    ..NOTHING
};

/// Main that waits for several tasks. Nothing is over at the same instant, because asyncio wakes whoever
/// waits for several tasks one turn later; and only main waits, because asyncio cancels from inside out.
const JOINS: Class = Class {
    times: Times::Apart,
    others: &[Kind::Log, Kind::Sleep, Kind::Sleep, Kind::Yield, Kind::CleanUp],
    are_leaves: true,
    ..NOTHING
};

/// The same, where tasks may fail.
const FAILING_JOINS: Class = Class {
    others: &[Kind::Log, Kind::Sleep, Kind::Sleep, Kind::Yield, Kind::CleanUp, Kind::Fail],
    ..JOINS
};

/// `try_gather` beside `asyncio.gather`, where none fails.
pub const GATHERS: Class =
    Class { main: &[Kind::Log, Kind::Sleep, Kind::Gather, Kind::Gather], ..JOINS };

/// `gather_fallible` beside `asyncio.gather`: the others go on.
pub const FALLIBLE_GATHERS: Class = Class {
    main: &[Kind::Log, Kind::Sleep, Kind::Catch, Kind::GatherFallible, Kind::GatherFallible],
    ..FAILING_JOINS
};

/// `try_gather` beside `asyncio.TaskGroup`: the others are cancelled, and clean up before it is over.
pub const GROUPS: Class = Class {
    main: &[Kind::Log, Kind::Sleep, Kind::Catch, Kind::Group, Kind::Group],
    ..FAILING_JOINS
};

/// `as_completed` in both. Nothing is done before: Python has that in the order of a set.
pub const AS_COMPLETED: Class = Class {
    spawned: 0,
    main: &[Kind::Log, Kind::Sleep, Kind::AsCompleted, Kind::AsCompleted],
    ..JOINS
};

/// `wait` in both.
pub const WAITS: Class =
    Class { main: &[Kind::Log, Kind::Sleep, Kind::Wait, Kind::Wait, Kind::Await], ..FAILING_JOINS };

/// `wait(…).within(limit)` beside `asyncio.wait(…, timeout=limit)`.
pub const WAITS_WITHIN: Class = Class {
    main: &[Kind::Log, Kind::Sleep, Kind::Catch, Kind::WaitWithin, Kind::WaitWithin, Kind::Await],
    ..FAILING_JOINS
};

/// A task is cancelled, and its end awaited.
pub const CANCELS: Class = Class {
    main: &[
        Kind::Log,
        Kind::Sleep,
        Kind::Sleep,
        Kind::Spawn,
        Kind::Await,
        Kind::Cancel,
        Kind::Cancel,
    ],
    ..JOINS
};
