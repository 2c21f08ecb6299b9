//! Makes a run simpler about which two languages disagree, as long as they still do.

use super::Run;

/// The simplest run that is found. `different` is one of those about which they disagree, if any.
pub fn simplify(mut run: Run, different: impl Fn(&[Run]) -> Option<Run>) -> Run {
    while let Some(simpler) = different(&simpler(&run)) {
        run = simpler;
    }
    run
}

/// The run with one value less: the parameter has its default then.
fn simpler(run: &Run) -> Vec<Run> {
    let without = |place| {
        let mut simpler = run.clone();
        simpler.values.remove(place);
        simpler
    };
    (0..run.values.len()).map(without).collect()
}
