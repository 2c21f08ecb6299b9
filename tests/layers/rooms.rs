//! Which room may import which.

/// Every room of `src/`, and the rooms that it may import. A room is a folder, or a file of `src/`
/// itself together with the folder of its name. What lies in no room of a folder belongs to the
/// folder: a row for `timeline/lanes` takes that out of `timeline`.
///
/// - A room may import itself, and the rooms inside of it.
/// - Whoever may import a room may import the rooms inside of it, too.
/// - A row names only rooms of rows above it, so that no rooms import each other in a circle.
pub const ROOMS: &[(&str, &[&str])] = &[
    ("runtime/trace", &[]),
    ("runtime", &[]),
    ("json", &[]),
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
        &["runtime/trace", "timeline/lanes", "timeline/words", "timeline/why", "timeline/ask"],
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
    ("orders", &["drivers", "programs", "runtime", "timeline"]),
    ("page", &["drivers", "json", "orders", "programs", "runtime", "timeline", "workers"]),
];

/// The room of a module, as `runtime/trace`; `None` for the root of the crate, and for a module that
/// no row of the table names.
pub fn room_of(module: &[String]) -> Option<&'static str> {
    let path = module.join("/");
    let rooms = ROOMS.iter().map(|(room, _)| *room).filter(|room| is_in(&path, room));
    rooms.max_by_key(|room| room.len())
}

/// The row that lets a room import another one.
pub fn permission(from: &str, to: &str) -> Option<(&'static str, &'static str)> {
    let (from, rooms) = ROOMS.iter().find(|(room, _)| *room == from)?;
    rooms.iter().find(|room| is_in(to, room)).map(|room| (*from, *room))
}

/// Whether a room or module is another one, or lies in it.
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
