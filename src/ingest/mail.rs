//! Reads e-mail: single messages, mailboxes (mbox), and web pages that a browser saved as one file.

use mail_parser::mailbox::mbox::MessageIterator;
use mail_parser::{Address, Message, MessageParser};

use super::{ArticleDraft, FileKind, IngestError, ReadFunction, SourceFile, html, press_archives};

pub const EML: FileKind = FileKind {
    name: "eml",
    title: "E-mail message",
    extensions: &["eml"],
    media_type: "message/rfc822",
    read: ReadFunction::Articles(read_message),
};

pub const MBOX: FileKind = FileKind {
    name: "mbox",
    title: "Mailbox",
    extensions: &["mbox"],
    media_type: "application/mbox",
    read: ReadFunction::Articles(read_mailbox),
};

pub const MHTML: FileKind = FileKind {
    name: "mhtml",
    title: "Web page in one file",
    extensions: &["mhtml", "mht"],
    media_type: "multipart/related",
    read: ReadFunction::Articles(read_page),
};

fn read_message(source: &SourceFile<'_>) -> Result<Vec<ArticleDraft>, IngestError> {
    message(source.bytes, source)
}

fn read_mailbox(source: &SourceFile<'_>) -> Result<Vec<ArticleDraft>, IngestError> {
    let mut drafts = Vec::new();
    for (number, mail) in MessageIterator::new(source.bytes).enumerate() {
        let Ok(mail) = mail else {
            return Err(malformed(MBOX.title, "no message begins where one should"));
        };
        for mut draft in message(mail.contents(), source)? {
            draft.part = format!("message {}", number + 1);
            drafts.push(draft);
        }
        if drafts.len() > source.limits.articles {
            return Err(IngestError::TooMany(source.limits.articles));
        }
    }
    Ok(drafts)
}

fn malformed(kind: &'static str, why: &str) -> IngestError {
    let why = why.to_owned();
    IngestError::Malformed { kind, why }
}

fn parsed<'a>(bytes: &'a [u8], kind: &'static str) -> Result<Message<'a>, IngestError> {
    let parsed = MessageParser::default().parse(bytes);
    parsed.ok_or_else(|| malformed(kind, "it has no header lines"))
}

/// A message as a draft, or as several if it holds a newspaper archive's export of articles.
fn message(bytes: &[u8], source: &SourceFile<'_>) -> Result<Vec<ArticleDraft>, IngestError> {
    let mail = parsed(bytes, EML.title)?;
    // The plain text is what the sender wrote; the HTML part would have to be stripped of its
    // markup.
    let is_plain = mail
        .text_bodies()
        .any(|part| part.is_text() && !part.is_text_html());
    let paragraphs = match (is_plain, mail.body_html(0)) {
        (false, Some(page)) => html::lines(&page, &source.limits)?,
        _ => unwrapped(&mail.body_text(0).unwrap_or_default())
            .into_iter()
            .collect(),
    };
    if let Some(articles) = press_archives::split(paragraphs.iter()) {
        return Ok(articles);
    }
    Ok(vec![ArticleDraft {
        title: mail.subject().unwrap_or_default().to_owned(),
        date: mail.date().map(ToString::to_string).unwrap_or_default(),
        author: mail.from().map(sender).unwrap_or_default(),
        paragraphs,
        ..ArticleDraft::default()
    }])
}

/// The name of the sender, or the address if there is no name.
fn sender(from: &Address<'_>) -> String {
    let first = from.first();
    let name = first.and_then(|first| first.name().or(first.address()));
    name.unwrap_or_default().to_owned()
}

/// Unwraps a text that was hard-wrapped: an empty line ends a paragraph, and a line that is
/// followed by another continues if it is about as long as the longest lines.
fn unwrapped(text: &str) -> Vec<String> {
    const FULL: usize = 55;
    const MAX_WIDTH: usize = 80;
    let is_wrapped = text.lines().all(|line| line.chars().count() <= MAX_WIDTH);
    let mut paragraphs: Vec<String> = Vec::new();
    let mut goes_on = false;
    for line in text.lines() {
        let line = line.trim_end();
        match paragraphs.last_mut() {
            Some(paragraph) if goes_on && !line.is_empty() => {
                paragraph.push(' ');
                paragraph.push_str(line);
            }
            _ => paragraphs.push(line.to_owned()),
        }
        goes_on = is_wrapped && line.chars().count() >= FULL;
    }
    paragraphs
}

fn read_page(source: &SourceFile<'_>) -> Result<Vec<ArticleDraft>, IngestError> {
    let mail = parsed(source.bytes, MHTML.title)?;
    let page = mail
        .body_html(0)
        .ok_or_else(|| malformed(MHTML.title, "there is no page in it"))?;
    let mut drafts = html::articles(&page, &source.limits)?;
    for draft in &mut drafts {
        if draft.url.is_empty() {
            let place = mail.header_raw("Snapshot-Content-Location");
            draft.url = place.unwrap_or_default().trim().to_owned();
        }
    }
    Ok(drafts)
}

#[cfg(test)]
mod tests {
    use super::unwrapped;

    #[test]
    fn lines_that_were_broken_for_width_are_joined() {
        let text = "The dockers of Port-Lévan stayed out for the ninth day while\n\
            their union spoke.\n\nA list:\none\ntwo";
        assert_eq!(
            unwrapped(text),
            [
                "The dockers of Port-Lévan stayed out for the ninth day while their union spoke.",
                "",
                "A list:",
                "one",
                "two"
            ]
        );
        let long = "x".repeat(90);
        assert_eq!(unwrapped(&format!("{long}\n{long}")).len(), 2);
    }
}
