//! Elements of the page, as scripts or people name them.

use anyhow::{Context, Result, bail};
use fantoccini::Locator;

use super::Page;
use crate::{Element, roles};

impl Page {
    /// The first element that matches a CSS selector.
    pub fn by_css(&self, selector: &str) -> Result<Element<'_>> {
        let inner = self
            .session
            .block(self.session.client().find(Locator::Css(selector)))
            .with_context(|| format!("looking for {selector}"))?;
        Ok(Element { session: &self.session, inner, sought: selector.into() })
    }

    /// Every element that matches a CSS selector.
    pub fn all_by_css(&self, selector: &str) -> Result<Vec<Element<'_>>> {
        let found = self
            .session
            .block(self.session.client().find_all(Locator::Css(selector)))
            .with_context(|| format!("looking for {selector}"))?;
        let element = |inner| Element { session: &self.session, inner, sought: selector.into() };
        Ok(found.into_iter().map(element).collect())
    }

    /// The element with this `data-testid`.
    pub fn by_test_id(&self, id: &str) -> Result<Element<'_>> {
        self.by_css(&format!("[data-testid={id:?}]"))
    }

    /// The element that assistive technology announces with this role and name.
    pub fn by_role(&self, role: &str, name: &str) -> Result<Element<'_>> {
        let found =
            self.by_name(&roles::candidates(role), name, |element| Ok(element.role()? == role))?;
        match found.0 {
            Some(element) => Ok(Element { sought: format!("{role} {name:?}"), ..element }),
            None => bail!("there is no {role} named {name:?} among {:?}", found.1),
        }
    }

    /// The field that is labelled so.
    pub fn by_label(&self, label: &str) -> Result<Element<'_>> {
        let found = self.by_name("input, select, textarea, output, [role]", label, |_| Ok(true))?;
        match found.0 {
            Some(element) => Ok(Element { sought: format!("field {label:?}"), ..element }),
            None => bail!("there is no field labelled {label:?} among {:?}", found.1),
        }
    }

    /// The first shown match of `selector` with this accessible name, and the names that were seen.
    fn by_name<'page>(
        &'page self,
        selector: &str,
        name: &str,
        fits: impl Fn(&Element<'page>) -> Result<bool>,
    ) -> Result<(Option<Element<'page>>, Vec<String>)> {
        let mut names = Vec::new();
        for element in self.all_by_css(selector)? {
            let own = element.name()?;
            if own == name && element.is_displayed()? && fits(&element)? {
                return Ok((Some(element), names));
            }
            names.push(own);
        }
        Ok((None, names))
    }

    /// The element that has the focus.
    pub fn focused(&self) -> Result<Element<'_>> {
        let inner = self.session.block(self.session.client().active_element())?;
        Ok(Element { session: &self.session, inner, sought: "the focused element".into() })
    }
}
