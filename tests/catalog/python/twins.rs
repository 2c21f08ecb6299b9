//! The listings with values and variants in them, which are what the page shows: its own module makes
//! them, in node.

use std::process::Command;

use coroscope::programs::Program;
use coroscope::programs::params::{Kind, Param, Value};
use serde_json::{Map, Value as Json, json};

use super::Run;
use super::listing::{Listing, repository};
use super::running::ask;

/// A listing with the values and the variant of a run.
#[derive(Debug)]
pub struct Twin {
    pub text: String,
    /// The labels of parameters that it has not.
    pub left: Vec<String>,
    /// Whether its last line runs the variant.
    pub is_of_variant: bool,
    /// Whether the page can run it, as the page says.
    pub runs_here: bool,
}

/// Whether there is a node. Without one a test says so and has nothing to do, except where all is to
/// be tested.
pub fn has_node() -> bool {
    let found = Command::new("node").arg("--version").output();
    let is_there = found.is_ok_and(|output| output.status.success());
    assert!(is_there || std::env::var_os("CI").is_none(), "there is no node");
    if !is_there {
        println!("There is no node, so nothing was compared with Python.");
    }
    is_there
}

/// The twins of a listing for several runs.
pub fn twins(program: &Program, listing: &Listing, runs: &[Run]) -> Vec<Twin> {
    let params: Vec<Json> = program.params.iter().map(param).collect();
    let input = |run: &Run| {
        let variant = json!({ "id": run.variant.replace('_', "-"), "title": "" });
        let mut values = Map::new();
        values.extend(run.values.iter().map(|(id, value)| (id.clone(), plain(value))));
        // Neither clock is that of a real run, which goes faster.
        if program.params.iter().any(|param| param.name == "time_scale") {
            values.insert("time-scale".to_owned(), Json::from(1));
        }
        json!({ "text": listing.text, "params": params, "variant": variant, "values": values })
            .to_string()
    };
    let mut node = Command::new("node");
    node.arg(repository().join("tests/catalog/python/twins.mjs"));
    let twins = ask(node, runs.iter().map(input), program.id);
    assert_eq!(twins.len(), runs.len());
    twins.iter().map(read).collect()
}

fn read(twin: &Json) -> Twin {
    let text = |json: &Json| json.as_str().expect("a text").to_owned();
    Twin {
        text: text(&twin["text"]),
        left: twin["left"].as_array().expect("a list").iter().map(text).collect(),
        is_of_variant: twin["instead"].is_null(),
        runs_here: twin["runsHere"].as_bool().expect("a flag"),
    }
}

/// What the module must know of a parameter.
fn param(param: &Param) -> Json {
    let kind = match param.kind {
        Kind::Duration(_) | Kind::Seconds(_) => "duration",
        Kind::Count(_) => "integer",
        Kind::Text { .. } => "text",
        Kind::Choice { .. } => "choice",
        Kind::Flag { .. } => "flag",
    };
    let default = plain(&param.kind.default_value());
    json!({ "kind": kind, "id": param.id(), "label": param.label(), "default": default })
}

/// A value as JavaScript has it.
fn plain(value: &Value) -> Json {
    match value {
        Value::Number(number) => json!(number),
        Value::Text(text) => json!(text),
        Value::Flag(flag) => json!(flag),
    }
}
