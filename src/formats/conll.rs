//! `conll2003`, `conll2002`, `bilou`: one token per line, its tag in the last column.
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
//! The format stores no text, only tokens, and each token has one tag. The reader accepts every
//! tagging scheme (IOB1, IOB2, BILOU, BIOES) and any column layout; it rebuilds the text from the
//! tokens, unless each sentence gives its text, as in CoNLL-U: `# text = …`.

use super::flat::{Scheme, chunks, without_overlap};
use super::names::PlainNames;
use super::tokens::{Tokenizer, Tokens};
use super::{
    About, ArticleRef, Files, Format, FormatError, Group, ImportSink, InputFile, LossKind, Losses,
    LostItem, Output, Supports, WriteOptions,
};
use super::{per_file, rendered};

mod layout;

mod read;

/// The token of the separator line before an article.
const DOCSTART: &str = "-DOCSTART-";

/// A CoNLL format: one token per line.
pub struct Conll {
    kind: Dialect,
    about: About,
}

/// The dialects of the format.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Dialect {
    Conll2003,
    Conll2002,
    Bilou,
}

impl Conll {
    /// Four columns, IOB2.
    pub const CONLL2003: Self = Self {
        kind: Dialect::Conll2003,
        about: About {
            name: "conll2003",
            title: "CoNLL-2003, four columns with IOB2 tags",
            purpose: "CoNLL-2003: train a tagger",
            group: Group::Train,
            extension: "conll",
            files: Files::One,
            supports: Supports {
                text: false,
                ..Supports::LABELS_ONLY
            },
            reads: true,
            tokenizer: Some(Tokenizer::Words),
        },
    };

    /// Two columns, IOB2.
    pub const CONLL2002: Self = Self {
        kind: Dialect::Conll2002,
        about: About {
            name: "conll2002",
            title: "CoNLL-2002, two columns with IOB2 tags",
            purpose: "CoNLL-2002: train a tagger, two columns",
            group: Group::Train,
            extension: "bio",
            ..Self::CONLL2003.about
        },
    };

    /// Two columns separated by a tab, BILOU.
    pub const BILOU: Self = Self {
        kind: Dialect::Bilou,
        about: About {
            name: "bilou",
            title: "Words and BILOU tags, tab-separated",
            purpose: "BILOU: train a tagger",
            group: Group::Train,
            extension: "tsv",
            ..Self::CONLL2003.about
        },
    };

    fn scheme(&self) -> Scheme {
        match self.kind {
            Dialect::Conll2003 | Dialect::Conll2002 => Scheme::Bio,
            Dialect::Bilou => Scheme::Bilou,
        }
    }

    /// The columns between token and tag, with their separators.
    fn between(&self) -> &'static str {
        match self.kind {
            Dialect::Conll2003 => " _ _ ",
            Dialect::Conll2002 => " ",
            Dialect::Bilou => "\t",
        }
    }

    /// The separator line before an article. spaCy accepts only the one with four columns.
    fn docstart(&self) -> String {
        match self.kind {
            Dialect::Conll2003 | Dialect::Conll2002 => format!("{DOCSTART} -X- O O"),
            Dialect::Bilou => format!("{DOCSTART}{}O", self.between()),
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
        let names = PlainNames::new(|c| !c.is_whitespace() && !c.is_control()).with(names);
        let tokenizer = options.tokenizer.unwrap_or(Tokenizer::Words);
        for part in options.parts(articles) {
            // A single article needs no separator line, which simpler readers mistake for a token.
            let parted = self.kind == Dialect::Conll2003 || part.articles.len() > 1;
            let out = output.file(&part.file("articles", self.about().extension))?;
            let render = |_, article: &ArticleRef<'_>, losses: &mut Losses| {
                Ok(self.article(article, tokenizer, &names, losses))
            };
            rendered::each(&part.articles, losses, render, |words| {
                if parted && !words.is_empty() {
                    write!(out, "{}\n\n", self.docstart())?;
                }
                Ok(out.write_all(words.as_bytes())?)
            })?;
        }
        Ok(())
    }

    fn read_into(
        &self,
        files: &[InputFile<'_>],
        intake: &mut ImportSink<'_>,
    ) -> Result<(), FormatError> {
        for file in per_file::without_card(files) {
            read::read(file, self.about().name, intake)?;
        }
        Ok(())
    }
}

impl Conll {
    fn article(
        &self,
        article: &ArticleRef<'_>,
        tokenizer: Tokenizer,
        names: &PlainNames,
        losses: &mut Losses,
    ) -> String {
        let text = article.document.text();
        let tokens = Tokens::new(text, tokenizer);
        if tokens.tokens.is_empty() {
            let why = "there is no word in it";
            losses.add(article.name, LostItem::Article, LossKind::Dropped, why);
            return String::new();
        }
        self.about().supports.report(article, losses);
        let chunks = chunks(article, &tokens, losses);
        let chunks = without_overlap(article, chunks, losses);
        for chunk in &chunks {
            let (label, plain) = (
                chunk.annotation.label.as_str(),
                names.given(chunk.annotation.label.as_str()),
            );
            if plain != label {
                let why = format!("its label is written “{plain}”");
                losses.annotation(article, chunk.annotation, LossKind::Renamed, why);
            }
        }
        let tags = self
            .scheme()
            .tags(tokens.tokens.len(), &chunks, |annotation| {
                names.given(annotation.label.as_str()).to_owned()
            });
        let stretches: Vec<_> = chunks.iter().map(|chunk| chunk.tokens.clone()).collect();
        let mut out = String::new();
        for sentence in tokens.sentences_around(text, &stretches) {
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

#[cfg(test)]
mod tests;
