//! One step under the magnifying glass: every number that the update rule used.

use std::sync::Arc;

use super::runner::Runner;
use crate::math::Vec2;
use crate::optimizer::{Worked, of_declared};
use crate::scene::{Scene, Setting};

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
    /// The lines of its rule with their numbers; empty where the rule does not run, and far out on a long path.
    pub worked: Vec<Worked>,
    /// The step that the method would have taken had the slope been zero here: what it has kept of the steps before. The
    /// rest of the step is due to the gradient. `None` far out on a long path.
    pub kept: Option<Vec2>,
}

/// The step that one optimizer of a scene takes from the point after `step` steps; `None` where its
/// path ends before or there. The index must be one of the scene's optimizers.
pub fn inspect(scene: &Scene, index: usize, step: u32) -> Option<Step> {
    let mut found = taken(scene, index, step, Slope::AsItIs)?;
    if step > FAR {
        return Some(found);
    }
    if found.worked.is_empty() {
        found.worked = worked(scene, index, step, &found).unwrap_or_default();
    }
    let level = taken(scene, index, step, Slope::Zero);
    found.kept = level.map(|level| level.to - level.from);
    Some(found)
}

/// What the method sees of the slope in the step that is looked at.
#[derive(Clone, Copy, PartialEq)]
enum Slope {
    AsItIs,
    Zero,
}

fn taken(scene: &Scene, index: usize, step: u32, slope: Slope) -> Option<Step> {
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
    let mut here = runner.arrive(step);
    if here.end.is_some() {
        return None;
    }
    let hypers = runner.here.present.hypers.clone();
    let (from, before, memory) = (runner.at, states(&runner), runner.walk.memory());
    runner.draw(step);
    let gradient = runner.here.oracle(&here.known).gradient(from);
    if slope == Slope::Zero {
        here.known.gradient -= gradient;
    }
    runner.take(step, &here);
    Some(Step {
        t: step + 1,
        from,
        to: runner.at,
        gradient,
        hypers,
        before,
        after: states(&runner),
        worked: runner.walk.worked(&memory, from),
        kept: None,
    })
}

/// The lines of the rule that a method of the program's declares, where that leads to the very step that the method takes.
fn worked(scene: &Scene, index: usize, step: u32, found: &Step) -> Option<Vec<Worked>> {
    let entry = &scene.optimizers[index];
    let has_rate = entry.declaration().has_rate();
    // The rule's values have other indices.
    let is_rate = |setting| match setting {
        Setting::Hyper { optimizer, hyper } => optimizer != index || (hyper == 0 && has_rate),
        _ => true,
    };
    if !scene.events.iter().all(|event| is_rate(event.setting)) {
        return None;
    }
    let mut scene = scene.clone();
    let entry = &scene.optimizers[index];
    let convention = entry.convention.unwrap_or(scene.run.convention);
    let (kind, hypers) = of_declared(entry.declaration(), convention, &entry.hypers)?;
    let entry = &mut *scene.optimizers[index];
    (entry.kind, entry.hypers) = (kind, hypers);
    let own = taken(&scene, index, step, Slope::AsItIs)?;
    let size = found.to.norm().max(1.0);
    let is_it =
        (own.to - found.to).norm() < SAME * size && (own.from - found.from).norm() < SAME * size;
    is_it.then_some(own.worked)
}

/// Beyond so many steps the path is not walked again and again for one frame.
const FAR: u32 = 20_000;

/// Steps that differ by less, of the point's size, are one.
const SAME: f64 = 1e-9;

fn states(runner: &Runner) -> Vec<(&'static str, Vec2)> {
    let mut states = Vec::new();
    runner.walk.states(&mut states);
    states
}
