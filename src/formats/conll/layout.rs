//! Detects the column layout of a CoNLL file, and parses its lines accordingly.

use std::io::Read as _;

use super::DOCSTART;
use crate::{FormatError, InputFile};

/// A parsed line of a file.
#[derive(Clone, Copy, Debug)]
pub enum ConllLine<'f> {
    /// An article begins.
    Start,
    /// A sentence ends.
    Blank,
    /// A comment with the text of the sentence that begins.
    Text(&'f str),
    /// A comment with something else.
    Comment(&'f str),
    Word {
        number: usize,
        word: &'f str,
        /// The prefix of the tag: `B`, `I`, `L` and so on; `O` outside.
        mark: char,
        label: &'f str,
        /// The tag columns if there are several, for nested annotations.
        nested: Option<&'f str>,
    },
}

/// Hands over the lines of a file, without line ends and without a byte order mark.
pub fn each_line(
    file: &InputFile<'_>,
    take: &mut dyn FnMut(usize, &str) -> Result<(), FormatError>,
) -> Result<(), FormatError> {
    file.each_line(|number, line| {
        let text = std::str::from_utf8(line)
            .map_err(|_| file.unreadable(number, "the file is not UTF-8"))?;
        let text = match number {
            1 => text.strip_prefix('\u{feff}').unwrap_or(text),
            _ => text,
        };
        take(number, text.strip_suffix('\n').unwrap_or(text))
    })
}

/// The column separators.
pub const SEPARATORS: [char; 2] = [' ', '\t'];

fn columns(line: &str) -> Vec<&str> {
    if line.contains('\t') {
        let columns = line.split('\t');
        columns.map(|column| column.trim_matches(' ')).collect()
    } else {
        let columns = line.split(' ');
        columns.filter(|column| !column.is_empty()).collect()
    }
}

/// The marker in a comment line that begins an article.
const NEW_DOCUMENT: &str = "newdoc";

/// What comments say of sentences that no article needs.
const OF_SENTENCES: [&str; 3] = ["sent_id", "newpar", "sent_num"];

/// The marker in a comment line that precedes the text of a sentence.
const TEXT: &str = "text = ";

/// The column layout of a file: where token and tag are, and what else is unusual.
pub struct ColumnLayout {
    word: usize,
    /// The column of the tag, `None` for the last one.
    tag: Option<usize>,
    /// Whether lines that begin with `#` are comments, and not tokens.
    has_remarks: bool,
    /// Whether a token has one tag for each annotation that contains it (nested annotations).
    is_nested: bool,
    /// Whether no line has more than a token and a tag.
    has_two: bool,
    pub had_bom: bool,
    pub has_crlf: bool,
}

impl ColumnLayout {
    /// Detects the layout. Usually the token is in the first column and the tag in the last one.
    /// Only if no line ends with a tag, and an earlier column holds only tags, that column is used,
    /// and numbers before the tokens are skipped.
    pub fn of(file: &InputFile<'_>) -> Result<Self, FormatError> {
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
        // Count once with all lines, and once without those that may be comments.
        let mut all = ColumnContents::default();
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
        layout.is_nested = columns.is_nested();
        if let Some(tag) = columns.tag() {
            layout.word = usize::from(tag > 1 && columns.is_numbered());
            layout.tag = Some(tag);
        }
        Ok(layout)
    }

    /// Whether an article begins with this line.
    pub fn begins_article(&self, line: &str) -> bool {
        let line = line.strip_suffix('\r').unwrap_or(line);
        match line.strip_prefix('#').filter(|_| self.has_remarks) {
            Some(said) => said.trim_start().starts_with(NEW_DOCUMENT),
            None => line.contains(DOCSTART) && columns(line).first() == Some(&DOCSTART),
        }
    }

    /// Parses a line; returns its content, and what is wrong with it.
    pub fn line<'l>(
        &self,
        number: usize,
        line: &'l str,
    ) -> (Option<ConllLine<'l>>, Option<String>) {
        let line = line.strip_suffix('\r').unwrap_or(line);
        if line.trim().is_empty() {
            return (Some(ConllLine::Blank), None);
        }
        if let Some(said) = line.strip_prefix('#').filter(|_| self.has_remarks) {
            let said = said.trim();
            let text = said.strip_prefix(TEXT).map(ConllLine::Text);
            let start = said.starts_with(NEW_DOCUMENT).then_some(ConllLine::Start);
            let is_plain =
                said.is_empty() || OF_SENTENCES.iter().any(|name| said.starts_with(name));
            let other = (!is_plain).then_some(ConllLine::Comment(said));
            return (text.or(start).or(other), None);
        }
        if line.starts_with(DOCSTART) && self.begins_article(line) {
            return (Some(ConllLine::Start), None);
        }
        let Some((word, tag)) = self.word_and_tag(line) else {
            return (None, Some("it has one column only".to_owned()));
        };
        if word.is_empty() {
            return (None, Some("there is no word in it".to_owned()));
        }
        if self.is_nested {
            let nested = ConllLine::Word {
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
        let word = ConllLine::Word {
            number,
            word,
            mark,
            label,
            nested: None,
        };
        (Some(word), parts.is_none().then(fault))
    }

    /// The token and the tag; `None` if the line has only one column.
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

    /// Whether a column between token and tag has content, which is lost.
    pub fn loses_columns(&self, line: &str) -> bool {
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

/// What the columns of a file contain.
#[derive(Clone, Default)]
struct ColumnContents {
    /// How many lines were looked at.
    lines: usize,
    /// How many of them end with a tag.
    end_with_tag: usize,
    /// For each column how many lines have a tag in it.
    tags: Vec<usize>,
    /// How many lines begin with a number.
    numbered: usize,
    /// Whether some line has one tag.
    has_single: bool,
    /// Whether some line has more than two columns.
    has_more: bool,
    /// Whether some line has several tags, of which none is `O`.
    has_several: bool,
    /// How many lines have a column after the token that is not a tag.
    others: usize,
}

/// How many lines are looked at to find the columns: one odd line does not decide.
const PROBED: usize = 20_000;

/// How many of so many lines may be odd: one of twenty.
const ODD: usize = 20;

fn is_nearly_all(count: usize, of: usize) -> bool {
    of > 0 && count + of / ODD >= of
}

impl ColumnContents {
    fn take(&mut self, line: &str) {
        let line = line.strip_suffix('\r').unwrap_or(line);
        if self.lines >= PROBED && self.has_more {
            return;
        }
        if line.trim().is_empty() {
            return;
        }
        let separators = line.bytes().filter(|byte| matches!(byte, b' ' | b'\t'));
        let has_two = separators.count() < 2;
        self.has_single |= has_two;
        self.has_more |= !has_two;
        if self.lines >= PROBED {
            return;
        }
        let columns = columns(line);
        if columns.first() == Some(&DOCSTART) {
            return;
        }
        self.lines += 1;
        let is_tag = |column: &&str| tag_parts(column).is_some();
        let tags = columns.get(1..).unwrap_or_default();
        self.others += usize::from(!tags.iter().all(is_tag));
        self.has_several |= tags.len() > 1 && !tags.contains(&"O");
        self.end_with_tag += usize::from(tags.last().is_some_and(is_tag));
        let is_number = |column: &&str| column.parse::<u32>().is_ok();
        self.numbered += usize::from(columns.first().is_some_and(is_number));
        self.tags.resize(self.tags.len().max(columns.len()), 0);
        for (count, column) in self.tags.iter_mut().zip(&columns) {
            *count += usize::from(is_tag(column));
        }
    }

    /// Whether a token has one tag for each annotation that contains it. If every line has the same
    /// number of tags, one column is the output of another tagger.
    fn is_nested(&self) -> bool {
        self.has_single && self.has_several && self.others * ODD <= self.lines
    }

    /// Whether the lines are numbered.
    fn is_numbered(&self) -> bool {
        is_nearly_all(self.numbered, self.lines)
    }

    /// The last column that holds only tags, unless lines end with a tag.
    fn tag(&self) -> Option<usize> {
        if self.end_with_tag * 2 > self.lines {
            return None;
        }
        let columns = self.tags.iter().enumerate().skip(1);
        let mut of_tags = columns.filter(|(_, count)| is_nearly_all(**count, self.lines));
        of_tags.next_back().map(|(column, _)| column)
    }
}

pub fn tag_parts(tag: &str) -> Option<(char, &str)> {
    if tag == "O" {
        return Some(('O', ""));
    }
    let mut chars = tag.chars();
    let mark = chars.next()?;
    let known = matches!(mark, 'B' | 'I' | 'L' | 'U' | 'E' | 'S');
    let label = chars.as_str().strip_prefix(['-', '_'])?;
    // Only BIOES and BILOU mark the end and the single token; both mean the same.
    let mark = match mark {
        'E' => 'L',
        'S' => 'U',
        other => other,
    };
    (known && !label.is_empty()).then_some((mark, label))
}
