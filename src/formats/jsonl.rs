//! `jsonl`: Demarche's own format, one article per line, which stores everything.
//!
//! UTF-8, LF. Each line is a JSON object with the fields of a sidecar (see `docs` and
//! `assets/schema/sidecar.schema.json`), with these differences:
//!
//! | field | |
//! |---|---|
//! | `format` | `"demarche-article"` |
//! | `source.path` | the article's name in the project, with slashes |
//! | `text` | the article's text without a byte order mark, as it was decoded |
//!
//! Offsets count Unicode scalar values of `text`, so in Python
//! `text[start:end] == quote` for each of `spans` and `quote`:
//!
//! ```text
//! for line in open("export.jsonl", encoding="utf-8"):
//!     article = json.loads(line)
//!     for a in article["annotations"]:
//!         for (start, end), quote in zip(a["spans"], a["quote"]):
//!             assert article["text"][start:end] == quote
//! ```
//!
//! Annotations with `"detached": true` have no position in the text; their spans are the last known
//! ones.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read as _, Write};
use std::sync::Arc;

use crate::model::Text;
use crate::store::sidecar::{Snapshot, SourceFacts, read_as};

use super::json;
use super::merge_lines::merge_lines;
use super::per_file;
use super::shards::{WITHOUT_VALUE, joined_names};
use super::{
    About, ArticleRef, CodingOf, Files, Format, FormatError, Group, ImportSink, ImportedArticle,
    InputFile, LossKind, Losses, Output, Supports, WriteOptions,
};

/// The value of `format` in a line.
pub const FORMAT: &str = "demarche-article";

/// The name of the file of a dataset that is not split, without its extension.
const FILE: &str = "articles";

/// The field of `source` that holds the article's name in the project.
const PATH: &str = "path";

/// The JSON Lines format of Demarche.
pub struct Jsonl;

impl Format for Jsonl {
    fn about(&self) -> &About {
        &About {
            name: "jsonl",
            title: "Demarche JSON Lines, one article a line",
            purpose: "JSON Lines: full backup",
            group: Group::Keep,
            extension: "jsonl",
            files: Files::One,
            supports: Supports::ALL,
            reads: true,
            tokenizer: None,
        }
    }

    fn write(
        &self,
        articles: &[ArticleRef<'_>],
        options: &WriteOptions,
        output: &mut dyn Output,
        _losses: &mut Losses,
    ) -> Result<(), FormatError> {
        if let Some(shards) = options.shards {
            for shard in shards.of(articles)? {
                let name = format!("{}.{}", shard.path, self.about().extension);
                let out = output.file(&name)?;
                for article in shard.articles.iter().filter_map(|at| articles.get(*at)) {
                    write_article(article, out)?;
                }
            }
            return Ok(());
        }
        for part in options.parts(articles) {
            let out = output.file(&part.file(FILE, self.about().extension))?;
            for article in &part.articles {
                write_article(article, out)?;
            }
        }
        Ok(())
    }

    fn writes_shards(&self) -> bool {
        true
    }

    fn join(
        &self,
        parts: &[Vec<InputFile<'_>>],
        output: &mut dyn Output,
    ) -> Result<(), FormatError> {
        let extension = format!(".{}", self.about().extension);
        // A dataset of one file may have any name, such as that of its part; shards keep theirs.
        let firsts = parts.iter().filter_map(|part| part.first());
        let firsts: BTreeSet<&str> = firsts.map(|file| file.name).collect();
        let is_one_each = parts.iter().all(|part| part.len() == 1);
        let is_shard_zero = firsts.len() == 1 && firsts.iter().all(|name| is_shard(name));
        let is_one = is_one_each && !is_shard_zero && firsts.iter().all(|name| !name.contains('/'));
        let whole = format!("{FILE}{extension}");
        let all = parts.iter().flatten();
        let named = all.filter(|file| is_one || file.name.ends_with(&extension));
        let named: Vec<&InputFile<'_>> = named.collect();
        let joined = joined_names(&named.iter().map(|file| file.name).collect());
        let mut files: BTreeMap<&str, Vec<InputFile<'_>>> = BTreeMap::new();
        for file in named {
            let name = if is_one {
                Some(&whole)
            } else {
                joined.get(file.name)
            };
            if let Some(name) = name {
                files.entry(name).or_default().push(*file);
            }
        }
        if files.is_empty() {
            let why = format!("there is no file “*{extension}” in them");
            return Err(FormatError::NotJoined(why));
        }
        // A part without articles has an empty partition, which one run does not write.
        let has_others = files.keys().any(|name| !name.contains(WITHOUT_VALUE));
        for (name, files) in files {
            if has_others && name.contains(WITHOUT_VALUE) && are_empty(&files)? {
                continue;
            }
            join_lines(&files, output.file(name)?)?;
        }
        Ok(())
    }

    fn read_into(
        &self,
        files: &[InputFile<'_>],
        intake: &mut ImportSink<'_>,
    ) -> Result<(), FormatError> {
        for file in per_file::without_card(files) {
            let mut first_fault = None;
            let before = intake.articles;
            file.each_line(|number, line| {
                if line.trim_ascii().is_empty() {
                    return Ok(());
                }
                match read_line(line) {
                    Ok(article) => intake.article(article)?,
                    Err(why) => {
                        let losses = &mut intake.losses;
                        losses.line(file.name, number, LossKind::Dropped, why.as_str());
                        first_fault.get_or_insert((number, why));
                    }
                }
                Ok(())
            })?;
            if let Some((number, why)) = first_fault.filter(|_| intake.articles == before) {
                return Err(file.unreadable(number, why));
            }
        }
        Ok(())
    }
}

fn write_article(article: &ArticleRef<'_>, out: &mut dyn Write) -> Result<(), FormatError> {
    let mut header = article.header.clone();
    header.source_unknown.retain(|(name, _)| name != PATH);
    let path = serde_json::Value::from(article.name).to_string();
    header.source_unknown.push((PATH.to_owned(), path));
    let snapshot = Snapshot::new(article.document, &Arc::new(header));
    let mut line = Vec::new();
    snapshot.write_line(&mut line, FORMAT)?;
    let line = String::from_utf8(line).map_err(io::Error::other)?;
    Ok(out.write_all(json::without_line_separators(line).as_bytes())?)
}

fn are_empty(files: &[InputFile<'_>]) -> Result<bool, FormatError> {
    for file in files {
        if file.reader()?.read(&mut [0])? > 0 {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether a file is one of several shards by its name.
fn is_shard(name: &str) -> bool {
    let name = name.rsplit('/').next().unwrap_or(name);
    name.starts_with("part-")
}

/// Writes the lines of several files in the order of their articles. One line of each is in memory.
fn join_lines(files: &[InputFile<'_>], out: &mut dyn Write) -> Result<(), FormatError> {
    let name_of = |line: &[u8]| {
        let line: serde_json::Value = serde_json::from_slice(line).ok()?;
        Some(line.get("source")?.get(PATH)?.as_str()?.to_owned())
    };
    merge_lines(files, 0, &name_of, &mut |line| Ok(out.write_all(line)?))
}

fn read_line(line: &[u8]) -> Result<ImportedArticle, String> {
    let line = std::str::from_utf8(line).map_err(|_| "it is not UTF-8".to_owned())?;
    let mut record = read_as(line, FORMAT, true).map_err(|error| error.to_string())?;
    let Some(text) = record.text.take() else {
        return Err("the field “text” is missing".into());
    };
    let unknown = &mut record.header.source_unknown;
    let path = unknown.iter().position(|(name, _)| name == PATH);
    let path = path.map(|index| unknown.remove(index).1);
    let header = record.header.clone();
    let name = path
        .and_then(|json| serde_json::from_str(&json).ok())
        .unwrap_or_else(|| header.file.clone());
    let facts = SourceFacts {
        file: &header.file,
        sha256: &header.sha256,
        encoding: &header.encoding,
        old_text: None,
    };
    let placed = record.place(&Text::new(text), facts);
    Ok(ImportedArticle {
        name,
        document: placed.document,
        header: placed.header,
        notices: placed.notices,
        coding: CodingOf::Only,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::MemoryOutput;
    use crate::store::sidecar::testing::document;
    use proptest::prelude::*;

    fn whole(document: &crate::model::Document, header: &crate::store::Header) -> String {
        let bytes = Snapshot::new(document, &Arc::new(header.clone())).to_bytes();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    proptest! {
        #[test]
        fn importing_an_export_is_identity(
            articles in prop::collection::vec((document(), "[a-z/ \"]{1,9}"), 0..3)
        ) {
            let refs: Vec<ArticleRef<'_>> = articles
                .iter()
                .map(|((document, header), name)| ArticleRef { name, document, header })
                .collect();
            let (mut output, mut losses) = (MemoryOutput::default(), Losses::default());
            Jsonl
                .write(&refs, &WriteOptions::default(), &mut output, &mut losses)
                .map_err(|e| TestCaseError::fail(e.to_string()))?;
            let files: Vec<InputFile<'_>> = output
                .files()
                .iter()
                .map(|(name, bytes)| InputFile::new(name, bytes))
                .collect();
            let imported = Jsonl
                .read(&files)
                .map_err(|e| TestCaseError::fail(e.to_string()))?;
            prop_assert_eq!(imported.articles.len(), refs.len());
            for (back, article) in imported.articles.iter().zip(&refs) {
                prop_assert_eq!(&*back.name, article.name);
                prop_assert_eq!(&back.notices, &[]);
                prop_assert_eq!(back.document.text(), article.document.text());
                prop_assert_eq!(
                    whole(&back.document, &back.header),
                    whole(article.document, article.header)
                );
            }
        }
    }

    #[test]
    fn errors_are_reported_with_their_line() {
        let cases = [
            ("{}", "line 1"),
            ("\n{oops", "line 2"),
            ("{\"format\":\"demarche-article\",\"version\":1}", "“text”"),
            ("{\"format\":\"demarche\",\"version\":1}", "format"),
        ];
        for (bytes, said) in cases {
            let file = InputFile::new("a.jsonl", bytes.as_bytes());
            let error = Jsonl.read(&[file]).expect_err(bytes).to_string();
            assert!(
                error.contains(said) && error.ends_with("a.jsonl"),
                "{error}"
            );
        }
        let good = "{\"format\":\"demarche-article\",\"version\":1,\"source\":{\"file\":\"a.txt\"},\
                    \"text\":\"x\",\"annotations\":[]}";
        let lines = format!("{good}\n{{oops\n{good}\n");
        let file = InputFile::new("a.jsonl", lines.as_bytes());
        let imported = Jsonl.read(&[file]).expect("two are fine");
        assert_eq!(imported.articles.len(), 2);
        let message = imported.losses.all()[0].to_string();
        assert!(message.starts_with("a.jsonl:2: dropped"), "{message}");
    }
}
