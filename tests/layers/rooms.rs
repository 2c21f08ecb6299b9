//! Which room may import which.

/// Each room of `src/`, and the rooms that it may import. A room is a folder, or a file in `src/`
/// together with the folder of the same name. A row for a folder inside a room, like
/// `timeline/lanes`, makes it a room of its own.
///
/// - A room may import itself and the rooms inside it.
/// - A room that may import another room may also import the rooms inside that room.
/// - A row names only rooms of rows above it, so no rooms import each other in a circle.
pub const ROOMS: &[(&str, &[&str])] = &[
    ("runtime/trace", &[]),
    ("runtime", &[]),
    ("crc", &[]),
    ("asyncio", &["crc", "runtime/trace"]),
    ("json", &[]),
    ("saved", &["crc", "json", "runtime"]),
    ("numbers", &[]),
    ("drivers", &["runtime"]),
    ("host", &["json", "runtime"]),
    ("workers", &["drivers", "json", "runtime"]),
    ("queue", &["runtime"]),
    ("programs", &["host", "numbers", "queue", "runtime", "workers"]),
    ("timeline/lanes", &["runtime/trace"]),
    ("timeline/words", &["numbers", "runtime/trace", "timeline/lanes"]),
    ("timeline/why", &["runtime/trace", "timeline/lanes", "timeline/words"]),
    ("timeline/ask", &["runtime/trace", "timeline/lanes", "timeline/words"]),
    ("timeline/draw", &["runtime/trace", "timeline/lanes", "timeline/words"]),
    ("timeline/report", &["runtime/trace", "timeline/lanes", "timeline/words", "timeline/why"]),
    (
        "timeline/compare",
        &[
            "runtime/trace",
            "timeline/lanes",
            "timeline/words",
            "timeline/why",
            "timeline/ask",
            "timeline/report",
        ],
    ),
    (
        "timeline/guess",
        &[
            "runtime/trace",
            "timeline/lanes",
            "timeline/words",
            "timeline/why",
            "timeline/ask",
            "timeline/report",
        ],
    ),
    (
        "timeline/run",
        &[
            "json",
            "runtime/trace",
            "timeline/lanes",
            "timeline/words",
            "timeline/why",
            "timeline/ask",
            "timeline/draw",
            "timeline/report",
            "timeline/compare",
            "timeline/guess",
        ],
    ),
    ("timeline/moment", &["runtime/trace", "timeline/lanes", "timeline/words", "timeline/run"]),
    ("timeline", &[]),
    ("orders", &["drivers", "runtime", "timeline"]),
    (
        "page",
        &["asyncio", "drivers", "json", "orders", "programs", "runtime", "timeline", "workers"],
    ),
];

/// The room of a module, for example `runtime/trace`. `None` for the root of the crate, and for a
/// module that no row covers.
pub fn room_of(module: &[String]) -> Option<&'static str> {
    let path = module.join("/");
    let rooms = ROOMS.iter().map(|(room, _)| *room).filter(|room| is_in(&path, room));
    rooms.max_by_key(|room| room.len())
}

/// The row that lets a room import another room.
pub fn permission(from: &str, to: &str) -> Option<(&'static str, &'static str)> {
    let (from, rooms) = ROOMS.iter().find(|(room, _)| *room == from)?;
    rooms.iter().find(|room| is_in(to, room)).map(|room| (*from, *room))
}

/// Whether `inner` is `outer`, or lies inside it.
pub fn is_in(inner: &str, outer: &str) -> bool {
    inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_room_names_only_rooms_above_it() {
        for (place, (room, imports)) in ROOMS.iter().enumerate() {
            let above = &ROOMS[..place];
            for import in *imports {
                let is_above = above.iter().any(|(above, _)| above == import);
                assert!(is_above, "{room} may import {import}, which does not stand above it");
            }
            let below =
                ROOMS[place..].iter().find(|(below, _)| below != room && is_in(below, room));
            assert_eq!(below, None, "what lies in {room} stands above it");
        }
    }

    #[test]
    fn a_module_is_in_the_innermost_room() {
        let room = |path: &str| room_of(&path.split('/').map(str::to_owned).collect::<Vec<_>>());
        assert_eq!(room("runtime/trace/codec"), Some("runtime/trace"));
        assert_eq!(room("runtime/tracer"), Some("runtime"));
        assert_eq!(room("json"), Some("json"));
        assert_eq!(room("nobody"), None);
    }
}
