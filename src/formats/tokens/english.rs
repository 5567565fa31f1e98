//! An English tokenizer that follows the published algorithm of spaCy's blank pipeline.
//!
//! The tokenizer looks up a stretch between white space among the special words; otherwise it
//! removes a prefix and a suffix again and again, and what remains is one token if it is special or
//! an address, or is split at infixes. At the end it joins special words that were split. White
//! space beyond a single space is a token, as in spaCy.

use std::ops::Range;

use super::classes::{
    CURRENCIES, UNITS, is_icon, is_letter, is_lower, is_mark, is_quote, is_upper,
};
use super::{is_space, special};

/// Splits a text into tokens.
pub fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut tokens = Vec::new();
    let mut start = 0;
    let mut in_space = text.chars().next().is_some_and(is_space);
    for (at, c) in text.char_indices() {
        if is_space(c) == in_space {
            continue;
        }
        if start < at {
            stretch(text, start..at, true, &mut tokens);
        }
        // A single space belongs to no token.
        start = if c == ' ' { at + 1 } else { at };
        in_space = !in_space;
    }
    if start < text.len() {
        stretch(text, start..text.len(), true, &mut tokens);
    }
    joined(text, tokens)
}

/// Splits a stretch between white space, or a stretch of white space.
fn stretch(text: &str, range: Range<usize>, use_special: bool, tokens: &mut Vec<Range<usize>>) {
    let pieces = |at: &str| {
        if use_special {
            special::pieces(at)
        } else {
            None
        }
    };
    if let Some(lengths) = pieces(&text[range.clone()]) {
        add(range.start, lengths, tokens);
        return;
    }
    // Nothing is split off or within plain letters, which most words consist of.
    if text[range.clone()].bytes().all(|b| b.is_ascii_alphabetic()) {
        tokens.push(range);
        return;
    }
    let (mut from, mut to) = (range.start, range.end);
    let mut suffixes = Vec::new();
    let mut last = usize::MAX;
    while from < to && to - from != last {
        let part = &text[from..to];
        if pieces(part).is_some() {
            break;
        }
        last = part.len();
        let before = prefix(part);
        if before > 0 && before < part.len() && pieces(&part[before..]).is_some() {
            tokens.push(from..from + before);
            from += before;
            break;
        }
        let after = suffix(&part[before..]);
        if after > 0 && after < part.len() && pieces(&part[..part.len() - after]).is_some() {
            suffixes.push(to - after..to);
            to -= after;
            break;
        }
        if before > 0 {
            tokens.push(from..from + before);
            from += before;
        }
        if after > 0 {
            suffixes.push(to - after..to);
            to -= after;
        }
    }
    if from < to {
        let part = &text[from..to];
        match pieces(part) {
            Some(lengths) => add(from, lengths, tokens),
            None if is_address(part) => tokens.push(from..to),
            None => cut_at_infixes(text, from..to, tokens),
        }
    }
    tokens.extend(suffixes.into_iter().rev());
}

fn add(mut from: usize, lengths: Vec<usize>, tokens: &mut Vec<Range<usize>>) {
    for length in lengths {
        tokens.push(from..from + length);
        from += length;
    }
}

/// Joins special words that were split because of their punctuation: the longest first.
fn joined(text: &str, tokens: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut found: Vec<(Range<usize>, Vec<usize>)> = Vec::new();
    for first in 0..tokens.len() {
        let start = tokens[first].start;
        for last in first..tokens.len() {
            let touches = last == first || tokens[last].start == tokens[last - 1].end;
            // No character has more than four bytes.
            if !touches || tokens[last].end - start > 4 * special::LONGEST_WORD_CHARS {
                break;
            }
            let word = &text[start..tokens[last].end];
            let Some(lengths) = special::pieces(word) else {
                continue;
            };
            if !has_affix(word) {
                continue;
            }
            let mut usual = Vec::new();
            stretch(word, 0..word.len(), false, &mut usual);
            let cut = tokens[first..=last].iter();
            if cut
                .map(ExactSizeIterator::len)
                .eq(usual.iter().map(ExactSizeIterator::len))
            {
                found.push((first..last + 1, lengths));
            }
        }
    }
    if found.is_empty() {
        return tokens;
    }
    found.sort_by_key(|(range, _)| (std::cmp::Reverse(range.len()), range.start));
    let mut taken = vec![false; tokens.len()];
    let mut chosen: Vec<(Range<usize>, Vec<usize>)> = Vec::new();
    for (range, lengths) in found {
        if !taken[range.start] && !taken[range.end - 1] {
            chosen.push((range.clone(), lengths));
        }
        taken[range].fill(true);
    }
    chosen.sort_by_key(|(range, _)| range.start);
    let mut out = Vec::with_capacity(tokens.len());
    let mut next = 0;
    for (range, lengths) in chosen {
        out.extend_from_slice(&tokens[next..range.start]);
        add(tokens[range.start].start, lengths, &mut out);
        next = range.end;
    }
    out.extend_from_slice(&tokens[next..]);
    out
}

fn has_affix(word: &str) -> bool {
    prefix(word) > 0 || suffix(word) > 0 || infixes(word).next().is_some()
}

/// The length of the prefix that is split off.
fn prefix(part: &str) -> usize {
    let mut chars = part.chars();
    let (Some(first), next) = (chars.next(), chars.next()) else {
        return 0;
    };
    let is_prefix = match first {
        '§' | '%' | '=' | '—' | '–' => true,
        '+' => next.is_none_or(|c| !c.is_ascii_digit()),
        c => is_mark(c) || is_quote(c),
    };
    if is_prefix {
        return first.len_utf8();
    }
    let dots = part.len() - part.trim_start_matches('.').len();
    if dots > 1 {
        return dots;
    }
    let currency = CURRENCIES.iter().find(|sign| part.starts_with(**sign));
    if let Some(sign) = currency {
        return sign.len();
    }
    if is_icon(first) { first.len_utf8() } else { 0 }
}

/// The length of the suffix that is split off: the longest that matches.
fn suffix(part: &str) -> usize {
    // After a letter only a unit or a possessive can be split off.
    if part.ends_with(|c: char| c.is_ascii_alphabetic() && !matches!(c, 's' | 'S'))
        && !part.bytes().any(|b| b.is_ascii_digit())
    {
        return 0;
    }
    let dots = part.len() - part.trim_end_matches('.').len();
    let dots = if dots > 1 { dots } else { 0 };
    let mut longest = dots;
    for (at, _) in part.char_indices().rev().take(8) {
        if is_suffix(&part[..at], &part[at..]) {
            longest = longest.max(part.len() - at);
        }
    }
    longest
}

fn is_suffix(before: &str, end: &str) -> bool {
    let mut chars = end.chars();
    let (Some(first), is_one) = (chars.next(), chars.next().is_none()) else {
        return false;
    };
    let mut back = before.chars().rev();
    let (last, before_last) = (back.next(), back.next());
    let after_digit = last.is_some_and(|c| c.is_ascii_digit());
    if is_one {
        let fits = match first {
            '—' | '–' => true,
            '+' => after_digit,
            '.' => ends_sentence(last, before_last),
            c => is_mark(c) || is_quote(c) || is_icon(c),
        };
        if fits {
            return true;
        }
    }
    matches!(end, "'s" | "'S" | "’s" | "’S" | "……")
        || (after_digit && (CURRENCIES.contains(&end) || UNITS.contains(&end)))
}

/// Whether a full stop after these characters is a token of its own.
fn ends_sentence(last: Option<char>, before_last: Option<char>) -> bool {
    let Some(last) = last else { return false };
    let closes = |c: char| {
        c.is_ascii_digit()
            || is_lower(c)
            || is_mark(c)
            || is_quote(c)
            || matches!(c, '%' | '²' | '-' | '+' | '|')
    };
    let degrees = matches!(last, 'F' | 'f' | 'C' | 'c' | 'K' | 'k') && before_last == Some('°');
    let capitals = is_upper(last) && before_last.is_some_and(is_upper);
    closes(last) || degrees || capitals
}

fn cut_at_infixes(text: &str, range: Range<usize>, tokens: &mut Vec<Range<usize>>) {
    let part = &text[range.clone()];
    let mut start = 0;
    for infix in infixes(part) {
        if infix.start == 0 {
            continue;
        }
        if infix.start != start {
            tokens.push(range.start + start..range.start + infix.start);
        }
        tokens.push(range.start + infix.start..range.start + infix.end);
        start = infix.end;
    }
    if start < part.len() {
        tokens.push(range.start + start..range.end);
    }
}

/// The infixes at which a token is split.
fn infixes(part: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(first) = part[at..].chars().next() {
            let length = infix(&part[..at], &part[at..]);
            let from = at;
            at += if length > 0 { length } else { first.len_utf8() };
            if length > 0 {
                return Some(from..at);
            }
        }
        None
    })
}

/// The length of the infix between these two parts, 0 if there is none.
fn infix(before: &str, rest: &str) -> usize {
    let mut chars = rest.chars();
    let Some(first) = chars.next() else { return 0 };
    if first.is_ascii_alphanumeric() {
        return 0;
    }
    let dots = rest.len() - rest.trim_start_matches('.').len();
    if dots > 1 {
        return dots;
    }
    if first == '…' || is_icon(first) {
        return first.len_utf8();
    }
    let Some(last) = before.chars().next_back() else {
        return 0;
    };
    let next = chars.next();
    let before_letter = next.is_some_and(is_letter);
    let after_word = is_letter(last) || last.is_ascii_digit();
    let fits = match first {
        '+' | '-' | '*' | '^' if last.is_ascii_digit() => {
            next.is_some_and(|c| c.is_ascii_digit() || c == '-')
        }
        '.' => {
            (is_lower(last) || is_quote(last)) && next.is_some_and(|c| is_upper(c) || is_quote(c))
        }
        ',' => is_letter(last) && before_letter,
        ':' | '<' | '>' | '=' | '/' => after_word && before_letter,
        _ => false,
    };
    if fits {
        return first.len_utf8();
    }
    if after_word {
        let hyphens = ["-", "–", "—", "--", "---", "——", "~"];
        let fits = hyphens.iter().find(|hyphen| {
            let rest = rest.strip_prefix(**hyphen);
            rest.and_then(|rest| rest.chars().next())
                .is_some_and(is_letter)
        });
        return fits.map_or(0, |hyphen| hyphen.len());
    }
    0
}

/// Whether a token is a URL or an e-mail address.
fn is_address(part: &str) -> bool {
    let mut after_scheme = vec![part];
    if let Some((scheme, rest)) = part.split_once("://") {
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '+' | '-' | '.');
        if scheme.chars().count() > 1 && scheme.chars().all(plain) {
            after_scheme.push(rest);
        }
    }
    after_scheme.into_iter().any(|rest| {
        let users = rest.match_indices('@').filter(|(at, _)| *at > 0);
        let mut starts = std::iter::once(0).chain(users.map(|(at, _)| at + 1));
        starts.any(|start| is_host(&rest[start..]))
    })
}

/// Whether a token is a host, with or without a port and a path.
fn is_host(part: &str) -> bool {
    let end = part.find(['/', '?', '#', ':']).unwrap_or(part.len());
    let (host, rest) = part.split_at(end);
    let path = match rest.strip_prefix(':') {
        None => rest,
        Some(rest) => {
            let path = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            if !(2..=5).contains(&(rest.len() - path.len())) {
                return false;
            }
            path
        }
    };
    if !(path.is_empty() || path.starts_with(['/', '?', '#'])) {
        return false;
    }
    is_number_address(host) || is_domain(host)
}

fn is_domain(host: &str) -> bool {
    let Some((labels, top)) = host.rsplit_once('.') else {
        return false;
    };
    let letters = top.chars().count();
    let outer = |c: char| c.is_ascii_alphanumeric() || ('\u{a1}'..='\u{ffff}').contains(&c);
    let inner = |c: char| outer(c) || matches!(c, '_' | '-');
    (2..=63).contains(&letters)
        && top.chars().all(is_lower)
        && labels.split('.').all(|label| {
            label.starts_with(outer)
                && label.ends_with(outer)
                && label.chars().all(inner)
                && label.chars().count() <= 64
        })
}

/// Whether a host is a public IPv4 address.
fn is_number_address(host: &str) -> bool {
    let numbers = host.split('.').map(|part| {
        let digits = part.bytes().all(|b| b.is_ascii_digit()) && part.len() <= 3;
        if digits {
            part.parse::<u16>().ok()
        } else {
            None
        }
    });
    let numbers: Option<Vec<u16>> = numbers.collect();
    let Some([a, b, c, d]) = numbers.as_deref() else {
        return false;
    };
    let private = matches!(
        (a, b),
        (10 | 127, _) | (169, 254) | (192, 168) | (172, 16..=31)
    );
    (1..=223).contains(a) && *b <= 255 && *c <= 255 && (1..=254).contains(d) && !private
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, wanted: &str) {
        let tokens: Vec<&str> = tokens(text).into_iter().map(|token| &text[token]).collect();
        assert_eq!(tokens.join("|"), wanted);
    }

    #[test]
    fn affixes_are_cut_off() {
        check(
            "\"Open!\" (now), he said.",
            "\"|Open|!|\"|(|now|)|,|he|said|.",
        );
        check(
            "US$5bn, 100km, $3.50 and 5%.",
            "US$|5bn|,|100|km|,|$|3.50|and|5|%|.",
        );
        check(
            "NATO. Mr. U.S. p.m. wait... no…",
            "NATO|.|Mr.|U.S.|p.m.|wait|...|no|…",
        );
        check(
            "Zelenskyy’s well-known 10-12 e.g. ab/cd.C",
            "Zelenskyy|’s|well|-|known|10|-|12|e.g.|ab|/|cd|.|C",
        );
        check("🕊️ 👨‍👩‍👧", "🕊|️|👨|‍|👩|‍|👧");
    }

    #[test]
    fn special_words_are_cut_or_kept_as_they_are() {
        check(
            "Don't can’t cannot Y'all its it's",
            "Do|n't|ca|n’t|can|not|Y'all|its|it|'s",
        );
        check(
            "(I'll've) :-) 9pm 13pm gonna",
            "(|I|'ll|'ve|)|:-)|9|pm|13pm|gon|na",
        );
        check(
            "http://a.org/x?y=1, me@b.com. 1.2.3.4",
            "http://a.org/x?y=1|,|me@b.com|.|1.2.3.4",
        );
    }

    #[test]
    fn more_than_one_space_is_a_token() {
        check("a  b\n\nc \n", "a| |b|\n\n|c|\n");
        check("  a ", "  |a");
    }
}
