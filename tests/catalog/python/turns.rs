//! What CPython prints otherwise by design, because what wakes a task there takes another number of
//! turns of the loop. Each of these listings says it, where it is.

use coroscope::programs::Program;
use coroscope::programs::params::Value;

use super::Run;
use super::running::Runner;

/// What Python has to print where Rust prints these lines: the same, but for some few values.
pub fn expected(program: &Program, run: &Run, runner: Runner, in_rust: Vec<String>) -> Vec<String> {
    let given = Given { program, run };
    match (program.id, run.variant) {
        ("blocking", "moved_to_a_worker") => threads_last(&given, runner, in_rust),
        ("cancellation", "time_limit") => one_step_more(&given, in_rust),
        ("top-stories", "concurrent") => those_that_are_ready_first(&given, in_rust),
        _ => in_rust,
    }
}

/// All of them take equally long, and the loop hears of a thread one turn later than of a sleep. Where
/// threads are played their clock is that of the loop, so this is only seen if nobody has to wait.
fn threads_last(given: &Given<'_>, runner: Runner, mut lines: Vec<String>) -> Vec<String> {
    if runner == Runner::Plain || given.is_zero("delay") {
        let coroutines = lines.len() / 2;
        let blocking = (given.number("blocking") as usize).min(coroutines);
        lines[coroutines..].rotate_left(blocking);
    }
    lines
}

/// `asyncio.wait` returns one turn after its limit. What takes no time goes on meanwhile.
fn one_step_more(given: &Given<'_>, mut lines: Vec<String>) -> Vec<String> {
    if given.is_zero("cancel-after") && given.is_zero("work") {
        lines.insert(1, "0 first writes".to_owned());
    }
    lines
}

/// `asyncio.timeout` cancels what the task waits for, which wakes the task one turn later. Whoever
/// sleeps for 0 waits for nothing: it is ready already, and fails before the others.
fn those_that_are_ready_first(given: &Given<'_>, mut lines: Vec<String>) -> Vec<String> {
    if given.is_zero("time-limit") {
        lines.sort_by_key(|line| {
            let is_ready = |feed: &&str| {
                // It takes twice the limit.
                let is_slow = given.value("slow-feed") == Value::Text((*feed).to_owned());
                line.contains(*feed) && (is_slow || given.is_zero(&format!("{feed}-latency")))
            };
            !["garden", "sky", "harbour"].iter().any(is_ready)
        });
    }
    lines
}

/// The values of a run, also those that are the defaults.
struct Given<'a> {
    program: &'a Program,
    run: &'a Run,
}

impl Given<'_> {
    fn value(&self, id: &str) -> Value {
        let given = self.run.values.iter().find(|(known, _)| known == id);
        let default = || {
            let param = self.program.params.iter().find(|param| param.id() == id);
            param.expect("it is a parameter").kind.default_value()
        };
        given.map_or_else(default, |(_, value)| value.clone())
    }

    fn number(&self, id: &str) -> f64 {
        match self.value(id) {
            Value::Number(number) => number,
            other => panic!("{id} is no number but {other:?}"),
        }
    }

    fn is_zero(&self, id: &str) -> bool {
        self.number(id) == 0.0
    }
}
