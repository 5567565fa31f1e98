//! Which room may use which other rooms, as drawn in ARCHITECTURE.md.

use crate::source_tree::{ROOMS, SourceTree, Target};

/// The rooms that a room may use, or `None` for an unknown room.
fn allowed_rooms(room: &str) -> Option<&'static [&'static str]> {
    Some(match room {
        "model" | "settings" | "software_renderer" | "figures" | "languages" => &[],
        "software_window" => &["software_renderer"],
        "store" => &["model", "settings"],
        "formats" => &["model", "store", "analysis"],
        "ingest" => &["model", "store"],
        "analysis" | "assist" => &["model"],
        "command" => &["model", "languages"],
        "session" => &["model", "store", "assist", "languages"],
        "documents" => &["model", "store"],
        "jobs" => &[
            "model", "store", "formats", "ingest", "analysis", "figures", "assist",
        ],
        "ui" => &[
            "model",
            "store",
            "ingest",
            "formats",
            "session",
            "command",
            "settings",
            "analysis",
            "assist",
            // The bundled faces, and the families to fall back on.
            "documents",
            "figures",
            "languages",
        ],
        "app" => &[
            "model",
            "store",
            "formats",
            "ingest",
            "analysis",
            "figures",
            "assist",
            "session",
            "command",
            "jobs",
            "settings",
            "ui",
            "languages",
            "software_window",
        ],
        "cli" => &[
            "model",
            "store",
            "formats",
            "ingest",
            "analysis",
            "documents",
            "assist",
            "command",
            "jobs",
            "settings",
            "figures",
        ],
        "main" => &["app", "cli", "store", "settings"],
        _ => return None,
    })
}

/// Uses of rooms that are not allowed, and rooms that are missing in the table.
pub fn forbidden(tree: &SourceTree) -> Vec<String> {
    let mut violations = Vec::new();
    for file in tree.program().filter(|file| file.path != "lib.rs") {
        let from = file.room();
        let Some(allowed) = allowed_rooms(from) else {
            violations.push(format!(
                "src/{}: room “{from}” is not in the table",
                file.path
            ));
            continue;
        };
        for reference in &file.facts.references {
            let Target::Inside(target) = tree.target(file, reference) else {
                continue;
            };
            let Some(to) = target.first().map(String::as_str) else {
                continue;
            };
            if to != from && ROOMS.contains(&to) && !allowed.contains(&to) {
                violations.push(format!("{}: {from} uses {to}", file.at(reference.line)));
            }
        }
    }
    violations.dedup();
    violations
}
