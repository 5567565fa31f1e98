//! Which faces of the system serve a script that the bundled ones lack.
//!
//! A system names one face a script, and not always one for reading: among several Hebrew faces
//! fontconfig may choose a cursive of the 15th century. So faces made for running text are asked
//! for by name, those of Linux, macOS and Windows in turn; what is not installed is passed over.

use fontique::{Collection, FamilyId, GenericFamily, Script};

/// Scripts with the families that suit them, best first.
const PREFERRED: &[(&[u8; 4], &[&str])] = &[
    (
        b"Arab",
        &[
            "Noto Naskh Arabic",
            "Geeza Pro",
            "Segoe UI",
            "Noto Sans Arabic",
            "Arial",
        ],
    ),
    (
        b"Hebr",
        &[
            "Noto Serif Hebrew",
            "Arial Hebrew",
            "Segoe UI",
            "Noto Sans Hebrew",
            "Arial",
        ],
    ),
    (
        b"Deva",
        &[
            "Noto Serif Devanagari",
            "Kohinoor Devanagari",
            "Nirmala UI",
            "Noto Sans Devanagari",
        ],
    ),
    (
        b"Beng",
        &[
            "Noto Serif Bengali",
            "Kohinoor Bangla",
            "Nirmala UI",
            "Noto Sans Bengali",
        ],
    ),
    (
        b"Taml",
        &[
            "Noto Serif Tamil",
            "Tamil Sangam MN",
            "Nirmala UI",
            "Noto Sans Tamil",
        ],
    ),
    (
        b"Thai",
        &[
            "Noto Sans Thai",
            "Noto Serif Thai",
            "Thonburi",
            "Leelawadee UI",
            "Tahoma",
        ],
    ),
    (b"Hani", HAN),
    (b"Bopo", HAN),
    (
        b"Hira",
        &[
            "Noto Serif CJK JP",
            "Hiragino Mincho ProN",
            "Yu Mincho",
            "Noto Sans CJK JP",
            "MS Mincho",
        ],
    ),
    (
        b"Kana",
        &[
            "Noto Serif CJK JP",
            "Hiragino Mincho ProN",
            "Yu Mincho",
            "Noto Sans CJK JP",
            "MS Mincho",
        ],
    ),
    (
        b"Hang",
        &[
            "Noto Serif CJK KR",
            "AppleMyungjo",
            "Noto Sans CJK KR",
            "Malgun Gothic",
        ],
    ),
    (
        b"Geor",
        &["Noto Serif Georgian", "Sylfaen", "Noto Sans Georgian"],
    ),
    (
        b"Armn",
        &[
            "Noto Serif Armenian",
            "Mshtakan",
            "Sylfaen",
            "Noto Sans Armenian",
        ],
    ),
    (
        b"Ethi",
        &[
            "Noto Serif Ethiopic",
            "Kefa",
            "Ebrima",
            "Noto Sans Ethiopic",
        ],
    ),
    (b"Latn", &[]),
    (b"Cyrl", &[]),
    (b"Grek", &[]),
    (b"Zyyy", &[]),
    (b"Zinh", &[]),
];

const HAN: &[&str] = &[
    "Noto Serif CJK SC",
    "Songti SC",
    "Noto Sans CJK SC",
    "Microsoft YaHei",
    "SimSun",
];

/// Families for symbols that stand in a text of any script.
const SYMBOLS: &[&str] = &[
    "DejaVu Sans",
    "Segoe UI Symbol",
    "Apple Symbols",
    "Noto Sans Symbols",
    "Noto Sans Symbols2",
    "Noto Sans Math",
    "Noto Music",
    "Cambria Math",
];

/// Tells the font database what to fall back on.
pub fn set(collection: &mut Collection) {
    let mut general: Vec<FamilyId> = Vec::new();
    for generic in [GenericFamily::Serif, GenericFamily::SansSerif] {
        general.extend(collection.generic_families(generic).take(2));
    }
    let symbols = installed(collection, SYMBOLS);
    for (script, names) in PREFERRED {
        let script = Script::from_bytes(**script);
        let mut families = installed(collection, names);
        families.extend(collection.fallback_families(script));
        families.extend(general.iter().chain(&symbols));
        let mut seen = std::collections::HashSet::new();
        families.retain(|family| seen.insert(*family));
        collection.set_fallbacks(script, families.into_iter());
    }
}

fn installed(collection: &mut Collection, names: &[&str]) -> Vec<FamilyId> {
    names
        .iter()
        .filter_map(|name| collection.family_id(name))
        .collect()
}
