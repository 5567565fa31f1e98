//! Reading words and tags. A file is gone through three times, so that one article is in memory at a
//! time: for its columns, for its scheme and its faults, and for its articles.

use std::io::{BufRead as _, Read as _};

use super::DOCSTART;
use crate::formats::draft::{Draft, DraftAnnotation, Trust};
use crate::formats::places::{Claim, Unit};
use crate::formats::{FormatError, InputFile, Intake, LIMIT_BYTES, LossKind, Losses, LostItem};

/// Reads the articles of a file.
pub fn read(
    file: &InputFile<'_>,
    format: &str,
    intake: &mut Intake<'_>,
) -> Result<(), FormatError> {
    let layout = Layout::of(file)?;
    let survey = Survey::of(file, &layout, &mut intake.losses)?;
    survey.found.report(file.name, &mut intake.losses);
    let stem = file
        .name
        .rsplit_once('.')
        .map_or(file.name, |(stem, _)| stem);
    let digits = survey.articles.to_string().len();
    let mut articles = Articles {
        file,
        layout: &layout,
        format,
        intake,
        lines: String::new(),
        first: 1,
        count: 0,
        name: &|index| match survey.articles {
            1 => format!("{stem}.txt"),
            _ => format!("{stem}-{:0digits$}.txt", index + 1),
        },
    };
    each_line(file, &mut |number, line| articles.line(number, line))?;
    articles.finish()?;
    if survey.articles > 0 && !survey.says_texts {
        let why = "the texts were put together from their words";
        let losses = &mut intake.losses;
        losses.add(file.name, LostItem::Article, LossKind::Corrected, why);
    }
    Ok(())
}

/// Hands on the lines of a file, without line ends and without a byte order mark.
fn each_line(
    file: &InputFile<'_>,
    take: &mut dyn FnMut(usize, &str) -> Result<(), FormatError>,
) -> Result<(), FormatError> {
    let mut bytes = file.reader()?;
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        let read = bytes
            .by_ref()
            .take(LIMIT_BYTES)
            .read_until(b'\n', &mut line);
        if read.map_err(|error| file.unread(&error))? == 0 {
            break;
        }
        let text = std::str::from_utf8(&line)
            .map_err(|_| file.unreadable(number, "the file is not UTF-8"))?;
        let text = match number {
            1 => text.strip_prefix('\u{feff}').unwrap_or(text),
            _ => text,
        };
        take(number, text.strip_suffix('\n').unwrap_or(text))?;
    }
    Ok(())
}

/// The lines of the article that is being read, and what becomes of it.
struct Articles<'r, 't> {
    file: &'r InputFile<'r>,
    layout: &'r Layout,
    format: &'r str,
    intake: &'r mut Intake<'t>,
    lines: String,
    /// The number of the first of them.
    first: usize,
    count: usize,
    name: &'r dyn Fn(usize) -> String,
}

impl Articles<'_, '_> {
    fn line(&mut self, number: usize, line: &str) -> Result<(), FormatError> {
        if self.layout.begins_article(line) {
            self.finish()?;
            self.first = number;
        }
        self.lines.push_str(line);
        self.lines.push('\n');
        Ok(())
    }

    /// Hands the article on, if there is a word in it.
    fn finish(&mut self) -> Result<(), FormatError> {
        let lines = self.lines.split_terminator('\n').enumerate();
        let lines: Vec<Line<'_>> = lines
            .filter_map(|(index, line)| self.layout.line(self.first + index, line).0)
            .collect();
        if lines.iter().any(|line| matches!(line, Line::Word { .. })) {
            let name = (self.name)(self.count);
            let losses = &mut self.intake.losses;
            let draft = draft(name, &lines, self.file.name, losses);
            let trust = Trust {
                unit: Unit::Bytes,
                declared: true,
            };
            let article = draft.finish(self.file.name, self.format, trust, losses);
            self.count += 1;
            self.intake.article(article)?;
        }
        self.lines.clear();
        Ok(())
    }
}

/// What is to be known of a file before its articles are read.
#[derive(Default)]
struct Survey {
    articles: usize,
    found: Found,
    /// Whether sentences say what their text is.
    says_texts: bool,
}

impl Survey {
    fn of(file: &InputFile<'_>, layout: &Layout, losses: &mut Losses) -> Result<Self, FormatError> {
        if layout.had_bom {
            let why = "the file begins with a byte order mark, which is left out";
            losses.add(file.name, LostItem::Article, LossKind::Corrected, why);
        }
        if layout.has_crlf {
            let why = "its lines end with CR LF";
            losses.add(file.name, LostItem::Article, LossKind::Corrected, why);
        }
        let mut survey = Self::default();
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
                Line::Start => has_words = false,
                Line::Text(_) => survey.says_texts = true,
                Line::Word { .. } => {
                    survey.articles += usize::from(!has_words);
                    has_words = true;
                    loses_columns = loses_columns || layout.loses_columns(line);
                }
                Line::Blank => {}
            }
            survey.found.take(&line_read);
            Ok(())
        })?;
        survey.found.close();
        if loses_columns {
            let why = "the columns between word and tag are left out";
            losses.add(file.name, LostItem::Article, LossKind::Stripped, why);
        }
        Ok(survey)
    }
}

/// A line of a file.
#[derive(Clone, Copy, Debug)]
enum Line<'f> {
    /// An article begins.
    Start,
    /// A sentence ends.
    Blank,
    /// What the sentence that begins is.
    Text(&'f str),
    Word {
        number: usize,
        word: &'f str,
        /// `B`, `I`, `L` and so on; `O` outside.
        mark: char,
        label: &'f str,
        /// The columns of tags where there are several, for annotations in one another.
        nested: Option<&'f str>,
    },
}

/// What parts columns.
const SEPARATORS: [char; 2] = [' ', '\t'];

fn columns(line: &str) -> Vec<&str> {
    if line.contains('\t') {
        let columns = line.split('\t');
        columns.map(|column| column.trim_matches(' ')).collect()
    } else {
        let columns = line.split(' ');
        columns.filter(|column| !column.is_empty()).collect()
    }
}

/// What a line of remarks says where an article begins.
const NEW_DOCUMENT: &str = "newdoc";

/// Before the text of a sentence, in a line of remarks.
const TEXT: &str = "text = ";

/// In which columns word and tag stand, and what else is unusual in a file.
struct Layout {
    word: usize,
    /// `None` for the last.
    tag: Option<usize>,
    /// Whether lines that begin with `#` are remarks, and not words.
    has_remarks: bool,
    /// Whether a word has a tag for each annotation that it stands in.
    is_nested: bool,
    /// Whether no line has more than a word and a tag.
    has_two: bool,
    had_bom: bool,
    has_crlf: bool,
}

impl Layout {
    /// Usually the word comes first and the tag last. Only if no line ends with a tag, and a column
    /// before holds tags alone, that one is taken, and numbers before the words are passed over.
    fn of(file: &InputFile<'_>) -> Result<Self, FormatError> {
        let mut start = Vec::new();
        let read = file.reader()?.take(3).read_to_end(&mut start);
        read.map_err(|error| file.unread(&error))?;
        let mut layout = Self {
            word: 0,
            tag: None,
            has_remarks: false,
            is_nested: false,
            has_two: false,
            had_bom: start == "\u{feff}".as_bytes(),
            has_crlf: false,
        };
        // With all lines, and without those that may be remarks.
        let mut all = Columns::default();
        let mut others = None;
        each_line(file, &mut |_, line| {
            layout.has_crlf |= line.ends_with('\r');
            let said = line.strip_prefix('#');
            layout.has_remarks |= said.is_some_and(|said| said.trim().starts_with(TEXT));
            if said.is_some() {
                others.get_or_insert_with(|| all.clone());
            } else if let Some(others) = &mut others {
                others.take(line);
            }
            all.take(line);
            Ok(())
        })?;
        let columns = others.filter(|_| layout.has_remarks).unwrap_or(all);
        layout.has_two = !columns.has_more;
        // With as many tags everywhere one column is of another tagger.
        layout.is_nested = columns.has_single && columns.has_several && !columns.has_others;
        if let Some(tag) = columns.tag() {
            layout.word = usize::from(tag > 1 && columns.is_numbered);
            layout.tag = Some(tag);
        }
        Ok(layout)
    }

    /// Whether an article begins with this line.
    fn begins_article(&self, line: &str) -> bool {
        let line = line.strip_suffix('\r').unwrap_or(line);
        match line.strip_prefix('#').filter(|_| self.has_remarks) {
            Some(said) => said.trim_start().starts_with(NEW_DOCUMENT),
            None => line.contains(DOCSTART) && columns(line).first() == Some(&DOCSTART),
        }
    }

    /// What a line is, and what is wrong with it.
    fn line<'l>(&self, number: usize, line: &'l str) -> (Option<Line<'l>>, Option<String>) {
        let line = line.strip_suffix('\r').unwrap_or(line);
        if line.trim().is_empty() {
            return (Some(Line::Blank), None);
        }
        if let Some(said) = line.strip_prefix('#').filter(|_| self.has_remarks) {
            let said = said.trim();
            let text = said.strip_prefix(TEXT).map(Line::Text);
            let start = said.starts_with(NEW_DOCUMENT).then_some(Line::Start);
            return (text.or(start), None);
        }
        if line.starts_with(DOCSTART) && self.begins_article(line) {
            return (Some(Line::Start), None);
        }
        let Some((word, tag)) = self.word_and_tag(line) else {
            return (None, Some("it has one column only".to_owned()));
        };
        if word.is_empty() {
            return (None, Some("there is no word in it".to_owned()));
        }
        if self.is_nested {
            let nested = Line::Word {
                number,
                word,
                mark: 'O',
                label: "",
                nested: line.split_once(SEPARATORS).map(|(_, tags)| tags),
            };
            return (Some(nested), None);
        }
        let fault =
            || format!("“{tag}” is no tag such as B-actor or O; the word stays without one");
        let parts = tag_parts(tag);
        let (mark, label) = parts.unwrap_or(('O', ""));
        let word = Line::Word {
            number,
            word,
            mark,
            label,
            nested: None,
        };
        (Some(word), parts.is_none().then(fault))
    }

    /// The columns of word and tag; `None` if there is but one.
    fn word_and_tag<'l>(&self, line: &'l str) -> Option<(&'l str, &'l str)> {
        if self.word == 0 && self.tag.is_none() {
            let separator = if line.contains('\t') { '\t' } else { ' ' };
            let line = line.trim_matches(' ');
            let (word, rest) = line.split_once(separator)?;
            let tag = rest.rsplit_once(separator).map_or(rest, |(_, tag)| tag);
            return Some((word.trim_matches(' '), tag.trim_matches(' ')));
        }
        let columns = columns(line);
        let tag = self.tag.map_or(columns.last(), |at| columns.get(at));
        let word = columns.get(self.word).filter(|_| columns.len() > 1);
        Some((word?, tag?))
    }

    /// Whether a column between word and tag says something.
    fn loses_columns(&self, line: &str) -> bool {
        if self.has_two {
            return false;
        }
        let line = line.strip_suffix('\r').unwrap_or(line);
        let columns = columns(line);
        let end = self.tag.unwrap_or(columns.len().saturating_sub(1));
        let end = if self.is_nested { 0 } else { end };
        let between = columns.get(self.word + 1..end).unwrap_or_default();
        let says = |column: &&str| !["_", "-", "-X-", "O"].contains(column);
        between.iter().any(says)
    }
}

/// What the columns of a file hold.
#[derive(Clone)]
struct Columns {
    /// Whether some line ends with a tag; then the rest counts for nothing.
    ends_with_tag: bool,
    /// The columns that hold tags alone, of those that every line has.
    are_tags: Option<Vec<bool>>,
    /// Whether every line begins with a number.
    is_numbered: bool,
    /// Whether some line has one tag.
    has_single: bool,
    /// Whether some line has more than two columns.
    has_more: bool,
    /// Whether some line has several tags, of which none is `O`.
    has_several: bool,
    /// Whether some line has a column after the word that is no tag.
    has_others: bool,
}

impl Default for Columns {
    fn default() -> Self {
        Self {
            ends_with_tag: false,
            are_tags: None,
            is_numbered: true,
            has_single: false,
            has_more: false,
            has_several: false,
            has_others: false,
        }
    }
}

impl Columns {
    fn take(&mut self, line: &str) {
        let line = line.strip_suffix('\r').unwrap_or(line);
        if self.ends_with_tag && self.has_others && self.has_more {
            return;
        }
        if line.trim().is_empty() {
            return;
        }
        let separators = line.bytes().filter(|byte| matches!(byte, b' ' | b'\t'));
        let has_two = separators.count() < 2;
        self.has_single |= has_two;
        self.has_more |= !has_two;
        if self.ends_with_tag && (has_two || self.has_others) {
            return;
        }
        let columns = columns(line);
        if columns.first() == Some(&DOCSTART) {
            return;
        }
        let is_tag = |column: &&str| tag_parts(column).is_some();
        let tags = columns.get(1..).unwrap_or_default();
        self.has_others |= !tags.iter().all(is_tag);
        self.has_several |= tags.len() > 1 && !tags.contains(&"O");
        if self.ends_with_tag {
            return;
        }
        self.ends_with_tag = columns.len() > 1 && columns.last().is_some_and(is_tag);
        self.is_numbered &= columns.first().is_some_and(|c| c.parse::<u32>().is_ok());
        let here = columns.iter().map(is_tag);
        self.are_tags = Some(match self.are_tags.take() {
            None => here.collect(),
            Some(before) => before.into_iter().zip(here).map(|(a, b)| a && b).collect(),
        });
    }

    /// The last column that holds tags alone, where none is at the end of a line.
    fn tag(&self) -> Option<usize> {
        let are_tags = self.are_tags.as_deref().filter(|_| !self.ends_with_tag)?;
        are_tags
            .iter()
            .skip(1)
            .rposition(|is_tag| *is_tag)
            .map(|at| at + 1)
    }
}

fn tag_parts(tag: &str) -> Option<(char, &str)> {
    if tag == "O" {
        return Some(('O', ""));
    }
    let mut chars = tag.chars();
    let mark = chars.next()?;
    let known = matches!(mark, 'B' | 'I' | 'L' | 'U' | 'E' | 'S');
    let label = chars.as_str().strip_prefix(['-', '_'])?;
    // Only BIOES and BILOU have an end and a single one; both mean the same.
    let mark = match mark {
        'E' => 'L',
        'S' => 'U',
        other => other,
    };
    (known && !label.is_empty()).then_some((mark, label))
}

/// What the tags of a file are like.
#[derive(Default)]
struct Found {
    /// Whether some chunk ends with `L` or stands alone with `U`.
    is_bilou: bool,
    /// Lines on which `I` or `L` begins a chunk.
    begun_inside: Vec<usize>,
    /// Whether some chunk begins with `B` where IOB1 has `I`.
    is_iob2: bool,
    /// Lines on which a chunk ends without `L`, as every one does unless the tags are BILOU.
    unended: Vec<usize>,
    /// Line and label of the chunk that is open.
    open: Option<(usize, String)>,
}

impl Found {
    fn take(&mut self, line: &Line<'_>) {
        let Line::Word {
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
                self.is_iob2 |= !continues;
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
        if !self.begun_inside.is_empty() && !self.is_bilou && !self.is_iob2 {
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

/// The article that some lines make: words parted by spaces, sentences by line ends.
fn draft(name: String, lines: &[Line<'_>], file: &str, losses: &mut Losses) -> Draft {
    let mut draft = Draft {
        name,
        ..Draft::default()
    };
    let mut begins_sentence = true;
    let mut open = false;
    // The annotations in one another that may go on.
    let mut inner: Vec<usize> = Vec::new();
    // What is left of the sentence, where it says what it is.
    let mut rest: Option<&str> = None;
    for line in lines {
        if let Line::Text(text) = line {
            rest = Some(text);
        }
        let Line::Word {
            number,
            word,
            mark,
            label,
            nested,
        } = *line
        else {
            begins_sentence = true;
            open = false;
            inner.clear();
            continue;
        };
        let text = &mut draft.text;
        if text.is_empty() && word.starts_with('\u{feff}') {
            // It would be taken for a byte order mark.
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
        let last = draft.annotations.last_mut();
        match mark {
            'I' | 'L' => {
                let before = last.filter(|last| open && last.label == label);
                match before.and_then(|last| last.claim.spans.last_mut()) {
                    Some(span) => span.1 = end,
                    None => draft
                        .annotations
                        .push(annotation(number, label, start, end)),
                }
            }
            'B' | 'U' => draft
                .annotations
                .push(annotation(number, label, start, end)),
            _ => {}
        }
        open = matches!(mark, 'B' | 'I');
    }
    if !draft.text.is_empty() {
        draft.text.push('\n');
    }
    draft
}

/// Reads the tags of a word that stands in several annotations, and tells which of these may go on.
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
        claim: Claim {
            spans: vec![(start, end)],
            quote: None,
        },
        ..DraftAnnotation::default()
    }
}

/// Whether a word stands close to what is before it, as points and closing brackets do.
fn sticks(before: &str, word: &str) -> bool {
    let closes = [
        ".", ",", ";", ":", "!", "?", ")", "]", "}", "’s", "'s", "n't", "n’t", "…", "،",
    ];
    closes.contains(&word) || before.ends_with(['(', '[', '{'])
}
