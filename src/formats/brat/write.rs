//! Writes brat standoff files.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write;
use std::ops::Range;

use serde_json::{Map, Value};

use crate::model::{
    Annotation, AnnotationId, AttributeValue, Attributes, EntityId, Relation, Text,
};

use super::super::codings;
use super::super::json;
use super::super::names::{FileNames, PlainNames};
use super::super::supports::linked;
use super::super::{
    ArticleRef, Format, FormatError, LossKind, Losses, LostItem, Output, WriteOptions,
};
use super::{Brat, EVENT, NOTE, breaks_line};

/// Writes all articles, and the configuration files for their labels.
pub fn write(
    articles: &[ArticleRef<'_>],
    options: &WriteOptions,
    output: &mut dyn Output,
    losses: &mut Losses,
) -> Result<(), FormatError> {
    let mut names = BratNames::new(articles, options);
    for part in options.parts(articles) {
        // A folder for each person, where several have coded one article.
        let has_several = codings::are_several(&part.articles).contains(&true);
        let mut folders: HashMap<&str, FileNames> = HashMap::new();
        for article in &part.articles {
            let (coder, folder) = match has_several {
                true => {
                    let coder = codings::coder_name(article);
                    (coder, format!("{coder}/"))
                }
                false => ("", String::new()),
            };
            let files = folders.entry(coder).or_default();
            let stem = format!("{}{folder}{}", part.folder(), files.stem(article));
            Brat.about().supports.report(article, losses);
            let lines = BratLines::of(article, options, &mut names, losses);
            output
                .file(&format!("{stem}.txt"))?
                .write_all(lines.text.as_str().as_bytes())?;
            output
                .file(&format!("{stem}.ann"))?
                .write_all(lines.out.as_bytes())?;
        }
        let conf = names.configuration();
        output
            .file(&format!("{}annotation.conf", part.folder()))?
            .write_all(conf.as_bytes())?;
    }
    Ok(())
}

/// The names of labels, relation types, attributes and entities in a form that brat accepts.
struct BratNames {
    labels: PlainNames,
    relations: PlainNames,
    attributes: PlainNames,
    entities: PlainNames,
    /// The labels and attribute values in use, for the configuration.
    used_labels: BTreeSet<String>,
    used_relations: BTreeSet<String>,
    used_attributes: BTreeMap<String, BTreeSet<String>>,
    /// The roles of events by their labels.
    used_events: BTreeMap<String, BTreeSet<String>>,
}

impl BratNames {
    fn new(articles: &[ArticleRef<'_>], options: &WriteOptions) -> Self {
        let labels = options.labels(articles);
        let kinds = options.relation_types(articles);
        let mut names = Self {
            labels: PlainNames::ascii().with(labels.iter().map(|label| label.as_str())),
            relations: PlainNames::ascii().with(kinds.iter().map(String::as_str)),
            attributes: PlainNames::ascii(),
            entities: PlainNames::new(|c| c.is_ascii_alphanumeric() || c == '_'),
            used_labels: BTreeSet::new(),
            used_relations: BTreeSet::new(),
            used_attributes: BTreeMap::new(),
            used_events: BTreeMap::new(),
        };
        for label in labels {
            let plain = names.labels.get(label.as_str());
            names.used_labels.insert(plain);
        }
        for kind in kinds {
            let plain = names.relations.get(&kind);
            names.used_relations.insert(plain);
        }
        names
    }

    /// `annotation.conf`, without which the brat server shows nothing.
    fn configuration(&self) -> String {
        let mut conf = "[entities]\n".to_owned();
        for label in &self.used_labels {
            let _ = writeln!(conf, "{label}");
        }
        conf.push_str("\n[relations]\n");
        for kind in &self.used_relations {
            let _ = writeln!(conf, "{kind} Arg1:<ENTITY>, Arg2:<ENTITY>");
        }
        conf.push_str("\n[events]\n");
        for (label, roles) in &self.used_events {
            let roles: Vec<String> = roles.iter().map(|role| format!("{role}*:<ANY>")).collect();
            let _ = writeln!(conf, "{label} {}", roles.join(", "));
        }
        conf.push_str("\n[attributes]\n");
        for (name, values) in &self.used_attributes {
            if values.is_empty() {
                let _ = writeln!(conf, "{name} Arg:<ENTITY>");
            } else {
                let values: Vec<&str> = values.iter().map(String::as_str).collect();
                let _ = writeln!(conf, "{name} Arg:<ENTITY>, Value:{}", values.join("|"));
            }
        }
        conf
    }
}

/// The lines of one article.
struct BratLines {
    text: Text,
    out: String,
}

impl BratLines {
    fn of(
        article: &ArticleRef<'_>,
        options: &WriteOptions,
        names: &mut BratNames,
        losses: &mut Losses,
    ) -> Self {
        let original = article.document.text();
        let (text, moved) = with_line_feeds(original.as_str());
        if text != original.as_str() {
            let why = "line ends are written as LF, and a byte order mark is left out";
            losses.add(article.name, LostItem::Article, LossKind::Corrected, why);
        }
        let mut lines = Self {
            text: Text::new(text),
            out: String::new(),
        };
        let mut ids: HashMap<AnnotationId, String> = HashMap::new();
        let mut events: Vec<BratEvent> = Vec::new();
        let mut triggers: HashMap<(String, Vec<Range<usize>>), String> = HashMap::new();
        let mut count = 0;
        for annotation in article.document.annotations() {
            let Some((ranges, is_cut)) = lines.ranges(annotation, original, &moved) else {
                let why = "it covers nothing but line ends and tabs";
                losses.annotation(article, annotation, LossKind::Dropped, why);
                continue;
            };
            if is_cut {
                let why = "line ends and tabs at its borders are left out";
                losses.annotation(article, annotation, LossKind::Cut, why);
            }
            if reads_as_one(&lines.text, annotation, &ranges, &moved) {
                let why = "only line ends stand between its fragments, so that it reads as one";
                losses.annotation(article, annotation, LossKind::Flattened, why);
            }
            let label = names.labels.get(annotation.label.as_str());
            if label != annotation.label.as_str() {
                let why = format!("its label is written “{label}”");
                losses.annotation(article, annotation, LossKind::Renamed, why);
            }
            let mut text_bound = |lines: &mut Self| {
                count += 1;
                let id = format!("T{count}");
                lines.text_bound(&id, &label, &ranges);
                id
            };
            if annotation.provenance.origin.as_deref() != Some(EVENT) {
                let id = text_bound(&mut lines);
                ids.insert(annotation.id.clone(), id);
                continue;
            }
            // Events on the same words share their trigger.
            let known = triggers.get(&(label.clone(), ranges.clone())).cloned();
            let trigger = known.unwrap_or_else(|| text_bound(&mut lines));
            let key = (label.clone(), ranges);
            triggers.entry(key).or_insert_with(|| trigger.clone());
            let id = format!("E{}", events.len() + 1);
            names.used_events.entry(label.clone()).or_default();
            events.push(BratEvent {
                label,
                trigger,
                roles: Vec::new(),
                counts: HashMap::new(),
            });
            ids.insert(annotation.id.clone(), id);
        }
        let linked = linked(article, &ids, losses);
        let mut relation_ids = Vec::with_capacity(linked.len());
        for (relation, from, to) in linked {
            let kind = names.relations.get(relation.kind.as_str());
            if kind != relation.kind.as_str() {
                let why = format!("its type is written “{kind}”");
                losses.relation(article, relation, LossKind::Renamed, why);
            }
            let event = from
                .strip_prefix('E')
                .and_then(|number| number.parse().ok());
            let event = event.and_then(|number: usize| events.get_mut(number.checked_sub(1)?));
            if let Some(event) = event.filter(|_| is_role(relation, &kind)) {
                event.add(&kind, to);
                let of_event = names.used_events.entry(event.label.clone()).or_default();
                of_event.insert(kind);
                continue;
            }
            let id = format!("R{}", relation_ids.len() + 1);
            let _ = writeln!(lines.out, "{id}\t{kind} Arg1:{from} Arg2:{to}");
            relation_ids.push((relation, id));
        }
        for (number, event) in (1..).zip(&events) {
            let BratEvent {
                label,
                trigger,
                roles,
                ..
            } = event;
            let roles = roles.iter().map(|(role, to)| format!(" {role}:{to}"));
            let roles: String = roles.collect();
            let _ = writeln!(lines.out, "E{number}\t{label}:{trigger}{roles}");
        }

        let mut notes = Notes::default();
        let kept = article.document.annotations().iter();
        for (annotation, id) in kept.filter_map(|a| Some((a, ids.get(&a.id)?))) {
            let mut data = Map::new();
            if names.labels.get(annotation.label.as_str()) != annotation.label.as_str() {
                data.insert("label".into(), annotation.label.as_str().into());
            }
            lines.attributes(id, &annotation.attributes, names, &mut notes, &mut data);
            if let Some(entity) = &annotation.entity {
                let written = notes.reference(id, entity, options, names);
                if written != entity.as_str() {
                    data.insert("entity".into(), entity.as_str().into());
                }
            }
            if annotation.memo.contains(breaks_line) || annotation.memo.trim() != annotation.memo {
                data.insert("memo".into(), annotation.memo.as_str().into());
            }
            if !annotation.memo.is_empty() {
                let memo = annotation.memo.replace(breaks_line, " ");
                notes.add("AnnotatorNotes", id, memo.trim());
            }
            notes.data(id, data);
        }
        for (relation, id) in relation_ids {
            let mut data = Map::new();
            if names.relations.get(relation.kind.as_str()) != relation.kind.as_str() {
                data.insert("label".into(), relation.kind.as_str().into());
            }
            if !relation.attributes.is_empty() {
                data.insert("attributes".into(), json::object(&relation.attributes));
            }
            notes.data(&id, data);
        }
        // This order is the one that every known parser reads.
        lines.out.push_str(&notes.attributes);
        lines.out.push_str(&notes.references);
        lines.out.push_str(&notes.out);
        lines
    }

    /// The fragments of an annotation in the written text, none of which holds a line end, and
    /// whether line ends at its boundaries are lost by that.
    fn ranges(
        &self,
        annotation: &Annotation,
        original: &Text,
        moved: &dyn Fn(usize) -> usize,
    ) -> Option<(Vec<Range<usize>>, bool)> {
        let content = self.text.as_str();
        let mut ranges = Vec::new();
        let mut is_cut = false;
        for span in annotation.fragments()?.iter() {
            let (start, end) = (moved(span.start().0), moved(span.end().0));
            let mut from = start;
            let covered = span.text(original);
            is_cut |= covered.starts_with(breaks_line) || covered.ends_with(breaks_line);
            for piece in content[start..end].split(breaks_line) {
                if !piece.is_empty() {
                    ranges.push(from..from + piece.len());
                }
                let rest = content[from + piece.len()..].chars().next();
                from += piece.len() + rest.map_or(0, char::len_utf8);
            }
        }
        (!ranges.is_empty()).then_some((ranges, is_cut))
    }

    fn text_bound(&mut self, id: &str, label: &str, ranges: &[Range<usize>]) {
        let text = &self.text;
        let at = |byte| {
            let at = text.char_from_byte(crate::model::ByteOffset(byte));
            at.map_or(0, |at| at.0)
        };
        let places = ranges
            .iter()
            .map(|r| format!("{} {}", at(r.start), at(r.end)));
        let places = places.collect::<Vec<_>>().join(";");
        let covered = ranges.iter().map(|range| &text.as_str()[range.clone()]);
        let covered = covered.collect::<Vec<_>>().join(" ");
        let _ = writeln!(self.out, "{id}\t{label} {places}\t{covered}");
    }

    /// Writes flags and plain values as brat attributes; what brat would not return unchanged also
    /// goes into the note.
    fn attributes(
        &self,
        id: &str,
        attributes: &Attributes,
        names: &mut BratNames,
        notes: &mut Notes,
        data: &mut Map<String, Value>,
    ) {
        let mut others = Map::new();
        let mut instead = Vec::new();
        for (name, value) in attributes {
            let plain = names.attributes.get(name.as_str());
            let written = match value {
                AttributeValue::Flag(true) => None,
                other => Some(plain_value(&other.to_string())),
            };
            let comes_back = match value {
                AttributeValue::Flag(true) => true,
                AttributeValue::Text(text) => Some(text) == written.as_ref(),
                _ => false,
            };
            if !comes_back || plain != name.as_str() {
                others.insert(name.to_string(), json::value(value));
                instead.push(plain.clone());
            }
            let values = names.used_attributes.entry(plain.clone()).or_default();
            notes.attribute_count += 1;
            let number = notes.attribute_count;
            let _ = match written {
                None => writeln!(notes.attributes, "A{number}\t{plain} {id}"),
                Some(value) => {
                    let line = writeln!(notes.attributes, "A{number}\t{plain} {id} {value}");
                    values.insert(value);
                    line
                }
            };
        }
        if !others.is_empty() {
            data.insert("attributes".into(), Value::Object(others));
            data.insert("instead".into(), instead.into());
        }
    }
}

/// An event: an annotation on its trigger, with what has a role in it.
struct BratEvent {
    label: String,
    trigger: String,
    roles: Vec<(String, String)>,
    /// How often each role is there.
    counts: HashMap<String, usize>,
}

impl BratEvent {
    /// Adds what has a role; a role that was there before gets a number, as brat has it.
    fn add(&mut self, role: &str, to: &str) {
        let count = self.counts.entry(role.to_owned()).or_default();
        *count += 1;
        let numbered = match *count {
            1 => role.to_owned(),
            number => format!("{role}{number}"),
        };
        self.roles.push((numbered, to.to_owned()));
    }
}

/// Whether a relation from an event is one of its roles, and not a relation of its own: those have names
/// of their own in brat, and a role has no line that a note could be on.
fn is_role(relation: &Relation, kind: &str) -> bool {
    let number = relation.id.as_str().strip_prefix('R');
    let is_own = number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
    let ends_with_digit = kind.ends_with(|c: char| c.is_ascii_digit());
    !is_own && !ends_with_digit && relation.attributes.is_empty() && kind == relation.kind.as_str()
}

/// A value without the characters that would end it.
fn plain_value(value: &str) -> String {
    let plain = |c: char| {
        if c.is_whitespace() || c == '|' {
            '_'
        } else {
            c
        }
    };
    let plain: String = value.chars().map(plain).collect();
    if plain.is_empty() {
        "_".to_owned()
    } else {
        plain
    }
}

/// The lines that follow the relations: attributes, references and notes.
#[derive(Default)]
struct Notes {
    attributes: String,
    attribute_count: usize,
    references: String,
    reference_count: usize,
    out: String,
    count: usize,
}

impl Notes {
    fn add(&mut self, kind: &str, id: &str, text: &str) {
        self.count += 1;
        let _ = writeln!(self.out, "#{}\t{kind} {id}\t{text}", self.count);
    }

    fn data(&mut self, id: &str, data: Map<String, Value>) {
        if !data.is_empty() {
            let data = escaped(&Value::Object(data).to_string());
            self.add(NOTE, id, &data);
        }
    }

    /// Writes a reference to the entity, and returns the id that the reader will restore.
    fn reference(
        &mut self,
        id: &str,
        entity: &EntityId,
        options: &WriteOptions,
        names: &mut BratNames,
    ) -> String {
        let known = options.entities.get(entity);
        let plain = names.entities.get(entity.as_str());
        let item = match known {
            Some(known) if !known.wikidata.is_empty() => format!("Wikidata:{}", known.wikidata),
            _ => format!("Entity:{plain}"),
        };
        let name = known.map_or(entity.as_str(), |known| known.name.as_str());
        let name = name.replace(breaks_line, " ");
        self.reference_count += 1;
        let number = self.reference_count;
        let _ = writeln!(self.references, "N{number}\tReference {id} {item}\t{name}");
        item.strip_prefix("Entity:").unwrap_or_default().to_owned()
    }
}

/// Escapes JSON so that no character ends a line for any reader.
fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if breaks_line(c) {
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

/// The text with LF at all line ends, and a map from old offsets to new ones.
fn with_line_feeds(text: &str) -> (String, Box<dyn Fn(usize) -> usize>) {
    if !text.contains('\r') && !text.starts_with('\u{feff}') {
        return (text.to_owned(), Box::new(|at| at));
    }
    let mut out = String::with_capacity(text.len());
    // The offsets of the old text after which bytes are removed, and how many.
    let mut gone: Vec<(usize, usize)> = Vec::new();
    let mut total = 0;
    for (at, c) in text.char_indices() {
        let next_is_lf = text[at + c.len_utf8()..].starts_with('\n');
        if (c == '\r' && next_is_lf) || (at == 0 && c == '\u{feff}') {
            total += c.len_utf8();
            gone.push((at, total));
        } else {
            out.push(if c == '\r' { '\n' } else { c });
        }
    }
    let moved = move |at: usize| {
        let before = gone.partition_point(|(place, _)| *place < at);
        let shift = before.checked_sub(1).map_or(0, |index| gone[index].1);
        at - shift
    };
    (out, Box::new(moved))
}

/// Whether the reader would join fragments that the analyst kept apart.
fn reads_as_one(
    text: &Text,
    annotation: &Annotation,
    ranges: &[Range<usize>],
    moved: &dyn Fn(usize) -> usize,
) -> bool {
    let ends: HashMap<usize, ()> = annotation
        .fragments()
        .into_iter()
        .flat_map(|fragments| fragments.iter())
        .map(|span| (moved(span.end().0), ()))
        .collect();
    ranges.windows(2).any(|pair| {
        let gap = pair[0].end..pair[1].start;
        let is_between = (gap.start..=gap.end).any(|at| ends.contains_key(&at));
        is_between && text.as_str()[gap].chars().all(breaks_line)
    })
}
