//! `conllu`: CoNLL-U, one word per line in ten columns, as the treebanks of Universal Dependencies have it.
//!
//! ```text
//! # newdoc id = strike
//! # text = Miners want wages.
//! 1  Miners  miner  NOUN  NNS  _  2  nsubj  _  NER=B-actor
//! 2  want  want  VERB  VBP  _  0  root  _  _
//! 3  wages  wage  NOUN  NNS  _  2  obj  _  SpaceAfter=No
//! ```
//!
//! The last column (MISC) holds named entities: as tags (`NER=B-actor`), which is how we write them, or
//! as brackets (`Entity=(e1-person`). It also tells the white space behind a word: `SpaceAfter=No`, or as
//! UDPipe has it `SpacesAfter=\n`, so that a text comes back as it was. The text is that of `# text`; the
//! words are found in it. Syntax is not kept: lemmas and features become attributes of annotations where
//! that is asked for (`conllu-words`).

use super::flat::{Scheme, chunks, without_overlap};
use super::names::PlainNames;
use super::tokens::{Tokenizer, Tokens, is_space};
use super::{
    About, ArticleRef, Files, Format, FormatError, Group, ImportSink, InputFile, LossKind, Losses,
    LostItem, Output, Supports, WriteOptions,
};
use super::{per_file, rendered};

mod columns;

mod entities;

mod read;

/// The CoNLL-U format.
pub struct Conllu {
    about: About,
    /// Whether lemmas and features become attributes.
    with_words: bool,
}

impl Conllu {
    /// Annotations alone.
    pub const PLAIN: Self = Self {
        about: About {
            name: "conllu",
            title: "CoNLL-U, ten columns with entities in the last",
            purpose: "CoNLL-U: treebanks",
            group: Group::Train,
            extension: "conllu",
            files: Files::One,
            supports: Supports::LABELS_ONLY,
            reads: true,
            tokenizer: Some(Tokenizer::Words),
        },
        with_words: false,
    };

    /// Annotations with the lemmas and features of their words as attributes.
    pub const WITH_WORDS: Self = Self {
        about: About {
            name: "conllu-words",
            title: "CoNLL-U, with lemmas and features as attributes",
            purpose: "CoNLL-U: treebanks, with their words",
            ..Self::PLAIN.about
        },
        with_words: true,
    };
}

impl Format for Conllu {
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
        let accepts = |c: char| !c.is_whitespace() && !c.is_control() && c != '|';
        let names = PlainNames::new(accepts).with(names);
        let tokenizer = options.tokenizer.unwrap_or(Tokenizer::Words);
        for part in options.parts(articles) {
            let out = output.file(&part.file("articles", self.about.extension))?;
            let render = |_, article: &ArticleRef<'_>, losses: &mut Losses| {
                Ok(self.article(article, tokenizer, &names, losses))
            };
            rendered::each(&part.articles, losses, render, |words| {
                Ok(out.write_all(words.as_bytes())?)
            })?;
        }
        Ok(())
    }

    fn is_guessed(&self) -> bool {
        !self.with_words
    }

    fn read_into(
        &self,
        files: &[InputFile<'_>],
        intake: &mut ImportSink<'_>,
    ) -> Result<(), FormatError> {
        for file in per_file::own(files, &["conllu", "conllup", "conll"]) {
            read::read(file, self.about.name, self.with_words, intake)?;
        }
        Ok(())
    }
}

impl Conllu {
    fn article(
        &self,
        article: &ArticleRef<'_>,
        tokenizer: Tokenizer,
        names: &PlainNames,
        losses: &mut Losses,
    ) -> String {
        let text = article.document.text();
        let content = text.as_str();
        let tokens = Tokens::new(text, tokenizer);
        if tokens.tokens.is_empty() {
            let why = "there is no word in it";
            losses.add(article.name, LostItem::Article, LossKind::Dropped, why);
            return String::new();
        }
        self.about.supports.report(article, losses);
        let chunks = without_overlap(article, chunks(article, &tokens, losses), losses);
        for chunk in &chunks {
            let label = chunk.annotation.label.as_str();
            let plain = names.given(label);
            if plain != label {
                let why = format!("its label is written “{plain}”");
                losses.annotation(article, chunk.annotation, LossKind::Renamed, why);
            }
        }
        let tags = Scheme::Bio.tags(tokens.tokens.len(), &chunks, |annotation| {
            names.given(annotation.label.as_str()).to_owned()
        });
        let stretches: Vec<_> = chunks.iter().map(|chunk| chunk.tokens.clone()).collect();
        // A name of several lines would end the comment that it stands in.
        let name = article.name.replace(['\n', '\r'], " ");
        let mut out = format!("# newdoc id = {name}\n");
        for (number, sentence) in (1..).zip(tokens.sentences_around(text, &stretches)) {
            let ends = tokens.stretch(&sentence);
            out.push_str(&format!("# sent_id = {number}\n# text = "));
            let line = content[ends].split(is_space);
            let line: Vec<&str> = line.filter(|part| !part.is_empty()).collect();
            out.push_str(&line.join(" "));
            out.push('\n');
            let last = sentence.end - 1;
            for (id, index) in (1..).zip(sentence) {
                let token = tokens.tokens[index].clone();
                let next = tokens.tokens.get(index + 1);
                let end = next.map_or(content.len(), |next| next.start);
                let mut misc = Vec::new();
                if tags[index] != "O" {
                    misc.push(format!("NER={}", tags[index]));
                }
                if index == 0 && token.start > 0 {
                    let spaces = columns::escaped(&content[..token.start]);
                    misc.push(format!("SpacesBefore={spaces}"));
                }
                match &content[token.end..end] {
                    " " if index != last => {}
                    "" => misc.push("SpaceAfter=No".to_owned()),
                    spaces => misc.push(format!("SpacesAfter={}", columns::escaped(spaces))),
                }
                let misc = if misc.is_empty() {
                    "_".to_owned()
                } else {
                    misc.join("|")
                };
                let word = &content[token];
                out.push_str(&format!("{id}\t{word}\t_\t_\t_\t_\t_\t_\t_\t{misc}\n"));
            }
            out.push('\n');
        }
        out
    }
}

#[cfg(test)]
mod tests;
