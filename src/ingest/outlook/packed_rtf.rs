//! Unpacks the RTF of Outlook's messages (MS-OXRTFCP): a variant of LZ77 with a dictionary that is filled before.

/// What the dictionary has at the beginning.
const BEGINNING: &[u8] = b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \
\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\
\\i\\u\\tab\\tx";

/// The size of the dictionary, in bytes.
const SIZE: usize = 4096;

/// The signatures of a packed text and of one that is stored as it is.
const PACKED: &[u8] = b"LZFu";
const STORED: &[u8] = b"MELA";

/// The text of a packed stream; `None` if it is damaged or longer than `most`.
pub fn unpacked(bytes: &[u8], most: usize) -> Option<Vec<u8>> {
    let number = |at: usize| {
        let four = bytes.get(at..at + 4)?.try_into().ok()?;
        usize::try_from(u32::from_le_bytes(four)).ok()
    };
    let size = number(4)?;
    if size > most {
        return None;
    }
    let mut rest = bytes.get(16..)?;
    match bytes.get(8..12)? {
        STORED => return Some(rest.get(..size)?.to_vec()),
        PACKED => {}
        _ => return None,
    }
    let mut dictionary = [b' '; SIZE];
    dictionary[..BEGINNING.len()].copy_from_slice(BEGINNING);
    let mut at = BEGINNING.len();
    let mut text = Vec::new();
    let mut next = || {
        let (first, others) = rest.split_first()?;
        rest = others;
        Some(*first)
    };
    while let Some(control) = next() {
        for bit in 0..8 {
            if text.len() >= size {
                text.truncate(size);
                return Some(text);
            }
            if control & (1 << bit) == 0 {
                let Some(byte) = next() else {
                    return Some(text);
                };
                text.push(byte);
                dictionary[at] = byte;
                at = (at + 1) % SIZE;
                continue;
            }
            let (Some(high), Some(low)) = (next(), next()) else {
                return Some(text);
            };
            let reference = usize::from(u16::from_be_bytes([high, low]));
            let (mut from, length) = (reference >> 4, (reference & 15) + 2);
            if from == at {
                // The end.
                return Some(text);
            }
            for _ in 0..length {
                let byte = dictionary[from];
                text.push(byte);
                dictionary[at] = byte;
                at = (at + 1) % SIZE;
                from = (from + 1) % SIZE;
            }
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of the specification.
    #[test]
    fn the_examples_of_the_specification_are_unpacked() {
        let packed = [
            0x2d, 0, 0, 0, 0x2b, 0, 0, 0, 0x4c, 0x5a, 0x46, 0x75, 0xf1, 0xc5, 0xc7, 0xa7, 0x03, 0,
            0x0a, 0, 0x72, 0x63, 0x70, 0x67, 0x31, 0x32, 0x35, 0x42, 0x32, 0x0a, 0xf3, 0x20, 0x68,
            0x65, 0x6c, 0x09, 0, 0x20, 0x62, 0x77, 0x05, 0xb0, 0x6c, 0x64, 0x7d, 0x0a, 0x80, 0x0f,
            0xa0,
        ];
        let text = unpacked(&packed, 1000).expect("valid");
        assert_eq!(text, b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
        assert_eq!(BEGINNING.len(), 207);
        let repeated = [
            0x1a, 0, 0, 0, 0x1c, 0, 0, 0, 0x4c, 0x5a, 0x46, 0x75, 0xe2, 0xd4, 0x4b, 0x51, 0x41, 0,
            0x04, 0x20, 0x57, 0x58, 0x59, 0x5a, 0x0d, 0x6e, 0x7d, 0x01, 0x0e, 0xb0,
        ];
        let text = unpacked(&repeated, 1000).expect("valid");
        assert_eq!(text, b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}");
    }

    #[test]
    fn a_damaged_or_endless_stream_is_refused() {
        assert_eq!(unpacked(b"", 10), None);
        assert_eq!(unpacked(&[0; 16], 10), None);
        let mut long = [0; 20];
        long[4..8].copy_from_slice(&u32::MAX.to_le_bytes());
        long[8..12].copy_from_slice(PACKED);
        assert_eq!(unpacked(&long, 1 << 20), None);
    }
}
