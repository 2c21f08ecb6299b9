//! Where one output differs from another, in words.

use serde::Serialize;

/// Where an output first differs from the output of first in, first out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct FirstDifference {
    /// The number of the line, counted from 1.
    pub line: u32,
    /// The difference in words: "line 3: `b` is printed before `a`".
    pub text: String,
}

/// The first line in which an output differs from the usual output.
pub(super) fn first_difference(usual: &[String], output: &[&str]) -> Option<FirstDifference> {
    let same = common(usual.iter(), output.iter());
    let line = same + 1;
    let text = match (usual.get(same), output.get(same)) {
        (None, None) => return None,
        (Some(missing), None) => format!("it ends before line {line}, `{missing}`"),
        (None, Some(more)) => format!("line {line}: `{more}` is printed in addition"),
        (Some(was), Some(is)) => {
            let comes_later = usual[line..].iter().any(|other| other == is);
            match (comes_later, output[line..].contains(&was.as_str())) {
                (true, true) => format!("line {line}: `{is}` is printed before `{was}`"),
                (true, false) => format!("line {line}: `{was}` is not printed, `{is}` follows"),
                (false, true) => format!("line {line}: `{is}` is printed in addition"),
                (false, false) => format!("line {line}: `{is}` instead of `{was}`"),
            }
        }
    };
    Some(FirstDifference { line: line as u32, text })
}

/// How many lines are the same before the first that differs.
pub(super) fn common<A: AsRef<str>, B: AsRef<str>>(
    a: impl Iterator<Item = A>,
    b: impl Iterator<Item = B>,
) -> usize {
    a.zip(b).take_while(|(a, b)| a.as_ref() == b.as_ref()).count()
}
