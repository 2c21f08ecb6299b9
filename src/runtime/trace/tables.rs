//! What events point to: source lines and texts, each kept once.

use std::borrow::Cow;
use std::panic::Location;

use super::files;

/// The number of a source line of a [`Trace`](super::Trace).
///
/// ```
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::trace::SiteId;
/// use coroscope::runtime::{Options, log};
///
/// let trace = simulate(Options::default(), async { log("hello") });
/// let last: Option<SiteId> = trace.events().filter_map(|event| event.site).last();
/// assert!(last.is_some_and(|site| trace.site(site).is_some()));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SiteId(pub u16);

/// The number of a text of a [`Trace`](super::Trace).
///
/// ```
/// use coroscope::runtime::trace::{Clock, TextId, Trace};
///
/// let mut trace = Trace::new(Clock::Virtual, 100);
/// let hello: TextId = trace.keep("hello");
/// assert_eq!(trace.text(hello), "hello");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TextId(pub u32);

/// A place in the source.
///
/// ```
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::trace::{Site, What};
/// use coroscope::runtime::{Options, log};
///
/// let line = line!() + 1;
/// let trace = simulate(Options::default(), async { log("hello") });
/// let printed = trace.events().find(|event| matches!(event.what, What::Logged { .. }));
/// let site: Option<&Site> = printed.and_then(|event| trace.site(event.site?));
/// assert_eq!(site.map(|site| site.line), Some(line));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// The file, as the compiler names it: relative to the workspace, or to what it is in if it is in
    /// no workspace. No file of this crate where others depend on it.
    pub file: Cow<'static, str>,
    /// The line, counted from 1.
    pub line: u32,
}

/// The value of the site column for events without a site.
pub(super) const NO_SITE: u16 = u16::MAX;

/// The sites of a trace. There are few, so a linear search beats a hash.
#[derive(Clone, Debug, Default)]
pub(super) struct Sites {
    pub(super) sites: Vec<Site>,
    /// Whether those that were kept are in more than one file. It is asked for with each line of a
    /// report.
    pub(super) has_several_files: bool,
    /// Addresses of locations seen, beside their index. A location may have several addresses.
    seen: Vec<(usize, u16)>,
}

impl Sites {
    /// The number of the site, new or known; [`NO_SITE`] if the table is full.
    #[inline(always)]
    pub(super) fn intern(&mut self, location: &'static Location<'static>) -> u16 {
        let address = std::ptr::from_ref(location).addr();
        match self.seen.iter().find(|(seen, _)| *seen == address) {
            Some(&(_, id)) => id,
            None => self.intern_unseen(location, address),
        }
    }

    #[cold]
    #[inline(never)]
    fn intern_unseen(&mut self, location: &'static Location<'static>, address: usize) -> u16 {
        let Some(file) = files::named(location.file()) else { return NO_SITE };
        let site = Site { file: Cow::Borrowed(file), line: location.line() };
        let known = self.sites.iter().position(|known| *known == site);
        let id = known.unwrap_or(self.sites.len()) as u16;
        if id == NO_SITE {
            return NO_SITE;
        }
        if known.is_none() {
            self.sites.push(site);
        }
        self.seen.push((address, id));
        id
    }

    /// Keeps a site, whether or not it is known.
    pub(super) fn keep(&mut self, site: Site) {
        self.has_several_files |= self.sites.first().is_some_and(|first| first.file != site.file);
        self.sites.push(site);
    }
}

impl From<Vec<Site>> for Sites {
    fn from(sites: Vec<Site>) -> Self {
        let mut all = Self::default();
        sites.into_iter().for_each(|site| all.keep(site));
        all
    }
}

/// How many bytes of text a trace keeps before it leaves further texts out.
const TEXT_BUDGET: usize = 4 << 20;

/// What a text counts beside its length, so that empty texts cannot pile up either. It is a
/// constant, so that a trace does not depend on the machine.
const TEXT_OVERHEAD: usize = 16;

/// The texts of a trace. Number 0 stands for each text that was left out.
#[derive(Clone, Debug)]
pub(super) struct Texts {
    pub(super) texts: Vec<Cow<'static, str>>,
    /// Static texts seen, by address and length, beside their index.
    seen: Vec<(usize, usize, u32)>,
    /// How much of the budget is used up.
    bytes: usize,
}

impl Texts {
    /// The number of a text that lives in the program, kept once. A text may have several
    /// addresses.
    pub(super) fn intern(&mut self, text: &'static str) -> u32 {
        let key = (text.as_ptr().addr(), text.len());
        if let Some(&(_, _, id)) = self.seen.iter().rev().find(|(at, len, _)| (*at, *len) == key) {
            return id;
        }
        let equal = |(_, _, id): &&(usize, usize, u32)| self.texts[*id as usize] == text;
        let known = self.seen.iter().find(equal).map(|(_, _, id)| *id);
        let id = known.unwrap_or_else(|| self.push(Cow::Borrowed(text)));
        self.seen.push((key.0, key.1, id));
        id
    }

    /// The number of a new text.
    pub(super) fn push(&mut self, text: Cow<'static, str>) -> u32 {
        let bytes = text.len() + TEXT_OVERHEAD;
        if self.bytes + bytes > TEXT_BUDGET {
            return 0;
        }
        self.bytes += bytes;
        self.texts.push(text);
        (self.texts.len() - 1) as u32
    }

    /// Keeps a text that another trace had, and so had room for.
    #[cfg(any(test, all(target_arch = "wasm32", feature = "page")))]
    pub(super) fn keep(&mut self, text: Cow<'static, str>) {
        self.bytes += text.len() + TEXT_OVERHEAD;
        self.texts.push(text);
    }

    /// How many bytes the texts take, about.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }
}

impl Default for Texts {
    fn default() -> Self {
        vec![Cow::Borrowed("(left out)")].into()
    }
}

impl From<Vec<Cow<'static, str>>> for Texts {
    fn from(texts: Vec<Cow<'static, str>>) -> Self {
        let bytes = texts.iter().map(|text| text.len() + TEXT_OVERHEAD).sum();
        Self { texts, seen: Vec::new(), bytes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_at_several_addresses_is_kept_once() {
        let mut texts = Texts::default();
        let here: &'static str = "a text";
        let there: &'static str = String::from(here).leak();
        assert_ne!(here.as_ptr(), there.as_ptr());
        let ids = [here, there, "another", here, there].map(|text| texts.intern(text));
        assert_eq!(ids, [1, 1, 2, 1, 1]);
    }
}
