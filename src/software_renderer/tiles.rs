//! The frame in tiles: what each had drawn on it last, and which must be drawn anew.
//!
//! It knows no meshes, only hashes of what is drawn and where. A tile is drawn anew if the sequence of
//! hashes on it is another than in the last frame, so that a frame that repeats the last draws nothing.

use crate::geometry::Bounds;

/// Width and height of a tile in pixels, as a power of two.
const TILE_BITS: u32 = 6;

/// Width and height of a tile in pixels.
pub const TILE: i32 = 1 << TILE_BITS;

/// Neighbouring tiles are drawn together up to this width in pixels, so that what is drawn stays in the
/// nearest cache.
const WIDEST: i32 = 16 * TILE;

/// Odd numbers with about as many ones as zeros.
const FACTORS: [u64; 4] = [
    0x9E37_79B9_7F4A_7C15,
    0xD6E8_FEB8_6659_FD93,
    0xA076_1D64_78BD_642F,
    0xE703_7ED1_A0B4_28DB,
];

/// Mixes two numbers into one in which each bit depends on all of theirs.
#[inline]
pub fn mix(one: u64, other: u64) -> u64 {
    let product = u128::from(one ^ FACTORS[0]) * u128::from(other ^ FACTORS[1]);
    (product >> 64) as u64 ^ product as u64
}

/// Mixes numbers that are mixed already, in their order.
#[inline]
pub fn mix_all<const N: usize>(numbers: [u64; N]) -> u64 {
    let mut sum = 0u64;
    for (number, factor) in numbers.into_iter().zip(FACTORS) {
        sum = sum.wrapping_add(number.rotate_left(29).wrapping_mul(factor));
    }
    sum
}

/// What an item is known by to whoever adds it.
pub type ItemNumber = [u32; 2];

#[derive(Default)]
pub struct Tiles {
    columns: usize,
    rows: usize,
    size: [u32; 2],
    /// What the picture has on each tile; `None` before the first frame.
    drawn: Option<Vec<u64>>,
    /// What it is to have.
    wanted: Vec<u64>,
    /// Tiles whose texels changed.
    stale: Vec<bool>,
    /// For each row of tiles the items on it, in their order.
    items: Vec<Vec<ItemNumber>>,
}

impl Tiles {
    /// Takes a frame of another size; what was drawn is forgotten.
    pub fn resize(&mut self, size: [u32; 2]) {
        let tiles = |pixels: u32| pixels.div_ceil(TILE as u32) as usize;
        self.size = size;
        (self.columns, self.rows) = (tiles(size[0]), tiles(size[1]));
        self.items.resize_with(self.rows, Vec::new);
        self.forget();
    }

    /// Forgets what was drawn.
    pub fn forget(&mut self) {
        self.drawn = None;
    }

    /// Begins a frame; `seed` is the hash of what all tiles depend on.
    pub fn begin(&mut self, seed: u64) {
        let count = self.columns * self.rows;
        self.wanted.clear();
        self.wanted.resize(count, seed);
        self.stale.clear();
        self.stale.resize(count, false);
        for items in &mut self.items {
            items.clear();
        }
    }

    /// Adds an item within some pixels of the frame, in the order of drawing. Its texels may have changed.
    #[inline]
    pub fn add(&mut self, item: ItemNumber, bounds: &Bounds, hash: u64, is_stale: bool) {
        let left = bounds.left as usize >> TILE_BITS;
        let right = ((bounds.right - 1) as usize >> TILE_BITS) + 1;
        let top = bounds.top as usize >> TILE_BITS;
        let bottom = ((bounds.bottom - 1) as usize >> TILE_BITS) + 1;
        for row in top..bottom {
            self.items[row].push(item);
            let tiles = row * self.columns + left..row * self.columns + right;
            for tile in &mut self.wanted[tiles.clone()] {
                // The hashes are mixed already; a product is enough to tell their orders apart.
                *tile = tile.wrapping_mul(FACTORS[0]).wrapping_add(hash);
            }
            if is_stale {
                self.stale[tiles].fill(true);
            }
        }
    }

    /// Ends a frame: calls `draw` for each run of tiles in a row that must be drawn anew, with its pixels and
    /// the items of its row. Returns the pixels, neighbouring runs merged.
    pub fn finish(&mut self, mut draw: impl FnMut(Bounds, &[ItemNumber])) -> Vec<Bounds> {
        let drawn = self.drawn.take().unwrap_or_default();
        let mut damage: Vec<Bounds> = Vec::new();
        for row in 0..self.rows {
            let is_dirty = |column: usize| {
                let tile = row * self.columns + column;
                self.stale[tile] || drawn.get(tile) != Some(&self.wanted[tile])
            };
            let mut column = 0;
            while column < self.columns {
                let start = column;
                while column < self.columns && is_dirty(column) {
                    column += 1;
                }
                if start == column {
                    column += 1;
                    continue;
                }
                let run = self.pixels(start..column, row);
                let mut left = run.left;
                while left < run.right {
                    let right = run.right.min(left + WIDEST);
                    draw(Bounds { left, right, ..run }, &self.items[row]);
                    left = right;
                }
                extend(&mut damage, run);
            }
        }
        let wanted = std::mem::replace(&mut self.wanted, drawn);
        self.drawn = Some(wanted);
        damage
    }

    /// The pixels of some tiles of a row.
    fn pixels(&self, columns: std::ops::Range<usize>, row: usize) -> Bounds {
        Bounds {
            left: columns.start as i32 * TILE,
            top: row as i32 * TILE,
            right: (columns.end as i32 * TILE).min(self.size[0] as i32),
            bottom: ((row as i32 + 1) * TILE).min(self.size[1] as i32),
        }
    }
}

/// Adds a rectangle, as a part of one above of the same width if there is one.
fn extend(damage: &mut Vec<Bounds>, run: Bounds) {
    let above = damage.iter_mut().rev().find(|above| {
        above.bottom == run.top && above.left == run.left && above.right == run.right
    });
    match above {
        Some(above) => above.bottom = run.bottom,
        None => damage.push(run),
    }
}
