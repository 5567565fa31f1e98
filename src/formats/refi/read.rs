//! Converts a REFI-QDA project to articles.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::{Map, Value};

use super::{ArchivedFile, NAMESPACE, NOTE, PROJECT, features};
use crate::draft::{Draft, DraftAnnotation, DraftRelation};
use crate::features::GatheredFragments;
use crate::model::codebook::Label;
use crate::model::codebook_diff::united;
use crate::model::color::rgb;
use crate::model::color_vision::pair_of;
use crate::model::label_style::StylesInUse;
use crate::model::{Codebook, Entity, Text};
use crate::names::safe_path;
use crate::offsets::{DeclaredPosition, OffsetMap, Unit};
use crate::store::xml::Element;
use crate::{FormatError, ImportSink, InputFile, LossKind, Losses, LostItem, json as rows};

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
    let root = InputFile::new(&path, bytes).xml()?;
    let losses = &mut intake.losses;
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
    let declared = codebook(&root);
    intake.codebook = match intake.codebook.take() {
        Some(before) => Some(united(&before, &declared)),
        None => Some(declared),
    };
    let mut reader = RefiReader::new(&root, inner, &path);
    let mut entities = BTreeMap::new();
    let sources = root.named("Sources").next().map(Element::elements);
    for source in sources.into_iter().flatten() {
        if source.local() == "TextSource" {
            if let Some(article) = reader.article(source, &mut entities, &mut intake.losses) {
                intake.article(article)?;
            }
        } else {
            let name = source.attribute("name").unwrap_or_default();
            let why = format!("“{name}” is no text ({}), and is left out", source.local());
            let losses = &mut intake.losses;
            losses.line(&path, source.line, LossKind::Dropped, why);
        }
    }
    let mut others: Vec<&Element> = reader.links.into_values().flatten().collect();
    others.sort_by_key(|link| link.line);
    for link in others {
        let name = link.attribute("name").unwrap_or_default();
        let why = format!("the link “{name}” leads from nothing that is marked in a text");
        let losses = &mut intake.losses;
        losses.line(&path, link.line, LossKind::Dropped, why);
    }
    for (id, name) in entities {
        intake.entities.insert(Entity::new(id, name));
    }
    Ok(())
}

/// The labels that a project declares: its codes, at any depth. Annotations refer to them by name.
fn codebook(root: &Element) -> Codebook {
    let mut codebook = Codebook::default();
    let mut styles = StylesInUse::of(&[]);
    let mut known = HashSet::new();
    for code in codes(root) {
        let is_codable = !matches!(code.attribute("isCodable"), Some("false" | "0"));
        let name = code.attribute("name").unwrap_or_default();
        if !is_codable || name.is_empty() || !known.insert(name) {
            continue;
        }
        let mut label = Label::with_style(name, name, styles.unused());
        let described = code.named("Description").next().map(Element::text);
        label.definition = described.unwrap_or_default().trim().to_owned();
        if let Some(light) = code.attribute("color").and_then(rgb) {
            label.color = pair_of(light);
        }
        styles.add(label.color, label.line);
        codebook.labels.push(label);
    }
    codebook
}

/// The codes of a project, including nested ones.
fn codes(root: &Element) -> impl Iterator<Item = &Element> {
    let all = root.named("CodeBook").flat_map(Element::descendants);
    all.filter(|element| element.local() == "Code")
}

struct RefiReader<'p> {
    path: &'p str,
    /// The texts of the archive, by their names in lower case.
    texts: HashMap<String, &'p [u8]>,
    codes: HashMap<String, String>,
    users: HashMap<String, &'p str>,
    /// The notes, by id: name and text.
    notes: HashMap<String, (&'p str, String)>,
    /// The name of the case that a selection belongs to.
    cases: HashMap<String, &'p str>,
    /// The links that no article has used yet, by the id of their source.
    links: HashMap<String, Vec<&'p Element>>,
}

/// Normalizes an id for comparison: programs write it in upper or lower case, some in braces.
fn guid(id: Option<&str>) -> String {
    let id = id.unwrap_or_default().trim();
    id.trim_matches(['{', '}']).to_ascii_lowercase()
}

impl<'p> RefiReader<'p> {
    fn new(root: &'p Element, inner: &'p [ArchivedFile], path: &'p str) -> Self {
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
            codes: codes(root)
                .map(|code| (guid(code.attribute("guid")), name_of(code).to_owned()))
                .collect(),
            users: list("Users")
                .map(|user| (guid(user.attribute("guid")), name_of(user)))
                .collect(),
            notes: notes.collect(),
            cases,
            links,
        }
    }

    /// Reads the article of a source, and adds the entities that it mentions, by id and name.
    fn article(
        &mut self,
        source: &Element,
        entities: &mut BTreeMap<String, String>,
        losses: &mut Losses,
    ) -> Option<crate::ImportedArticle> {
        let name = source.attribute("name").unwrap_or("article");
        let Some(text) = self.text(source) else {
            let why = format!("the text of “{name}” is not in the project");
            losses.line(self.path, source.line, LossKind::Dropped, why);
            return None;
        };
        let mut draft = Draft {
            name: format!("{}.txt", safe_path(name)),
            text,
            ..Draft::default()
        };
        let ours = self.notes_of(source).find(|(name, _)| *name == NOTE);
        let note = features::parse_note(ours.map(|(_, text)| text.as_str()));
        features::take_article_note(&note, &mut draft);
        let empty = Map::new();
        let items = note.get("items").and_then(Value::as_object);
        let note_of = |id: &str| {
            let note = items.and_then(|items| items.get(id)?.as_object());
            note.unwrap_or(&empty)
        };
        let spaced = |text: &str| text.replace(char::is_whitespace, " ");
        let content = Text::new(draft.text.as_str());
        let places = OffsetMap::new(&content, Unit::Chars.into());
        let all = spaced(&draft.text);
        let mut gathered = GatheredFragments::default();
        for selection in source.named("PlainTextSelection") {
            let number = |name: &str| selection.attribute(name)?.trim().parse().ok();
            let (Some(start), Some(end)) = (number("startPosition"), number("endPosition")) else {
                let why = "its startPosition or endPosition is no whole number";
                losses.line(self.path, selection.line, LossKind::Dropped, why);
                continue;
            };
            let mut claim = DeclaredPosition {
                spans: vec![(start, end)],
                quote: selection
                    .attribute("name")
                    .filter(|n| !n.is_empty())
                    .map(str::to_owned),
            };
            // In some programs the name of a selection is not the text that it covers.
            let is_quote = claim.spans(&places).is_ok()
                || claim
                    .quote
                    .as_ref()
                    .is_some_and(|quote| all.contains(&spaced(quote)));
            if !is_quote {
                claim.quote = None;
            }
            let id = guid(selection.attribute("guid"));
            let codings: Vec<&Element> = selection.named("Coding").collect();
            if codings.is_empty() {
                let why = "a selection has no code";
                losses.line(self.path, selection.line, LossKind::Dropped, why);
            }
            for (index, coding) in codings.into_iter().enumerate() {
                let code = coding.named("CodeRef").next();
                let code = guid(code.and_then(|code| code.attribute("targetGUID")));
                let Some(label) = self.codes.get(&code) else {
                    let why = format!("the code {code} is not in the codebook");
                    losses.line(self.path, coding.line, LossKind::Dropped, why);
                    continue;
                };
                let first = index == 0;
                let key = if first {
                    id.clone()
                } else {
                    guid(coding.attribute("guid"))
                };
                let note = if first { note_of(&id) } else { &empty };
                let entity = self.entity(&id, note);
                let annotation = DraftAnnotation {
                    line: selection.line,
                    label: label.clone(),
                    claim: claim.clone(),
                    entity: entity.as_ref().map(|(id, _)| id.clone()),
                    attributes: rows::attributes(note.get("attributes")),
                    memo: self.memo(selection, coding),
                    ..DraftAnnotation::default()
                };
                entities.extend(entity);
                let at = gathered.annotations.len();
                gathered.add(&key, note, annotation);
                if let Some(added) = gathered.annotations.get_mut(at)
                    && added.provenance.by.is_empty()
                {
                    let user = guid(coding.attribute("creatingUser"));
                    let by = self.users.get(&user).copied().unwrap_or_default();
                    added.provenance.by = by.into();
                }
            }
        }
        let here = source.descendants().into_iter();
        let links = here.filter_map(|element| self.links.remove(&guid(element.attribute("guid"))));
        let mut links: Vec<&Element> = links.flatten().collect();
        links.sort_by_key(|link| link.line);
        for link in links {
            let end = |name: &str| guid(link.attribute(name));
            let (from, to) = (end("originGUID"), end("targetGUID"));
            let note = note_of(&guid(link.attribute("guid"))).clone();
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

    fn notes_of<'r>(
        &'r self,
        element: &'r Element,
    ) -> impl Iterator<Item = &'r (&'p str, String)> + 'r {
        let references = element.named("NoteRef");
        references.filter_map(|note| self.notes.get(&guid(note.attribute("targetGUID"))))
    }

    fn memo(&self, selection: &Element, coding: &Element) -> String {
        let described = selection.named("Description").map(Element::text);
        let notes = self.notes_of(selection).chain(self.notes_of(coding));
        let notes = notes.map(|(_, text)| text.clone());
        let all: Vec<String> = described
            .chain(notes)
            .filter(|text| !text.is_empty())
            .collect();
        all.join("\n")
    }

    /// The entity of the case that a selection belongs to: id and name.
    fn entity(&self, selection: &str, note: &Map<String, Value>) -> Option<(String, String)> {
        let name = *self.cases.get(selection)?;
        let ours = note.get("entity").and_then(Value::as_str);
        let id = ours.filter(|id| !id.is_empty()).unwrap_or(name);
        (!id.is_empty()).then(|| (id.to_owned(), name.to_owned()))
    }
}
