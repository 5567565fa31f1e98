//! Natural sort order of file names: `talks2` before `talks10`.

use std::cmp::Ordering;

/// Compares names, numbers by their value and letters case-insensitively; equal names compare by
/// their bytes, so that the order is total.
pub fn compare(a: &str, b: &str) -> Ordering {
    let (mut x, mut y) = (a, b);
    loop {
        let (Some(c), Some(d)) = (x.chars().next(), y.chars().next()) else {
            return x.len().cmp(&y.len()).then_with(|| a.cmp(b));
        };
        let order = if c.is_ascii_digit() && d.is_ascii_digit() {
            let (n, m) = (digits(&mut x), digits(&mut y));
            n.len().cmp(&m.len()).then_with(|| n.cmp(m))
        } else {
            x = &x[c.len_utf8()..];
            y = &y[d.len_utf8()..];
            // A folder's own files come before those of a folder with the same prefix and a longer
            // name.
            let rank = |c: char| (c != '/', c.to_lowercase().next());
            rank(c).cmp(&rank(d))
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// Splits off the digits at the start, without leading zeros.
fn digits<'a>(text: &mut &'a str) -> &'a str {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    *text = rest;
    digits.trim_start_matches('0')
}

#[cfg(test)]
mod tests {
    #[test]
    fn numbers_count_and_case_does_not() {
        let ordered = [
            "a/b.txt",
            "a-1.txt",
            "Talks 2.txt",
            "talks 02.txt",
            "talks 10.txt",
            "Zebra.txt",
            "érable.txt",
        ];
        let mut sorted = ordered;
        sorted.reverse();
        sorted.sort_by(|a, b| super::compare(a, b));
        assert_eq!(sorted, ordered);
    }
}
