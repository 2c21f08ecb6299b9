//! What a trace knows beside its rows, as bytes: the lines and the texts that rows point to, how far it
//! has come, and how it ended.

use std::borrow::Cow;

use super::bytes::{Reader, Writer};
use super::clock::Clock;
use super::end::End;
use super::recording::Trace;
use super::tables::{NO_SITE, Site};

/// What was read. Lines and texts are those that were written, and the rest is as in a [`Trace`].
pub(super) struct Facts {
    pub last_us: u64,
    pub sites: Vec<Site>,
    pub texts: Vec<Cow<'static, str>>,
    pub clock: Clock,
    pub time_scale: u32,
    pub began_us: u64,
    pub dropped: u64,
    pub unrecorded_tasks: u32,
    pub end: Option<End>,
}

impl Trace {
    /// Writes all but the rows and the workers. Of lines and texts it writes those given.
    pub(super) fn write_facts(
        &self,
        writer: &mut Writer,
        sites: &[Site],
        texts: &[Cow<'static, str>],
    ) {
        writer.number(self.last_us);
        writer.number(sites.len() as u64);
        for site in sites {
            writer.bytes(site.file.as_bytes());
            writer.number(site.line.into());
        }
        writer.number(texts.len() as u64);
        for text in texts {
            writer.bytes(text.as_bytes());
        }
        writer.number(match self.clock {
            Clock::Wall => 0,
            Clock::Virtual => 1,
        });
        writer.number(self.time_scale.into());
        writer.number(self.began_us);
        writer.number(self.dropped);
        writer.number(self.unrecorded_tasks.into());
        writer.number(match self.end {
            None => 0,
            Some(End::Completed) => 1,
            Some(End::Stopped) => 2,
            Some(End::Stuck) => 3,
            Some(End::PollLimit) => 4,
            Some(End::Panicked { .. }) => 5,
            Some(End::StepLimit) => 6,
        });
        if let Some(End::Panicked { message }) = &self.end {
            writer.bytes(message.as_bytes());
        }
    }
}

impl Facts {
    /// Reads what [`Trace::write_facts`] wrote. `None` also if it cannot be true of a trace that has so
    /// many other lines.
    pub fn read(reader: &mut Reader<'_>, other_sites: usize) -> Option<Self> {
        let last_us = reader.number()?;
        let mut sites = Vec::new();
        for _ in 0..reader.length()? {
            sites.push(Site { file: reader.text()?.into(), line: reader.number()? });
        }
        if other_sites + sites.len() >= usize::from(NO_SITE) {
            return None;
        }
        let mut texts = Vec::new();
        for _ in 0..reader.length()? {
            texts.push(Cow::Owned(reader.text()?));
        }
        let clock = match reader.number()? {
            0_u8 => Clock::Wall,
            1 => Clock::Virtual,
            _ => return None,
        };
        let time_scale: u32 = reader.number()?;
        if time_scale == 0 || (time_scale > 1 && clock != Clock::Wall) {
            return None;
        }
        let began_us = reader.number()?;
        let dropped = reader.number()?;
        let unrecorded_tasks = reader.number()?;
        let end = match reader.number()? {
            0_u8 => None,
            1 => Some(End::Completed),
            2 => Some(End::Stopped),
            3 => Some(End::Stuck),
            4 => Some(End::PollLimit),
            5 => Some(End::Panicked { message: reader.text()? }),
            6 => Some(End::StepLimit),
            _ => return None,
        };
        let facts = Self {
            last_us,
            sites,
            texts,
            clock,
            time_scale,
            began_us,
            dropped,
            unrecorded_tasks,
            end,
        };
        Some(facts)
    }
}
