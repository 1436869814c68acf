//! Exchanging the method of an optimizer for that of a rule, while all else of the scene stays.

use super::state::State;
use crate::math::Vec2;
use crate::optimizer::{Declaration, Optimizer};
use crate::scene::{Entry, Event, Setting};
use crate::simulation::simulate_one;

/// Over so many steps a rule is held beside the method that declares it.
const STEPS: u32 = 50;
/// How far they may lie apart, by the size of the point.
const APART: f64 = 1e-9;

impl State {
    /// Whether the rule of an optimizer says all that it does here: the method made of the rule takes the same first steps.
    pub(super) fn walks_as(&self, index: usize, method: &'static dyn Optimizer) -> bool {
        let mut scene = self.scene().clone();
        scene.run.steps = scene.run.steps.min(STEPS);
        scene.events = Vec::new().into();
        let declared = simulate_one(&scene, index);
        scene.optimizers[index] = ruled(&scene.optimizers[index], method).into();
        let own = simulate_one(&scene, index);
        let is_near = |(a, b): (&Vec2, &Vec2)| {
            (*a - *b).norm() <= APART * a.norm().max(1.0) || !a.is_finite()
        };
        declared.points.len() == own.points.len()
            && declared.points.iter().zip(&own.points).all(is_near)
    }

    /// Gives an optimizer the method of a rule; whether that is another than before. A method that was the program's own
    /// gets another name with it.
    pub(super) fn give_rule(&mut self, index: usize, method: &'static dyn Optimizer) -> bool {
        let old = self.scene().optimizers[index].clone();
        let (before, after) = (old.declaration(), method.declaration());
        if before.is_same(after) {
            return false;
        }
        let mut scene = self.scene().clone();
        let mut entry = ruled(&old, method);
        if before.own_rule.is_none() {
            entry.label = scene.unused_label(&format!("{}, changed", old.label));
        }
        // What is kept of the path as it was is told from others by the name.
        let kept = self.before.iter_mut().flat_map(|pin| &mut pin.paths);
        for pinned in kept.filter(|pinned| pinned.label == old.label) {
            pinned.label.clone_from(&entry.label);
        }
        let events = scene.events.iter();
        let moved =
            events.filter_map(|event| moved(event, index, |hyper| place(before, hyper, after)));
        let moved: Vec<Event> = moved.collect();
        scene.events = moved.into();
        scene.optimizers[index] = entry.into();
        self.follow(scene);
        true
    }
}

/// The optimizer with the method of a rule. Values of the same names stay, others are the method's defaults.
fn ruled(old: &Entry, method: &'static dyn Optimizer) -> Entry {
    let after = method.declaration();
    let mut hypers = after.defaults();
    for (hyper, value) in old.hypers.iter().enumerate() {
        if let Some(place) = place(old.declaration(), hyper, after) {
            hypers[place] = *value;
        }
    }
    Entry {
        kind: method,
        hypers,
        ..old.clone()
    }
}

/// Where a rule's method has the value that another has at an index.
fn place(before: &Declaration, hyper: usize, after: &Declaration) -> Option<usize> {
    let hyper = &before.hypers[hyper];
    let is_symbol = before.own_rule.is_none() && hyper.name != "lr";
    after.hyper(if is_symbol { hyper.symbol } else { hyper.name })
}

/// An event, its value where the optimizer's new method has it; `None` where it has none.
fn moved(event: &Event, index: usize, place: impl Fn(usize) -> Option<usize>) -> Option<Event> {
    let setting = match event.setting {
        Setting::Hyper { optimizer, hyper } if optimizer == index => Setting::Hyper {
            optimizer,
            hyper: place(hyper)?,
        },
        other => other,
    };
    Some(Event {
        setting,
        ..event.clone()
    })
}
