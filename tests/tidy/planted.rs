//! Tests of the rules: a violation is planted into a made-up source, and exactly one rule must find it.

use crate::known::{self, Allowance, Counts};
use crate::source_tree::SourceTree;
use crate::{crates, cycles, duplicate_types, files, literals, rooms};

/// A source without violations.
const CLEAN: [(&str, &str); 9] = [
    (
        "lib.rs",
        "//! The library.\npub mod model;\npub mod store;\npub mod ui;\npub mod session;\n",
    ),
    (
        "model/mod.rs",
        "//! What is.\nmod text;\nmod span;\npub use span::Span;\npub use text::Text;\n\
         #[cfg(test)]\nmod checks;\n",
    ),
    ("model/text.rs", "//! Texts.\npub struct Text;\n"),
    (
        "model/span.rs",
        "//! Places.\nuse super::Text;\npub struct Span(pub Text);\n",
    ),
    (
        "model/checks.rs",
        "use crate::ui::Pane;\nuse std::fs;\nstruct Text;\n#[test]\nfn holds() {}\n",
    ),
    (
        "store/mod.rs",
        "//! Files.\nuse crate::model::{Span, Text};\nuse std::{fs, thread};\n\
         pub fn load() -> Option<(Text, Span)> {\n    let named = thread::Builder::new();\n    \
         let told = \"no such file\";\n    None\n}\n",
    ),
    (
        "session/mod.rs",
        "//! What is open.\npub use demarche_model as model;\nmod list;\npub struct Session;\n",
    ),
    (
        "session/list.rs",
        "//! The list.\nuse crate::Session;\nuse crate::model::Text;\npub struct List(Session, Text);\n",
    ),
    (
        "ui/mod.rs",
        "//! The window.\nuse egui::Ui;\npub struct Pane;\n/// Shows a pane to the reader.\n\
         pub fn show(ui: &mut Ui) {\n    ui.push_id(\"the pane\", |ui| ui.label(name(\"pane.title\")));\n    \
         log::warn!(\"no pane is there\");\n}\n\
         #[cfg(test)]\nmod tests {\n    use super::*;\n    #[test]\n    fn shows() { label(\"Some text\"); }\n}\n",
    ),
];

/// The clean source with one file added or replaced.
fn with(path: &str, text: &str) -> SourceTree {
    with_all(&[(path, text)])
}

fn with_all(changed: &[(&str, &str)]) -> SourceTree {
    let kept = CLEAN
        .iter()
        .filter(|(path, _)| changed.iter().all(|(other, _)| other != path));
    let sources: Vec<(String, String)> = kept
        .chain(changed)
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect();
    SourceTree::new(&sources).expect("the made-up source is Rust")
}

/// What each rule finds; rules without violations are left out.
fn all(tree: &SourceTree) -> Vec<(&'static str, Vec<String>)> {
    let keys = |known: Counts| known.into_keys().collect();
    let found = [
        ("rooms", rooms::forbidden(tree)),
        ("crates", crates::forbidden(tree)),
        ("cycles", cycles::of(tree).into_keys().collect()),
        ("literals", keys(literals::counts(tree))),
        ("names", keys(duplicate_types::duplicated(tree))),
        ("length", files::too_long(tree)),
        ("comments", files::without_comment(tree)),
        ("threads", crates::nameless_threads(tree)),
        ("sockets", crates::sockets(tree)),
    ];
    found
        .into_iter()
        .filter(|(_, found)| !found.is_empty())
        .collect()
}

/// Asserts that one rule finds exactly this, and no other rule finds anything.
#[track_caller]
fn only(tree: &SourceTree, rule: &'static str, expected: &[&str]) {
    let expected = expected.iter().map(|line| (*line).to_owned()).collect();
    assert_eq!(all(tree), [(rule, expected)]);
}

/// Code of the store with an item planted before and after its tests, and in an inline module.
fn store_with(planted: &str) -> Vec<SourceTree> {
    let tests = "#[cfg(test)]\nmod tests {\n    use super::*;\n}\n";
    let places = [
        format!("//! Files.\n{planted}\n{tests}"),
        format!("//! Files.\n{tests}{planted}\n"),
        format!("//! Files.\nmod within {{\n{planted}\n}}\n"),
    ];
    places
        .iter()
        .map(|text| with("store/mod.rs", text))
        .collect()
}

#[test]
fn a_clean_source_passes() {
    assert_eq!(all(&with_all(&[])), []);
}

#[test]
fn forbidden_rooms_are_found_in_every_notation() {
    let ways = [
        "use crate::ui::Pane;",
        "use crate::{model::Text, ui::{self, Pane}};",
        "use crate::{model::{Span, Text}, ui as window};",
        "use demarche::ui::*;",
        "use demarche_ui::Pane;",
        "use crate as root; type Wrong = root::ui::Pane;",
        "pub use crate::ui::Pane;",
        "fn wrong() { let pane = crate::ui::Pane; }",
        "fn wrong(pane: Option<Box<crate::ui::Pane>>) {}",
        "fn wrong() { match 1 { crate::ui::ONE => {} _ => {} } }",
        "fn wrong() { assert!(crate::ui::shown(1), \"{}\", 1); }",
        "fn wrong() { use crate::ui::Pane; }",
        "impl crate::ui::Shown for Text {}",
        "#[derive(crate::ui::Shown)] struct Wrong;",
    ];
    for way in ways {
        for tree in store_with(way) {
            let found = rooms::forbidden(&tree);
            assert!(!found.is_empty(), "{way}: not found");
            let is_right = |line: &String| {
                line.starts_with("src/store/mod.rs:") && line.ends_with(": store uses ui")
            };
            assert!(found.iter().all(is_right), "{way}: {found:?}");
        }
    }
    let from_below = "//! Texts.\nuse super::super::ui::Pane;\npub struct Text;\n";
    let tree = with("model/text.rs", from_below);
    only(&tree, "rooms", &["src/model/text.rs:2: model uses ui"]);
}

#[test]
fn tests_may_use_every_room_and_crate() {
    let ways = [
        "#[cfg(test)] use crate::ui::Pane;",
        "#[test] fn shows() { crate::ui::show(); }",
        "#[cfg(all(test, unix))] mod unix { use crate::ui::Pane; use egui::Ui; struct Text; }",
        "struct Files; impl Files { #[cfg(test)] fn pane() -> crate::ui::Pane { todo!() } }",
    ];
    for way in ways {
        for tree in store_with(way) {
            assert_eq!(all(&tree), [], "{way}");
        }
    }
    // This is not only compiled for tests.
    for tree in store_with("#[cfg(any(test, feature = \"x\"))] use crate::ui::Pane;") {
        assert_eq!(all(&tree)[0].0, "rooms");
    }
}

#[test]
fn files_declared_by_tests_are_tests() {
    let tree = with_all(&[
        (
            "store/mod.rs",
            "//! Files.\n#[cfg(test)]\n#[path = \"store_checks.rs\"]\nmod tests;\n#[cfg(test)]\nmod stage;\n",
        ),
        ("store/store_checks.rs", "use crate::ui::Pane;\nmod more;\n"),
        ("store/store_checks/more.rs", "use crate::ui::Pane;\n"),
        ("store/stage/mod.rs", "use crate::ui::Pane;\nmod deep;\n"),
        ("store/stage/deep.rs", "use crate::ui::Pane;\n"),
    ]);
    assert_eq!(all(&tree), []);
}

#[test]
fn an_unknown_room_is_found() {
    let tree = with("attic/mod.rs", "//! What is old.\n");
    only(
        &tree,
        "rooms",
        &["src/attic/mod.rs: room “attic” is not in the table"],
    );
}

#[test]
fn a_room_may_be_a_crate_of_its_own() {
    let list = "//! The list.\nuse crate::{Session, ui::Pane};\npub struct List(Session, Pane);\n";
    let tree = with("session/list.rs", list);
    let places = [2, 3].map(|line| format!("src/session/list.rs:{line}: session uses ui"));
    only(&tree, "rooms", &places.each_ref().map(String::as_str));
    let tree = with_all(&[
        (
            "session/list.rs",
            "//! The list.\nuse crate::panes::Pane;\npub struct List(Pane);\n",
        ),
        (
            "session/panes.rs",
            "//! Panes.\nuse crate::list::List;\npub struct Panes(List);\n",
        ),
    ]);
    let expected = [
        "src/session: list uses panes",
        "src/session: panes uses list",
    ];
    only(&tree, "cycles", &expected);
}

#[test]
fn forbidden_crates_are_found() {
    for way in [
        "use egui::Ui;",
        "use {std::fs, egui::{self, Ui}};",
        "fn wrong() { egui::Ui::new(); }",
        "fn wrong() { println!(\"{}\", egui::Ui::new()); }",
        "use ::egui as gui; fn wrong() { gui::Ui::new(); }",
    ] {
        for tree in store_with(way) {
            let found = crates::forbidden(&tree);
            assert!(!found.is_empty(), "{way}: not found");
            assert!(
                found.iter().all(|line| line.ends_with(": store uses egui")),
                "{found:?}"
            );
        }
    }
    for (way, what) in [
        ("use std::{fmt, fs::File};", "std::fs::File"),
        (
            "use std::{fmt, time::{Duration, SystemTime}};",
            "std::time::SystemTime",
        ),
        (
            "use std::time; fn wrong(t: time::SystemTime) {}",
            "std::time::SystemTime",
        ),
        ("fn wrong(path: &std::path::Path) {}", "std::path::Path"),
        ("use serde::Serialize;", "serde::Serialize"),
    ] {
        let text = format!("//! Texts.\n#[cfg(test)]\nmod tests {{}}\n{way}\npub struct Text;\n");
        let tree = with("model/text.rs", &text);
        only(
            &tree,
            "crates",
            &[&format!("src/model/text.rs:4: the model uses {what}")],
        );
    }
}

#[test]
fn circles_are_found() {
    // Through a re-export, in braces.
    let text =
        "//! Texts.\n#[cfg(test)]\nmod tests {}\nuse crate::model::{Span};\npub struct Text;\n";
    let tree = with("model/text.rs", text);
    let expected = ["src/model: span uses text", "src/model: text uses span"];
    only(&tree, "cycles", &expected);
    assert_eq!(cycles::of(&tree)[expected[1]], "src/model/text.rs:4");

    // By a path alone, and through a glob import.
    for text in [
        "//! Texts.\npub struct Text;\nfn wrong() { super::span::Span::new(); }\n",
        "//! Texts.\nuse super::*;\npub struct Text;\nfn wrong(span: Span) {}\n",
        "//! Texts.\nuse super::span;\npub struct Text;\n",
    ] {
        only(&with("model/text.rs", text), "cycles", &expected);
    }

    // Over three entries, one of them a folder.
    let tree = with_all(&[
        (
            "model/text.rs",
            "//! Texts.\nuse super::deep::Deep;\npub struct Text;\n",
        ),
        (
            "model/deep/mod.rs",
            "//! Deep.\nmod end;\npub use end::Deep;\n",
        ),
        (
            "model/deep/end.rs",
            "//! The end.\nuse crate::model::span;\npub struct Deep(span::Span);\n",
        ),
    ]);
    let expected = [
        "src/model: deep uses span",
        "src/model: span uses text",
        "src/model: text uses deep",
    ];
    only(&tree, "cycles", &expected);

    // `mod.rs` may use its children and be used by them.
    let above = "//! What is.\nmod text;\nmod span;\npub use span::Span;\nuse text::Text;\npub struct All(Text, Span);\n";
    let span = "//! Places.\nuse super::{All, text::Text};\npub struct Span(Text, Box<All>);\n";
    let tree = with_all(&[("model/mod.rs", above), ("model/span.rs", span)]);
    assert_eq!(cycles::of(&tree).len(), 0);

    // Between rooms.
    let tree = with(
        "model/text.rs",
        "//! Texts.\nuse crate::store;\npub struct Text(store::Kept);\n",
    );
    let expected = ["src/: model uses store", "src/: store uses model"];
    assert_eq!(cycles::of(&tree).into_keys().collect::<Vec<_>>(), expected);
}

#[test]
fn texts_of_the_window_are_found() {
    let ways = [
        ("fn wrong(ui: &mut Ui) { ui.label(\"open\"); }", "open"),
        (
            "fn wrong(ui: &mut Ui) { ui.label(format!(\"{n} left\")); }",
            "{n} left",
        ),
        (
            "fn wrong(ui: &mut Ui) { ui.menu_button(\"x\", |ui| ui.button(name(\"key\"))); }",
            "x",
        ),
        (
            "fn wrong(ui: &mut Ui) { ui.label(if is { \"yes\" } else { name(\"no\") }); }",
            "yes",
        ),
        (
            "fn wrong(ui: &mut Ui) { ui.add(egui::Button::new(\"go\").small()); }",
            "go",
        ),
        (
            "fn wrong() -> String { format!(\"{} of {}\", 1, 2) }",
            "{} of {}",
        ),
        (
            "fn wrong(is: Is) -> &'static str { match is { Is::Dark => \"Dark\", _ => \"key\" } }",
            "Dark",
        ),
        (
            "const WRONG: &[(&str, &str)] = &[(\"key\", \"Go on\")];",
            "Go on",
        ),
        (
            "fn wrong(ui: &mut Ui) { ui.scope(|ui| write!(out, \"so {it}\", it = say(\"no\"))); }",
            "so {it}",
        ),
        (
            "table! { /// A row.\nname: Option<Row> = \"Go on\", }",
            "Go on",
        ),
    ];
    let tests = "#[cfg(test)]\nmod tests {\n    const RIGHT: &str = \"in tests\";\n}\n";
    for (way, text) in ways {
        let tree = with("ui/mod.rs", &format!("//! The window.\n{tests}{way}\n"));
        only(&tree, "literals", &["ui/mod.rs"]);
        assert_eq!(literals::counts(&tree)["ui/mod.rs"], 1, "{way}");
        assert_eq!(
            literals::list(&tree, "ui/mod.rs"),
            [format!(
                "src/ui/mod.rs:{}: {text:?}",
                5 + way.lines().count()
            )]
        );
    }
    for way in [
        "fn right(ui: &mut Ui) { ui.label(\"{n} / {of}\"); }",
        "fn right(ui: &mut Ui) { ui.label(name(\"pane.title\")); }",
        "fn right() { let it = thing.expect(\"it is there\"); }",
        "fn right() { if name == \"The name\" {} }",
        "fn right() { match name { \"The name\" => {} _ => {} } }",
        "fn right() { Id::new((\"the id\", 1)); }",
        "fn right() { egui::Grid::new(\"the grid\"); }",
        "fn right(id: Id) { id.with((\"far end\", 1)); }",
        "fn right() { parallel_chunks(\"read articles\", &all, 8, || {}); }",
        "fn right() { context.load_texture(format!(\"glyphs {n}\", n = 1), image); }",
        "fn right() { log::info!(\"it {} so\", 1); unreachable!(\"it is so\"); }",
        "const RIGHT: &[u8] = b\"in bytes\";",
        "table! { /// The rows.\n#[doc = \"of it\"] name: Option<Row>, }",
    ] {
        let tree = with("ui/mod.rs", &format!("//! The window.\n{way}\n"));
        assert_eq!(all(&tree), [], "{way}");
    }
    let table = "//! The commands.\nconst NAME: &str = \"Go on\";\n";
    assert_eq!(literals::counts(&with("command/table.rs", table)).len(), 0);
    assert_eq!(literals::counts(&with("command/other.rs", table)).len(), 1);
}

#[test]
fn duplicate_type_names_are_found() {
    for way in [
        "pub struct Text;",
        "enum Text { A }",
        "mod tests { trait Text {} }",
        "type Text = String;",
        "fn wrong() { union Text { a: u8, b: i8 } }",
    ] {
        let text = format!("//! Files.\n#[cfg(test)]\nmod checks {{ struct Text; }}\n{way}\n");
        let tree = with("store/mod.rs", &text);
        only(&tree, "names", &["Text"]);
        assert_eq!(
            duplicate_types::explain(&tree, "Text"),
            ["src/model/text.rs:2: Text", "src/store/mod.rs:4: Text"]
        );
    }
}

#[test]
fn long_files_and_files_without_comment_are_found() {
    let long = format!("//! Files.\n{}", "fn f() {}\n".repeat(files::MAX_LINES));
    only(
        &with("store/mod.rs", &long),
        "length",
        &["src/store/mod.rs: 601 lines"],
    );
    let silent = with("store/mod.rs", "// Files.\n");
    only(&silent, "comments", &["src/store/mod.rs"]);
}

#[test]
fn unnamed_threads_are_found() {
    for way in [
        "fn wrong() { std::thread::spawn(|| {}); }",
        "use std::{fs, thread}; fn wrong() { thread::spawn(|| {}); }",
        "use std::thread::{self, spawn}; fn wrong() { spawn(|| {}); }",
        "use std::thread as threads; fn wrong() { threads::spawn(|| {}); }",
    ] {
        for tree in store_with(way) {
            let found = all(&tree);
            assert!(matches!(&found[..], [("threads", _)]), "{way}: {found:?}");
        }
    }
}

#[test]
fn sockets_are_found_in_tests_too() {
    for way in [
        "use std::net::IpAddr;",
        "use std::{fs, net};",
        "use std::{io, net::{TcpStream}};",
        "fn wrong() { std::os::unix::net::UnixStream::pair(); }",
        "#[cfg(test)] mod wrong { use std::net; }",
        "#[test] fn wrong() { dbg!(UdpSocket::bind(\"\")); }",
    ] {
        for tree in store_with(way) {
            let found = all(&tree);
            assert!(matches!(&found[..], [("sockets", _)]), "{way}: {found:?}");
        }
    }
}

#[test]
fn invalid_rust_is_reported_and_other_files_are_skipped() {
    let sources = [("model/mod.rs", "fn ("), ("store/Cargo.toml", "[package]")];
    let sources = sources.map(|(path, text)| (path.to_owned(), text.to_owned()));
    let wrong = SourceTree::new(&sources).err().expect("it is no Rust");
    assert_eq!(wrong.len(), 1);
    assert!(wrong[0].starts_with("src/model/mod.rs: "), "{wrong:?}");
}

#[test]
fn lists_only_shrink() {
    let known = |text: &str| known::parse(text).expect("a list");
    let listed = known("# What it is.\n2 a file\n1 b\n");
    assert!(known::parse("a 2\n").is_err());
    let more = known("2 a file\n2 b\n");
    let moved = known("1 a file\n2 b\n");
    let fewer = known("2 a file\n");
    assert_eq!(known::compare(&listed, &listed), (Vec::new(), Vec::new()));
    assert_eq!(known::compare(&listed, &more).0, ["b: 2 found, 1 listed"]);
    assert_eq!(known::compare(&listed, &fewer).1, ["b: 0 found, 1 listed"]);
    for (found, each, sum) in [
        (&more, false, false),
        (&moved, false, true),
        (&fewer, true, true),
    ] {
        assert_eq!(known::may_replace(&listed, found, Allowance::Each), each);
        assert_eq!(known::may_replace(&listed, found, Allowance::Sum), sum);
    }
}

#[test]
fn marks_of_a_merge_conflict_are_found() {
    let mark = |one: &str| one.repeat(7);
    let text = format!(
        "a\n{} HEAD\nb\n{}\nc\n{} other\n",
        mark("<"),
        mark("="),
        mark(">")
    );
    let found: Vec<usize> = crate::files::conflict_marks(&text).collect();
    assert_eq!(found, [2, 6]);
    assert_eq!(crate::files::conflict_marks("<<< a\n=======\n").count(), 0);
}
