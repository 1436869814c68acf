//! The methods that are files: each walks the path of its paper's equations, written down here once more by hand.

use super::paths;

type Pair = [f64; 2];

/// x²/2 + 4y² + 0.3xy, its gradient, and the diagonal of its Hessian.
const FORMULA: &str = "x^2/2 + 4*y^2 + 0.3*x*y";
const START: Pair = [-4.0, 3.0];
const STEPS: usize = 120;

fn value([x, y]: Pair) -> f64 {
    x * x / 2.0 + 4.0 * y * y + 0.3 * x * y
}

fn gradient([x, y]: Pair) -> Pair {
    [x + 0.3 * y, 8.0 * y + 0.3 * x]
}

const CURVATURES: Pair = [1.0, 8.0];

fn dot(a: Pair, b: Pair) -> f64 {
    a[0] * b[0] + a[1] * b[1]
}

fn norm(a: Pair) -> f64 {
    dot(a, a).sqrt()
}

fn minus(a: Pair, b: Pair) -> Pair {
    [a[0] - b[0], a[1] - b[1]]
}

/// Holds the path of a kind at this rate to a walk by hand, which is given the step's number and the point.
fn hold(kind: &str, rate: f64, mut step: impl FnMut(i32, Pair) -> Pair) {
    let optimizer = format!("[[optimizer]]\nkind = \"{kind}\"\nlr = {rate:?}\n");
    let paths = paths(FORMULA, START, STEPS as u32, &optimizer);
    assert_eq!(paths[0].points.len(), STEPS + 1, "{kind}");
    let mut at = START;
    for (t, point) in (1..).zip(&paths[0].points) {
        let apart = norm(minus(at, [point.x, point.y])) / norm(at).max(1.0);
        assert!(apart < 1e-10, "{kind} before step {t}: {at:?} {point:?}");
        at = step(t, at);
    }
}

#[test]
fn laprop_averages_what_is_scaled() {
    let (mut m, mut v) = ([0.0; 2], [0.0; 2]);
    hold("laprop", 0.1, |t, at| {
        let g = gradient(at);
        std::array::from_fn(|i| {
            v[i] = 0.999 * v[i] + 0.001 * g[i] * g[i];
            let root = (v[i] / (1.0 - 0.999_f64.powi(t))).sqrt();
            m[i] = 0.9 * m[i] + 0.1 * g[i] / (root + 1e-15);
            at[i] - 0.1 * m[i] / (1.0 - 0.9_f64.powi(t))
        })
    });
}

#[test]
fn mars_corrects_by_the_gradients_change_and_clips() {
    let (mut m, mut v, mut before) = ([0.0; 2], [0.0; 2], gradient(START));
    hold("mars", 0.05, |t, at| {
        let g = gradient(at);
        let c: Pair = std::array::from_fn(|i| g[i] + 0.025 * 0.95 / 0.05 * (g[i] - before[i]));
        before = g;
        let length = norm(c).max(1.0);
        std::array::from_fn(|i| {
            let c = c[i] / length;
            m[i] = 0.95 * m[i] + 0.05 * c;
            v[i] = 0.99 * v[i] + 0.01 * c * c;
            let m_hat = m[i] / (1.0 - 0.95_f64.powi(t));
            let v_hat = v[i] / (1.0 - 0.99_f64.powi(t));
            at[i] - 0.05 * m_hat / (v_hat.sqrt() + 1e-8)
        })
    });
}

#[test]
fn dog_goes_by_distance_over_gradients() {
    let (mut r, mut squares) = (1e-6 * (1.0 + norm(START)), 0.0);
    hold("dog", 1.0, |_, at| {
        let g = gradient(at);
        r = f64::max(r, norm(minus(at, START)));
        squares += dot(g, g);
        let rate = r / (squares + 1e-8).sqrt();
        minus(at, g.map(|g| rate * g))
    });
}

#[test]
fn dowg_weights_gradients_by_distance() {
    let (mut r, mut squares) = (1e-4, 0.0);
    hold("dowg", 1.0, |_, at| {
        let g = gradient(at);
        r = f64::max(r, norm(minus(at, START)));
        squares += r * r * dot(g, g);
        let rate = r * r / squares.sqrt();
        minus(at, g.map(|g| rate * g))
    });
}

#[test]
fn adahessian_scales_by_the_diagonal() {
    let (mut m, mut v) = ([0.0; 2], [0.0; 2]);
    hold("adahessian", 0.15, |t, at| {
        let g = gradient(at);
        std::array::from_fn(|i| {
            m[i] = 0.9 * m[i] + 0.1 * g[i];
            v[i] = 0.999 * v[i] + 0.001 * CURVATURES[i] * CURVATURES[i];
            let m_hat = m[i] / (1.0 - 0.9_f64.powi(t));
            let v_hat = v[i] / (1.0 - 0.999_f64.powi(t));
            at[i] - 0.15 * m_hat / (v_hat.sqrt() + 1e-4)
        })
    });
}

#[test]
fn silver_steps_follow_the_two_adic_order() {
    hold("silver", 0.1, |t, at| {
        let order = t.trailing_zeros() as i32;
        let rate = 0.1 * (1.0 + (1.0 + 2_f64.sqrt()).powi(order - 1));
        minus(at, gradient(at).map(|g| rate * g))
    });
}

#[test]
fn momo_cuts_the_step_at_the_models_bound() {
    let mut averages: Option<(Pair, f64, f64)> = None;
    hold("momo", 1.0, |_, at| {
        let g = gradient(at);
        let (d, f, s) = match averages {
            None => (g, value(at), dot(g, at)),
            Some((d, f, s)) => (
                std::array::from_fn(|i| 0.9 * d[i] + 0.1 * g[i]),
                0.9 * f + 0.1 * value(at),
                0.9 * s + 0.1 * dot(g, at),
            ),
        };
        averages = Some((d, f, s));
        let model = f + dot(d, at) - s;
        let rate = f64::min(1.0, model.max(0.0) / dot(d, d));
        minus(at, d.map(|d| rate * d))
    });
}
