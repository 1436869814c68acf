//! Every path of `tests/reference`: made with PyTorch 2.15, `pytorch_optimizer` 4.1 and the textbook
//! equations in float64, each cut where rounding alone would decide how it goes on.

use std::collections::HashMap;
use std::fs;

use descent_tui::simulation::simulate;

/// How far a coordinate may be off, relative to its size where that is above 1.
const TOLERANCE: f64 = 1e-10;

#[test]
fn every_reference_path_is_met() {
    let mut compared = 0;
    let files = fs::read_dir("tests/reference").unwrap();
    for file in files.map(|file| file.unwrap().path()) {
        if file.extension().is_some_and(|ending| ending == "toml") {
            let text = fs::read_to_string(&file).unwrap();
            let expected = fs::read_to_string(file.with_extension("csv")).unwrap();
            compared += compare(&text, &expected);
        }
    }
    assert_eq!(compared, 163, "paths in tests/reference");
}

/// Holds the paths of a scene against a table of `optimizer,step,x,y,value`; how many there were.
fn compare(text: &str, expected: &str) -> usize {
    let scene = super::scene(text);
    let simulated = simulate(&scene);
    let labels = scene.optimizers.iter().map(|entry| entry.label.as_str());
    let paths: HashMap<&str, _> = labels.zip(&simulated).collect();
    let mut seen = Vec::new();
    for row in expected.lines().skip(1) {
        let fields: Vec<&str> = row.split(',').collect();
        let [label, step, x, y, _] = fields[..] else {
            panic!("{row}")
        };
        let step: usize = step.parse().expect("a step");
        let at = paths[label].points.get(step);
        let at = at.unwrap_or_else(|| panic!("{}: {label} has no step {step}", scene.title));
        for (actual, expected) in [(at.x, x), (at.y, y)] {
            let expected: f64 = expected.parse().expect("a coordinate");
            let off = (actual - expected).abs() / expected.abs().max(1.0);
            assert!(
                off <= TOLERANCE,
                "{}: {label} is off by {off:e} at step {step}",
                scene.title
            );
        }
        seen.push(label);
    }
    seen.dedup();
    seen.len()
}
