//! `docs/recorder.py`, run where there are Python and PyTorch; elsewhere there is nothing to hold it to.

use std::path::Path;
use std::process::Command;

use descent_tui::scene::{Document, Scene};

fn has_torch() -> bool {
    let import = Command::new("python3")
        .args(["-c", "import torch"])
        .output();
    import.is_ok_and(|output| output.status.success())
}

#[test]
fn a_training_is_recorded_on_planes_of_every_kind() {
    let lines = include_str!("../docs/recorder.py").lines().count();
    assert!(lines <= 60, "{lines} lines are too many to copy");
    if !has_torch() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new("python3")
        .arg("tests/recorder/training.py")
        .arg(folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let told = String::from_utf8(output.stdout).unwrap();
    let losses: Vec<f64> = told
        .split_whitespace()
        .map(|loss| loss.parse().unwrap())
        .collect();

    let scene = opened(&folder.path().join("three"));
    assert_eq!(scene.paths.len(), 1);
    assert_eq!(scene.paths[0].label, "the \"first\"");
    // The plane goes through these three points, so that the heights under them are the losses.
    for (index, loss) in [0, 5, 9].into_iter().zip(losses) {
        let point = &scene.paths[0].points[index];
        assert_eq!(point.value, Some(loss));
        let height = scene.objective.value(point.at);
        assert!((height - loss).abs() < 2e-3, "{height} is not {loss}");
    }

    let random = opened(&folder.path().join("random"));
    let [low, high] = random.view.x;
    assert!(high - low >= 2.0, "{low} to {high}");

    let principal = opened(&folder.path().join("principal"));
    let lengths: Vec<usize> = principal
        .paths
        .iter()
        .map(|path| path.points.len())
        .collect();
    assert_eq!(lengths, [10, 10]);
    let share = principal.description.split('%').next().unwrap();
    let share: f64 = share.parse().unwrap();
    assert!((80.0..=100.0).contains(&share), "{}", principal.description);
}

fn opened(folder: &Path) -> Scene {
    let document = Document::load(&folder.join("scene.toml"));
    let scene = document.and_then(|document| document.scene());
    scene.unwrap_or_else(|mistakes| panic!("{mistakes}"))
}
