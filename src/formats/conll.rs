//! `conll2003`, `conll2002`, `bilou`: a word a line, its tag last.
//!
//! ```text
//! -DOCSTART- -X- O O            before every article, where there are several
//!
//! Putin _ _ B-actor             conll2003: four columns; conll2002: word and tag alone
//! demands _ _ O                 bilou:     word and tag, parted by a tab; U- for a single word,
//! a _ _ B-demand                           L- for the last one
//! NATO _ _ I-demand
//! freeze _ _ I-demand
//! ```
//!
//! There is no text, only its words, and a word has one tag. In reading, every scheme is understood
//! (IOB1, IOB2, BILOU, BIOES), whatever the columns; the text is put together from the words, unless
//! each sentence says what it is, as in CoNLL-U: `# text = …`.

use std::collections::HashSet;

use super::draft::{Draft, DraftAnnotation, Trust};
use super::flat::{Scheme, chunks, without_overlap};
use super::json;
use super::names::PlainNames;
use super::per_file;
use super::places::{Claim, Unit};
use super::tokens::{Tokenizer, Tokens};
use super::{
    About, ArticleRef, Files, Format, FormatError, Holds, Imported, InputFile, LossKind, Losses,
    LostItem, Output, WriteOptions,
};

/// The word that stands before an article.
const DOCSTART: &str = "-DOCSTART-";

/// A word a line.
pub struct Conll {
    kind: Kind,
    about: About,
}

/// Its dialects.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Conll2003,
    Conll2002,
    Bilou,
}

impl Conll {
    /// Four columns, IOB2.
    pub const CONLL2003: Self = Self {
        kind: Kind::Conll2003,
        about: About {
            name: "conll2003",
            title: "CoNLL-2003, four columns with IOB2 tags",
            purpose: "Train a tagger, four columns",
            extension: "conll",
            files: Files::One,
            holds: Holds {
                text: false,
                ..Holds::LABELS_ONLY
            },
            reads: true,
            tokenizer: Some(Tokenizer::Words),
        },
    };

    /// Two columns, IOB2.
    pub const CONLL2002: Self = Self {
        kind: Kind::Conll2002,
        about: About {
            name: "conll2002",
            title: "CoNLL-2002, two columns with IOB2 tags",
            purpose: "Train a tagger, two columns",
            extension: "bio",
            ..Self::CONLL2003.about
        },
    };

    /// Two columns parted by a tab, BILOU.
    pub const BILOU: Self = Self {
        kind: Kind::Bilou,
        about: About {
            name: "bilou",
            title: "Words and BILOU tags, tab-separated",
            purpose: "Train a tagger on BILOU tags",
            extension: "tsv",
            ..Self::CONLL2003.about
        },
    };

    fn scheme(&self) -> Scheme {
        match self.kind {
            Kind::Conll2003 | Kind::Conll2002 => Scheme::Bio,
            Kind::Bilou => Scheme::Bilou,
        }
    }

    /// What stands between word and tag.
    fn between(&self) -> &'static str {
        match self.kind {
            Kind::Conll2003 => " _ _ ",
            Kind::Conll2002 => " ",
            Kind::Bilou => "\t",
        }
    }

    /// The line before an article. spaCy knows only the one with four columns.
    fn docstart(&self) -> String {
        match self.kind {
            Kind::Conll2003 | Kind::Conll2002 => format!("{DOCSTART} -X- O O"),
            Kind::Bilou => format!("{DOCSTART}{}O", self.between()),
        }
    }
}

impl Format for Conll {
    fn about(&self) -> &About {
        &self.about
    }

    fn write(
        &self,
        articles: &[ArticleRef<'_>],
        options: &WriteOptions,
        output: &mut dyn Output,
        losses: &mut Losses,
    ) -> Result<(), FormatError> {
        let labels = options.labels(articles);
        let names = labels.iter().map(|label| label.as_str());
        let mut names = PlainNames::new(|c| !c.is_whitespace() && !c.is_control()).with(names);
        let tokenizer = options.tokenizer.unwrap_or(Tokenizer::Words);
        for part in options.parts(articles) {
            let mut out = String::new();
            // A single article needs nothing before it, which simpler readers take for a word.
            let parted = self.kind == Kind::Conll2003 || part.articles.len() > 1;
            for article in &part.articles {
                let words = self.article(article, tokenizer, &mut names, losses);
                if parted && !words.is_empty() {
                    out.push_str(&self.docstart());
                    out.push_str("\n\n");
                }
                out.push_str(&words);
            }
            let file = part.file("articles", self.about().extension);
            output.file(&file)?.write_all(out.as_bytes())?;
        }
        Ok(())
    }

    fn read(&self, files: &[InputFile<'_>]) -> Result<Imported, FormatError> {
        let mut imported = Imported::default();
        for file in per_file::without_card(files) {
            let lines = lines(file, &mut imported.losses)?;
            let documents: Vec<&[Line<'_>]> = lines
                .split(|line| matches!(line, Line::Start))
                .filter(|lines| lines.iter().any(|line| matches!(line, Line::Word { .. })))
                .collect();
            let scheme = Found::of(&lines);
            scheme.report(file.name, &mut imported.losses);
            let stem = file
                .name
                .rsplit_once('.')
                .map_or(file.name, |(stem, _)| stem);
            let digits = documents.len().to_string().len();
            for (index, lines) in documents.iter().enumerate() {
                let name = match documents.len() {
                    1 => format!("{stem}.txt"),
                    _ => format!("{stem}-{:0digits$}.txt", index + 1),
                };
                let draft = draft(name, lines, file.name, &mut imported.losses);
                let trust = Trust {
                    unit: Unit::Bytes,
                    declared: true,
                };
                let article =
                    draft.finish(file.name, self.about().name, trust, &mut imported.losses);
                imported.articles.push(article);
            }
            let says = |line: &Line<'_>| matches!(line, Line::Text(_));
            if !documents.is_empty() && !lines.iter().any(says) {
                let why = "the texts were put together from their words";
                let losses = &mut imported.losses;
                losses.add(file.name, LostItem::Article, LossKind::Corrected, why);
            }
        }
        Ok(imported)
    }
}

impl Conll {
    fn article(
        &self,
        article: &ArticleRef<'_>,
        tokenizer: Tokenizer,
        names: &mut PlainNames,
        losses: &mut Losses,
    ) -> String {
        let text = article.document.text();
        let tokens = Tokens::new(text, tokenizer);
        if tokens.tokens.is_empty() {
            let why = "there is no word in it";
            losses.add(article.name, LostItem::Article, LossKind::Dropped, why);
            return String::new();
        }
        self.about().holds.report(article, losses);
        let chunks = chunks(article, &tokens, losses);
        let chunks = without_overlap(article, chunks, losses);
        for chunk in &chunks {
            let (label, plain) = (
                chunk.annotation.label.as_str(),
                names.get(chunk.annotation.label.as_str()),
            );
            if plain != label {
                let why = format!("its label is written “{plain}”");
                losses.annotation(article, chunk.annotation, LossKind::Renamed, why);
            }
        }
        let tags = self
            .scheme()
            .tags(tokens.tokens.len(), &chunks, |annotation| {
                names.get(annotation.label.as_str())
            });
        let stretches: Vec<_> = chunks.iter().map(|chunk| chunk.tokens.clone()).collect();
        let mut out = String::new();
        for sentence in tokens.sentences_around(&stretches) {
            for index in sentence {
                let token = &text.as_str()[tokens.tokens[index].clone()];
                out.push_str(token);
                out.push_str(self.between());
                out.push_str(&tags[index]);
                out.push('\n');
            }
            out.push('\n');
        }
        out
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

fn lines<'f>(file: &InputFile<'f>, losses: &mut Losses) -> Result<Vec<Line<'f>>, FormatError> {
    let content = json::utf8(file, losses)?;
    if content.contains("\r\n") {
        let why = "its lines end with CR LF";
        losses.add(file.name, LostItem::Article, LossKind::Corrected, why);
    }
    let mut lines = Vec::new();
    let mut other_columns = HashSet::new();
    let layout = Layout::of(content);
    for (index, line) in content.split('\n').enumerate() {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let number = index + 1;
        if line.trim().is_empty() {
            lines.push(Line::Blank);
            continue;
        }
        if let Some(said) = line.strip_prefix('#').filter(|_| layout.has_remarks) {
            let said = said.trim();
            if let Some(text) = said.strip_prefix(TEXT) {
                lines.push(Line::Text(text));
            } else if said.starts_with("newdoc") {
                lines.push(Line::Start);
            }
            continue;
        }
        let columns = columns(line);
        if columns.first() == Some(&DOCSTART) {
            lines.push(Line::Start);
            continue;
        }
        let (Some(word), Some(tag), 2..) = (
            columns.get(layout.word),
            layout.tag.map_or(columns.last(), |at| columns.get(at)),
            columns.len(),
        ) else {
            losses.line(
                file.name,
                number,
                LossKind::Dropped,
                "it has one column only",
            );
            continue;
        };
        if word.is_empty() {
            losses.line(
                file.name,
                number,
                LossKind::Dropped,
                "there is no word in it",
            );
            continue;
        }
        let between = layout.word + 1..layout.tag.unwrap_or(columns.len() - 1);
        other_columns.extend(columns.get(between).into_iter().flatten());
        let Some((mark, label)) = tag_parts(tag) else {
            let why = format!("“{tag}” is no tag such as B-actor or O; the word stays without one");
            losses.line(file.name, number, LossKind::Dropped, why);
            lines.push(Line::Word {
                number,
                word,
                mark: 'O',
                label: "",
            });
            continue;
        };
        lines.push(Line::Word {
            number,
            word,
            mark,
            label,
        });
    }
    if other_columns
        .iter()
        .any(|column| !["_", "-", "-X-", "O"].contains(column))
    {
        let why = "the columns between word and tag are left out";
        losses.add(file.name, LostItem::Article, LossKind::Stripped, why);
    }
    Ok(lines)
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

/// In which columns word and tag stand.
struct Layout {
    word: usize,
    /// `None` for the last.
    tag: Option<usize>,
    /// Whether lines that begin with `#` are remarks, and not words.
    has_remarks: bool,
}

impl Layout {
    /// Usually the word comes first and the tag last. Only if no line ends with a tag, and a column
    /// before holds tags alone, that one is taken, and numbers before the words are passed over.
    fn of(content: &str) -> Self {
        let is_remark = |line: &str| {
            line.strip_prefix('#')
                .is_some_and(|l| l.trim().starts_with(TEXT))
        };
        let has_remarks = content.lines().any(is_remark);
        let rows = || {
            let lines = content.lines().filter(|line| !line.trim().is_empty());
            let lines = lines.filter(|line| !(has_remarks && line.starts_with('#')));
            lines
                .map(columns)
                .filter(|columns| columns.first() != Some(&DOCSTART))
        };
        let is_tag = |column: Option<&&str>| column.is_some_and(|tag| tag_parts(tag).is_some());
        let ends = rows().any(|columns| columns.len() > 1 && is_tag(columns.last()));
        let count = rows().map(|columns| columns.len()).min().unwrap_or(0);
        let mut inner = (1..count).rev().filter(|_| !ends);
        let tag = inner.find(|at| rows().all(|columns| is_tag(columns.get(*at))));
        let is_number =
            |columns: Vec<&str>| columns.first().is_some_and(|c| c.parse::<u32>().is_ok());
        let numbered = tag.is_some_and(|at| at > 1) && rows().all(is_number);
        Self {
            word: usize::from(numbered),
            tag,
            has_remarks,
        }
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
struct Found {
    /// Whether some chunk ends with `L` or stands alone with `U`.
    is_bilou: bool,
    /// Lines on which `I` or `L` begins a chunk.
    begun_inside: Vec<usize>,
    /// Whether some chunk begins with `B` where IOB1 has `I`.
    is_iob2: bool,
    /// Lines on which a chunk ends without `L`.
    unended: Vec<usize>,
}

impl Found {
    fn of(lines: &[Line<'_>]) -> Self {
        let is_bilou = lines.iter().any(|line| {
            matches!(
                line,
                Line::Word {
                    mark: 'L' | 'U',
                    ..
                }
            )
        });
        let mut found = Self {
            is_bilou,
            begun_inside: Vec::new(),
            is_iob2: false,
            unended: Vec::new(),
        };
        // Line and label of the chunk that is open.
        let mut open: Option<(usize, &str)> = None;
        for line in lines {
            let Line::Word {
                number,
                mark,
                label,
                ..
            } = *line
            else {
                found.close(&mut open);
                continue;
            };
            let continues = matches!(open, Some((_, before)) if before == label);
            match mark {
                'I' | 'L' if continues => open = (mark == 'I').then_some((number, label)),
                'I' | 'L' => {
                    found.close(&mut open);
                    found.begun_inside.push(number);
                    open = (mark == 'I').then_some((number, label));
                }
                'B' => {
                    found.is_iob2 |= !continues;
                    found.close(&mut open);
                    open = Some((number, label));
                }
                _ => found.close(&mut open),
            }
        }
        found.close(&mut open);
        found
    }

    fn close(&mut self, open: &mut Option<(usize, &str)>) {
        if let Some((line, _)) = open.take()
            && self.is_bilou
        {
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
        for line in &self.unended {
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

#[cfg(test)]
mod tests;
