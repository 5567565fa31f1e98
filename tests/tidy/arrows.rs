//! Which room may use which. ARCHITECTURE.md has the picture.

use crate::house::{House, ROOMS, Target};

/// What each room may use. An arrow that is not here runs backwards.
fn may_use(room: &str) -> Option<&'static [&'static str]> {
    Some(match room {
        "model" | "settings" => &[],
        "store" => &["model", "settings"],
        "formats" | "ingest" => &["model", "store"],
        "analysis" | "command" => &["model"],
        "session" => &["model", "store"],
        "jobs" => &["model", "store", "formats", "ingest", "analysis"],
        "ui" => &[
            "model", "store", "ingest", "formats", "session", "command", "settings", "analysis",
        ],
        "app" => &[
            "model", "store", "formats", "ingest", "analysis", "session", "command", "jobs",
            "settings", "ui",
        ],
        "cli" => &["model", "store", "formats", "ingest", "analysis", "jobs"],
        "main" => &["app", "cli", "store"],
        _ => return None,
    })
}

/// The arrows that run backwards, and the rooms that are not in the table.
pub fn backwards(house: &House) -> Vec<String> {
    let mut wrong = Vec::new();
    for file in house.program().filter(|file| file.path != "lib.rs") {
        let from = file.room();
        let Some(allowed) = may_use(from) else {
            wrong.push(format!(
                "src/{}: room “{from}” is not in the table",
                file.path
            ));
            continue;
        };
        for reference in &file.facts.references {
            let Target::Inside(target) = house.target(file, reference) else {
                continue;
            };
            let Some(to) = target.first().map(String::as_str) else {
                continue;
            };
            if to != from && ROOMS.contains(&to) && !allowed.contains(&to) {
                wrong.push(format!("{}: {from} uses {to}", file.at(reference.line)));
            }
        }
    }
    wrong.dedup();
    wrong
}
