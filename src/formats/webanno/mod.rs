//! `webanno-tsv`: WebAnno TSV 3.3, one file per article.
//!
//! ```text
//! #FORMAT=WebAnno TSV 3.3
//! #T_SP=webanno.custom.Span|canonical|label
//! #T_RL=webanno.custom.Relation|label|BT_webanno.custom.Span
//!
//!
//! #Text=Putin demands a freeze.
//! 1-1⇥0-5⇥Putin⇥*⇥actor⇥_⇥_⇥
//! 1-2⇥6-13⇥demands⇥_⇥_⇥_⇥_⇥
//! 1-3⇥14-15⇥a⇥*[1]⇥demand[1]⇥makes⇥1-1[0_1]⇥
//! 1-4⇥16-22⇥freeze⇥*[1]⇥demand[1]⇥_⇥_⇥
//! ```
//!
//! Offsets count UTF-16 units. `_` is an empty value, `*` an annotation without a value; `|`
//! separates the annotations of one token; `[1]` marks the tokens that form one annotation. A
//! relation is in the row of its target and names its source. A part of a token has a row of its
//! own (`1-4.1`). The format records only the length of the text between sentences: one unit is
//! read as a space, more as line ends. INCEpTION calls the format legacy and refuses features that
//! its project lacks, so that there is no other.

use std::borrow::Cow;

use super::codings::CodingFiles;
use super::tokens::Tokenizer;
use super::{
    About, ArticleRef, Files, Format, FormatError, Group, ImportSink, InputFile, LossKind, Losses,
    Output, Supports, WriteOptions, per_file, rendered,
};

mod cells;

mod read;

mod write;

const FIRST_LINE: &str = "#FORMAT=WebAnno TSV 3.3";
const SPAN: &str = "webanno.custom.Span";
const RELATION: &str = "webanno.custom.Relation";

/// The WebAnno TSV format.
pub struct WebannoTsv;

impl Format for WebannoTsv {
    fn about(&self) -> &About {
        &About {
            name: "webanno-tsv",
            title: "WebAnno TSV 3.3, one file an article",
            purpose: "WebAnno TSV: continue in WebAnno",
            group: Group::Annotate,
            extension: "tsv",
            files: Files::Several,
            supports: Supports {
                overlaps: true,
                any_border: true,
                relations: true,
                entities: true,
                text: false,
                ..Supports::LABELS_ONLY
            },
            reads: true,
            tokenizer: Some(Tokenizer::Words),
        }
    }

    fn write(
        &self,
        articles: &[ArticleRef<'_>],
        options: &WriteOptions,
        output: &mut dyn Output,
        losses: &mut Losses,
    ) -> Result<(), FormatError> {
        for part in options.parts(articles) {
            let mut names = CodingFiles::new(&part);
            let render = |index: usize, article: &ArticleRef<'_>, losses: &mut Losses| {
                self.about().supports.report(article, losses);
                Ok((index, write::article(article, options, losses)))
            };
            rendered::each(&part.articles, losses, render, |(index, written)| {
                let name = names.take(&part, index, "tsv");
                Ok(output.file(&name)?.write_all(written.as_bytes())?)
            })?;
        }
        Ok(())
    }

    fn read_into(
        &self,
        files: &[InputFile<'_>],
        intake: &mut ImportSink<'_>,
    ) -> Result<(), FormatError> {
        let files = per_file::own(files, &[self.about().extension]);
        per_file::read(&files, intake, |file, intake| {
            read::article(file, &mut intake.losses, &intake.left)
        })
    }
}

/// Escapes a text or a token: only what ends a line or a column.
fn escaped_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            c => out.push(c),
        }
    }
    out
}

/// Escapes a value: also the characters with a meaning in a cell.
fn escaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let plain = escaped_text(value);
    let mut chars = plain.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            // The second half of an escape sequence is not a character of its own.
            '\\' => {
                out.push('\\');
                out.extend(chars.next());
            }
            '[' | ']' | '|' | '_' | ';' | '*' => {
                out.push('\\');
                out.push(c);
            }
            '-' if chars.peek() == Some(&'>') => out.push_str("\\-"),
            c => out.push(c),
        }
    }
    out
}

fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('t') => out.push('\t'),
            Some('n') => out.push('\n'),
            Some('r') => out.push('\r'),
            Some(other) => out.push(other),
            None => out.push('\\'),
        }
    }
    Cow::Owned(out)
}

/// The offsets at which a character is not escaped.
fn places_of(wanted: char, text: &str) -> Vec<usize> {
    let mut places = Vec::new();
    let mut is_escaped = false;
    for (at, c) in text.char_indices() {
        if is_escaped {
            is_escaped = false;
        } else if c == '\\' {
            is_escaped = true;
        } else if c == wanted {
            places.push(at);
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaped_text_reads_back_unchanged() {
        let hard = "a_b|c[1]*->;\\t\t\n\r-\\";
        assert_eq!(unescaped(&escaped(hard)), hard);
        assert_eq!(unescaped(&escaped_text(hard)), hard);
        assert_eq!(escaped("a|b->c"), "a\\|b\\->c");
        assert_eq!(places_of('|', "a\\|b|c"), [4]);
    }

    #[test]
    fn sentences_that_claim_to_be_far_apart_make_no_endless_text() {
        let sentences =
            (1..200).map(|n| format!("\n\n#Text=A.\n{n}-1\t{n}000000000-{n}000000002\tA.\t"));
        let file = format!("{FIRST_LINE}\n{}\n", sentences.collect::<String>());
        let file = InputFile::new("far.tsv", file.as_bytes());
        let read = WebannoTsv.read(&[file]).expect("it is read");
        let length = read.articles[0].document.text().len();
        assert!((200..2 << 20).contains(&length), "{length}");
    }
}
