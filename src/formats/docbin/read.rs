//! Converts spaCy's binary files to articles.

use std::collections::{HashMap, HashSet};

use flate2::read::ZlibDecoder;
use rmpv::Value;

use super::strings::{number, symbol};
use super::{BEGINS, ENT_ID, ENT_IOB, ENT_KB_ID, ENT_TYPE, GROUP, INSIDE, NAME, ORTH, RELATIONS};
use crate::draft::{Draft, DraftAnnotation, DraftRelation, OffsetUnitHint};
use crate::leftovers::Leftovers;
use crate::model::AttributeValue;
use crate::names::safe_path;
use crate::offsets::{DeclaredPosition, Unit};
use crate::store::unpack::{UnpackGuard, UnpackLimits};
use crate::{FormatError, ImportSink, InputFile, LossKind, Losses};

/// The limits of unpacking; rows of numbers pack very well.
const LIMITS: UnpackLimits = UnpackLimits {
    bytes: 1 << 30,
    ratio: 1000,
    always: 64 << 20,
    parts: 1,
};

/// The first byte of a stream of zlib. A message that is not packed begins with another.
const ZLIB: u8 = 0x78;

/// The most names of one group of spans.
const MAX_NAMES: usize = 20;

/// How deep lists and maps may be in each other.
const MAX_DEPTH: usize = 64;

/// The size of a span in a group, in bytes: three numbers of eight and four of four.
const SPAN_BYTES: usize = 40;

/// The names of columns that hold what taggers and parsers found.
const WORD_COLUMNS: [(u64, &str); 7] = [
    (67, "NORM"),
    (73, "LEMMA"),
    (74, "POS"),
    (75, "TAG"),
    (76, "DEP"),
    (79, "HEAD"),
    (453, "MORPH"),
];

/// The column of sentence borders, which nothing is lost with.
const SENT_START: u64 = 80;

/// The flag of a text of which only the words are known.
const UNKNOWN_SPACES: &str = "has_unknown_spaces";

/// The members of a file that are read.
const OF_FILE: [&str; 10] = [
    "version",
    "attrs",
    "tokens",
    "spaces",
    "lengths",
    "strings",
    "cats",
    "flags",
    "user_data",
    "span_groups",
];

/// Tells the members of a map that are not known.
fn tell_others(map: &Value, of: &'static str, known: &[&str], line: usize, left: &Leftovers) {
    for (key, value) in map.as_map().into_iter().flatten() {
        let name = key.as_slice().map(String::from_utf8_lossy);
        let name = name.map_or_else(|| key.to_string(), |name| name.into_owned());
        if !known.contains(&name.as_str()) {
            let example = || value.to_string();
            left.add(of, &name, line, LossKind::Stripped, example);
        }
    }
}

/// Reads the articles of a file.
///
/// # Errors
/// If it is not such a file, unpacks to too much, or the intake fails.
pub fn read(
    file: &InputFile<'_>,
    format: &str,
    intake: &mut ImportSink<'_>,
) -> Result<(), FormatError> {
    let packed = file.bytes()?;
    let mut guard = UnpackGuard::new(LIMITS, packed.len() as u64);
    let is_packed = packed.first() == Some(&ZLIB);
    let bytes = if is_packed {
        guard.read(ZlibDecoder::new(&packed[..]), packed.len() as u64)
    } else {
        Ok(packed.to_vec())
    };
    let not_one = |why: &str| file.unreadable(0, format!("it is no DocBin of spaCy: {why}"));
    let bytes = bytes.map_err(|error| not_one(&error.to_string()))?;
    let message = rmpv::decode::read_value_with_max_depth(&mut &bytes[..], MAX_DEPTH);
    let message = message.map_err(|error| not_one(&error.to_string()))?;
    drop(bytes);
    let bin = Bin::of(&message).map_err(not_one)?;
    intake.left.begin_file(file.name);
    tell_others(&message, "the file", &OF_FILE, 0, &intake.left);
    let stem = file.name.rsplit_once('.');
    let stem = stem.map_or(file.name, |(stem, _)| stem);
    let digits = bin.lengths.len().to_string().len();
    let mut first = 0;
    for (index, length) in bin.lengths.iter().enumerate() {
        let doc = ReadDoc {
            bin: &bin,
            index,
            tokens: first..first + length,
            line: index + 1,
        };
        first += length;
        let losses = &mut intake.losses;
        let Some(mut draft) = doc.draft(file.name, &intake.left, losses) else {
            continue;
        };
        if draft.name.is_empty() {
            draft.name = format!("{stem}-{:0digits$}.txt", index + 1);
        }
        let trust = OffsetUnitHint {
            unit: Unit::Bytes,
            declared: true,
        };
        let article = draft.finish(file.name, format, trust, losses);
        intake.article(article)?;
    }
    Ok(())
}

/// The parts of a file.
struct Bin<'m> {
    columns: Vec<u64>,
    tokens: &'m [[u8; 8]],
    spaces: &'m [u8],
    lengths: Vec<usize>,
    strings: HashMap<u64, &'m str>,
    message: &'m Value,
}

impl<'m> Bin<'m> {
    fn of(message: &'m Value) -> Result<Self, &'static str> {
        let bytes = |name: &str| member(message, name).and_then(Value::as_slice);
        let list = |name: &str| member(message, name).and_then(Value::as_array);
        let columns = list("attrs").ok_or("it has no “attrs”")?;
        let columns: Option<Vec<u64>> = columns.iter().map(Value::as_u64).collect();
        let columns = columns.ok_or("its “attrs” are no numbers")?;
        if !columns.contains(&ORTH) {
            return Err("its “attrs” have no words");
        }
        let (tokens, rest) = bytes("tokens")
            .ok_or("it has no “tokens”")?
            .as_chunks::<8>();
        let (lengths, odd) = bytes("lengths")
            .ok_or("it has no “lengths”")?
            .as_chunks::<4>();
        let lengths = lengths.iter().map(|length| i32::from_le_bytes(*length));
        let lengths: Result<Vec<usize>, _> = lengths.map(usize::try_from).collect();
        let lengths = lengths.map_err(|_| "a length is negative")?;
        let spaces = bytes("spaces").unwrap_or_default();
        // No overflow: each is below 2^31, and there are fewer than 2^28.
        let count: usize = lengths.iter().sum();
        if !rest.is_empty()
            || !odd.is_empty()
            || count.checked_mul(columns.len()) != Some(tokens.len())
        {
            return Err("its “tokens” are not as many as its “lengths” say");
        }
        if spaces.len() < count {
            return Err("its “spaces” are fewer than its “tokens”");
        }
        let strings = list("strings").map_or(&[][..], Vec::as_slice).iter();
        let strings = strings.filter_map(Value::as_str);
        Ok(Self {
            columns,
            tokens,
            spaces,
            lengths,
            strings: strings.map(|string| (number(string), string)).collect(),
            message,
        })
    }

    fn string(&self, number: u64) -> Option<&'m str> {
        let found = self.strings.get(&number).copied();
        found.or_else(|| symbol(number))
    }

    fn column(&self, wanted: u64) -> Option<usize> {
        self.columns.iter().position(|column| *column == wanted)
    }

    fn value(&self, token: usize, column: Option<usize>) -> u64 {
        let at = column.map(|column| token * self.columns.len() + column);
        let value = at.and_then(|at| self.tokens.get(at));
        value.map_or(0, |bytes| u64::from_le_bytes(*bytes))
    }

    /// The member of a list that has one for each text.
    fn of_doc(&self, name: &str, index: usize) -> Option<&'m Value> {
        member(self.message, name)?.as_array()?.get(index)
    }
}

/// The member of a map; keys are texts or bytes.
fn member<'v>(map: &'v Value, name: &str) -> Option<&'v Value> {
    let members = map.as_map()?.iter();
    let mut found = members.filter(|(key, _)| key.as_slice() == Some(name.as_bytes()));
    found.next().map(|(_, value)| value)
}

/// A value that is packed in another.
fn unpacked(value: Option<&Value>) -> Option<Value> {
    let mut bytes = value?.as_slice()?;
    rmpv::decode::read_value_with_max_depth(&mut bytes, MAX_DEPTH).ok()
}

/// A text of a file.
struct ReadDoc<'b, 'm> {
    bin: &'b Bin<'m>,
    index: usize,
    /// Its tokens among all.
    tokens: std::ops::Range<usize>,
    /// Its number, from 1, by which the report names it.
    line: usize,
}

impl ReadDoc<'_, '_> {
    fn draft(&self, file: &str, left: &Leftovers, losses: &mut Losses) -> Option<Draft> {
        let bin = self.bin;
        let orth = bin.column(ORTH);
        let flags = bin.of_doc("flags", self.index);
        if let Some(flags) = flags {
            tell_others(flags, "the flags", &[UNKNOWN_SPACES], self.line, left);
        }
        let unknown = flags.and_then(|flags| member(flags, UNKNOWN_SPACES));
        let is_unknown = unknown.and_then(Value::as_bool) == Some(true);
        let mut draft = Draft::default();
        let mut places = Vec::with_capacity(self.tokens.len());
        for token in self.tokens.clone() {
            let Some(word) = bin.string(bin.value(token, orth)) else {
                let why = format!("text {}: a word of it is not among the strings", self.line);
                losses.line(file, self.line, LossKind::Dropped, why);
                return None;
            };
            let start = draft.text.len();
            draft.text.push_str(word);
            places.push((start, draft.text.len()));
            if is_unknown || bin.spaces[token] != 0 {
                draft.text.push(' ');
            }
        }
        if is_unknown {
            let why = "spaCy did not know its spaces: one was put behind each word";
            losses.line(file, self.line, LossKind::Corrected, why);
        }
        let mut spans = HashSet::new();
        self.groups(&places, &mut draft, &mut spans, file, left, losses);
        self.entities(&places, &mut draft, &spans);
        self.cats(&mut draft, left);
        self.user_data(&mut draft, left);
        self.words(left);
        Some(draft)
    }

    /// Takes the groups of spans.
    fn groups(
        &self,
        places: &[(usize, usize)],
        draft: &mut Draft,
        spans: &mut HashSet<(usize, usize, String)>,
        file: &str,
        left: &Leftovers,
        losses: &mut Losses,
    ) {
        // A map from groups to their names, or in older versions a list of groups.
        let groups = unpacked(self.bin.of_doc("span_groups", self.index));
        let groups: Vec<(Value, Vec<Value>)> = match groups {
            Some(Value::Map(groups)) => {
                let names = |names: Value| names.as_array().cloned().unwrap_or_default();
                let groups = groups.into_iter();
                groups.map(|(group, of)| (group, names(of))).collect()
            }
            Some(Value::Array(groups)) => {
                let groups = groups.into_iter();
                groups.map(|group| (group, Vec::new())).collect()
            }
            _ => Vec::new(),
        };
        for (group, names) in groups {
            let Some(group) = unpacked(Some(&group)) else {
                let why = "a group of spans is damaged";
                losses.line(file, self.line, LossKind::Dropped, why);
                continue;
            };
            let attributes = member(&group, "attrs").and_then(Value::as_map);
            if attributes.is_some_and(|attributes| !attributes.is_empty()) {
                self.tell(left, "a group of spans", "attrs", "");
            }
            let own = member(&group, "name").and_then(Value::as_str);
            let own = own.unwrap_or_default();
            let mut names: Vec<&str> = names.iter().filter_map(Value::as_str).collect();
            if names.is_empty() {
                names.push(own);
            }
            for name in names.iter().skip(MAX_NAMES) {
                self.tell(left, "a group of spans", "further name", name);
            }
            for name in names.into_iter().take(MAX_NAMES) {
                self.group(&group, name, places, draft, spans, file, losses);
            }
        }
    }

    #[allow(
        clippy::too_many_arguments,
        reason = "they are what the reader of a text has"
    )]
    fn group(
        &self,
        group: &Value,
        name: &str,
        places: &[(usize, usize)],
        draft: &mut Draft,
        spans: &mut HashSet<(usize, usize, String)>,
        file: &str,
        losses: &mut Losses,
    ) {
        let list = member(group, "spans").and_then(Value::as_array);
        for span in list.into_iter().flatten() {
            match self.span(span.as_slice(), places) {
                Ok(mut annotation) => {
                    let (start, end) = annotation.claim.spans[0];
                    spans.insert((start, end, annotation.label.clone()));
                    if name != GROUP && !name.is_empty() {
                        let name = AttributeValue::Text(name.to_owned());
                        annotation.attributes.insert("group".into(), name);
                    }
                    draft.annotations.push(annotation);
                }
                Err(why) => {
                    let why = format!("text {}: a span {why}", self.line);
                    losses.line(file, self.line, LossKind::Dropped, why);
                }
            }
        }
    }

    fn span(
        &self,
        bytes: Option<&[u8]>,
        places: &[(usize, usize)],
    ) -> Result<DraftAnnotation, String> {
        let bytes: Option<&[u8; SPAN_BYTES]> = bytes.and_then(|bytes| bytes.try_into().ok());
        let bytes = bytes.ok_or("is damaged")?;
        let (eights, _) = bytes.as_chunks::<8>();
        let (fours, _) = bytes.as_chunks::<4>();
        let string = |at: usize| self.bin.string(u64::from_be_bytes(eights[at]));
        let place = |at: usize| usize::try_from(i32::from_be_bytes(fours[at]));
        let (first, end) = (place(6), place(7));
        let (Ok(first), Ok(end)) = (first, end) else {
            return Err("has no place".to_owned());
        };
        let last = end.checked_sub(1).filter(|last| first <= *last);
        let both = places
            .get(first)
            .zip(last.and_then(|last| places.get(last)));
        let (start, end) =
            both.ok_or_else(|| format!("of the tokens {first} to {end} has no place"))?;
        let label = string(2).filter(|label| !label.is_empty());
        let label = label.ok_or("has no label")?;
        Ok(DraftAnnotation {
            line: self.line,
            label: label.to_owned(),
            entity: string(1).map(str::to_owned),
            claim: DeclaredPosition {
                spans: vec![(start.0, end.1)],
                quote: None,
            },
            ..DraftAnnotation::default()
        })
    }

    /// Takes the entities that are not among the spans.
    fn entities(
        &self,
        places: &[(usize, usize)],
        draft: &mut Draft,
        spans: &HashSet<(usize, usize, String)>,
    ) {
        let bin = self.bin;
        let [iob, kind, kb, id] = [ENT_IOB, ENT_TYPE, ENT_KB_ID, ENT_ID].map(|c| bin.column(c));
        let mut open: Option<(u64, DraftAnnotation)> = None;
        let mut all = Vec::new();
        for (token, place) in self.tokens.clone().zip(places) {
            let (mark, label) = (bin.value(token, iob), bin.value(token, kind));
            let continues = mark == INSIDE && open.as_ref().is_some_and(|(of, _)| *of == label);
            if let (true, Some((_, annotation))) = (continues, &mut open) {
                annotation.claim.spans[0].1 = place.1;
                continue;
            }
            all.extend(open.take());
            // Without the column of marks a type alone makes an entity.
            let begins = matches!(mark, BEGINS | INSIDE) || (iob.is_none() && label != 0);
            let Some(name) = bin.string(label).filter(|name| begins && !name.is_empty()) else {
                continue;
            };
            let entity = [kb, id].map(|column| bin.string(bin.value(token, column)));
            let entity = entity
                .into_iter()
                .flatten()
                .find(|entity| !entity.is_empty());
            let annotation = DraftAnnotation {
                line: self.line,
                label: name.to_owned(),
                entity: entity.map(str::to_owned),
                claim: DeclaredPosition {
                    spans: vec![*place],
                    quote: None,
                },
                ..DraftAnnotation::default()
            };
            open = Some((label, annotation));
        }
        all.extend(open);
        let new = all.into_iter().map(|(_, annotation)| annotation);
        draft.annotations.extend(new.filter(|annotation| {
            let (start, end) = annotation.claim.spans[0];
            !spans.contains(&(start, end, annotation.label.clone()))
        }));
    }

    /// Takes the categories of the whole text.
    fn cats(&self, draft: &mut Draft, left: &Leftovers) {
        let cats = self.bin.of_doc("cats", self.index).and_then(Value::as_map);
        for (name, score) in cats.into_iter().flatten() {
            if name.as_str().is_none() || score.as_f64().is_none() {
                let name = name.as_str().unwrap_or("without a name");
                self.tell(left, "the categories", name, &score.to_string());
            }
        }
        let cats: Vec<(&str, f64)> = (cats.into_iter().flatten())
            .filter_map(|(name, score)| Some((name.as_str()?, score.as_f64()?)))
            .collect();
        let is_plain = cats.iter().all(|(_, score)| *score == 0.0 || *score == 1.0);
        let shown = cats.iter().filter(|(_, score)| !is_plain || *score == 1.0);
        let shown = shown.map(|(name, score)| {
            if is_plain {
                (*name).to_owned()
            } else {
                format!("{name}={score}")
            }
        });
        let shown: Vec<String> = shown.collect();
        if !shown.is_empty() {
            let value = AttributeValue::List(shown);
            draft.fields.values.insert("cats".to_owned(), value);
        }
    }

    /// Takes the name and the relations; other members are told.
    fn user_data(&self, draft: &mut Draft, left: &Leftovers) {
        let Some(Value::Map(members)) = unpacked(self.bin.of_doc("user_data", self.index)) else {
            return;
        };
        for (key, value) in members {
            match (key.as_str(), &value) {
                (Some(NAME), Value::String(name)) => {
                    draft.name = safe_path(name.as_str().unwrap_or_default());
                }
                (Some(RELATIONS), Value::Array(relations)) => {
                    self.relations(relations, draft, left);
                }
                (Some(key), _) => self.tell(left, "the user data", key, &value.to_string()),
                (None, _) => {
                    // An attribute of spaCy's extensions: ("._.", name, start, end).
                    let name = key.as_array().and_then(|key| key.get(1)?.as_str());
                    let name = name.unwrap_or("without a name");
                    self.tell(left, "the extensions", name, &value.to_string());
                }
            }
        }
    }

    fn relations(&self, relations: &[Value], draft: &mut Draft, left: &Leftovers) {
        if relations.is_empty() {
            return;
        }
        // Relations name their ends by characters.
        let mut bytes: Vec<usize> = draft.text.char_indices().map(|(at, _)| at).collect();
        bytes.push(draft.text.len());
        let mut ids: HashMap<(usize, usize, String), Vec<String>> = HashMap::new();
        for (index, annotation) in draft.annotations.iter_mut().enumerate() {
            annotation.id = format!("s{index}");
            let (start, end) = annotation.claim.spans[0];
            let key = (start, end, annotation.label.clone());
            ids.entry(key).or_default().push(annotation.id.clone());
        }
        let end = |relation: &Value, name: &str| {
            let parts = member(relation, name)?.as_array()?;
            let byte = |at: usize| {
                let place = usize::try_from(parts.get(at)?.as_u64()?).ok()?;
                bytes.get(place).copied()
            };
            let key = (byte(0)?, byte(1)?, parts.get(2)?.as_str()?.to_owned());
            // Which of those with the same place and label.
            let equal = parts.get(3).map_or(Some(0), Value::as_u64)?;
            let equal = usize::try_from(equal).ok()?;
            ids.get(&key)?.get(equal).cloned()
        };
        for relation in relations {
            let kind = member(relation, "label").and_then(Value::as_str);
            let (from, to) = (end(relation, "head"), end(relation, "tail"));
            match (from, to, kind) {
                (Some(from), Some(to), Some(kind)) => draft.relations.push(DraftRelation {
                    line: self.line,
                    kind: kind.to_owned(),
                    from,
                    to,
                    ..DraftRelation::default()
                }),
                _ => self.tell(
                    left,
                    "a relation",
                    "an end that is no annotation",
                    kind.unwrap_or_default(),
                ),
            }
        }
    }

    fn tell(&self, left: &Leftovers, of: &'static str, name: &str, example: &str) {
        let example = || example.to_owned();
        left.add(of, name, self.line, LossKind::Stripped, example);
    }

    /// Tells the columns that hold something and are not taken.
    fn words(&self, left: &Leftovers) {
        let known = [ORTH, ENT_IOB, ENT_TYPE, ENT_KB_ID, ENT_ID, SENT_START];
        for (at, column) in self.bin.columns.iter().enumerate() {
            if known.contains(column) {
                continue;
            }
            let name = WORD_COLUMNS.iter().find(|(number, _)| number == column);
            let name = match name {
                Some((_, name)) => (*name).to_owned(),
                None => format!("attribute {column}"),
            };
            for token in self.tokens.clone() {
                let value = self.bin.value(token, Some(at));
                if value != 0 {
                    let value = self.bin.string(value).unwrap_or_default();
                    self.tell(left, "a word", &name, value);
                }
            }
        }
    }
}
