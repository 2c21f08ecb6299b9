//! What is written can be read back, unchanged.

use serde::Serialize;

use super::text;

/// Writes the value and reads it with a general reader.
fn read(value: &impl Serialize) -> serde_json::Value {
    serde_json::from_str(&text(value)).expect("it is JSON")
}

#[test]
fn microseconds_come_back_exactly_from_milliseconds() {
    let largest_us = 1 << 53;
    for us in (0..3_000).chain([86_400_000_001, largest_us / 3, largest_us - 1, u64::MAX]) {
        let ms = us as f64 / 1000.0;
        assert_eq!(read(&ms).as_f64(), Some(ms), "{us}");
    }
}

#[test]
fn floats_have_no_more_digits_than_they_need() {
    let shown = [
        (0.0, "0"),
        (-0.5, "-0.5"),
        (10.0, "10"),
        (2.0 / 3.0, "0.666667"),
        (0.999_999_9, "1"),
        (1e300, "18446744073709551615"),
        (f64::NAN, "null"),
    ];
    for (value, written) in shown {
        assert_eq!(text(&value), written);
    }
}

#[test]
fn texts_come_back_whatever_is_in_them() {
    let odd = "“quotes” \" \\ \u{0} \u{1f} \n \u{2028} 🦀 </script>";
    assert_eq!(read(&odd), odd);
    assert_eq!(read(&['"', 'é'].as_slice()), serde_json::json!(["\"", "é"]));
}

#[test]
fn structs_are_objects_and_what_is_missing_is_null() {
    #[derive(Serialize)]
    #[serde(tag = "kind", rename_all = "lowercase")]
    enum Shape {
        Circle { radius: Option<i32>, filled: bool },
    }
    let shapes = vec![Shape::Circle { radius: Some(-3), filled: true }];
    assert_eq!(text(&shapes), r#"[{"kind":"circle","radius":-3,"filled":true}]"#);
    let none = Shape::Circle { radius: None, filled: false };
    assert_eq!(text(&none), r#"{"kind":"circle","radius":null,"filled":false}"#);
}
