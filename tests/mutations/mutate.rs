//! Damage: what files become on bad disks, in bad editors and at the hands of bad people.

use std::ops::Range;

use fastrand::Rng;

/// Numbers that programs stumble over.
const NUMBERS: [&str; 14] = [
    "0",
    "-1",
    "-0",
    "1e999",
    "-1e-999",
    "NaN",
    "0.5",
    "2147483648",
    "4294967295",
    "9007199254740993",
    "18446744073709551615",
    "18446744073709551616",
    "-9223372036854775809",
    "99999999999999999999999999999999999999999999",
];

/// Pieces that readers stumble over: halves of characters, ends of strings, brackets, entities.
const PIECES: [&[u8]; 16] = [
    b"\\ud83d",
    b"\\udc00\\ud800",
    b"\xED\xA0\x80",
    b"\xEF\xBB\xBF",
    b"\xFF\xFE",
    b"\0",
    b"\"",
    b"\\",
    b"\r\n",
    b"{}",
    b"[]",
    b"null",
    b"&a;",
    b"<![CDATA[",
    "e\u{301}\u{200D}\u{202E}".as_bytes(),
    b"../../",
];

/// What opens without end.
const OPENINGS: [&str; 5] = ["[", "{\"a\":", "<a>", "(", "{\\b "];

/// A damaged copy. `other` is a file that it may have been mixed with.
pub fn mutated(file: &[u8], other: &[u8], random: &mut Rng) -> Vec<u8> {
    let mut file = file.to_vec();
    // Every other one keeps its form, so that what reads the values is reached.
    let kinds = if random.bool() { 6..9 } else { 0..12 };
    for _ in 0..random.u32(1..4) {
        damage(&mut file, random.u32(kinds.clone()), other, random);
    }
    file
}

fn damage(file: &mut Vec<u8>, kind: u32, other: &[u8], random: &mut Rng) {
    let at = random.usize(..=file.len());
    match kind {
        0 => {
            for _ in 0..random.u32(1..8) {
                if let Some(byte) = random.choice(&mut *file) {
                    *byte ^= 1 << random.u32(..8);
                }
            }
        }
        1 => file.truncate(at),
        2 => drop(file.drain(stretch(file.len(), random))),
        3 => {
            let copy = file[stretch(file.len(), random)].to_vec();
            insert(file, at, &copy);
        }
        4 => {
            let copy = file[stretch(file.len().min(64), random)].to_vec();
            insert(file, at, &copy.repeat(random.usize(1..200)));
        }
        5 => insert(file, at, &other[stretch(other.len(), random)]),
        6 | 7 => {
            let numbers = words(file, u8::is_ascii_digit);
            swap(
                file,
                &numbers,
                NUMBERS[random.usize(..NUMBERS.len())].as_bytes(),
                random,
            );
        }
        8 => {
            let words = words(file, |byte| byte.is_ascii_alphanumeric() || *byte > 127);
            let empty: &[u8] = b"";
            let from = random
                .choice(&words)
                .map_or(empty, |word| &file[word.clone()])
                .to_vec();
            swap(file, &words, &from, random);
        }
        9 => {
            let opening = OPENINGS[random.usize(..OPENINGS.len())];
            let depth = [3, 100, 600, 100_000][random.usize(..4)];
            insert(file, at, opening.repeat(depth).as_bytes());
        }
        10 => {
            // Lines in another order.
            let mut lines: Vec<&[u8]> = file.split_inclusive(|byte| *byte == b'\n').collect();
            random.shuffle(&mut lines);
            *file = lines.concat();
        }
        _ => insert(file, at, PIECES[random.usize(..PIECES.len())]),
    }
}

fn insert(file: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    file.splice(at..at, bytes.iter().copied());
}

fn stretch(len: usize, random: &mut Rng) -> Range<usize> {
    let start = random.usize(..=len);
    start..random.usize(start..=len)
}

/// Stretches of such bytes.
fn words(file: &[u8], is_of_one: impl Fn(&u8) -> bool) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    for at in (0..file.len()).filter(|at| is_of_one(&file[*at])) {
        match words.last_mut() {
            Some(word) if word.end == at => word.end += 1,
            _ => words.push(at..at + 1),
        }
    }
    words
}

/// Puts something in the place of one of these, or of a few.
fn swap(file: &mut Vec<u8>, places: &[Range<usize>], with: &[u8], random: &mut Rng) {
    for _ in 0..random.u32(1..3) {
        if let Some(place) = random.choice(places)
            && place.end <= file.len()
        {
            file.splice(place.clone(), with.iter().copied());
        }
    }
}
