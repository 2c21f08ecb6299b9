//! What is measured happens in the order that was predicted, for every program of the catalog.

use browser::{Result, bail};

use crate::harness::{Claim, LAPTOP, Site, Visit, claims};

pub const CLAIMS: &[Claim] = claims![
    Site::Published, LAPTOP =>
        every_program_prints_for_real_what_it_prints_in_the_simulation,
];

/// Variants in which nobody promises the order, or which print what they have measured.
const NOT_PROMISED: [(&str, &str, &str); 9] = [
    ("blocking", "moved-to-a-worker", "a thread ends when it ends"),
    ("top-stories", "concurrent", "the network decides whose answer is first"),
    ("kitchen", "many-cooks", "the cooks are threads"),
    ("processes", "one-after-another", "it prints what it measures"),
    ("processes", "at-once", "it prints what it measures"),
    ("threads", "racy", "updates are lost by chance"),
    ("scale", "coroutines", "it prints what it measures"),
    ("scale", "workers", "it prints what it measures"),
    ("job-queue", "*", "the workers are threads"),
];

fn every_program_prints_for_real_what_it_prints_in_the_simulation(page: &Visit) -> Result<()> {
    page.arrive("/")?;
    // Every variant runs by itself, with its delays made short: down to 30 ms they keep their
    // proportions, so that those which differ still differ by more than a browser is late.
    let exempt: Vec<String> =
        NOT_PROMISED.iter().map(|(id, variant, _)| format!("{id} {variant}")).collect();
    page.run_js(&format!(
        "const {{ default: init, catalog, simulate, run }} = await import('/pkg/coroscope.js');
         // Scripts of a driver may have an instance of their own.
         await init();
         const exempt = new Set({exempt:?});
         const short = (param) => {{
             if (param.kind !== 'duration' || param.default === 0) return [];
             return [[param.id, Math.max(param.min, Math.min(param.default, 30 * Math.ceil(param.default / 500)))]];
         }};
         const printed = (run) => run.report().output.map((line) => line.text);
         window.disagreeing = [];
         window.agreed = 0;
         for (const {{ id, variants, params }} of catalog()) {{
             const values = Object.fromEntries(params.flatMap(short));
             for (const variant of variants) {{
                 if (exempt.has(id + ' ' + variant.id) || exempt.has(id + ' *')) continue;
                 const predicted = printed(simulate(id, variant.id, values));
                 const measured = printed(await run(id, variant.id, values));
                 if (JSON.stringify(predicted) === JSON.stringify(measured)) window.agreed += 1;
                 else window.disagreeing.push(
                     [id, variant.id, JSON.stringify(predicted), JSON.stringify(measured)].join('\\n'));
             }}
         }}"
    ))?;
    let disagreeing = page.texts("window.disagreeing")?;
    if !disagreeing.is_empty() {
        bail!("predicted and measured:\n{}", disagreeing.join("\n"));
    }
    assert!(page.number_of("window.agreed")? >= 20.0, "hardly anything was compared");
    Ok(())
}
