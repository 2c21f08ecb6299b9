//! What the page knows of the programs before it has the catalog is what the catalog says.

use std::fs;
use std::path::Path;

use coroscope::programs::CATALOG;

/// The text of a file of this package.
fn read(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    fs::read_to_string(&path).expect("a file of the page")
}

#[test]
fn the_page_begins_with_the_first_program_of_the_catalog() {
    // It must know which before it has the catalog, to fetch no more of the program than it takes.
    let named = format!("export const FIRST_PROGRAM = \"{}\";\n", CATALOG[0].id);
    assert!(read("www/run/parts.js").contains(&named), "www/run/parts.js has not: {named}");
}

#[test]
fn the_page_knows_before_it_has_the_catalog_which_listings_there_are() {
    let text = read("www/run/listings.js");
    let (_, list) = text.split_once("const PROGRAMS = [").expect("a list");
    let (list, _) = list.split_once("];").expect("an end of the list");
    let listed: Vec<&str> = list.split(',').map(|id| id.trim().trim_matches('"')).collect();
    let programs = CATALOG.iter().map(|program| program.id);
    // There is a comma after the last.
    let known: Vec<&str> = programs.chain([""]).collect();
    assert_eq!(listed, known);
    for program in CATALOG {
        let file = format!("src/programs/{}.rs", program.id.replace('-', "_"));
        assert_eq!(program.file, file, "the page asks for that one");
    }
}
