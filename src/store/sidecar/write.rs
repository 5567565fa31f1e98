//! Serializes a document to the canonical form of a sidecar.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};
use std::sync::Arc;

use crate::model::document::{ArticleFields, Status};
use crate::model::fields;
use crate::model::{
    Anchor, Annotation, AnnotationId, Decision, DecisionId, Document, FieldValues, Relation, Text,
    anchor,
};

use super::agreed::{FROM, OF, write_adjudication, write_decision, write_members};
use super::object_writer::{COMPACT, ObjectWriter};
use super::{FORMAT, Header, OFFSETS, VERSION};
use crate::json::{write_str, write_value};

/// An immutable snapshot of a document, cheap to create and safe to send to another thread.
///
/// Creating one copies pointers; the text, the annotations and the relations are shared.
#[derive(Clone, Debug)]
pub struct Snapshot {
    header: Arc<Header>,
    text: Text,
    fields: ArticleFields,
    /// Placed ones by start, end, id; then detached ones by id.
    annotations: Vec<Arc<Annotation>>,
    /// By id.
    relations: Vec<Arc<Relation>>,
    decisions: BTreeMap<DecisionId, Arc<Decision>>,
}

impl Snapshot {
    /// Creates a snapshot of the document.
    pub fn new(document: &Document, header: &Arc<Header>) -> Self {
        let annotations = document.annotations().iter().chain(document.detached());
        Self {
            header: header.clone(),
            text: document.text().clone(),
            fields: document.fields().clone(),
            annotations: annotations.cloned().collect(),
            relations: document.relations().cloned().collect(),
            decisions: document.decisions().clone(),
        }
    }

    /// The data of the file beside the document.
    pub fn header(&self) -> &Arc<Header> {
        &self.header
    }

    /// The article's text.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// Status and fields, whether they belong to the coding or to the article.
    pub fn fields(&self) -> &ArticleFields {
        &self.fields
    }

    /// The fields that stand in the sidecar: those of the coding, and the copies of the article's that
    /// it has from before the article had a file of its own.
    pub fn own_values(&self) -> Cow<'_, FieldValues> {
        self.header.own_values(&self.fields.values)
    }

    /// Placed annotations by start, end, id; then detached ones by id.
    pub fn annotations(&self) -> &[Arc<Annotation>] {
        &self.annotations
    }

    /// Relations by id.
    pub fn relations(&self) -> &[Arc<Relation>] {
        &self.relations
    }

    /// The decisions of the agreed version by id.
    pub fn decisions(&self) -> &BTreeMap<DecisionId, Arc<Decision>> {
        &self.decisions
    }

    /// Whether its file would be empty: no annotation, no decision, no field, nothing unknown.
    pub fn is_blank(&self) -> bool {
        self.annotations.is_empty()
            && self.relations.is_empty()
            && self.decisions.is_empty()
            && self.header.adjudication.is_none()
            && self.fields.status == Status::default()
            && self.own_values().is_empty()
            && self.header.unknown.is_empty()
            && self.header.source_unknown.is_empty()
    }

    /// The sidecar's bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(1024 + self.annotations.len() * 320);
        let written = self.write_to(&mut bytes);
        debug_assert!(written.is_ok(), "memory takes whatever is written");
        bytes
    }

    /// Writes the sidecar's bytes in small portions, so that they are never in memory as a whole.
    ///
    /// # Errors
    /// If the writer fails.
    pub fn write_to(&self, out: &mut impl Write) -> io::Result<()> {
        write_record(self, out, FORMAT, HeaderSpacing::File)
    }

    /// Writes it as one line of another format (JSON Lines), with the text and a line end.
    ///
    /// # Errors
    /// If the writer fails.
    pub fn write_line(&self, out: &mut impl Write, format: &str) -> io::Result<()> {
        write_record(self, out, format, HeaderSpacing::Line)
    }
}

/// The white space between the fields of the header.
#[derive(Clone, Copy, PartialEq, Eq)]
enum HeaderSpacing {
    /// One field per line, one annotation per line.
    File,
    /// All on one line, with the article's text.
    Line,
}

impl HeaderSpacing {
    /// The separators before the name of the first field, before others, and after a name.
    fn marks(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::File => ("\n  ", ",\n  ", ": "),
            Self::Line => ("", ",", ":"),
        }
    }

    /// The separators within an object of the header, which stays on one line.
    fn inner_marks(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::File => (" ", ", ", ": "),
            Self::Line => COMPACT,
        }
    }
}

fn write_record(
    snapshot: &Snapshot,
    out: &mut impl Write,
    format: &str,
    layout: HeaderSpacing,
) -> io::Result<()> {
    let header = &*snapshot.header;
    let inner_end = if layout == HeaderSpacing::File {
        " "
    } else {
        ""
    };
    let mut object = ObjectWriter::open(out, layout.marks())?;
    write_str(object.field("format")?, format)?;
    write!(object.field("version")?, "{VERSION}")?;

    let mut source = ObjectWriter::open(object.field("source")?, layout.inner_marks())?;
    source.text("file", &header.file)?;
    source.text("sha256", &header.sha256)?;
    write!(source.field("chars")?, "{}", snapshot.text.char_len())?;
    source.text("encoding", &header.encoding)?;
    source.unknown(&header.source_unknown)?;
    if let Some(split) = header
        .split
        .as_ref()
        .filter(|_| layout == HeaderSpacing::Line)
    {
        // A line of a dataset has what the article's file has, too.
        let is_new = |name: &str| header.source_unknown.iter().all(|(own, _)| own != name);
        let of_article = split.source_unknown.iter();
        let of_article = of_article.filter(|(name, _)| is_new(name)).cloned();
        source.unknown(&of_article.collect())?;
    }
    source.close(inner_end)?;

    object.text("offsets", OFFSETS)?;
    if let Some(named) = &header.codebook {
        let mut codebook = ObjectWriter::open(object.field("codebook")?, layout.inner_marks())?;
        write_str(codebook.field("name")?, &named.name)?;
        codebook.text("version", &named.version)?;
        codebook.unknown(&named.unknown)?;
        codebook.close(inner_end)?;
    }
    object.text("coder", &header.coder)?;
    if let Some(adjudication) = &header.adjudication {
        write_adjudication(object.field("adjudication")?, adjudication)?;
    }

    let mut document = ObjectWriter::open(object.field("document")?, layout.inner_marks())?;
    let values = match layout {
        HeaderSpacing::File => snapshot.own_values(),
        HeaderSpacing::Line => Cow::Borrowed(&snapshot.fields.values),
    };
    write_fields(&mut document, &snapshot.fields.status, &values)?;
    document.close(inner_end)?;

    if layout == HeaderSpacing::Line {
        write_str(object.field("text")?, snapshot.text.as_str())?;
    }
    let order = LineOrder::new(snapshot);
    let annotations = order.annotations.iter().copied();
    write_list(
        object.field("annotations")?,
        layout,
        annotations,
        |out, a| write_annotation(out, a, &snapshot.text),
    )?;
    let relations = order.relations(&snapshot.relations).into_iter();
    write_list(
        object.field("relations")?,
        layout,
        relations,
        write_relation,
    )?;
    if !snapshot.decisions.is_empty() {
        let decisions = snapshot.decisions.iter();
        write_list(
            object.field("decisions")?,
            layout,
            decisions,
            |out, (id, decision)| write_decision(out, id, decision),
        )?;
    }
    match layout {
        HeaderSpacing::Line => object.unknown(&header.unknown)?,
        // Unknown fields of the header keep their formatting.
        HeaderSpacing::File => {
            for (name, json) in &header.unknown {
                let out = object.any_field(name)?;
                match serde_json::from_str::<&serde_json::value::RawValue>(json) {
                    Ok(raw) => out.write_all(raw.get().as_bytes())?,
                    Err(_) => write_str(out, json)?,
                }
            }
        }
    }
    object.close(if layout == HeaderSpacing::File {
        "\n"
    } else {
        ""
    })?;
    out.write_all(b"\n")
}

/// Writes the status first, well-known fields in their order, then the others by name.
fn write_fields(
    object: &mut ObjectWriter<'_, impl Write>,
    status: &Status,
    values: &FieldValues,
) -> io::Result<()> {
    write_str(object.field("status")?, status.as_str())?;
    let well_known = fields::WELL_KNOWN
        .iter()
        .filter_map(|name| values.get_key_value(*name));
    let others = values
        .iter()
        .filter(|(name, _)| !fields::WELL_KNOWN.contains(&name.as_str()));
    for (name, value) in well_known.chain(others) {
        write_value(object.any_field(name)?, value)?;
    }
    Ok(())
}

fn write_list<W: Write, T>(
    out: &mut W,
    layout: HeaderSpacing,
    items: impl Iterator<Item = T>,
    write: impl Fn(&mut W, T) -> io::Result<()>,
) -> io::Result<()> {
    let (first, next, end) = match layout {
        HeaderSpacing::File => ("\n    ", ",\n    ", "\n  "),
        HeaderSpacing::Line => ("", ",", ""),
    };
    out.write_all(b"[")?;
    let mut is_empty = true;
    for item in items {
        out.write_all(if is_empty { first } else { next }.as_bytes())?;
        is_empty = false;
        write(out, item)?;
    }
    if !is_empty {
        out.write_all(end.as_bytes())?;
    }
    out.write_all(b"]")
}

/// Writes one annotation as a line.
pub(super) fn write_annotation(
    out: &mut impl Write,
    annotation: &Annotation,
    text: &Text,
) -> io::Result<()> {
    let mut object = ObjectWriter::open(out, COMPACT)?;
    write_str(object.field("id")?, annotation.id.as_str())?;
    write_str(object.field("label")?, annotation.label.as_str())?;
    match &annotation.place {
        Anchor::At(fragments) => {
            let spans = fragments
                .iter()
                .map(|span| (chars(text, span.start().0), chars(text, span.end().0)));
            write_spans(object.field("spans")?, spans)?;
            let quotes = fragments.iter().map(|span| span.text(text));
            write_quotes(object.field("quote")?, quotes)?;
            object.text("prefix", anchor::prefix(text, fragments.start()))?;
            object.text("suffix", anchor::suffix(text, fragments.end()))?;
        }
        Anchor::Detached(lost) => {
            let spans = lost.chars.iter().map(|(start, end)| (start.0, end.0));
            write_spans(object.field("spans")?, spans)?;
            write_quotes(
                object.field("quote")?,
                lost.quote.iter().map(String::as_str),
            )?;
            object.text("prefix", &lost.prefix)?;
            object.text("suffix", &lost.suffix)?;
            object.field("detached")?.write_all(b"true")?;
        }
    }
    if let Some(entity) = &annotation.entity {
        object.text("entity", entity.as_str())?;
    }
    object.attributes(&annotation.attributes)?;
    object.text("memo", &annotation.memo)?;
    object.provenance(&annotation.provenance)?;
    write_members(&mut object, FROM, &annotation.provenance.from)?;
    object.unknown(&annotation.unknown)?;
    object.close("")
}

/// Writes one relation as a line.
pub(super) fn write_relation(out: &mut impl Write, relation: &Relation) -> io::Result<()> {
    let mut object = ObjectWriter::open(out, COMPACT)?;
    write_str(object.field("id")?, relation.id.as_str())?;
    write_str(object.field("type")?, relation.kind.as_str())?;
    write_str(object.field("from")?, relation.from.as_str())?;
    write_str(object.field("to")?, relation.to.as_str())?;
    object.attributes(&relation.attributes)?;
    object.provenance(&relation.provenance)?;
    write_members(&mut object, OF, &relation.provenance.from)?;
    object.unknown(&relation.unknown)?;
    object.close("")
}

fn write_spans(
    out: &mut impl Write,
    spans: impl Iterator<Item = (usize, usize)>,
) -> io::Result<()> {
    out.write_all(b"[")?;
    for (index, (start, end)) in spans.enumerate() {
        out.write_all(if index == 0 { b"[" } else { b",[" })?;
        let mut digits = itoa::Buffer::new();
        out.write_all(digits.format(start).as_bytes())?;
        out.write_all(b",")?;
        out.write_all(digits.format(end).as_bytes())?;
        out.write_all(b"]")?;
    }
    out.write_all(b"]")
}

fn write_quotes<'a>(out: &mut impl Write, quotes: impl Iterator<Item = &'a str>) -> io::Result<()> {
    out.write_all(b"[")?;
    for (index, quote) in quotes.enumerate() {
        if index > 0 {
            out.write_all(b",")?;
        }
        write_str(out, quote)?;
    }
    out.write_all(b"]")
}

/// Converts a byte offset of a span to scalar values; it always lies between characters of its
/// text.
fn chars(text: &Text, byte: usize) -> usize {
    text.char_from_byte(crate::model::ByteOffset(byte))
        .map_or(0, |at| at.0)
}

/// The canonical order of lines: a detached annotation keeps its line, so that detaching it changes
/// only one line.
struct LineOrder<'a> {
    text: &'a Text,
    annotations: Vec<&'a Annotation>,
}

impl<'a> LineOrder<'a> {
    fn new(snapshot: &'a Snapshot) -> Self {
        let text = &snapshot.text;
        let annotations = snapshot.annotations.iter().map(|annotation| &**annotation);
        let mut annotations: Vec<&Annotation> = annotations.collect();
        // Those in place are in this order already.
        let is_detached = |annotation: &&Annotation| annotation.fragments().is_none();
        if annotations.iter().any(is_detached) {
            let key =
                |annotation: &Annotation| (line_place(text, annotation), annotation.id.clone());
            annotations.sort_by_cached_key(|annotation| key(annotation));
        }
        Self { text, annotations }
    }

    /// Relations by the position of their start, of their end, then id; dangling ones last.
    fn relations(&self, relations: &'a [Arc<Relation>]) -> Vec<&'a Relation> {
        if relations.is_empty() {
            return Vec::new();
        }
        let starts: HashMap<&AnnotationId, usize> = self
            .annotations
            .iter()
            .map(|annotation| (&annotation.id, line_place(self.text, annotation).0))
            .collect();
        let start = |id| starts.get(id).copied().unwrap_or(usize::MAX);
        let mut relations: Vec<&Relation> = relations.iter().map(|r| &**r).collect();
        relations.sort_by_cached_key(|r| (start(&r.from), start(&r.to), r.id.clone()));
        relations
    }
}

/// Start and end of an annotation in scalar values, or the last known ones if it is detached.
fn line_place(text: &Text, annotation: &Annotation) -> (usize, usize) {
    match &annotation.place {
        Anchor::At(fragments) => (
            chars(text, fragments.start().0),
            chars(text, fragments.end().0),
        ),
        Anchor::Detached(lost) => (
            lost.chars.first().map_or(usize::MAX, |(start, _)| start.0),
            lost.chars.last().map_or(usize::MAX, |(_, end)| end.0),
        ),
    }
}
