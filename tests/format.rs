//! What is written here, the small reader in `docs/FORMAT.md` reads: it is taken out of that file and run
//! by CPython.

#![cfg(not(target_arch = "wasm32"))]

mod cpython;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use coroscope::asyncio::SavedRecord;
use coroscope::drivers::simulation::simulate;
use coroscope::runtime::trace::Trace;
use coroscope::runtime::{Options, log, sleep, spawn};

/// Reads a file, and prints each event: time, task, site.
const PRINTS: &str = "
import sys
for path in sys.argv[1:]:
    head, found, texts = read(open(path, 'rb').read())
    print(len(texts), *texts[1:], sep='|')
    for one in found:
        print(one['at_us'], one.get('task', one.get('lane')), one['site'])
";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The reader: the last Python in the specification.
fn reader() -> String {
    let text = fs::read_to_string(root().join("docs/FORMAT.md")).expect("it is there");
    let (_, last) = text.rsplit_once("```python\n").expect("it has a reader");
    let (reader, _) = last.split_once("```").expect("it ends");
    format!("{reader}{PRINTS}")
}

fn crc_32(bytes: &[u8]) -> u32 {
    let step = |crc: u32| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
    !bytes
        .iter()
        .fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), |crc, _| step(crc)))
}

/// A file of version 1.
fn file(trace: &[u8]) -> Vec<u8> {
    let head = format!("{{\"bytes\":{},\"check\":{}}}", trace.len(), crc_32(trace));
    [format!("coroscope-run 1\n{head}\n").as_bytes(), trace].concat()
}

/// What the reader is to print.
fn expected(trace: &Trace) -> String {
    let mut text = String::new();
    for event in trace.events() {
        let site = event.site.map_or(u16::MAX, |site| site.0);
        let _ = writeln!(text, "{} {} {site}", event.at_us, event.task.0);
    }
    text
}

fn small() -> Trace {
    simulate(Options::default(), async {
        let task = spawn(async {
            // More than an hour, so that times take more than 32 bits.
            sleep(Duration::from_secs(5_000)).await;
            log("grüezi");
        });
        log("hello");
        task.await;
    })
}

#[test]
fn the_reader_of_the_specification_sees_what_was_written() {
    let Some(python) = cpython::cpython() else { return };
    let shop =
        fs::read(root().join("tests/saved/run-2-rows-1-shop.coroscope")).expect("it is there");
    let shop = SavedRecord::open(&shop).expect("it is whole").record.trace().clone();
    let folder = std::env::temp_dir().join(format!("coroscope-format-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("it can be made");
    for (name, trace) in [("small", small()), ("shop", shop)] {
        let path = folder.join(name);
        fs::write(&path, file(&trace.to_bytes())).expect("it can be written");
        let output = Command::new(python)
            .args(["-X", "utf8", "-c", &reader()])
            .arg(&path)
            .output()
            .expect("it runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let printed = String::from_utf8(output.stdout).expect("it is UTF-8");
        let (texts, events) = printed.split_once('\n').expect("there are texts");
        assert!(trace.output().iter().all(|line| texts.contains(line)), "{texts}");
        assert_eq!(events.replace('\r', ""), expected(&trace), "{name}");
    }
    fs::remove_dir_all(folder).expect("it was made here");
}
