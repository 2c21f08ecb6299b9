//! One element of the page.

use anyhow::{Context, Result};
use serde_json::Value;

use crate::keys;
use crate::session::Session;

/// An element that was found. If it has left the page since, its methods return errors.
#[derive(Debug, Clone)]
pub struct Element<'page> {
    pub(crate) session: &'page Session,
    pub(crate) inner: fantoccini::elements::Element,
    /// How it was sought, for error messages.
    pub(crate) sought: String,
}

impl Element<'_> {
    /// Clicks its middle, after scrolling it into view, as a person would.
    pub fn click(&self) -> Result<()> {
        self.session.block(self.inner.click()).with_context(|| format!("clicking {}", self.sought))
    }

    /// The text that a person sees.
    pub fn text(&self) -> Result<String> {
        self.session.block(self.inner.text()).with_context(|| format!("reading {}", self.sought))
    }

    /// An attribute as the document has it.
    pub fn attribute(&self, name: &str) -> Result<Option<String>> {
        self.session
            .block(self.inner.attr(name))
            .with_context(|| format!("{name} of {}", self.sought))
    }

    /// A property as scripts see it, as text.
    pub fn property(&self, name: &str) -> Result<Option<String>> {
        self.session
            .block(self.inner.prop(name))
            .with_context(|| format!("{name} of {}", self.sought))
    }

    /// What a field holds.
    pub fn value(&self) -> Result<String> {
        Ok(self.property("value")?.unwrap_or_default())
    }

    /// Whether a person can see it.
    pub fn is_displayed(&self) -> Result<bool> {
        self.session.block(self.inner.is_displayed())
    }

    /// Whether a person can use it.
    pub fn is_enabled(&self) -> Result<bool> {
        self.session.block(self.inner.is_enabled())
    }

    /// Focuses it and types `text`.
    pub fn type_text(&self, text: &str) -> Result<()> {
        self.session
            .block(self.inner.send_keys(text))
            .with_context(|| format!("typing into {}", self.sought))
    }

    /// Focuses it and presses a key by its name: `ArrowRight`, `Shift+Tab`.
    pub fn press(&self, combination: &str) -> Result<()> {
        let keys: String = keys::parse(combination)?.into_iter().collect();
        self.type_text(&keys)
    }

    /// Replaces what a text or number field holds by typing `text` over it, then leaves the field.
    pub fn fill(&self, text: &str) -> Result<()> {
        self.run_js("element.focus(); element.select?.()")?;
        if text.is_empty() { self.press("Delete") } else { self.type_text(text) }?;
        self.run_js("element.blur()")?;
        Ok(())
    }

    /// Moves a slider to `value`, with the events that dragging it there would send.
    pub fn slide_to(&self, value: f64) -> Result<()> {
        let script = format!(
            "element.focus(); element.value = {value}; \
             element.dispatchEvent(new Event('input', {{ bubbles: true }})); \
             element.dispatchEvent(new Event('change', {{ bubbles: true }}))"
        );
        self.run_js(&script).map(drop)
    }

    /// Runs a script in which `element` is this element, and returns what it returns.
    pub fn run_js(&self, script: &str) -> Result<Value> {
        self.session.run_on(&self.inner, &self.sought, script)
    }

    /// The name that assistive technology reads out.
    pub fn name(&self) -> Result<String> {
        self.session.computed(&self.inner, "computedlabel")
    }

    /// The role that assistive technology reads out.
    pub fn role(&self) -> Result<String> {
        self.session.computed(&self.inner, "computedrole")
    }
}
