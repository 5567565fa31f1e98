//! Random numbers that are the same on every machine and in every version: SplitMix64.
//!
//! Steele, Lea and Flood 2014, OOPSLA, “Fast splittable pseudorandom number generators”. Published figures
//! rest on it, so that its sequence must never change.

/// A sequence of random numbers that follows from its seed.
#[derive(Clone, Debug)]
pub struct RandomSequence(u64);

impl RandomSequence {
    /// The sequence of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A sequence for one of many things, such as an article or a resample, that does not depend on the others.
    pub fn for_item(seed: u64, item: u64) -> Self {
        let mut mixed = Self(seed ^ item.wrapping_mul(0xd6e8_feb8_6659_fd93));
        Self(mixed.next_u64())
    }

    /// A sequence for something with a name.
    pub fn for_name(seed: u64, name: &str) -> Self {
        // FNV-1a.
        let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        Self::for_item(seed, hash)
    }

    /// The next 64 random bits.
    pub fn next_u64(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `count`, each as likely; 0 if `count` is 0.
    pub fn below(&mut self, count: usize) -> usize {
        // The product's upper half; its bias is below 2⁻³² for the counts here.
        ((u128::from(self.next_u64()) * count as u128) >> 64) as usize
    }

    /// A number from 0 to below 1.
    pub fn unit(&mut self) -> f64 {
        (self.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A number with the standard normal distribution (Box and Muller 1958).
    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.unit()).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.unit()).cos()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sequence_is_that_of_the_paper() {
        // The first numbers of the reference implementation for the seed 1234567.
        let mut random = RandomSequence::new(1_234_567);
        let first = [random.next_u64(), random.next_u64(), random.next_u64()];
        let expected = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
        ];
        assert_eq!(first, expected);
    }

    #[test]
    fn numbers_below_a_count_are_even() {
        let mut random = RandomSequence::for_name(1, "talks.txt");
        let mut counts = [0; 7];
        for _ in 0..7000 {
            counts[random.below(7)] += 1;
        }
        assert!(
            counts.iter().all(|count| (900..1100).contains(count)),
            "{counts:?}"
        );
        assert_eq!(random.below(0), 0);
    }
}
