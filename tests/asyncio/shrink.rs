//! Finds a smaller program about which both runtimes disagree.

use super::program::{Program, Step};

/// The smallest program found that `may_be` and is still `wanted`, which is asked for several at once
/// and answers which is the first.
pub fn shrink(
    mut program: Program,
    may_be: impl Fn(&Program) -> bool,
    wanted: impl Fn(&[Program]) -> Option<usize>,
) -> Program {
    loop {
        let mut smaller = smaller(&program);
        smaller.retain(&may_be);
        match wanted(&smaller) {
            Some(first) => program = smaller.swap_remove(first),
            None => return program,
        }
    }
}

/// Programs that are smaller in one way, those first that have lost most.
fn smaller(program: &Program) -> Vec<Program> {
    let mut found = Vec::new();
    let mut try_with = |change: &dyn Fn(&mut Program)| {
        let mut changed = program.clone();
        change(&mut changed);
        if changed != *program {
            found.push(changed);
        }
    };
    for task in 0..program.tasks.len() {
        try_with(&|changed| changed.tasks[task].clear());
    }
    let places = places(program);
    for place in &places {
        try_with(&|changed| {
            let (steps, nth) = list(changed, place);
            steps.remove(nth);
        });
    }
    for place in &places {
        try_with(&|changed| {
            let (steps, nth) = list(changed, place);
            if let Some(body) = steps[nth].body_mut().map(std::mem::take) {
                steps.splice(nth..=nth, body);
            }
        });
        for left_out in 0..4 {
            try_with(&|changed| {
                let (steps, nth) = list(changed, place);
                let several = steps[nth].several_mut().filter(|tasks| tasks.len() > left_out);
                several.map(|tasks| tasks.remove(left_out));
            });
        }
    }
    try_with(&with_short_times);
    found
}

/// Makes times short in such a way that none becomes the sum of others: where nothing was over at the
/// same instant, nothing is now.
fn with_short_times(program: &mut Program) {
    let mut times = Vec::new();
    for_each_time(program, &mut |us| times.push(*us));
    times.sort_unstable();
    times.dedup();
    for_each_time(program, &mut |us| {
        let place = times.iter().position(|other| other == us).unwrap_or_default();
        *us = if *us == 0 { 0 } else { 10 << place };
    });
}

fn for_each_time(program: &mut Program, see: &mut dyn FnMut(&mut u64)) {
    fn of_steps(steps: &mut [Step], see: &mut dyn FnMut(&mut u64)) {
        for step in steps {
            step.time_mut().into_iter().for_each(&mut *see);
            of_steps(step.body_mut().map_or(&mut [], Vec::as_mut_slice), see);
        }
    }
    program.tasks.iter_mut().for_each(|steps| of_steps(steps, see));
}

/// Where a step is: its task, and its places in the steps that it is inside of.
type Place = (usize, Vec<usize>);

/// The places of all steps, those outside before those inside of them.
fn places(program: &Program) -> Vec<Place> {
    fn of_steps(steps: &[Step], task: usize, outside: &[usize], places: &mut Vec<Place>) {
        for (nth, step) in steps.iter().enumerate() {
            let here = [outside, &[nth]].concat();
            places.push((task, here.clone()));
            of_steps(step.body().map_or(&[], Vec::as_slice), task, &here, places);
        }
    }
    let mut places = Vec::new();
    for (task, steps) in program.tasks.iter().enumerate() {
        of_steps(steps, task, &[], &mut places);
    }
    places
}

/// The list in which a step stands, and its place there.
fn list<'a>(program: &'a mut Program, (task, path): &Place) -> (&'a mut Vec<Step>, usize) {
    let (last, outside) = path.split_last().expect("each step is somewhere");
    let mut steps = &mut program.tasks[*task];
    for nth in outside {
        steps = steps[*nth].body_mut().expect("steps are inside of it");
    }
    (steps, *last)
}

#[test]
fn of_a_long_program_the_steps_are_left_that_matter() {
    let slow = |us| Step::Limit(us, vec![Step::Yield, Step::Sleep(us), Step::Log(1)]);
    let tasks = vec![vec![Step::Yield, slow(70), slow(50)], vec![Step::Log(2), Step::Spawn(1)]];
    let program = Program { tasks, ..Program::default() };
    let sleeps_twice = |program: &Program| format!("{program:?}").matches("Sleep").count() == 2;
    let shrunk = shrink(program, |_| true, |programs| programs.iter().position(sleeps_twice));
    assert_eq!(shrunk.tasks, [vec![Step::Sleep(20), Step::Sleep(10)], vec![]]);
}
