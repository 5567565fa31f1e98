//! `brat`: standoff annotations, one `.txt` and one `.ann` file per article.
//!
//! ```text
//! T1⇥actor 0 5⇥Putin
//! T2⇥demand 14 20;24 27⇥a NATO dea
//! R1⇥makes Arg1:T1 Arg2:T2
//! A1⇥certainty T2 high
//! N1⇥Reference T1 Wikidata:Q7747⇥Vladimir Putin
//! #1⇥AnnotatorNotes T2⇥a memo
//! #2⇥Demarche T2⇥{"attributes":{"weight":2}}
//! ```
//!
//! Offsets count Unicode scalar values of the `.txt`, which is written with LF. The writer splits a
//! span at line ends and tabs, which a line of the `.ann` cannot hold. Names are ASCII. What brat
//! cannot store (numbers, lists, names that it rejects) goes into notes of the type `Demarche`,
//! which brat shows and other readers skip; our reader restores it from them.

use super::{
    About, ArticleRef, Files, Format, FormatError, Group, ImportSink, InputFile, Losses, Output,
    Supports, WriteOptions,
};

mod lines;

mod read;

mod write;

/// The type of the notes that hold what brat cannot store.
const NOTE: &str = "Demarche";

/// The origin of annotations that are events.
const EVENT: &str = "imported:brat-event";

/// The brat standoff format.
pub struct Brat;

impl Format for Brat {
    fn about(&self) -> &About {
        &About {
            name: "brat",
            title: "brat standoff, two files an article",
            purpose: "brat: continue annotating",
            group: Group::Annotate,
            extension: "ann",
            files: Files::Several,
            supports: Supports {
                provenance: false,
                document_fields: false,
                ..Supports::PLACED
            },
            reads: true,
            tokenizer: None,
        }
    }

    fn write(
        &self,
        articles: &[ArticleRef<'_>],
        options: &WriteOptions,
        output: &mut dyn Output,
        losses: &mut Losses,
    ) -> Result<(), FormatError> {
        write::write(articles, options, output, losses)
    }

    fn read_into(
        &self,
        files: &[InputFile<'_>],
        intake: &mut ImportSink<'_>,
    ) -> Result<(), FormatError> {
        read::read(files, intake)
    }
}

/// Whether a character would end a line of an `.ann` file, or a field of it, for some reader.
fn breaks_line(c: char) -> bool {
    matches!(
        c,
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1c}'
            ..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}
