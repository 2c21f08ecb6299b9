//! Numbers of a person's own listing as sliders.

use browser::Result;

use crate::harness::{Case, LAPTOP, Visit, Website, cases};
use crate::waits::shown_by;

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        a_slider_changes_the_number_in_the_text_and_the_prediction_follows,
        one_drag_is_undone_in_one_go_and_the_sliders_follow_what_is_typed;
];

const NUMBERS: &str = "import asyncio

PAUSE, REST = 0.5, 1.0  # 🦊


async def main():
    for number in range(3): await asyncio.sleep(0.25); print(\"🦊\", number)
    await asyncio.sleep(PAUSE)
    await asyncio.sleep(REST)


asyncio.run(main())
";

/// The names of the sliders, and the numbers in their fields.
fn sliders(page: &Visit) -> Result<Vec<String>> {
    page.texts(
        "[...document.querySelectorAll('.own-sliders .param')].map((one) =>
             `${one.querySelector('label').textContent}: ${one.querySelector('input[type=number]').value}`)",
    )
}

fn slide(page: &Visit, slider: u32, value: f64) -> Result<()> {
    page.by_test_id(&format!("param-own-{slider}-slider"))?.slide_to(value)?;
    page.settled()
}

fn a_slider_changes_the_number_in_the_text_and_the_prediction_follows(page: &Visit) -> Result<()> {
    page.open_own("/?program=python")?;
    page.paste(NUMBERS)?;
    let names =
        ["PAUSE, line 3: 0.5", "REST, line 3: 1", "range, line 7: 3", "sleep, line 7: 0.25"];
    assert_eq!(sliders(page)?, names);
    assert_eq!(page.texts("marked('.parameter')")?, ["0.5", "1.0", "3", "0.25"]);
    assert_eq!(page.total("predicted")?, 2250.0);

    // Behind others on its line, also when those have become longer.
    for (slider, value, line, expected, total) in [
        (0, 750.0, 3, "PAUSE, REST = 0.75, 1.0  # 🦊", 2500.0),
        (1, 2000.0, 3, "PAUSE, REST = 0.75, 2.0  # 🦊", 3500.0),
        (
            2,
            10.0,
            7,
            "    for number in range(10): await asyncio.sleep(0.25); print(\"🦊\", number)",
            5250.0,
        ),
        (
            3,
            500.0,
            7,
            "    for number in range(10): await asyncio.sleep(0.5); print(\"🦊\", number)",
            7750.0,
        ),
        (0, 1000.0, 3, "PAUSE, REST = 1.0, 2.0  # 🦊", 8000.0),
    ] {
        slide(page, slider, value)?;
        assert_eq!(page.text_of(&format!("line({line}).textContent"))?, expected);
        assert_eq!(page.total("predicted")?, total, "{expected}");
    }
    assert_eq!(page.printed()?.len(), 10);
    assert_eq!(page.texts("marked('.parameter')")?, ["1.0", "2.0", "10", "0.5"]);

    // Whoever presses keys does not wait for Python in between.
    let slider = page.by_test_id("param-own-2-slider")?;
    slider.run_js("element.focus()")?;
    for _ in 0..4 {
        page.press("ArrowLeft")?;
    }
    page.settled()?;
    assert!(page.text_of("line(7).textContent")?.contains("range(6)"));
    assert_eq!(page.printed()?.len(), 6);

    // The field takes what a slider can have, and says where more is to be written.
    let field = page.by_test_id("param-own-2")?;
    field.run_js("element.focus(); element.select()")?;
    field.type_text("999")?;
    page.settled()?;
    page.wait_for_part(
        &shown_by("#param-own-2-error"),
        "A number from 0 to 10. For more, write it into the listing.",
    )
}

fn one_drag_is_undone_in_one_go_and_the_sliders_follow_what_is_typed(page: &Visit) -> Result<()> {
    page.open_own("/?program=python")?;
    page.paste(NUMBERS)?;
    page.by_test_id("param-own-0-slider")?.run_js(
        "for (const value of [520, 600, 900]) {
             element.value = value;
             element.dispatchEvent(new Event('input', { bubbles: true }));
             await new Promise((go) => requestAnimationFrame(go));
         }
         element.dispatchEvent(new Event('change', { bubbles: true }))",
    )?;
    page.settled()?;
    assert!(page.own_text()?.contains("REST = 0.9, 1.0"));
    slide(page, 1, 1500.0)?;
    assert!(page.own_text()?.contains("REST = 0.9, 1.5"));
    assert_eq!(page.total("predicted")?, 3150.0);
    page.focus_editor()?;
    for (expected, total) in [("REST = 0.9, 1.0", 2650.0), ("REST = 0.5, 1.0", 2250.0)] {
        page.press("Control+z")?;
        page.settled()?;
        assert!(page.own_text()?.contains(expected), "{}", page.own_text()?);
        assert_eq!(page.total("predicted")?, total);
    }
    assert_eq!(sliders(page)?[0], "PAUSE, line 3: 0.5");

    // Typed before the first number: all others stand elsewhere now.
    page.press("Control+Home")?;
    for key in "LONG = 4\n".chars().map(|key| match key {
        ' ' => "Space".to_owned(),
        '\n' => "Enter".to_owned(),
        key => key.to_string(),
    }) {
        page.press(&key)?;
    }
    page.settled()?;
    let names = [
        "LONG, line 1: 4",
        "PAUSE, line 4: 0.5",
        "REST, line 4: 1",
        "range, line 8: 3",
        "sleep, line 8: 0.25",
    ];
    assert_eq!(sliders(page)?, names);
    slide(page, 2, 500.0)?;
    assert_eq!(page.text_of("line(4).textContent")?, "PAUSE, REST = 0.5, 0.5  # 🦊");
    assert_eq!(page.total("predicted")?, 1750.0);
    // While it is no Python, there is no number to be moved.
    page.type_at_end("(")?;
    assert_eq!(sliders(page)?, [""; 0]);
    Ok(())
}
