//! What a person does on the page, and what they read there.

use browser::{Context, Element, Result, ensure};
use serde_json::Value;

pub use crate::agreement::Line;
use crate::harness::Visit;
use crate::waits::{IS_SETTLED, shown_by};

impl Visit {
    /// Opens a path of the site and waits until something can be run, and all that belongs to it
    /// is there.
    pub fn arrive(&self, path: &str) -> Result<()> {
        self.open(path)?;
        self.wait_for_state("ready")?;
        self.wait_for_listing()
    }

    /// The state that the page says it is in: `loading`, `ready`, `running` and so on.
    pub fn state(&self) -> Result<String> {
        self.text_of("document.documentElement.dataset.state")
    }

    /// From now on notes every state that the page goes through.
    pub fn watch_states(&self) -> Result<()> {
        self.run_js(
            "const root = document.documentElement;
             window.seenStates = [root.dataset.state];
             new MutationObserver(() => {
                 if (window.seenStates.at(-1) !== root.dataset.state) window.seenStates.push(root.dataset.state);
             }).observe(root, { attributeFilter: ['data-state'] })",
        )
        .map(drop)
    }

    /// The states since [`Visit::watch_states`].
    pub fn seen_states(&self) -> Result<Vec<String>> {
        self.texts("window.seenStates")
    }

    /// Lets the page draw this many times.
    pub fn frames(&self, count: u32) -> Result<()> {
        self.run_js(&drawn_by(count)).map(drop)
    }

    /// Clicks the element with this `data-testid`.
    pub fn click(&self, id: &str) -> Result<()> {
        self.click_on(&self.by_test_id(id)?)
    }

    /// Clicks an element as a person does, who aims at what is at rest and at what nothing covers.
    pub fn click_on(&self, element: &Element<'_>) -> Result<()> {
        element.run_js(AIM)?;
        element.click()
    }

    /// Presses Run, and waits until the run has begun. It may be over by then.
    pub fn start(&self) -> Result<()> {
        self.watch_states()?;
        self.click("run")?;
        self.wait_for_js("seenStates.includes('running')")
    }

    /// Presses Run and waits until the run is over.
    pub fn run(&self) -> Result<()> {
        self.watch_states()?;
        self.click("run")?;
        self.wait_for_js("seenStates.includes('running') && seenStates.at(-1) !== 'running'")?;
        self.drawn()
    }

    /// Types a value over that of a parameter.
    pub fn set(&self, param: &str, value: &str) -> Result<()> {
        self.by_test_id(&format!("param-{param}"))?.fill(value)?;
        self.wait_for_prediction()
    }

    /// Chooses a variant as with the mouse; its radio button lies below its label.
    pub fn choose_variant(&self, id: &str) -> Result<()> {
        self.choose(&format!("variant-{id}"))
    }

    /// Follows the link to a program at the side.
    pub fn choose_program(&self, id: &str) -> Result<()> {
        self.by_css(&format!("nav [data-program={id}]"))?.click()?;
        self.wait_for_js(&format!("location.search.includes('program={id}') && {IS_SETTLED}"))
    }

    /// Chooses what is hidden below its own label.
    pub fn choose(&self, id: &str) -> Result<()> {
        self.by_test_id(id)?.run_js("element.closest('label').click()")?;
        self.drawn()
    }

    /// A total in milliseconds: `predicted`, `measured`, `predicted-sequential`.
    pub fn total(&self, which: &str) -> Result<f64> {
        let text = self.shown(&format!("[data-testid=total-{which}]"))?;
        milliseconds(&text).with_context(|| format!("{text:?} as the total {which}"))
    }

    /// The lines of the output.
    pub fn output(&self) -> Result<Vec<Line>> {
        let found = self.run_js(
            "return [...document.querySelectorAll('[data-testid=output] li:not(.none)')].map((line) =>
                 ['time', '.name', '.text'].map((part) => line.querySelector(part).textContent))",
        )?;
        let lines = found.as_array().context("the output is no list")?;
        lines
            .iter()
            .map(|line| {
                let part = |at: usize| line[at].as_str().unwrap_or_default().to_owned();
                let at_ms = milliseconds(&part(0))
                    .or_else(|| number(&part(0)))
                    .with_context(|| format!("{line} has no time"))?;
                Ok(Line { at_ms, task: part(1), text: part(2) })
            })
            .collect()
    }

    /// The texts of the lines of the output.
    pub fn printed(&self) -> Result<Vec<String>> {
        Ok(self.output()?.into_iter().map(|line| line.text).collect())
    }

    /// The text of the first match of a selector, on one line.
    pub fn shown(&self, selector: &str) -> Result<String> {
        self.text_of(&shown_by(selector))
    }

    /// What [`Visit::shown`] returns for each of these selectors, at the same time.
    pub fn shown_together<const N: usize>(&self, selectors: [&str; N]) -> Result<[String; N]> {
        let texts = self.texts(&format!("[{}]", selectors.map(shown_by).join(", ")))?;
        texts.try_into().ok().context("there is an answer for each")
    }

    /// The text of the element with this `data-testid`.
    pub fn says(&self, id: &str) -> Result<String> {
        self.shown(&format!("[data-testid={id}]"))
    }

    /// The value of a parameter's field.
    pub fn value(&self, param: &str) -> Result<String> {
        self.text_of(&format!("document.querySelector('[data-testid=param-{param}]').value"))
    }

    /// The query of the address.
    pub fn query(&self) -> Result<String> {
        self.text_of("location.search")
    }

    /// The value of an expression as text; nothing is the empty text.
    pub fn text_of(&self, expression: &str) -> Result<String> {
        match self.run_js(&format!("return {expression}"))? {
            Value::String(text) => Ok(text),
            Value::Null => Ok(String::new()),
            other => Ok(other.to_string()),
        }
    }

    /// The value of an expression as a list of texts.
    pub fn texts(&self, expression: &str) -> Result<Vec<String>> {
        let found = self.run_js(&format!("return {expression}"))?;
        let items = found.as_array().with_context(|| format!("{expression} is no list"))?;
        Ok(items.iter().map(|one| one.as_str().unwrap_or_default().to_owned()).collect())
    }

    /// The value of an expression as a number.
    pub fn number_of(&self, expression: &str) -> Result<f64> {
        let found = self.run_js(&format!("return {expression}"))?;
        found.as_f64().with_context(|| format!("{expression} is {found}"))
    }
}

/// The expression that lets the page draw this many times.
pub fn drawn_by(count: u32) -> String {
    format!(
        "await (async () => {{
             for (let i = 0; i < {count}; i++) await new Promise((go) => requestAnimationFrame(go));
         }})()"
    )
}

/// Waits until `element` stays where it is for a frame, but for no more than ten: what moves all the time is
/// clicked while it does. On a phone a bar lies over the page, so it scrolls until nothing covers it. Tabs in
/// the background have no frames.
const AIM: &str = "
    const frame = () => new Promise((go) => (requestAnimationFrame(go), setTimeout(go, 100)));
    const place = () => JSON.stringify(element.getBoundingClientRect());
    for (let last = '', left = 10; last !== place() && left > 0; left--) {
        last = place();
        await frame();
    }
    const { left, top, width, height } = element.getBoundingClientRect();
    const over = document.elementFromPoint(left + width / 2, top + height / 2);
    if (!over || (!element.contains(over) && !over.contains(element)))
        element.scrollIntoView({ block: 'center', behavior: 'instant' });";

/// Checks that each line came no earlier than the one before it.
pub fn in_order(output: &[Line]) -> Result<()> {
    let is_sorted = output.is_sorted_by(|a, b| a.at_ms <= b.at_ms);
    ensure!(is_sorted, "the times go back: {output:?}");
    Ok(())
}

/// Reads `2,000 ms` and `1 h 0 min 55 s`, whatever follows, after a comma as well.
pub fn milliseconds(text: &str) -> Option<f64> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let part = |pair: &[&str]| {
        let in_ms = match pair.get(1)?.trim_end_matches(',') {
            "ms" => 1.0,
            "s" => 1000.0,
            "min" => 60_000.0,
            "h" => 3_600_000.0,
            _ => return None,
        };
        Some(number(pair[0])? * in_ms)
    };
    words.chunks(2).map_while(part).reduce(|sum, part| sum + part)
}

/// Reads `2,000.5`.
fn number(text: &str) -> Option<f64> {
    text.replace(',', "").parse().ok()
}
