//! Straight lines: clipping to a rectangle and the whole steps between two ends.

/// The pattern in which a stroke leaves gaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dash(&'static [bool]);

impl Dash {
    /// Whether it has no gaps.
    pub fn is_solid(self) -> bool {
        self.0.iter().all(|inked| *inked)
    }

    /// A stroke without gaps.
    pub const SOLID: Self = Self(&[true]);
    /// A line of dashes.
    pub const DASHED: Self = Self(&[true, true, true, false, false]);
    /// A quiet line of points.
    pub const DOTTED: Self = Self(&[true, false, false]);

    /// The pattern by which one of several alike is told from the others; the first is solid.
    pub fn nth(index: usize) -> Self {
        const PATTERNS: [Dash; 5] = [
            Dash::SOLID,
            Dash(&[true, true, false]),
            Dash(&[true, false]),
            Dash(&[true, true, true, true, false, false]),
            Dash::DOTTED,
        ];
        PATTERNS[index % PATTERNS.len()]
    }

    /// The lengths of its dashes and gaps in turn, where a sub-pixel is so long and round ends reach half a
    /// width beyond; none for a stroke without gaps.
    pub(in crate::ui) fn lengths(self, unit: f64, width: f64) -> Vec<f64> {
        if self.is_solid() {
            return Vec::new();
        }
        let runs = self.0.chunk_by(|one, next| one == next);
        runs.map(|run| {
            let length = run.len() as f64 * unit;
            if run[0] {
                (length - width).max(0.1)
            } else {
                length + width
            }
        })
        .collect()
    }

    /// Whether the stroke shows so many sub-pixels from its beginning.
    pub(super) fn inks(self, walked: usize) -> bool {
        self.0[walked % self.0.len()]
    }
}

type Place = (f64, f64);
type Whole = (i32, i32);

/// A straight line between two places, both included.
pub(super) type Segment = (Whole, Whole);

/// The parts inside 0..width × 0..height of a line through these places, in whole steps; of one place
/// alone, that place. What goes to or comes from a place that is not finite is left out.
pub(super) fn segments(
    places: impl Iterator<Item = Place>,
    width: usize,
    height: usize,
) -> impl Iterator<Item = Segment> {
    let (wide, high) = (width as f64, height as f64);
    let whole = move |(x, y): Place| {
        let inside = x >= 0.0 && y >= 0.0 && x < wide && y < high;
        inside.then_some((x as i32, y as i32))
    };
    // The far edges are outside of the last column and row by nothing but rounding.
    let clamped = move |(x, y): Place| {
        (
            (x as i32).min(width as i32 - 1),
            (y as i32).min(height as i32 - 1),
        )
    };
    let mut before: Option<(Place, Option<Whole>)> = None;
    places.filter_map(move |to| {
        let end = whole(to);
        match (before.replace((to, end)), end) {
            (Some((_, Some(start))), Some(end)) => (start != end).then_some((start, end)),
            (Some((from, _)), _) => match clip(from, to, wide, high) {
                Some((from, to)) => Some((clamped(from), clamped(to))),
                None => end.map(|end| (end, end)),
            },
            (None, end) => end.map(|end| (end, end)),
        }
    })
}

/// The part of a line inside 0..width × 0..height (Liang and Barsky); `None` if there is none.
pub(super) fn clip(from: Place, to: Place, width: f64, height: f64) -> Option<(Place, Place)> {
    let inside = |(x, y): Place| (0.0..=width).contains(&x) && (0.0..=height).contains(&y);
    if inside(from) && inside(to) {
        return Some((from, to));
    }
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    if !(dx.is_finite() && dy.is_finite() && from.0.is_finite() && from.1.is_finite()) {
        return None;
    }
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    for (direction, distance) in [
        (-dx, from.0),
        (dx, width - from.0),
        (-dy, from.1),
        (dy, height - from.1),
    ] {
        if direction == 0.0 {
            if distance < 0.0 {
                return None;
            }
        } else {
            let at = distance / direction;
            if direction < 0.0 {
                enter = enter.max(at);
            } else {
                leave = leave.min(at);
            }
        }
    }
    let point = |t: f64| (from.0 + t * dx, from.1 + t * dy);
    (enter <= leave).then(|| (point(enter), point(leave)))
}

/// The places of a line from one end to the other, both included (Bresenham).
pub(super) fn between(from: (i32, i32), to: (i32, i32)) -> impl Iterator<Item = (i32, i32)> {
    let (dx, dy) = ((to.0 - from.0).abs(), -(to.1 - from.1).abs());
    let (step_x, step_y) = ((to.0 - from.0).signum(), (to.1 - from.1).signum());
    let (mut x, mut y, mut error, mut done) = (from.0, from.1, dx + dy, false);
    std::iter::from_fn(move || {
        if done {
            return None;
        }
        let place = (x, y);
        done = place == to;
        let twice = 2 * error;
        if twice >= dy {
            error += dy;
            x += step_x;
        }
        if twice <= dx {
            error += dx;
            y += step_y;
        }
        Some(place)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clipping_keeps_what_is_inside_and_drops_the_rest() {
        assert_eq!(
            clip((1.0, 1.0), (3.0, 2.0), 10.0, 10.0),
            Some(((1.0, 1.0), (3.0, 2.0)))
        );
        assert_eq!(
            clip((-5.0, 5.0), (15.0, 5.0), 10.0, 10.0),
            Some(((0.0, 5.0), (10.0, 5.0)))
        );
        assert_eq!(clip((-5.0, -1.0), (15.0, -1.0), 10.0, 10.0), None);
        assert_eq!(clip((f64::NAN, 0.0), (1.0, 1.0), 10.0, 10.0), None);
        assert_eq!(clip((0.0, 0.0), (f64::INFINITY, 1.0), 10.0, 10.0), None);
    }

    #[test]
    fn segments_are_what_is_inside_of_a_line() {
        let of = |places: &[Place]| -> Vec<Segment> {
            segments(places.iter().copied(), 10, 10).collect()
        };
        assert_eq!(of(&[(2.5, 3.5)]), [((2, 3), (2, 3))]);
        assert_eq!(
            of(&[(1.0, 1.0), (1.2, 1.3), (4.0, 1.0), (40.0, 1.0), (50.0, 9.0)]),
            [((1, 1), (1, 1)), ((1, 1), (4, 1)), ((4, 1), (9, 1))]
        );
        assert_eq!(of(&[(-5.0, 2.0), (15.0, 2.0)]), [((0, 2), (9, 2))]);
        let lost = (f64::NAN, 0.0);
        assert_eq!(of(&[lost, (3.0, 3.0), lost]), [((3, 3), (3, 3))]);
    }

    #[test]
    fn a_line_has_no_gaps_and_meets_both_ends() {
        for to in [(7, 3), (-4, 9), (0, 0), (5, -5), (0, 6)] {
            let places: Vec<_> = between((0, 0), to).collect();
            assert_eq!(places.first(), Some(&(0, 0)));
            assert_eq!(places.last(), Some(&to));
            for pair in places.windows(2) {
                let far = (pair[0].0 - pair[1].0)
                    .abs()
                    .max((pair[0].1 - pair[1].1).abs());
                assert_eq!(far, 1);
            }
        }
    }
}
