//! `refi-qda`: a `.qdpx` project, which ATLAS.ti, MAXQDA, NVivo, QualCoder and others exchange.
//!
//! | there | here |
//! |---|---|
//! | text source | an article, written with LF and without a byte order mark |
//! | code | a label |
//! | selection with a coding | an annotation, or a fragment of one |
//! | link between two selections | a relation |
//! | case with its selections | an entity |
//! | note on a selection | a memo |
//! | note `Demarche` on a source | as JSON what there is no place for: attributes, which selections are one |
//!
//! Offsets count Unicode scalar values; the name of a selection is the text that it covers.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::{
    About, ArticleRef, Files, Format, FormatError, Group, ImportSink, InputFile, LossKind, Losses,
    LostItem, Output, Supports, WriteOptions, features, per_file,
};
use crate::store::io_reason::reason_behind;
use crate::store::unpack::{UnpackGuard, UnpackLimits};

mod codes;

mod known;

mod parts;

mod read;

mod write;

const NAMESPACE: &str = "urn:QDA-XML:project:1.0";

/// The name of the project file in the archive.
const PROJECT: &str = "project.qde";

/// The name of the notes that hold what the format cannot store.
const NOTE: &str = "Demarche";

/// The limits of unpacking an archive.
const LIMITS: UnpackLimits = UnpackLimits {
    bytes: 1 << 30,
    ratio: 200,
    always: 64 << 20,
    parts: 50_000,
};

/// The REFI-QDA format.
pub struct RefiQda;

impl Format for RefiQda {
    fn about(&self) -> &About {
        &About {
            name: "refi-qda",
            title: "REFI-QDA project (ATLAS.ti, MAXQDA, NVivo, QualCoder)",
            purpose: "REFI-QDA: MAXQDA, ATLAS.ti or NVivo",
            group: Group::Annotate,
            extension: "qdpx",
            files: Files::One,
            supports: Supports::ONE_STRETCH,
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
        for part in options.parts(articles) {
            let (project, sources) = write::project(&part.articles, options, losses);
            let bytes = archive(&project, &sources)
                .map_err(|error| FormatError::Unwritable(reason_behind(&error).into_owned()))?;
            output
                .file(&part.file("project", self.about().extension))?
                .write_all(&bytes)?;
        }
        Ok(())
    }

    fn read_into(
        &self,
        files: &[InputFile<'_>],
        intake: &mut ImportSink<'_>,
    ) -> Result<(), FormatError> {
        for file in per_file::own(files, &[self.about().extension]) {
            let inner = inner_files(file, LIMITS, &mut intake.losses)?;
            read::project(file.name, &inner, intake)?;
        }
        Ok(())
    }
}

/// A file in an archive: name and bytes.
type ArchivedFile = (String, Vec<u8>);

fn archive(project: &str, sources: &[(String, String)]) -> zip::result::ZipResult<Vec<u8>> {
    // No time stamp, so that an export is reproducible.
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file(PROJECT, options)?;
    archive.write_all(project.as_bytes())?;
    for (name, text) in sources {
        archive.start_file(format!("sources/{name}"), options)?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

/// Unpacks the files of an archive within limits; skipped files are reported.
fn inner_files(
    file: &InputFile<'_>,
    limits: UnpackLimits,
    losses: &mut Losses,
) -> Result<Vec<ArchivedFile>, FormatError> {
    let unreadable = |why: String| FormatError::Unreadable {
        file: file.name.to_owned(),
        line: 0,
        why,
    };
    let message = |error: zip::result::ZipError| unreadable(format!("it is no archive: {error}"));
    let bytes = file.bytes()?;
    let packed = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(message)?;
    let mut guard = UnpackGuard::new(limits, packed);
    let counted = guard.check_parts(archive.len());
    counted.map_err(|error| unreadable(error.to_string()))?;
    let mut inner = Vec::new();
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(message)?;
        if entry.is_dir() {
            continue;
        }
        let name = entry.name().map_err(message)?.into_owned();
        if entry.enclosed_name().is_none() || name.contains('\\') {
            let why = format!("“{name}” in it would lie outside of it, and is left out");
            losses.add(file.name, LostItem::Article, LossKind::Dropped, why);
            continue;
        }
        let lower = name.to_ascii_lowercase();
        if lower != PROJECT && !lower.ends_with(".txt") {
            continue;
        }
        let packed = entry.compressed_size();
        let bytes = guard.read(entry, packed);
        let bytes = bytes.map_err(|error| unreadable(format!("“{name}” in it: {error}")))?;
        inner.push((name, bytes));
    }
    Ok(inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harness_tests::{export, hard_articles, options, refs};

    fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            let options = SimpleFileOptions::default();
            archive.start_file(*name, options).expect("memory");
            archive.write_all(bytes).expect("memory");
        }
        archive.finish().expect("memory").into_inner()
    }

    fn read(bytes: &[u8]) -> (Result<Vec<ArchivedFile>, FormatError>, Losses) {
        let file = InputFile::new("a.qdpx", bytes);
        let mut losses = Losses::default();
        (inner_files(&file, LIMITS, &mut losses), losses)
    }

    #[test]
    fn colours_and_definitions_of_codes_read_back() {
        let articles = hard_articles();
        let options = options();
        let (output, _) = export(&RefiQda, &refs(&articles), &options);
        let (name, bytes) = &output.files()[0];
        let back = RefiQda.read(&[InputFile::new(name, bytes)]).expect("ours");
        let codebook = back.codebook.expect("it is declared");
        for label in &options.codebook.labels {
            let back = codebook.label(&label.id).expect("a code");
            assert_eq!(
                (back.color, &back.definition),
                (label.color, &label.definition)
            );
        }
    }

    #[test]
    fn archives_that_climb_or_explode_are_refused() {
        let (files, losses) = read(&zipped(&[("../up.txt", b"x"), ("sources/a.txt", b"y")]));
        assert_eq!(files.expect("one is fine").len(), 1);
        assert!(losses.all()[0].why.contains("outside"), "{losses:?}");
        let zeros = vec![0; 65 << 20];
        let (files, _) = read(&zipped(&[("sources/a.txt", &zeros)]));
        assert!(files.expect_err("a bomb").to_string().contains("more than"));
        assert!(read(b"PK no archive").0.is_err());
    }

    #[test]
    fn every_archive_limit_is_enforced() {
        let zeros = vec![0; 1000];
        let bytes = zipped(&[("a.txt", &zeros), ("b.txt", &zeros), ("c.jpg", &zeros)]);
        let file = InputFile::new("a.qdpx", &bytes);
        let read = |limits| match inner_files(&file, limits, &mut Losses::default()) {
            Ok(files) => files.len().to_string(),
            Err(error) => error.to_string(),
        };
        let enough = UnpackLimits {
            bytes: 2000,
            ratio: 100,
            always: 0,
            parts: 3,
        };
        // Pictures are not unpacked.
        assert_eq!(read(enough), "2");
        for (limits, why) in [
            (
                UnpackLimits {
                    bytes: 1999,
                    ..enough
                },
                "more than 999 bytes",
            ),
            (
                UnpackLimits {
                    ratio: 50,
                    ..enough
                },
                "more than",
            ),
            (UnpackLimits { parts: 2, ..enough }, "it has 3 parts"),
        ] {
            let message = read(limits);
            assert!(message.contains(why), "{message}");
        }
    }
}
