//! Discs that would cover one another step aside, as little as needed.

use super::drawing::Area;
use crate::math::Vec2;

/// A disc that looks for its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Disc {
    /// Its middle.
    pub at: Vec2,
    /// Its radius.
    pub radius: f64,
}

impl Disc {
    /// The disc at the nearest place where all of it is in an area.
    pub fn within(self, frame: Area) -> Self {
        let margin = self.radius.min(frame.width / 2.0).min(frame.height / 2.0);
        let at = Vec2::new(
            self.at.x.clamp(frame.x + margin, frame.right() - margin),
            self.at.y.clamp(frame.y + margin, frame.bottom() - margin),
        );
        Self { at, ..self }
    }
}

/// Moves discs apart, and off the fixed ones, within an area; between two that move a gap is left.
pub fn spread(discs: &mut [Disc], fixed: &[Disc], frame: Area, gap: f64) {
    const ROUNDS: usize = 200;
    for round in 0..ROUNDS {
        let mut has_moved = false;
        for one in 0..discs.len() {
            for other in 0..one {
                let room = discs[one].radius + discs[other].radius + gap;
                let push = apart(discs[other].at, discs[one].at, room, one + other);
                has_moved |= push != Vec2::default();
                discs[one].at += push * 0.5;
                discs[other].at -= push * 0.5;
            }
            for kept in fixed {
                let room = discs[one].radius + kept.radius;
                let push = apart(kept.at, discs[one].at, room, one);
                has_moved |= push != Vec2::default();
                discs[one].at += push;
            }
            discs[one] = discs[one].within(frame);
        }
        if !has_moved || round + 1 == ROUNDS {
            return;
        }
    }
}

/// How far a disc must move so that the two middles are so far apart; where they are one, each pair
/// parts in another direction.
fn apart(from: Vec2, to: Vec2, room: f64, seed: usize) -> Vec2 {
    /// The golden angle: no two directions of a few are alike.
    const TURN: f64 = 2.399_963;
    let way = to - from;
    let distance = way.norm();
    if distance >= room {
        Vec2::default()
    } else if distance > 1e-6 {
        way * ((room - distance) / distance)
    } else {
        let angle = -0.7 + TURN * seed as f64;
        Vec2::new(libm::cos(angle), libm::sin(angle)) * room
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn discs_at_one_place_part_and_leave_the_fixed_one_free() {
        const RADIUS: f64 = 11.0;
        let frame = Area {
            width: 400.0,
            height: 300.0,
            ..Area::default()
        };
        for at in [Vec2::new(200.0, 150.0), Vec2::new(0.0, 0.0)] {
            let kept = Disc { at, radius: 9.0 };
            let disc = Disc { at, radius: RADIUS };
            let mut discs = [disc.within(frame); 12];
            spread(&mut discs, &[kept], frame, 2.0);
            for (index, one) in discs.iter().enumerate() {
                assert!((one.at - at).norm() > 0.9 * (RADIUS + kept.radius));
                assert!(frame.holds(one.at, RADIUS - 1e-9));
                for other in &discs[..index] {
                    assert!((one.at - other.at).norm() > 1.9 * RADIUS, "{at:?}");
                }
            }
        }
    }
}
