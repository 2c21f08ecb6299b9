//! What a program's own source says about it.

/// What the page says about a program, taken from the comments at the top of its file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    /// The heading.
    pub title: String,
    /// The line that asks a question.
    pub question: String,
    /// The paragraphs that say what to watch.
    pub watch: Vec<String>,
    /// The paragraphs that say what happened, and why.
    pub lesson: Vec<String>,
}

/// Reads the comments at the top of a program's file: a title, a question, and the sections
/// “Watch” and “Lesson”.
pub(super) fn texts(source: &str) -> Texts {
    let mut texts = Texts::default();
    let mut section = "";
    let doc = source.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim);
    let doc: Vec<&str> = doc.collect();
    for paragraph in doc.split(|line| line.is_empty()).filter(|lines| !lines.is_empty()) {
        let text = paragraph.join(" ");
        if let Some(heading) = text.strip_prefix("## ") {
            section = if heading == "Watch" { "watch" } else { "lesson" };
        } else if let Some(title) = text.strip_prefix("# ") {
            texts.title = title.to_owned();
        } else {
            match section {
                "watch" => texts.watch.push(text),
                "lesson" => texts.lesson.push(text),
                _ => texts.question = text,
            }
        }
    }
    texts
}

/// Where a function of the source begins, and what the comment above it says.
pub(super) fn function(source: &str, name: &str) -> Option<(u32, String)> {
    let start = format!("pub async fn {name}(");
    let lines: Vec<&str> = source.lines().collect();
    let at = lines.iter().position(|line| line.starts_with(&start))?;
    let comment = lines[..at].iter().rev().map_while(|line| line.strip_prefix("///"));
    let mut comment: Vec<&str> = comment.map(str::trim).collect();
    comment.reverse();
    Some((at as u32 + 1, comment.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "//! # Title\n//!\n//! Why?\n//!\n//! ## Watch\n//!\n//! One\n//! line.\n\
        //!\n//! Two.\n//!\n//! ## Lesson\n//!\n//! So.\n\nuse x;\n\n/// Does\n/// it.\n\
        pub async fn run(params: Params) {}\n";

    #[test]
    fn the_comments_at_the_top_are_the_texts_of_the_page() {
        let texts = texts(SOURCE);
        assert_eq!((texts.title.as_str(), texts.question.as_str()), ("Title", "Why?"));
        assert_eq!(texts.watch, ["One line.", "Two."]);
        assert_eq!(texts.lesson, ["So."]);
    }

    #[test]
    fn a_variant_is_described_by_the_comment_above_its_function() {
        assert_eq!(function(SOURCE, "run"), Some((20, "Does it.".to_owned())));
        assert_eq!(function(SOURCE, "walk"), None);
    }
}
