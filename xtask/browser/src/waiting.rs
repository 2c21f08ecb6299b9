//! The script that waits inside the page.

use std::time::Duration;

/// The body of an async function. It returns nothing as soon as `expression` is truthy. After
/// `patience` it returns a text: the last value or error of the expression, and what the page reports
/// to be busy with.
pub fn script(expression: &str, patience: Duration) -> String {
    // It does not ask for frames: a frame that is asked for is drawn, which costs more than checking.
    format!(
        "const until = performance.now() + {};
         for (;;) {{
           let seen;
           try {{
             const value = ({expression});
             if (value) return null;
             seen = `it is ${{value}}`;
           }} catch (error) {{
             seen = String(error);
           }}
           if (performance.now() >= until) {{
             const {{ settled }} = document.documentElement.dataset;
             return settled && settled !== 'yes' ? `${{seen}}; still busy: ${{settled}}` : seen;
           }}
           await new Promise((go) => setTimeout(go, 16));
         }}",
        patience.as_millis()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_looks_for_as_long_as_it_may() {
        let script = script("window.isThere", Duration::from_millis(1500));
        assert!(script.contains("(window.isThere)") && script.contains("+ 1500"), "{script}");
    }
}
