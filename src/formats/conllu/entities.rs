//! Decodes the annotations that CoNLL-U has in MISC: tags of named entities, and brackets of mentions.
//!
//! ```text
//! NER=B-actor                              tags, under several names
//! Entity=(e1-person-new-2                  brackets: a mention of the entity e1 begins
//! Entity=(e2-place)e1)                     one of a single word, and the end of the first
//! ```
//!
//! It does not know how a file is laid out.

use crate::draft::DraftAnnotation;
use crate::iob::{TagDecoder, tag_parts};
use crate::offsets::DeclaredPosition;

/// The most mentions that are open at once.
const MAX_OPEN: usize = 1000;

/// How many annotations back the first part of a mention of several parts is sought.
const MAX_BACK: usize = 1000;

/// The names in MISC under which treebanks and taggers keep tags, in lower case.
const TAGS: [&str; 8] = [
    "ner",
    "ne",
    "name",
    "namedentity",
    "named_entity",
    "entity",
    "bio",
    "iob",
];

/// Whether a member of MISC, or a column of CoNLL-U Plus, holds the tag of an entity.
pub fn is_tag(name: &str, value: &str) -> bool {
    let name = name.to_lowercase();
    let name = name.rsplit(':').next().unwrap_or_default();
    let (mark, label) = tag_parts(value);
    let is_tag = value == "O" || (mark != '?' && !label.is_empty());
    TAGS.contains(&name) && is_tag
}

/// Whether a member of MISC holds brackets of mentions.
pub fn is_bracket(name: &str, value: &str) -> bool {
    name == "Entity" && (value.contains('(') || value.contains(')'))
}

/// The annotations of an article so far.
#[derive(Default)]
pub struct EntityDecoder {
    pub annotations: Vec<DraftAnnotation>,
    tags: TagDecoder,
    open: Vec<OpenMention>,
    /// The number of the field of a bracket that has the type of the entity, counted from 0.
    type_field: usize,
}

/// A mention that has begun and not ended.
struct OpenMention {
    id: String,
    annotation: usize,
}

/// What a word is in: the line, and its place in the text, in bytes.
#[derive(Clone, Copy)]
pub struct WordPlace {
    pub line: usize,
    pub start: usize,
    pub end: usize,
}

impl EntityDecoder {
    pub fn new(type_field: usize) -> Self {
        Self {
            type_field,
            ..Self::default()
        }
    }

    /// Where a comment `global.Entity = eid-etype-head` says that the type is; the second field if it
    /// says nothing.
    pub fn type_field(declared: Option<&str>) -> usize {
        let fields = declared.into_iter().flat_map(|fields| fields.split('-'));
        let found = fields
            .enumerate()
            .find(|(_, name)| matches!(name.trim(), "etype" | "entity" | "type"));
        found.map_or(1, |(at, _)| at)
    }

    /// Takes the tag of the next word.
    pub fn tag(&mut self, tag: &str, place: WordPlace) {
        let WordPlace { line, start, end } = place;
        self.tags
            .word(tag_parts(tag), line, (start, end), &mut self.annotations);
    }

    /// No tag goes on from one sentence into the next.
    pub fn end_sentence(&mut self) {
        self.tags.end();
    }

    /// Takes the brackets at a word, and returns what is wrong with them.
    pub fn brackets(&mut self, value: &str, place: WordPlace) -> Option<String> {
        let mut fault = None;
        let mut rest = value;
        while !rest.is_empty() {
            if let Some(after) = rest.strip_prefix('(') {
                let end = after.find(['(', ')']).unwrap_or(after.len());
                let (mention, behind) = after.split_at(end);
                let is_whole = behind.starts_with(')');
                rest = behind.strip_prefix(')').unwrap_or(behind);
                if self.open.len() >= MAX_OPEN {
                    fault = Some("too many mentions are open".to_owned());
                    continue;
                }
                self.begin(mention, is_whole, place);
            } else {
                let Some((id, behind)) = rest.split_once(')') else {
                    return Some(format!("“{value}” has no brackets of mentions"));
                };
                rest = behind;
                if !self.end(id, place) {
                    fault = Some(format!("“{id})” ends no mention"));
                }
            }
        }
        fault
    }

    fn begin(&mut self, mention: &str, is_whole: bool, place: WordPlace) {
        let fields: Vec<&str> = mention.split('-').collect();
        let id = fields.first().copied().unwrap_or_default();
        let (entity, _) = parted(id);
        let label = fields.get(self.type_field).copied().unwrap_or_default();
        let label = if label.is_empty() { "mention" } else { label };
        let span = (place.start, place.end);
        // A mention of several parts: `e1[1/2]`, `e1[2/2]`.
        let is_later = parted(id).1.is_some_and(|part| part > 1);
        let recent = self.annotations.iter().enumerate().rev().take(MAX_BACK);
        let mut same = recent.filter(|(_, annotation)| {
            annotation.entity.as_deref() == Some(entity) && annotation.label == label
        });
        let before = same.next().map(|(index, _)| index).filter(|_| is_later);
        let annotation = match before {
            Some(index) => {
                self.annotations[index].claim.spans.push(span);
                index
            }
            None => {
                self.annotations.push(DraftAnnotation {
                    line: place.line,
                    label: label.to_owned(),
                    entity: Some(entity.to_owned()).filter(|entity| !entity.is_empty()),
                    claim: DeclaredPosition {
                        spans: vec![span],
                        quote: None,
                    },
                    ..DraftAnnotation::default()
                });
                self.annotations.len() - 1
            }
        };
        if !is_whole {
            self.open.push(OpenMention {
                id: id.to_owned(),
                annotation,
            });
        }
    }

    fn end(&mut self, id: &str, place: WordPlace) -> bool {
        // Older treebanks repeat the type behind the id.
        let id = id.split('-').next().unwrap_or_default();
        let Some(at) = self.open.iter().rposition(|open| open.id == id) else {
            return false;
        };
        let open = self.open.remove(at);
        let spans = &mut self.annotations[open.annotation].claim.spans;
        if let Some(span) = spans.last_mut() {
            span.1 = span.1.max(place.end);
        }
        true
    }

    /// Ends the article; returns the lines on which mentions begin that never end. They stay as long as
    /// their first word.
    pub fn end_article(&mut self) -> Vec<usize> {
        self.end_sentence();
        let open = std::mem::take(&mut self.open);
        open.iter()
            .map(|open| self.annotations[open.annotation].line)
            .collect()
    }
}

/// The id of a mention without the number of its part.
fn parted(id: &str) -> (&str, Option<u32>) {
    let parted = id.split_once('[');
    parted.map_or((id, None), |(id, part)| {
        let part = part.split('/').next().unwrap_or_default();
        (id, part.parse().ok())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Decodes the brackets of words of one letter.
    fn check(words: &[&str], wanted: &[&str], faults: usize) {
        let mut decoder = EntityDecoder::new(1);
        let mut found = 0;
        for (at, value) in words.iter().enumerate() {
            let place = WordPlace {
                line: at + 1,
                start: at,
                end: at + 1,
            };
            found += usize::from(decoder.brackets(value, place).is_some());
        }
        found += decoder.end_article().len();
        let all: Vec<String> = (decoder.annotations.iter())
            .map(|a| {
                let entity = a.entity.clone().unwrap_or_default();
                format!("{} {entity} {:?}", a.label, a.claim.spans)
            })
            .collect();
        assert_eq!(all, wanted, "{words:?}");
        assert_eq!(found, faults, "{words:?}");
    }

    #[test]
    fn brackets_nest_and_have_parts() {
        check(
            &["(e1-person-2(e2-place)", "", "e1)"],
            &["person e1 [(0, 3)]", "place e2 [(0, 1)]"],
            0,
        );
        check(
            &["(e1[1/2]-x)", "", "(e1[2/2]-x", "e1[2/2])"],
            &["x e1 [(0, 1), (2, 4)]"],
            0,
        );
        check(&["(e1", "e1)"], &["mention e1 [(0, 2)]"], 0);
    }

    #[test]
    fn odd_brackets_are_faults() {
        check(&["e1)"], &[], 1);
        check(&["(e1-x", "y"], &["x e1 [(0, 1)]"], 2);
        check(&["()"], &["mention  [(0, 1)]"], 0);
        check(&["((("], &["mention  [(0, 1)]"; 3], 3);
    }

    #[test]
    fn the_type_is_where_a_file_says() {
        let field = |declared| EntityDecoder::type_field(declared);
        assert_eq!(field(Some("eid-etype-head-other")), 1);
        assert_eq!(field(Some("GRP-infstat-etype")), 2);
        assert_eq!(field(None), 1);
    }

    #[test]
    fn tags_are_known_by_name_and_form() {
        assert!(is_tag("NER", "B-actor") && is_tag("NER", "O") && is_tag("NE", "S-x"));
        assert!(is_tag("Entity", "I-x") && is_tag("SEM:NE", "B-x"));
        assert!(!is_tag("NER", "actor") && !is_tag("Gloss", "B-x") && !is_tag("NER", "Q-x"));
        assert!(is_bracket("Entity", "(e1") && !is_bracket("Entity", "B-x"));
    }
}
