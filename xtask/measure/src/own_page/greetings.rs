//! How much later than predicted a small program ends for real.

use anyhow::Result;

use super::{Samples, Work, number, open, table};
use crate::contestants::Way;
use crate::options::Options;
use crate::report::{Table, Unit};

pub const WORK: Work = Work { name: "greetings", measure };

fn measure(options: &Options) -> Result<Vec<Table>> {
    let values = if options.quick { "{ 'first-delay': 20, 'second-delay': 40 }" } else { "{}" };
    let variants = ["sequential", "concurrent"];
    let mut late = variants.map(|_| Samples::new(Way::Recorded, options));
    for engine in &options.engines {
        let page = open(*engine, options)?;
        for _ in 0..options.rounds {
            for (variant, late) in variants.iter().zip(&mut late) {
                let script = format!(
                    "const {{ run, simulate }} = await import('./pkg/coroscope.js');
                     const asked = ['greetings', '{variant}', {values}];
                     const ideal = simulate(...asked);
                     const real = await run(...asked);
                     return real.now_ms() - ideal.now_ms()"
                );
                late.add(*engine, number(&page, &script));
            }
        }
    }
    let table = |(variant, late): (&str, Samples)| {
        let title =
            format!("Greetings, {variant}: how much later than predicted the real run ends");
        table(WORK.name, &format!("greetings-{variant}"), &title, "", Unit::Ms, late.rows())
    };
    Ok(variants.into_iter().zip(late).map(table).collect())
}
