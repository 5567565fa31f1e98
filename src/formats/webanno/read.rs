//! Converts rows of tokens to an article.

use std::borrow::Cow;
use std::collections::HashMap;

use super::cells::{
    CellValue, CellValues, SLOT, bracketed, label_of, parts, pieces, slot_of, stacked, values,
};
use super::{LossKind, Losses, unescaped};
use crate::cas::{WORDS, is_word_layer};
use crate::draft::{Draft, DraftAnnotation, DraftRelation, OffsetUnitHint};
use crate::leftovers::Leftovers;
use crate::metadata::is_entity;
use crate::model::{AttributeValue, Text};
use crate::offsets::{DeclaredPosition, OffsetMap, Unit};
use crate::{FormatError, ImportedArticle, InputFile, LostItem, json as rows, names::text_name};

/// A layer of annotations that the header declares.
struct TsvLayer {
    name: String,
    kind: LayerKind,
    /// The names of its columns; empty if it has only a position.
    features: Vec<String>,
    /// The index of its first column, after the three token columns.
    column: usize,
}

/// The type of the targets of slots that may be annotations of any layer.
const ANY_LAYER: &str = "uima.tcas.Annotation";

impl TsvLayer {
    /// The name without its package.
    fn plain_name(&self) -> String {
        let name = self.name.rsplit('.').next();
        name.unwrap_or_default().to_owned()
    }

    /// Whether a column has roles.
    fn is_slot(&self, column: usize) -> bool {
        let name = self.features.get(column);
        name.is_some_and(|name| name.starts_with(SLOT))
    }

    /// Whether a column has what has the roles of the column before it.
    fn has_targets(&self, column: usize) -> bool {
        column
            .checked_sub(1)
            .is_some_and(|before| self.is_slot(before))
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum LayerKind {
    Span,
    Relation,
    Other,
}

/// A row. All rows are in memory, so that its cells are not: each would take more than most have bytes.
struct TsvRow<'l> {
    line: usize,
    begin: usize,
    end: usize,
    text: &'l str,
    /// Where each cell ends in `text`, in bytes.
    ends: Box<[u32]>,
}

impl<'l> TsvRow<'l> {
    fn cell(&self, index: usize) -> Option<&'l str> {
        let end_of = |index: usize| usize::try_from(*self.ends.get(index)?).ok();
        let start = match index.checked_sub(1) {
            Some(before) => end_of(before)? + 1,
            None => 0,
        };
        self.text.get(start..end_of(index)?)
    }

    fn name(&self) -> &'l str {
        self.cell(0).unwrap_or_default()
    }

    fn token(&self) -> Cow<'l, str> {
        unescaped(self.cell(2).unwrap_or_default())
    }
}

struct TsvSentence<'l> {
    text: String,
    rows: Vec<TsvRow<'l>>,
}

/// Reads the article of a file.
pub fn article(
    file: &InputFile<'_>,
    losses: &mut Losses,
    left: &Leftovers,
) -> Result<ImportedArticle, FormatError> {
    let content = rows::utf8(file, losses)?;
    let unreadable = |line: usize, why: &str| FormatError::Unreadable {
        file: file.name.to_owned(),
        line,
        why: why.to_owned(),
    };
    let lines: Vec<&str> = content
        .split('\n')
        .map(|line| line.strip_suffix('\r').unwrap_or(line))
        .collect();
    if !lines
        .first()
        .is_some_and(|line| line.starts_with("#FORMAT=WebAnno TSV 3"))
    {
        return Err(unreadable(
            1,
            "it does not begin with “#FORMAT=WebAnno TSV 3.3”",
        ));
    }
    let header = lines
        .iter()
        .take_while(|line| line.starts_with('#'))
        .count();
    let layers = layers(&lines[..header], left);
    let blank = lines[header..]
        .iter()
        .take_while(|line| line.is_empty())
        .count();
    if blank != 2 && header + blank < lines.len() {
        let why = format!("{blank} empty lines follow the header instead of two");
        losses.line(file.name, header + 1, LossKind::Doubtful, why);
    }
    let width = layers
        .last()
        .map_or(3, |layer| layer.column + layer.features.len().max(1));
    let sentences = sentences(&lines, header, width, file.name, losses);

    let (text, unit, standing) = text(&sentences);
    if unit != Unit::Utf16 {
        let why = format!(
            "places count {} instead of UTF-16 units; they were converted",
            unit.name()
        );
        losses.add(file.name, LostItem::Article, LossKind::Corrected, why);
    }
    tell_other_tokens(&sentences, &standing, file.name, losses);
    let stem = file
        .name
        .rsplit_once('.')
        .map_or(file.name, |(stem, _)| stem);
    let mut draft = Draft {
        name: text_name(stem),
        text,
        ..Draft::default()
    };
    let rows: Vec<&TsvRow<'_>> = sentences
        .iter()
        .flat_map(|sentence| &sentence.rows)
        .collect();
    let has_slots = |layer: &TsvLayer| (0..layer.features.len()).any(|at| layer.is_slot(at));
    let refers = |layer: &TsvLayer| layer.kind == LayerKind::Relation || has_slots(layer);
    let mut found = ReadAnnotations {
        has_relations: layers.iter().any(refers),
        ids: HashMap::new(),
        slots: Vec::new(),
    };
    let (of_words, own): (Vec<usize>, Vec<usize>) =
        (0..layers.len()).partition(|index| is_word_layer(&layers[*index].name));
    for index in of_words {
        tell_word_layer(&layers[index], &rows, left);
    }
    for index in &own {
        let layer = &layers[*index];
        if layer.kind == LayerKind::Span {
            found.spans(*index, layer, &rows, &mut draft);
        }
    }
    found.link_slots(&layers, &mut draft, file.name, losses);
    for index in own {
        let layer = &layers[index];
        match layer.kind {
            LayerKind::Span => {}
            LayerKind::Relation => {
                found.relations(layer, &layers, &rows, &mut draft, file.name, losses);
            }
            LayerKind::Other => {
                let why = format!("the layer “{}” is no span and no relation", layer.name);
                losses.add(file.name, LostItem::Line(1), LossKind::Dropped, why);
            }
        }
    }
    let trust = OffsetUnitHint {
        unit,
        declared: true,
    };
    drop((found, rows));
    drop((sentences, standing, lines));
    drop(content);
    Ok(draft.finish(file.name, "webanno-tsv", trust, losses))
}

/// Counts the annotations of a layer that describes words.
fn tell_word_layer(layer: &TsvLayer, rows: &[&TsvRow<'_>], left: &Leftovers) {
    for row in rows {
        let mut cells = layer.column..layer.column + layer.features.len().max(1);
        if let Some(said) = cells.find_map(|column| row.cell(column).filter(|cell| *cell != "_")) {
            let what = LossKind::Stripped;
            left.add(WORDS, &layer.name, row.line, what, || said.to_owned());
        }
    }
}

fn layers(header: &[&str], left: &Leftovers) -> Vec<TsvLayer> {
    let mut column = 3;
    let mut layers = Vec::new();
    for line in header {
        let kinds = [
            ("#T_SP=", LayerKind::Span),
            ("#T_RL=", LayerKind::Relation),
            ("#T_CH=", LayerKind::Other),
        ];
        let found = kinds
            .iter()
            .find_map(|(prefix, kind)| Some((line.strip_prefix(prefix)?, *kind)));
        let Some((declared, kind)) = found else {
            let known = ["#FORMAT=", "#Text=", "#Sentence"];
            if !known.iter().any(|known| line.starts_with(known)) {
                let name = line.split('=').next().unwrap_or(line);
                let what = LossKind::Stripped;
                left.add("the header", name, 0, what, || (*line).to_owned());
            }
            continue;
        };
        let mut parts = declared.split('|');
        let name = parts.next().unwrap_or_default().to_owned();
        let features: Vec<String> = parts.map(str::to_owned).collect();
        let width = features.len().max(1);
        layers.push(TsvLayer {
            name,
            kind,
            features,
            column,
        });
        column += width;
    }
    layers
}

fn sentences<'l>(
    lines: &[&'l str],
    header: usize,
    width: usize,
    file: &str,
    losses: &mut Losses,
) -> Vec<TsvSentence<'l>> {
    let mut sentences: Vec<TsvSentence<'l>> = Vec::new();
    for (index, line) in lines.iter().enumerate().skip(header) {
        if let Some(text) = line.strip_prefix("#Text=") {
            let text = unescaped(text).into_owned();
            match sentences.last_mut() {
                // A sentence that spans several lines has one `#Text` line for each.
                Some(last) if last.rows.is_empty() => {
                    last.text.push('\n');
                    last.text.push_str(&text);
                }
                _ => sentences.push(TsvSentence {
                    text,
                    rows: Vec::new(),
                }),
            }
            continue;
        }
        // Other lines with `#` are comments; a token with `#` comes only after its number.
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        // Empty cells after the last column are left out.
        let mut text = *line;
        let mut count = text.split('\t').count();
        while count > width && text.ends_with('\t') {
            text = &text[..text.len() - 1];
            count -= 1;
        }
        let place = text
            .split('\t')
            .nth(1)
            .and_then(|place| place.split_once('-'));
        let place = place.and_then(|(begin, end)| Some((begin.parse().ok()?, end.parse().ok()?)));
        match (place, sentences.last_mut()) {
            (Some((begin, end)), Some(sentence)) if count == width => {
                let tabs = text.match_indices('\t').map(|(at, _)| at);
                // A line is shorter than a file may be, which 32 bits can count.
                let ends = tabs.chain([text.len()]).map(|end| end as u32);
                sentence.rows.push(TsvRow {
                    line: index + 1,
                    begin,
                    end,
                    text,
                    ends: ends.collect(),
                });
            }
            _ => {
                let why = format!("it is no row of {width} columns with a place");
                losses.line(file, index + 1, LossKind::Dropped, why);
            }
        }
    }
    sentences
}

/// A text, the unit of its offsets, and for each token whether it is at its declared offsets.
type CountedText = (String, Unit, Vec<bool>);

/// Rebuilds the text, in the unit in which most tokens are at their declared offsets.
fn text(sentences: &[TsvSentence<'_>]) -> CountedText {
    let mut best: Option<(usize, CountedText)> = None;
    for unit in [Unit::Utf16, Unit::Chars, Unit::Bytes] {
        let text = text_in(sentences, unit);
        let standing = standing(sentences, &text, unit);
        let count = standing.iter().filter(|stands| **stands).count();
        let is_whole = count == standing.len();
        if best.as_ref().is_none_or(|(most, _)| count > *most) {
            best = Some((count, (text, unit, standing)));
        }
        if is_whole {
            break;
        }
    }
    best.map_or_else(
        || (String::new(), Unit::Utf16, Vec::new()),
        |(_, best)| best,
    )
}

fn length(text: &str, unit: Unit) -> usize {
    match unit {
        Unit::Utf16 => text.encode_utf16().count(),
        Unit::Bytes => text.len(),
        Unit::Chars | Unit::Graphemes => text.chars().count(),
    }
}

/// The limit of all gaps between sentences; a file that claims more is broken.
const MAX_GAP_BYTES: usize = 1 << 20;

fn text_in(sentences: &[TsvSentence<'_>], unit: Unit) -> String {
    let mut text = String::new();
    let mut written = 0;
    let own: usize = sentences.iter().map(|sentence| sentence.text.len()).sum();
    let mut left = own + MAX_GAP_BYTES;
    for sentence in sentences {
        let start = sentence.rows.first().map_or(written, |row| row.begin);
        let gap = start.saturating_sub(written).min(left);
        left -= gap;
        match gap {
            0 => {}
            1 if written > 0 => text.push(' '),
            gap => text.extend(std::iter::repeat_n('\n', gap)),
        }
        text.push_str(&sentence.text);
        written += gap + length(&sentence.text, unit);
    }
    text
}

/// For each token, whether the text at its offsets is the token.
fn standing(sentences: &[TsvSentence<'_>], text: &str, unit: Unit) -> Vec<bool> {
    let text = Text::new(text);
    let places = OffsetMap::of_many(&text, unit.into());
    let rows = sentences.iter().flat_map(|sentence| &sentence.rows);
    rows.map(|row| {
        let span = places.span(row.begin, row.end);
        span.is_some_and(|span| span.text(&text) == row.token())
    })
    .collect()
}

fn tell_other_tokens(
    sentences: &[TsvSentence<'_>],
    standing: &[bool],
    file: &str,
    losses: &mut Losses,
) {
    let rows = sentences.iter().flat_map(|sentence| &sentence.rows);
    for (row, _) in rows.zip(standing).filter(|(_, stands)| !**stands) {
        let why = format!(
            "“{}” does not stand at {}–{}",
            row.token(),
            row.begin,
            row.end
        );
        losses.line(file, row.line, LossKind::Doubtful, why);
    }
}

/// The annotations that were read, indexed for the relations.
struct ReadAnnotations<'l> {
    /// Whether there is a layer of relations.
    has_relations: bool,
    /// The id by layer, row and number, if there are relations.
    ids: HashMap<(usize, &'l str, usize), String>,
    slots: Vec<TsvSlot<'l>>,
}

/// The roles in an annotation, with what has them.
struct TsvSlot<'l> {
    line: usize,
    from: String,
    /// What the column is called.
    name: String,
    /// The type of what has the roles.
    target: String,
    roles: &'l str,
    targets: &'l str,
}

impl<'l> ReadAnnotations<'l> {
    fn name(&mut self, layer: usize, row: &'l str, number: usize, id: &str) {
        if self.has_relations {
            self.ids.insert((layer, row, number), id.to_owned());
        }
    }

    fn spans(&mut self, index: usize, layer: &TsvLayer, rows: &[&TsvRow<'l>], draft: &mut Draft) {
        let mut numbered: HashMap<usize, usize> = HashMap::new();
        let label = label_of(&layer.features);
        for row in rows {
            let cells = || {
                let offsets = 0..layer.features.len().max(1);
                offsets.filter_map(|offset| row.cell(layer.column + offset))
            };
            if cells().all(|cell| cell == "_") {
                continue;
            }
            // What has a role may have a number, which is not that of the annotation.
            let columns = cells().enumerate().map(|(column, cell)| {
                let of_others = layer.has_targets(column);
                CellValues::new(if of_others { Vec::new() } else { values(cell) })
            });
            let columns: Vec<CellValues> = columns.collect();
            for (place, number) in stacked(&columns).into_iter().enumerate() {
                let value = |column: usize| columns.get(column)?.of(number, place);
                let known = numbered.get(&number).copied().filter(|_| number > 0);
                if let Some(known) = known.and_then(|known| draft.annotations.get_mut(known)) {
                    // One annotation on several tokens also covers the text between them.
                    if let Some(span) = known.claim.spans.first_mut() {
                        span.1 = row.end;
                    }
                    known.claim.quote = None;
                    self.name(index, row.name(), number, &known.id);
                    continue;
                }
                let id = format!("a{}", draft.annotations.len() + 1);
                let mut annotation = DraftAnnotation {
                    id: id.clone(),
                    line: row.line,
                    claim: DeclaredPosition {
                        spans: vec![(row.begin, row.end)],
                        quote: Some(row.token().into_owned()),
                    },
                    ..DraftAnnotation::default()
                };
                for (column, name) in layer.features.iter().enumerate() {
                    if layer.is_slot(column) {
                        let cell = |column| row.cell(layer.column + column).unwrap_or("_");
                        let (roles, targets) = (cell(column), cell(column + 1));
                        let slot = slot_of(roles, targets, number, place);
                        self.slots.extend(slot.map(|(roles, targets)| TsvSlot {
                            line: row.line,
                            from: id.clone(),
                            name: name.clone(),
                            target: layer.features.get(column + 1).cloned().unwrap_or_default(),
                            roles,
                            targets,
                        }));
                        continue;
                    }
                    let Some(text) = value(column) else { continue };
                    match name.as_str() {
                        _ if Some(column) == label => annotation.label = text,
                        "canonical" | "identifier" if is_entity(&text) => {
                            annotation.entity = Some(text);
                        }
                        name => {
                            let value = AttributeValue::Text(text);
                            annotation.attributes.insert(name.into(), value);
                        }
                    }
                }
                if annotation.label.is_empty() {
                    annotation.label = layer.plain_name();
                }
                numbered.insert(number, draft.annotations.len());
                self.name(index, row.name(), number, &id);
                draft.annotations.push(annotation);
            }
        }
    }

    /// Makes a relation for each role of the slots.
    fn link_slots(
        &mut self,
        layers: &[TsvLayer],
        draft: &mut Draft,
        file: &str,
        losses: &mut Losses,
    ) {
        for slot in std::mem::take(&mut self.slots) {
            let of_type = layers.iter().enumerate().filter(|(_, layer)| {
                layer.kind == LayerKind::Span
                    && (slot.target == ANY_LAYER || layer.name == slot.target)
            });
            let of_type: Vec<usize> = of_type.map(|(index, _)| index).collect();
            let mut roles = parts(slot.roles);
            for target in parts(slot.targets) {
                let role = roles.next().filter(|role| !matches!(*role, "*" | "_" | ""));
                let role = role.map(|role| unescaped(role).into_owned());
                // Without a role the slot itself says what it is.
                let plain = || slot.name.rsplit(':').next().unwrap_or(&slot.name);
                let kind = role.unwrap_or_else(|| {
                    let name = plain();
                    name.split('_').next().unwrap_or(name).to_owned()
                });
                let (name, number) = bracketed(target);
                let number = number.and_then(|number| number.parse().ok()).unwrap_or(0);
                let mut found = of_type.iter();
                let to = found.find_map(|layer| self.ids.get(&(*layer, name, number)));
                let Some(to) = to else {
                    let why = format!("the role {kind} of {target} has an end that is not there");
                    losses.line(file, slot.line, LossKind::Dropped, why);
                    continue;
                };
                draft.relations.push(DraftRelation {
                    line: slot.line,
                    kind,
                    from: slot.from.clone(),
                    to: to.clone(),
                    ..DraftRelation::default()
                });
            }
        }
    }

    fn relations(
        &self,
        layer: &TsvLayer,
        layers: &[TsvLayer],
        rows: &[&TsvRow<'_>],
        draft: &mut Draft,
        file: &str,
        losses: &mut Losses,
    ) {
        let last = layer.features.len().saturating_sub(1);
        let base = layer
            .features
            .last()
            .and_then(|name| name.strip_prefix("BT_"));
        let base = layers
            .iter()
            .position(|other| Some(other.name.as_str()) == base);
        let label = label_of(layer.features.get(..last).unwrap_or_default());
        for row in rows {
            let Some(sources) = row.cell(layer.column + last).filter(|cell| *cell != "_") else {
                continue;
            };
            let kinds = label.and_then(|label| row.cell(layer.column + label));
            let kinds = kinds.map(values).unwrap_or_default();
            let others = (0..last).filter(|column| Some(*column) != label);
            let others = others.filter_map(|column| {
                let cell = row.cell(layer.column + column)?;
                Some((layer.features.get(column)?, values(cell)))
            });
            let others: Vec<(&String, Vec<CellValue>)> = others.collect();
            for (at, source) in pieces(sources).into_iter().enumerate() {
                let (name, numbers) = bracketed(source);
                let numbers = numbers.and_then(|numbers| numbers.split_once('_'));
                let number = |text: &str| text.parse().unwrap_or(0);
                let (from, to) = numbers.map_or((0, 0), |(a, b)| (number(a), number(b)));
                let id = |name: &str, number: usize| self.ids.get(&(base?, name, number)).cloned();
                let (Some(from), Some(to)) = (id(name, from), id(row.name(), to)) else {
                    let why = format!("the relation from {source} has an end that is not there");
                    losses.line(file, row.line, LossKind::Dropped, why);
                    continue;
                };
                let kind = kinds.get(at).and_then(|(kind, _)| kind.clone());
                let attributes = others.iter().filter_map(|(name, values)| {
                    let (value, _) = values.get(at)?;
                    let value = AttributeValue::Text(value.clone()?);
                    Some((name.as_str().into(), value))
                });
                draft.relations.push(DraftRelation {
                    line: row.line,
                    kind: kind.unwrap_or_else(|| layer.plain_name()),
                    from,
                    to,
                    attributes: attributes.collect(),
                    ..DraftRelation::default()
                });
            }
        }
    }
}
