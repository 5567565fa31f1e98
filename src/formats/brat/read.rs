//! A parser for brat standoff and its variants: spaces for tabs and tabs for spaces, `.a1` and `.a2`,
//! events, `M` lines.
//!
//! An event is an annotation on its trigger, with a relation for each of its roles. Of several events on
//! one trigger each is an annotation of its own.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::{Map, Value};

use crate::model::{AttributeValue, Entity, EntityBook, Provenance, plural};
use crate::store::decode;

use super::super::draft::{Draft, DraftAnnotation, DraftRelation};
use super::super::json;
use super::super::metadata::{is_entity, is_wikidata};
use super::super::offsets::{DeclaredPosition, Unit};
use super::super::{
    FormatError, ImportSink, ImportedArticle, InputFile, LossKind, Losses, LostItem, per_file,
};
use super::lines::{TimesAndLine, colon, head, loose, tabbed};
use super::{EVENT, NOTE, breaks_line};

/// Configuration files of a collection, which hold no annotations.
const CONFIGURATION: [&str; 6] = [
    "annotation.conf",
    "visual.conf",
    "tools.conf",
    "kb_shortcuts.conf",
    "README.md",
    ".stats_cache",
];

/// The attribute with the references of an annotation beside the first.
const REFERENCES: &str = "references";

/// Reads the articles of a collection: each `.txt` with its `.ann`.
pub fn read(files: &[InputFile<'_>], intake: &mut ImportSink<'_>) -> Result<(), FormatError> {
    let mut texts: Vec<&InputFile<'_>> = Vec::new();
    let mut lines: BTreeMap<&str, Vec<&InputFile<'_>>> = BTreeMap::new();
    for file in files {
        let (stem, extension) = file.name.rsplit_once('.').unwrap_or((file.name, ""));
        let last = file.name.rsplit('/').next().unwrap_or_default();
        match extension {
            _ if CONFIGURATION.contains(&last) => {}
            "txt" => texts.push(file),
            "ann" | "a1" | "a2" => lines.entry(stem).or_default().push(file),
            _ => {
                let why = "it is no file of brat";
                let losses = &mut intake.losses;
                losses.add(file.name, LostItem::Article, LossKind::Dropped, why);
            }
        }
    }
    let stem = |file: &InputFile<'_>| -> String {
        let name = file.name.rsplit_once('.');
        name.map_or(file.name, |(stem, _)| stem).to_owned()
    };
    let known: HashSet<String> = texts.iter().map(|file| stem(file)).collect();
    for (stem, files) in lines.iter().filter(|(stem, _)| !known.contains(**stem)) {
        for file in files {
            let why = format!("there is no text “{stem}.txt” to it");
            let losses = &mut intake.losses;
            losses.add(file.name, LostItem::Article, LossKind::Dropped, why);
        }
    }
    per_file::read(&texts, intake, |text, intake| {
        let of = lines.get(stem(text).as_str());
        article(text, of.map_or(&[], Vec::as_slice), intake)
    })
}

/// Reads one article from its text and its annotation files.
fn article(
    text: &InputFile<'_>,
    lines: &[&InputFile<'_>],
    intake: &mut ImportSink<'_>,
) -> Result<ImportedArticle, FormatError> {
    let decoded = decode::decode(&text.bytes()?, None)
        .map_err(|error| text.unreadable(0, error.to_string()))?;
    let (losses, entities) = (&mut intake.losses, &mut intake.entities);
    if decoded.bom {
        let why = "the text begins with a byte order mark, which is left out";
        losses.add(text.name, LostItem::Article, LossKind::Corrected, why);
    }
    let mut reader = BratReader {
        file: text.name,
        losses,
        entities,
        draft: Draft {
            name: text.name.to_owned(),
            text: decoded.text.as_str().to_owned(),
            joins: Some(breaks_line),
            ..Draft::default()
        },
        index: HashMap::new(),
        relations: HashMap::new(),
        triggers: HashMap::new(),
        later: Vec::new(),
        tabbed: TimesAndLine::default(),
        nowhere: TimesAndLine::default(),
        no_item: TimesAndLine::default(),
    };
    let mut last = text.name;
    for file in lines {
        reader.file = file.name;
        last = file.name;
        let content = json::utf8(file, reader.losses)?;
        if content.contains("\r\n") {
            let why = "its lines end with CR LF";
            reader
                .losses
                .add(file.name, LostItem::Article, LossKind::Corrected, why);
        }
        for (index, line) in content.split('\n').enumerate() {
            let line = line.strip_suffix('\r').unwrap_or(line);
            if !line.trim().is_empty() {
                reader.line(index + 1, line);
            }
        }
    }
    let draft = reader.finish();
    Ok(draft.finish(last, "brat", Unit::Chars, &mut intake.losses))
}

struct BratReader<'r> {
    file: &'r str,
    losses: &'r mut Losses,
    entities: &'r mut EntityBook,
    draft: Draft,
    /// Annotations by id.
    index: HashMap<String, usize>,
    /// Relations by id.
    relations: HashMap<String, usize>,
    /// The first event on each trigger.
    triggers: HashMap<String, String>,
    /// Lines that refer to other lines, which may come after them.
    later: Vec<(usize, String)>,
    /// Lines with tabs where brat has spaces.
    tabbed: TimesAndLine,
    /// References that name no entity.
    nowhere: TimesAndLine,
    /// References to Wikidata that name no item of it.
    no_item: TimesAndLine,
}

impl BratReader<'_> {
    fn line(&mut self, number: usize, line: &str) {
        match line.as_bytes()[0] {
            b'T' => self.text_bound(number, line),
            b'R' | b'E' | b'A' | b'M' | b'N' | b'#' | b'*' => {
                self.later.push((number, line.to_owned()));
            }
            _ => self.complain(number, LossKind::Dropped, "it is no line of brat".into()),
        }
    }

    fn complain(&mut self, line: usize, what: LossKind, why: String) {
        self.losses.line(self.file, line, what, why);
    }

    /// Reports what an article has many times, once with its count.
    fn tell_times(&mut self) {
        let tabbed = "have tabs between label and places, where brat has spaces";
        let nowhere = "name no entity, and are left out";
        let no_item = "name no item of Wikidata (Q and digits); the entity has none";
        for (times, what, why) in [
            (
                std::mem::take(&mut self.tabbed),
                LossKind::Corrected,
                tabbed,
            ),
            (
                std::mem::take(&mut self.nowhere),
                LossKind::Dropped,
                nowhere,
            ),
            (
                std::mem::take(&mut self.no_item),
                LossKind::Doubtful,
                no_item,
            ),
        ] {
            let TimesAndLine { count, line, said } = times;
            if count > 0 {
                let lines = plural::counted(count, "line");
                self.complain(line, what, format!("{lines} {why}: “{said}”"));
            }
        }
    }

    /// `T1⇥actor 0 5;9 12⇥covered text`.
    fn text_bound(&mut self, number: usize, line: &str) {
        let mut fields = line.splitn(3, '\t');
        let parts = (fields.next(), fields.next(), fields.next());
        let (id, label, spans, quote) = match parts {
            (Some(id), Some(middle), Some(quote)) if middle.contains(' ') => {
                let (label, spans) = middle.split_once(' ').unwrap_or((middle, ""));
                (id, label, spans, quote)
            }
            _ => match tabbed(line) {
                Some(parts) => {
                    self.tabbed.add(number, line);
                    parts
                }
                None => match loose(line) {
                    Some(parts) => {
                        let why = "its fields are not parted by tabs as brat has them";
                        self.complain(number, LossKind::Corrected, why.into());
                        parts
                    }
                    None => {
                        let why =
                            "it is no annotation: id, tab, label and places, tab, covered text";
                        self.complain(number, LossKind::Dropped, why.into());
                        return;
                    }
                },
            },
        };
        let places: Option<Vec<(usize, usize)>> = spans
            .split(';')
            .map(|span| {
                let (start, end) = span.trim().split_once([' ', '\t'])?;
                Some((start.parse().ok()?, end.trim().parse().ok()?))
            })
            .collect();
        let Some(spans) = places else {
            let why = format!("annotation {id}: “{spans}” are no places");
            self.complain(number, LossKind::Dropped, why);
            return;
        };
        self.draft.annotations.push(DraftAnnotation {
            id: id.to_owned(),
            line: number,
            label: label.to_owned(),
            claim: DeclaredPosition {
                spans,
                quote: Some(quote.to_owned()),
            },
            ..DraftAnnotation::default()
        });
    }

    fn finish(mut self) -> Draft {
        // Most articles with very many annotations have no lines that refer to them.
        if !self.later.is_empty() {
            let annotations = self.draft.annotations.iter().enumerate();
            let ids = annotations.map(|(index, annotation)| (annotation.id.clone(), index));
            self.index = ids.collect();
        }
        let later = std::mem::take(&mut self.later);
        // Events come first, so that relations, attributes and roles can refer to them.
        for (number, line) in later.iter().filter(|(_, line)| line.starts_with('E')) {
            let (id, rest) = head(line);
            if let Err(why) = self.trigger(*number, id, rest) {
                self.complain(*number, LossKind::Dropped, why);
            }
        }
        for (number, line) in later {
            let (id, rest) = head(&line);
            let result = match line.as_bytes()[0] {
                b'R' => self.relation(number, id, rest),
                b'E' => {
                    self.roles(number, id, rest);
                    Ok(())
                }
                b'A' | b'M' => self.attribute(rest),
                b'N' => self.reference(number, rest),
                b'#' => self.note(rest),
                _ => self.equivalents(number, rest),
            };
            if let Err(why) = result {
                self.complain(number, LossKind::Dropped, why);
            }
        }
        self.tell_times();
        self.draft
    }

    /// The annotation with this id; a trigger stands for the first event on it.
    fn target(&mut self, id: &str) -> Result<&mut DraftAnnotation, String> {
        let id = self.triggers.get(id).map_or(id, String::as_str);
        let index = self.index.get(id);
        let found = index.and_then(|index| self.draft.annotations.get_mut(*index));
        found.ok_or_else(|| format!("there is no annotation “{id}”"))
    }

    fn resolve(&self, id: &str) -> String {
        self.triggers.get(id).map_or(id, String::as_str).to_owned()
    }

    /// Makes the annotation of an event: the first on a trigger takes its place, each other one is
    /// an annotation beside it.
    fn trigger(&mut self, line: usize, id: &str, rest: &str) -> Result<(), String> {
        let head = rest.split_whitespace().next().and_then(colon);
        let Some((label, trigger)) = head else {
            return Err(format!("event {id} has no trigger"));
        };
        if self.index.contains_key(id) {
            return Err(format!("the id “{id}” was taken"));
        }
        let before = self.triggers.get(trigger).map_or(trigger, String::as_str);
        let known = self.index.get(before).copied();
        let Some(known) = known.filter(|_| !trigger.starts_with('E')) else {
            return Err(format!("there is no trigger “{trigger}” of event {id}"));
        };
        let is_first = before == trigger;
        let annotations = &mut self.draft.annotations;
        let Some(of_trigger) = annotations.get_mut(known) else {
            return Ok(());
        };
        let mut event = DraftAnnotation {
            id: id.to_owned(),
            line,
            label: label.to_owned(),
            claim: of_trigger.claim.clone(),
            provenance: Provenance {
                origin: Some(EVENT.into()),
                ..Provenance::default()
            },
            ..DraftAnnotation::default()
        };
        if is_first {
            std::mem::swap(of_trigger, &mut event);
            self.triggers.insert(trigger.to_owned(), id.to_owned());
            self.index.insert(id.to_owned(), known);
        } else {
            self.index.insert(id.to_owned(), annotations.len());
            annotations.push(event);
        }
        Ok(())
    }

    /// `makes Arg1:T1 Arg2:T2`, the arguments in any order.
    fn relation(&mut self, line: usize, id: &str, rest: &str) -> Result<(), String> {
        let mut parts = rest.split_whitespace();
        let kind = parts.next().unwrap_or_default();
        let mut ends: Vec<(&str, &str)> = parts.filter_map(colon).collect();
        ends.sort_by_key(|(role, _)| *role == "Arg2");
        let [(_, from), (_, to)] = ends.as_slice() else {
            return Err(format!("relation {id} does not have two ends"));
        };
        let (from, to) = (self.resolve(from), self.resolve(to));
        let at = self.draft.relations.len();
        self.relations.entry(id.to_owned()).or_insert(at);
        self.draft.relations.push(DraftRelation {
            id: id.to_owned(),
            line,
            kind: kind.to_owned(),
            from,
            to,
            ..DraftRelation::default()
        });
        Ok(())
    }

    /// `event:T4 Agent:T1 Theme:T2`: each role is a relation.
    fn roles(&mut self, line: usize, id: &str, rest: &str) {
        if !self.index.contains_key(id) {
            // It was reported that it has no trigger.
            return;
        }
        let roles: HashSet<&str> = (rest.split_whitespace().skip(1))
            .filter_map(|part| Some(colon(part)?.0))
            .collect();
        for part in rest.split_whitespace().skip(1) {
            let Some((role, argument)) = colon(part) else {
                let why = format!("“{part}” of event {id} is no role");
                self.complain(line, LossKind::Dropped, why);
                continue;
            };
            // brat numbers roles that an event has several times: Theme, Theme2.
            let plain = role.trim_end_matches(|c: char| c.is_ascii_digit());
            let role = if roles.contains(plain) { plain } else { role };
            let to = self.resolve(argument);
            self.draft.relations.push(DraftRelation {
                line,
                kind: role.to_owned(),
                from: id.to_owned(),
                to,
                ..DraftRelation::default()
            });
        }
    }

    /// `certainty T2 high`, or `negated T2`.
    fn attribute(&mut self, rest: &str) -> Result<(), String> {
        let mut parts = rest.splitn(3, ' ');
        let name = parts.next().unwrap_or_default();
        let target = parts.next().unwrap_or_default();
        let value = match parts
            .next()
            .map(str::trim)
            .filter(|value| !value.is_empty())
        {
            Some(value) => AttributeValue::Text(value.to_owned()),
            None => AttributeValue::Flag(true),
        };
        let attributes = match self.relations.get(target) {
            Some(at) => &mut self.draft.relations[*at].attributes,
            None => &mut self.target(target)?.attributes,
        };
        match attributes.get_mut(name) {
            None => {
                attributes.insert(name.into(), value);
            }
            Some(known) if *known == value => {}
            // Several values of one attribute are all kept.
            Some(AttributeValue::List(values)) => values.push(value.to_string()),
            Some(known) => {
                *known = AttributeValue::List(vec![known.to_string(), value.to_string()])
            }
        }
        Ok(())
    }

    /// `Reference T1 Wikidata:Q7747⇥Vladimir Putin`.
    fn reference(&mut self, line: usize, rest: &str) -> Result<(), String> {
        let (fields, name) = rest.split_once('\t').unwrap_or((rest, ""));
        let mut parts = fields.split_whitespace().skip(1);
        let (target, written) = (parts.next(), parts.next());
        let (Some(target), Some(written)) = (target, written) else {
            return Err("it is no reference: type, id and source:item".into());
        };
        let written = match parts.next() {
            None => written.to_owned(),
            Some(more) => format!("{written} {more}"),
        };
        self.target(target)?;
        let (source, item) = colon(&written).unwrap_or(("", &written));
        if !is_entity(item) {
            self.nowhere.add(line, rest);
            return Ok(());
        }
        let is_of_wikidata = source.eq_ignore_ascii_case("Wikidata");
        let wikidata = match is_of_wikidata && is_wikidata(item) {
            true => item,
            false => "",
        };
        if is_of_wikidata && wikidata.is_empty() {
            self.no_item.add(line, rest);
        }
        let is_same = |entity: &&Entity| !wikidata.is_empty() && entity.wikidata == wikidata;
        let known = self.entities.entities.values().find(is_same);
        let id = match known {
            Some(known) => known.id.clone(),
            None if is_of_wikidata && !name.is_empty() => self.entities.unique_id(name),
            None => item.into(),
        };
        if self.entities.get(&id).is_none() {
            let name = if name.is_empty() { item } else { name };
            let mut entity = Entity::new(id.clone(), name);
            wikidata.clone_into(&mut entity.wikidata);
            self.entities.insert(entity);
        }
        let annotation = self.target(target)?;
        match &annotation.entity {
            None => annotation.entity = Some(id.to_string()),
            Some(known) if *known == *id.as_str() => {}
            // An annotation has one entity; the other references are kept as they are written.
            Some(_) => {
                let others = annotation.attributes.entry(REFERENCES.into());
                let others = others.or_insert_with(|| AttributeValue::List(Vec::new()));
                if let AttributeValue::List(others) = others {
                    others.push(written);
                }
            }
        }
        Ok(())
    }

    /// `AnnotatorNotes T2⇥free text`.
    fn note(&mut self, rest: &str) -> Result<(), String> {
        let (fields, text) = rest.split_once('\t').unwrap_or((rest, ""));
        let mut parts = fields.split_whitespace();
        let (kind, target) = (parts.next().unwrap_or_default(), parts.next());
        let Some(target) = target else {
            return Err("the note is on nothing".into());
        };
        if kind == NOTE
            && let Ok(Value::Object(data)) = serde_json::from_str(text)
        {
            return self.data(target, &data);
        }
        if self.relations.contains_key(target) {
            return Err("Demarche cannot store a note on a relation".into());
        }
        let annotation = self.target(target)?;
        if !annotation.memo.is_empty() {
            annotation.memo.push('\n');
        }
        annotation.memo.push_str(text);
        Ok(())
    }

    /// Restores what brat cannot store.
    fn data(&mut self, target: &str, data: &Map<String, Value>) -> Result<(), String> {
        let attributes = json::attributes(data.get("attributes"));
        let label = data.get("label").and_then(Value::as_str);
        if let Some(at) = self.relations.get(target) {
            let relation = &mut self.draft.relations[*at];
            relation.attributes.extend(attributes);
            if let Some(label) = label {
                label.clone_into(&mut relation.kind);
            }
            return Ok(());
        }
        let annotation = self.target(target)?;
        for plain in json::list(data, "instead").iter().filter_map(Value::as_str) {
            annotation.attributes.remove(plain);
        }
        annotation.attributes.extend(attributes);
        if let Some(label) = label {
            label.clone_into(&mut annotation.label);
        }
        if let Some(memo) = data.get("memo").and_then(Value::as_str) {
            memo.clone_into(&mut annotation.memo);
        }
        let entity = data.get("entity").and_then(Value::as_str);
        if let Some(entity) = entity.filter(|entity| !entity.is_empty()) {
            let read = annotation.entity.replace(entity.to_owned());
            self.rename_entity(read.as_deref(), entity);
        }
        Ok(())
    }

    /// Restores the original name of an entity that was created under a brat name.
    fn rename_entity(&mut self, read: Option<&str>, id: &str) {
        let Some(read) = read else { return };
        let made = self.entities.entities.remove(read);
        if let Some(mut entity) = made {
            entity.id = id.into();
            if entity.name == read {
                id.clone_into(&mut entity.name);
            }
            self.entities.entities.entry(id.into()).or_insert(entity);
        }
    }

    /// `Alias T1 T2 T3`: a relation without a direction, which leads from the first to each other here.
    fn set(&mut self, line: usize, kind: &str, targets: &[&str]) -> Result<(), String> {
        let ids = targets
            .iter()
            .map(|target| Ok(self.target(target)?.id.clone()));
        let ids = ids.collect::<Result<Vec<String>, String>>()?;
        let Some((first, others)) = ids.split_first().filter(|(_, others)| !others.is_empty())
        else {
            return Err(format!("“{kind}” has fewer than two members"));
        };
        let why = format!("“{kind}” has no direction; it leads from its first member");
        self.complain(line, LossKind::Flattened, why);
        for other in others {
            self.draft.relations.push(DraftRelation {
                line,
                kind: kind.to_owned(),
                from: first.clone(),
                to: other.clone(),
                ..DraftRelation::default()
            });
        }
        Ok(())
    }

    /// `Equiv T1 T3`: mentions of the same entity.
    fn equivalents(&mut self, line: usize, rest: &str) -> Result<(), String> {
        let mut parts = rest.split_whitespace();
        let kind = parts.next().unwrap_or_default();
        let targets: Vec<&str> = parts.collect();
        if kind != "Equiv" {
            return self.set(line, kind, &targets);
        }
        let mut name = String::new();
        let mut known = None;
        for target in &targets {
            let annotation = self.target(target)?;
            known = known.or_else(|| annotation.entity.clone());
            let quote = annotation.claim.quote.clone().unwrap_or_default();
            if quote.len() > name.len() {
                name = quote;
            }
        }
        let id = known.unwrap_or_else(|| {
            let id = self.entities.unique_id(&name);
            self.entities.insert(Entity::new(id.clone(), name));
            id.to_string()
        });
        for target in targets {
            self.target(target)?
                .entity
                .get_or_insert_with(|| id.clone());
        }
        Ok(())
    }
}
