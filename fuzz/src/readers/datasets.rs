//! Datasets of other programs.

use std::sync::Arc;

use demarche::formats::{
    self, ArticleRef, Format, ImportedDataset, InputFile, Losses, MemoryOutput, WriteOptions,
};
use demarche::store::{Snapshot, decode, json};

use super::input::{self, File};
use super::{articles, project};

/// Files of a dataset, all of them or one. Parts of an archive are put into one.
pub fn dataset(reader: &str, files: &[File<'_>]) {
    // Formats that are only written refuse what they are given.
    let format = formats::reader(reader).or_else(|| formats::by_name(reader));
    let format = format.expect("a format");
    let alone = format!("file.{}", format.about().extension);
    let archive;
    let files = match files {
        [File { name: "", bytes }] => &[File {
            name: &alone,
            bytes,
        }][..],
        files if reader == "refi-qda" => {
            archive = input::archive(files);
            &[File {
                name: &alone,
                bytes: &archive,
            }][..]
        }
        files => files,
    };
    let files: Vec<InputFile<'_>> = files
        .iter()
        .map(|file| InputFile::new(file.name, file.bytes))
        .collect();
    if let Ok(imported) = format.read(&files) {
        is_whole(format, &imported);
    }
}

/// Everything that was read can be kept and handed on.
fn is_whole(format: &dyn Format, imported: &ImportedDataset) {
    for article in &imported.articles {
        let header = Arc::new(article.header.clone());
        // An import reports such an article and does not write it.
        let written = Snapshot::new(&article.document, &header).to_bytes();
        if json::long_text(&written).is_none() {
            project::comes_back(&article.document, &header);
        }
        let path = formats::safe_path(&article.name);
        let climbs = path.split('/').any(|part| part == "..");
        assert!(!climbs && !path.starts_with('/'), "{path}");
    }
    project::entities_come_back(&imported.entities);
    let codebook = imported.codebook.clone().unwrap_or_default();
    project::codebook_comes_back(&codebook, "json");
    let articles: Vec<ArticleRef<'_>> = imported
        .articles
        .iter()
        .map(|article| ArticleRef {
            name: &article.name,
            document: &article.document,
            header: &article.header,
        })
        .collect();
    let options = WriteOptions {
        codebook,
        entities: imported.entities.clone(),
        ..WriteOptions::default()
    };
    let (mut output, mut losses) = (MemoryOutput::default(), Losses::default());
    let written = format.write(&articles, &options, &mut output, &mut losses);
    // A text of zero bytes or in what looks like another encoding is written, and refused when it
    // comes as a file of its own.
    let is_text = |article: &ArticleRef<'_>| {
        let text = article.document.text();
        let decoded = decode::decode(text.as_str().as_bytes(), None);
        decoded.is_ok_and(|decoded| decoded.text == *text)
    };
    if written.is_err() || !articles.iter().all(is_text) {
        return;
    }
    let written: Vec<InputFile<'_>> = output
        .files()
        .iter()
        .map(|(name, bytes)| InputFile::new(name, bytes))
        .collect();
    let again = format.read(&written);
    again.unwrap_or_else(|error| panic!("what we write: {error}"));
}

/// Tables in Parquet, as a dataset and as a table of articles.
pub fn parquet(reader: &str, files: &[File<'_>]) {
    match reader {
        "parquet" => dataset(reader, files),
        _ => articles::import(reader, files),
    }
}
