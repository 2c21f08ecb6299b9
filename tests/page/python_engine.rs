//! Python for listings that people write: its engine, without any view of it, and the wall around it.

use browser::{Context, Result};
use serde_json::{Value, json};

use crate::embedding::{frame, other_site};
use crate::harness::{Case, LAPTOP, LAPTOP_WITH_REQUESTS, Visit, Website, cases};
use crate::published::published;

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        a_listing_is_predicted_as_the_package_documents_it,
        a_measurement_has_the_rows_of_the_prediction,
        a_loop_that_never_ends_is_stopped_and_what_it_recorded_stays,
        a_prediction_that_never_ends_is_ended_by_itself,
        orders_are_tried_and_reported_as_they_come,
        parameters_and_syntax_are_found_without_a_run,
        a_listing_reaches_neither_the_page_nor_the_network,
        modules_that_lead_to_javascript_are_not_there,
        no_run_leaves_anything_to_the_next,
        memory_ends_where_the_limit_is,
        stand_ins_are_found_in_the_page_as_well,
        every_listing_of_the_package_runs_in_the_page;
    Website::NotIsolated, LAPTOP =>
        it_works_on_a_host_that_sends_no_headers,
        it_works_where_the_service_worker_isolates_the_page;
    Website::Published, LAPTOP =>
        it_works_in_a_frame_of_another_site;
    Website::Fresh, LAPTOP_WITH_REQUESTS =>
        nothing_of_it_is_fetched_before_it_is_asked_for;
];

const TWO_TASKS: &str = "
import asyncio

async def say(delay, word):
    await asyncio.sleep(delay)
    print(word)

async def main():
    await asyncio.gather(say(0.4, 'one'), say(0.2, 'two'))

asyncio.run(main())
";

/// What each script begins with: an engine, and how rows and answers are looked at.
fn beginning() -> String {
    format!(
        "const {{ createPython }} = await import('./{}');
         const python = (globalThis.python ??= createPython());
         const rows = (answer) => {{
             const all = [];
             const numbers = [...answer.rows].map(Number);
             for (let at = 0; at < numbers.length; at += 6) all.push(numbers.slice(at, at + 6));
             return all;
         }};
         const printed = async (text) => {{
             const {{ result, cut }} = await python.predict(text);
             return result ? result.output + (result.failure?.message ?? '') : cut.message;
         }};",
        published("python/engine.js")
    )
}

/// Runs a script that may use `python`, and `listing`, which is `TWO_TASKS`.
fn ask(page: &Visit, script: &str) -> Result<Value> {
    page.run_js(&format!("{}\nconst listing = {};\n{script}", beginning(), json!(TWO_TASKS)))
}

/// Asks on the page as it is when it has come.
fn ask_the_page(page: &Visit, script: &str) -> Result<Value> {
    page.arrive("/")?;
    ask(page, script)
}

fn a_listing_is_predicted_as_the_package_documents_it(page: &Visit) -> Result<()> {
    let told = ask_the_page(
        page,
        "const answer = await python.predict('import asyncio\\nasyncio.run(asyncio.sleep(2))');
         return [rows(answer), answer.texts, answer.result.end, answer.result.total_us, answer.cut];",
    )?;
    // The example in python/README.md.
    let rows = json!([
        [1, 0, 0, -1, 0, 0],
        [2, 0, 0, 0, 0, 0],
        [4, 0, 0, 0, 0, 0],
        [1, 1, 0, 0, 0, 2],
        [2, 1, 0, 1, 0, 0],
        [9, 0, 0, 1, 1, 2],
        [5, 0, 0, 0, 0, 2],
        [4, 1, 0, 0, 0, 0],
        [9, 1, 0, 0, 2_000_000, 0],
        [5, 1, 0, 0, 0, 0],
        [10, 1, 2_000_000, 1, -1, 0],
        [4, 1, 2_000_000, 0, 0, 0],
        [12, 1, 2_000_000, 2_000_000, 0, 0],
        [6, 1, 2_000_000, 0, 0, 0],
        [10, 0, 2_000_000, 0, 1, 0],
        [4, 0, 2_000_000, 0, 0, 0],
        [6, 0, 2_000_000, 0, 0, 0]
    ]);
    assert_eq!(told, json!([rows, ["listing.py", "sleep(2, None)"], 0, 2_000_000, null]));
    Ok(())
}

fn a_measurement_has_the_rows_of_the_prediction(page: &Visit) -> Result<()> {
    let told = ask_the_page(
        page,
        "const untimed = (answer) => rows(answer).map(([kind, lane, , ...rest]) => [kind, lane, ...rest]);
         const predicted = await python.predict(listing);
         const parts = [];
         const began = performance.now();
         const measured = await python.measure(listing, { onPart: (rows) => parts.push(rows.length) });
         return [
             JSON.stringify(untimed(predicted)) === JSON.stringify(untimed(measured)),
             JSON.stringify(predicted.texts) === JSON.stringify(measured.texts),
             predicted.result.output, measured.result.output,
             parts.length > 1, measured.result.total_us >= 400000, performance.now() - began >= 400,
         ];",
    )?;
    let output = "two\none\n";
    assert_eq!(told, json!([true, true, output, output, true, true, true]));
    Ok(())
}

fn a_loop_that_never_ends_is_stopped_and_what_it_recorded_stays(page: &Visit) -> Result<()> {
    let told = ask_the_page(
        page,
        "const endless = `import asyncio
async def main():
    print('hi')
    await asyncio.sleep(0.01)
    while True: pass
asyncio.run(main())`;
         const stopping = new AbortController();
         const running = python.measure(endless, {
             signal: stopping.signal,
             onPart: () => setTimeout(() => stopping.abort(), 100),
         });
         const { texts, rows: kept, result, cut } = await running;
         return [texts.includes('hi'), kept.length > 0, result, cut, await printed(listing)];",
    )?;
    let cut = json!({ "why": "stopped", "message": "Stopped." });
    assert_eq!(told, json!([true, true, null, cut, "two\none\n"]));
    Ok(())
}

fn a_prediction_that_never_ends_is_ended_by_itself(page: &Visit) -> Result<()> {
    let told = ask_the_page(
        page,
        "const { cut } = await python.predict('sum(range(10 ** 12))');
         return [cut.why, cut.message.includes('three seconds'), await printed(listing)];",
    )?;
    assert_eq!(told, json!(["late", true, "two\none\n"]));
    Ok(())
}

fn orders_are_tried_and_reported_as_they_come(page: &Visit) -> Result<()> {
    let told = ask_the_page(
        page,
        "const text = `import asyncio
async def say(word): print(word)
async def main(): await asyncio.gather(say('a'), say('b'))
asyncio.run(main())`;
         const seen = [];
         const { result } = await python.explore(text, 1000, { onTried: ({ runs }) => seen.push(runs) });
         const [first, second] = result.outcomes;
         return [result.runs, result.is_repeatable, result.outcomes.length, first.output, first.picks,
             second.output, second.picks, first.count + second.count,
             seen.every((runs, at) => runs > (seen[at - 1] ?? 0))];",
    )?;
    let expected = json!([1000, true, 2, "a\nb\n", [], "b\na\n", [1], 1000, true]);
    assert_eq!(told, expected);
    Ok(())
}

fn parameters_and_syntax_are_found_without_a_run(page: &Visit) -> Result<()> {
    let told = ask_the_page(
        page,
        "const found = (await python.parameters(listing)).result;
         const wrong = (await python.check('x = 1\\ndef f(:\\n    pass')).result;
         return [found.map(({ start, end }) => listing.slice(start, end)), wrong.type, wrong.line,
             (await python.check(listing)).result];",
    )?;
    assert_eq!(told, json!([["0.4", "0.2"], "SyntaxError", 2, null]));
    Ok(())
}

/// The wall is not to depend on what listings are kept from, so a worker without Python asks here, in the
/// very frame: what the frame and its policy leave is all that a listing could get at.
fn a_listing_reaches_neither_the_page_nor_the_network(page: &Visit) -> Result<()> {
    page.expect_problem("Content Security Policy");
    page.expect_problem("Content-Security-Policy");
    let told = ask_the_page(
        page,
        "await caches.open('ours');
         const text = await (await fetch('python/frame.html')).text();
         const frame = document.createElement('iframe');
         frame.setAttribute('sandbox', 'allow-scripts');
         frame.srcdoc = text;
         const heard = (wanted) => new Promise((go) => addEventListener('message', function hear({ source, data }) {
             if (source !== frame.contentWindow || data.type !== wanted) return;
             removeEventListener('message', hear);
             go(data);
         }));
         const opened = heard('open');
         document.body.append(frame);
         await opened;
         const script = `onmessage = async ({ data: { port } }) => {
             const asked = {};
             const ask = async (name, what) => {
                 try { await what(); asked[name] = 'had'; } catch { asked[name] = 'refused'; }
             };
             const site = ${JSON.stringify(location.href)};
             await ask('fetch', () => fetch(site));
             await ask('opaque fetch', () => fetch(site, { mode: 'no-cors' }));
             await ask('import', () => import(site + 'not_loaded.js'));
             await ask('script', () => importScripts(site + 'not_loaded.js'));
             await ask('caches', () => caches.keys());
             await ask('database', () => new Promise((go, fail) => {
                 const opening = indexedDB.open('ours');
                 opening.onsuccess = go;
                 opening.onerror = fail;
             }));
             await ask('socket', () => new Promise((go, fail) => {
                 const socket = new WebSocket(site.replace('http', 'ws'));
                 socket.onopen = go;
                 socket.onerror = fail;
             }));
             await ask('document', () => document.title);
             await ask('text as code', () => eval('1'));
             port.postMessage({ asked, origin: self.origin });
         };`;
         const bytes = (part) => new TextEncoder().encode(part).buffer;
         const wasm = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]).buffer;
         frame.contentWindow.postMessage({ type: 'files', wasm, library: bytes(''), script: bytes(script) }, '*');
         const { port1, port2 } = new MessageChannel();
         const answer = new Promise((go) => (port1.onmessage = ({ data }) => go(data)));
         frame.contentWindow.postMessage({ type: 'start', worker: 1, port: port2 }, '*', [port2]);
         const { asked, origin } = await answer;
         let isOpen = true;
         try { frame.contentWindow.document.title; } catch { isOpen = false; }
         frame.remove();
         return [origin, Object.entries(asked).filter(([, how]) => how === 'had').map(([name]) => name), isOpen];",
    )?;
    assert_eq!(told, json!(["null", [], false]));
    Ok(())
}

fn modules_that_lead_to_javascript_are_not_there(page: &Visit) -> Result<()> {
    let told = ask_the_page(
        page,
        "const all = ['js', 'pyodide', 'pyodide.ffi', 'pyodide_js', '_pyodide', '_pyodide_core', 'coroscope_page'];
         const had = [];
         for (const name of all) {
             const said = await printed(`import ${name}`);
             if (!said.startsWith('ModuleNotFoundError: No module named')) had.push([name, said]);
         }
         return [had, await printed('import urllib.request'), await printed(`import socket
socket.create_connection(('example.org', 80))`)];",
    )?;
    assert_eq!(told[0], json!([]));
    for said in [&told[1], &told[2]] {
        assert!(said.as_str().is_some_and(|said| said.contains("Error")), "{told}");
    }
    Ok(())
}

fn no_run_leaves_anything_to_the_next(page: &Visit) -> Result<()> {
    let told = ask_the_page(
        page,
        "await printed(`import builtins, json, asyncio
builtins.left = 1
json.dumps = None
asyncio.Queue.get = None
open('/tmp/left', 'w').close()`);
         const look = `import builtins, json, asyncio, os
print(hasattr(builtins, 'left'), json.dumps is None, asyncio.Queue.get is None, id(object()))`;
         const [one, other] = [await printed(look), await printed(look)];
         return [one.startsWith('False False False'), one === other];",
    )?;
    assert_eq!(told, json!([true, true]));
    Ok(())
}

fn memory_ends_where_the_limit_is(page: &Visit) -> Result<()> {
    let told = ask_the_page(
        page,
        "return [await printed(`kept = []
try:
    for _ in range(40): kept.append(bytearray(1 << 24))
except MemoryError:
    print('full')`), await printed(listing)];",
    )?;
    assert_eq!(told, json!(["full\n", "two\none\n"]));
    Ok(())
}

fn stand_ins_are_found_in_the_page_as_well(page: &Visit) -> Result<()> {
    let told = ask_the_page(
        page,
        "const { result } = await python.predict('import aiohttp, async_timeout\\nprint(aiohttp.__name__)');
         return [result.output, result.failure, result.notes.length];",
    )?;
    assert_eq!(told, json!(["aiohttp\n", null, 2]));
    Ok(())
}

fn every_listing_of_the_package_runs_in_the_page(page: &Visit) -> Result<()> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../python/coroscope/listings");
    page.arrive("/")?;
    let mut listings = 0;
    for file in std::fs::read_dir(folder).context("there are listings")?.flatten() {
        let name = file.file_name().to_string_lossy().into_owned();
        if !name.ends_with(".py") || name == "__init__.py" {
            continue;
        }
        listings += 1;
        let text = json!(std::fs::read_to_string(file.path())?);
        let told = ask(
            page,
            &format!(
                "const {{ rows: {{ length }}, result }} = await python.predict({text});
                 return [length > 60, result.end, result.failure?.type ?? null];"
            ),
        )?;
        let expected = match name.as_str() {
            "deadlock.py" => json!([true, 3, null]),
            _ => json!([true, 0, null]),
        };
        assert_eq!(told, expected, "{name}");
    }
    assert!(listings >= 13, "{listings}");
    Ok(())
}

fn it_works_on_a_host_that_sends_no_headers(page: &Visit) -> Result<()> {
    let told = ask_the_page(
        page,
        "const { result } = await python.measure(listing);
         return [crossOriginIsolated, result.output, await printed(listing)];",
    )?;
    assert_eq!(told, json!([false, "two\none\n", "two\none\n"]));
    Ok(())
}

fn it_works_where_the_service_worker_isolates_the_page(page: &Visit) -> Result<()> {
    page.arrive("/?program=threads&variant=atomic&increments=2000")?;
    page.wait_for_text("needs", "Isolate this page")?;
    page.run_js("window.isTheOldPage = true")?;
    page.click("isolate")?;
    page.wait_for_js("!window.isTheOldPage && crossOriginIsolated")?;
    page.wait_for_state("ready")?;
    assert_eq!(ask(page, "return await printed(listing);")?, "two\none\n");
    Ok(())
}

fn it_works_in_a_frame_of_another_site(page: &Visit) -> Result<()> {
    for is_isolated in [false, true] {
        page.goto(&other_site(frame(page, "?program=greetings", 700), is_isolated)?)?;
        page.enter_first_frame()?;
        page.wait_for_state("ready")?;
        let told = ask(
            page,
            "const { result } = await python.measure(listing);
             return [result.output, await printed(listing)];",
        )?;
        assert_eq!(told, json!(["two\none\n", "two\none\n"]));
        page.leave_frame()?;
    }
    Ok(())
}

fn nothing_of_it_is_fetched_before_it_is_asked_for(page: &Visit) -> Result<()> {
    page.arrive("/")?;
    page.settled()?;
    let before = page.requests()?;
    assert!(!before.iter().any(|url| url.contains("python/")), "{before:?}");
    ask(page, "await python.open();")?;
    let after = page.requests()?;
    let all = after.iter().filter(|url| url.contains("python/"));
    // The list, the frame and three files.
    assert_eq!(all.count(), 5, "{after:?}");
    for url in &after {
        let own = url.starts_with(&page.base());
        assert!(
            own || ["data:", "blob:", "about:"].iter().any(|one| url.starts_with(one)),
            "{url}"
        );
    }
    Ok(())
}
