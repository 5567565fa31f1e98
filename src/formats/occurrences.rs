//! Which of many strings occur in a text, found in one pass over it (Aho and Corasick 1975), so that
//! thousands of wrong quotes in a long text take no longer than reading both.

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

    /// Whether the string of each node occurs in the text.
    fn seen_in(&self, text: &str) -> Vec<bool> {
        let nodes = self.by_length();
        // Of each node the longest proper suffix of its string that is in the trie.
        let mut shorter = vec![0; self.parents.len()];
        for &node in &nodes {
            let (parent, byte) = self.parents[node];
            if parent != 0 {
                shorter[node] = self.step(&shorter, shorter[parent], byte);
            }
        }
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

    /// One by one this would compare forty thousand million bytes.
    #[test]
    fn very_many_strings_are_found_in_one_pass() {
        let text = "a".repeat(200_000);
        let wanted: HashSet<String> = (0..200_000).map(|number| format!("a{number}")).collect();
        assert!(occurring(&text, wanted).is_empty());
        let nested: HashSet<String> = (1..1000).map(|length| "a".repeat(length)).collect();
        assert_eq!(occurring(&text, nested).len(), 999);
    }
}
