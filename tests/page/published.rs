//! Where the modules of the sources are in the site as it is published: the build notes it.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::LazyLock;

use browser::Context;

use crate::harness::setting;

static MODULES: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let file = setting("COROSCOPE_SITE_MODULES");
    let text = std::fs::read_to_string(&file).with_context(|| format!("cannot read {file}"));
    serde_json::from_str(&text.unwrap()).expect("it is a list of names")
});

/// The file of the site that a module of `www/` is in, by its path there.
pub fn published(module: &str) -> &'static str {
    let file = MODULES.get(module);
    file.with_context(|| format!("{module} is in no file of the site")).unwrap()
}

/// The folder of the site as it is published.
pub fn folder() -> PathBuf {
    PathBuf::from(setting("COROSCOPE_SITE"))
}
