//! Which of many strings occur in a text, and how often, found in one pass over it (Aho and Corasick
//! 1975), so that thousands of quotes in a long text take little longer than reading both.

use std::collections::{HashMap, HashSet};

/// The strings among `wanted` that occur in the text.
pub fn occurring(text: &str, wanted: HashSet<String>) -> HashSet<String> {
    let mut automaton = Automaton::default();
    let ends: Vec<(usize, String)> = wanted
        .into_iter()
        .map(|string| (automaton.add(&string), string))
        .collect();
    let seen = automaton.seen_in(text);
    let found = ends.into_iter().filter(|(end, _)| seen[*end]);
    found.map(|(_, string)| string).collect()
}

/// How often each string occurs before a byte of the text, occurrences that overlap included.
pub fn counts_before(text: &str, wanted: &[(&str, usize)]) -> Vec<usize> {
    let mut automaton = Automaton::default();
    let nodes: Vec<usize> = wanted
        .iter()
        .map(|(string, _)| automaton.add(string))
        .collect();
    let ordered = automaton.by_length();
    let shorter = automaton.shorter(&ordered);
    // The strings that end with a string are those in its subtree by `shorter`: each gets a range of
    // slots with its subtree in it.
    let mut sizes = vec![1; shorter.len()];
    for &node in ordered.iter().rev() {
        sizes[shorter[node]] += sizes[node];
    }
    let mut slots = vec![0; shorter.len()];
    let mut free = vec![1; shorter.len()];
    for &node in &ordered {
        slots[node] = free[shorter[node]];
        free[shorter[node]] += sizes[node];
        free[node] = slots[node] + 1;
    }
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by_key(|index| wanted[*index].1);
    let mut order = order.into_iter().peekable();
    let mut seen = PrefixSums::new(shorter.len());
    let mut counts = vec![0; wanted.len()];
    let mut node = 0;
    for (at, byte) in text.bytes().map(Some).chain([None]).enumerate() {
        while let Some(index) = order.next_if(|index| wanted[*index].1 <= at || byte.is_none()) {
            let node = nodes[index];
            let slot = slots[node];
            counts[index] = seen.before(slot + sizes[node]) - seen.before(slot);
        }
        if let Some(byte) = byte {
            node = automaton.step(&shorter, node, byte);
            seen.add(slots[node]);
        }
    }
    counts
}

/// Counts at places, with their sums up to a place (Fenwick 1994).
struct PrefixSums(Vec<usize>);

impl PrefixSums {
    fn new(places: usize) -> Self {
        Self(vec![0; places + 1])
    }

    fn add(&mut self, place: usize) {
        let mut at = place + 1;
        while let Some(sum) = self.0.get_mut(at) {
            *sum += 1;
            at += at & at.wrapping_neg();
        }
    }

    /// The sum of the counts at all places before this one.
    fn before(&self, place: usize) -> usize {
        let (mut at, mut sum) = (place, 0);
        while at > 0 {
            sum += self.0[at];
            at -= at & at.wrapping_neg();
        }
        sum
    }
}

/// A trie of strings, byte by byte, whose node 0 is the empty string.
struct Automaton {
    next: HashMap<(usize, u8), usize>,
    /// The parent of each node with the byte that leads to it, parents first.
    parents: Vec<(usize, u8)>,
}

impl Default for Automaton {
    fn default() -> Self {
        Self {
            next: HashMap::new(),
            parents: vec![(0, 0)],
        }
    }
}

impl Automaton {
    /// Adds a string, and returns its node.
    fn add(&mut self, string: &str) -> usize {
        let mut node = 0;
        for byte in string.bytes() {
            let new = self.parents.len();
            let next = *self.next.entry((node, byte)).or_insert(new);
            if next == new {
                self.parents.push((node, byte));
            }
            node = next;
        }
        node
    }

    /// The node of the longest suffix of a node's string with one more byte that is in the trie.
    fn step(&self, shorter: &[usize], mut node: usize, byte: u8) -> usize {
        loop {
            match self.next.get(&(node, byte)) {
                Some(next) => return *next,
                None if node == 0 => return 0,
                None => node = shorter[node],
            }
        }
    }

    /// Of each node the longest proper suffix of its string that is in the trie.
    fn shorter(&self, by_length: &[usize]) -> Vec<usize> {
        let mut shorter = vec![0; self.parents.len()];
        for &node in by_length {
            let (parent, byte) = self.parents[node];
            if parent != 0 {
                shorter[node] = self.step(&shorter, shorter[parent], byte);
            }
        }
        shorter
    }

    /// Whether the string of each node occurs in the text.
    fn seen_in(&self, text: &str) -> Vec<bool> {
        let nodes = self.by_length();
        let shorter = self.shorter(&nodes);
        let mut seen = vec![false; self.parents.len()];
        seen[0] = true;
        let mut node = 0;
        for byte in text.bytes() {
            node = self.step(&shorter, node, byte);
            seen[node] = true;
        }
        // Where a string occurs, its suffixes do.
        for &node in nodes.iter().rev() {
            if seen[node] {
                seen[shorter[node]] = true;
            }
        }
        seen
    }

    /// All nodes but the empty string, shorter strings first.
    fn by_length(&self) -> Vec<usize> {
        let mut lengths = vec![0; self.parents.len()];
        for node in 1..self.parents.len() {
            lengths[node] = lengths[self.parents[node].0] + 1;
        }
        let mut nodes: Vec<usize> = (1..self.parents.len()).collect();
        nodes.sort_by_key(|node| lengths[*node]);
        nodes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_strings_are_found_as_one_by_one() {
        let texts = [
            "",
            "aaab",
            "abcabd",
            "ababab",
            "die Tür, „offen“",
            "bbaabbab",
        ];
        let mut strings = vec!["Tür", "offen", "off en", "„", "cab", "abdx", ""];
        let letters = "ababbbaaabababbaabdc";
        for start in 0..letters.len() {
            strings.extend((start..letters.len()).map(|end| &letters[start..=end]));
        }
        let mut found = 0;
        for text in texts {
            let all: HashSet<String> = strings.iter().map(|s| (*s).to_owned()).collect();
            let expected: HashSet<String> = all
                .iter()
                .filter(|s| text.contains(s.as_str()))
                .cloned()
                .collect();
            found += expected.len();
            assert_eq!(occurring(text, all), expected, "{text}");
        }
        assert!(found > 30);
    }

    #[test]
    fn occurrences_are_counted_as_one_by_one() {
        for text in ["aaaa", "abababcab", "die Tür, die Türen", "x"] {
            let ends: Vec<usize> = text
                .char_indices()
                .map(|(at, _)| at)
                .chain([text.len()])
                .collect();
            let mut wanted = Vec::new();
            for (index, start) in ends.iter().enumerate() {
                wanted.extend(
                    ends[index + 1..]
                        .iter()
                        .map(|end| (&text[*start..*end], *end)),
                );
                wanted.push(("Tür", *start));
            }
            let one_by_one = wanted.iter().map(|(string, end)| {
                let starts = text[..*end].char_indices();
                starts
                    .filter(|(at, _)| text[*at..*end].starts_with(string))
                    .count()
            });
            assert_eq!(
                counts_before(text, &wanted),
                one_by_one.collect::<Vec<_>>(),
                "{text}"
            );
        }
    }

    /// One by one this would compare forty thousand million bytes.
    #[test]
    fn very_many_strings_are_found_in_one_pass() {
        let text = "a".repeat(200_000);
        let wanted: HashSet<String> = (0..200_000).map(|number| format!("a{number}")).collect();
        assert!(occurring(&text, wanted).is_empty());
        let nested: HashSet<String> = (1..1000).map(|length| "a".repeat(length)).collect();
        assert_eq!(occurring(&text, nested).len(), 999);
        let wanted: Vec<(&str, usize)> = (1..text.len()).map(|end| ("aa", end)).collect();
        assert_eq!(
            counts_before(&text, &wanted).last(),
            Some(&(text.len() - 2))
        );
    }
}
