//! The queues, semaphores and the like of a record.

use crate::runtime::trace::{SiteId, TextId, Trace};

/// An object, as pictures of what it holds call it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Object {
    class: TextId,
    site: Option<SiteId>,
    /// Its name, made when it is first asked for.
    name: Option<TextId>,
}

/// At most this many objects have a name. There are pictures of no more.
const MOST_NAMED: usize = 16;

/// The objects of a record, in the order of their numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct Objects {
    all: Vec<Object>,
    named: usize,
}

impl Objects {
    pub fn len(&self) -> usize {
        self.all.len()
    }

    pub fn add(&mut self, class: TextId, site: Option<SiteId>) {
        self.all.push(Object { class, site, name: None });
    }

    /// What an object is called, which must exist: "Queue (line 7)". Of several that were made on the
    /// same line the later ones are numbered: "Queue (line 7, number 2)". `None` for those that have
    /// none, because many others have one.
    pub fn name(&mut self, number: usize, trace: &mut Trace) -> Option<TextId> {
        let Object { class, site, name } = *self.all.get(number)?;
        if name.is_some() || self.named == MOST_NAMED {
            return name;
        }
        let same = |other: &&Object| other.class == class && other.site == site;
        let nth = self.all[..number].iter().filter(same).count() + 1;
        let several = trace.has_several_files();
        let line = site.and_then(|site| trace.site(site)).map(|site| match several {
            true => format!("line {} of {}", site.line, site.file),
            false => format!("line {}", site.line),
        });
        let place = (nth > 1).then(|| format!("number {nth}"));
        let place: Vec<String> = line.into_iter().chain(place).collect();
        let class = trace.text(class);
        // Of a semaphore it is not the permits that are left.
        let what = if class.ends_with("Semaphore") { " in use" } else { "" };
        let place = match place.is_empty() {
            true => String::new(),
            false => format!(" ({})", place.join(", ")),
        };
        let name = format!("{class}{what}{place}");
        let name = trace.keep(name);
        self.all[number].name = Some(name);
        self.named += 1;
        Some(name)
    }
}
