//! Converts CoNLL-U to articles, one document in memory at a time.

use std::collections::BTreeMap;

use serde_json::Value;

use super::columns::{ColumnOrder, DECLARED, WordId, unescaped};
use super::entities::{EntityDecoder, WordPlace, is_bracket, is_tag};
use crate::draft::{Draft, OffsetUnitHint};
use crate::leftovers::Leftovers;
use crate::metadata;
use crate::model::AttributeValue;
use crate::names::safe_path;
use crate::offsets::Unit;
use crate::{FormatError, ImportSink, InputFile, LossKind, Losses};

/// The most columns that a line may have.
const MAX_COLUMNS: usize = 64;

/// The most words of an annotation whose lemmas and features become attributes of it.
const MAX_WORDS: usize = 100;

/// Reads the articles of a file.
pub fn read(
    file: &InputFile<'_>,
    format: &str,
    with_words: bool,
    intake: &mut ImportSink<'_>,
) -> Result<(), FormatError> {
    let mut reader = ConlluReader {
        file,
        format,
        with_words,
        order: ColumnOrder::default(),
        type_field: EntityDecoder::type_field(None),
        open: None,
        next: Draft::default(),
        count: 0,
    };
    intake.left.begin_file(file.name);
    let (mut words, mut refused) = (0_usize, 0_usize);
    file.each_line(|number, line| {
        let text = std::str::from_utf8(line)
            .map_err(|_| file.unreadable(number, "the file is not UTF-8"))?;
        let text = match text.strip_prefix('\u{feff}') {
            Some(rest) if number == 1 => {
                file.tell_mark(&mut intake.losses);
                rest
            }
            _ => text,
        };
        let text = text.strip_suffix('\n').unwrap_or(text);
        let text = text.strip_suffix('\r').unwrap_or(text);
        match reader.line(number, text, intake)? {
            LineRead::Word => words += 1,
            LineRead::Other => {}
            LineRead::Refused(why) => {
                refused += 1;
                let losses = &mut intake.losses;
                losses.line(file.name, number, LossKind::Dropped, why);
            }
        }
        Ok(())
    })?;
    reader.finish(intake)?;
    if words == 0 && refused > 0 {
        let why = "no line of it has the columns of CoNLL-U: a number, a word and eight more";
        return Err(file.unreadable(1, why));
    }
    Ok(())
}

/// What a line was.
enum LineRead {
    Word,
    Other,
    /// Not taken, and why.
    Refused(&'static str),
}

struct ConlluReader<'r> {
    file: &'r InputFile<'r>,
    format: &'r str,
    with_words: bool,
    order: ColumnOrder,
    type_field: usize,
    /// The article that is being read.
    open: Option<ConlluArticle>,
    /// What was said of the next article before its first word.
    next: Draft,
    count: usize,
}

/// An article that is being read, with the sentence that is being read.
struct ConlluArticle {
    draft: Draft,
    entities: EntityDecoder,
    sentence: Sentence,
    /// The white space behind the last word, if the file tells it.
    gap: Option<String>,
    /// Whether paragraphs are marked, so that a sentence alone does not begin a line.
    has_paragraphs: bool,
    begins_paragraph: bool,
    /// Lemmas and features of words, by the byte where the word begins.
    words: BTreeMap<usize, (String, String)>,
}

#[derive(Default)]
struct Sentence {
    /// Its text, if the file has it, and how many bytes of it were passed.
    text: Option<(String, usize)>,
    has_words: bool,
    /// The last of the words that one word of the text stands for, and its place.
    several: Option<(u32, WordPlace)>,
}

impl ConlluReader<'_> {
    fn line(
        &mut self,
        number: usize,
        line: &str,
        intake: &mut ImportSink<'_>,
    ) -> Result<LineRead, FormatError> {
        if line.trim().is_empty() {
            self.end_sentence();
            return Ok(LineRead::Other);
        }
        if let Some(comment) = line.strip_prefix('#') {
            self.comment(number, comment, intake)?;
            return Ok(LineRead::Other);
        }
        let columns: Vec<&str> = line.splitn(MAX_COLUMNS, '\t').collect();
        let column = |at: usize| columns.get(at).copied().unwrap_or_default();
        let form = column(self.order.form);
        let Some(id) = WordId::parse(column(self.order.id)).filter(|_| !form.is_empty()) else {
            return Ok(LineRead::Refused(
                "it does not begin with a number and a word",
            ));
        };
        self.word(number, id, &columns, &mut intake.losses, &intake.left);
        Ok(LineRead::Word)
    }

    fn comment(
        &mut self,
        number: usize,
        comment: &str,
        intake: &mut ImportSink<'_>,
    ) -> Result<(), FormatError> {
        let (name, value) = comment.split_once('=').unwrap_or((comment, ""));
        let name = name.trim();
        match name {
            "newdoc" | "newdoc id" => {
                self.finish(intake)?;
                self.next.name = value.trim().to_owned();
            }
            "newpar" | "newpar id" => {
                self.end_sentence();
                let open = self.opened();
                open.has_paragraphs = true;
                open.begins_paragraph = true;
            }
            "text" => {
                self.end_sentence();
                self.opened().sentence.text = Some((value.to_owned(), 0));
            }
            "global.Entity" => self.type_field = EntityDecoder::type_field(Some(value)),
            DECLARED => match ColumnOrder::declared(value) {
                Some(order) => self.order = order,
                None => {
                    let why = "its columns have no ID and FORM; the usual ten are assumed";
                    let losses = &mut intake.losses;
                    losses.line(self.file.name, number, LossKind::Corrected, why);
                }
            },
            _ => self.other_comment(number, name, value.trim(), &intake.left),
        }
        Ok(())
    }

    /// Metadata before the first word are fields of the article.
    fn other_comment(&mut self, number: usize, name: &str, value: &str, left: &Leftovers) {
        let field = name.strip_prefix("meta::");
        let field = field.filter(|field| !field.is_empty());
        let draft = match &mut self.open {
            None => Some(&mut self.next),
            Some(open) => Some(&mut open.draft).filter(|draft| draft.text.is_empty()),
        };
        let is_held = field.zip(draft).is_some_and(|(field, draft)| {
            metadata::put(&mut draft.fields.values, field, &Value::from(value))
        });
        if !is_held {
            let example = || value.to_owned();
            left.add("the comments", name, number, LossKind::Stripped, example);
        }
    }

    /// The article that is being read; one begins if there is none.
    fn opened(&mut self) -> &mut ConlluArticle {
        opened(&mut self.open, &mut self.next, self.type_field)
    }

    fn end_sentence(&mut self) {
        if let Some(open) = &mut self.open
            && open.sentence.has_words
        {
            open.entities.end_sentence();
            open.sentence = Sentence::default();
        }
    }

    fn word(
        &mut self,
        number: usize,
        id: WordId,
        columns: &[&str],
        losses: &mut Losses,
        left: &Leftovers,
    ) {
        let (order, file) = (&self.order, self.file.name);
        let form = columns.get(order.form).copied().unwrap_or_default();
        let tell = |of: &'static str, name: &str, value: &str| {
            left.add(of, name, number, LossKind::Stripped, || value.to_owned());
        };
        if id == WordId::Empty {
            tell("a sentence", "word that is not in the text", form);
            return;
        }
        let misc = || {
            let items = order.misc(columns).split('|');
            let items = items.filter(|item| !item.is_empty());
            items.map(|item| item.split_once('=').unwrap_or((item, "")))
        };
        let open = opened(&mut self.open, &mut self.next, self.type_field);
        let place = match (id, open.sentence.several) {
            (WordId::Word(word), Some((last, place))) if word <= last => place,
            _ => {
                let before = misc().find(|(name, _)| *name == "SpacesBefore");
                let before = before.map_or(String::new(), |(_, spaces)| unescaped(spaces));
                open.append(form, &before, (file, number), losses)
            }
        };
        let mut is_tagged = matches!(id, WordId::Several(..));
        for (name, value) in misc() {
            match name {
                "SpaceAfter" if value == "No" => open.gap = Some(String::new()),
                "SpaceAfter" if value == "Yes" => {}
                "SpacesAfter" => open.gap = Some(unescaped(value)),
                "SpacesBefore" => {}
                _ if is_tag(name, value) => {
                    open.entities.tag(value, place);
                    is_tagged = true;
                }
                _ if is_bracket(name, value) => {
                    if let Some(why) = open.entities.brackets(value, place) {
                        losses.line(file, number, LossKind::Doubtful, why);
                    }
                }
                _ => tell("the last column", name, value),
            }
        }
        let with_words = self.with_words;
        for (name, value) in order.others(columns) {
            match name {
                _ if is_tag(name, value) => {
                    open.entities.tag(value, place);
                    is_tagged = true;
                }
                "LEMMA" if with_words => {
                    add_word(&mut open.words.entry(place.start).or_default().0, value);
                }
                "FEATS" if with_words => {
                    add_word(&mut open.words.entry(place.start).or_default().1, value);
                }
                _ => tell("a word", name, value),
            }
        }
        if !is_tagged {
            open.entities.tag("O", place);
        }
        if let WordId::Several(_, last) = id {
            open.sentence.several = Some((last, place));
        }
    }

    /// Hands over the article, if it has a word.
    fn finish(&mut self, intake: &mut ImportSink<'_>) -> Result<(), FormatError> {
        let Some(mut open) = self.open.take() else {
            return Ok(());
        };
        let (file, losses) = (self.file.name, &mut intake.losses);
        for line in open.entities.end_article() {
            let why = "a mention begins here and does not end; it covers its first word";
            losses.line(file, line, LossKind::Doubtful, why);
        }
        if open.draft.text.is_empty() {
            return Ok(());
        }
        open.draft
            .text
            .push_str(open.gap.as_deref().unwrap_or_default());
        open.draft.annotations = std::mem::take(&mut open.entities.annotations);
        if self.with_words {
            open.give_words(&intake.left);
        }
        let mut draft = open.draft;
        self.count += 1;
        draft.name = self.name(&draft.name);
        let trust = OffsetUnitHint {
            unit: Unit::Bytes,
            declared: true,
        };
        let article = draft.finish(file, self.format, trust, losses);
        intake.article(article)
    }

    /// The name of an article: its id, or its number in the file.
    fn name(&self, id: &str) -> String {
        let stem = self.file.name.rsplit_once('.');
        let stem = stem.map_or(self.file.name, |(stem, _)| stem);
        match id {
            "" if self.count == 1 => format!("{stem}.txt"),
            "" => format!("{stem}-{}.txt", self.count),
            id if id.to_lowercase().ends_with(".txt") => safe_path(id),
            id => format!("{}.txt", safe_path(id)),
        }
    }
}

fn opened<'o>(
    open: &'o mut Option<ConlluArticle>,
    next: &mut Draft,
    type_field: usize,
) -> &'o mut ConlluArticle {
    open.get_or_insert_with(|| ConlluArticle {
        draft: std::mem::take(next),
        entities: EntityDecoder::new(type_field),
        sentence: Sentence::default(),
        gap: None,
        has_paragraphs: false,
        begins_paragraph: false,
        words: BTreeMap::new(),
    })
}

fn add_word(words: &mut String, word: &str) {
    if !words.is_empty() {
        words.push(' ');
    }
    words.push_str(word);
}

impl ConlluArticle {
    /// Appends a word with the white space before it, and returns its place.
    fn append(
        &mut self,
        form: &str,
        before: &str,
        (file, line): (&str, usize),
        losses: &mut Losses,
    ) -> WordPlace {
        let sentence = &mut self.sentence;
        // The white space before the word in the text of its sentence.
        let mut within = None;
        if let Some((text, passed)) = &mut sentence.text {
            let rest = text.get(*passed..).unwrap_or_default();
            let words = rest.trim_start();
            if words.starts_with(form) {
                let gap = &rest[..rest.len() - words.len()];
                *passed += gap.len() + form.len();
                within = Some(gap.to_owned());
            } else {
                let why = format!("“{form}” does not stand there in the text of its sentence");
                losses.line(file, line, LossKind::Corrected, why);
                sentence.text = None;
            }
        }
        let text = &mut self.draft.text;
        match self.gap.take() {
            _ if text.is_empty() => text.push_str(before),
            Some(gap) => {
                text.push_str(&gap);
                text.push_str(before);
            }
            None if !before.is_empty() => text.push_str(before),
            None if sentence.has_words => text.push_str(within.as_deref().unwrap_or(" ")),
            None if self.begins_paragraph || !self.has_paragraphs => text.push('\n'),
            None => text.push(' '),
        }
        self.begins_paragraph = false;
        sentence.has_words = true;
        let start = text.len();
        text.push_str(form);
        let end = text.len();
        WordPlace { line, start, end }
    }

    /// Gives the annotations the lemmas and features of their words.
    fn give_words(&mut self, left: &Leftovers) {
        for annotation in &mut self.draft.annotations {
            let spans = annotation.claim.spans.iter();
            let words = spans.flat_map(|(start, end)| self.words.range(start..end));
            let words: Vec<&(String, String)> = words.map(|(_, w)| w).take(MAX_WORDS + 1).collect();
            if words.len() > MAX_WORDS {
                let (of, example) = ("a long annotation", || annotation.label.clone());
                let kind = LossKind::Stripped;
                left.add(of, "lemmas", annotation.line, kind, example);
                continue;
            }
            let some = |texts: Vec<&str>, space| {
                let texts: Vec<&str> = texts.into_iter().filter(|t| !t.is_empty()).collect();
                (!texts.is_empty()).then(|| AttributeValue::Text(texts.join(space)))
            };
            let lemma = some(words.iter().map(|(lemma, _)| lemma.as_str()).collect(), " ");
            let features = some(words.iter().map(|(_, f)| f.as_str()).collect(), "; ");
            let named = [("lemma", lemma), ("features", features)];
            let named = named.into_iter().filter_map(|(name, v)| Some((name, v?)));
            annotation
                .attributes
                .extend(named.map(|(name, value)| (name.into(), value)));
        }
    }
}
