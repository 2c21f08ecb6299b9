//! Keys and the mouse.

use anyhow::{Context, Result};
use fantoccini::actions::{
    InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction,
};

use super::Page;
use crate::keys;

impl Page {
    /// Presses a key by its name where the focus is: `Tab`, `Shift+Tab`, `ArrowRight`, `a`.
    pub fn press(&self, combination: &str) -> Result<()> {
        let keys = keys::parse(combination)?;
        let mut actions = KeyActions::new("keyboard".into());
        for value in &keys {
            actions = actions.then(KeyAction::Down { value: *value });
        }
        for value in keys.iter().rev() {
            actions = actions.then(KeyAction::Up { value: *value });
        }
        self.session
            .block(self.session.client().perform_actions(actions))
            .with_context(|| format!("pressing {combination}"))
    }

    /// Presses the mouse at one place of the window, moves it over others and lets it go at the last:
    /// in CSS pixels from the left and from above.
    pub fn drag(&self, places: &[(f64, f64)]) -> Result<()> {
        let mut actions = MouseActions::new("mouse".into());
        for (number, (x, y)) in places.iter().enumerate() {
            let (x, y) = (x.round(), y.round());
            actions = actions.then(PointerAction::MoveTo { duration: None, x, y });
            if number == 0 {
                actions = actions.then(PointerAction::Down { button: MOUSE_BUTTON_LEFT });
            }
        }
        actions = actions.then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        self.session.block(self.session.client().perform_actions(actions)).context("dragging")
    }

    /// Moves the mouse to a place of the window: in CSS pixels from the left and from above.
    pub fn move_mouse(&self, x: f64, y: f64) -> Result<()> {
        let actions = MouseActions::new("mouse".into());
        let actions = actions.then(PointerAction::MoveTo { duration: None, x, y });
        self.session
            .block(self.session.client().perform_actions(actions))
            .context("moving the mouse")
    }
}
