//! Cubic splines in one variable: the slopes at the knots, and the weights of a point between two.

/// The slopes at the knots of the cubic spline through the values with continuous second
/// derivative, whose third one is continuous at the last knot but one from each end.
pub(super) fn slopes(knots: &[f64], values: &[f64]) -> Vec<f64> {
    let count = knots.len();
    let gap = |i: usize| knots[i + 1] - knots[i];
    let rise = |i: usize| (values[i + 1] - values[i]) / gap(i);
    match count {
        0 | 1 => return vec![0.0; count],
        2 => return vec![rise(0); 2],
        3 => {
            // The parabola through three points.
            let bend = (rise(1) - rise(0)) / (gap(0) + gap(1));
            return vec![
                rise(0) - bend * gap(0),
                rise(0) + bend * gap(0),
                rise(1) + bend * gap(1),
            ];
        }
        _ => {}
    }
    let last = count - 1;
    // Rows of the tridiagonal system: lower·s[i−1] + diagonal·s[i] + upper·s[i+1] = right.
    let mut diagonal = vec![0.0; count];
    let mut upper = vec![0.0; count];
    let mut right = vec![0.0; count];
    let end = |near: f64, far: f64, first: f64, second: f64| {
        let sum = near + far;
        ((near + 2.0 * sum) * far * first + near * near * second) / sum
    };
    (diagonal[0], upper[0]) = (gap(1), gap(0) + gap(1));
    right[0] = end(gap(0), gap(1), rise(0), rise(1));
    for i in 1..last {
        let (lower, middle, next) = (gap(i), 2.0 * (gap(i - 1) + gap(i)), gap(i - 1));
        let factor = lower / diagonal[i - 1];
        diagonal[i] = middle - factor * upper[i - 1];
        upper[i] = next;
        right[i] = 3.0 * (gap(i) * rise(i - 1) + gap(i - 1) * rise(i)) - factor * right[i - 1];
    }
    let (near, far) = (gap(last - 1), gap(last - 2));
    let factor = (near + far) / diagonal[last - 1];
    diagonal[last] = far - factor * upper[last - 1];
    right[last] = end(near, far, rise(last - 1), rise(last - 2)) - factor * right[last - 1];

    let mut slopes = right;
    slopes[last] /= diagonal[last];
    for i in (0..last).rev() {
        slopes[i] = (slopes[i] - upper[i] * slopes[i + 1]) / diagonal[i];
    }
    slopes
}

/// The weights of a knot's value and slope in the spline, its first and its second derivative.
type Weights = ([f64; 3], [f64; 3]);

/// The knots to the left of a point between the first and the last one, the nearest first: two where
/// the point is itself a knot inside.
pub(super) fn sides(knots: &[f64], at: f64) -> impl Iterator<Item = usize> + Clone {
    let left = knots
        .partition_point(|&knot| knot <= at)
        .clamp(1, knots.len() - 1)
        - 1;
    let before = (knots[left] == at).then(|| left.checked_sub(1)).flatten();
    [left].into_iter().chain(before)
}

/// The weights of a knot and the next at a point between them, or at one of them.
pub(super) fn basis(knots: &[f64], left: usize, at: f64) -> [Weights; 2] {
    let h = knots[left + 1] - knots[left];
    let t = (at - knots[left]) / h;
    let u = 1.0 - t;
    let (slope, bend) = (6.0 * t * u / h, 6.0 * (u - t) / (h * h));
    let before = (
        [u * u * (1.0 + 2.0 * t), -slope, -bend],
        [h * t * u * u, u * (1.0 - 3.0 * t), (6.0 * t - 4.0) / h],
    );
    let after = (
        [t * t * (3.0 - 2.0 * t), slope, bend],
        [-h * t * t * u, t * (3.0 * t - 2.0), (6.0 * t - 2.0) / h],
    );
    [before, after]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cubic(x: f64) -> (f64, f64) {
        (
            x * x * x - 2.0 * x * x + 0.5 * x - 3.0,
            3.0 * x * x - 4.0 * x + 0.5,
        )
    }

    #[test]
    fn a_cubic_is_its_own_spline() {
        let knots = [-2.0, -1.5, 0.0, 0.25, 1.0, 4.0];
        for count in 4..=knots.len() {
            let knots = &knots[..count];
            let values: Vec<f64> = knots.iter().map(|&x| cubic(x).0).collect();
            for (&x, slope) in knots.iter().zip(slopes(knots, &values)) {
                assert!((slope - cubic(x).1).abs() < 1e-12, "{x}: {slope}");
            }
        }
    }

    #[test]
    fn three_points_make_a_parabola_and_two_a_line() {
        let square = slopes(&[0.0, 1.0, 3.0], &[0.0, 1.0, 9.0]);
        for (slope, expected) in square.into_iter().zip([0.0, 2.0, 6.0]) {
            assert!((slope - expected).abs() < 1e-14);
        }
        assert_eq!(slopes(&[0.0, 2.0], &[1.0, 5.0]), [2.0, 2.0]);
    }
}
