//! Exports: files, pictures, texts, and tracks in the browser's own tools.

use browser::{Context, Result};
use serde_json::{Value, json};

use crate::harness::{Case, LAPTOP, Visit, Website, cases};
use crate::layout::PHONE;
use crate::waits::shown_by;

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        a_saved_run_opens_again_as_it_was_measured,
        a_run_of_a_worker_opens_where_its_file_is_dropped,
        a_file_that_is_no_run_is_refused_and_nothing_is_lost,
        a_saved_run_with_a_setting_that_is_not_allowed_any_more_is_shown_as_one_of_earlier_settings,
        only_what_was_measured_with_these_settings_can_be_saved,
        a_chrome_trace_has_names_for_its_threads_and_arrows_for_its_wakes,
        runs_are_tracks_of_the_performance_panel_as_long_as_one_likes,
        the_timeline_is_a_picture_with_all_that_is_seen,
        the_output_is_text_with_exact_times,
        a_link_says_what_it_holds,
        what_watching_cost_is_shown_below_the_timeline;
    Website::Published, PHONE => taking_along_fits_a_phone;
];

const RUN: &str = "/?program=greetings&variant=concurrent&first-delay=120&second-delay=240";

/// Opens the tool.
pub fn open_tool(page: &Visit) -> Result<()> {
    page.run_js("document.querySelector('#take').open = true")?;
    page.wait_for_js("document.querySelector('[data-testid=snippet]')?.value")
}

/// Keeps the files that are saved from now on, instead of downloading them.
pub fn keep_files(page: &Visit) -> Result<()> {
    page.run_js(
        "window.kept = [];
         const create = window.URL.createObjectURL.bind(window.URL);
         window.URL.createObjectURL = (blob) => {
             window.kept.push({ blob, name: '' });
             return create(blob);
         };
         window.HTMLAnchorElement.prototype.click = function () {
             window.kept.at(-1).name = this.download;
         }",
    )
    .map(drop)
}

/// Presses a button that saves, and returns the name of the file.
pub fn save(page: &Visit, button: &str) -> Result<String> {
    page.run_js("window.kept.length = 0")?;
    page.click(button)?;
    page.wait_for_js("window.kept.some((one) => one.name !== '')")?;
    page.text_of("(window.kept = window.kept.filter((one) => one.name !== ''))[0].name")
}

/// The text of the file that was saved last.
fn text(page: &Visit) -> Result<String> {
    page.text_of("await window.kept[0].blob.text()")
}

/// Opens the file that was saved last, changed by a script that has its bytes as `bytes`.
pub fn open_changed(page: &Visit, change: &str) -> Result<String> {
    page.run_js(&format!(
        "const bytes = new window.Uint8Array(await window.kept[0].blob.arrayBuffer());
         const files = new window.DataTransfer();
         files.items.add(new window.File([{change}], 'x.coroscope'));
         const input = document.querySelector('[data-testid=open-file]');
         document.querySelector('[data-testid=took-file]').textContent = '';
         input.files = files.files;
         input.dispatchEvent(new window.Event('change', {{ bubbles: true }}))"
    ))?;
    page.wait_until(
        "seen.startsWith('Opened') || seen.startsWith('Not opened')",
        &shown_by("[data-testid=took-file]"),
    )?;
    page.settled()?;
    page.says("took-file")
}

/// The parts of a saved run in whose head something else stands. The sum is that of the record alone.
fn with_head(from: &str, to: &str) -> String {
    let end = "bytes.indexOf(10, bytes.indexOf(10) + 1)";
    format!(
        "new window.TextDecoder().decode(bytes.slice(0, {end})).replace({from}, {to}), bytes.slice({end})"
    )
}

fn a_saved_run_opens_again_as_it_was_measured(page: &Visit) -> Result<()> {
    page.arrive(RUN)?;
    page.run()?;
    let (total, output) = (page.says("total-measured")?, page.output()?);
    open_tool(page)?;
    keep_files(page)?;
    let name = save(page, "save-run")?;
    assert!(name.starts_with("greetings-concurrent-20") && name.ends_with(".coroscope"), "{name}");
    let saved = "Array.from(new window.Uint8Array(await window.saved.arrayBuffer())).join()";
    page.run_js("window.saved = window.kept[0].blob")?;
    let before = page.text_of(saved)?;

    page.choose_program("countdown")?;
    assert_eq!(open_changed(page, "bytes")?, "Opened x.coroscope.");
    page.wait_for_query(&RUN[1..])?;
    assert_eq!(page.state()?, "done");
    assert_eq!(page.says("total-measured")?, total);
    assert_eq!(page.output()?, output);
    assert_eq!(page.shown("#output-tag")?, "measured earlier, from x.coroscope");
    assert_eq!(page.value("first-delay")?, "120");

    // Saved again, the file is the same.
    save(page, "save-run")?;
    page.run_js("window.saved = window.kept[0].blob")?;
    assert!(page.text_of(saved)? == before, "the file has changed");
    Ok(())
}

fn a_run_of_a_worker_opens_where_its_file_is_dropped(page: &Visit) -> Result<()> {
    page.arrive(&format!("{RUN}&where=worker&seed=3"))?;
    page.run()?;
    let total = page.says("total-measured")?;
    open_tool(page)?;
    keep_files(page)?;
    save(page, "save-run")?;
    page.click("reset")?;
    page.choose_program("blocking")?;
    page.run_js(
        "const dataTransfer = new window.DataTransfer();
         dataTransfer.items.add(new window.File([window.kept[0].blob], 'dropped.coroscope'));
         for (const type of ['dragover', 'drop']) {
             document.body.dispatchEvent(new window.DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
             window.wasMarked ??= document.documentElement.hasAttribute('data-dropping');
         }",
    )?;
    page.wait_for_text("notices", "Opened dropped.coroscope.")?;
    assert_eq!(
        page.run_js(
            "return [window.wasMarked, document.documentElement.hasAttribute('data-dropping')]"
        )?,
        json!([true, false])
    );
    page.wait_for_query(
        "?program=greetings&variant=concurrent&first-delay=120&second-delay=240&where=worker&seed=3",
    )?;
    page.settled()?;
    assert_eq!(page.says("total-measured")?, total);
    assert_eq!(
        page.run_js("return document.querySelector('[data-testid=where-worker]').checked")?,
        true
    );
    Ok(())
}

fn a_file_that_is_no_run_is_refused_and_nothing_is_lost(page: &Visit) -> Result<()> {
    page.arrive(RUN)?;
    page.run()?;
    let (total, query) = (page.says("total-measured")?, page.query()?);
    open_tool(page)?;
    keep_files(page)?;
    save(page, "save-run")?;
    for (change, reason) in [
        ("", "This file is empty."),
        ("'hello'", "This is no run that was saved with Coroscope."),
        ("bytes.slice(0, bytes.length - 7)", "This file is cut off: 7 of its"),
        (
            "bytes.map((one, at) => (at === bytes.length - 9 ? one ^ 1 : one))",
            "This file is damaged",
        ),
        ("'coroscope-run 9\\n{}\\n'", "version 9 of the file format"),
        (&with_head("'concurrent'", "'concurrend'"), "the variant “concurrend”"),
        // Its sum is right, and its record is not.
        (
            "'coroscope-run 1\\n{\"program\":\"greetings\",\"variant\":\"concurrent\",\"values\":{},\"order\":\"fifo\",\"where\":\"page\",\"life\":\"ended\",\"bytes\":9,\"check\":3421780262}\\n123456789'",
            "This is not a saved run of Coroscope.",
        ),
    ] {
        let change = if change.is_empty() { "''" } else { change };
        let said = open_changed(page, change)?;
        assert!(said.starts_with("Not opened: x.coroscope. ") && said.contains(reason), "{said}");
        assert_eq!((page.says("total-measured")?, page.query()?), (total.clone(), query.clone()));
    }
    assert_eq!(page.state()?, "done");
    page.run()
}

fn a_saved_run_with_a_setting_that_is_not_allowed_any_more_is_shown_as_one_of_earlier_settings(
    page: &Visit,
) -> Result<()> {
    page.arrive(RUN)?;
    page.run()?;
    let total = page.says("total-measured")?;
    open_tool(page)?;
    keep_files(page)?;
    save(page, "save-run")?;
    let change = with_head("'\"first-delay\":120'", "'\"first-delay\":99999'");
    assert_eq!(open_changed(page, &change)?, "Opened x.coroscope.");
    let notices = page.says("notices")?;
    assert!(
        notices.contains("first-delay=99999") && notices.contains("It is 1000 now."),
        "{notices}"
    );
    assert_eq!(page.says("total-measured")?, total);
    assert_eq!(page.shown(".track.measured .track-kind")?, "earlier settings");
    Ok(())
}

fn only_what_was_measured_with_these_settings_can_be_saved(page: &Visit) -> Result<()> {
    page.arrive(RUN)?;
    open_tool(page)?;
    let is_off =
        "document.querySelector('[data-testid=save-run]').getAttribute('aria-disabled') === 'true'";
    page.wait_for_js(is_off)?;
    page.run()?;
    page.wait_for_js(&format!("!({is_off})"))?;
    page.set("first-delay", "130")?;
    page.wait_for_js(is_off)
}

fn a_chrome_trace_has_names_for_its_threads_and_arrows_for_its_wakes(page: &Visit) -> Result<()> {
    page.arrive(RUN)?;
    page.run()?;
    open_tool(page)?;
    keep_files(page)?;
    assert_eq!(save(page, "save-trace")?, "greetings-concurrent-measured.json");
    let trace: Value = serde_json::from_str(&text(page)?).context("it is no JSON")?;
    let events = trace["traceEvents"].as_array().context("it has no events")?;
    let of = |ph: &str| events.iter().filter(|one| one["ph"] == ph).collect::<Vec<_>>();
    let names: Vec<_> = of("M").into_iter().filter(|one| one["name"] == "thread_name").collect();
    let names: Vec<_> = names.iter().map(|one| one["args"]["name"].as_str()).collect();
    assert_eq!(names, [Some("main"), Some("first"), Some("second")]);
    // Both ends of an arrow have the same name, category and number, and one lies within a poll.
    let (from, to) = (of("s"), of("f"));
    assert!(!from.is_empty() && from.len() == to.len(), "{} {}", from.len(), to.len());
    for (start, end) in from.iter().zip(&to) {
        for key in ["name", "cat", "id"] {
            assert_eq!(start[key], end[key]);
        }
        let at = end["ts"].as_f64();
        let is_in = |span: &&&Value| {
            let from = span["ts"].as_f64();
            span["tid"] == end["tid"]
                && from <= at
                && at <= from.zip(span["dur"].as_f64()).map(|(a, b)| a + b)
        };
        assert!(of("X").iter().any(|span| is_in(&span)), "{end}");
    }
    Ok(())
}

fn runs_are_tracks_of_the_performance_panel_as_long_as_one_likes(page: &Visit) -> Result<()> {
    page.arrive(RUN)?;
    open_tool(page)?;
    let measures = "performance.getEntriesByType('measure').filter((one) => one.detail?.devtools?.trackGroup === 'Coroscope')";
    page.run()?;
    assert_eq!(page.number_of(&format!("{measures}.length"))?, 0.0, "nobody asked for them");
    page.choose("panel")?;
    page.wait_for_js(&format!("{measures}.length > 0"))?;
    // The next one takes its place, also when the tool is closed and the run is in a worker.
    page.run_js("document.querySelector('#take').open = false")?;
    page.choose("where-worker")?;
    let before = page.number_of("performance.now()")?;
    page.run()?;
    page.wait_for_js(&format!("{measures}.every((one) => one.startTime > {before} - 50)"))?;
    let after = page.number_of("performance.now()")?;
    let found = page.run_js(&format!(
        "return {measures}.map(({{ startTime, duration, detail: {{ devtools: d }} }}) => [d.track, startTime, duration, d.dataType, d.color, d.tooltipText, d.properties.length])"
    ))?;
    let found = found.as_array().context("no list")?;
    let tracks: Vec<&str> = found.iter().filter_map(|one| one[0].as_str()).collect();
    for task in ["main", "first", "second"] {
        assert!(tracks.contains(&task), "{tracks:?}");
    }
    let wait = found.iter().find(|one| {
        one[0] == "second" && one[5].as_str().is_some_and(|text| text.contains("waiting"))
    });
    let wait = wait.context("the second task has no wait")?;
    // Clocks of threads differ a little.
    let (start, length) =
        (wait[1].as_f64().unwrap_or_default(), wait[2].as_f64().unwrap_or_default());
    assert!(
        length >= 239.0 && start > before - 50.0 && start + length < after + 50.0,
        "{wait} {before} {after}"
    );
    assert_eq!((&wait[3], &wait[4]), (&json!("track-entry"), &json!("tertiary-light")));
    assert!(wait[6].as_u64() >= Some(4), "{wait}");

    page.run_js("document.querySelector('#take').open = true")?;
    page.choose("panel")?;
    page.wait_for_js(&format!("{measures}.length === 0"))
}

fn the_timeline_is_a_picture_with_all_that_is_seen(page: &Visit) -> Result<()> {
    page.arrive("/?program=blocking&variant=blocking-sleep&delay=60&compare=1")?;
    page.run()?;
    open_tool(page)?;
    keep_files(page)?;
    assert_eq!(save(page, "save-svg")?, "blocking-blocking-sleep.svg");
    let found = page.run_js(
        "const text = await window.kept[0].blob.text();
         const svg = new window.DOMParser().parseFromString(text, 'image/svg+xml');
         const texts = [...svg.querySelectorAll('text')].map((one) => one.textContent);
         const shapes = svg.querySelectorAll('g > :is(path, rect)').length;
         return [svg.documentElement.nodeName, shapes, texts, svg.querySelector('title').textContent, svg.querySelectorAll('pattern').length, text.length]",
    )?;
    assert_eq!(found[0], "svg", "{found}");
    let texts: Vec<&str> =
        found[2].as_array().context("no texts")?.iter().filter_map(Value::as_str).collect();
    for part in ["main", "predicted", "measured", "blocking", "waiting for a task", "for 3 tasks"] {
        assert!(texts.contains(&part), "{part}: {texts:?}");
    }
    assert_eq!(found[3], "Sleeping the wrong way · all variants");
    // What blocks and what is ready are hatched, each in its colours.
    assert!(found[1].as_u64() > Some(60) && found[4].as_u64() >= Some(2), "{found}");

    assert!(!texts.iter().any(|text| text.contains("longest chain")), "{texts:?}");

    // With the layers and the marker, and in other colours than those of the page.
    let part = "return [
             (await window.kept[0].blob.text()).includes('longest chain'),
             (await window.kept[0].blob.text()).includes('what woke a task'),
             (await window.kept[0].blob.text()).includes('The marker'),
             (await window.kept[0].blob.text()).match(/<rect [^>]*fill=.([^ ]*).[/]>/)[1],
             document.documentElement.dataset.theme ?? '']";
    page.click("show-chain")?;
    page.click("show-wakes")?;
    page.by_test_id("cursor-handle")?.press("ArrowRight")?;
    page.wait_for_query_part("at=")?;
    page.settled()?;
    let select = "const select = document.querySelector('[data-testid=picture-theme]');";
    page.run_js(&format!("{select} select.value = 'dark'"))?;
    save(page, "save-svg")?;
    assert_eq!(page.run_js(part)?, json!([true, true, true, "#121418", ""]));

    // Without a ground nothing is painted in its colour, and of the arrows those are named that are there.
    page.click("picture-clear")?;
    save(page, "save-svg")?;
    let found = page.run_js(
        "const text = await window.kept[0].blob.text();
         return ['#121418', 'mask=', '>spawned<', '>asked to stop<'].map((part) => text.includes(part))",
    )?;
    assert_eq!(found, json!([false, true, true, false]));
    page.run_js(&format!("{select} select.value = ''"))?;

    assert_eq!(save(page, "save-png")?, "blocking-blocking-sleep.png");
    let size = page.run_js(
        "const image = await createImageBitmap(window.kept[0].blob);
         return [window.kept[0].blob.type, image.width]",
    )?;
    assert_eq!(size, json!(["image/png", 2240]));
    Ok(())
}

fn the_output_is_text_with_exact_times(page: &Visit) -> Result<()> {
    page.arrive(RUN)?;
    open_tool(page)?;
    keep_files(page)?;
    assert_eq!(save(page, "save-output")?, "greetings-concurrent.txt");
    let predicted = text(page)?;
    let lines: Vec<&str> = predicted.lines().collect();
    assert_eq!(lines[0], "# Two greetings · Concurrent, predicted");
    assert_eq!(lines[1], "# first-delay=120 second-delay=240 first-word=hi second-word=hoi");
    assert_eq!(lines[3..5], ["120.000  first   hi", "240.000  second  hoi"]);
    page.run()?;
    save(page, "save-output")?;
    assert!(text(page)?.starts_with("# Two greetings · Concurrent, measured\n"));
    Ok(())
}

fn a_link_says_what_it_holds(page: &Visit) -> Result<()> {
    page.arrive(&format!("{RUN}&seed=7&at=100&zoom=50-150"))?;
    open_tool(page)?;
    let said = page.shown("#take .note")?;
    for part in [
        "Two greetings, Concurrent",
        "First delay 120 ms",
        "seed 7",
        "the moment 100 ms",
        "the stretch 50 to 150 ms",
    ] {
        assert!(said.contains(part), "{said}");
    }
    Ok(())
}

fn what_watching_cost_is_shown_below_the_timeline(page: &Visit) -> Result<()> {
    page.arrive(RUN)?;
    page.wait_for_text("cost", "events recorded in")?;
    assert!(
        !page.says("cost")?.contains("took"),
        "a simulation takes no time: {}",
        page.says("cost")?
    );
    page.run()?;
    // How long an event takes is measured while nothing runs.
    page.wait_for_text("cost", "ns an event as measured in this browser")?;
    let said = page.says("cost")?;
    assert!(said.contains("none left out; recording took about"), "{said}");
    assert!(said.contains("a frame") && said.contains("% of the run"), "{said}");
    Ok(())
}

fn taking_along_fits_a_phone(page: &Visit) -> Result<()> {
    page.arrive(RUN)?;
    open_tool(page)?;
    let wide = page.number_of("document.documentElement.scrollWidth - innerWidth")?;
    assert!(wide <= 0.0, "{wide} pixels too wide");
    let low = page.texts(
        "[...document.querySelectorAll('#take button, #take .check')].filter((one) => one.offsetHeight < 32).map((one) => one.textContent)",
    )?;
    assert!(low.is_empty(), "too small for a finger: {low:?}");
    Ok(())
}
