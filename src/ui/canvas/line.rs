//! Straight lines: clipping to a rectangle and the whole steps between two ends.

/// A stroke without gaps.
pub(super) const SOLID: &[bool] = &[true];

/// The dash by which a pen is told from others where there is no colour.
pub(super) fn dash(pen: u8) -> &'static [bool] {
    const DASHES: [&[bool]; 5] = [
        SOLID,
        &[true, true, false],
        &[true, false],
        &[true, true, true, true, false, false],
        &[true, false, false],
    ];
    DASHES[usize::from(pen.saturating_sub(1)) % DASHES.len()]
}

type Place = (f64, f64);

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
