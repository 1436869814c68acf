//! One step under the magnifying glass: every number that the update rule used.

use std::sync::Arc;

use super::runner::Runner;
use crate::math::Vec2;
use crate::scene::Scene;

/// The step from one point of a path to the next.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Its number t, counted from 1.
    pub t: u32,
    /// The point from which it is taken.
    pub from: Vec2,
    /// The point to which it leads.
    pub to: Vec2,
    /// The gradient at `from` as the method saw it, with noise and modifiers.
    pub gradient: Vec2,
    /// The hyper-parameters in the declaration's order, the learning rate after its schedule.
    pub hypers: Vec<f64>,
    /// The states before the step, by their symbols in the rule; a state that is one number has it in
    /// both coordinates.
    pub before: Vec<(&'static str, Vec2)>,
    /// The states after it, likewise.
    pub after: Vec<(&'static str, Vec2)>,
}

/// The step that one optimizer of a scene takes from the point after `step` steps; `None` where its
/// path ends before or there. The index must be one of the scene's optimizers.
pub fn inspect(scene: &Scene, index: usize, step: u32) -> Option<Step> {
    if step >= scene.run.steps {
        return None;
    }
    let mut runner = Runner::new(&Arc::new(scene.stages()), index);
    for earlier in 0..step {
        let here = runner.arrive(earlier);
        if here.end.is_some() {
            return None;
        }
        runner.leave(earlier, &here);
    }
    let here = runner.arrive(step);
    if here.end.is_some() {
        return None;
    }
    let hypers = runner.here.present.hypers.clone();
    let (from, before) = (runner.at, states(&runner));
    runner.draw(step);
    let gradient = runner.here.oracle(&here.known).gradient(from);
    runner.take(step, &here);
    Some(Step {
        t: step + 1,
        from,
        to: runner.at,
        gradient,
        hypers,
        before,
        after: states(&runner),
    })
}

fn states(runner: &Runner) -> Vec<(&'static str, Vec2)> {
    let mut states = Vec::new();
    runner.walk.states(&mut states);
    states
}
