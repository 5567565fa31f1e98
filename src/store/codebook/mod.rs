//! Reads, writes and merges `codebook.json`, and converts it to and from the model.
//!
//! Unknown fields are preserved: the file stays in memory as read, and its unknown fields are
//! written back wherever their label, attribute or choice still exists.

use std::io;
use std::path::Path;

use serde_json::Value;

use crate::io_reason::reason;
use crate::model::Codebook;

use super::atomic::{self, BeforeRename, Expected, Stamp, WriteError};
use super::json::{long_text, why};
use super::merge_tree::{Resolution, TreeClash, apart, merge_trees};
use form::CodebookForm;

mod form;

pub mod exchange;

mod imported;

mod csv;

mod qdc;

/// The value of `format` in the file.
pub const FORMAT: &str = "demarche-codebook";

/// The newest version of the file format that this program reads, and the one that it writes.
pub const VERSION: u64 = 1;

/// The codebook of every project without its own.
pub const BUILT_IN: &str = include_str!("../../../assets/codebook.json");

/// The largest codebook that is read, in bytes.
const MAX_FILE_BYTES: u64 = 64 << 20;

/// A codebook with the rest of its file.
#[derive(Clone, Debug, PartialEq)]
pub struct CodebookFile {
    pub codebook: Codebook,
    /// The file as read, for its unknown fields.
    raw: Value,
    /// The contents of the file as read; `None` for the built-in codebook.
    pub stamp: Option<Stamp>,
}

/// Why a codebook cannot be read. Such a file is never overwritten.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodebookError {
    #[error("the file could not be read ({0})")]
    Io(String),
    #[error("line {line}, column {column}: {why}")]
    Json {
        line: usize,
        column: usize,
        why: String,
    },
    #[error("its format is not “{FORMAT}”")]
    NotOurs,
    #[error("it has version {0} and this program reads up to {VERSION}: use a newer Demarche")]
    Newer(u64),
}

/// The codebook that is built into the program.
pub fn built_in() -> CodebookFile {
    match read(BUILT_IN.as_bytes()) {
        Ok(codebook) => codebook,
        // A test parses the built-in codebook, so this never happens; an empty codebook avoids a
        // crash.
        Err(error) => {
            log::error!("the built-in codebook cannot be read: {error}");
            CodebookFile::new(Codebook::default())
        }
    }
}

/// Reads a codebook; `None` if there is no file.
///
/// # Errors
/// If it exists and cannot be read.
pub fn read_file(path: &Path) -> Result<Option<CodebookFile>, CodebookError> {
    match atomic::read(path, MAX_FILE_BYTES) {
        Ok((bytes, modified)) => {
            let mut file = read(&bytes)?;
            file.stamp = Some(Stamp::of(&bytes, modified));
            Ok(Some(file))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(CodebookError::Io(reason(&error).into_owned())),
    }
}

/// Parses the bytes of a codebook.
///
/// # Errors
/// If they are not JSON or not a codebook.
pub fn read(bytes: &[u8]) -> Result<CodebookFile, CodebookError> {
    let json_error = |error: serde_json::Error| CodebookError::Json {
        line: error.line(),
        column: error.column(),
        why: why(&error),
    };
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let raw: Value = serde_json::from_slice(bytes).map_err(json_error)?;
    if let Some(long) = long_text(bytes) {
        return Err(CodebookError::Json {
            line: long.line,
            column: long.column,
            why: long.why(),
        });
    }
    if raw.get("format").and_then(Value::as_str) != Some(FORMAT) {
        return Err(CodebookError::NotOurs);
    }
    if let Some(version) = raw.get("version").and_then(Value::as_u64)
        && version > VERSION
    {
        return Err(CodebookError::Newer(version));
    }
    let form: CodebookForm = serde_json::from_slice(bytes).map_err(json_error)?;
    let codebook = form.into();
    let stamp = None;
    Ok(CodebookFile {
        codebook,
        raw,
        stamp,
    })
}

impl CodebookFile {
    /// A codebook without a file.
    pub fn new(codebook: Codebook) -> Self {
        Self {
            codebook,
            raw: Value::Null,
            stamp: None,
        }
    }

    /// The same file with another codebook in it.
    pub fn with(self, codebook: Codebook) -> Self {
        Self { codebook, ..self }
    }

    /// The codebook alone as one line of JSON.
    pub(super) fn line_of(codebook: &Codebook) -> serde_json::Result<String> {
        serde_json::to_string(&CodebookForm::from(codebook))
    }

    /// The file as a JSON tree, including its unknown fields.
    fn tree(&self) -> Value {
        let form = CodebookForm::from(&self.codebook);
        let mut value = serde_json::to_value(form).unwrap_or_default();
        graft(&mut value, &self.raw);
        value
    }

    /// The file's bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(&self.tree()).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    /// Saves it, if the file still has the contents that were read.
    ///
    /// # Errors
    /// If another program changed the file, or it cannot be written.
    pub fn save(
        &mut self,
        path: &Path,
        before_rename: BeforeRename<'_>,
    ) -> Result<Stamp, WriteError> {
        let expected = self
            .stamp
            .as_ref()
            .map_or(Expected::Nothing, Expected::Contents);
        let bytes = self.to_bytes();
        if let Some(long) = long_text(&bytes) {
            return Err(WriteError::Io {
                path: path.to_owned(),
                source: io::Error::new(io::ErrorKind::InvalidData, long.why()),
            });
        }
        let stamp = atomic::replace_announced(path, &bytes, expected, before_rename)?;
        self.stamp = Some(stamp.clone());
        Ok(stamp)
    }
}

/// Merges two versions of a codebook (three-way merge). `resolve` resolves each conflict; all
/// conflicts are returned with the result, which is to replace the file of `theirs`.
///
/// # Errors
/// If the result would not be a valid codebook.
pub fn merge(
    [base, ours, theirs]: [&CodebookFile; 3],
    resolve: impl Fn(&TreeClash) -> Resolution,
) -> Result<(CodebookFile, Vec<TreeClash>), CodebookError> {
    let [base, ours] = [base, ours].map(CodebookFile::tree);
    let merged = merge_versions([&base, &ours, &theirs.tree()], resolve);
    merged.map(|(file, clashes)| {
        let stamp = theirs.stamp.clone();
        (CodebookFile { stamp, ..file }, clashes)
    })
}

fn merge_versions(
    [base, ours, theirs]: [&Value; 3],
    resolve: impl Fn(&TreeClash) -> Resolution,
) -> Result<(CodebookFile, Vec<TreeClash>), CodebookError> {
    let mut clashes = Vec::new();
    let tree = merge_trees(Some(base), ours, theirs, &mut |clash| {
        clashes.push(clash.clone());
        resolve(clash)
    });
    read(&serde_json::to_vec(&tree).unwrap_or_default()).map(|file| (file, clashes))
}

impl CodebookFile {
    /// Whether a git merge left two versions of an item in the file (a conflict).
    pub fn has_two_versions(&self) -> bool {
        apart(&self.raw).is_some()
    }

    /// Resolves the conflicts that a git merge left in the file. Returns `None` if there are none.
    ///
    /// # Errors
    /// If the result would not be a valid codebook.
    #[allow(clippy::type_complexity, reason = "what `merge` returns, if anything")]
    pub fn resolve(
        &self,
        resolve: impl Fn(&TreeClash) -> Resolution,
    ) -> Result<Option<(Self, Vec<TreeClash>)>, CodebookError> {
        let Some([base, ours, theirs]) = apart(&self.tree()) else {
            return Ok(None);
        };
        let (file, clashes) = merge_versions([&base, &ours, &theirs], resolve)?;
        let stamp = self.stamp.clone();
        Ok(Some((Self { stamp, ..file }, clashes)))
    }
}

/// Every known field, at any level.
const KNOWN: [&str; 34] = [
    "format",
    "version",
    "name",
    "codebook_version",
    "description",
    "labels",
    "annotation_attributes",
    "relations",
    "entity_kinds",
    "document_fields",
    "guideline",
    "id",
    "keys",
    "color",
    "light",
    "dark",
    "line",
    "enabled",
    "entity",
    "judgement",
    "definition",
    "extent",
    "examples",
    "attributes",
    "kind",
    "several",
    "required",
    "default",
    "key",
    "choices",
    "from",
    "to",
    "required_for",
    "example",
];

/// Copies the unknown fields of an old tree into a new one, wherever the same item exists.
fn graft(new: &mut Value, old: &Value) {
    match (new, old) {
        (Value::Object(new), Value::Object(old)) => {
            for (name, value) in old {
                if let Some(newer) = new.get_mut(name) {
                    graft(newer, value);
                } else if !KNOWN.contains(&name.as_str()) {
                    new.insert(name.clone(), value.clone());
                }
            }
        }
        (Value::Array(new), Value::Array(old)) => {
            for newer in new {
                let id = newer.get("id").cloned();
                let same = old
                    .iter()
                    .find(|older| id.is_some() && older.get("id") == id.as_ref());
                if let Some(older) = same {
                    graft(newer, older);
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_codebook_is_sound_and_comes_back_byte_for_byte() {
        let file = read(BUILT_IN.as_bytes()).expect("it is ours");
        assert_eq!(file.codebook.faults(), Vec::<String>::new());
        assert_eq!(String::from_utf8_lossy(&file.to_bytes()), BUILT_IN);
    }

    #[test]
    fn unknown_fields_survive_a_change_of_what_is_known() {
        let json = BUILT_IN
            .replacen(
                "\"id\": \"actor\",",
                "\"id\": \"actor\", \"mood\": {\"a\": 1},",
                1,
            )
            .replacen("\"version\": 1,", "\"version\": 1, \"owner\": \"lena\",", 1);
        let mut file = read(json.as_bytes()).expect("it is ours");
        file.codebook.labels.swap(0, 1);
        file.codebook.labels[1].name = "Who".into();
        let again = read(&file.to_bytes()).expect("it is ours");
        assert_eq!(again.codebook, file.codebook);
        assert_eq!(again.raw["labels"][1]["mood"]["a"], 1);
        assert_eq!(again.raw["owner"], "lena");
    }

    #[test]
    fn changes_to_different_items_are_merged_with_unknown_fields() {
        let base = read(BUILT_IN.as_bytes()).expect("it is ours");
        let mut ours = base.clone();
        ours.codebook.labels[0].definition = "Who acts.".into();
        let theirs = BUILT_IN
            .replacen("\"version\": 1,", "\"version\": 1, \"owner\": \"lena\",", 1)
            .replacen("\"name\": \"Actor\"", "\"name\": \"Who\"", 1);
        let mut theirs = read(theirs.as_bytes()).expect("it is ours");
        theirs.stamp = Some(Stamp::of(b"theirs", None));
        let resolve = |_: &TreeClash| Resolution::Ours;
        let (merged, clashes) = merge([&base, &ours, &theirs], resolve).expect("it is a codebook");
        assert_eq!(clashes, []);
        assert_eq!(merged.stamp, theirs.stamp);
        let label = &merged.codebook.labels[0];
        assert_eq!((&*label.name, &*label.definition), ("Who", "Who acts."));
        assert_eq!(merged.raw["owner"], "lena");

        theirs.codebook.labels[0].definition = "Who is named.".into();
        for (stands, wanted) in [
            (Resolution::Ours, "Who acts."),
            (Resolution::Theirs, "Who is named."),
        ] {
            let merged = merge([&base, &ours, &theirs], |_| stands).expect("it is a codebook");
            assert_eq!(merged.0.codebook.labels[0].definition, wanted);
            assert_eq!(merged.1[0].path, ["labels", "actor", "definition"]);
        }
    }

    #[test]
    fn errors_are_reported_with_their_line() {
        let cases = [
            ("", "line 1"),
            ("{}", "format"),
            (
                &BUILT_IN.replacen("\"version\": 1", "\"version\": 9", 1),
                "newer",
            ),
            (&BUILT_IN.replacen("#2563B0", "blue", 1), "line 16"),
            (
                &BUILT_IN.replacen("\"labels\": [", "\"labels\": [7,", 1),
                "line 7",
            ),
        ];
        for (json, said) in cases {
            let error = read(json.as_bytes()).expect_err(said).to_string();
            assert!(error.contains(said), "{error}");
        }
    }

    #[test]
    fn a_codebook_has_two_versions_while_an_item_has_a_conflict() {
        let file = read(BUILT_IN.as_bytes()).expect("it is ours");
        assert!(!file.has_two_versions());
        let merged = BUILT_IN.replacen(
            "\"id\": \"actor\",",
            "\"id\": \"actor\", \"conflict\": {\"id\": \"actor\", \"name\": \"Who\"},",
            1,
        );
        let merged = read(merged.as_bytes()).expect("it is ours");
        assert!(merged.has_two_versions());
    }

    #[test]
    fn every_exchange_format_writes_what_it_reads() {
        let file = read(BUILT_IN.as_bytes()).expect("it is ours");
        for extension in exchange::EXTENSIONS {
            let bytes = exchange::write(&file, extension).expect("the format is known");
            let again = exchange::read(&bytes, extension).expect("it is in that format");
            let names = |codebook: &Codebook| -> Vec<String> {
                let labels = codebook.labels.iter();
                labels.map(|label| label.name.clone()).collect()
            };
            assert_eq!(names(&again.codebook), names(&file.codebook), "{extension}");
        }
        assert!(exchange::write(&file, "xlsx").is_err());
    }

    #[test]
    fn a_default_that_is_a_whole_number_stays_one() {
        let default = |json: &str| {
            let json = format!(
                r#"{{"format":"demarche-codebook","version":1,"name":"c","labels":[],
                    "document_fields":[{{"id":"n","name":"N","kind":"number","default":{json}}}]}}"#
            );
            let file = read(json.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
            file.codebook.document_fields[0].default.clone()
        };
        assert_eq!(default("7"), Some(crate::model::AttributeValue::Integer(7)));
        assert_eq!(
            default("7.5"),
            Some(crate::model::AttributeValue::Number(7.5))
        );
    }
}
