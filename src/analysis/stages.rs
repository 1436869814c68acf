//! What holds at each step: the scene with the events up to there applied.
//!
//! Says what is true of a moment, such as which objective a map of it has to show; paths are made
//! elsewhere.

use super::minimum;
use crate::scene::{Scene, Setting};

/// A scene as it is from each step on at which something changes.
#[derive(Debug, Clone)]
pub struct Stages {
    /// In the order of steps; the first one is from 0.
    stages: Vec<(u32, Scene)>,
}

impl Stages {
    /// The stages of a scene. Where an event moves the minimum, it is searched for.
    pub fn of(scene: &Scene) -> Self {
        let mut stages = vec![(0, scene.clone())];
        let mut events: Vec<_> = scene.events.iter().collect();
        // Stable: of two changes of one value at one step, the later in the list counts.
        events.sort_by_key(|event| event.step);
        for of_one_step in events.chunk_by(|a, b| a.step == b.step) {
            let mut next = last(&stages).clone();
            for event in of_one_step {
                next.set(event.setting, event.value);
            }
            let is_moved = |setting| matches!(setting, Setting::Parameter(_));
            if next.minimum.is_none() && of_one_step.iter().any(|event| is_moved(event.setting)) {
                next.minimum = minimum::search(&next.objective, &next.view);
            }
            stages.push((of_one_step[0].step, next));
        }
        Self { stages }
    }

    /// The scene as it is at a step: the step from there is taken under it.
    pub fn at(&self, step: u32) -> &Scene {
        let after = self.stages.partition_point(|(from, _)| *from <= step);
        &self.stages[after.saturating_sub(1)].1
    }
}

/// The last stage.
fn last(stages: &[(u32, Scene)]) -> &Scene {
    &stages[stages.len() - 1].1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::{Embedded, parse};

    const SCENE: &str = r#"
        [objective]
        formula = "(x - shift)^2 + y^2"
        parameters = { shift = 0.0 }
        [[optimizer]]
        kind = "gd"
        lr = 0.1
        [[event]]
        step = 20
        set = { "Gradient descent.lr" = 0.2 }
        [[event]]
        step = 10
        set = { shift = 1.0 }
    "#;

    #[test]
    fn each_step_has_the_values_that_hold_there_and_the_minimum_moves_with_them() {
        let scene = parse("test", SCENE, &Embedded).expect("a valid scene");
        let stages = Stages::of(&scene);
        let shift = |step| stages.at(step).objective.parameters()[0].value;
        assert_eq!([0, 9, 10, 30].map(shift), [0.0, 0.0, 1.0, 1.0]);
        let rate = |step| stages.at(step).optimizers[0].hypers[0];
        assert_eq!([10, 19, 20, 30].map(rate), [0.1, 0.1, 0.2, 0.2]);
        let moved = stages.at(10).minimum.as_ref().expect("a bowl has one");
        assert!((moved.at[0].x - 1.0).abs() < 1e-6 && moved.at[0].y.abs() < 1e-6);
    }
}
