//! Whatever their ranges allow, no method panics, and no path has what it must not have.

use descent_tui::optimizer::{
    Convention, Course, Hyper, Modifier, Modifiers, Optimizer, Range, Schedule, catalog,
};
use descent_tui::scene::{Entry, Event, Scene, Setting};
use descent_tui::simulation::{Path, Status, simulate_one};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Smooth ones, and ones with kinks, cliffs, holes and no bottom.
const OBJECTIVES: [&str; 10] = [
    "x^2 + 10*y^2",
    "(1 - x)^2 + 100*(y - x^2)^2",
    "sin(3*x) + cos(2*y) + 0.1*(x^2 + y^2)",
    "abs(x) + 3*abs(y)",
    "log(x) + y^2",
    "1/(x*y)",
    "x^2 - y^2",
    "exp(x*y)",
    "floor(x) + y",
    "3",
];

/// A value that a range accepts, its ends and its default included.
fn value(hyper: &'static Hyper) -> BoxedStrategy<f64> {
    let range = hyper.range;
    let ends = [range.min(), range.max(), hyper.default];
    prop_oneof![
        4 => (0.0..=1.0).prop_map(move |place| range.at_fraction(place)),
        1 => select(ends.to_vec()),
    ]
    .boxed()
}

fn values(hypers: &'static [Hyper]) -> BoxedStrategy<Vec<f64>> {
    hypers.iter().map(value).collect::<Vec<_>>().boxed()
}

fn schedule() -> BoxedStrategy<Schedule> {
    let courses: Vec<&'static Course> = Course::all().iter().collect();
    let by_course = select(courses).prop_flat_map(|course| {
        values(course.hypers).prop_map(move |values| Schedule::Course(course, values))
    });
    let points = vec((0_u32..60, 0.0..1.0), 0..4).prop_map(|mut points| {
        points.sort_by_key(|&(step, _)| step);
        Schedule::Points(points)
    });
    prop_oneof![3 => Just(Schedule::default()), 2 => by_course, 1 => points].boxed()
}

fn modifiers() -> impl Strategy<Value = Modifiers> {
    let each: Vec<_> = Modifier::all()
        .iter()
        .map(|modifier| proptest::option::weighted(0.2, values(modifier.hypers)))
        .collect();
    each.prop_map(|each| {
        let mut modifiers = Modifiers::default();
        for (modifier, values) in Modifier::all().iter().zip(each) {
            if let Some(values) = values {
                modifiers.set(modifier, &values);
            }
        }
        modifiers
    })
}

fn entry() -> impl Strategy<Value = Entry> {
    let kinds: Vec<&'static dyn Optimizer> = catalog().to_vec();
    let kind = (0..kinds.len()).prop_flat_map(move |index| {
        let kind = kinds[index];
        values(kind.declaration().hypers).prop_map(move |hypers| (index, hypers))
    });
    let convention = select(vec![Convention::Textbook, Convention::Pytorch]);
    (kind, convention, schedule(), modifiers()).prop_map(
        |((kind, hypers), convention, schedule, modifiers)| Entry {
            label: String::from("Any"),
            kind: catalog()[kind],
            hypers,
            convention: Some(convention),
            color: None,
            place: 0,
            start: None,
            enabled: true,
            schedule,
            modifiers,
            batch: None,
        },
    )
}

/// A scene with one optimizer, noise, and a change of one of its values on the way.
fn any_scene() -> impl Strategy<Value = Scene> {
    let start =
        prop_oneof![8 => -5.0..5.0_f64, 1 => select(vec![0.0, 1e300, f64::INFINITY, f64::NAN])];
    let noise = prop_oneof![Just(0.0), 0.0..2.0_f64];
    let change = (0_u32..50, 0_usize..8, 0.0..=1.0_f64);
    (
        select(OBJECTIVES.to_vec()),
        (start.clone(), start),
        entry(),
        noise,
        change,
    )
        .prop_map(|(formula, (x, y), entry, noise, (step, hyper, place))| {
            let mut scene = super::scene(&format!("[objective]\nformula = \"{formula}\""));
            scene.start = [x, y].into();
            scene.run.steps = 40;
            scene.run.noise = noise;
            if let Some(range) = entry
                .declaration()
                .hypers
                .get(hyper)
                .map(|hyper| hyper.range)
            {
                let setting = Setting::Hyper {
                    optimizer: 0,
                    hyper,
                };
                let value = range.at_fraction(place);
                scene.events = vec![Event {
                    step,
                    setting,
                    value,
                }]
                .into();
            }
            scene.optimizers = vec![entry.into()];
            scene
        })
}

/// What every path keeps to, whatever the scene.
fn check(scene: &Scene, path: &Path) {
    let rows = path.points.len();
    assert!((1..=41).contains(&rows));
    let lengths = [
        path.values.len(),
        path.gradients.len(),
        path.rates.len(),
        path.evaluations.len(),
    ];
    assert!(lengths.iter().all(|&length| length == rows));
    assert!(path.ghosts.is_empty() || path.ghosts.len() == rows);
    assert_eq!(
        path.status == Status::Finished,
        rows == 41 && path.values[40].is_finite()
    );
    let later = path.points.iter().zip(&path.values).skip(1);
    assert!(
        later
            .clone()
            .all(|(at, value)| at.is_finite() && value.is_finite())
    );
    assert!(path.evaluations.is_sorted() && path.evaluations[0] == 0);
    assert_eq!(
        scene.optimizers[0].declaration().has_rate(),
        !path.rates[0].is_nan()
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, ..ProptestConfig::default() })]

    #[test]
    fn no_method_panics_and_every_path_is_sound(mut scene in any_scene()) {
        let path = simulate_one(&scene, 0);
        check(&scene, &path);
        scene.run.steps = 20;
        let shorter = simulate_one(&scene, 0);
        let rows = shorter.points.len();
        prop_assert_eq!(format!("{:?}", shorter.points), format!("{:?}", &path.points[..rows]));
    }

    #[test]
    fn keys_and_sliders_stay_in_range(entry in entry(), up: bool, coarse: bool, place in 0.0..=1.0) {
        for (hyper, value) in entry.declaration().hypers.iter().zip(&entry.hypers) {
            let range: &Range = &hyper.range;
            prop_assert!(range.contains(range.at_fraction(place)));
            let moved = range.nudge(*value, up, coarse);
            prop_assert!(range.contains(moved), "{} {value} {moved}", hyper.name);
            prop_assert!((0.0..=1.0).contains(&range.fraction(*value)));
        }
    }
}
