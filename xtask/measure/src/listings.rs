//! Python in Coroscope's own page: how soon a listing is predicted, and how fast it is then. Beside it stands
//! Pyodide as npm has it, in the same browser.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use browser::{Engine, Page, Screen};
use serde_json::Value;

use crate::contestants::{Contestant, Way, in_short};
use crate::options::Options;
use crate::report::{Figures, Measured, Row, Table, Unit};

/// What `--only` calls it.
pub const NAME: &str = "python";

/// How long a browser is left alone before anything is measured.
const COMING_UP: Duration = Duration::from_secs(2);

/// A question to `bench/listings/listings.js`, who is asked, and what it is in the answer.
struct Question {
    id: &'static str,
    title: String,
    unit: Unit,
    asked: Vec<(Way, String, &'static str)>,
}

fn questions(quick: bool) -> Vec<Question> {
    let (drags, orders, resumes) = if quick { (5, 20, 500) } else { (60, 1000, 10_000) };
    let question = |id, title: &str, unit, asked: &[(Way, String, &'static str)]| Question {
        id,
        title: title.into(),
        unit,
        asked: asked.to_vec(),
    };
    vec![
        question(
            "python-open",
            "A listing in the page: from nothing to its first prediction",
            Unit::Ms,
            &[(Way::Recorded, "open()".into(), ""), (Way::Pyodide, "openStock()".into(), "")],
        ),
        question(
            "python-drag",
            "A listing of two tasks: predicted anew, with another delay",
            Unit::Ms,
            &[(Way::Recorded, format!("drag({drags})"), "")],
        ),
        question(
            "python-orders",
            &format!("A listing of three tasks: {orders} orders"),
            Unit::Ms,
            &[(Way::Coroscope, format!("explore({orders})"), "")],
        ),
        question(
            "python-resume",
            "A listing in the page: a task goes on",
            Unit::Ns,
            &[
                (Way::Recorded, format!("resume({resumes})"), "recorded"),
                (Way::Coroscope, format!("resume({resumes})"), "plain"),
                (Way::Pyodide, format!("resumeStock({resumes})"), ""),
            ],
        ),
    ]
}

/// Measures it in all browsers, in turns.
pub fn measure(options: &Options) -> Vec<Table> {
    let questions = questions(options.quick);
    let mut tables: Vec<Table> = questions.iter().map(table).collect();
    tables[0].note =
        "The files come from the browser's cache, and what an earlier visit has kept is there. \
                      Pyodide is as npm has it, with the files that it loads by itself."
            .into();
    tables[3].note = "`pyodide` is CPython's own loop, with a selector that never waits.".into();
    for engine in &options.engines {
        let answers = ask(*engine, options, &questions);
        for (place, question) in questions.iter().enumerate() {
            for (who, (way, ..)) in question.asked.iter().enumerate() {
                let measured = match &answers {
                    Ok(answers) => Figures::new(answers[place][who].clone()).into(),
                    Err(error) => Measured::Failed(format!("{error:#}")),
                };
                let contestant = Contestant { way: *way, host: engine.name() };
                tables[place].rows.push(Row { contestant, measured });
            }
        }
    }
    let mut weight = table(&Question {
        id: "python-weight",
        title: "A listing in the page: the weight of Python, brotli".into(),
        unit: Unit::KiB,
        asked: Vec::new(),
    });
    for (way, kib) in [Way::Recorded, Way::Pyodide].into_iter().zip(&options.python_kib) {
        for engine in &options.engines {
            let contestant = Contestant { way, host: engine.name() };
            weight.rows.push(Row { contestant, measured: Figures::new(vec![*kib]).into() });
        }
    }
    tables.push(weight);
    tables
}

fn table(question: &Question) -> Table {
    Table {
        id: question.id.into(),
        work: NAME,
        title: question.title.clone(),
        note: String::new(),
        unit: question.unit,
        ideal: 0.0,
        rows: Vec::new(),
        series: None,
    }
}

/// For each question, and each who is asked, all figures. In each round everybody is asked once, each in a
/// page that has just come, in the same browser: so its cache is warm.
fn ask(engine: Engine, options: &Options, questions: &[Question]) -> Result<Vec<Vec<Vec<f64>>>> {
    let page = Page::launch_unobserved(engine, &Screen::default())?;
    std::thread::sleep(COMING_UP);
    let mut all: Vec<Vec<Vec<f64>>> =
        questions.iter().map(|question| vec![Vec::new(); question.asked.len()]).collect();
    // Browsers keep compiled code when they have seen it twice, so two rounds warm all up.
    let warming = if options.quick { 1 } else { 2 };
    for round in 0..options.rounds + warming {
        for (question, answers) in questions.iter().zip(&mut all) {
            for ((_, call, key), answers) in question.asked.iter().zip(answers) {
                page.goto(&format!("{}listings/page.html", options.listings_url))?;
                page.wait_for_js("window.listings")?;
                let answer = page
                    .run_js(&format!("return window.listings.{call}"))
                    .map_err(|error| in_short(&error))?;
                if round >= warming {
                    answers.extend(figures(&answer, key)?);
                }
            }
        }
    }
    Ok(all)
}

fn figures(answer: &Value, key: &str) -> Result<Vec<f64>> {
    let answer = if key.is_empty() { answer } else { &answer[key] };
    match answer {
        Value::Number(number) => Ok(vec![number.as_f64().context("no number")?]),
        Value::Array(list) => Ok(list.iter().filter_map(Value::as_f64).collect()),
        other => bail!("no figure in {other}"),
    }
}
