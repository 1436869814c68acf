//! The catalogue of built-in functions: every entry keeps what it says.

use std::collections::HashSet;

use descent_tui::math::{Random, Vec2};
use descent_tui::objective::Objective;
use descent_tui::scene::{BuiltinFunction, find_function, functions};

/// The greatest absolute value of J's finite values on a grid over the view, and the least value.
fn extent(function: &BuiltinFunction, objective: &Objective) -> (f64, f64) {
    let axis = |[low, high]: [f64; 2]| -> Vec<f64> {
        (0..=400)
            .map(|i| low + (high - low) * f64::from(i) / 400.0)
            .collect()
    };
    let field = objective.fill(&axis(function.view[0]), &axis(function.view[1]));
    field
        .into_iter()
        .filter(|value| value.is_finite())
        .fold((0.0_f64, f64::INFINITY), |(most, least), value| {
            (most.max(value.abs()), least.min(value))
        })
}

#[test]
fn there_are_over_fifty_with_minima_and_names_are_unique() {
    let with_minima = functions()
        .iter()
        .filter(|function| !function.minima.is_empty());
    assert!(with_minima.count() > 50);
    let mut names = HashSet::new();
    for function in functions() {
        for name in std::iter::once(&function.name).chain(&function.aliases) {
            assert!(names.insert(name), "two functions are called {name}");
            assert_eq!(
                find_function(name).map(|found| &found.name),
                Some(&function.name)
            );
        }
    }
    assert!(find_function("nothing").is_none());
}

#[test]
fn every_entry_is_complete() {
    for function in functions() {
        let name = &function.name;
        assert!(
            !function.title.is_empty() && !function.source.is_empty(),
            "{name}"
        );
        assert!(function.summary.ends_with('.'), "{name}");
        assert_eq!(
            function.minima.is_empty(),
            function.value.is_none(),
            "{name}"
        );
        let [x, y] = function.view;
        assert!(x[0] < x[1] && y[0] < y[1], "{name}");
        let inside = |at: &Vec2| (x[0]..=x[1]).contains(&at.x) && (y[0]..=y[1]).contains(&at.y);
        assert!(
            inside(&function.start) && function.minima.iter().all(inside),
            "{name}"
        );
        let (value, gradient) = function.objective().value_and_gradient(function.start);
        assert!(
            value.is_finite() && gradient.is_finite(),
            "{name} at its start"
        );
        for parameter in &function.parameters {
            let range = parameter.min..=parameter.max;
            assert!(
                range.contains(&parameter.value),
                "{name}: {}",
                parameter.name
            );
        }
    }
}

#[test]
fn minima_have_the_stated_value_and_nothing_in_view_is_lower() {
    for function in functions() {
        let objective = function.objective();
        let Some(value) = function.value else {
            continue;
        };
        let (most, least) = extent(function, &objective);
        for &at in &function.minima {
            let found = objective.value(at);
            let name = &function.name;
            assert!(
                (found - value).abs() < 1e-9,
                "{name} at {at:?}: {found} {value}"
            );
        }
        let slack = 1e-12 * most;
        assert!(
            least >= value - slack,
            "{}: {least} < {value}",
            function.name
        );
    }
}

#[test]
fn the_gradient_vanishes_at_ordinary_minima_and_the_curvature_is_not_negative() {
    for function in functions()
        .iter()
        .filter(|function| function.special.is_none())
    {
        let objective = function.objective();
        for &at in &function.minima {
            let derivatives = objective.derivatives(at);
            let curvature = derivatives.hessian.eigen().values[0].abs();
            let size = (curvature * at.norm()).max(1.0);
            let gradient = derivatives.gradient.norm();
            assert!(
                gradient < 1e-13 * size,
                "{} at {at:?}: {gradient}",
                function.name
            );
            let lowest = derivatives
                .hessian
                .eigen()
                .values
                .into_iter()
                .fold(f64::MAX, f64::min);
            assert!(
                lowest > -1e-9 * curvature.max(1.0),
                "{}: {lowest}",
                function.name
            );
        }
    }
}

#[test]
fn special_minima_are_lower_than_all_that_is_near() {
    let mut random = Random::new(11);
    for function in functions()
        .iter()
        .filter(|function| function.special.is_some())
    {
        let objective = function.objective();
        let [x, y] = function.view;
        let value = function.value.expect("a special minimum has a value");
        for &at in &function.minima {
            for _ in 0..2000 {
                let radius = 10.0_f64.powf(-1.0 - 7.0 * random.uniform()) * (x[1] - x[0]);
                let near = at + random.normal_vec2() * radius;
                let inside = (x[0]..=x[1]).contains(&near.x) && (y[0]..=y[1]).contains(&near.y);
                let lower = objective.value(near) < value - 1e-12 * value.abs().max(1.0);
                assert!(!(inside && lower), "{} at {near:?}", function.name);
            }
        }
    }
}

#[test]
fn derivatives_agree_with_difference_quotients() {
    let mut random = Random::new(3);
    for function in functions() {
        let objective = function.objective();
        let [x, y] = function.view;
        let mut agreed = 0;
        for _ in 0..20 {
            let at = Vec2::new(
                x[0] + (x[1] - x[0]) * random.uniform(),
                y[0] + (y[1] - y[0]) * random.uniform(),
            );
            agreed += u32::from(quotients_agree(&objective, at));
        }
        // Kinks and steps may lie between the points of a quotient.
        assert!(agreed >= 18, "{}: {agreed} of 20", function.name);
    }
}

/// Whether gradient and Hessian are what central differences of values and gradients say.
fn quotients_agree(objective: &Objective, at: Vec2) -> bool {
    let h = 1e-5 * at.norm().max(1.0);
    let exact = objective.derivatives(at);
    let along = |direction: Vec2| {
        let (before, slope_before) = objective.value_and_gradient(at - direction * h);
        let (after, slope_after) = objective.value_and_gradient(at + direction * h);
        (
            (after - before) / (2.0 * h),
            (slope_after - slope_before) / (2.0 * h),
            after,
        )
    };
    let (dx, column_x, right) = along(Vec2::new(1.0, 0.0));
    let (dy, column_y, above) = along(Vec2::new(0.0, 1.0));
    let hessian = exact.hessian;
    let noise = 1e-10 / h * right.abs().max(above.abs()).max(1.0);
    let size = exact.gradient.norm() + hessian.eigen().values[0].abs() * 100.0 * h;
    let gradient_error = (Vec2::new(dx, dy) - exact.gradient).norm();
    let columns = [
        (column_x, Vec2::new(hessian.xx, hessian.xy)),
        (column_y, Vec2::new(hessian.xy, hessian.yy)),
    ];
    let slope_noise = 1e-10 / h * size.max(1.0);
    gradient_error < 1e-4 * size + noise
        && columns.iter().all(|(quotient, exact)| {
            (*quotient - *exact).norm() < 1e-3 * hessian.eigen().values[0].abs() + slope_noise
        })
}

/// Built-ins that have no slope at their minima, the tip of a cone or a crease; all others have a gradient
/// and a Hessian there.
const KINKS: [&str; 3] = ["bukin-6", "ackley", "salomon"];

#[test]
fn derivatives_at_minima_are_finite_but_at_true_kinks() {
    let mut without = Vec::new();
    for function in functions() {
        let objective = function.objective();
        let whole = function.minima.iter().all(|&at| {
            let found = objective.derivatives(at);
            found.value.is_finite() && found.gradient.is_finite() && found.hessian.is_finite()
        });
        if !whole {
            without.push(function.name.as_str());
        }
    }
    assert_eq!(without, KINKS);
}
