//! Schedules as `torch.optim.lr_scheduler` of PyTorch 2.15 computes them, at `lr` 0.5.

#![expect(clippy::unreadable_literal, reason = "as PyTorch prints them")]

use descent_tui::scene::{Embedded, Scene, parse, updated};
use descent_tui::simulation::simulate;

fn scene(schedule: &str, formula: &str, steps: usize) -> (String, Scene) {
    let text = format!(
        "start = [1.0, 0.0]\n[objective]\nformula = \"{formula}\"\n[run]\nsteps = {steps}\n\
         [[optimizer]]\nkind = \"gd\"\nlr = 0.5\nschedule = {schedule}\n"
    );
    let scene = parse("schedule", &text, &Embedded).expect("a scene");
    (text, scene)
}

fn rates(schedule: &str, steps: usize) -> Vec<f64> {
    let (_, scene) = scene(schedule, "x^2 + y^2", steps);
    simulate(&scene).remove(0).rates
}

/// Schedules and their rates, step by step.
const RATES: &[(&str, &[f64])] = &[
    (
        "{ kind = \"multistep\", milestones = [7, 3], factor = 0.3 }",
        &[0.5, 0.5, 0.5, 0.15, 0.15, 0.15, 0.15, 0.045, 0.045, 0.045],
    ),
    (
        "{ kind = \"cyclic\", min = 0.1, max = 0.9, up = 3, down = 5 }",
        &[
            0.1,
            0.3666666666666667,
            0.6333333333333333,
            0.9,
            0.7400000000000001,
            0.58,
            0.42000000000000004,
            0.26,
            0.1,
            0.3666666666666667,
            0.6333333333333333,
            0.9,
            0.7400000000000001,
            0.58,
            0.42000000000000004,
            0.26,
            0.1,
            0.3666666666666667,
        ],
    ),
    (
        "{ kind = \"cyclic\", min = 0.1, max = 0.9, up = 3, down = 5, mode = \"triangular2\" }",
        &[
            0.1,
            0.3666666666666667,
            0.6333333333333333,
            0.9,
            0.7400000000000001,
            0.58,
            0.42000000000000004,
            0.26,
            0.1,
            0.23333333333333334,
            0.3666666666666667,
            0.5,
            0.42000000000000004,
            0.33999999999999997,
            0.26,
            0.18000000000000002,
            0.1,
            0.16666666666666669,
        ],
    ),
    (
        "{ kind = \"cyclic\", min = 0.1, max = 0.9, up = 3, down = 5, mode = \"exp_range\", factor = 0.9 }",
        &[
            0.1,
            0.33999999999999997,
            0.532,
            0.6832,
            0.5199040000000001,
            0.3834352,
            0.27006112000000004,
            0.17652750400000003,
            0.1,
            0.2033121304,
            0.28596183472000003,
            0.351048476872,
            0.28075490334784015,
            0.22200955975979203,
            0.17320573585587523,
            0.13294258113514387,
            0.1,
            0.1444724845324442,
        ],
    ),
    (
        "{ kind = \"warm-up\", from = 0.2, steps = 4 }",
        &[0.1, 0.2, 0.30000000000000004, 0.4, 0.5, 0.5, 0.5, 0.5],
    ),
    (
        "[{ kind = \"warm-up\", from = 0.2, steps = 4, for = 4 }, { kind = \"cosine\", period = 6, min = 0.01 }]",
        &[
            0.1,
            0.2,
            0.30000000000000004,
            0.4,
            0.5,
            0.4671762239271875,
            0.3775,
            0.255,
            0.13250000000000006,
            0.04282377607281252,
        ],
    ),
];

#[test]
fn rates_are_those_of_pytorch() {
    for (schedule, expected) in RATES {
        let found = rates(schedule, expected.len() - 1);
        for (step, (rate, expected)) in found.iter().zip(*expected).enumerate() {
            let off = (rate - expected).abs();
            assert!(off < 1e-12, "{schedule} at {step}: {rate}, not {expected}");
        }
    }
}

/// `ReduceLROnPlateau(factor=0.3, patience=2, threshold=1e-3, cooldown=2, min_lr=0.02)`, fed with these values:
/// the objective is a staircase over y, along which the path goes down one step at a time.
#[test]
fn a_plateau_is_left_as_in_pytorch() {
    const VALUES: [f64; 25] = [
        10.0, 9.0, 8.0, 8.0, 8.0, 8.0, 7.9999, 8.0, 8.0, 8.0, 8.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0,
        3.0, 3.0, 3.0, 2.9, 2.9, 2.9, 2.9, 2.9,
    ];
    const RATES: [f64; 25] = [
        0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.15, 0.15, 0.15, 0.15, 0.15, 0.045, 0.045, 0.045, 0.045,
        0.045, 0.02, 0.02, 0.02, 0.02, 0.02, 0.02, 0.02, 0.02, 0.02,
    ];
    let schedule = "{ kind = \"plateau\", factor = 0.3, patience = 2, threshold = 1e-3, cooldown = 2, min = 0.02 }";
    let mut pace = descent_tui::optimizer::Pace::default();
    let (_, scene) = scene(schedule, "x^2", 1);
    let schedule = &scene.optimizers[0].schedule;
    for (t, (value, expected)) in VALUES.iter().zip(RATES).enumerate() {
        let rate = pace.rate(schedule, 0.5, t as u32);
        assert!(
            (rate - expected).abs() < 1e-12,
            "{t}: {rate}, not {expected}"
        );
        pace.learn(schedule, 0.5, t as u32, *value);
    }
}

/// In a run, too, and in what the screen keeps of it.
#[test]
fn a_run_on_level_ground_slows_down() {
    let schedule = "{ kind = \"plateau\", factor = 0.5, patience = 3 }";
    let (_, scene) = scene(schedule, "0*x + 7", 9);
    let rates = simulate(&scene).remove(0).rates;
    assert_eq!(
        rates,
        [0.5, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25, 0.125]
    );
    let stages = std::sync::Arc::new(scene.stages());
    let mut running =
        descent_tui::simulation::Running::<descent_tui::simulation::Track>::new(&stages, 0);
    running.advance(u32::MAX);
    let track = running.into_record();
    let kept: Vec<f64> = (0..=9).map(|step| track.rate(step)).collect();
    assert_eq!(kept, rates);
}

#[test]
fn an_inverse_schedule_takes_a_power() {
    let found = rates("{ kind = \"inverse\", decay = 1.0, power = 0.5 }", 3);
    for (rate, expected) in found
        .iter()
        .zip([0.5, 0.5 / 2_f64.sqrt(), 0.5 / 3_f64.sqrt(), 0.25])
    {
        assert!((rate - expected).abs() < 1e-15);
    }
}

#[test]
fn they_are_saved_as_they_are() {
    for schedule in [
        "{ kind = \"multistep\", milestones = [3, 7], factor = 0.3 }",
        "[{ kind = \"warm-up\", for = 4 }, { points = [[0, 0.1]], for = 2 }, { kind = \"plateau\" }]",
        "{ kind = \"cyclic\", mode = \"triangular2\" }",
    ] {
        let (_, scene) = scene(schedule, "x^2 + y^2", 5);
        let (text, plain) = self::scene("{ kind = \"constant\" }", "x^2 + y^2", 5);
        assert_ne!(scene.optimizers[0].schedule, plain.optimizers[0].schedule);
        let saved = updated(&text, &scene, &Embedded).expect("it can be written");
        let again = parse("again", &saved, &Embedded).expect("it reads back");
        assert_eq!(
            again.optimizers[0].schedule, scene.optimizers[0].schedule,
            "{saved}"
        );
    }
}

#[test]
fn what_is_wrong_with_them_is_said() {
    for (schedule, said) in [
        ("{ kind = \"multistep\" }", "milestones = [30, 80]"),
        (
            "{ kind = \"multistep\", milestones = 3 }",
            "an array of steps",
        ),
        ("{ kind = \"multistep\", milestones = [-3] }", "0"),
        (
            "{ kind = \"multistp\", milestones = [3] }",
            "did you mean `multistep`?",
        ),
        ("[]", "from 1 to 100 schedules"),
        ("[{ kind = \"linear\" }, { kind = \"cosine\" }]", "for = 20"),
        ("[{ kind = \"cosine\", for = 5 }]", "leave `for` out"),
        ("{ kind = \"cyclic\", mode = \"triangle\" }", "triangular"),
        ("{ kind = \"warm-up\", form = 0.3 }", "`from`"),
        ("3", "a table"),
    ] {
        let text = format!(
            "[objective]\nformula = \"x^2\"\n[[optimizer]]\nkind = \"gd\"\nschedule = {schedule}\n"
        );
        let mistakes = parse("schedule", &text, &Embedded)
            .expect_err("a mistake")
            .to_string();
        assert!(mistakes.contains(said), "{schedule}: {mistakes}");
    }
}
