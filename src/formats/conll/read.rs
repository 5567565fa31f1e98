//! Reads articles from CoNLL files. The reader makes three passes over a file, so that one article
//! is in memory at a time: for its columns, for its tagging scheme and its errors, and for its
//! articles.

use super::layout::{ColumnLayout, ConllLine, SEPARATORS, each_line, tag_parts};
use std::collections::BTreeMap;

use crate::draft::{Draft, DraftAnnotation, OffsetUnitHint};
use crate::iob::TagDecoder;
use crate::leftovers::Leftovers;
use crate::names::text_name;
use crate::offsets::{DeclaredPosition, Unit};
use crate::{FormatError, ImportSink, InputFile, LossKind, Losses, LostItem};

/// Reads the articles of a file.
pub fn read(
    file: &InputFile<'_>,
    format: &str,
    intake: &mut ImportSink<'_>,
) -> Result<(), FormatError> {
    let layout = ColumnLayout::of(file)?;
    let scan = FileScan::of(file, &layout, &mut intake.losses)?;
    scan.found.report(file.name, &mut intake.losses);
    intake.left.begin_file(file.name);
    scan.tell_comments(&intake.left);
    let stem = file
        .name
        .rsplit_once('.')
        .map_or(file.name, |(stem, _)| stem);
    let digits = scan.articles.to_string().len();
    let mut articles = ConllArticle {
        file,
        layout: &layout,
        format,
        intake,
        lines: String::new(),
        first: 1,
        count: 0,
        name: &|index| match scan.articles {
            1 => text_name(stem),
            _ => format!("{stem}-{:0digits$}.txt", index + 1),
        },
    };
    each_line(file, &mut |number, line| articles.line(number, line))?;
    articles.finish()?;
    if scan.articles > 0 && !scan.says_texts {
        let why = "the texts were put together from their words";
        let losses = &mut intake.losses;
        losses.add(file.name, LostItem::Article, LossKind::Corrected, why);
    }
    Ok(())
}

/// The lines of the article that is being read, and where the article goes.
struct ConllArticle<'r, 't> {
    file: &'r InputFile<'r>,
    layout: &'r ColumnLayout,
    format: &'r str,
    intake: &'r mut ImportSink<'t>,
    lines: String,
    /// The number of the first line.
    first: usize,
    count: usize,
    name: &'r dyn Fn(usize) -> String,
}

impl ConllArticle<'_, '_> {
    fn line(&mut self, number: usize, line: &str) -> Result<(), FormatError> {
        if self.layout.begins_article(line) {
            self.finish()?;
            self.first = number;
        }
        self.lines.push_str(line);
        self.lines.push('\n');
        Ok(())
    }

    /// Hands over the article, if it has a token.
    fn finish(&mut self) -> Result<(), FormatError> {
        let text = std::mem::take(&mut self.lines);
        let lines = || {
            let lines = text.split_terminator('\n').enumerate();
            lines.filter_map(|(index, line)| self.layout.line(self.first + index, line).0)
        };
        if lines().any(|line| matches!(line, ConllLine::Word { .. })) {
            let name = (self.name)(self.count);
            let losses = &mut self.intake.losses;
            let draft = draft(name, lines(), self.file.name, losses);
            drop(text);
            let trust = OffsetUnitHint {
                unit: Unit::Bytes,
                declared: true,
            };
            let article = draft.finish(self.file.name, self.format, trust, losses);
            self.count += 1;
            self.intake.article(article)?;
        }
        Ok(())
    }
}

/// What the reader must know about a file before it reads the articles.
#[derive(Default)]
struct FileScan {
    articles: usize,
    found: TagStatistics,
    /// Whether sentences declare their text.
    says_texts: bool,
    /// What comments say beside the text, with the first line.
    comments: BTreeMap<String, CommentPlace>,
}

/// How often comments say something, with the first of them.
#[derive(Default)]
struct CommentPlace {
    count: usize,
    line: usize,
    said: String,
}

/// The most different comments that are told apart.
const MOST_COMMENTS: usize = 100;

impl FileScan {
    fn of(
        file: &InputFile<'_>,
        layout: &ColumnLayout,
        losses: &mut Losses,
    ) -> Result<Self, FormatError> {
        if layout.had_bom {
            file.tell_mark(losses);
        }
        if layout.has_crlf {
            let why = "its lines end with CR LF";
            losses.add(file.name, LostItem::Article, LossKind::Corrected, why);
        }
        let mut scan = Self::default();
        let mut has_words = false;
        let mut loses_columns = false;
        each_line(file, &mut |number, line| {
            let (line_read, fault) = layout.line(number, line);
            if let Some(why) = fault {
                losses.line(file.name, number, LossKind::Dropped, why);
            }
            let Some(line_read) = line_read else {
                return Ok(());
            };
            match line_read {
                ConllLine::Start => has_words = false,
                ConllLine::Text(_) => scan.says_texts = true,
                ConllLine::Word { .. } => {
                    scan.articles += usize::from(!has_words);
                    has_words = true;
                    loses_columns = loses_columns || layout.loses_columns(line);
                }
                ConllLine::Blank => {}
                ConllLine::Comment(said) => scan.comment(number, said),
            }
            scan.found.take(&line_read);
            Ok(())
        })?;
        scan.found.close();
        if loses_columns {
            let why = "the columns between word and tag are left out";
            losses.add(file.name, LostItem::Article, LossKind::Stripped, why);
        }
        Ok(scan)
    }
}

impl FileScan {
    fn comment(&mut self, line: usize, said: &str) {
        let name = said.split('=').next().unwrap_or(said).trim();
        if self.comments.len() >= MOST_COMMENTS && !self.comments.contains_key(name) {
            return;
        }
        let place = self
            .comments
            .entry(name.to_owned())
            .or_insert_with(|| CommentPlace {
                line,
                said: said.to_owned(),
                ..CommentPlace::default()
            });
        place.count += 1;
    }

    fn tell_comments(&self, left: &Leftovers) {
        for (name, place) in &self.comments {
            for _ in 0..place.count {
                let example = || place.said.clone();
                left.add(
                    "the comments",
                    name,
                    place.line,
                    LossKind::Stripped,
                    example,
                );
            }
        }
    }
}

/// How many times more of the tags must follow a scheme than do not.
const FEW: usize = 10;

/// Statistics of the tags of a file, to detect the tagging scheme.
#[derive(Default)]
struct TagStatistics {
    /// Whether some chunk ends with `L` or stands alone with `U`.
    is_bilou: bool,
    /// Lines on which a chunk begins with `I` or `L`.
    begun_inside: Vec<usize>,
    /// How many chunks begin with `B` where IOB1 would have `I`.
    iob2: usize,
    /// Lines on which a chunk ends without `L`, as every chunk does unless the scheme is BILOU.
    unended: Vec<usize>,
    /// The line and the label of the open chunk.
    open: Option<(usize, String)>,
}

impl TagStatistics {
    fn take(&mut self, line: &ConllLine<'_>) {
        if matches!(line, ConllLine::Comment(_)) {
            return;
        }
        let ConllLine::Word {
            number,
            mark,
            label,
            ..
        } = *line
        else {
            self.close();
            return;
        };
        self.is_bilou |= matches!(mark, 'L' | 'U');
        let continues = matches!(&self.open, Some((_, before)) if before == label);
        let open = |still: bool| still.then(|| (number, label.to_owned()));
        match mark {
            'I' | 'L' if continues => self.open = open(mark == 'I'),
            'I' | 'L' => {
                self.close();
                self.begun_inside.push(number);
                self.open = open(mark == 'I');
            }
            'B' => {
                self.iob2 += usize::from(!continues);
                self.close();
                self.open = open(true);
            }
            _ => self.close(),
        }
    }

    fn close(&mut self) {
        if let Some((line, _)) = self.open.take() {
            self.unended.push(line);
        }
    }

    fn report(&self, file: &str, losses: &mut Losses) {
        // Some odd tags do not decide how all others are read.
        let is_iob1 = self.begun_inside.len() > self.iob2.saturating_mul(FEW);
        if is_iob1 && !self.is_bilou {
            let why = "its tags are IOB1, in which I- begins an annotation";
            losses.add(file, LostItem::Article, LossKind::Corrected, why);
            return;
        }
        for line in &self.begun_inside {
            let why = "an annotation begins without B-";
            losses.line(file, *line, LossKind::Corrected, why);
        }
        let unended = self.unended.iter().filter(|_| self.is_bilou);
        for line in unended {
            let why = "an annotation ends here without L- or E-";
            losses.line(file, *line, LossKind::Corrected, why);
        }
    }
}

/// Builds an article from lines: words separated by spaces, sentences by line ends.
fn draft<'l>(
    name: String,
    lines: impl Iterator<Item = ConllLine<'l>>,
    file: &str,
    losses: &mut Losses,
) -> Draft {
    let mut draft = Draft {
        name,
        ..Draft::default()
    };
    let mut begins_sentence = true;
    let mut decoder = TagDecoder::default();
    // The nested annotations that may continue.
    let mut inner: Vec<usize> = Vec::new();
    // The rest of the sentence's text, if the file declares it.
    let mut rest: Option<&str> = None;
    for line in lines {
        match line {
            ConllLine::Text(text) => rest = Some(text),
            ConllLine::Comment(_) => continue,
            _ => {}
        }
        let ConllLine::Word {
            number,
            word,
            mark,
            label,
            nested,
        } = line
        else {
            begins_sentence = true;
            decoder.end();
            inner.clear();
            continue;
        };
        let text = &mut draft.text;
        if text.is_empty() && word.starts_with('\u{feff}') {
            // At this position it would be mistaken for a byte order mark.
            let why = "a byte order mark within the text is left out";
            losses.line(file, number, LossKind::Corrected, why);
        }
        let before = rest.and_then(|rest| rest.split_once(word));
        let before = before.filter(|(gap, _)| gap.trim().is_empty());
        if rest.is_some() && before.is_none() {
            let why = format!("“{word}” does not stand there in the text of its sentence");
            losses.line(file, number, LossKind::Corrected, why);
        }
        rest = before.map(|(_, rest)| rest);
        if begins_sentence && !text.is_empty() {
            text.push('\n');
        } else if let Some((gap, _)) = before {
            text.push_str(gap);
        } else if !text.is_empty() && !sticks(text, word) {
            text.push(' ');
        }
        begins_sentence = false;
        let start = text.len();
        text.push_str(word);
        let end = text.len();
        if let Some(tags) = nested {
            let place = (number, start, end);
            inner = nested_in(&mut draft, tags, inner, place, file, losses);
            continue;
        }
        // Out-of-order tags were reported in the earlier pass.
        decoder.word((mark, label), number, (start, end), &mut draft.annotations);
    }
    if !draft.text.is_empty() {
        draft.text.push('\n');
    }
    draft
}

/// Reads the tags of a token that is in several annotations, and returns those that may continue.
fn nested_in(
    draft: &mut Draft,
    tags: &str,
    mut before: Vec<usize>,
    (line, start, end): (usize, usize, usize),
    file: &str,
    losses: &mut Losses,
) -> Vec<usize> {
    let mut after = Vec::new();
    for (mark, label) in tags.split(SEPARATORS).filter_map(tag_parts) {
        let is_it = |index: &usize| draft.annotations[*index].label == label;
        let found = before.iter().position(is_it);
        let index = match (mark, found) {
            ('O', _) => continue,
            ('I' | 'L', Some(found)) => before.remove(found),
            _ => {
                if matches!(mark, 'I' | 'L') {
                    let why = "an annotation begins without B-";
                    losses.line(file, line, LossKind::Corrected, why);
                }
                draft.annotations.push(annotation(line, label, start, end));
                draft.annotations.len() - 1
            }
        };
        if let Some(span) = draft.annotations[index].claim.spans.last_mut() {
            span.1 = end;
        }
        if matches!(mark, 'B' | 'I') {
            after.push(index);
        }
    }
    after
}

fn annotation(line: usize, label: &str, start: usize, end: usize) -> DraftAnnotation {
    DraftAnnotation {
        line,
        label: label.to_owned(),
        claim: DeclaredPosition {
            spans: vec![(start, end)],
            quote: None,
        },
        ..DraftAnnotation::default()
    }
}

/// Whether a word follows without a space, as full stops and closing brackets do.
fn sticks(before: &str, word: &str) -> bool {
    let closes = [
        ".", ",", ";", ":", "!", "?", ")", "]", "}", "’s", "'s", "n't", "n’t", "…", "،",
    ];
    closes.contains(&word) || before.ends_with(['(', '[', '{'])
}
