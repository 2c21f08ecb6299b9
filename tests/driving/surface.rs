//! What the exports of the module promise.

use crate::agreement::{FIRST_DECIDES, Line, difference};
use coroscope::page::{JsOptions, JsValues, Run, catalog, describe, run, simulate};
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

/// A JavaScript object with these properties.
fn object<T: JsCast>(properties: &[(&str, JsValue)]) -> T {
    let object = Object::new();
    for (name, value) in properties {
        Reflect::set(&object, &(*name).into(), value).expect("a new object takes properties");
    }
    object.unchecked_into()
}

fn get(value: &JsValue, path: &str) -> JsValue {
    let step = |value: JsValue, name: &str| Reflect::get(&value, &name.into()).unwrap_or_default();
    path.split('.').fold(value.clone(), step)
}

fn report(run: &Run) -> JsValue {
    run.report().into()
}

fn output(run: &Run) -> Vec<String> {
    let lines: Array = get(&report(run), "output").unchecked_into();
    lines.iter().filter_map(|line| get(&line, "text").as_string()).collect()
}

fn printed(run: &Run) -> Vec<Line> {
    let lines: Array = get(&report(run), "output").unchecked_into();
    let text = |line: &JsValue, name| get(line, name).as_string().unwrap_or_default();
    let printed = |line: JsValue| Line {
        at_ms: get(&line, "at_ms").as_f64().unwrap_or(f64::NAN),
        task: text(&line, "task_name"),
        text: text(&line, "text"),
    };
    lines.iter().map(printed).collect()
}

fn sentence(error: wasm_bindgen::JsError) -> String {
    get(&error.into(), "message").as_string().unwrap_or_default()
}

/// Values that make each program of the catalog short.
fn short_values(program: &JsValue) -> JsValues {
    let params: Array = get(program, "params").unchecked_into();
    let id = get(program, "id").as_string().unwrap_or_default();
    let divisor = if FIRST_DECIDES.contains(&&*id) { 5.0 } else { 50.0 };
    let is_delay =
        |param: &JsValue| get(param, "kind") == "duration" && get(param, "id") != "time-limit";
    let durations = params.iter().filter(is_delay);
    let scaled = durations.map(|param| {
        let id = get(&param, "id").as_string().unwrap_or_default();
        (id, JsValue::from(get(&param, "default").as_f64().unwrap_or_default() / divisor))
    });
    let scaled: Vec<(String, JsValue)> = scaled.collect();
    let pairs: Vec<(&str, JsValue)> =
        scaled.iter().map(|(id, value)| (id.as_str(), value.clone())).collect();
    object(&pairs)
}

#[wasm_bindgen_test]
async fn every_variant_on_one_loop_prints_the_same_lines_simulated_and_for_real() {
    coroscope::host::set_site("/www/");
    for program in catalog() {
        let program = JsValue::from(program);
        let id = get(&program, "id").as_string().unwrap_or_default();
        // Programs start their workers from a script of the page, which is missing here. The tests of
        // the page compare them.
        if get(&program, "chapter") == "More than one worker" {
            continue;
        }
        let variants: Array = get(&program, "variants").unchecked_into();
        assert!(variants.length() > 0, "{id} has variants");
        for variant in variants.iter() {
            let variant = get(&variant, "id").as_string().unwrap_or_default();
            if variant == "moved-to-a-worker" {
                continue;
            }
            let values = || short_values(&program);
            let simulated = simulate(&id, &variant, &values(), &object(&[])).expect("valid input");
            let predicted = printed(&simulated);
            // What differs when the machine was busy elsewhere does not differ again.
            for is_last in [false, false, true] {
                let real = run(id.clone(), variant.clone(), values(), object(&[])).await;
                let real = real.expect("valid input");
                assert!(!output(&real).is_empty(), "{id} {variant} prints something");
                assert!(real.now_ms() >= simulated.now_ms(), "{id} {variant} is never early");
                let measured = printed(&real);
                let Some(difference) = difference(&predicted, &measured) else { break };
                if is_last {
                    panic!("{id} {variant}: {difference}\n{predicted:#?}\n{measured:#?}");
                }
            }
        }
    }
}

#[wasm_bindgen_test]
fn greetings_take_the_sum_or_the_longest() {
    for (variant, total_ms) in [("sequential", 3000.0), ("concurrent", 2000.0)] {
        let run = simulate("greetings", variant, &object(&[]), &object(&[])).expect("valid input");
        assert_eq!(get(&report(&run), "total_ms"), total_ms);
        assert_eq!(output(&run), ["hi", "hoi"]);
    }
}

#[wasm_bindgen_test]
fn a_listing_tells_about_its_program_and_another_is_refused() {
    let greetings = include_str!("../../src/programs/greetings.rs");
    let texts = JsValue::from(describe("greetings", greetings).expect("it is what runs"));
    let question = get(&texts, "question").as_string().unwrap_or_default();
    assert!(question.ends_with('?'), "{question}");
    let entry = get(&texts, "variants.1.line").as_f64().unwrap_or_default() as usize;
    let line = greetings.lines().nth(entry - 1);
    assert_eq!(line, Some("pub async fn concurrent(params: Params) {"));
    for (program, source) in [("countdown", greetings), ("greetings", ""), ("greeting", greetings)]
    {
        let refused = sentence(describe(program, source).expect_err("this is not what runs"));
        assert!(refused.ends_with('.'), "{refused}");
    }
}

#[wasm_bindgen_test]
fn bad_input_is_refused_with_a_sentence_that_says_what_is_allowed() {
    let refuse = |program: &str, variant: &str, values: &[(&str, JsValue)]| {
        let refused = simulate(program, variant, &object(values), &object(&[]));
        sentence(refused.expect_err("this input is not allowed"))
    };
    let sentence = refuse("greeting", "sequential", &[]);
    assert!(sentence.contains("“greeting”") && sentence.contains("countdown"), "{sentence}");
    let sentence = refuse("greetings", "parallel", &[]);
    assert!(sentence.contains("“parallel”") && sentence.contains("concurrent"), "{sentence}");
    let sentence = refuse("greetings", "sequential", &[("first-delay", 5001.into())]);
    assert_eq!(sentence, "First delay must be a time from 0 to 5,000 milliseconds.");
    for value in [f64::NAN.into(), (-1).into(), "7".into(), JsValue::NULL, Object::new().into()] {
        let sentence = refuse("greetings", "sequential", &[("first-delay", value)]);
        assert!(sentence.to_lowercase().contains("first"), "{sentence}");
    }
    let sentence = refuse("countdown", "sequential", &[("coroutines", 1.5.into())]);
    assert!(sentence.contains("Coroutines") && sentence.contains("whole number"), "{sentence}");
    let sentence = refuse("greetings", "sequential", &[("third-delay", 1.into())]);
    assert!(sentence.contains("third-delay") && sentence.contains("first-delay"), "{sentence}");
}

#[wasm_bindgen_test]
async fn bad_input_rejects_the_promise_of_a_run() {
    let options: JsOptions = object(&[("order", "backwards".into())]);
    let refused = run("greetings".into(), "sequential".into(), object(&[]), options).await;
    let sentence = sentence(refused.expect_err("there is no such order"));
    assert!(sentence.contains("order") && sentence.contains("seed"), "{sentence}");
}

#[wasm_bindgen_test]
fn the_same_seed_gives_the_same_bytes() {
    let bytes = |seed: f64| {
        let options = object(&[("order", object::<Object>(&[("seed", seed.into())]).into())]);
        simulate("countdown", "concurrent", &object(&[]), &options).expect("valid").to_bytes()
    };
    assert_eq!(bytes(7.0), bytes(7.0));
    assert!((0..20).any(|seed| bytes(f64::from(seed)) != bytes(7.0)), "a seed changes the order");
}

#[wasm_bindgen_test]
async fn an_aborted_signal_stops_the_run_and_its_trace_stays_readable() {
    let controller = web_sys::AbortController::new().expect("browsers have it");
    let options = object(&[("signal", controller.signal().into())]);
    let delays = object(&[("first-delay", 5000.into()), ("second-delay", 5000.into())]);
    let running = run("greetings".into(), "concurrent".into(), delays, options);
    let abort = async {
        gloo_timers::future::TimeoutFuture::new(30).await;
        controller.abort();
    };
    let (run, ()) = futures_lite::future::zip(running, abort).await;
    let run = run.expect("stopping is no error");
    assert_eq!(get(&report(&run), "end"), "stopped");
    assert!(output(&run).is_empty(), "it did not wait for the first greeting: {:?}", output(&run));
}

#[wasm_bindgen_test]
fn a_saved_run_tells_the_same_as_the_run_itself() {
    let run = simulate("blocking", "blocking-sleep", &object(&[]), &object(&[])).expect("valid");
    let again = Run::from_bytes(&run.to_bytes()).expect("it was just written");
    let json = |run: &Run| js_sys::JSON::stringify(&report(run)).expect("a report is plain data");
    assert_eq!(json(&again), json(&run));
    assert_eq!(again.draw(0.0, 3000.0, 0, 9, 500.0), run.draw(0.0, 3000.0, 0, 9, 500.0));
    let refused = sentence(Run::from_bytes(b"something else").expect_err("this is no run"));
    assert!(refused.contains("not a saved run"), "{refused}");
}

#[wasm_bindgen_test]
fn a_run_grows_with_its_record_and_is_looked_at_meanwhile() {
    let run = Run::of_record(None);
    let texts = ["listing.py", "hello"].map(str::to_owned).to_vec();
    let begin = [[1, 0, 0, -1, 0, 0], [2, 0, 0, 0, 0, 0], [4, 0, 0, 0, 0, 0]];
    let grown = run.grow(begin.as_flattened(), texts, vec!["listing.py".to_owned()]);
    assert!(grown.is_ok());
    assert_eq!(get(&report(&run), "end"), "running");
    let rest = [[15, 0, 1_500, 1, 0, 3], [6, 0, 2_000, 0, 0, 0]];
    assert!(run.grow(rest.as_flattened(), Vec::new(), Vec::new()).is_ok());
    run.finish(Some(0), 2.0, 0.0);
    assert_eq!(
        (get(&report(&run), "end"), output(&run)),
        ("completed".into(), vec!["hello".to_owned()])
    );
    assert_eq!(run.now_ms(), 2.0);
    let error = run.grow(&[99, 0, 2_000, 0, 0, 0], Vec::new(), Vec::new()).err();
    let expected = "row 5 of this record has an impossible kind, 99";
    assert_eq!(error.map(sentence).as_deref(), Some(expected));
}
