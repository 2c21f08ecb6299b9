//! The little language in which random programs are written, as JSON for Python and as text for
//! people.

use std::fmt;

use serde::Serialize;

/// A program: what its tasks do, and what they share. All times are in microseconds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Program {
    /// What each task does. The first is the main coroutine; the others are spawned at most once.
    pub tasks: Vec<Vec<Step>>,
    /// How many permits each semaphore has.
    pub permits: Vec<usize>,
    /// How much room each queue has; 0 is any.
    pub queues: Vec<usize>,
    /// How many events there are.
    pub events: usize,
}

/// What a task does. Each has the same name in `interpreter.py`.
///
/// Handles lie in one table. Whoever awaits, gathers or cancels a task takes its handle out, a wait
/// puts those back that are pending, and where a handle is gone already nothing is done about that
/// task. Tasks that nobody has spawned are spawned by whoever wants their handle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    Log(u32),
    Sleep(u64),
    Yield,
    /// Keeps the loop from everything else.
    Block(u64),
    /// Ends the task with an error.
    Fail,
    /// Logs the error of the steps, if they fail.
    Catch(Vec<Step>),
    /// Logs when the steps are over, however they end.
    CleanUp(Vec<Step>),
    /// `timeout`, and `asyncio.timeout`.
    Limit(u64, Vec<Step>),
    /// Does the steps with a permit.
    Permit(usize, Vec<Step>),
    Put(usize, u32),
    Get(usize),
    Set(usize),
    Clear(usize),
    WaitFor(usize),
    Spawn(usize),
    Await(usize),
    /// Cancels a task and waits for its end.
    Cancel(usize),
    /// `try_gather` of tasks, and `asyncio.gather`: where none fails.
    Gather(Vec<usize>),
    /// `gather_fallible`, and `asyncio.gather`.
    GatherFallible(Vec<usize>),
    /// `try_gather` of coroutines, and `asyncio.TaskGroup`.
    Group(Vec<usize>),
    AsCompleted(Vec<usize>),
    /// `wait` with a limit or without.
    Wait(Until, Option<u64>, Vec<usize>),
}

/// What a [`Step::Wait`] waits for, by its name in asyncio.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Until {
    FirstCompleted,
    FirstException,
    AllCompleted,
}

impl Step {
    /// The steps inside of this one.
    pub fn body(&self) -> Option<&Vec<Self>> {
        match self {
            Self::Catch(body) | Self::CleanUp(body) => Some(body),
            Self::Limit(_, body) | Self::Permit(_, body) => Some(body),
            _ => None,
        }
    }

    pub fn body_mut(&mut self) -> Option<&mut Vec<Self>> {
        match self {
            Self::Catch(body) | Self::CleanUp(body) => Some(body),
            Self::Limit(_, body) | Self::Permit(_, body) => Some(body),
            _ => None,
        }
    }

    /// The tasks that this one waits for together.
    pub fn several_mut(&mut self) -> Option<&mut Vec<usize>> {
        match self {
            Self::Gather(tasks) | Self::GatherFallible(tasks) | Self::Group(tasks) => Some(tasks),
            Self::AsCompleted(tasks) | Self::Wait(_, _, tasks) => Some(tasks),
            _ => None,
        }
    }

    /// How long this one takes, or at most.
    pub fn time_mut(&mut self) -> Option<&mut u64> {
        match self {
            Self::Sleep(us) | Self::Block(us) | Self::Limit(us, _) => Some(us),
            Self::Wait(_, us, _) => us.as_mut(),
            _ => None,
        }
    }
}

impl fmt::Display for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "permits {:?}, queues {:?}, events {}",
            self.permits, self.queues, self.events
        )?;
        for (number, steps) in self.tasks.iter().enumerate() {
            writeln!(f, "t{number}:")?;
            write_steps(f, steps, 1)?;
        }
        Ok(())
    }
}

/// One step a line, what is inside of it below it.
fn write_steps(f: &mut fmt::Formatter<'_>, steps: &[Step], depth: usize) -> fmt::Result {
    for step in steps {
        let mut head = step.clone();
        head.body_mut().map(std::mem::take);
        let head = format!("{head:?}");
        writeln!(
            f,
            "{:width$}{}",
            "",
            head.replace(", []", "").replace("([])", ""),
            width = 4 * depth
        )?;
        write_steps(f, step.body().map_or(&[], Vec::as_slice), depth + 1)?;
    }
    Ok(())
}
