//! Elements that may have a role implicitly.

/// A CSS selector for all elements that may have `role`. The role and name that the browser computes
/// decide among them.
pub fn candidates(role: &str) -> String {
    let native = match role {
        "article" => "article",
        "banner" => "header",
        "button" => "button, summary, input[type=button], input[type=submit], input[type=reset]",
        "cell" => "td",
        "checkbox" => "input[type=checkbox]",
        "columnheader" | "rowheader" => "th",
        "combobox" | "listbox" => "select, input[list]",
        "complementary" => "aside",
        "contentinfo" => "footer",
        "dialog" => "dialog",
        "figure" => "figure",
        "form" => "form",
        "group" => "fieldset, details, optgroup",
        "heading" => "h1, h2, h3, h4, h5, h6",
        "image" | "img" => "img, svg, canvas",
        "link" => "a[href]",
        "list" => "ul, ol, menu",
        "listitem" => "li",
        "main" => "main",
        "navigation" => "nav",
        "option" => "option",
        "progressbar" => "progress",
        "radio" => "input[type=radio]",
        "region" => "section",
        "row" => "tr",
        "search" => "search",
        "searchbox" => "input[type=search]",
        "slider" => "input[type=range]",
        "spinbutton" => "input[type=number]",
        "status" => "output",
        "table" => "table",
        "textbox" => "input:not([type]), input[type=text], input[type=url], textarea",
        _ => return format!("[role~={role:?}]"),
    };
    format!("[role~={role:?}], {native}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_found_by_attribute_and_by_element() {
        assert_eq!(candidates("slider"), r#"[role~="slider"], input[type=range]"#);
        assert_eq!(candidates("tab"), r#"[role~="tab"]"#);
    }
}
