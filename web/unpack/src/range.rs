//! The range decoder: bits, each with the probability that those before it gave it (LZMA SDK, "LZMA specification").

/// A bit's probability of being 0, in 2048ths.
pub type Probability = u16;

/// What a bit is expected to be at first: either.
pub const EVEN: Probability = 1024;

/// Reads bits off packed bytes.
pub struct Bits<'a> {
    packed: &'a [u8],
    range: u32,
    code: u32,
    is_cut_short: bool,
}

impl<'a> Bits<'a> {
    /// At the beginning of the packed bytes; `None` where there are too few to begin with.
    pub fn new(packed: &'a [u8]) -> Option<Self> {
        let (first, packed) = packed.split_first_chunk::<5>()?;
        let code = u32::from_be_bytes([first[1], first[2], first[3], first[4]]);
        Some(Self {
            packed,
            range: u32::MAX,
            code,
            is_cut_short: false,
        })
    }

    fn refill(&mut self) {
        if self.range < 1 << 24 {
            let next = self.packed.split_off_first();
            self.is_cut_short |= next.is_none();
            self.range <<= 8;
            self.code = self.code << 8 | u32::from(next.copied().unwrap_or(0));
        }
    }

    /// Whether more has been asked for than there was.
    pub fn is_cut_short(&self) -> bool {
        self.is_cut_short
    }

    /// A bit of this probability, which learns from it.
    #[inline]
    pub fn bit(&mut self, probability: &mut Probability) -> usize {
        let bound = (self.range >> 11) * u32::from(*probability);
        let bit = if self.code < bound {
            self.range = bound;
            *probability += (2048 - *probability) >> 5;
            0
        } else {
            self.range -= bound;
            self.code -= bound;
            *probability -= *probability >> 5;
            1
        };
        self.refill();
        bit
    }

    /// So many bits of even probability, the highest first.
    pub fn even(&mut self, count: u32) -> usize {
        (0..count).fold(0, |value, _| {
            self.range >>= 1;
            let bit = self.code >= self.range;
            if bit {
                self.code -= self.range;
            }
            self.refill();
            value << 1 | usize::from(bit)
        })
    }

    /// A number whose bits, the highest first, walk down a tree of probabilities: as many as the tree has levels.
    pub fn tree(&mut self, tree: &mut [Probability]) -> usize {
        let mut at = 1;
        while at < tree.len() {
            at = at << 1 | self.bit(&mut tree[at]);
        }
        at - tree.len()
    }

    /// So many bits, the lowest first, down a tree that begins at index 1.
    pub fn reverse(&mut self, tree: &mut [Probability], count: u32) -> usize {
        let mut at = 1;
        (0..count).fold(0, |value, level| {
            let bit = self.bit(&mut tree[at]);
            at = at << 1 | bit;
            value | bit << level
        })
    }
}
