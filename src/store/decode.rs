//! Decodes the bytes of an article to its text (character encoding).
//!
//! It normalizes nothing: line ends, combining marks and spaces stay as they are. It removes only a
//! leading byte order mark, since that is not part of the text. It returns the encoding that it
//! used, so that the sidecar can record it and the analyst can override it.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::model::Text;

/// The maximum size (size limit) of an article, in bytes.
pub const MAX_ARTICLE_BYTES: u64 = 64 << 20;

/// The number of bytes that are examined to distinguish text from binary data.
const PROBE_BYTES: usize = 64 << 10;

/// An article's text and how it was decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text without a byte order mark.
    pub text: Text,
    /// The encoding's name in lower case, such as `utf-8` or `windows-1251`.
    pub encoding: String,
    /// Whether the bytes began with a byte order mark.
    pub bom: bool,
    /// Whether some bytes were invalid and became U+FFFD in the text.
    pub malformed: bool,
}

impl Decoded {
    /// Whether the bytes themselves prove the encoding, so that it is not a guess.
    pub fn is_unmistakable(&self) -> bool {
        self.bom || (self.encoding.starts_with("utf-") && !self.malformed)
    }
}

/// Why bytes are not the text of an article.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    #[error(
        "the file is {size} bytes long and the limit is {limit}: split the text into several files"
    )]
    TooLarge { size: u64, limit: u64 },
    #[error("the file is not text ({why}): import it, or choose its encoding")]
    NotText { why: &'static str },
    #[error(
        "there is no encoding “{0}”: choose one such as utf-8, utf-16le, windows-1252 or gb18030"
    )]
    UnknownEncoding(String),
    #[error("the file is not valid {0}: choose another encoding")]
    Malformed(String),
}

/// Decodes an article, in the chosen encoding or in the one that is detected.
///
/// A byte order mark determines the encoding unless another one was chosen. A chosen encoding must
/// fit without an error; a detected one may leave U+FFFD behind, which [`Decoded::malformed`]
/// reports.
///
/// # Errors
/// If the bytes are not text, or the chosen encoding is unknown or does not fit.
pub fn decode(bytes: &[u8], chosen: Option<&str>) -> Result<Decoded, DecodeError> {
    if let Some(label) = chosen {
        let encoding = encoding_for(label)?;
        let (bom_of, bom_len) = Encoding::for_bom(bytes).map_or((None, 0), |(e, n)| (Some(e), n));
        let bom = bom_of == Some(encoding);
        let rest = &bytes[if bom { bom_len } else { 0 }..];
        return match encoding.decode_without_bom_handling_and_without_replacement(rest) {
            Some(text) => Ok(decoded(text, encoding, bom, false)),
            None => Err(DecodeError::Malformed(name_of(encoding))),
        };
    }
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let (text, malformed) = encoding.decode_without_bom_handling(&bytes[length..]);
        return Ok(decoded(text, encoding, true, malformed));
    }
    if let Some(encoding) = utf16_without_bom(bytes) {
        let (text, malformed) = encoding.decode_without_bom_handling(bytes);
        if !malformed {
            return Ok(decoded(text, encoding, false, false));
        }
    }
    if let Some(why) = not_text(bytes) {
        return Err(DecodeError::NotText { why });
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(decoded(Cow::Borrowed(text), UTF_8, false, false));
    }
    if is_damaged_utf8(bytes) {
        let text = String::from_utf8_lossy(bytes);
        return Ok(decoded(text, UTF_8, false, true));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let (text, malformed) = encoding.decode_without_bom_handling(bytes);
    Ok(decoded(text, encoding, false, malformed))
}

/// The text of bytes that are certainly UTF-8, as [`decode`] would return it, without copying it.
pub fn plain_text(bytes: &[u8]) -> Option<&str> {
    // UTF-16 of any kind contains zero bytes or begins with a mark that is not valid UTF-8.
    if bytes.contains(&0) {
        return None;
    }
    let text = std::str::from_utf8(bytes).ok()?;
    Some(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// The canonical name of an encoding that a person or a file named, such as `latin1`.
///
/// # Errors
/// If the WHATWG encoding standard does not define such a label.
pub fn encoding_name(label: &str) -> Result<String, DecodeError> {
    encoding_for(label).map(name_of)
}

fn encoding_for(label: &str) -> Result<&'static Encoding, DecodeError> {
    Encoding::for_label_no_replacement(label.as_bytes())
        .ok_or_else(|| DecodeError::UnknownEncoding(label.to_owned()))
}

fn name_of(encoding: &'static Encoding) -> String {
    encoding.name().to_ascii_lowercase()
}

fn decoded(text: Cow<'_, str>, encoding: &'static Encoding, bom: bool, malformed: bool) -> Decoded {
    Decoded {
        text: Text::new(text),
        encoding: name_of(encoding),
        bom,
        malformed,
    }
}

/// Detects UTF-16 without a byte order mark: in ASCII characters, at least spaces and line ends,
/// one byte of the pair is zero.
fn utf16_without_bom(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let probe = &bytes[..bytes.len().min(PROBE_BYTES)];
    let (mut low_ascii, mut high_ascii, mut zero) = (0, 0, 0);
    for pair in probe.chunks_exact(2) {
        match (pair[0], pair[1]) {
            (0, 0) => zero += 1,
            (0x09..=0x7E, 0) => low_ascii += 1,
            (0, 0x09..=0x7E) => high_ascii += 1,
            _ => {}
        }
    }
    // In Chinese about one character of thirty is ASCII; a binary file has pairs of zeros.
    let enough = probe.len() / 2 / 50;
    match (low_ascii, high_ascii, zero) {
        (le, 0, 0) if le > enough => Some(UTF_16LE),
        (0, be, 0) if be > enough => Some(UTF_16BE),
        _ => None,
    }
}

fn not_text(bytes: &[u8]) -> Option<&'static str> {
    let magic: [(&[u8], &str); 5] = [
        (b"%PDF-", "a PDF document"),
        (b"PK\x03\x04", "a ZIP archive, as DOCX and EPUB are"),
        (b"{\\rtf", "an RTF document"),
        (b"\xD0\xCF\x11\xE0", "an old Office document"),
        (b"\x1F\x8B", "a gzip archive"),
    ];
    if let Some((_, why)) = magic.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Some(why);
    }
    let probe = &bytes[..bytes.len().min(PROBE_BYTES)];
    // Checks all bytes, not only the probe: a zero byte is never text, however late it comes.
    if bytes.contains(&0) {
        return Some("it holds zero bytes");
    }
    let is_control = |b: &&u8| matches!(b, 0x01..=0x08 | 0x0E..=0x1A | 0x1C..=0x1F);
    let controls = probe.iter().filter(is_control).count();
    (controls * 50 > probe.len()).then_some("it is full of control characters")
}

/// Whether the bytes are UTF-8 with a few errors: a file cut within a character, or joined from
/// two.
///
/// Another encoding would turn every accented letter into two wrong ones for the sake of one byte.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|b| *b >= 0xC0).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad * 20
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, big: bool, bom: bool) -> Vec<u8> {
        let mark = bom.then_some(0xFEFF);
        let units = mark.into_iter().chain(text.encode_utf16());
        units
            .flat_map(|u| {
                if big {
                    u.to_be_bytes()
                } else {
                    u.to_le_bytes()
                }
            })
            .collect()
    }

    #[test]
    fn encodings_are_distinguished() {
        let cyrillic = "Касара вручила Ушгару ноту через перекритий тунель на Вешні. ";
        let (win1251, _, _) = encoding_rs::WINDOWS_1251.encode(cyrillic);
        let long = cyrillic.repeat(4);
        let mut cut = long.clone().into_bytes();
        cut.pop();
        cut.push(0xD0);
        let cases: [(&[u8], &str, &str, bool); 11] = [
            (b"", "utf-8", "", false),
            (b"plain\r\n ", "utf-8", "plain\r\n ", false),
            ("e\u{301} 🕊️".as_bytes(), "utf-8", "e\u{301} 🕊️", false),
            (b"\xEF\xBB\xBFa", "utf-8", "a", true),
            (b"\xEF\xBB\xBF", "utf-8", "", true),
            (&utf16("aé🕊\n", false, true), "utf-16le", "aé🕊\n", true),
            (&utf16("aé🕊\n", true, true), "utf-16be", "aé🕊\n", true),
            (&utf16(cyrillic, false, false), "utf-16le", cyrillic, false),
            (&utf16(cyrillic, true, false), "utf-16be", cyrillic, false),
            (&win1251, "windows-1251", cyrillic, false),
            (b"caf\xE9", "windows-1252", "café", false),
        ];
        for (bytes, encoding, text, bom) in cases {
            let got = decode(bytes, None).unwrap_or_else(|e| panic!("{text:?}: {e}"));
            assert_eq!(
                (got.encoding.as_str(), got.text.as_str(), got.bom),
                (encoding, text, bom)
            );
            assert!(!got.malformed);
            let plain = plain_text(bytes);
            assert!(plain.is_none_or(|plain| plain == text), "{text:?}");
            assert_eq!(plain.is_some(), encoding == "utf-8", "{text:?}");
        }
        let got = decode(&cut, None).expect("it is text");
        assert_eq!((got.encoding.as_str(), got.malformed), ("utf-8", true));
    }

    #[test]
    fn a_second_byte_order_mark_is_text() {
        let got = decode(b"\xEF\xBB\xBF\xEF\xBB\xBFa", None).expect("it is text");
        assert_eq!(got.text.as_str(), "\u{FEFF}a");
    }

    #[test]
    fn a_chosen_encoding_overrules_and_must_fit() {
        let got = decode("é".as_bytes(), Some("latin1")).expect("every byte is a character");
        assert_eq!((got.text.as_str(), &*got.encoding), ("Ã©", "windows-1252"));
        assert_eq!(
            decode(b"\xFF", Some("utf-8")),
            Err(DecodeError::Malformed("utf-8".into()))
        );
        assert_eq!(
            decode(b"a", Some("klingon")),
            Err(DecodeError::UnknownEncoding("klingon".into()))
        );
    }

    #[test]
    fn a_binary_file_is_refused_with_a_reason() {
        let cases: [&[u8]; 4] = [
            b"%PDF-1.7 \xE2",
            b"PK\x03\x04\0\0",
            b"a\0b\0\0\0c",
            &[1; 90],
        ];
        for bytes in cases {
            let got = decode(bytes, None);
            assert!(
                matches!(got, Err(DecodeError::NotText { .. })),
                "{bytes:?} {got:?}"
            );
        }
    }
}
