//! Encodings that the encoding standard of the web lacks, and old files have: UTF-32, ISO-2022-KR, and Russian
//! of DOS and of the Macintosh.
//!
//! Each is recognised only where nothing else fits.

use encoding_rs::{EUC_KR, Encoding, ISO_2022_JP, X_MAC_CYRILLIC};

/// The characters of IBM855, from 0x80 on.
const IBM855: &str = "\
    ђЂѓЃёЁєЄѕЅіІїЇјЈљЉњЊћЋќЌўЎџЏюЮъЪ\
    аАбБцЦдДеЕфФгГ«»░▒▓│┤хХиИ╣║╗╝йЙ┐\
    └┴┬├─┼кК╚╔╩╦╠═╬¤лЛмМнНоОп┘┌█▄Пя▀\
    ЯрРсСтТуУжЖвВьЬ№\u{AD}ыЫзЗшШэЭщЩчЧ§■\u{A0}";

/// The text of a file in an encoding that is recognised by its form, and the name of the encoding.
pub(super) fn by_form(bytes: &[u8]) -> Option<(String, &'static str)> {
    if let Some(text) = utf32(bytes) {
        return Some((text, "utf-32"));
    }
    let has = |escape: &[u8]| bytes.windows(escape.len()).any(|window| window == escape);
    if !bytes.is_ascii() || !bytes.contains(&0x1B) {
        return None;
    }
    if has(b"\x1B$)C") {
        return Some((iso_2022_kr(bytes)?, "iso-2022-kr"));
    }
    if has(b"\x1B$B") || has(b"\x1B$@") {
        let (text, malformed) = ISO_2022_JP.decode_without_bom_handling(bytes);
        return (!malformed).then(|| (text.into_owned(), "iso-2022-jp"));
    }
    None
}

/// The text of UTF-32, with a byte order mark or without.
fn utf32(bytes: &[u8]) -> Option<String> {
    let (units, rest) = bytes.as_chunks::<4>();
    // In no other encoding every fourth byte is zero.
    if units.is_empty() || !rest.is_empty() {
        return None;
    }
    let read = |unit: fn([u8; 4]) -> u32| -> Option<String> {
        let units = units.iter().map(|bytes| char::from_u32(unit(*bytes)));
        let text: String = units.collect::<Option<String>>()?;
        let is_text = |c: char| !c.is_control() || c.is_whitespace();
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
        (!text.is_empty() && text.chars().all(is_text)).then(|| text.to_owned())
    };
    read(u32::from_be_bytes).or_else(|| read(u32::from_le_bytes))
}

/// The text of ISO-2022-KR: EUC-KR without its eighth bit between two signs.
fn iso_2022_kr(bytes: &[u8]) -> Option<String> {
    let mut plain = Vec::with_capacity(bytes.len());
    let mut is_korean = false;
    let mut rest = bytes;
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        match byte {
            0x0E => is_korean = true,
            0x0F => is_korean = false,
            0x1B if rest.starts_with(b"$)C") => rest = &rest[3..],
            b'\n' | b'\r' => plain.push(*byte),
            0x21..=0x7E if is_korean => plain.push(byte | 0x80),
            byte => plain.push(*byte),
        }
    }
    let (text, malformed) = EUC_KR.decode_without_bom_handling(&plain);
    (!malformed).then(|| text.into_owned())
}

/// The text and the name of an encoding of Cyrillic that the detector does not know, if the bytes read in it are
/// clearly more like a text than what was detected.
pub(super) fn cyrillic(bytes: &[u8], detected: &str) -> Option<(String, &'static str)> {
    let found = likeness(detected);
    let mac = decode(X_MAC_CYRILLIC, bytes);
    let ibm855 = ibm855(bytes);
    let candidates = [(mac, "x-mac-cyrillic"), (ibm855, "ibm855")];
    let best = candidates
        .into_iter()
        .map(|(text, name)| (likeness(&text), text, name));
    let (score, text, name) = best.max_by(|a, b| a.0.total_cmp(&b.0))?;
    (score > MOST_LIKE && score > found + MARGIN).then_some((text, name))
}

/// How like Russian or Bulgarian a text must be, and how much more than what was detected: the share of the
/// letters that are the commonest, less those that are where none can be.
const MOST_LIKE: f64 = 0.5;
const MARGIN: f64 = 0.02;

fn decode(encoding: &'static Encoding, bytes: &[u8]) -> String {
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

fn ibm855(bytes: &[u8]) -> String {
    let characters: Vec<char> = IBM855.chars().collect();
    let bytes = bytes.iter().map(|byte| match byte.checked_sub(0x80) {
        Some(at) => characters
            .get(usize::from(at))
            .copied()
            .unwrap_or('\u{FFFD}'),
        None => char::from(*byte),
    });
    bytes.collect()
}

/// How like a text in Cyrillic letters this is, from below 0 to 1.
fn likeness(text: &str) -> f64 {
    let (mut common, mut odd, mut all) = (0_u32, 0_u32, 0_u32);
    let mut before = ' ';
    for c in text.chars() {
        if !c.is_ascii() {
            all += 1;
            let is_letter = matches!(c, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё');
            common += u32::from("оеаинтсрвл".contains(c));
            // A capital within a word, and a sign between letters.
            let is_capital = c.is_uppercase() && before.is_lowercase();
            let is_sign = !c.is_alphanumeric() && before.is_alphabetic() && !is_quote(c);
            odd += u32::from(is_capital || is_sign || (c.is_alphabetic() && !is_letter));
        }
        before = c;
    }
    match all {
        ..20 => 0.0,
        all => (f64::from(common) - f64::from(odd)) / f64::from(all),
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '»' | '”' | '“' | '’' | '…' | '–' | '—' | '\u{A0}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encodings::decoded;

    const RUSSIAN: &str = "Докеры остаются в стороне девятый день подряд, и владельцы порта сказали нет. \
        Профсоюз требует письменного обещания.";

    #[test]
    fn old_encodings_are_recognised() {
        let big: Vec<u8> = RUSSIAN
            .chars()
            .flat_map(|c| u32::from(c).to_be_bytes())
            .collect();
        let little: Vec<u8> = "\u{FEFF}Dockers 🕊"
            .chars()
            .flat_map(|c| u32::from(c).to_le_bytes())
            .collect();
        let mac = encoding_rs::X_MAC_CYRILLIC.encode(RUSSIAN).0.into_owned();
        let of_ibm = |c: char| IBM855.chars().position(|other| other == c);
        let ibm = RUSSIAN.chars().map(|c| match of_ibm(c) {
            Some(at) => u8::try_from(at + 0x80).expect("a byte"),
            None => u8::try_from(u32::from(c)).expect("ASCII"),
        });
        let ibm: Vec<u8> = ibm.collect();
        let korean = b"\x1B$)CDockers \x0EGW88\x0F!\n";
        let (japanese, _, _) = ISO_2022_JP.encode("港のストライキ");
        for (bytes, text) in [
            (&big[..], RUSSIAN),
            (&little, "Dockers 🕊"),
            (&mac, RUSSIAN),
            (&ibm, RUSSIAN),
            (korean, "Dockers 항만!\n"),
            (&japanese, "港のストライキ"),
        ] {
            let (got, notice) = decoded(bytes, None).expect("it is text");
            assert_eq!((got.as_str(), notice), (text, None));
        }
    }

    #[test]
    fn known_encodings_of_cyrillic_stay() {
        for encoding in [
            encoding_rs::WINDOWS_1251,
            encoding_rs::KOI8_R,
            encoding_rs::ISO_8859_5,
            encoding_rs::IBM866,
        ] {
            let bytes = encoding.encode(RUSSIAN).0;
            let (got, _) = decoded(&bytes, None).expect("it is text");
            assert_eq!(got, RUSSIAN, "{}", encoding.name());
        }
        let greek = "Οι λιμενεργάτες συνεχίζουν την απεργία για ένατη ημέρα και ζητούν αυξήσεις.";
        let bytes = encoding_rs::ISO_8859_7.encode(greek).0;
        assert_eq!(decoded(&bytes, None).expect("it is text").0, greek);
    }

    #[test]
    fn one_zero_byte_does_not_make_a_text_something_else() {
        let mut bytes = "The harbour stayed silent. ".repeat(40).into_bytes();
        bytes[400] = 0;
        let (got, notice) = decoded(&bytes, None).expect("it is text");
        assert!(
            got.starts_with("The harbour") && notice.is_some(),
            "{notice:?}"
        );
        assert!(decoded(b"\x7fELF\0\0\0\x02\0\x03", None).is_err());
    }
}
