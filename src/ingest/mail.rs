//! Reads e-mail: single messages, mailboxes (mbox), and web pages that a browser saved as one file.
//!
//! A message is an article of all its textual parts. Messages that it forwards and articles that
//! are attached to it become articles of their own; what cannot be read is told.

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::mailbox::mbox::MessageIterator;
use mail_parser::{
    Address, Encoding, HeaderName, Message, MessageParser, MessagePart, MimeHeaders as _, PartType,
};

use super::paragraph_list::ParagraphList;
use super::wrapped_lines::unwrapped;
use super::{
    ArticleDraft, FileKind, IngestError, ReadFunction, SourceFile, decoded, html, kind_of,
    press_archives,
};

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

/// How many messages deep attached messages are read.
const MAX_DEPTH: usize = 8;

/// The number of attachments of one message that are read; more are counted.
const MAX_ATTACHMENTS: usize = 500;

/// The number of attachments that were left out that are named; more are counted.
const NAMED: usize = 5;

fn read_message(source: &SourceFile<'_>) -> Result<Vec<ArticleDraft>, IngestError> {
    message(source.bytes, source, 0)
}

fn read_mailbox(source: &SourceFile<'_>) -> Result<Vec<ArticleDraft>, IngestError> {
    mailbox(source, 0)
}

fn mailbox(source: &SourceFile<'_>, depth: usize) -> Result<Vec<ArticleDraft>, IngestError> {
    let mut drafts = Vec::new();
    for (number, mail) in MessageIterator::new(source.bytes).enumerate() {
        let Ok(mail) = mail else {
            return Err(malformed(MBOX.title, "no message begins where one should"));
        };
        for mut draft in message(mail.contents(), source, depth)? {
            draft.part = match draft.part.as_str() {
                "" => format!("message {}", number + 1),
                part => format!("message {}, {part}", number + 1),
            };
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

/// A message as a draft, followed by the articles that are attached to it.
fn message(
    bytes: &[u8],
    source: &SourceFile<'_>,
    depth: usize,
) -> Result<Vec<ArticleDraft>, IngestError> {
    articles_of(&parsed(bytes, EML.title)?, source, depth)
}

fn articles_of(
    mail: &Message<'_>,
    source: &SourceFile<'_>,
    depth: usize,
) -> Result<Vec<ArticleDraft>, IngestError> {
    let mut parts = MailParts {
        mail,
        source,
        depth,
        paragraphs: ParagraphList::default(),
        attached: Vec::new(),
        attachments: 0,
        left_out: Vec::new(),
        notices: Vec::new(),
    };
    parts.take(0)?;
    let MailParts {
        paragraphs,
        mut attached,
        left_out,
        mut notices,
        ..
    } = parts;
    if !left_out.is_empty() {
        let mut names = left_out[..left_out.len().min(NAMED)].join(", ");
        if left_out.len() > NAMED {
            names.push_str(", …");
        }
        notices.push(format!(
            "Attachments that were left out: {} ({names}).",
            left_out.len()
        ));
    }
    let mut drafts = match press_archives::split(paragraphs.iter()) {
        Some(articles) => articles,
        None if paragraphs
            .iter()
            .all(|paragraph| paragraph.trim().is_empty()) =>
        {
            Vec::new()
        }
        None => vec![ArticleDraft {
            title: header_text(
                mail,
                HeaderName::Subject,
                mail.subject().unwrap_or_default(),
            ),
            date: mail.date().map(ToString::to_string).unwrap_or_default(),
            author: {
                let name = mail.from().map(sender).unwrap_or_default();
                let name = header_text(mail, HeaderName::From, &name);
                name.split('<')
                    .next()
                    .unwrap_or_default()
                    .trim_matches([' ', '"'])
                    .to_owned()
            },
            paragraphs,
            ..ArticleDraft::default()
        }],
    };
    drafts.append(&mut attached);
    match drafts.first_mut() {
        Some(first) => first.notices.append(&mut notices),
        None if !notices.is_empty() => {
            return Err(malformed(EML.title, &notices.join(" ")));
        }
        None => {}
    }
    Ok(drafts)
}

/// The parts of a message, as they are gathered in their order.
struct MailParts<'a, 'b> {
    mail: &'a Message<'b>,
    source: &'a SourceFile<'a>,
    /// How many messages are around this one.
    depth: usize,
    /// The message's own text.
    paragraphs: ParagraphList,
    /// The articles of forwarded messages and attached files.
    attached: Vec<ArticleDraft>,
    attachments: usize,
    /// The names of attachments that are not read.
    left_out: Vec<String>,
    notices: Vec<String>,
}

impl MailParts<'_, '_> {
    /// Gathers a part and those within it.
    fn take(&mut self, number: u32) -> Result<(), IngestError> {
        let mail = self.mail;
        let Some(part) = mail.parts.get(number as usize) else {
            return Ok(());
        };
        match &part.body {
            PartType::Multipart(inner) if part.is_content_type("multipart", "alternative") => {
                self.take_alternative(inner)
            }
            PartType::Multipart(inner) => inner
                .iter()
                .filter(|inner| **inner > number)
                .try_for_each(|inner| self.take(*inner)),
            PartType::Text(_) | PartType::Html(_) if is_attached(part) || is_no_prose(part) => {
                self.take_file(part);
                Ok(())
            }
            PartType::Text(_) | PartType::Html(_) => {
                let paragraphs = self.text(part)?;
                self.paragraphs.append(&paragraphs);
                Ok(())
            }
            PartType::Message(inner) => {
                self.take_message(inner);
                Ok(())
            }
            PartType::Binary(_) | PartType::InlineBinary(_) => {
                // Pictures within the text are left out, as those of web pages are.
                let kind = part.content_type();
                let is_picture =
                    kind.is_some_and(|kind| kind.ctype().eq_ignore_ascii_case("image"));
                let is_inline = part.content_id().is_some()
                    || part.content_disposition().is_some_and(|d| d.is_inline());
                if !(is_picture && is_inline) {
                    self.take_file(part);
                }
                Ok(())
            }
        }
    }

    /// Gathers one of several forms of the same text: the plain one, unless it is a stub.
    fn take_alternative(&mut self, forms: &[u32]) -> Result<(), IngestError> {
        let mut texts = Vec::new();
        for form in forms {
            let mut parts = MailParts {
                mail: self.mail,
                source: self.source,
                depth: self.depth,
                paragraphs: ParagraphList::default(),
                attached: Vec::new(),
                attachments: self.attachments,
                left_out: Vec::new(),
                notices: Vec::new(),
            };
            parts.take(*form)?;
            self.attached.append(&mut parts.attached);
            self.left_out.append(&mut parts.left_out);
            self.notices.append(&mut parts.notices);
            self.attachments = parts.attachments;
            texts.push(parts.paragraphs);
        }
        // The plain text is what the sender wrote; the HTML form would have to be stripped of its
        // markup. But some plain forms only say that there is another one.
        let most = texts.iter().map(ParagraphList::words).max();
        let most = most.unwrap_or_default();
        let chosen = texts.into_iter().find(|text| text.words() * 2 >= most);
        self.paragraphs.append(&chosen.unwrap_or_default());
        Ok(())
    }

    /// The paragraphs of a textual part.
    fn text(&mut self, part: &MessagePart<'_>) -> Result<ParagraphList, IngestError> {
        let text = self.decoded(part);
        match &part.body {
            PartType::Html(_) => html::lines(&text, &self.source.limits),
            _ => Ok(unwrapped(&text)),
        }
    }

    /// The text of a part. Where its declared encoding is unknown or wrong, it is detected.
    fn decoded(&mut self, part: &MessagePart<'_>) -> String {
        let (PartType::Text(text) | PartType::Html(text)) = &part.body else {
            return String::new();
        };
        let charset = part
            .content_type()
            .and_then(|kind| kind.attribute("charset"));
        // Who declares ASCII and writes more has declared nothing.
        let charset = charset.filter(|charset| !charset.to_ascii_lowercase().contains("ascii"));
        if text.is_ascii() || (charset.is_some() && !text.contains('\u{FFFD}')) {
            return text.clone().into_owned();
        }
        match self.bytes(part).map(|bytes| decoded(&bytes, charset)) {
            Some(Ok((text, notice))) => {
                self.notices.extend(notice);
                text
            }
            _ => text.clone().into_owned(),
        }
    }

    /// The bytes of a part, decoded for transfer only.
    fn bytes(&self, part: &MessagePart<'_>) -> Option<Vec<u8>> {
        let (start, end) = (part.offset_body as usize, part.offset_end as usize);
        let raw = self.mail.raw_message.get(start..end)?;
        match part.encoding {
            Encoding::None => Some(raw.to_vec()),
            Encoding::Base64 => base64_decode(raw),
            Encoding::QuotedPrintable => quoted_printable_decode(raw),
        }
    }

    fn take_message(&mut self, inner: &Message<'_>) {
        if !self.may_read("forwarded message") {
            return;
        }
        let read = articles_of(inner, self.source, self.depth + 1);
        self.add("forwarded message", read);
    }

    /// Reads an attached file as it would be read alone.
    fn take_file(&mut self, part: &MessagePart<'_>) {
        let name = part.attachment_name().unwrap_or_default().to_owned();
        let bytes = match &part.body {
            PartType::Binary(bytes) | PartType::InlineBinary(bytes) => Some(bytes.to_vec()),
            _ => self.bytes(part),
        };
        let Some(bytes) = bytes else {
            return self.left_out.push(shown(&name, part));
        };
        let by_type = || match &part.body {
            PartType::Html(_) => Some(&html::KIND),
            PartType::Text(_) if !is_no_prose(part) => Some(&super::text::KIND),
            _ => None,
        };
        let Some(kind) = kind_of(&name, &bytes).or_else(by_type) else {
            return self.left_out.push(shown(&name, part));
        };
        let name = shown(&name, part);
        if !self.may_read(&name) {
            return;
        }
        let limits = self.source.limits;
        let source = SourceFile {
            name: &name,
            bytes: &bytes,
            limits,
        };
        let read = match &kind.read {
            _ if kind.name == EML.name => message(&bytes, &source, self.depth + 1),
            _ if kind.name == MBOX.name => mailbox(&source, self.depth + 1),
            ReadFunction::Articles(read) => read(&source),
            ReadFunction::Table(read) => read(&source).map(|table| table.drafts(&limits)),
        };
        self.add(&name, read);
    }

    /// Counts an attachment; whether it is within the limits.
    fn may_read(&mut self, name: &str) -> bool {
        self.attachments += 1;
        let may = self.attachments <= MAX_ATTACHMENTS && self.depth < MAX_DEPTH;
        if !may {
            self.left_out.push(name.to_owned());
        }
        may
    }

    fn add(&mut self, name: &str, read: Result<Vec<ArticleDraft>, IngestError>) {
        let mut drafts = match read {
            Ok(drafts) => drafts,
            Err(error) => {
                let message = format!("The attachment “{name}” was not imported: {error}.");
                return self.notices.push(message);
            }
        };
        if drafts.is_empty() {
            return self.left_out.push(name.to_owned());
        }
        for draft in &mut drafts {
            draft.part = match draft.part.as_str() {
                "" => format!("attachment {name}"),
                part => format!("attachment {name}, {part}"),
            };
        }
        self.attached.append(&mut drafts);
    }
}

/// Whether a part is text only for programs: an appointment, an address card.
fn is_no_prose(part: &MessagePart<'_>) -> bool {
    const NO_PROSE: [&str; 6] = [
        "calendar",
        "vcard",
        "x-vcard",
        "directory",
        "css",
        "rfc822-headers",
    ];
    let kind = part.content_type().and_then(|kind| kind.subtype());
    kind.is_some_and(|kind| {
        NO_PROSE
            .iter()
            .any(|other| kind.eq_ignore_ascii_case(other))
    })
}

/// Whether a textual part is a file beside the message rather than a piece of its text.
fn is_attached(part: &MessagePart<'_>) -> bool {
    let is_file = part.content_disposition();
    let is_file = is_file.is_some_and(|disposition| disposition.is_attachment());
    // Apple Mail marks attached files as inline; they have a name, which pieces of a text lack.
    is_file
        || part
            .attachment_name()
            .is_some_and(|name| name.contains('.'))
}

/// How a notice names an attachment.
fn shown(name: &str, part: &MessagePart<'_>) -> String {
    if !name.is_empty() {
        return name.to_owned();
    }
    let kind = part.content_type();
    kind.map_or_else(
        || "without a name".to_owned(),
        |kind| match kind.subtype() {
            Some(subtype) => format!("{}/{subtype}", kind.ctype()),
            None => kind.ctype().to_owned(),
        },
    )
}

/// The text of a header line. Some programs write it in the encoding of the message, which a parser
/// cannot know; then its bytes are decoded again.
fn header_text(mail: &Message<'_>, name: HeaderName<'_>, parsed: &str) -> String {
    if !parsed.contains('\u{FFFD}') {
        return parsed.to_owned();
    }
    let header = mail.headers().iter().find(|header| header.name == name);
    let bytes = header.and_then(|header| {
        let (start, end) = (header.offset_start as usize, header.offset_end as usize);
        mail.raw_message.get(start..end)
    });
    let charset = mail
        .parts
        .iter()
        .find_map(|part| part.content_type()?.attribute("charset"));
    let text = bytes.and_then(|bytes| decoded(bytes, charset).ok());
    text.map_or_else(|| parsed.to_owned(), |(text, _)| text.trim().to_owned())
}

/// The name of the sender, or the address if there is no name.
fn sender(from: &Address<'_>) -> String {
    let first = from.first();
    let name = first.and_then(|first| first.name().or(first.address()));
    name.unwrap_or_default().to_owned()
}

fn read_page(source: &SourceFile<'_>) -> Result<Vec<ArticleDraft>, IngestError> {
    let mail = parsed(source.bytes, MHTML.title)?;
    let missing = || malformed(MHTML.title, "there is no page in it");
    let number = mail.html_body.first().ok_or_else(missing)?;
    let part = mail.parts.get(*number as usize).ok_or_else(missing)?;
    let mut parts = MailParts {
        mail: &mail,
        source,
        depth: 0,
        paragraphs: ParagraphList::default(),
        attached: Vec::new(),
        attachments: 0,
        left_out: Vec::new(),
        notices: Vec::new(),
    };
    // Browsers do not name the encoding; the page itself does.
    let bytes = parts.bytes(part);
    let named = bytes.as_deref().and_then(html::named_encoding);
    let charset = part
        .content_type()
        .and_then(|kind| kind.attribute("charset"));
    let page = match (charset.or(named), &bytes) {
        (Some(named), Some(bytes)) => {
            let (page, notice) = decoded(bytes, Some(named))?;
            parts.notices.extend(notice);
            page
        }
        _ => parts.decoded(part),
    };
    if page.trim().is_empty() {
        return Err(missing());
    }
    let mut drafts = html::articles(&page, &source.limits)?;
    for draft in &mut drafts {
        if draft.url.is_empty() {
            let place = mail.header_raw("Snapshot-Content-Location");
            draft.url = place.unwrap_or_default().trim().to_owned();
        }
    }
    if let Some(first) = drafts.first_mut() {
        first.notices.append(&mut parts.notices);
    }
    Ok(drafts)
}

#[cfg(test)]
mod tests {
    use super::super::{Content, Ingested, Limits, by_name, read};

    fn articles(mail: &[u8]) -> Vec<Ingested> {
        match read("a.eml", mail, by_name("eml"), Limits::default()) {
            Ok(Content::Articles(articles)) => articles,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn headers_and_texts_in_an_encoding_that_nobody_names_are_decoded() {
        let text = "港口罢工进入第九天。工会要求加薪百分之十一，并要求书面保证。";
        let (gbk, _, _) = encoding_rs::GBK.encode(text);
        for charset in ["; charset=gb2312", "; charset=us-ascii", ""] {
            let mut mail = b"From: a@b.example\r\nSubject: ".to_vec();
            mail.extend(&gbk[..18]);
            mail.extend(format!("\r\nContent-Type: text/plain{charset}\r\n\r\n").as_bytes());
            mail.extend(&*gbk);
            let articles = articles(&mail);
            assert!(
                articles[0].text.ends_with(&format!("{text}\n")),
                "{charset}: {articles:?}"
            );
            if charset.contains("gb") {
                assert_eq!(articles[0].title, "港口罢工进入第九天");
            }
        }
    }

    #[test]
    fn attachments_that_are_no_articles_are_named_and_their_depth_is_limited() {
        let mail = "Subject: Dockers\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n\
            --x\r\nContent-Type: text/plain\r\n\r\nSee the minutes.\r\n\
            --x\r\nContent-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\n\
            --x\r\nContent-Type: application/zip; name=all.zip\r\n\r\nPK\r\n\
            --x\r\nContent-Type: image/png\r\nContent-Disposition: inline\r\n\r\nx\r\n--x--\r\n";
        let got = articles(mail.as_bytes());
        let notice = "Attachments that were left out: 2 (text/calendar, all.zip).";
        assert_eq!(got.len(), 1);
        assert_eq!(got[0].notices, [notice]);

        let mut nested = "Subject: In\r\n\r\nThe innermost text.\r\n".to_owned();
        for _ in 0..20 {
            nested = format!("Subject: Out\r\nContent-Type: message/rfc822\r\n\r\n{nested}");
        }
        let read = read(
            "a.eml",
            nested.as_bytes(),
            by_name("eml"),
            Limits::default(),
        );
        let error = read.expect_err("it is too deep").to_string();
        assert!(error.contains("were left out: 1"), "{error}");
    }
}
