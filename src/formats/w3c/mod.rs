//! `w3c`: Web Annotations, one `.txt` and one `.jsonld` page per article.
//!
//! ```text
//! {"id":"urn:uuid:…","type":"Annotation","motivation":"tagging",
//!  "body":[{"type":"TextualBody","purpose":"tagging","value":"actor"}],
//!  "target":{"source":"harbour.txt","selector":[
//!    {"type":"TextPositionSelector","start":32,"end":41},
//!    {"type":"TextQuoteSelector","exact":"Zelenskyy","prefix":"eeze. ","suffix":" refused."}]}}
//! ```
//!
//! Offsets count Unicode scalar values of the `.txt`, which is the article without changes. An
//! annotation of several fragments has several targets. A relation is an annotation with the
//! motivation `linking`, whose two targets are annotations. What the model has no term for is under
//! `demarche`, which is declared in the context.

use super::{
    About, ArticleRef, Files, Format, FormatError, Group, ImportSink, InputFile, Losses, Output,
    Supports, WriteOptions, rendered,
};

mod bodies;

mod read;

mod write;

const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";

/// The prefix of the IRI of an entity without a Wikidata item.
const ENTITY: &str = "urn:demarche:entity:";

/// The W3C Web Annotation format.
pub struct WebAnnotations;

impl Format for WebAnnotations {
    fn about(&self) -> &About {
        &About {
            name: "w3c",
            title: "W3C Web Annotations, two files an article",
            purpose: "Web Annotations: publish on the web",
            group: Group::Publish,
            extension: "jsonld",
            files: Files::Several,
            supports: Supports::PLACED,
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
            let mut files = super::names::FileNames::default();
            let stems: Vec<String> = part.articles.iter().map(|a| files.stem(a)).collect();
            let render = |index: usize, article: &ArticleRef<'_>, losses: &mut Losses| {
                self.about().supports.report(article, losses);
                let page = write::page(article, &stems[index], options, losses)?;
                Ok((index, page))
            };
            rendered::each(&part.articles, losses, render, |(index, page)| {
                let path = format!("{}{}", part.folder(), stems[index]);
                let text = part.articles[index].document.text();
                output
                    .file(&format!("{path}.txt"))?
                    .write_all(text.as_str().as_bytes())?;
                Ok(output.file(&format!("{path}.jsonld"))?.write_all(&page)?)
            })?;
        }
        Ok(())
    }

    fn read_into(
        &self,
        files: &[InputFile<'_>],
        intake: &mut ImportSink<'_>,
    ) -> Result<(), FormatError> {
        read::read(files, intake)
    }
}
