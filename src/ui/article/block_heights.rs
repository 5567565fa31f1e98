//! Heights of all blocks, with their sums: where each begins, and which block is at a height.

/// Heights in whole pixels, in a Fenwick tree: changing one and summing any cost a few steps.
#[derive(Clone, Debug, Default)]
pub struct Heights {
    each: Vec<u32>,
    /// Entry `i` (from 1) sums the `i & -i` heights that end with height `i - 1`.
    sums: Vec<u64>,
}

impl Heights {
    /// Takes all heights at once.
    pub fn new(each: Vec<u32>) -> Self {
        let mut sums = vec![0u64; each.len() + 1];
        for i in 1..sums.len() {
            sums[i] += u64::from(each[i - 1]);
            let parent = i + (i & i.wrapping_neg());
            if parent < sums.len() {
                sums[parent] += sums[i];
            }
        }
        Self { each, sums }
    }

    /// The height of one block.
    pub fn get(&self, block: usize) -> u32 {
        self.each.get(block).copied().unwrap_or(0)
    }

    /// Corrects the height of one block.
    pub fn set(&mut self, block: usize, height: u32) {
        let Some(old) = self.each.get_mut(block) else {
            return;
        };
        let change = i64::from(height) - i64::from(*old);
        *old = height;
        let mut i = block + 1;
        while change != 0 && i < self.sums.len() {
            self.sums[i] = self.sums[i].saturating_add_signed(change);
            i += i & i.wrapping_neg();
        }
    }

    /// Where a block begins.
    pub fn before(&self, block: usize) -> u64 {
        let mut i = block.min(self.each.len());
        let mut sum = 0;
        while i > 0 {
            sum += self.sums[i];
            i -= i & i.wrapping_neg();
        }
        sum
    }

    /// The sum of all heights.
    pub fn total(&self) -> u64 {
        self.before(self.each.len())
    }

    /// The block at a place, and how far into it the place is; the last block beyond the end.
    pub fn find(&self, y: u64) -> (usize, u64) {
        let mut block = 0;
        let mut rest = y;
        let mut step = self.each.len().next_power_of_two();
        while step > 0 {
            let next = block + step;
            if next < self.sums.len() && self.sums[next] <= rest {
                block = next;
                rest -= self.sums[next];
            }
            step /= 2;
        }
        if block == self.each.len() && block > 0 {
            let last = block - 1;
            return (last, y - self.before(last));
        }
        (block, rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Heights of zero are frequent: they are where a search goes wrong.
        #[test]
        fn sums_agree_with_adding_up(
            mut each in prop::collection::vec(prop_oneof![Just(0u32), 0u32..9], 1..40),
            changes in prop::collection::vec((0usize..40, 0u32..9), 0..20),
        ) {
            let mut heights = Heights::new(each.clone());
            for (block, height) in changes {
                heights.set(block, height);
                if let Some(old) = each.get_mut(block) {
                    *old = height;
                }
            }
            let total: u64 = each.iter().map(|h| u64::from(*h)).sum();
            prop_assert_eq!(heights.total(), total);
            for y in 0..total {
                let (block, into) = heights.find(y);
                prop_assert!(into < u64::from(each[block]));
                prop_assert_eq!(heights.before(block) + into, y);
            }
            let (block, into) = heights.find(total);
            prop_assert_eq!(heights.before(block) + into, total);
        }
    }
}
