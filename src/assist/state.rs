//! A trained tagger as bytes, so that suggestions are there when a project is opened.
//!
//! ```text
//! "DMAS" · version · version of the features · checksum of the rest · what it was learned from · taggers
//! ```
//!
//! State is a cache: whoever cannot read it trains again. It may come from a damaged disk or a hostile
//! hand, so that nothing in it can panic, allocate more than its own size, or take endless time.

use super::bytes::{ByteReader, ByteWriter, StateFault};
use super::calibration::Calibration;
use super::clusters::Clusters;
use super::crf::{BioTags, Crf, TagWeight};
use super::dictionary::{Dictionary, EntrySource, LONGEST_ENTRY};
use super::features;
use super::hashing::{HashedMap, hash_bytes};
use super::layers::LabelLayer;
use super::model::LabelId;
use super::tagger::{LayerTagger, Taggers};

const MAGIC: u32 = u32::from_le_bytes(*b"DMAS");

/// The version of this form.
const VERSION: u32 = 1;

/// How many bytes stand before what [`read_unchecked`] reads.
pub const HEAD_BYTES: usize = 20;

/// More labels than any layer has.
const MOST_LABELS: usize = 64;

/// Writes taggers, with a text that says what they were learned from.
pub fn write(taggers: &Taggers, learned_from: &str) -> Vec<u8> {
    let mut content = ByteWriter::default();
    content.text(learned_from);
    let words = taggers.clusters.sorted();
    content.length(words.len());
    for (word, groups) in words {
        content.u64(word);
        groups.into_iter().for_each(|group| content.u16(group));
    }
    content.length(taggers.layers.len());
    for tagger in &taggers.layers {
        write_layer(tagger, &mut content);
    }
    let content = content.finish();
    let mut all = ByteWriter::default();
    all.u32(MAGIC);
    all.u32(VERSION);
    all.u32(features::VERSION);
    all.u64(hash_bytes(&content));
    let mut bytes = all.finish();
    bytes.extend(content);
    bytes
}

/// Reads taggers, and the text that says what they were learned from.
///
/// # Errors
/// If the bytes are not what [`write()`] writes.
pub fn read(bytes: &[u8]) -> Result<(Taggers, String), StateFault> {
    let mut reader = ByteReader(bytes);
    if reader.u32() != Ok(MAGIC) {
        return Err(StateFault::Foreign);
    }
    if reader.u32()? != VERSION || reader.u32()? != features::VERSION {
        return Err(StateFault::Version);
    }
    if reader.u64()? != hash_bytes(reader.0) {
        return Err(StateFault::Damaged);
    }
    read_content(reader)
}

/// Reads what follows the checksum. Public so that tests reach it with bytes that no checksum fits.
///
/// # Errors
/// If the bytes are not what [`write()`] writes there.
pub fn read_unchecked(content: &[u8]) -> Result<(Taggers, String), StateFault> {
    read_content(ByteReader(content))
}

fn read_content(mut reader: ByteReader<'_>) -> Result<(Taggers, String), StateFault> {
    let learned_from = reader.text()?.to_owned();
    let mut words = Vec::new();
    for _ in 0..reader.length(14)? {
        words.push((reader.u64()?, [reader.u16()?, reader.u16()?, reader.u16()?]));
    }
    let clusters = Clusters::from_words(words);
    let layers = (0..reader.length(4)?).map(|_| read_layer(&mut reader));
    let layers = layers.collect::<Result<_, _>>()?;
    if !reader.0.is_empty() {
        return Err(StateFault::Damaged);
    }
    Ok((Taggers { layers, clusters }, learned_from))
}

fn write_layer(tagger: &LayerTagger, content: &mut ByteWriter) {
    content.length(tagger.layer.labels.len());
    for label in &tagger.layer.labels {
        content.text(label.as_str());
    }
    let entries = tagger.dictionary.sorted_entries();
    content.length(entries.len());
    for (key, label, source) in entries {
        content.u64(key);
        content.u16(label);
        content.u32(match source {
            EntrySource::Everywhere => 0,
            EntrySource::Article(number) => number.saturating_add(1),
        });
    }
    let starts = tagger.dictionary.sorted_starts();
    content.length(starts.len());
    for (first, longest) in starts {
        content.u64(first);
        content.u16(longest as u16);
    }
    content.f32(tagger.calibration.slope);
    content.f32(tagger.calibration.shift);
    for weight in tagger
        .crf
        .transitions
        .iter()
        .filter(|weight| weight.is_finite())
    {
        content.f32(*weight);
    }
    let mut features: Vec<(u32, u64)> = tagger
        .crf
        .features
        .iter()
        .map(|(hash, row)| (*row, *hash))
        .collect();
    features.sort_unstable();
    content.length(features.len());
    for (row, hash) in features {
        content.u64(hash);
        let row = row as usize;
        let weights = tagger.crf.rows[row] as usize..tagger.crf.rows[row + 1] as usize;
        content.u16(weights.len() as u16);
        for of in &tagger.crf.weights[weights] {
            content.u16(of.tag);
            content.f32(of.weight);
        }
    }
}

fn read_layer(reader: &mut ByteReader<'_>) -> Result<LayerTagger, StateFault> {
    let labels = (0..reader.length(4)?).map(|_| reader.text().map(LabelId::from));
    let labels: Vec<LabelId> = labels.collect::<Result<_, _>>()?;
    if labels.len() > MOST_LABELS {
        return Err(StateFault::Damaged);
    }
    let tags = BioTags::new(labels.len());
    let mut entries = Vec::new();
    for _ in 0..reader.length(14)? {
        let (key, label) = (reader.u64()?, reader.u16()?);
        let source = match reader.u32()?.checked_sub(1) {
            None => EntrySource::Everywhere,
            Some(number) => EntrySource::Article(number),
        };
        if usize::from(label) >= labels.len() {
            return Err(StateFault::Damaged);
        }
        entries.push((key, label, source));
    }
    let mut starts = Vec::new();
    for _ in 0..reader.length(10)? {
        starts.push((reader.u64()?, usize::from(reader.u16()?).min(LONGEST_ENTRY)));
    }
    let dictionary = Dictionary::from_entries(entries, starts);
    let calibration = Calibration {
        slope: reader.weight()?,
        shift: reader.weight()?,
    };
    let count = tags.count();
    let mut transitions = Vec::new();
    for pair in 0..count * count {
        let is_allowed = tags.may_follow(pair / count, pair % count);
        transitions.push(if is_allowed {
            reader.weight()?
        } else {
            f32::NEG_INFINITY
        });
    }
    let mut features: HashedMap<u32> = HashedMap::default();
    let mut rows = vec![0];
    let mut weights = Vec::new();
    for row in 0..reader.length(10)? {
        features.insert(reader.u64()?, row as u32);
        for _ in 0..reader.u16()? {
            let tag = reader.u16()?;
            let weight = reader.weight()?;
            if usize::from(tag) >= count {
                return Err(StateFault::Damaged);
            }
            weights.push(TagWeight { tag, weight });
        }
        rows.push(weights.len() as u32);
    }
    let crf = Crf {
        tags,
        features,
        rows,
        weights,
        transitions,
    };
    Ok(LayerTagger {
        layer: LabelLayer { labels },
        dictionary,
        crf,
        calibration,
    })
}

#[cfg(test)]
mod tests {
    use std::sync::OnceLock;

    use proptest::prelude::*;

    use super::*;
    use crate::features::PreparedText;
    use crate::model::Text;
    use crate::tagger::test_documents::{document, news, trained};

    fn state() -> &'static (Taggers, Vec<u8>) {
        static STATE: OnceLock<(Taggers, Vec<u8>)> = OnceLock::new();
        STATE.get_or_init(new_state)
    }

    fn new_state() -> (Taggers, Vec<u8>) {
        let taggers = trained(&[
            document(&news(1)),
            document("[actor:Kyiv] met [event:them]"),
        ]);
        let bytes = write(&taggers, "two articles");
        (taggers, bytes)
    }

    /// Whatever is read can be used and written.
    fn use_it(taggers: &Taggers) {
        let prepared = PreparedText::new(&Text::new("Minister Ana Reyes demanded talks.\nNo."));
        for span in taggers
            .suggest(&prepared, &|| false)
            .expect("not cancelled")
        {
            assert!((0.0..=1.0).contains(&span.confidence));
        }
        write(taggers, "");
    }

    #[test]
    fn taggers_are_read_as_they_were_written() {
        let (taggers, bytes) = state();
        let (read, from) = read(bytes).expect("it was written");
        assert_eq!(read, *taggers);
        assert_eq!(from, "two articles");
        use_it(&read);
    }

    #[test]
    fn other_files_other_versions_and_damaged_ones_are_told_apart() {
        let (_, bytes) = state();
        let fault = |bytes: &[u8]| read(bytes).expect_err("it cannot be read");
        assert_eq!(fault(b""), StateFault::Foreign);
        assert_eq!(fault(b"{\"format\":\"demarche\"}"), StateFault::Foreign);
        let mut newer = bytes.clone();
        newer[4] += 1;
        assert_eq!(fault(&newer), StateFault::Version);
        let mut other_features = bytes.clone();
        other_features[8] += 1;
        assert_eq!(fault(&other_features), StateFault::Version);
        let mut damaged = bytes.clone();
        *damaged.last_mut().expect("it has bytes") ^= 1;
        assert_eq!(fault(&damaged), StateFault::Damaged);
        for length in [3, 5, 11, 19, 25, bytes.len() - 1] {
            read(&bytes[..length]).expect_err("it is cut");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

        /// Behind the checksum too: a hostile hand can compute it.
        #[test]
        fn damaged_content_does_no_harm(at in any::<prop::sample::Index>(), bytes in prop::collection::vec(any::<u8>(), 1..9)) {
            let mut state = state().1.clone();
            let content = &mut state[HEAD_BYTES..];
            let start = at.index(content.len());
            for (to, from) in content[start..].iter_mut().zip(&bytes) {
                *to = *from;
            }
            if let Ok((taggers, _)) = read_unchecked(content) {
                use_it(&taggers);
            }
        }

        #[test]
        fn arbitrary_content_does_no_harm(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Ok((taggers, _)) = read_unchecked(&bytes) {
                use_it(&taggers);
            }
        }
    }
}
