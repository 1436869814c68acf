use proptest::prelude::*;

use super::super::fixture::{objective, objective_on};
use super::*;
use crate::objective::{Domain, formula};
use crate::scene::Levels;

fn view(x: [f64; 2], y: [f64; 2]) -> View {
    View {
        x,
        y,
        levels: Levels::Count(8),
        scale: HeightScale::Log,
    }
}

fn find(value: fn(Vec2) -> f64) -> Option<Minimum> {
    search(&objective(value), &view([-5.0, 5.0], [-4.0, 5.0]))
}

#[track_caller]
fn assert_found(value: fn(Vec2) -> f64, points: &[[f64; 2]], height: f64) {
    let minimum = find(value).expect("there is a minimum");
    assert!((minimum.value - height).abs() < 1e-7, "{minimum:?}");
    assert_eq!(minimum.at.len(), points.len(), "{minimum:?}");
    for (at, &point) in minimum.at.iter().zip(points) {
        assert!((*at - Vec2::from(point)).norm() < 1e-4, "{minimum:?}");
    }
}

#[test]
fn all_four_minima_of_himmelblau_are_found() {
    assert_found(
        |p| (p.x * p.x + p.y - 11.0).powi(2) + (p.x + p.y * p.y - 7.0).powi(2),
        &[
            [-3.779_310, -3.283_186],
            [-2.805_118, 3.131_313],
            [3.0, 2.0],
            [3.584_428, -1.848_127],
        ],
        0.0,
    );
}

#[test]
fn bent_and_flat_and_kinked_hollows_are_found() {
    assert_found(
        |p| (1.0 - p.x).powi(2) + 100.0 * (p.y - p.x * p.x).powi(2),
        &[[1.0, 1.0]],
        0.0,
    );
    assert_found(|p| p.x.powi(4) + p.y.powi(4) + 3.0, &[[0.0, 0.0]], 3.0);
    assert_found(
        |p| (p.x - 1.3).abs() + 10.0 * (p.y + 0.7).abs(),
        &[[1.3, -0.7]],
        0.0,
    );
}

#[test]
fn a_hollow_beyond_the_view_is_found_if_the_view_leads_to_it() {
    assert_found(|p| (p.x - 12.0).powi(2) + p.y * p.y, &[[12.0, 0.0]], 0.0);
}

#[test]
fn falling_without_bound_is_no_minimum() {
    let falling: [fn(Vec2) -> f64; 7] = [
        |p| p.x * p.x - p.y * p.y,
        |p| p.x.powi(3) - 3.0 * p.x + p.y * p.y,
        |p| p.x + p.y,
        |p| (-p.x).exp() + p.y * p.y,
        |p| 1.0 + (-p.x).exp() + p.y * p.y,
        |p| p.dot(p).ln(),
        |_| f64::NAN,
    ];
    for (index, value) in falling.into_iter().enumerate() {
        assert_eq!(find(value), None, "function {index}");
    }
}

#[test]
fn on_a_grid_the_lowest_point_may_lie_on_the_border() {
    let domain = Domain {
        low: Vec2::new(-2.0, -1.0),
        high: Vec2::new(2.0, 1.0),
    };
    let slope = objective_on(domain, |p| p.x + 3.0 * p.y);
    let minimum = search(&slope, &view([-5.0, 5.0], [-5.0, 5.0])).unwrap();
    assert!((minimum.value + 5.0).abs() < 1e-6, "{minimum:?}");
    assert_eq!(search(&slope, &view([3.0, 5.0], [3.0, 5.0])), None);
}

#[test]
fn wells_of_one_height_are_one_minimum_and_a_deeper_one_is_it_alone() {
    // Half of the view lies some tens above the bottom.
    assert_found(
        |p| (p.x * p.x - 1.0).powi(2) + p.y * p.y + 1e-9 * p.x,
        &[[-1.0, 0.0], [1.0, 0.0]],
        0.0,
    );
    assert_found(
        |p| (p.x * p.x - 1.0).powi(2) + p.y * p.y + 1e-6 * p.x,
        &[[-1.0, 0.0]],
        -1e-6,
    );
}

#[test]
fn a_flat_floor_is_a_minimum() {
    let minimum = find(|p| (p.dot(p) - 4.0).max(0.0)).unwrap();
    assert_eq!(minimum.value, 0.0);
    assert!(minimum.at.iter().all(|at| at.norm() <= 2.0));
}

proptest! {
    #[test]
    fn the_bottom_of_any_bowl_in_view_is_found(
        at in [-4.0f64..4.0, -4.0f64..4.0],
        stretch in 1.0f64..1e4,
        bounds in prop::array::uniform4(prop::num::f64::ANY),
    ) {
        let shifted = |at: [f64; 2]| {
            let low = Vec2::from(at) * -1.0;
            view([low.x - 5.0, low.x + 5.0], [low.y - 5.0, low.y + 5.0])
        };
        let wide = view([-5.0 * stretch, 5.0 * stretch], shifted(at).y);
        let bowl = objective(|p| p.x * p.x + 7.0 * p.y * p.y + p.x * p.y);
        let minimum = search(&bowl, &wide).unwrap();
        prop_assert!(minimum.at.len() == 1 && minimum.at[0].norm() < 1e-6 * stretch);
        // Views that make no sense find nothing, or at least nothing that is not a number.
        let odd = view([bounds[0], bounds[1]], [bounds[2], bounds[3]]);
        if let Some(minimum) = search(&bowl, &odd) {
            prop_assert!(minimum.value.is_finite());
        }
    }
}

/// Functions that textbooks test with: formula, half the width of the view, the least value, at how
/// many points.
const KNOWN: &[(&str, f64, f64, usize)] = &[
    (
        "20 - 20*exp(-0.2*sqrt(0.5*(x^2+y^2))) - exp(0.5*(cos(tau*x)+cos(tau*y))) + e",
        5.0,
        0.0,
        1,
    ),
    (
        "20 + x^2 - 10*cos(tau*x) + y^2 - 10*cos(tau*y)",
        5.12,
        0.0,
        1,
    ),
    (
        "(1.5-x+x*y)^2 + (2.25-x+x*y^2)^2 + (2.625-x+x*y^3)^2",
        4.5,
        0.0,
        1,
    ),
    ("(x+2*y-7)^2 + (2*x+y-5)^2", 10.0, 0.0, 1),
    (
        "sin(3*pi*x)^2 + (x-1)^2*(1+sin(3*pi*y)^2) + (y-1)^2*(1+sin(tau*y)^2)",
        10.0,
        0.0,
        1,
    ),
    ("-cos(x)*cos(y)*exp(-((x-pi)^2+(y-pi)^2))", 100.0, -1.0, 1),
    (
        "-0.0001*(abs(sin(x)*sin(y)*exp(abs(100-sqrt(x^2+y^2)/pi)))+1)^0.1",
        10.0,
        -2.062_611_87,
        4,
    ),
    (
        "-abs(sin(x)*cos(y)*exp(abs(1-sqrt(x^2+y^2)/pi)))",
        10.0,
        -19.208_502_57,
        4,
    ),
    (
        "0.5*(x^4-16*x^2+5*x+y^4-16*y^2+5*y)",
        5.0,
        -78.332_331_41,
        1,
    ),
    (
        "(4-2.1*x^2+x^4/3)*x^2 + x*y + (-4+4*y^2)*y^2",
        3.0,
        -1.031_628_45,
        2,
    ),
    ("-(1+cos(12*sqrt(x^2+y^2)))/(0.5*(x^2+y^2)+2)", 5.0, -1.0, 1),
    ("1 + (x^2+y^2)/4000 - cos(x)*cos(y/sqrt(2))", 20.0, 0.0, 1),
    (
        "0.5 + (sin(x^2-y^2)^2-0.5)/(1+0.001*(x^2+y^2))^2",
        100.0,
        0.0,
        1,
    ),
    ("x^2 + y^2 + (0.5*x+y)^2 + (0.5*x+y)^4", 10.0, 0.0, 1),
    (
        "837.9657745 - x*sin(sqrt(abs(x))) - y*sin(sqrt(abs(y)))",
        500.0,
        0.0,
        1,
    ),
    ("100*(y-x^3)^2 + (1-x)^2", 1.5, 0.0, 1),
    ("4*(sqrt(1+x^2)-1) + 10*y^2", 10.0, 0.0, 1),
];

#[test]
fn the_minima_of_the_textbooks_functions_are_found() {
    for &(text, half, value, count) in KNOWN {
        let objective = formula(text, &[], Vec::new()).unwrap();
        let found = search(&objective, &view([-half, half], [-half, half])).unwrap();
        assert!((found.value - value).abs() < 1e-6, "{text}: {found:?}");
        assert_eq!(found.at.len(), count, "{text}: {found:?}");
    }
}
