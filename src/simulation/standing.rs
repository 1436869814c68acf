//! Whether a run stands still where that is no place to rest.

use crate::math::Vec2;

/// Where a run stands still, a slope of this share of its steepest one is as good as none.
const RESTING: f64 = 1e-6;

/// What is kept in mind of a run to tell at its end whether it stands still.
#[derive(Debug, Default)]
pub(super) struct Standing {
    last: Option<Vec2>,
    /// Whether the last step led nowhere, and whether any led somewhere.
    stands: bool,
    has_moved: bool,
    /// The slope at the last point, and the steepest one.
    slope: f64,
    steepest: f64,
}

impl Standing {
    /// Takes the next point of the run into account.
    pub(super) fn see(&mut self, at: Vec2, gradient: Vec2) {
        self.stands = self.last == Some(at);
        self.has_moved |= self.last.is_some() && !self.stands;
        self.last = Some(at);
        self.slope = gradient.size();
        self.steepest = self.steepest.max(self.slope);
    }

    /// Why the run stands still at its last point, in a few words: what the method said, or what is
    /// to be seen from outside. `None` where it moves or has arrived.
    pub(super) fn why(&self, said: Option<&'static str>, rate: f64) -> Option<&'static str> {
        let has_arrived = self.has_moved && self.slope <= RESTING * self.steepest;
        if !self.stands || has_arrived {
            return None;
        }
        Some(match said {
            Some(why) => why,
            None if self.slope == 0.0 => "the gradient is 0",
            None if rate == 0.0 => "its rate is 0",
            None => "steps below rounding",
        })
    }
}
