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
        if matches!(self.layout.line(number, line).0, Some(Line::Start)) {
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
    },
}

fn columns(line: &str) -> Vec<&str> {
    if line.contains('\t') {
        let columns = line.split('\t');
        columns.map(|column| column.trim_matches(' ')).collect()
    } else {
        let columns = line.split(' ');
        columns.filter(|column| !column.is_empty()).collect()
    }
}

/// Before the text of a sentence, in a line of remarks.
const TEXT: &str = "text = ";

/// In which columns word and tag stand, and what else is unusual in a file.
struct Layout {
    word: usize,
    /// `None` for the last.
    tag: Option<usize>,
    /// Whether lines that begin with `#` are remarks, and not words.
    has_remarks: bool,
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
            had_bom: start == "\u{feff}".as_bytes(),
            has_crlf: false,
        };
        // With all lines, and without those that may be remarks.
        let (mut all, mut others) = (Columns::default(), Columns::default());
        each_line(file, &mut |_, line| {
            layout.has_crlf |= line.ends_with('\r');
            let said = line.strip_prefix('#');
            layout.has_remarks |= said.is_some_and(|said| said.trim().starts_with(TEXT));
            if said.is_none() {
                others.take(line);
            }
            all.take(line);
            Ok(())
        })?;
        let columns = if layout.has_remarks { others } else { all };
        if let Some(tag) = columns.tag() {
            layout.word = usize::from(tag > 1 && columns.is_numbered);
            layout.tag = Some(tag);
        }
        Ok(layout)
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
            let start = said.starts_with("newdoc").then_some(Line::Start);
            return (text.or(start), None);
        }
        let columns = columns(line);
        if columns.first() == Some(&DOCSTART) {
            return (Some(Line::Start), None);
        }
        let tag = self.tag.map_or(columns.last(), |at| columns.get(at));
        let (Some(word), Some(tag), 2..) = (columns.get(self.word), tag, columns.len()) else {
            return (None, Some("it has one column only".to_owned()));
        };
        if word.is_empty() {
            return (None, Some("there is no word in it".to_owned()));
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
        };
        (Some(word), parts.is_none().then(fault))
    }

    /// Whether a column between word and tag says something.
    fn loses_columns(&self, line: &str) -> bool {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let columns = columns(line);
        let end = self.tag.unwrap_or(columns.len().saturating_sub(1));
        let between = columns.get(self.word + 1..end).unwrap_or_default();
        let says = |column: &&str| !["_", "-", "-X-", "O"].contains(column);
        between.iter().any(says)
    }
}

/// What the columns of a file hold.
struct Columns {
    /// Whether some line ends with a tag; then the rest counts for nothing.
    ends_with_tag: bool,
    /// The columns that hold tags alone, of those that every line has.
    are_tags: Option<Vec<bool>>,
    /// Whether every line begins with a number.
    is_numbered: bool,
}

impl Default for Columns {
    fn default() -> Self {
        Self {
            ends_with_tag: false,
            are_tags: None,
            is_numbered: true,
        }
    }
}

impl Columns {
    fn take(&mut self, line: &str) {
        let line = line.strip_suffix('\r').unwrap_or(line);
        if self.ends_with_tag || line.trim().is_empty() {
            return;
        }
        let columns = columns(line);
        if columns.first() == Some(&DOCSTART) {
            return;
        }
        let is_tag = |column: &&str| tag_parts(column).is_some();
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
        } = *line
        else {
            begins_sentence = true;
            open = false;
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
