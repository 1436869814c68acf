//! LZMA, as far as the page needs it: one stream with a header of thirteen bytes and a marker at its end
//! (LZMA SDK, "LZMA specification", whose names are kept).

use crate::range::{Bits, EVEN, Probability};

const STATES: usize = 12;
const POSITIONS: usize = 16;

/// A match's length: two short trees for each position, a long one for all.
struct Length {
    is_longer: [Probability; 2],
    low: [[Probability; 8]; POSITIONS],
    middle: [[Probability; 8]; POSITIONS],
    high: [Probability; 256],
}

impl Length {
    const fn new() -> Self {
        Self {
            is_longer: [EVEN; 2],
            low: [[EVEN; 8]; POSITIONS],
            middle: [[EVEN; 8]; POSITIONS],
            high: [EVEN; 256],
        }
    }

    fn read(&mut self, bits: &mut Bits, position: usize) -> usize {
        if bits.bit(&mut self.is_longer[0]) == 0 {
            bits.tree(&mut self.low[position])
        } else if bits.bit(&mut self.is_longer[1]) == 0 {
            8 + bits.tree(&mut self.middle[position])
        } else {
            16 + bits.tree(&mut self.high)
        }
    }
}

/// How far back a match lies.
struct Distance {
    slot: [[Probability; 64]; 4],
    special: [Probability; 115],
    align: [Probability; 16],
}

impl Distance {
    const fn new() -> Self {
        Self {
            slot: [[EVEN; 64]; 4],
            special: [EVEN; 115],
            align: [EVEN; 16],
        }
    }

    fn read(&mut self, bits: &mut Bits, length: usize) -> usize {
        let slot = bits.tree(&mut self.slot[length.min(3)]);
        if slot < 4 {
            return slot;
        }
        let count = slot as u32 / 2 - 1;
        let base = (2 | slot & 1) << count;
        if slot < 14 {
            base + bits.reverse(&mut self.special[base - slot..], count)
        } else {
            let high = bits.even(count - 4) << 4;
            base.wrapping_add(high)
                .wrapping_add(bits.reverse(&mut self.align, 4))
        }
    }
}

/// All that is learnt on the way.
struct Model {
    is_match: [[Probability; POSITIONS]; STATES],
    is_repeated: [Probability; STATES],
    is_repeated_first: [Probability; STATES],
    is_repeated_second: [Probability; STATES],
    is_repeated_third: [Probability; STATES],
    is_repeated_byte: [[Probability; POSITIONS]; STATES],
    literal: Vec<[Probability; 0x300]>,
    length: Length,
    repeated_length: Length,
    distance: Distance,
}

impl Model {
    fn new(literals: usize) -> Self {
        Self {
            is_match: [[EVEN; POSITIONS]; STATES],
            is_repeated: [EVEN; STATES],
            is_repeated_first: [EVEN; STATES],
            is_repeated_second: [EVEN; STATES],
            is_repeated_third: [EVEN; STATES],
            is_repeated_byte: [[EVEN; POSITIONS]; STATES],
            literal: vec![[EVEN; 0x300]; literals],
            length: Length::new(),
            repeated_length: Length::new(),
            distance: Distance::new(),
        }
    }
}

/// What a match is: of a length, or the marker that says that all is there.
enum Match {
    Of(usize),
    End,
}

struct Unpacking<'a> {
    bits: Bits<'a>,
    model: Model,
    bytes: Vec<u8>,
    state: usize,
    distances: [usize; 4],
    literal_context: u32,
    literal_mask: usize,
    position_mask: usize,
}

/// The bytes that the stream holds; `None` if it is none, or is cut short.
pub fn unpack(stream: &[u8]) -> Option<Vec<u8>> {
    let (header, packed) = stream.split_first_chunk::<13>()?;
    let properties = u32::from(header[0]);
    let (literal_context, literal_position, position) =
        (properties % 9, properties / 9 % 5, properties / 45);
    if position > 4 {
        return None;
    }
    Unpacking {
        bits: Bits::new(packed)?,
        model: Model::new(1 << (literal_context + literal_position)),
        bytes: Vec::with_capacity(4 * stream.len()),
        state: 0,
        distances: [0; 4],
        literal_context,
        literal_mask: (1 << literal_position) - 1,
        position_mask: (1 << position) - 1,
    }
    .all()
}

impl Unpacking<'_> {
    // A browser makes a function fast after some calls of it: what is done for each byte is therefore called, not inlined.
    fn all(mut self) -> Option<Vec<u8>> {
        loop {
            let position = self.bytes.len() & self.position_mask;
            if self
                .bits
                .bit(&mut self.model.is_match[self.state][position])
                == 0
            {
                self.literal()?;
            } else if let Match::Of(length) = self.matched(position) {
                self.copy(length)?;
            } else {
                return Some(self.bytes);
            }
            if self.bits.is_cut_short() {
                return None;
            }
        }
    }

    /// The byte that lies as far back as the last match.
    fn back(&self) -> Option<u8> {
        let at = self.bytes.len().checked_sub(self.distances[0] + 1)?;
        self.bytes.get(at).copied()
    }

    #[inline(never)]
    fn copy(&mut self, length: usize) -> Option<()> {
        for _ in 0..length {
            let byte = self.back()?;
            self.bytes.push(byte);
        }
        Some(())
    }

    #[inline(never)]
    fn literal(&mut self) -> Option<()> {
        let before = usize::from(self.bytes.last().copied().unwrap_or(0));
        let context = ((self.bytes.len() & self.literal_mask) << self.literal_context)
            + (before >> (8 - self.literal_context));
        // After a match, the byte that it did not go on with says what this one is not.
        let mut expected = if self.state >= 7 {
            Some(usize::from(self.back()?))
        } else {
            None
        };
        let literal = &mut self.model.literal[context];
        let mut letter = 1;
        while letter < 0x100 {
            let tree = match expected {
                Some(byte) => 0x100 + (byte << 1 & 0x100),
                None => 0,
            };
            let bit = self.bits.bit(&mut literal[tree + letter]);
            expected = expected
                .filter(|byte| byte >> 7 & 1 == bit)
                .map(|byte| byte << 1);
            letter = letter << 1 | bit;
        }
        self.bytes.push((letter & 0xFF) as u8);
        self.state = match self.state {
            0..4 => 0,
            4..10 => self.state - 3,
            _ => self.state - 6,
        };
        Some(())
    }

    #[inline(never)]
    fn matched(&mut self, position: usize) -> Match {
        let after_literal = self.state < 7;
        let (model, bits, state) = (&mut self.model, &mut self.bits, self.state);
        if bits.bit(&mut model.is_repeated[state]) == 0 {
            let length = model.length.read(bits, position);
            self.distances.rotate_right(1);
            self.distances[0] = model.distance.read(bits, length);
            self.state = if after_literal { 7 } else { 10 };
            return if self.distances[0] as u32 == u32::MAX {
                Match::End
            } else {
                Match::Of(length + 2)
            };
        }
        let which = if bits.bit(&mut model.is_repeated_first[state]) == 0 {
            if bits.bit(&mut model.is_repeated_byte[state][position]) == 0 {
                self.state = if after_literal { 9 } else { 11 };
                return Match::Of(1);
            }
            0
        } else if bits.bit(&mut model.is_repeated_second[state]) == 0 {
            1
        } else {
            2 + bits.bit(&mut model.is_repeated_third[state])
        };
        self.distances[..=which].rotate_right(1);
        self.state = if after_literal { 8 } else { 11 };
        Match::Of(model.repeated_length.read(bits, position) + 2)
    }
}
