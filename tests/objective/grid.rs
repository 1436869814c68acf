//! Sampled landscapes: what is between the samples, and what is wrong with files.

use std::fmt::Write as _;

use descent_tui::math::{Random, Vec2};
use descent_tui::mistake::{Mistake, Mistakes};
use descent_tui::objective::{Objective, grid_from_array, grid_from_csv};
use descent_tui::table::Array;
use proptest::prelude::*;

/// A landscape sampled at these points, its rows in random order.
fn sampled(function: impl Fn(f64, f64) -> f64, xs: &[f64], ys: &[f64]) -> Objective {
    let mut rows: Vec<String> = Vec::new();
    for &y in ys {
        rows.extend(xs.iter().map(|&x| format!("{x},{y},{}", function(x, y))));
    }
    Random::new(9).shuffle(&mut rows);
    let text = format!("x,y,value\n{}\n", rows.join("\n"));
    grid_from_csv(text.as_bytes()).unwrap_or_else(|mistakes| panic!("{mistakes:?}"))
}

fn grid_from_npy(bytes: &[u8], x: [f64; 2], y: [f64; 2]) -> Result<Objective, Mistake> {
    grid_from_array(&Array::from_npy(bytes)?, x, y)
}

fn axis(low: f64, high: f64, count: usize) -> Vec<f64> {
    let step = (high - low) / (count - 1) as f64;
    (0..count).map(|i| low + step * i as f64).collect()
}

#[test]
fn samples_are_met_and_bicubic_polynomials_reproduced_with_all_derivatives() {
    let cubic = |x: f64, y: f64| x.powi(3) * y.powi(3) - 2.0 * x * x * y + x - y.powi(3) + 0.5;
    let (xs, ys) = ([-2.0, -1.0, 0.5, 1.0, 3.0], [-1.0, 0.0, 0.25, 2.0]);
    let grid = sampled(cubic, &xs, &ys);
    for &y in &ys {
        for &x in &xs {
            assert!((grid.value(Vec2::new(x, y)) - cubic(x, y)).abs() < 1e-12);
        }
    }
    let exact = descent_tui::objective::formula("x^3*y^3 - 2*x^2*y + x - y^3 + 0.5", &[], vec![]);
    let exact = exact.unwrap();
    for at in [
        (-1.7, 1.1),
        (0.1, -0.4),
        (2.9, 1.9),
        (-2.0, 2.0),
        (3.0, -1.0),
    ] {
        let at = Vec2::from([at.0, at.1]);
        let (ours, truth) = (grid.derivatives(at), exact.derivatives(at));
        assert!((ours.value - truth.value).abs() < 1e-10, "{at:?}");
        assert!((ours.gradient - truth.gradient).norm() < 1e-9, "{at:?}");
        let difference = ours.hessian.times(at) - truth.hessian.times(at);
        assert!(difference.norm() < 1e-8, "{at:?}");
        assert_eq!(grid.value_and_gradient(at), (ours.value, ours.gradient));
    }
}

#[test]
fn a_smooth_landscape_is_met_between_its_samples_and_has_no_jumps() {
    let smooth = |x: f64, y: f64| (x * 1.3).sin() * (y * 0.7).cos() + 0.1 * x * y;
    let (xs, ys) = (axis(-3.0, 3.0, 61), axis(-2.0, 2.0, 41));
    let grid = sampled(smooth, &xs, &ys);
    let mut random = Random::new(2);
    for _ in 0..500 {
        let at = Vec2::new(random.uniform() * 6.0 - 3.0, random.uniform() * 4.0 - 2.0);
        assert!((grid.value(at) - smooth(at.x, at.y)).abs() < 1e-5, "{at:?}");
    }
    // Across a line of samples nothing jumps, second derivatives included.
    let (left, right) = (Vec2::new(xs[20] - 1e-9, 0.3), Vec2::new(xs[20] + 1e-9, 0.3));
    let (before, after) = (grid.derivatives(left), grid.derivatives(right));
    assert!((before.value - after.value).abs() < 1e-8);
    assert!((before.gradient - after.gradient).norm() < 1e-8);
    assert!((before.hessian.xx - after.hessian.xx).abs() < 1e-6);
}

#[test]
fn outside_of_the_grid_there_is_nothing() {
    let grid = sampled(|x, y| x + y, &[0.0, 1.0], &[0.0, 2.0]);
    let domain = grid.domain().unwrap();
    assert_eq!((domain.low, domain.high), (Vec2::ZERO, Vec2::new(1.0, 2.0)));
    assert_eq!(grid.value(Vec2::new(1.0, 2.0)), 3.0);
    assert_eq!(grid.value(Vec2::new(0.25, 0.5)), 0.75);
    for at in [
        Vec2::new(1.0 + 1e-12, 1.0),
        Vec2::new(0.5, -1.0),
        Vec2::splat(f64::NAN),
    ] {
        assert!(grid.value(at).is_nan() && grid.value_and_gradient(at).1.x.is_nan());
    }
}

#[test]
fn a_numpy_array_has_rows_along_y() {
    let mut file = b"\x93NUMPY\x01\x00".to_vec();
    let header = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }\n";
    file.extend((header.len() as u16).to_le_bytes());
    file.extend(header.as_bytes());
    file.extend((0..6).flat_map(|n| f64::from(n).to_le_bytes()));
    let grid = grid_from_npy(&file, [0.0, 4.0], [10.0, 20.0]).unwrap();
    assert_eq!(grid.value(Vec2::new(4.0, 10.0)), 2.0);
    assert_eq!(grid.value(Vec2::new(0.0, 20.0)), 3.0);
    assert_eq!(grid.value(Vec2::new(1.0, 15.0)), 2.0);
    assert!(grid_from_npy(&file, [4.0, 0.0], [10.0, 20.0]).is_err());
    assert!(grid_from_npy(&file, [0.0, f64::NAN], [10.0, 20.0]).is_err());
    assert!(grid_from_npy(b"x,y,value", [0.0, 1.0], [0.0, 1.0]).is_err());
}

#[test]
fn mistakes_in_tables_are_located() {
    let texts = [
        "",
        "x,y\n0,0\n",
        "x,y,value\n0,0,1\n",
        "x,y,value\n0,0,1\n1,0,oops\n0,1,\n1,1,NaN\n",
        "x,y,value\n0,0,1\n1,0,2\n0,1,3\n",
        "x,y,value\n0,0,1\n1,0,2\n0,1,3\n1,1,4\n1,0,5\n",
        "x,y,value\n0,0,1\n1,0\n",
        "x,y,value\n0,0,1\n1,2,2\n3,4,3\n5,6,4\n7,8,5\n",
        "x,y,y,value\n0,0,0,1\n",
        "x;y;value\n0;0;1\n",
        "x,y,value\n0,0,1\n1e200,0,1\n0,1,1\n1e200,1,1\n",
        "x,y,value\n1,0,1\n1.0000000000000002,0,1\n1,1,1\n1.0000000000000002,1,1\n",
    ];
    let mut all = String::new();
    for text in texts {
        let list = grid_from_csv(text.as_bytes()).expect_err(text);
        let shown = Mistakes::new("grid.csv", text, list).to_string();
        writeln!(all, "{text:?}\n{shown}").unwrap();
    }
    insta::assert_snapshot!(all);
    assert!(grid_from_csv(b"x,y,value\n\xff,0,1\n").is_err());
}

/// A good file with some of its bytes changed and its end cut off.
fn spoilt(whole: &'static [u8]) -> impl Strategy<Value = Vec<u8>> {
    let changes = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4);
    (changes, 0..=whole.len()).prop_map(|(changes, length)| {
        let mut bytes = whole.to_vec();
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        bytes.truncate(length);
        bytes
    })
}

const CSV: &[u8] = b"x,y,value\r\n0,0,1\r\n1,0,\"2\"\r\n0,1,3\r\n1,1,4e1\r\n";
const NPY: &[u8] = b"\x93NUMPY\x01\x00\x3a\x00{'descr': '|i1', 'fortran_order': False, \
    'shape': (2, 3)}\n\x01\x02\x03\x04\x05\x06";

#[test]
fn the_files_that_are_spoilt_are_good() {
    assert!(grid_from_csv(CSV).is_ok());
    grid_from_npy(NPY, [0.0, 1.0], [0.0, 1.0]).unwrap();
}

proptest! {
    #[test]
    fn spoilt_files_are_read_or_told_their_mistakes(csv in spoilt(CSV), npy in spoilt(NPY)) {
        let grids = [grid_from_csv(&csv).ok(), grid_from_npy(&npy, [0.0, 1.0], [0.0, 1.0]).ok()];
        for grid in grids.into_iter().flatten() {
            let domain = grid.domain().unwrap();
            // It may have become a hole.
            prop_assert!(!grid.value(domain.low).is_infinite());
        }
    }
}

#[test]
fn holes_are_left_blank_and_what_is_beside_them_is_as_it_would_be() {
    let cubic = |x: f64, y: f64| x.powi(3) - 2.0 * x * y * y + y;
    let axis = axis(0.0, 8.0, 9);
    let whole = sampled(cubic, &axis, &axis);
    for hole in ["nan", "NaN", "", "no row"] {
        let mut text = "x,y,value\n".to_owned();
        for &y in &axis {
            for &x in &axis {
                if (x, y) != (4.0, 4.0) {
                    writeln!(text, "{x},{y},{}", cubic(x, y)).expect("a string takes all");
                } else if hole != "no row" {
                    writeln!(text, "{x},{y},{hole}").expect("a string takes all");
                }
            }
        }
        let grid = grid_from_csv(text.as_bytes()).unwrap_or_else(|mistakes| panic!("{mistakes:?}"));
        for at in [(3.5, 4.5), (4.0, 4.0), (4.9, 3.1), (3.2, 4.0)] {
            assert!(
                grid.value(Vec2::from([at.0, at.1])).is_nan(),
                "{hole} {at:?}"
            );
        }
        for at in [
            (3.0, 4.0),
            (5.0, 5.0),
            (4.0, 3.0),
            (2.9, 4.4),
            (7.3, 0.2),
            (4.5, 5.0),
        ] {
            let at = Vec2::from([at.0, at.1]);
            let (ours, truth) = (grid.derivatives(at), whole.derivatives(at));
            assert!((ours.value - truth.value).abs() < 1e-9, "{hole} {at:?}");
            assert!(
                (ours.gradient - truth.gradient).norm() < 1e-9,
                "{hole} {at:?}"
            );
        }
        let field = grid.fill(&[1.0, 4.2], &[4.1]);
        assert!(field[0].is_finite() && field[1].is_nan());
    }
    let nothing = b"x,y,value\n0,0,\n0,1,nan\n1,0,\n1,1,\n";
    assert_eq!(
        grid_from_csv(nothing).unwrap_err()[0].message,
        "no four neighbouring points of the grid have values"
    );
}
