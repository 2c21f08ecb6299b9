//! What a program's own source says about it.

/// What a file is known by: two files with the same fingerprint are the same.
pub type Fingerprint = u64;

/// The fingerprint of a file (FNV-1a). A file is compiled in as these eight bytes: its text would
/// be downloaded by all who come, and is read by those who chose its program.
pub(super) const fn fingerprint(file: &[u8]) -> Fingerprint {
    let mut hash = 0xcbf2_9ce4_8422_2325;
    let mut at = 0;
    while at < file.len() {
        hash = (hash ^ file[at] as u64).wrapping_mul(0x0000_0100_0000_01b3);
        at += 1;
    }
    hash
}

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
    /// What each of the variants does.
    pub variants: Vec<About>,
    /// What each of the parameters is for.
    pub params: Vec<String>,
}

/// What a program's source says about one of its variants.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// What it does.
    pub text: String,
    /// The line on which it begins; 0 if there is none.
    pub line: u32,
}

/// Reads the comments at the top of a program's file: a title, a question, and the sections
/// “Watch” and “Lesson”; and those above the functions that are its variants.
pub(super) fn texts(source: &str, functions: impl Iterator<Item = &'static str>) -> Texts {
    let variants = functions.map(|name| function(source, name).unwrap_or_default()).collect();
    let mut texts = Texts { variants, params: params(source), ..Texts::default() };
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

/// What the comments in `params!` say, one for each parameter.
fn params(source: &str) -> Vec<String> {
    let lines = source.lines().skip_while(|line| *line != "params! {").skip(1);
    let (mut all, mut comment) = (Vec::new(), Vec::new());
    for line in lines.take_while(|line| *line != "}").map(str::trim) {
        match line.strip_prefix("///") {
            Some(text) => comment.push(text.trim()),
            // What follows on further lines belongs to the parameter before.
            None if comment.is_empty() => {}
            None => {
                all.push(comment.join(" "));
                comment.clear();
            }
        }
    }
    all
}

/// Where a function of the source begins, and what the comment above it says.
fn function(source: &str, name: &str) -> Option<About> {
    let start = format!("pub async fn {name}(");
    let lines: Vec<&str> = source.lines().collect();
    let at = lines.iter().position(|line| line.starts_with(&start))?;
    let comment = lines[..at].iter().rev().map_while(|line| line.strip_prefix("///"));
    let mut comment: Vec<&str> = comment.map(str::trim).collect();
    comment.reverse();
    Some(About { text: comment.join(" "), line: at as u32 + 1 })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "//! # Title\n//!\n//! Why?\n//!\n//! ## Watch\n//!\n//! One\n//! line.\n\
        //!\n//! Two.\n//!\n//! ## Lesson\n//!\n//! So.\n\nuse x;\n\nparams! {\n    /// How\n    /// long.\n    a: u32 =\n        f(1);\n    /// How many.\n    \
        b: u32 = 2;\n}\n\n/// Does\n/// it.\n\
        pub async fn run(params: Params) {}\n";

    #[test]
    fn the_comments_at_the_top_are_the_texts_of_the_page() {
        let texts = texts(SOURCE, std::iter::empty());
        assert_eq!((texts.title.as_str(), texts.question.as_str()), ("Title", "Why?"));
        assert_eq!(texts.watch, ["One line.", "Two."]);
        assert_eq!(texts.lesson, ["So."]);
    }

    #[test]
    fn a_parameter_is_described_by_the_comment_above_it() {
        assert_eq!(texts(SOURCE, std::iter::empty()).params, ["How long.", "How many."]);
        assert_eq!(texts("//! # Title\n", std::iter::empty()).params, [""; 0]);
    }

    #[test]
    fn a_variant_is_described_by_the_comment_above_its_function() {
        let run = About { text: "Does it.".to_owned(), line: 29 };
        assert_eq!(texts(SOURCE, ["run", "walk"].into_iter()).variants, [run, About::default()]);
    }

    #[test]
    fn a_fingerprint_tells_files_apart_that_differ_in_one_byte() {
        assert_eq!(fingerprint(b"foobar"), 0x8594_4171_f739_67e8, "as FNV-1a is defined");
        assert_ne!(
            fingerprint(SOURCE.as_bytes()),
            fingerprint(SOURCE.replace('?', "!").as_bytes())
        );
    }
}
