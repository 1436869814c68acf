//! Numbers that are printed in books and papers, each with its source.

use descent_tui::math::Vec2;
use descent_tui::scene::find_function;

use super::{path, paths};

/// Whether two numbers agree to as many decimals as are printed.
fn printed(found: f64, printed: &str) -> bool {
    let decimals = printed
        .split_once('.')
        .map_or(0, |(_, digits)| digits.len());
    let number: f64 = printed.parse().expect("a printed number");
    (found - number).abs() <= 0.500_001 * 10.0_f64.powi(-(decimals as i32))
}

/// Zhang, Lipton, Li, Smola, *Dive into Deep Learning* (d2l.ai), chapter 12 (11 in print): what its
/// programs print after 20 steps from (−5, −2), or after 10 in one dimension from 10.
#[test]
fn dive_into_deep_learning_ends_where_it_says() {
    let valley = "0.1*x^2 + 2*y^2";
    let one = "x*cos(0.15*pi*x)";
    let plane = [-5.0, -2.0];
    let line = [10.0, 0.0];
    for (formula, start, steps, optimizer, x, y) in [
        // Section Gradient Descent.
        (
            "x^2 + 2*y^2",
            plane,
            20,
            "kind = \"gd\"\nlr = 0.1",
            "-0.057646",
            "-0.000073",
        ),
        ("x^2", line, 10, "kind = \"gd\"\nlr = 0.2", "0.060466", "0"),
        ("x^2", line, 10, "kind = \"gd\"\nlr = 0.05", "3.486784", "0"),
        ("x^2", line, 10, "kind = \"gd\"\nlr = 1.1", "61.917364", "0"),
        (one, line, 10, "kind = \"gd\"\nlr = 2", "-1.528166", "0"),
        (
            "cosh(0.5*x)",
            line,
            10,
            "kind = \"newton\"",
            "0.000000",
            "0",
        ),
        (one, line, 10, "kind = \"newton\"", "26.834133", "0"),
        (
            one,
            line,
            10,
            "kind = \"newton\"\nlr = 0.5",
            "7.269860",
            "0",
        ),
        // Section Momentum.
        (
            valley,
            plane,
            20,
            "kind = \"gd\"\nlr = 0.4",
            "-0.943467",
            "-0.000073",
        ),
        (
            valley,
            plane,
            20,
            "kind = \"gd\"\nlr = 0.6",
            "-0.387814",
            "-1673.365109",
        ),
        (
            valley,
            plane,
            20,
            "kind = \"momentum\"\nlr = 0.6\nmomentum = 0.5",
            "0.007188",
            "0.002553",
        ),
        (
            valley,
            plane,
            20,
            "kind = \"momentum\"\nlr = 0.6\nmomentum = 0.25",
            "-0.126340",
            "-0.186632",
        ),
        // Section Adagrad.
        (
            valley,
            plane,
            20,
            "kind = \"adagrad\"\nlr = 0.4\neps = 1e-6",
            "-2.382563",
            "-0.158591",
        ),
        (
            valley,
            plane,
            20,
            "kind = \"adagrad\"\nlr = 2\neps = 1e-6",
            "-0.002295",
            "-0.000000",
        ),
        // Section RMSProp.
        (
            valley,
            plane,
            20,
            "kind = \"rmsprop\"\nlr = 0.4\nalpha = 0.9\neps = 1e-6",
            "-0.010599",
            "0.000000",
        ),
    ] {
        let path = path(formula, start, steps, optimizer);
        let end = path.points[path.steps()];
        assert!(
            printed(end.x, x) && printed(end.y, y),
            "{optimizer} on {formula}: {end:?}"
        );
    }
}

/// Lessard, Recht, Packard 2016, Analysis and design of optimization algorithms via integral quadratic
/// constraints, section 4.6: the heavy ball, tuned for curvatures from 1 to 25, goes round on this
/// convex function for ever.
#[test]
fn the_tuned_heavy_ball_goes_round_for_ever() {
    let formula = "if(1 - x, 25/2*x^2, if(2 - x, x^2/2 + 24*x - 12, 25/2*x^2 - 24*x + 36)) + y^2/2";
    let ball = "kind = \"momentum\"\nlr = 0.1111111111111111\nmomentum = 0.4444444444444444";
    for start in [3.07, 3.3, 3.46] {
        let path = path(formula, [start, 0.0], 603, ball);
        let cycle = [792.0 / 1225.0, -2208.0 / 1225.0, 2592.0 / 1225.0];
        let last: Vec<f64> = path.points[600..603].iter().map(|at| at.x).collect();
        let met = |turn: usize| (0..3).all(|k| (last[k] - cycle[(k + turn) % 3]).abs() < 1e-9);
        assert!((0..3).any(met), "from {start}: {last:?}");
    }
}

/// Boyd and Vandenberghe 2004, Convex Optimization, section 9.3.2: the iterates of the gradient method
/// with exact line search on (x² + γy²)/2 from (γ, 1). Conjugate gradients that always start afresh
/// are that method.
#[test]
fn exact_line_search_shrinks_as_in_convex_optimization() {
    for gamma in [0.2, 3.0, 10.0] {
        let formula = format!("(x^2 + {gamma}*y^2)/2");
        let path = path(
            &formula,
            [gamma, 1.0],
            12,
            "kind = \"conjugate-gradient\"\nrestart = 0",
        );
        let ratio: f64 = (gamma - 1.0) / (gamma + 1.0);
        for (k, at) in path.points.iter().enumerate() {
            let exact = Vec2::new(gamma * ratio.powi(k as i32), (-ratio).powi(k as i32));
            assert!(
                (*at - exact).norm() < 1e-12 * gamma.max(1.0),
                "γ {gamma}, {k}: {at:?}"
            );
        }
    }
}

/// Newton's method on Rosenbrock's function from its classical start, as in Kelley 1999, Iterative
/// Methods for Optimization, and in Dennis and Schnabel 1983: over the far wall and back.
#[test]
fn newton_needs_six_steps_on_rosenbrock() {
    let path = path(
        "(1 - x)^2 + 100*(y - x^2)^2",
        [-1.2, 1.0],
        6,
        "kind = \"newton\"",
    );
    for (step, x, y, value) in [
        (0, "-1.2", "1.0", "24.2"),
        (1, "-1.1752809", "1.3806742", "4.7318843"),
        (2, "0.7631149", "-3.1750339", "1411.8452"),
        (3, "0.7634297", "0.5828248", "0.0559655"),
        (4, "0.9999953", "0.9440273", "0.3131891"),
        (5, "0.9999957", "0.9999914", "0.0000000"),
        (6, "1.0000000", "1.0000000", "0.0000000"),
    ] {
        let (at, found) = (path.points[step], path.values[step]);
        let met = printed(at.x, x) && printed(at.y, y) && printed(found, value);
        assert!(met, "step {step}: {at:?} {found}");
    }
    assert!(path.values[5] < 2e-11 && path.values[6] < 4e-20);
}

/// Polyak 1964, Some methods of speeding up the convergence of iteration methods, and Goh 2017, Why
/// momentum really works: on curvatures 1 and κ the best heavy ball goes by (√κ − 1)/(√κ + 1), the best
/// gradient descent by (κ − 1)/(κ + 1) a step. For κ = 100 that is 93 steps against 691 for 10⁻⁶.
#[test]
fn the_best_heavy_ball_takes_the_root_of_the_condition_number() {
    let formula = "x^2/2 + 50*y^2";
    let optimizers = "[[optimizer]]\nkind = \"heavy-ball-optimal\"\n[[optimizer]]\nkind = \"gd\"\nlr = 0.019801980198019802";
    let paths = paths(formula, [1.0, 1.0], 800, optimizers);
    let arrival = |index: usize| {
        let path: &descent_tui::simulation::Path = &paths[index];
        let far = path
            .points
            .iter()
            .rposition(|at| at.norm() > 1e-6 * path.points[0].norm());
        far.map(|far| far + 1)
    };
    assert_eq!((arrival(0), arrival(1)), (Some(93), Some(691)));
}

/// Minima as they are printed, most by Surjanovic and Bingham, Virtual Library of Simulation Experiments
/// (sfu.ca/~ssurjano); Jamil and Yang 2013, A literature survey of benchmark functions (JY); Müller and
/// Brown 1979 (MB); MATLAB's documentation (M).
#[test]
fn minima_are_where_they_are_printed() {
    for (name, x, y, value) in [
        ("ackley", "0", "0", "0"),
        ("adjiman", "2", "0.10578", "-2.02181"), // JY 2
        ("beale", "3", "0.5", "0"),
        ("bird", "4.70104", "3.15294", "-106.764537"), // JY 16, the point to its digits here
        ("booth", "1", "3", "0"),
        ("branin", "9.42478", "2.475", "0.397887"),
        ("bukin-6", "-10", "1", "0"),
        ("chichinadze", "6.1898665869", "0.5", "-42.94438701899098"), // Gavana, Global Optimization Benchmarks
        ("cross-in-tray", "1.3494", "-1.3494", "-2.06261"),
        ("deckkers-aarts", "0", "14.945", "-24776.518342317"), // Ali et al. 2005; the value by Gavana
        ("drop-wave", "0", "0", "-1"),
        ("easom", "3.14159", "3.14159", "-1"),
        ("eggholder", "512", "404.2319", "-959.6407"),
        ("freudenstein-roth", "5", "4", "0"), // Moré, Garbow, Hillstrom 1981, problem 2
        ("giunta", "0.4673200", "0.4673200", "0.0644704205"), // Gavana
        ("goldstein-price", "0", "-1", "3"),
        ("himmelblau", "-2.805118", "3.131312", "0"), // Himmelblau 1972
        ("himmelblau", "-3.779310", "-3.283186", "0"),
        ("himmelblau", "3.584428", "-1.848126", "0"),
        ("holder-table", "8.05502", "9.66459", "-19.2085"),
        ("hosaki", "4", "2", "-2.3458"), // JY 60
        ("levy-13", "1", "1", "0"),
        ("matyas", "0", "0", "0"),
        ("mccormick", "-0.54719", "-1.54719", "-1.9133"),
        ("michalewicz", "2.20", "1.57", "-1.8013"),
        ("muller-brown", "-0.558", "1.442", "-146.700"), // MB, table 1
        ("peaks", "0.2283", "-1.6255", "-6.5511"),       // M, Global Optimization Toolbox
        ("rosenbrock", "1", "1", "0"),
        ("schaffer-2", "0", "0", "0"),
        ("schaffer-4", "0", "1.25313", "0.292579"), // the point by Jamil and Yang
        ("schwefel", "420.9687", "420.9687", "0"),
        ("shubert", "-7.0835", "-7.7083", "-186.7309"), // the point by Gavana
        ("six-hump-camel", "0.0898", "-0.7126", "-1.0316"),
        ("styblinski-tang", "-2.903534", "-2.903534", "-78.332331"),
        ("three-hump-camel", "0", "0", "0"),
        ("trid", "2", "2", "-2"),
        ("zettl", "-0.0299", "0", "-0.003791"), // JY 176
        ("zirilli", "-1.0466", "0", "-0.3523"), // Aluffi-Pentini in Ali et al. 2005, cut to its digits
    ] {
        let function = find_function(name).expect("a built-in function");
        let digits = |found: f64, text: &str| {
            let decimals = text.split_once('.').map_or(0, |(_, digits)| digits.len());
            let number: f64 = text.parse().expect("a printed number");
            // Some are rounded and some are cut off.
            (found - number).abs() < 1.000_001 * 10.0_f64.powi(-(decimals as i32))
        };
        let near = |at: &Vec2| digits(at.x, x) && digits(at.y, y);
        let objective = function.objective();
        let found = function.minima.iter().find(|at| near(at));
        let met = found.is_some_and(|&at| digits(objective.value(at), value));
        assert!(met, "{name}: {:?} {:?}", function.minima, function.value);
    }
}
