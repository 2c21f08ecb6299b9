//! The wall around Python: what a listing cannot reach or leave behind, and where the wall stands.

use browser::Result;
use serde_json::json;

use crate::embedding::{frame, other_site};
use crate::harness::{Case, LAPTOP, LAPTOP_WITH_REQUESTS, Visit, Website, cases};
use crate::python_engine::{ask, ask_the_page};

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        a_listing_reaches_neither_the_page_nor_the_network,
        modules_that_lead_to_javascript_are_not_there,
        no_run_leaves_anything_to_the_next,
        memory_ends_where_the_limit_is,
        it_works_in_a_frame_of_another_site;
    Website::NotIsolated, LAPTOP =>
        it_works_on_a_host_that_sends_no_headers,
        it_works_where_the_service_worker_isolates_the_page;
    Website::Fresh, LAPTOP_WITH_REQUESTS =>
        nothing_of_it_is_fetched_before_it_is_asked_for;
];

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
         frame.contentWindow.postMessage({ type: 'script', script: bytes(script) }, '*');
         frame.contentWindow.postMessage({ type: 'files', wasm, library: bytes('') }, '*');
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
    page.arrive("/?program=greetings")?;
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
