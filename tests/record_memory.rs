//! What a file of a record takes in memory is bounded by its length, whatever is in it: counted with an
//! allocator that counts.

#![cfg(not(target_arch = "wasm32"))]

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

use coroscope::asyncio::SavedRecord;

/// To open a file takes at most so many times its length,
const TIMES: usize = 48;
/// and this besides, which is what anything takes.
const BESIDES: usize = 64 * 1024;

static NOW: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

struct Counting;

#[expect(unsafe_code, reason = "an allocator is unsafe; this one hands everything on")]
// SAFETY: all is done by the allocator of the system, with what it is given.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let now = NOW.fetch_add(layout.size(), Ordering::Relaxed) + layout.size();
        MOST.fetch_max(now, Ordering::Relaxed);
        // SAFETY: as above.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        NOW.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: as above.
        unsafe { System.dealloc(at, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn crc_32(bytes: &[u8]) -> u32 {
    let step = |crc: u32| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
    !bytes
        .iter()
        .fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), |crc, _| step(crc)))
}

fn file(chunks: &[(u8, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = b"coroscope-run 2\n{}\n".to_vec();
    let began = (b'B', vec![1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    for (kind, content) in std::iter::once(&began).chain(chunks) {
        let mut chunk = vec![*kind];
        chunk.extend((content.len() as u32).to_le_bytes());
        chunk.extend(content);
        let check = crc_32(&chunk);
        bytes.extend(chunk);
        bytes.extend(check.to_le_bytes());
    }
    bytes
}

/// Rows with these columns: how wide the numbers are, and the numbers.
fn rows(count: usize, columns: [(u8, &dyn Fn(usize) -> i64); 6]) -> (u8, Vec<u8>) {
    let mut content = (count as u32).to_le_bytes().to_vec();
    for (width, number) in columns {
        content.push(width);
        for row in 0..count {
            content.extend(&number(row).to_le_bytes()[..usize::from(width)]);
        }
    }
    (b'R', content)
}

fn text(text: &[u8]) -> Vec<u8> {
    [&(text.len() as u32).to_le_bytes()[..], text].concat()
}

/// How many bytes there were at most while this was opened.
fn taken(bytes: &[u8]) -> usize {
    let before = NOW.load(Ordering::Relaxed);
    MOST.store(before, Ordering::Relaxed);
    drop(SavedRecord::open(bytes));
    MOST.load(Ordering::Relaxed) - before
}

#[test]
fn a_file_takes_no_more_than_it_is_worth() {
    let zero = |_: usize| 0;
    let listing =
        rows(1, [(1, &|_| 1), (1, &zero), (1, &zero), (1, &|_| -1), (1, &zero), (1, &zero)]);
    let all = |kind: i64, count: usize| {
        rows(count, [(1, &|_| kind), (1, &zero), (1, &zero), (1, &zero), (1, &zero), (1, &zero)])
    };
    let name = (b'F', text(&[b'x'; 255]));
    let one_text = (b'T', text(b"a"));
    let lines = |from: usize| {
        rows(
            20_000,
            [
                (1, &|_| 4),
                (1, &zero),
                (1, &zero),
                (1, &zero),
                (1, &zero),
                (4, &|row| (from + row + 1) as i64),
            ],
        )
    };
    let object = |row: usize| row as i64;
    let objects =
        rows(50_000, [(1, &|_| 20), (1, &zero), (1, &zero), (4, &object), (1, &zero), (1, &zero)]);
    let failing = [listing.clone(), one_text.clone(), all(7, 100_000)];
    let files = [
        ("empty texts", file(&[(b'T', vec![0; 400_000])])),
        ("empty names", file(&[(b'F', vec![0; 400_000])])),
        ("small rows", file(&[listing.clone(), all(4, 500_000)])),
        ("rows of two events", file(&failing)),
        ("lines of a long name", file(&[name, listing.clone(), lines(0), lines(20_000)])),
        ("objects", file(&[one_text, listing, objects])),
        ("empty notes", file(&vec![(b'N', Vec::new()); 20_000])),
        ("empty sources", file(&vec![(b'S', vec![0; 4]); 20_000])),
        ("nothing", file(&vec![(b'R', vec![0, 0, 0, 0, 1, 1, 1, 1, 1, 1]); 20_000])),
    ];
    for (what, bytes) in files {
        let taken = taken(&bytes);
        println!("{what}: {:.1} times", taken as f64 / bytes.len() as f64);
        let most = TIMES * bytes.len() + BESIDES;
        assert!(taken <= most, "{what}: {taken} bytes for {}", bytes.len());
    }
}
