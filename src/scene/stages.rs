//! What holds at each step: the scene with the events up to there applied.
//!
//! The one place that says which objective, which values and which minimum are true of a moment;
//! paths, metrics, heights and maps all ask here.

use super::{Event, Minimum, Scene, Setting};

/// A scene as it is from each step on at which something changes.
#[derive(Debug, Clone)]
pub struct Stages {
    /// In the order of steps; the first one is from 0.
    list: Vec<Stage>,
}

/// A scene as it is from a step on, until the next stage.
#[derive(Debug, Clone)]
pub struct Stage {
    /// The first step that is taken under it.
    pub from: u32,
    /// The scene with all events up to that step.
    pub scene: Scene,
    /// Whether all is known of its minimum: which it is, or that none can be found.
    is_sought: bool,
}

impl Stages {
    /// The stages of a scene.
    pub(super) fn of(scene: &Scene) -> Self {
        let mut list = vec![Stage {
            from: 0,
            scene: scene.clone(),
            is_sought: scene.minimum.is_some(),
        }];
        let mut events: Vec<_> = scene.events.iter().collect();
        // Stable: of two changes of one value at one step, the later in the list counts.
        events.sort_by_key(|event| event.step);
        for of_one_step in events.chunk_by(|a, b| a.step == b.step) {
            let mut next = list[list.len() - 1].scene.clone();
            let known = |event: &&&Event| scene.has(event.setting);
            for event in of_one_step.iter().filter(known) {
                next.set(event.setting, event.value);
            }
            list.push(Stage {
                from: of_one_step[0].step,
                is_sought: next.minimum.is_some(),
                scene: next,
            });
        }
        Self { list }
    }

    /// The scene as it is at a step: the step from there is taken under it.
    pub fn at(&self, step: u32) -> &Scene {
        let after = self.list.partition_point(|stage| stage.from <= step);
        &self.list[after.saturating_sub(1)].scene
    }

    /// All stages, in the order of their steps.
    pub fn as_slice(&self) -> &[Stage] {
        &self.list
    }

    /// The first stage whose minimum was not searched for yet.
    pub fn unsought(&self) -> Option<&Scene> {
        let mut stages = self.list.iter();
        let stage = stages.find(|stage| !stage.is_sought)?;
        Some(&stage.scene)
    }

    /// What a search in a scene found, for every stage to which it applies.
    pub fn settle(&mut self, searched: &Scene, found: Option<&Minimum>) {
        for stage in &mut self.list {
            if !stage.is_sought && stage.scene.has_minimum_of(searched) {
                stage.scene.minimum = found.cloned();
                stage.is_sought = true;
            }
        }
    }

    /// Whether the minimum is as high at every step as with others.
    pub fn have_minima_of(&self, others: &Self) -> bool {
        let heights = |stages: &Self| -> Vec<(u32, Option<f64>)> {
            let height = |stage: &Stage| stage.scene.minimum.as_ref().map(|known| known.value);
            let mut list: Vec<_> = stages.list.iter().map(|s| (s.from, height(s))).collect();
            list.dedup_by_key(|(_, height)| *height);
            list
        };
        heights(self) == heights(others)
    }

    /// Whether the minimum is the same at every step as with others.
    pub fn have_same_minima_as(&self, others: &Self) -> bool {
        let minima = |stages: &Self| -> Vec<(u32, Option<Minimum>)> {
            let each = stages.list.iter();
            each.map(|stage| (stage.from, stage.scene.minimum.clone()))
                .collect()
        };
        minima(self) == minima(others)
    }

    /// Takes over what others know of the minimum.
    pub fn learn_from(&mut self, others: &Self) {
        for other in others.list.iter().filter(|other| other.is_sought) {
            self.settle(&other.scene, other.scene.minimum.as_ref());
        }
    }
}

impl Stage {
    /// Whether all is known of its minimum: which it is, or that none can be found.
    pub fn is_sought(&self) -> bool {
        self.is_sought
    }
}

impl Scene {
    /// The scene as it is from each step on at which something changes.
    pub fn stages(&self) -> Stages {
        Stages::of(self)
    }

    /// Whether there is such a setting.
    fn has(&self, setting: Setting) -> bool {
        match setting {
            Setting::Hyper { optimizer, hyper } => {
                let entry = self.optimizers.get(optimizer);
                entry.is_some_and(|entry| hyper < entry.hypers.len())
            }
            Setting::Parameter(index) => index < self.objective.parameters().len(),
            Setting::Noise => true,
        }
    }

    /// Whether a search for the minimum finds the same in both.
    fn has_minimum_of(&self, other: &Self) -> bool {
        self.objective.is_same_function(&other.objective)
            && (self.view.x, self.view.y) == (other.view.x, other.view.y)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::Vec2;
    use crate::scene::{Embedded, Shared, parse};

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
    fn each_step_has_the_values_that_hold_there() {
        let scene = parse("test", SCENE, &Embedded).expect("a valid scene");
        let stages = scene.stages();
        let shift = |step| stages.at(step).objective.parameters()[0].value;
        assert_eq!([0, 9, 10, 30].map(shift), [0.0, 0.0, 1.0, 1.0]);
        let rate = |step| stages.at(step).optimizers[0].hypers[0];
        assert_eq!([10, 19, 20, 30].map(rate), [0.1, 0.1, 0.2, 0.2]);
        // What no event touches is one for all.
        let start = &stages.at(0).optimizers[0];
        assert!(Shared::ptr_eq(&stages.at(10).optimizers[0], start));
    }

    #[test]
    fn what_was_found_holds_for_every_stage_of_that_objective() {
        let scene = parse("test", SCENE, &Embedded).expect("a valid scene");
        let mut stages = scene.stages();
        let first = stages.unsought().expect("the first stage").clone();
        stages.settle(&first, None);
        let second = stages.unsought().expect("the moved one").clone();
        assert_eq!(second.objective.parameters()[0].value, 1.0);
        let found = Minimum {
            at: vec![Vec2::new(1.0, 0.0)],
            value: 0.0,
        };
        stages.settle(&second, Some(&found));
        assert!(stages.unsought().is_none());
        let known = [0, 10, 20].map(|step| stages.at(step).minimum.is_some());
        assert_eq!(known, [false, true, true]);
        let mut again = scene.stages();
        again.learn_from(&stages);
        // Parameters that are set again make another function, of which nothing is known.
        assert_eq!(
            again
                .unsought()
                .map(|scene| scene.objective.parameters()[0].value),
            Some(1.0)
        );
    }
}
