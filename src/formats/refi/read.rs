//! Converts a REFI-QDA project to articles.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::{Map, Value};

use super::codes::{code_names, codebook, guid};
use super::known::account;
use super::{ArchivedFile, NAMESPACE, NOTE, PROJECT, features};
use crate::dataset_row::{DatasetRow, Unparsed};
use crate::draft::{Draft, DraftRelation};
use crate::features::GatheredFragments;
use crate::leftovers::Leftovers;
use crate::model::codebook_diff::united;
use crate::model::fields::MEMO;
use crate::model::{AttributeValue, Entity, FieldValues, Text, plural};
use crate::names::safe_path;
use crate::occurrences::occurring;
use crate::offsets::{DeclaredPosition, OffsetMap, Unit};
use crate::store::xml::{Element, Node};
use crate::{
    FormatError, ImportSink, ImportedArticle, InputFile, LossKind, Losses, LostItem, json as rows,
};

/// Reads a project from the files of an archive.
pub fn project(
    file: &str,
    inner: &[ArchivedFile],
    intake: &mut ImportSink<'_>,
) -> Result<(), FormatError> {
    let found = inner
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(PROJECT));
    let Some((name, bytes)) = found else {
        return Err(FormatError::Unreadable {
            file: file.to_owned(),
            line: 0,
            why: format!("there is no {PROJECT} in it"),
        });
    };
    // Reports name the project within the archive.
    let path = format!("{file}/{name}");
    let qde = InputFile::new(&path, bytes);
    // Most of a project are selections, which are read one by one afterwards.
    let root = qde.xml_parted(&|_, _| false, &mut |around, element| match around {
        [_, sources, _] if sources.local() == SOURCES && element.local() == SELECTION => None,
        _ => Some(element),
    })?;
    let losses = &mut intake.losses;
    let left = &intake.left;
    left.begin_file(&path);
    account(&root, left);
    let space = root
        .attributes
        .iter()
        .find(|(name, _)| name.starts_with("xmlns"));
    let is_known = root.attributes.iter().any(|(_, value)| value == NAMESPACE);
    if !is_known {
        let space = space.map_or("", |(_, space)| space.as_str());
        let why = format!("its namespace is “{space}” instead of “{NAMESPACE}”");
        losses.add(&path, LostItem::Line(root.line), LossKind::Doubtful, why);
    }
    let code_names = code_names(&root);
    let nested = code_names.nested;
    if nested > 0 {
        let codes = plural::counted(nested, "code");
        let why = format!("{codes} stand below other codes; labels have no tree");
        losses.add(&path, LostItem::Article, LossKind::Flattened, why);
    }
    let declared = codebook(&root, &code_names);
    intake.codebook = match intake.codebook.take() {
        Some(before) => Some(united(&before, &declared)),
        None => Some(declared),
    };
    let mut reader = RefiReader::new(&root, inner, &path, code_names.names);
    let sources = root.named(SOURCES).next().map(Element::elements);
    let sources: Vec<&Element> = sources.into_iter().flatten().collect();
    let mut standing = reader.standing_quotes(&qde, &sources)?.into_iter();
    let mut entities = BTreeMap::new();
    let mut open: Option<RefiArticle<'_>> = None;
    each_part(&qde, &mut |number, part| {
        let Some(source) = sources.get(number) else {
            return Ok(());
        };
        let losses = &mut intake.losses;
        let left = &intake.left;
        let begun = open.take().unwrap_or_else(|| {
            let standing = standing.next().unwrap_or_default();
            reader.begin(source, standing)
        });
        let article = open.insert(begun);
        match part {
            Some(element) if is_text_of_other(source, &element) => {
                let whole = reader.whole(source, &element, &mut entities, losses, left)?;
                article.others.extend(whole);
            }
            Some(element) => {
                // The others are in the tree.
                if element.local() == SELECTION {
                    account(&element, left);
                }
                reader.take(article, &element, &mut entities, losses, left);
            }
            None => {
                let mut finished = open.take().map_or(Vec::new(), |mut open| {
                    let mut all = std::mem::take(&mut open.others);
                    all.extend(reader.finish(source, open, losses));
                    all
                });
                for article in finished.drain(..) {
                    intake.article(article)?;
                }
            }
        }
        Ok(())
    })?;
    let mut others: Vec<&Element> = reader.links.into_values().flatten().collect();
    others.sort_by_key(|link| link.line);
    for link in others {
        let name = link.attribute("name").unwrap_or_default();
        let why = format!("the link “{name}” leads from nothing that is marked in a text");
        let losses = &mut intake.losses;
        losses.line(&path, link.line, LossKind::Dropped, why);
    }
    let used = reader.used_notes.into_inner();
    for (id, (name, text)) in reader.notes {
        if !used.contains(&id) && !text.trim().is_empty() {
            let example = || format!("{name} {text}");
            intake
                .left
                .add("the project", "Note", 0, LossKind::Dropped, example);
        }
    }
    for (id, name) in entities {
        intake.entities.insert(Entity::new(id, name));
    }
    Ok(())
}

/// The element of the text of a source that is no text.
const TEXTS_OF_OTHERS: [&str; 3] = ["Representation", "TextDescription", "Transcript"];

fn is_text_of_other(source: &Element, part: &Element) -> bool {
    source.local() != TEXT_SOURCE && TEXTS_OF_OTHERS.contains(&part.local())
}

/// The element that has all sources.
const SOURCES: &str = "Sources";

/// The element of a source that is a text.
const TEXT_SOURCE: &str = "TextSource";

/// The element of a marked passage.
pub const SELECTION: &str = "PlainTextSelection";

/// Hands over the parts of each source, with the number of the source, and `None` at its end.
fn each_part(
    project: &InputFile<'_>,
    take: &mut dyn FnMut(usize, Option<Element>) -> Result<(), FormatError>,
) -> Result<(), FormatError> {
    let (mut number, mut taken) = (0, Ok(()));
    let is_other = |_: &Element, name: &str| name.rsplit(':').next() != Some(SOURCES);
    project.xml_parted(&is_other, &mut |around, element| {
        // A second list of sources is not read.
        let is_first = around
            .first()
            .is_some_and(|root| root.children.iter().all(is_text));
        let part = match around {
            [_, _, _] => Some(element),
            [_, _] => None,
            _ => return Some(element),
        };
        let is_end = part.is_none();
        if is_first && taken.is_ok() {
            taken = take(number, part);
        }
        number += usize::from(is_end);
        None
    })?;
    taken
}

fn is_text(node: &Node) -> bool {
    matches!(node, Node::Text(_))
}

/// The text of a source.
pub struct SourceText {
    text: String,
    content: Text,
}

impl SourceText {
    /// Whether a selection is in the text and its name stands there.
    pub fn has(&self, claim: &DeclaredPosition) -> bool {
        let places = OffsetMap::new(&self.content, Unit::Chars.into());
        claim.spans(&places).is_ok()
    }
}

/// Where a selection says that it is, with its name as the quote.
pub fn claim_of(selection: &Element) -> Option<DeclaredPosition> {
    let number = |name: &str| selection.attribute(name)?.trim().parse().ok();
    let name = selection.attribute("name").filter(|name| !name.is_empty());
    Some(DeclaredPosition {
        spans: vec![(number("startPosition")?, number("endPosition")?)],
        quote: name.map(str::to_owned),
    })
}

/// The name of a source, or else that of its file.
fn name_of_source(source: &Element) -> &str {
    let name = source.attribute("name").filter(|name| !name.is_empty());
    let paths = ["plainTextPath", "path", "richTextPath"];
    let mut paths = paths.into_iter().filter_map(|path| source.attribute(path));
    let file = || {
        let file = paths.next()?.rsplit(['/', '\\']).next()?;
        Some(file.rsplit_once('.').map_or(file, |(stem, _)| stem))
    };
    name.or_else(file).unwrap_or("article")
}

/// Adds to the memo of an article.
pub fn add_memo(values: &mut FieldValues, text: &str) {
    let text = text.trim();
    if text.is_empty() {
        return;
    }
    let memo = match values.get(MEMO) {
        Some(AttributeValue::Text(before)) if !before.is_empty() => format!("{before}\n{text}"),
        _ => text.to_owned(),
    };
    values.insert(MEMO.to_owned(), AttributeValue::Text(memo));
}

pub fn spaced(text: &str) -> String {
    text.replace(char::is_whitespace, " ")
}

/// The article of a source whose parts are being read.
pub struct RefiArticle<'p> {
    pub draft: Draft,
    pub text: Option<SourceText>,
    /// The quotes that stand elsewhere in the text.
    pub standing: HashSet<String>,
    /// Our notes on its selections and links, as JSON, by their ids.
    pub items: HashMap<String, Box<str>>,
    pub gathered: GatheredFragments,
    pub links: Vec<&'p Element>,
    /// The articles of the texts of a source that is no text itself.
    pub others: Vec<ImportedArticle>,
}

impl RefiArticle<'_> {
    /// Our note on a selection; empty if there is none.
    pub fn note_of(&self, id: &str) -> Map<String, Value> {
        features::parse_note(self.items.get(id).map(|note| &**note))
    }
}

pub struct RefiReader<'p> {
    pub path: &'p str,
    /// The texts of the archive, by their names in lower case.
    pub texts: HashMap<String, &'p [u8]>,
    pub codes: HashMap<String, String>,
    pub users: HashMap<String, &'p str>,
    /// The notes, by id: name and text.
    pub notes: HashMap<String, (&'p str, String)>,
    /// The ids of the notes that something has.
    pub used_notes: RefCell<HashSet<String>>,
    /// The names of variables, by id.
    pub variables: HashMap<String, &'p str>,
    /// The name of the case that a selection belongs to.
    pub cases: HashMap<String, &'p str>,
    /// The links that no article has used yet, by the id of their source.
    pub links: HashMap<String, Vec<&'p Element>>,
}

impl<'p> RefiReader<'p> {
    fn new(
        root: &'p Element,
        inner: &'p [ArchivedFile],
        path: &'p str,
        codes: HashMap<String, String>,
    ) -> Self {
        let texts = inner.iter().map(|(name, bytes)| {
            let name = name.rsplit('/').next().unwrap_or(name);
            (name.to_lowercase(), bytes.as_slice())
        });
        let list = |name: &'p str| root.named(name).flat_map(Element::elements);
        let name_of = |element: &'p Element| element.attribute("name").unwrap_or_default();
        let mut cases = HashMap::new();
        for case in list("Cases") {
            for selection in case.named("SelectionRef") {
                cases.insert(guid(selection.attribute("targetGUID")), name_of(case));
            }
        }
        let mut links: HashMap<String, Vec<&Element>> = HashMap::new();
        for link in list("Links") {
            let from = guid(link.attribute("originGUID"));
            links.entry(from).or_default().push(link);
        }
        let notes = list("Notes").map(|note| {
            let text = note.named("PlainTextContent").next().map(Element::text);
            let path = note.attribute("plainTextPath");
            let file = path.map(|path| path.rsplit('/').next().unwrap_or(path).to_lowercase());
            let in_file = || {
                let bytes = inner.iter().find(|(name, _)| {
                    let name = name.rsplit('/').next().unwrap_or(name).to_lowercase();
                    Some(&name) == file.as_ref()
                });
                bytes.map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned())
            };
            let text = text.or_else(in_file).unwrap_or_default();
            (guid(note.attribute("guid")), (name_of(note), text))
        });
        Self {
            path,
            texts: texts.collect(),
            codes,
            used_notes: RefCell::default(),
            variables: list("Variables")
                .map(|variable| (guid(variable.attribute("guid")), name_of(variable)))
                .collect(),
            users: list("Users")
                .map(|user| (guid(user.attribute("guid")), name_of(user)))
                .collect(),
            notes: notes.collect(),
            cases,
            links,
        }
    }

    /// The text of a source with what is needed to check quotes; `None` if there is no text.
    fn source_text(&self, source: &Element) -> Option<SourceText> {
        if source.local() != TEXT_SOURCE {
            return None;
        }
        let text = self.text(source)?;
        let content = Text::new(text.as_str());
        Some(SourceText { text, content })
    }

    /// The quotes of each source that do not stand where they should but elsewhere in its text.
    fn standing_quotes(
        &self,
        project: &InputFile<'_>,
        sources: &[&Element],
    ) -> Result<Vec<HashSet<String>>, FormatError> {
        let mut standing = Vec::with_capacity(sources.len());
        let mut open: Option<(Option<SourceText>, HashSet<String>)> = None;
        each_part(project, &mut |number, part| {
            let source = sources.get(number);
            let (text, wrong) = open.get_or_insert_with(|| {
                let text = source.and_then(|source| self.source_text(source));
                (text, HashSet::new())
            });
            match (part, text) {
                (Some(part), Some(text)) if part.local() == SELECTION => {
                    let claim = claim_of(&part).filter(|claim| !text.has(claim));
                    wrong.extend(claim.and_then(|claim| Some(spaced(&claim.quote?))));
                }
                (Some(_), _) => {}
                (None, text) => {
                    let wrong = std::mem::take(wrong);
                    standing.push(match text {
                        Some(text) if !wrong.is_empty() => occurring(&spaced(&text.text), wrong),
                        _ => HashSet::new(),
                    });
                    open = None;
                }
            }
            Ok(())
        })?;
        Ok(standing)
    }

    /// Begins the article of a source.
    fn begin(&self, source: &Element, standing: HashSet<String>) -> RefiArticle<'p> {
        let name = name_of_source(source);
        let mut draft = Draft {
            name: format!("{}.txt", safe_path(name)),
            ..Draft::default()
        };
        let ours = self.notes_of(source).find(|(name, _)| *name == NOTE);
        let with_items = Unparsed {
            objects: &["items"],
            ..Unparsed::default()
        };
        let note = DatasetRow::part(ours.map_or("", |(_, text)| text), with_items);
        features::take_article_note(&note.fields, &mut draft);
        let items = note.parted("items").map_or(Vec::new(), rows::raw_fields);
        let items = items.into_iter();
        RefiArticle {
            draft,
            text: self.source_text(source),
            standing,
            items: items.map(|(id, note)| (id, note.get().into())).collect(),
            gathered: GatheredFragments::default(),
            links: Vec::new(),
            others: Vec::new(),
        }
    }

    /// The article of the text of a source that is no text itself.
    fn whole(
        &mut self,
        source: &Element,
        text: &Element,
        entities: &mut BTreeMap<String, String>,
        losses: &mut Losses,
        left: &Leftovers,
    ) -> Result<Option<ImportedArticle>, FormatError> {
        let mut named = Element {
            name: TEXT_SOURCE.to_owned(),
            ..text.clone()
        };
        if text.attribute("name").is_none() {
            let name = ("name".to_owned(), name_of_source(source).to_owned());
            named.attributes.push(name);
        }
        let mut wrong = HashSet::new();
        let own = self.source_text(&named);
        if let Some(own) = &own {
            for selection in named.named(SELECTION) {
                let claim = claim_of(selection).filter(|claim| !own.has(claim));
                wrong.extend(claim.and_then(|claim| Some(spaced(&claim.quote?))));
            }
        }
        let standing = match own {
            Some(own) if !wrong.is_empty() => occurring(&spaced(&own.text), wrong),
            _ => HashSet::new(),
        };
        let parts: Vec<Node> = std::mem::take(&mut named.children);
        let mut article = {
            // The text may be in the element itself.
            named.children = parts
                .iter()
                .filter(|node| matches!(node, Node::Element(e) if e.local() != SELECTION))
                .cloned()
                .collect();
            self.begin(&named, standing)
        };
        for part in &parts {
            if let Node::Element(part) = part {
                self.take(&mut article, part, entities, losses, left);
            }
        }
        Ok(self.finish(&named, article, losses))
    }

    /// The article of a source of which all parts were read; `None` if it is not a text.
    fn finish(
        &self,
        source: &Element,
        article: RefiArticle<'_>,
        losses: &mut Losses,
    ) -> Option<ImportedArticle> {
        let name = source.attribute("name");
        if source.local() != TEXT_SOURCE {
            let name = name.unwrap_or_default();
            if source.elements().any(|part| is_text_of_other(source, part)) {
                let why = format!("of “{name}” ({}) only the text is read", source.local());
                losses.line(self.path, source.line, LossKind::Stripped, why);
                return None;
            }
            let why = format!("“{name}” is no text ({}), and is left out", source.local());
            losses.line(self.path, source.line, LossKind::Dropped, why);
            return None;
        }
        let RefiArticle {
            mut draft,
            text,
            items,
            gathered,
            mut links,
            ..
        } = article;
        let Some(text) = text else {
            let name = name.unwrap_or("article");
            let why = format!("the text of “{name}” is not in the project");
            losses.line(self.path, source.line, LossKind::Dropped, why);
            return None;
        };
        draft.text = text.text;
        links.sort_by_key(|link| link.line);
        for link in links {
            let end = |name: &str| guid(link.attribute(name));
            let (from, to) = (end("originGUID"), end("targetGUID"));
            let note = items.get(&guid(link.attribute("guid")));
            let note = features::parse_note(note.map(|note| &**note));
            let relation = DraftRelation {
                line: link.line,
                kind: link.attribute("name").unwrap_or_default().to_owned(),
                from,
                to,
                attributes: rows::attributes(note.get("attributes")),
                ..DraftRelation::default()
            };
            draft.relations.push(gathered.link(&note, relation));
        }
        drop(items);
        draft.annotations = gathered.annotations;
        Some(draft.finish(self.path, "refi-qda", Unit::Chars, losses))
    }

    /// The text of a source: in the project itself, or in a separate file.
    fn text(&self, source: &Element) -> Option<String> {
        if let Some(content) = source.named("PlainTextContent").next() {
            return Some(content.text());
        }
        let path = source.attribute("plainTextPath")?;
        let name = path.rsplit(['/', '\\']).next()?.to_lowercase();
        let bytes = self.texts.get(&name)?;
        // The draft handles the byte order mark, since it detects whether the mark was counted.
        std::str::from_utf8(bytes).ok().map(str::to_owned)
    }
}
