//! Operators and functions at 0, ±1, ties, the ends of their domains and far out, against fifty digits.

use descent_tui::math::Vec2;
use descent_tui::objective::formula;

/// A function's own value and derivatives may differ from the true ones by four units in the last place.
const CLOSE: f64 = 4.0 * f64::EPSILON;
/// What is put together from several may differ by some more roundings.
const TOGETHER: f64 = 16.0 * f64::EPSILON;

/// Names the lines of a table whose numbers J, its gradient and Hessian are not.
fn wrong_lines(table: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let (text, numbers) = (fields[0], &fields[1..]);
        let numbers: Vec<f64> = numbers
            .iter()
            .map(|n| n.parse().expect("a number"))
            .collect();
        let objective = formula(text, &[], Vec::new()).expect("a formula");
        let found = objective.derivatives(Vec2::new(numbers[0], numbers[1]));
        let (g, h) = (found.gradient, found.hessian);
        let alone = text.ends_with("(x)") && text.matches('(').count() == 1;
        let close = if alone { CLOSE } else { TOGETHER };
        let exact = &numbers[2..];
        for (found, exact) in [
            (&[found.value][..], &exact[..1]),
            (&[g.x, g.y], &exact[1..3]),
            (&[h.xx, h.xy, h.yy], &exact[3..]),
        ] {
            let size = exact
                .iter()
                .fold(0.0_f64, |size, number| size.max(number.abs()));
            let pairs = found.iter().zip(exact);
            if !pairs
                .clone()
                .all(|(a, b)| a == b || (a - b).abs() <= close * size)
            {
                wrong.push(format!("{line}: {found:?}, not {exact:?}"));
            }
        }
    }
    wrong
}

#[test]
fn values_and_derivatives_at_special_places_are_those_of_fifty_digits() {
    let wrong = wrong_lines(include_str!("../data/special-places.tsv"));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
