//! Reads BibTeX and BibLaTeX.

use biblatex::{Bibliography, Chunk, Spanned};

use super::super::{IngestError, SourceFile, decoded};
use super::LiteratureRecord;

/// The records of a list.
pub fn records(source: &SourceFile<'_>) -> Result<Vec<LiteratureRecord>, IngestError> {
    let (text, _) = decoded(source.bytes, None)?;
    let malformed = |why: String| IngestError::Malformed {
        kind: super::BIBTEX.title,
        why,
    };
    let bibliography = Bibliography::parse(&text).map_err(|error| malformed(error.to_string()))?;
    if bibliography.is_empty() {
        return Err(malformed("it has no record".to_owned()));
    }
    let records = bibliography.iter().map(|entry| {
        let mut record = LiteratureRecord {
            key: entry.key.clone(),
            ..LiteratureRecord::default()
        };
        for (name, chunks) in &entry.fields {
            put(&mut record, &name.to_lowercase(), &plain(chunks));
        }
        record
    });
    Ok(records.collect())
}

/// The text of a value.
fn plain(chunks: &[Spanned<Chunk>]) -> String {
    let chunks = chunks.iter().map(|chunk| match &chunk.v {
        Chunk::Normal(text) | Chunk::Verbatim(text) | Chunk::Math(text) => text.as_str(),
    });
    chunks.collect()
}

fn put(record: &mut LiteratureRecord, name: &str, value: &str) {
    let words: Vec<&str> = value.split_whitespace().collect();
    let line = words.join(" ");
    match name {
        "title" => record.title = line,
        "journal" | "journaltitle" | "booktitle" => record.outlet = line,
        "author" => record.author = line.replace(" and ", "; "),
        "date" => record.date = line,
        "year" if record.date.is_empty() => record.date = line,
        "month" | "year" => {}
        "url" => record.url = line,
        "language" | "langid" if record.language.is_empty() => record.language = line,
        "abstract" => value.clone_into(&mut record.summary),
        "file" => files(value).iter().for_each(|path| record.attach(path)),
        "note" | "annotation" => record.other("memo", &line),
        "urldate" | "shorttitle" | "langid" | "copyright" => {}
        name => record.other(name, &line),
    }
}

/// The paths in a field of files: `Full Text:files/12/a.pdf:application/pdf;…`, or a path alone.
fn files(value: &str) -> Vec<String> {
    let files = value.split(';').map(|file| {
        let parts: Vec<&str> = file.split(':').collect();
        match parts.as_slice() {
            [path] => (*path).to_owned(),
            // `C:/a.pdf` has a drive and no description.
            [_, path] => (*path).to_owned(),
            // A name may have colons.
            [_, path @ .., _] => path.join(":"),
            [] => String::new(),
        }
    });
    files.filter(|path| !path.trim().is_empty()).collect()
}
