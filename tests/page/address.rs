//! A link is a run: everything that defines one is in the address.

use browser::Result;

use crate::harness::{Case, LAPTOP, Visit, Website, cases};

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        what_differs_from_the_defaults_is_in_the_address,
        an_address_opens_the_very_same_state,
        back_and_forward_go_from_choice_to_choice,
        what_was_dragged_right_before_a_choice_is_still_there_on_the_way_back,
        a_change_right_before_a_reload_or_the_way_back_is_kept,
        what_an_address_gets_wrong_is_named_and_the_rest_is_kept,
        what_strangers_add_to_an_address_is_no_mistake,
        an_absurd_address_does_no_harm,
        what_a_field_gets_wrong_is_named_and_the_last_good_value_is_kept,
        reset_clears_everything,
];

fn what_differs_from_the_defaults_is_in_the_address(page: &Visit) -> Result<()> {
    page.arrive("/")?;
    assert_eq!(page.query()?, "");
    page.set("first-delay", "700")?;
    page.wait_for_query("?program=greetings&variant=concurrent&first-delay=700")?;
    page.set("second-word", "grüezi & adiö")?;
    let words = "&second-word=gr%C3%BCezi+%26+adi%C3%B6";
    page.wait_for_query(&format!("?program=greetings&variant=concurrent&first-delay=700{words}"))?;
    page.set("first-delay", "1000")?;
    page.choose_variant("sequential")?;
    page.wait_for_query(&format!("?program=greetings&variant=sequential{words}"))
}

fn an_address_opens_the_very_same_state(page: &Visit) -> Result<()> {
    page.arrive("/?program=countdown")?;
    for (param, value) in [("coroutines", "4"), ("longest", "7"), ("unit", "12.5")] {
        page.set(param, value)?;
    }
    page.choose_variant("sequential")?;
    page.choose("where-worker")?;
    page.click("compare")?;
    page.click("tab-python")?;
    let query = "?program=countdown&variant=sequential&coroutines=4&longest=7&unit=12.5\
                 &where=worker&compare=1&tab=python";
    page.wait_for_query(query)?;
    page.settled()?;
    let before = everything(page)?;

    page.arrive(&format!("/{query}"))?;
    assert_eq!(everything(page)?, before);
    assert_eq!(page.query()?, query);
    assert_eq!(page.says("notices")?, "");
    // 7 + 6 + 5 + 4 units.
    assert_eq!(page.total("predicted")?, 275.0);
    Ok(())
}

fn back_and_forward_go_from_choice_to_choice(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings&variant=concurrent")?;
    page.set("first-delay", "700")?;
    page.wait_for_query("?program=greetings&variant=concurrent&first-delay=700")?;
    page.choose_variant("sequential")?;
    page.choose_program("countdown")?;
    let at = |variant: &str, delay: &str, total: f64| -> Result<()> {
        page.wait_for_shown("h1", "Two greetings")?;
        page.settled()?;
        assert_eq!(
            page.text_of("document.querySelector('[name=variant]:checked').value")?,
            variant
        );
        assert_eq!(page.value("first-delay")?, delay);
        assert_eq!(page.total("predicted")?, total);
        Ok(())
    };
    page.run_js("history.back()")?;
    at("sequential", "700", 2700.0)?;
    page.run_js("history.back()")?;
    page.wait_for_query("?program=greetings&variant=concurrent&first-delay=700")?;
    at("concurrent", "700", 2000.0)?;
    page.run_js("history.go(2)")?;
    page.wait_for_shown("h1", "Countdown")?;
    page.run_js("history.go(-1)")?;
    at("sequential", "700", 2700.0)
}

fn what_was_dragged_right_before_a_choice_is_still_there_on_the_way_back(
    page: &Visit,
) -> Result<()> {
    page.arrive("/?program=greetings&variant=concurrent")?;
    // Without a pause: the address follows a drag only when that pauses.
    page.run_js(
        "const slider = document.querySelector('[data-testid=param-first-delay-slider]');
         slider.value = 700;
         slider.dispatchEvent(new Event('input', { bubbles: true }));
         document.querySelector('[data-testid=variant-sequential]').click();",
    )?;
    page.wait_for_query("?program=greetings&variant=sequential&first-delay=700")?;
    page.run_js("history.back()")?;
    page.wait_for_query("?program=greetings&variant=concurrent&first-delay=700")?;
    page.settled()?;
    assert_eq!(page.value("first-delay")?, "700");
    Ok(())
}

fn a_change_right_before_a_reload_or_the_way_back_is_kept(page: &Visit) -> Result<()> {
    // In one go, so that no time passes between the last step and what follows.
    let drag_and = |then: &str| {
        page.run_js(&format!(
            "const slider = document.querySelector('[data-testid=param-first-delay-slider]');
             for (slider.value = 500; slider.value < 700; slider.value = Number(slider.value) + 50)
                 slider.dispatchEvent(new Event('input', {{ bubbles: true }}));
             window.isBefore = true;
             {then}"
        ))
    };
    let is_kept = || -> Result<()> {
        page.wait_for_query("?program=greetings&variant=concurrent&first-delay=650")?;
        page.settled()?;
        assert_eq!(page.value("first-delay")?, "650");
        Ok(())
    };
    page.arrive("/?program=greetings&variant=concurrent")?;
    // A moment later: the answer to this script must get away first.
    drag_and("setTimeout(() => location.reload(), 20)")?;
    page.wait_for_js("!window.isBefore && document.documentElement.dataset.state === 'ready'")?;
    is_kept()?;

    page.choose_program("countdown")?;
    page.choose_program("greetings")?;
    drag_and("history.back()")?;
    page.wait_for_shown("h1", "Countdown")?;
    page.run_js("history.forward()")?;
    page.wait_for_shown("h1", "Two greetings")?;
    is_kept()
}

fn what_an_address_gets_wrong_is_named_and_the_rest_is_kept(page: &Visit) -> Result<()> {
    let many =
        "&variant=zigzag&third-delay=1&where=moon&compare=maybe&tab=perl&seed=-1&%E0%A4%A=%ZZ";
    page.arrive(&format!("/?program=greetings&second-delay=700{many}"))?;
    let notices = page.says("notices")?;
    let wrong_addresses = [
        ("zigzag", "sequential, concurrent"),
        ("third-delay", "first-delay, second-delay, first-word, second-word"),
        ("where=moon", "page or worker"),
        ("compare=maybe", "0 or 1"),
        ("tab=perl", "rust or python"),
        ("seed=-1", "whole number from 0"),
    ];
    for (wrong, allowed) in wrong_addresses {
        assert!(notices.contains(wrong), "no {wrong:?} in {notices}");
        assert!(notices.contains(allowed), "no {allowed:?} in {notices}");
    }
    keeps_the_rest(page)?;

    let range = "from 0 to 5,000";
    let one_by_one = [
        ("first-delay=5001", range),
        ("first-delay=-1", range),
        ("first-delay=soon", "a time from 0 to 5,000 milliseconds"),
        ("first-delay=", "a time from 0 to 5,000 milliseconds"),
        ("first-delay=NaN", range),
        ("first-delay=1e999", range),
        ("first-word=0123456789012345678901234567890123456789X", "at most 40"),
        ("picks=1.x", "whole numbers"),
    ];
    for (wrong, allowed) in one_by_one {
        turn_to(page, &format!("?program=greetings&second-delay=700&{wrong}"))?;
        page.wait_for_text("notices", wrong)?;
        page.wait_for_text("notices", allowed)?;
        keeps_the_rest(page)?;
    }

    page.arrive("/?program=nonsense&where=worker")?;
    let notices = page.says("notices")?;
    assert!(notices.contains("nonsense"), "{notices}");
    for known in ["greetings, ", "countdown, ", "blocking"] {
        assert!(notices.contains(known), "{notices}");
    }
    assert_eq!(page.shown("h1")?, "Two greetings");
    assert_eq!(page.by_test_id("where-worker")?.property("checked")?.as_deref(), Some("true"));

    page.by_role("button", "Dismiss")?.click()?;
    page.settled()?;
    assert_eq!(page.says("notices")?, "");
    Ok(())
}

/// Opens another address as Back and Forward do, which is quicker than to load the page anew.
pub fn turn_to(page: &Visit, query: &str) -> Result<()> {
    page.run_js(&format!(
        "history.pushState(null, '', {query:?});
         dispatchEvent(new PopStateEvent('popstate'))"
    ))
    .map(drop)
}

fn keeps_the_rest(page: &Visit) -> Result<()> {
    let kept = page.texts(
        "['second-delay', 'first-delay', 'first-word'].map((one) =>
             document.querySelector(`[data-testid=param-${one}]`).value)",
    )?;
    assert_eq!(kept, ["700", "1000", "hi"]);
    assert_eq!(page.total("predicted")?, 1000.0);
    Ok(())
}

fn what_strangers_add_to_an_address_is_no_mistake(page: &Visit) -> Result<()> {
    for place in ["/", "/embed.html"] {
        let strangers = "fbclid=IwAR0&utm_source=letter&gclid=1&_hsenc=2&ref=friends";
        page.arrive(&format!("{place}?{strangers}&program=countdown&coroutines=5&mc_eid=7"))?;
        assert_eq!(page.says("notices")?, "", "{place}");
        assert_eq!(page.value("coroutines")?, "5");
        // They are not passed on with the address.
        assert_eq!(page.query()?, "?program=countdown&variant=concurrent&coroutines=5");

        turn_to(page, "?program=countdown&corutines=4&utm_campaign=spring")?;
        page.wait_for_text("notices", "no parameter “corutines”")?;
        assert!(!page.says("notices")?.contains("utm"), "{}", page.says("notices")?);
    }
    Ok(())
}

fn an_absurd_address_does_no_harm(page: &Visit) -> Result<()> {
    let long = "9".repeat(5000);
    page.arrive(&format!(
        "/?program=greetings&second-delay=700&first-delay={long}&first-word={long}&{long}=1\
         &second-word=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E"
    ))?;
    let notices = page.says("notices")?;
    for part in ["first-delay", "first-word"] {
        assert!(notices.contains(part), "{part}: {notices:.200}");
    }
    assert!(notices.len() < 1000, "{} letters are no sentence", notices.len());
    assert_eq!(page.value("second-word")?, "<img src=x onerror=alert(1)>");
    assert_eq!(page.number_of("document.querySelectorAll('main img').length")?, 0.0);
    assert!(page.number_of("document.documentElement.scrollWidth - innerWidth")? <= 0.0);
    assert_eq!(page.total("predicted")?, 1000.0);
    Ok(())
}

fn what_a_field_gets_wrong_is_named_and_the_last_good_value_is_kept(page: &Visit) -> Result<()> {
    let query = "?program=greetings&variant=concurrent&first-delay=100&second-delay=250";
    page.arrive(&format!("/{query}"))?;
    let error = || page.shown("#param-second-delay-error");
    for wrong in ["5001", "-3", "", "1e9"] {
        page.set("second-delay", wrong)?;
        let sentence = "Second delay must be a time from 0 to 5,000 milliseconds.";
        assert_eq!(error()?, sentence, "{wrong:?}");
        let field = page.by_test_id("param-second-delay")?;
        assert_eq!(field.attribute("aria-invalid")?.as_deref(), Some("true"));
        assert_eq!(page.total("predicted")?, 250.0, "{wrong:?}");
    }
    // What is typed on the way to a wrong value may be a good one: the address soon takes it back.
    page.wait_for_query(query)?;
    // It is not run with another value than the field shows.
    page.click("run")?;
    page.wait_for_text("status", "Not run: a setting is not allowed")?;
    // The sentence is there once, beside the field, and nothing covers it.
    assert_eq!(page.says("message")?, "");
    assert_eq!(error()?, "Second delay must be a time from 0 to 5,000 milliseconds.");
    let help = "document.getElementById('param-second-delay-help').checkVisibility()";
    assert_eq!(page.text_of(help)?, "false");
    assert_eq!(page.state()?, "ready");
    assert_eq!(page.text_of("document.activeElement.id")?, "param-second-delay");

    page.set("second-delay", "300")?;
    assert_eq!(error()?, "");
    assert_eq!(page.says("message")?, "");
    assert_eq!(page.total("predicted")?, 300.0);
    page.run()?;
    assert!(page.total("measured")? >= 300.0);
    page.set("first-word", &"x".repeat(41))?;
    assert!(page.shown("#param-first-word-error")?.contains("at most 40"));
    assert_eq!(page.printed()?, ["hi", "hoi"]);
    Ok(())
}

fn reset_clears_everything(page: &Visit) -> Result<()> {
    page.arrive("/?program=countdown")?;
    let fresh = everything(page)?;
    page.arrive(
        "/?program=countdown&variant=sequential&unit=20&where=worker&compare=1&seed=7&longest=99",
    )?;
    assert!(page.says("notices")?.contains("longest"));
    page.run()?;
    page.set("coroutines", "many")?;
    page.click("reset")?;
    page.settled()?;
    assert_eq!(everything(page)?, fresh);
    assert_eq!(page.state()?, "ready");
    assert_eq!(page.says("notices")?, "");
    assert_eq!(page.shown("#param-coroutines-error")?, "");
    assert_eq!(page.says("total-measured")?, "");
    page.wait_for_query("?program=countdown&variant=concurrent")
}

/// The value of every control of the settings, and the total.
fn everything(page: &Visit) -> Result<Vec<String>> {
    let mut all = page.texts(
        "[...document.querySelectorAll('.panel input, .panel select, #compare, main [role=tab]')].map((one) =>
             `${one.dataset.testid}: ${one.value} ${one.checked} ${one.ariaSelected}`)",
    )?;
    all.push(page.says("total-predicted")?);
    Ok(all)
}
