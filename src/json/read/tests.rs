//! The reader reads and refuses the same texts as a general reader.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde::Deserialize;
use serde::de::Deserializer;
use serde_json::Value;

use super::read;

#[derive(Debug, PartialEq, Deserialize)]
struct Story {
    score: u32,
    title: String,
    #[serde(default)]
    tags: Vec<Tag>,
    by: Option<String>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Tag {
    New,
    Old,
}

fn why(text: &str) -> String {
    read::<Vec<Story>>(text).expect_err("it is wrong").to_string()
}

#[test]
fn what_serde_derives_is_read() {
    let text = r#" [{"score": 7, "title": "a \"b\" \u00e9 \ud83e\udd80", "more": {"x": [1]},
        "tags": ["old", "new"], "by": null}] "#;
    let title = "a \"b\" é 🦀".to_owned();
    let story = Story { score: 7, title, tags: vec![Tag::Old, Tag::New], by: None };
    assert_eq!(read(text), Ok(vec![story]));
    assert_eq!(
        read(r#"{"a": -2.5, "b": 1e3}"#),
        Ok(BTreeMap::from([("a".to_owned(), -2.5), ("b".to_owned(), 1000.0)]))
    );
}

#[test]
fn an_error_says_what_is_wrong_and_where() {
    assert_eq!(why("[\n  {\"score\": 1, \"ti"), "the text breaks off at line 2, column 19");
    assert_eq!(why("[{\"score\": \"1\"}]"), "there should be u32 at line 1, column 15");
    assert_eq!(why("[{\"score\": 1}]"), "missing field `title` at line 1, column 13");
    assert_eq!(why("[] 7"), "there should be the end at line 1, column 4");
    assert_eq!(why("<!doctype html>"), "there should be a value at line 1, column 1");
    assert_eq!(why("[{\"score\": 1.5}]"), "there should be u32 at line 1, column 15");
    assert!(why("[{\"score\": 99999999999999999999}]").starts_with("a number has too many digits"));
}

#[test]
fn half_a_pair_of_escapes_is_no_character() {
    for text in [r#""\ud800\u0041""#, r#""\ud800\ue000""#, r#""\ud800x""#, r#""\ude00""#] {
        assert!(read::<String>(text).is_err(), "{text} was read");
    }
    assert_eq!(read(r#""\udbff\udfff""#), Ok("\u{10ffff}".to_owned()));
}

#[test]
fn a_text_that_nests_for_ever_does_not_use_up_the_stack() {
    let text = "[".repeat(1_000_000);
    assert!(read::<Any>(&text).expect_err("it never ends").to_string().contains("too deep"));
}

/// Any JSON value.
#[derive(Debug, PartialEq)]
struct Any(Value);

impl<'de> Deserialize<'de> for Any {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(Self)
    }
}

fn any_value() -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (-1_000_000_000_i64..1_000_000_000).prop_map(|number| Value::from(number as f64 / 1000.0)),
        ".*".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(".*", inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
    .boxed()
}

proptest! {
    #[test]
    fn whatever_is_written_comes_back(value in any_value(), is_pretty in any::<bool>()) {
        let text = if is_pretty {
            serde_json::to_string_pretty(&value)
        } else {
            serde_json::to_string(&value)
        };
        let Any(again) = read(&text.expect("it can be written")).expect("it is JSON");
        prop_assert_eq!(again, value);
    }

    #[test]
    fn what_is_damaged_is_read_alike_or_refused_alike(
        value in any_value(),
        at in any::<prop::sample::Index>(),
        with in prop::sample::select(vec!["", "\"", "\\", "{", "]", ",", ":", "0", "-", ".", "e5", "\u{1}"]),
    ) {
        let mut text = serde_json::to_string(&value).expect("it can be written");
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        text.insert_str(places[at.index(places.len())], with);
        let (ours, theirs) = (read::<Any>(&text), serde_json::from_str::<Any>(&text));
        match (&ours, &theirs) {
            (Ok(ours), Ok(theirs)) => prop_assert_eq!(ours, theirs),
            (Err(ours), Ok(_)) => prop_assert!(ours.to_string().starts_with("a number has too many digits")),
            (Ok(_), Err(_)) => prop_assert!(false, "{text} is no JSON"),
            (Err(_), Err(_)) => {}
        }
    }

    #[test]
    fn whatever_is_cut_off_is_refused(value in any_value(), at in any::<prop::sample::Index>()) {
        let text = serde_json::to_string(&Value::from(vec![value])).expect("it can be written");
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        prop_assert!(read::<Any>(&text[..places[at.index(places.len())]]).is_err());
    }
}
