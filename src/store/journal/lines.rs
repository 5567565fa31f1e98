//! The line format of a journal: a checksum, a space, JSON.

use std::collections::HashMap;
use std::ops::Range;

use memchr::memchr_iter;
use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};

use super::edits::{EntryError, JournalChange};
use super::{ArticleSource, Contents, ProjectFile, Sources};
use crate::hash;
use crate::model::history::{Action, ArticleId, CodingId, Focus, Step, StepDirection, StepId};
use crate::model::step_name::StepName;
use crate::model::{ByteOffset, Selection, Text};

/// The first line of every journal.
const HEAD: &str = "demarche-journal 1";

/// The beginning of every first line, of any version.
const ANY_HEAD: &str = "demarche-journal ";

/// Bytes of the checksum, which is the beginning of a SHA-256.
const CHECKSUM: usize = 8;

/// The limit for action numbers: a larger one is damage, and would leave no number for the next
/// action.
const MAX_ACTION_NUMBER: u64 = 1 << 53;

/// A line of a journal.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum JournalLine {
    Action(Box<ActionForm>),
    Writing(Contents),
    Written(Contents),
    /// Lines are missing here.
    Gap,
}

/// An action as it is stored.
#[derive(Debug, Serialize, Deserialize)]
pub struct ActionForm {
    pub number: u64,
    pub turn: TurnForm,
    /// The step's name in English, for versions that do not know its id.
    pub name: String,
    /// The step's name: a list of its id and its arguments, parsed when it is asked for. Journals of earlier
    /// versions lack it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<Box<RawValue>>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub joined: bool,
    /// Whose undo history it belongs to. Journals of earlier versions lack it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coder: Option<String>,
    /// The files to which the changes and positions refer: codings, and the articles' own files.
    pub articles: Box<[ArticleForm]>,
    pub changes: Box<[JournalChange]>,
    pub back: Box<[JournalChange]>,
    pub before: Option<FocusForm>,
    pub after: Option<FocusForm>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TurnForm {
    Do,
    Undo,
    Redo,
}

/// A file of an article, and the article's hash when the file was changed.
#[derive(Debug, Serialize, Deserialize)]
pub struct ArticleForm {
    pub file: ProjectFile,
    pub sha256: String,
}

/// The analyst's position: the article's index in the action's list, and bytes in its text.
#[derive(Debug, Serialize, Deserialize)]
pub struct FocusForm {
    article: usize,
    anchor: usize,
    head: usize,
    chosen: Option<String>,
}

impl JournalLine {
    /// Converts an action. Changes of files that are missing in `sources` are left out.
    pub fn action(action: &Action, sources: &Sources) -> serde_json::Result<Self> {
        let (codings, articles) = (in_order(&sources.codings), in_order(&sources.articles));
        let place = |id: CodingId| codings.binary_search_by_key(&id, |(id, _)| *id).ok();
        let coding = |id| {
            let index = place(id)?;
            Some((index, &codings[index].1.text))
        };
        let article = |id: ArticleId| {
            let index = articles.binary_search_by_key(&id, |(id, _)| *id).ok()?;
            Some(codings.len() + index)
        };
        let forms = |changes: &[crate::model::history::Change]| {
            let forms = changes.iter();
            let forms = forms.map(|change| JournalChange::new(change, coding, article));
            let forms = forms.filter_map(Result::transpose);
            forms.collect::<serde_json::Result<Box<[JournalChange]>>>()
        };
        let focus = |focus: &Option<Focus>| {
            let focus = focus.as_ref()?;
            Some(FocusForm {
                article: place(focus.article)?,
                anchor: focus.selection.anchor.0,
                head: focus.selection.head.0,
                chosen: focus.chosen.as_ref().map(ToString::to_string),
            })
        };
        let parts = action.step.name.parts();
        Ok(Self::Action(Box::new(ActionForm {
            number: action.number,
            turn: match action.direction {
                StepDirection::Do => TurnForm::Do,
                StepDirection::Undo => TurnForm::Undo,
                StepDirection::Redo => TurnForm::Redo,
            },
            name: action.step.name.text(),
            step: parts.map(|parts| to_raw_value(&parts)).transpose()?,
            joined: action.joined,
            coder: Some(action.coder.clone()),
            changes: forms(&action.changes)?,
            back: forms(&action.step.changes)?,
            before: focus(&action.step.before),
            after: focus(&action.step.after),
            articles: codings
                .iter()
                .map(|(_, source)| *source)
                .chain(articles.iter().map(|(_, source)| *source))
                .map(|source| ArticleForm {
                    file: source.file.clone(),
                    sha256: source.sha256.clone(),
                })
                .collect(),
        })))
    }

    /// The line's bytes, with the line end.
    pub fn write(&self, out: &mut Vec<u8>) -> serde_json::Result<()> {
        let start = out.len();
        out.extend([b' '; 2 * CHECKSUM + 1]);
        serde_json::to_writer(&mut *out, self)?;
        let json = start + 2 * CHECKSUM + 1;
        let checksum = checksum(&out[json..]);
        out[start..start + 2 * CHECKSUM].copy_from_slice(&checksum);
        out.push(b'\n');
        Ok(())
    }

    /// The file contents that the line records.
    pub fn contents(&self) -> Option<&Contents> {
        match self {
            Self::Writing(contents) | Self::Written(contents) => Some(contents),
            Self::Action(_) | Self::Gap => None,
        }
    }
}

impl ActionForm {
    /// Whose undo history it belongs to. Earlier versions had one history, and a program one coder: that of
    /// the sidecars in it. `None` if it names none.
    pub fn coder(&self) -> Option<String> {
        self.coder.clone().or_else(|| {
            let mut files = self.articles.iter().map(|form| &form.file);
            files.find_map(|file| match file {
                ProjectFile::Article { coder, .. } => Some(coder.clone()),
                ProjectFile::Meta { .. } | ProjectFile::Codebook | ProjectFile::Entities => None,
            })
        })
    }

    /// The files that the action changes.
    pub fn files(&self) -> impl Iterator<Item = &ProjectFile> {
        self.changes
            .iter()
            .filter_map(|change| self.file_of(change))
    }

    /// The file that a change of this action concerns.
    pub fn file_of(&self, change: &JournalChange) -> Option<&ProjectFile> {
        match change {
            JournalChange::Article(index, _) | JournalChange::Field(index, ..) => {
                self.articles.get(*index).map(|form| &form.file)
            }
            JournalChange::Codebook(_) => Some(&ProjectFile::Codebook),
            JournalChange::Entity(..) => Some(&ProjectFile::Entities),
        }
    }

    /// Converts to the step with its inverse changes. The id of a coding or an article is its index in
    /// the action's list; `text` returns the current text of an article that has changed since.
    ///
    /// # Errors
    /// If it contains nothing that the model knows.
    pub fn step(&self, text: &dyn Fn(usize) -> Option<Text>) -> Result<Step, EntryError> {
        let back = self.back.iter().map(|form| form.read(text));
        let parts = self.step.as_deref().map(RawValue::get);
        let parts = parts.and_then(|parts| serde_json::from_str::<Vec<String>>(parts).ok());
        let known = parts.as_deref().and_then(StepName::from_parts);
        let focus = |focus: &Option<FocusForm>| {
            let focus = focus.as_ref()?;
            Some(Focus {
                article: CodingId(u32::try_from(focus.article).ok()?),
                selection: Selection::new(ByteOffset(focus.anchor), ByteOffset(focus.head)),
                chosen: focus.chosen.as_deref().map(Into::into),
            })
        };
        Ok(Step {
            name: known.unwrap_or_else(|| StepName::Other(self.name.clone())),
            id: StepId::default(),
            changes: back.collect::<Result<_, EntryError>>()?,
            before: focus(&self.before),
            after: focus(&self.after),
            series: None,
        })
    }
}

/// What an action speaks of, by id.
fn in_order<Id: Copy + Ord>(sources: &HashMap<Id, ArticleSource>) -> Vec<(Id, &ArticleSource)> {
    let mut sources: Vec<(Id, &ArticleSource)> =
        sources.iter().map(|(id, source)| (*id, source)).collect();
    sources.sort_unstable_by_key(|(id, _)| *id);
    sources
}

impl From<TurnForm> for StepDirection {
    fn from(form: TurnForm) -> Self {
        match form {
            TurnForm::Do => Self::Do,
            TurnForm::Undo => Self::Undo,
            TurnForm::Redo => Self::Redo,
        }
    }
}

/// The first line of a journal, with the line end.
pub fn head() -> Vec<u8> {
    format!("{HEAD}\n").into_bytes()
}

/// A journal's lines.
#[derive(Debug, Default)]
pub struct JournalLines {
    /// The lines, each with its byte range in the file, line end included.
    pub lines: Vec<(JournalLine, Range<usize>)>,
    /// Where the valid part ends; a crash during a write left the rest incomplete.
    pub end: usize,
    /// Whether a line before the end is damaged.
    pub is_damaged: bool,
}

/// Why a file is not a readable journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// A newer program wrote it.
    Newer,
    /// It is another kind of file.
    Else,
}

/// Parses a journal. A damaged line within it becomes a gap.
///
/// # Errors
/// If it is not a journal, or a newer program wrote it.
pub fn read(bytes: &[u8]) -> Result<JournalLines, Foreign> {
    let head = head();
    if head.starts_with(bytes) {
        // The file is empty, or its first line is incomplete.
        return Ok(JournalLines::default());
    }
    let Some(rest) = bytes.strip_prefix(head.as_slice()) else {
        return Err(if bytes.starts_with(ANY_HEAD.as_bytes()) {
            Foreign::Newer
        } else {
            Foreign::Else
        });
    };
    let mut lines = JournalLines {
        end: head.len(),
        ..JournalLines::default()
    };
    let ends = memchr_iter(b'\n', rest).map(|end| head.len() + end + 1);
    let mut at = head.len();
    let mut damaged = None;
    // A last line without an end was torn off by a crash.
    for end in ends {
        let range = at..end;
        at = end;
        match read_line(&bytes[range.clone()]) {
            Some(line) => {
                if let Some(damaged) = damaged.take() {
                    lines.is_damaged = true;
                    lines.lines.push((JournalLine::Gap, damaged));
                }
                lines.end = range.end;
                lines.lines.push((line, range));
            }
            None => {
                damaged = Some(damaged.map_or(range.start, |d: Range<usize>| d.start)..range.end)
            }
        }
    }
    Ok(lines)
}

/// Parses a line with its line end; `None` if it is damaged.
pub fn read_line(piece: &[u8]) -> Option<JournalLine> {
    let line = piece.strip_suffix(b"\n")?;
    let (said, json) = line.split_at_checked(2 * CHECKSUM + 1)?;
    let said = said.strip_suffix(b" ")?;
    (said == checksum(json)).then_some(())?;
    let line: JournalLine = serde_json::from_slice(json).ok()?;
    let number = match &line {
        JournalLine::Action(action) => action.number,
        JournalLine::Writing(contents) | JournalLine::Written(contents) => contents.upto,
        JournalLine::Gap => 0,
    };
    (number < MAX_ACTION_NUMBER).then_some(line)
}

/// The checksum of a line, in hexadecimal digits. It is made for each line of a long file, so that it takes no
/// memory of its own.
fn checksum(json: &[u8]) -> [u8; 2 * CHECKSUM] {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let hash = hash::sha256(json);
    std::array::from_fn(|at| {
        let byte = hash[at / 2];
        DIGITS[usize::from(if at % 2 == 0 { byte >> 4 } else { byte & 15 })]
    })
}
