//! Decodes imported files in the encoding that they declare, unless the bytes show that the
//! declaration is wrong.
//!
//! A declaration is wrong more often than text that is not UTF-8 happens to be valid UTF-8: servers
//! declare one encoding for pages of many. And one damaged byte never decides about all others.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::{IngestError, rare_encodings};
use crate::store::decode;

/// Decodes a file, in the encoding that it declares (`named`) or in the detected one, and returns
/// a notice if some bytes are no characters of it.
///
/// # Errors
/// If the bytes are not text.
pub(super) fn decoded(
    bytes: &[u8],
    named: Option<&str>,
) -> Result<(String, Option<String>), IngestError> {
    if let Some(encoding) = named.and_then(|named| believed(bytes, named)) {
        let (text, malformed) = encoding.decode_with_bom_removal(bytes);
        return Ok((
            text.into_owned(),
            malformed.then(|| notice(encoding.name())),
        ));
    }
    if let Some((text, _)) = rare_encodings::by_form(bytes) {
        return Ok((text, None));
    }
    if has_few_zeros(bytes) {
        let without: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0).collect();
        let (text, notice) = decoded(&without, named)?;
        let message = "Some bytes of it are zero and were left out.".to_owned();
        return Ok((text, Some(notice.unwrap_or(message))));
    }
    if is_almost_utf8(bytes) {
        let text = String::from_utf8_lossy(bytes).into_owned();
        return Ok((text, Some(notice(UTF_8.name()))));
    }
    let decoded = decode::decode(bytes, None)?;
    if is_single_byte(&decoded.encoding)
        && let Some((text, _)) = rare_encodings::cyrillic(bytes, decoded.text.as_str())
    {
        return Ok((text, None));
    }
    let notice = decoded.malformed.then(|| notice(&decoded.encoding));
    Ok((decoded.text.as_str().to_owned(), notice))
}

/// Whether a file is a text with a few zero bytes by mistake. UTF-16 and binary files have very many.
fn has_few_zeros(bytes: &[u8]) -> bool {
    const FEWEST: usize = 500;
    let zeros = bytes.iter().filter(|byte| **byte == 0).count();
    zeros > 0 && Encoding::for_bom(bytes).is_none() && zeros * FEWEST <= bytes.len()
}

fn is_single_byte(name: &str) -> bool {
    let encoding = Encoding::for_label(name.as_bytes());
    encoding.is_some_and(|encoding| encoding.is_single_byte())
}

/// Whether bytes that declare no encoding are UTF-8 with a few errors. In other encodings hardly any
/// two letters look like one of UTF-8.
fn is_almost_utf8(bytes: &[u8]) -> bool {
    if Encoding::for_bom(bytes).is_some() || bytes.contains(&0) {
        return false;
    }
    let (good, bad) = utf8_characters(bytes);
    bad > 0 && good >= 3 && good > bad * 2
}

/// The numbers of characters beyond ASCII that are valid UTF-8, and of errors.
fn utf8_characters(bytes: &[u8]) -> (usize, usize) {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|byte| *byte >= 0xC0).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    (good, bad)
}

fn notice(encoding: &str) -> String {
    format!(
        "Some bytes are no characters of {} and stand as �.",
        encoding.to_ascii_lowercase()
    )
}

/// The declared encoding, `None` if it is unknown or the bytes contradict it.
fn believed(bytes: &[u8], named: &str) -> Option<&'static Encoding> {
    let named = named.trim();
    let label = named.to_ascii_lowercase();
    let encoding = match label.as_str() {
        // What the encoding standard lacks, as mail programs write it.
        "cp936" | "ms936" | "windows-936" | "hz-gb-2312" => encoding_rs::GBK,
        "cp932" | "windows-932" => encoding_rs::SHIFT_JIS,
        "cp949" | "uhc" | "ms949" => encoding_rs::EUC_KR,
        "cp950" => encoding_rs::BIG5,
        _ => Encoding::for_label_no_replacement(named.as_bytes())?,
    };
    if Encoding::for_bom(bytes).is_some() {
        return None;
    }
    let beyond_ascii = bytes.iter().filter(|byte| **byte >= 0x80).count();
    if let Ok(text) = std::str::from_utf8(bytes) {
        let is_proof = match encoding.is_single_byte() || encoding == UTF_8 {
            true => beyond_ascii > 0,
            // Two letters of Chinese may look like two of another script in UTF-8.
            false => text.chars().any(|c| c >= '\u{800}'),
        };
        let is_utf16 = encoding.name().starts_with("UTF-16");
        if is_proof || (is_utf16 && !bytes.contains(&0)) {
            return Some(UTF_8);
        }
        return Some(encoding);
    }
    if encoding == UTF_8 {
        let (good, bad) = utf8_characters(bytes);
        return (good > bad).then_some(UTF_8);
    }
    // Who declares ASCII and writes more has declared nothing.
    if encoding == WINDOWS_1252 && label.contains("ascii") {
        return None;
    }
    if bytes.contains(&0) && encoding.is_ascii_compatible() {
        return None;
    }
    let (text, malformed) = encoding.decode_without_bom_handling(bytes);
    let wrong = match malformed {
        true => text.chars().filter(|c| *c == '\u{FFFD}').count(),
        false => 0,
    };
    (wrong * 20 <= beyond_ascii).then_some(encoding)
}

#[cfg(test)]
mod tests {
    use super::decoded;

    fn check(bytes: &[u8], named: &str, text: &str, is_told: bool) {
        let (got, notice) = decoded(bytes, Some(named)).expect("it is text");
        assert_eq!((got.as_str(), notice.is_some()), (text, is_told), "{named}");
    }

    #[test]
    fn a_declaration_is_obeyed_unless_the_bytes_contradict_it() {
        let russian = "Докеры остаются в стороне девятый день подряд.";
        let (koi8, _, _) = encoding_rs::KOI8_R.encode(russian);
        let chinese = "港口罢工进入第九天。工会要求书面保证。";
        let (gbk, _, _) = encoding_rs::GBK.encode(chinese);
        check(&koi8, "koi8-r", russian, false);
        check(&gbk, "gb2312", chinese, false);
        check(&gbk, "CP936", chinese, false);
        // Valid UTF-8 with letters beyond ASCII is nothing else.
        for named in ["iso-8859-1", "windows-1251", "us-ascii", "utf-16"] {
            check(
                "café – “strikers’”".as_bytes(),
                named,
                "café – “strikers’”",
                false,
            );
        }
        check(chinese.as_bytes(), "gb2312", chinese, false);
        // The other way round.
        check(b"caf\xE9 noir", "utf-8", "café noir", false);
        check(b"caf\xE9 noir", "no such encoding", "café noir", false);
    }

    #[test]
    fn two_letters_of_chinese_are_not_taken_for_utf_8() {
        check(b"\xC1\xAA\xCD\xA8", "gbk", "联通", false);
    }

    #[test]
    fn one_bad_byte_is_one_bad_letter() {
        let mut bytes = "“Put it on paper”, said René".as_bytes().to_vec();
        bytes.push(0xE9);
        check(
            &bytes,
            "utf-8",
            "“Put it on paper”, said René\u{FFFD}",
            true,
        );
        let (text, notice) = decoded(&bytes, None).expect("it is text");
        assert!(text.ends_with("René\u{FFFD}") && notice.is_some(), "{text}");
        let chinese = "港口罢工进入第九天。工会要求书面保证。";
        let (gbk, _, _) = encoding_rs::GBK.encode(chinese);
        let (text, notice) = decoded(&gbk.repeat(4), None).expect("it is text");
        assert_eq!((text, notice), (chinese.repeat(4), None));
        let mut gbk = gbk.into_owned();
        gbk.extend(b"\xFF!");
        check(&gbk, "gbk", &format!("{chinese}\u{FFFD}!"), true);
    }
}
