//! Lets the contestants take turns, so that disturbances of the machine affect all of them alike.

use anyhow::Result;

use crate::answer::Answer;
use crate::contestants::{Contestant, Host, Way};
use crate::works::{Case, Outcome, Runs};

/// Asks each contestant once a round, in a rotating order. A contestant that fails is not asked again.
pub fn run(case: &Case, hosts: &mut [Box<dyn Host>], rounds: usize) -> Runs {
    let mut entries: Vec<Entry> = hosts
        .iter()
        .enumerate()
        .flat_map(|(place, host)| host.ways().into_iter().map(move |way| (place, way)))
        .map(|(host, way)| (host, Contestant { way, host: hosts[host].name() }))
        .filter(|(_, contestant)| (case.takes_part)(*contestant))
        .map(|(host, contestant)| Entry::new(case, host, contestant))
        .collect();
    let rounds = rounds.min(case.most_rounds);
    // The round before the first does not count.
    let first = usize::from(!case.warm_up);
    let all = entries.len();
    for round in first..=rounds {
        for turn in 0..all {
            let entry = &mut entries[(round + turn) % all];
            let host = &mut hosts[entry.host];
            let Outcome::Answers(answers) = &mut entry.outcome else { continue };
            match ask(case, host.as_mut(), entry.contestant.way) {
                Ok(answer) if round > 0 => answers.push(answer),
                Ok(_) => {}
                Err(error) => entry.outcome = Outcome::Failed(format!("{error:#}")),
            }
        }
    }
    Runs(entries.into_iter().map(|entry| (entry.contestant, entry.outcome)).collect())
}

struct Entry {
    host: usize,
    contestant: Contestant,
    outcome: Outcome,
}

impl Entry {
    fn new(case: &Case, host: usize, contestant: Contestant) -> Entry {
        let outcome = match (case.left_out)(contestant) {
            Some(why) => Outcome::LeftOut(why),
            None => Outcome::Answers(Vec::new()),
        };
        Entry { host, contestant, outcome }
    }
}

fn ask(case: &Case, host: &mut dyn Host, way: Way) -> Result<Answer> {
    if case.fresh {
        host.refresh()?;
    }
    let answer = host.ask(way, case.work, &case.arguments);
    if case.fresh {
        // This frees what was held.
        host.refresh()?;
    }
    Answer::check(answer?, case.expected)
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use anyhow::bail;
    use serde_json::{Value, json};

    use super::*;
    use crate::works::WORKS;

    /// A host that notes which ways it was asked for.
    struct Fake {
        name: &'static str,
        asked: Rc<RefCell<Vec<&'static str>>>,
        fails: bool,
    }

    impl Host for Fake {
        fn name(&self) -> &'static str {
            self.name
        }

        fn version(&self) -> &str {
            "1"
        }

        fn ways(&self) -> Vec<Way> {
            vec![Way::Native]
        }

        fn ask(&mut self, _: Way, _: &str, _: &Value) -> Result<Value> {
            self.asked.borrow_mut().push(self.name);
            if self.fails {
                bail!("no memory");
            }
            Ok(json!({ "ms": 200.0, "done": 1 }))
        }

        fn refresh(&mut self) -> Result<()> {
            Ok(())
        }
    }

    fn one_sleeper() -> Case {
        (WORKS[0].cases)(true).remove(0)
    }

    fn hosts(asked: &Rc<RefCell<Vec<&'static str>>>, fails: bool) -> Vec<Box<dyn Host>> {
        let fake = |name, fails| -> Box<dyn Host> {
            Box::new(Fake { name, asked: Rc::clone(asked), fails })
        };
        vec![fake("a", false), fake("b", fails)]
    }

    #[test]
    fn the_order_rotates_and_the_first_round_does_not_count() {
        let asked = Rc::default();
        let runs = run(&one_sleeper(), &mut hosts(&asked, false), 2);
        assert_eq!(*asked.borrow(), ["a", "b", "b", "a", "a", "b"]);
        for (_, outcome) in &runs.0 {
            assert!(matches!(outcome, Outcome::Answers(answers) if answers.len() == 2));
        }
    }

    #[test]
    fn who_fails_gives_no_figure_and_is_not_asked_again() {
        let asked = Rc::default();
        let runs = run(&one_sleeper(), &mut hosts(&asked, true), 2);
        assert_eq!(*asked.borrow(), ["a", "b", "a", "a"]);
        assert!(matches!(&runs.0[1].1, Outcome::Failed(error) if error == "no memory"));
    }
}
