//! Which elements and attributes of a REFI-QDA project the reader uses: all others are counted as left
//! out.

use crate::LossKind;
use crate::account::ElementParts;
use crate::leftovers::Leftovers;
use crate::store::xml::Element;

/// The attributes of anything that say who made it and when.
const OF_WORK: [&str; 9] = [
    "guid",
    "creatingUser",
    "creatingUserGUID",
    "creationDateTime",
    "modifyingUser",
    "modifyingUserGUID",
    "modifiedDateTime",
    "origin",
    "basePath",
];

/// For each element its attributes and, with `<` before the name, its children that are used.
const USED: &[(&str, &[&str])] = &[
    (
        "Project",
        &[
            "name",
            "status",
            "<Users",
            "<CodeBook",
            "<Variables",
            "<Cases",
            "<Sources",
            "<Notes",
            "<Links",
        ],
    ),
    ("Users", &["<User"]),
    ("User", &["name", "id"]),
    ("CodeBook", &["<Codes"]),
    ("Codes", &["<Code"]),
    (
        "Code",
        &["name", "isCodable", "color", "<Description", "<Code"],
    ),
    ("Variables", &["<Variable"]),
    ("Variable", &["name", "typeOfVariable"]),
    ("Cases", &["<Case"]),
    ("Case", &["name", "<SelectionRef"]),
    (
        "Sources",
        &[
            "<TextSource",
            "<PDFSource",
            "<PictureSource",
            "<AudioSource",
            "<VideoSource",
        ],
    ),
    ("TextSource", OF_TEXT),
    ("Representation", OF_TEXT),
    ("TextDescription", OF_TEXT),
    ("Transcript", OF_TEXT),
    (
        "PDFSource",
        &["name", "path", "currentPath", "<Representation"],
    ),
    (
        "PictureSource",
        &["name", "path", "currentPath", "<TextDescription"],
    ),
    (
        "AudioSource",
        &["name", "path", "currentPath", "<Transcript"],
    ),
    (
        "VideoSource",
        &["name", "path", "currentPath", "<Transcript"],
    ),
    (
        "PlainTextSelection",
        &[
            "name",
            "startPosition",
            "endPosition",
            "<Description",
            "<Coding",
            "<NoteRef",
        ],
    ),
    ("Coding", &["<CodeRef", "<NoteRef"]),
    ("VariableValue", &["<VariableRef", "<*"]),
    ("Notes", &["<Note"]),
    (
        "Note",
        &["name", "plainTextPath", "richTextPath", "<PlainTextContent"],
    ),
    ("Links", &["<Link"]),
    ("Link", &["name", "color", "originGUID", "targetGUID"]),
    ("CodeRef", REFERENCE),
    ("NoteRef", REFERENCE),
    ("VariableRef", REFERENCE),
    ("SelectionRef", REFERENCE),
];

const OF_TEXT: &[&str] = &[
    "name",
    "plainTextPath",
    "richTextPath",
    "path",
    "currentPath",
    "<Description",
    "<PlainTextContent",
    "<PlainTextSelection",
    "<Coding",
    "<NoteRef",
    "<VariableValue",
];

const REFERENCE: &[&str] = &["targetGUID"];

/// Counts what no reader uses of an element and of all that is used in it.
pub fn account(element: &Element, left: &Leftovers) {
    let mut waiting = vec![element];
    while let Some(element) = waiting.pop() {
        let local = element.local();
        let found = USED.iter().find(|(name, _)| *name == local);
        let (of, used) = found.map_or(("an element", &[][..]), |(name, used)| (*name, *used));
        let parts = ElementParts::new(of, element, left);
        parts.known(&OF_WORK);
        parts.known(used);
        for child in element.elements() {
            let name = format!("<{}", child.local());
            if used.contains(&"<*") {
                parts.known(&[&name]);
            }
            if used.contains(&name.as_str()) {
                waiting.push(child);
            }
        }
        if local == "Link" {
            match element.attribute("direction") {
                Some("OneWay" | "Associative") | None => parts.known(&["direction"]),
                Some(other) => {
                    parts.known(&["direction"]);
                    let example = || other.to_owned();
                    left.add(of, "direction", element.line, LossKind::Flattened, example);
                }
            }
        }
    }
}
