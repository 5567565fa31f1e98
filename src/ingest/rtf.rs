//! A parser for rich text (RTF), as word processors and newspaper archives write it, in any
//! encoding.
//!
//! We wrote our own: the existing crates support neither code pages of fonts nor limits.

use std::collections::HashMap;

use encoding_rs::{Encoding, WINDOWS_1252};

use super::{ArticleDraft, FileKind, IngestError, ReadFunction, SourceFile, press_archives};

pub const KIND: FileKind = FileKind {
    name: "rtf",
    title: "Rich text",
    extensions: &["rtf"],
    media_type: "application/rtf",
    read: ReadFunction::Articles(read),
};

/// Groups whose text is not part of the document.
const LEFT_OUT: [&str; 21] = [
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "object",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "annotation",
    "fldinst",
    "listtable",
    "listoverridetable",
    "themedata",
    "datastore",
    "rsidtbl",
    "xmlnstbl",
];

fn read(source: &SourceFile<'_>) -> Result<Vec<ArticleDraft>, IngestError> {
    if !source.bytes.starts_with(b"{\\rtf") {
        return Err(IngestError::Malformed {
            kind: KIND.title,
            why: "it does not begin as rich text does".to_owned(),
        });
    }
    let RtfText { text, notes, .. } = text_of(source)?;
    let mut drafts =
        press_archives::split(text.lines()).unwrap_or_else(|| vec![ArticleDraft::of_lines(&text)]);
    if let Some(last) = drafts.last_mut() {
        let notes = notes.split('\0').map(|note| note.trim().to_owned());
        last.add_notes(notes.collect());
    }
    Ok(drafts)
}

/// The state of a group, which is restored when the group ends.
#[derive(Clone, Copy)]
struct RtfGroup {
    is_left_out: bool,
    in_fonts: bool,
    /// Whether it is a footnote or an endnote.
    in_note: bool,
    /// The number of fallback characters after a Unicode escape (`\uc`).
    stand_ins: usize,
    encoding: &'static Encoding,
}

struct RtfText {
    text: String,
    /// The texts of footnotes, with a zero between two.
    notes: String,
    /// Bytes of text that are pending until the encoding changes.
    bytes: Vec<u8>,
    groups: Vec<RtfGroup>,
    now: RtfGroup,
    /// The encoding of the document, for fonts that declare none.
    document: &'static Encoding,
    fonts: HashMap<i32, &'static Encoding>,
    font: i32,
    to_skip: usize,
    /// A pending high surrogate of a UTF-16 pair.
    high: Option<u16>,
}

fn text_of(source: &SourceFile<'_>) -> Result<RtfText, IngestError> {
    let start = RtfGroup {
        is_left_out: false,
        in_fonts: false,
        in_note: false,
        stand_ins: 1,
        encoding: WINDOWS_1252,
    };
    let mut text = RtfText {
        text: String::new(),
        notes: String::new(),
        bytes: Vec::new(),
        groups: Vec::new(),
        now: start,
        document: WINDOWS_1252,
        fonts: HashMap::new(),
        font: 0,
        to_skip: 0,
        high: None,
    };
    let mut rest = source.bytes;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match byte {
            b'{' => {
                text.groups.push(text.now);
                text.to_skip = 0;
                if text.groups.len() > source.limits.depth {
                    return Err(IngestError::TooDeep(source.limits.depth));
                }
            }
            b'}' => {
                text.flush();
                text.to_skip = 0;
                match text.groups.pop() {
                    Some(outer) => text.now = outer,
                    None => break,
                }
            }
            b'\\' => rest = text.control(after),
            b'\r' | b'\n' => {}
            byte => text.byte(byte),
        }
    }
    text.flush();
    Ok(text)
}

impl RtfText {
    fn byte(&mut self, byte: u8) {
        if self.to_skip > 0 {
            self.to_skip -= 1;
        } else if !self.now.is_left_out && !self.now.in_fonts {
            self.bytes.push(byte);
        }
    }

    fn character(&mut self, c: char) {
        self.flush();
        if !self.now.is_left_out && !self.now.in_fonts {
            self.out().push(c);
        }
    }

    /// Where text goes.
    fn out(&mut self) -> &mut String {
        match self.now.in_note {
            true => &mut self.notes,
            false => &mut self.text,
        }
    }

    fn flush(&mut self) {
        if !self.bytes.is_empty() {
            let bytes = std::mem::take(&mut self.bytes);
            let (decoded, _) = self.now.encoding.decode_without_bom_handling(&bytes);
            self.out().push_str(&decoded);
        }
    }

    /// Handles the control word or symbol after a backslash, and returns the rest.
    fn control<'a>(&mut self, rest: &'a [u8]) -> &'a [u8] {
        let letters = rest.iter().take_while(|b| b.is_ascii_alphabetic()).count();
        if letters == 0 {
            return self.symbol(rest);
        }
        let (word, rest) = rest.split_at(letters);
        let signed = usize::from(rest.first() == Some(&b'-'));
        let digits = rest[signed..]
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count();
        let (number, rest) = if digits > 0 {
            let (number, rest) = rest.split_at(signed + digits);
            let number = std::str::from_utf8(number).ok();
            (number.and_then(|n| n.parse::<i32>().ok()), rest)
        } else {
            (None, rest)
        };
        let rest = rest.strip_prefix(b" ").unwrap_or(rest);
        let word = std::str::from_utf8(word).unwrap_or_default();
        if word == "bin" {
            let length = number.and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
            return rest.get(length..).unwrap_or_default();
        }
        self.word(word, number);
        rest
    }

    fn symbol<'a>(&mut self, rest: &'a [u8]) -> &'a [u8] {
        let Some((&symbol, after)) = rest.split_first() else {
            return rest;
        };
        match symbol {
            b'\'' => {
                let hex = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
                if let Some(byte) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
                    self.byte(byte);
                }
                return after.get(2..).unwrap_or_default();
            }
            b'*' => self.now.is_left_out = true,
            b'~' => self.character('\u{A0}'),
            b'_' => self.character('-'),
            b'\r' | b'\n' => self.character('\n'),
            b'\\' | b'{' | b'}' => self.byte(symbol),
            _ => {}
        }
        after
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        match (word, number) {
            ("fonttbl", _) => self.now.in_fonts = true,
            ("ansicpg", Some(page)) => {
                self.document = code_page(page);
                self.now.encoding = self.document;
            }
            ("mac", _) => self.document = encoding_rs::MACINTOSH,
            ("f", Some(font)) => {
                self.flush();
                self.font = font;
                let of_font = self.fonts.get(&font).copied();
                self.now.encoding = of_font.unwrap_or(self.document);
            }
            ("fcharset", Some(charset)) if self.now.in_fonts => {
                if let Some(page) = page_of_charset(charset) {
                    self.fonts.insert(self.font, code_page(page));
                }
            }
            ("plain", _) => {
                self.flush();
                self.now.encoding = self.document;
            }
            ("uc", Some(count)) => self.now.stand_ins = usize::try_from(count).unwrap_or(0),
            ("u", Some(number)) => self.unit(number),
            ("par" | "line" | "row" | "sect" | "page", _) => self.character('\n'),
            ("tab" | "cell" | "enspace" | "emspace", _) => self.character(' '),
            ("emdash", _) => self.character('—'),
            ("endash", _) => self.character('–'),
            ("lquote", _) => self.character('‘'),
            ("rquote", _) => self.character('’'),
            ("ldblquote", _) => self.character('“'),
            ("rdblquote", _) => self.character('”'),
            ("bullet", _) => self.character('•'),
            ("footnote", _) => {
                self.flush();
                self.now.in_note = true;
                if !self.now.is_left_out && !self.notes.is_empty() {
                    self.notes.push('\0');
                }
            }
            (word, _) if LEFT_OUT.contains(&word) => self.now.is_left_out = true,
            _ => {}
        }
    }

    /// Adds a UTF-16 unit, which old programs write as a negative number beyond 32767; new ones
    /// also write whole characters.
    fn unit(&mut self, number: i32) {
        let beyond = u32::try_from(number).ok().filter(|number| *number > 0xFFFF);
        if let Some(c) = beyond.and_then(char::from_u32) {
            self.to_skip = 0;
            self.character(c);
            self.to_skip = self.now.stand_ins;
            return;
        }
        let unit = (number & 0xFFFF) as u16;
        self.to_skip = 0;
        match (self.high.take(), unit) {
            (_, 0xD800..=0xDBFF) => self.high = Some(unit),
            (high, unit) => {
                let units = high.into_iter().chain([unit]);
                for c in char::decode_utf16(units) {
                    self.character(c.unwrap_or(char::REPLACEMENT_CHARACTER));
                }
            }
        }
        self.to_skip = self.now.stand_ins;
    }
}

/// The code page of a font's character set.
fn page_of_charset(charset: i32) -> Option<i32> {
    Some(match charset {
        77 => 10_000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    })
}

/// A Windows code page as an encoding; the Western European one if it is unknown.
fn code_page(page: i32) -> &'static Encoding {
    let label = match page {
        932 => "shift_jis".to_owned(),
        936 => "gb18030".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        10_000 => "macintosh".to_owned(),
        65_001 => "utf-8".to_owned(),
        page => format!("windows-{page}"),
    };
    Encoding::for_label(label.as_bytes()).unwrap_or(WINDOWS_1252)
}
