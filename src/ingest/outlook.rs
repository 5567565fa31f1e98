//! Reads messages that Outlook saved (`.msg`): a compound file whose streams are the properties of the message
//! (MS-OXMSG).
//!
//! The text is that of the plain form, or else of the HTML or RTF form. Attached files and forwarded messages are
//! articles of their own, as those of other mail are; what cannot be read is told.

use std::io::{Cursor, Read as _};

use cfb::CompoundFile;
use encoding_rs::Encoding;

use super::wrapped_lines::unwrapped;
use super::{
    ArticleDraft, FileKind, IngestError, ParagraphList, ReadFunction, SourceFile, decoded, html,
    kind_of, press_archives, rtf,
};

mod packed_rtf;

pub const KIND: FileKind = FileKind {
    name: "msg",
    title: "Outlook message",
    extensions: &["msg", "oft"],
    media_type: "application/vnd.ms-outlook",
    read: ReadFunction::Articles(read),
};

/// How many messages deep forwarded messages are read.
const MAX_DEPTH: usize = 8;

/// The number of attachments of a file that are read; more are counted.
const MAX_ATTACHMENTS: usize = 500;

/// The number of attachments that were left out that are named; more are counted.
const NAMED: usize = 5;

/// Properties of messages and attachments, by their numbers.
const SUBJECT: &str = "0037";
const SENDER: &str = "0C1A";
const SENT_FOR: &str = "0042";
const HEADERS: &str = "007D";
const BODY: &str = "1000";
const RTF: &str = "1009";
const HTML: &str = "1013";
const LONG_NAME: &str = "3707";
const SHORT_NAME: &str = "3704";
const DATA: &str = "3701";

/// Properties of fixed length that have a time.
const SENT: u16 = 0x0039;
const DELIVERED: u16 = 0x0E06;

/// The property with the number of the encoding of texts that are not in Unicode.
const CODE_PAGE: u16 = 0x3FFD;

/// The stream of the properties of fixed length.
const PROPERTIES: &str = "__properties_version1.0";

/// Between 1601, where Windows begins to count, and 1970, in seconds.
const SECONDS_TO_1970: i64 = 11_644_473_600;

type Ole<'a> = CompoundFile<Cursor<&'a [u8]>>;

fn malformed(why: impl Into<String>) -> IngestError {
    IngestError::Malformed {
        kind: KIND.title,
        why: why.into(),
    }
}

fn read(source: &SourceFile<'_>) -> Result<Vec<ArticleDraft>, IngestError> {
    let ole = CompoundFile::open(Cursor::new(source.bytes));
    let mut ole = ole.map_err(|error| malformed(error.to_string()))?;
    let mut reader = MessageReader {
        source,
        attachments: 0,
        left: source.limits.unpacked_bytes,
    };
    reader.message(&mut ole, "", 0)
}

struct MessageReader<'a> {
    source: &'a SourceFile<'a>,
    attachments: usize,
    /// The bytes of streams that may still be read: streams may overlap in a file that is made so.
    left: u64,
}

impl MessageReader<'_> {
    /// The message in a storage, followed by the articles that are attached to it.
    fn message(
        &mut self,
        ole: &mut Ole<'_>,
        storage: &str,
        depth: usize,
    ) -> Result<Vec<ArticleDraft>, IngestError> {
        let properties = FixedProperties::of(
            &self.stream(ole, &format!("{storage}/{PROPERTIES}"))?,
            depth,
        );
        let page = properties.number(CODE_PAGE);
        let (paragraphs, mut notices) = self.text(ole, storage, page)?;
        let mut text = |number: &str| self.string(ole, storage, number, page);
        let subject = text(SUBJECT)?;
        let mut author = text(SENDER)?;
        if author.is_empty() {
            author = text(SENT_FOR)?;
        }
        let headers = text(HEADERS)?;
        let date = properties.time(SENT).or_else(|| properties.time(DELIVERED));
        let date = date.unwrap_or_else(|| header(&headers, "date"));
        let mut left_out = Vec::new();
        let mut attached = Vec::new();
        for inner in attachments(ole, storage) {
            self.attachment(
                ole,
                &inner,
                page,
                depth,
                &mut attached,
                &mut left_out,
                &mut notices,
            )?;
        }
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
        let is_empty = paragraphs
            .iter()
            .all(|paragraph| paragraph.trim().is_empty());
        let mut drafts = match press_archives::split(paragraphs.iter()) {
            Some(articles) => articles,
            None if is_empty => Vec::new(),
            None => vec![ArticleDraft {
                title: subject,
                author,
                date,
                paragraphs,
                ..ArticleDraft::default()
            }],
        };
        drafts.append(&mut attached);
        match drafts.first_mut() {
            Some(first) => first.notices.append(&mut notices),
            None if !notices.is_empty() => return Err(malformed(notices.join(" "))),
            None => {}
        }
        Ok(drafts)
    }

    /// The text of a message, from the first of its forms that has any.
    fn text(
        &mut self,
        ole: &mut Ole<'_>,
        storage: &str,
        page: Option<u32>,
    ) -> Result<(ParagraphList, Vec<String>), IngestError> {
        let plain = self.string(ole, storage, BODY, page)?;
        if !plain.trim().is_empty() {
            return Ok((unwrapped(&plain), Vec::new()));
        }
        let limits = &self.source.limits;
        let bytes = self.binary(ole, storage, HTML)?;
        let (page_text, notice) = match bytes.is_empty() {
            true => (self.string(ole, storage, HTML, page)?, None),
            false => decoded(&bytes, None)?,
        };
        if !page_text.trim().is_empty() {
            let lines = html::lines(&page_text, limits)?;
            return Ok((lines, notice.into_iter().collect()));
        }
        let packed = self.binary(ole, storage, RTF)?;
        if packed.is_empty() {
            return Ok((ParagraphList::default(), Vec::new()));
        }
        let most = usize::try_from(limits.unpacked_bytes).unwrap_or(usize::MAX);
        let Some(bytes) = packed_rtf::unpacked(&packed, most) else {
            let notice = "Its formatted text is damaged and was left out.".to_owned();
            return Ok((ParagraphList::default(), vec![notice]));
        };
        let inner = SourceFile {
            bytes: &bytes,
            ..*self.source
        };
        let mut paragraphs = ParagraphList::default();
        for draft in rtf::KIND.articles(&inner)? {
            paragraphs.append(&draft.paragraphs);
        }
        Ok((paragraphs, Vec::new()))
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "what is found goes to three lists"
    )]
    fn attachment(
        &mut self,
        ole: &mut Ole<'_>,
        storage: &str,
        page: Option<u32>,
        depth: usize,
        attached: &mut Vec<ArticleDraft>,
        left_out: &mut Vec<String>,
        notices: &mut Vec<String>,
    ) -> Result<(), IngestError> {
        let mut name = self.string(ole, storage, LONG_NAME, page)?;
        if name.is_empty() {
            name = self.string(ole, storage, SHORT_NAME, page)?;
        }
        let inner = format!("{storage}/__substg1.0_{DATA}000D");
        let is_message = ole.is_storage(&inner);
        if name.is_empty() {
            name = if is_message {
                "forwarded message".to_owned()
            } else {
                "without a name".to_owned()
            };
        }
        self.attachments += 1;
        if self.attachments > MAX_ATTACHMENTS || depth + 1 >= MAX_DEPTH {
            left_out.push(name);
            return Ok(());
        }
        let read = if is_message {
            self.message(ole, &inner, depth + 1)
        } else {
            let bytes = self.binary(ole, storage, DATA)?;
            let Some(kind) = kind_of(&name, &bytes).filter(|_| !bytes.is_empty()) else {
                left_out.push(name);
                return Ok(());
            };
            let limits = self.source.limits;
            let source = SourceFile {
                name: &name,
                bytes: &bytes,
                limits,
            };
            if kind.name == KIND.name {
                // A message in a file of its own counts as deep as one that is in this file.
                CompoundFile::open(Cursor::new(&bytes[..]))
                    .map_err(|error| malformed(error.to_string()))
                    .and_then(|mut ole| self.message(&mut ole, "", depth + 1))
            } else {
                kind.articles(&source)
            }
        };
        match read {
            Err(error) => {
                notices.push(format!(
                    "The attachment “{name}” was not imported: {error}."
                ));
            }
            Ok(drafts) if drafts.is_empty() => left_out.push(name),
            Ok(drafts) => attached.extend(drafts.into_iter().map(|mut draft| {
                draft.part = match draft.part.as_str() {
                    "" => format!("attachment {name}"),
                    part => format!("attachment {name}, {part}"),
                };
                draft
            })),
        }
        Ok(())
    }

    /// A stream; empty if there is none.
    fn stream(&mut self, ole: &mut Ole<'_>, path: &str) -> Result<Vec<u8>, IngestError> {
        if !ole.is_stream(path) {
            return Ok(Vec::new());
        }
        let stream = ole.open_stream(path);
        let stream = stream.map_err(|error| malformed(error.to_string()))?;
        let mut bytes = Vec::new();
        let read = stream
            .take(self.left.saturating_add(1))
            .read_to_end(&mut bytes);
        read.map_err(|error| malformed(error.to_string()))?;
        let left = self.left.checked_sub(bytes.len() as u64);
        self.left = left.ok_or_else(|| IngestError::Bomb(path.to_owned()))?;
        Ok(bytes)
    }

    fn binary(
        &mut self,
        ole: &mut Ole<'_>,
        storage: &str,
        number: &str,
    ) -> Result<Vec<u8>, IngestError> {
        self.stream(ole, &format!("{storage}/__substg1.0_{number}0102"))
    }

    /// A text property, in Unicode or in the encoding of the message.
    fn string(
        &mut self,
        ole: &mut Ole<'_>,
        storage: &str,
        number: &str,
        page: Option<u32>,
    ) -> Result<String, IngestError> {
        let path = format!("{storage}/__substg1.0_{number}");
        let wide = self.stream(ole, &format!("{path}001F"))?;
        if !wide.is_empty() {
            let (units, _) = wide.as_chunks::<2>();
            let units: Vec<u16> = units.iter().map(|unit| u16::from_le_bytes(*unit)).collect();
            return Ok(String::from_utf16_lossy(&units)
                .trim_end_matches('\0')
                .to_owned());
        }
        let narrow = self.stream(ole, &format!("{path}001E"))?;
        let encoding = page.and_then(encoding);
        let text = match encoding {
            Some(encoding) => encoding.decode(&narrow).0.into_owned(),
            None if narrow.is_empty() => String::new(),
            None => decoded(&narrow, None)?.0,
        };
        Ok(text.trim_end_matches('\0').to_owned())
    }
}

/// The storages of the attachments of a message.
fn attachments(ole: &Ole<'_>, storage: &str) -> Vec<String> {
    let path = if storage.is_empty() { "/" } else { storage };
    let Ok(entries) = ole.read_storage(path) else {
        return Vec::new();
    };
    let storages = entries.filter(|entry| entry.is_storage());
    let names = storages.map(|entry| entry.name().to_owned());
    let mut names: Vec<String> = names
        .filter(|name| name.starts_with("__attach_version1.0"))
        .collect();
    names.sort();
    names
        .into_iter()
        .map(|name| format!("{storage}/{name}"))
        .collect()
}

/// The encoding of a Windows code page.
fn encoding(page: u32) -> Option<&'static Encoding> {
    let label = match page {
        65001 => "utf-8".to_owned(),
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        20866 => "koi8-r".to_owned(),
        28591..=28606 => format!("iso-8859-{}", page - 28590),
        page => format!("windows-{page}"),
    };
    Encoding::for_label(label.as_bytes())
}

/// The value of a header line of a message.
fn header(headers: &str, name: &str) -> String {
    let found = headers.lines().find_map(|line| {
        let (other, value) = line.split_once(':')?;
        other
            .eq_ignore_ascii_case(name)
            .then(|| value.trim().to_owned())
    });
    found.unwrap_or_default()
}

/// The properties of fixed length of a message.
#[derive(Default)]
struct FixedProperties(Vec<(u16, u64)>);

impl FixedProperties {
    /// Parses the stream, whose header is longer in the outermost message.
    fn of(bytes: &[u8], depth: usize) -> Self {
        let head = if depth == 0 { 32 } else { 24 };
        let (entries, _) = bytes.get(head..).unwrap_or_default().as_chunks::<16>();
        let entries = entries.iter().map(|entry| {
            let number = u16::from_le_bytes([entry[2], entry[3]]);
            let (_, value) = entry.as_chunks::<8>().0.split_at(1);
            (number, u64::from_le_bytes(value[0]))
        });
        Self(entries.collect())
    }

    fn value(&self, wanted: u16) -> Option<u64> {
        let found = self.0.iter().find(|(number, _)| *number == wanted);
        found.map(|(_, value)| *value).filter(|value| *value != 0)
    }

    fn number(&self, wanted: u16) -> Option<u32> {
        u32::try_from(self.value(wanted)? & 0xffff_ffff).ok()
    }

    /// The day of a time, which counts tenths of microseconds since 1601.
    fn time(&self, wanted: u16) -> Option<String> {
        let seconds = i64::try_from(self.value(wanted)? / 10_000_000).ok()?;
        let days = (seconds - SECONDS_TO_1970).div_euclid(86_400);
        Some(super::dates::day_since_1970(days))
    }
}

#[cfg(test)]
mod tests;
