//! What the page hands in, checked: everything may be of any type.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::prelude::{JsCast, JsValue};
use web_sys::AbortSignal;

use crate::programs::params::{BadInput, Value, Values};
use crate::runtime::{Options, Order, TimeSource};

/// How a run is made.
pub(super) struct RunOptions {
    pub(super) run: Options,
    pub(super) signal: Option<AbortSignal>,
    pub(super) on_start: Option<Function>,
    pub(super) on_change: Option<Function>,
}

/// Reads what somebody entered.
pub(super) fn read_values(values: &JsValue) -> Result<Values, BadInput> {
    if values.is_undefined() {
        return Ok(Values::new());
    }
    // An object of another frame is one, too, though not an instance of this frame's `Object`.
    if !values.is_object() {
        return Err(bad("The values must be an object."));
    }
    let object: &Object = values.unchecked_ref();
    let entry = |entry: JsValue| {
        let pair: Array = entry.unchecked_into();
        let id = pair.get(0).as_string().unwrap_or_default();
        let value = pair.get(1);
        let number = value.as_f64().map(Value::Number);
        let value = number
            .or_else(|| value.as_bool().map(Value::Flag))
            .or_else(|| value.as_string().map(Value::Text))
            .ok_or_else(|| bad(format!("“{id}” must be a number, a text, or true or false.")))?;
        Ok((id, value))
    };
    Object::entries(object).iter().map(entry).collect()
}

/// Reads how a run is to be made.
pub(super) fn read_options(options: &JsValue) -> Result<RunOptions, BadInput> {
    let get = |name: &str| get(options, name);
    let mut run = Options { order: read_order(&get("order"))?, ..Options::default() };
    if let Some(capacity) = defined(get("capacity")) {
        run.capacity = Some(whole_number(&capacity, "capacity")? as usize);
    }
    let record = defined(get("record")).map(|record| record.as_bool());
    match record {
        None | Some(Some(true)) => {}
        Some(Some(false)) => run.capacity = None,
        Some(None) => return Err(bad("“record” must be true or false.")),
    }
    Ok(RunOptions {
        run,
        signal: of_type(get("signal"), "signal", "an AbortSignal")?,
        on_start: of_type(get("on_start"), "on_start", "a function")?,
        on_change: of_type(get("on_change"), "on_change", "a function")?,
    })
}

/// What a worker is to do.
pub(super) struct Call {
    pub(super) job: String,
    pub(super) input: String,
    pub(super) name: String,
    /// The clock of the run.
    pub(super) clock: TimeSource,
    pub(super) memory: JsValue,
}

/// Reads what a worker is to do.
pub(super) fn read_call(call: &JsValue) -> Result<Call, BadInput> {
    let text = |name: &str| {
        get(call, name).as_string().ok_or_else(|| bad(format!("“{name}” must be a text.")))
    };
    let number = |name: &str| {
        let number = get(call, name).as_f64().filter(|number| number.is_finite());
        number.ok_or_else(|| bad(format!("“{name}” must be a number.")))
    };
    Ok(Call {
        job: text("job")?,
        input: text("input")?,
        name: text("name")?,
        clock: TimeSource::wall_since(number("began_ms")?, number("sent_ms")?),
        memory: get(call, "memory"),
    })
}

fn read_order(order: &JsValue) -> Result<Order, BadInput> {
    let Some(order) = defined(order.clone()) else { return Ok(Order::Fifo) };
    if order.as_string().as_deref() == Some("fifo") {
        return Ok(Order::Fifo);
    }
    if let Some(seed) = defined(get(&order, "seed")) {
        return Ok(Order::Shuffled { seed: whole_number(&seed, "seed")? });
    }
    if let Some(picks) = defined(get(&order, "picks")).filter(Array::is_array) {
        let picks: Array = picks.unchecked_into();
        let pick =
            |pick: JsValue| Ok(u32::try_from(whole_number(&pick, "picks")?).unwrap_or(u32::MAX));
        return Ok(Order::Picked(picks.iter().map(pick).collect::<Result<_, BadInput>>()?));
    }
    Err(bad(
        "“order” must be \"fifo\", or have a whole number as “seed” or a list of them as “picks”.",
    ))
}

/// A whole number that JavaScript can hold exactly.
fn whole_number(value: &JsValue, name: &str) -> Result<u64, BadInput> {
    const LARGEST: f64 = 9_007_199_254_740_991.0;
    let number = value.as_f64().filter(|number| number.fract() == 0.0);
    let number = number.filter(|number| (0.0..=LARGEST).contains(number));
    let number =
        number.ok_or_else(|| bad(format!("“{name}” must be a whole number from 0 on.")))?;
    Ok(number as u64)
}

fn of_type<T: JsCast>(value: JsValue, name: &str, what: &str) -> Result<Option<T>, BadInput> {
    let Some(value) = defined(value) else { return Ok(None) };
    let value = value.dyn_into::<T>().map_err(|_| bad(format!("“{name}” must be {what}.")))?;
    Ok(Some(value))
}

/// A property; undefined where there is none, and where there is no object at all.
fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or_default()
}

fn defined(value: JsValue) -> Option<JsValue> {
    (!value.is_undefined() && !value.is_null()).then_some(value)
}

fn bad(sentence: impl Into<std::borrow::Cow<'static, str>>) -> BadInput {
    BadInput(sentence.into())
}
