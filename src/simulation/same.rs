//! Whether two runs are the same, so that the path of one is that of the other.

use crate::scene::{Entry, Scene, Shared, Stage, Stages};

/// A run of a scene that has stages, by the optimizer's index.
pub type Run<'a> = (&'a Stages, usize);

/// Whether nothing differs that the paths of two runs depend on: their optimizer, the objective, where
/// and how it runs, and the events that reach it. Names, colours and what other optimizers do differ
/// freely.
pub fn is_same_run(own: Run<'_>, other: Run<'_>) -> bool {
    let (own_stages, other_stages) = (stages_of(own), stages_of(other));
    let mut pairs = own_stages.iter().zip(&other_stages);
    let (first, other_first) = (&own_stages[0].scene, &other_stages[0].scene);
    let (entry, other_entry) = (&first.optimizers[own.1], &other_first.optimizers[other.1]);
    starts_alike((first, entry), (other_first, other_entry))
        && own_stages.len() == other_stages.len()
        && pairs.all(|(a, b)| a.from == b.from && acts_alike((a, own.1), (b, other.1)))
}

/// The stages at which something changes for the run.
fn stages_of((stages, index): Run<'_>) -> Vec<&Stage> {
    let mut list: Vec<&Stage> = stages.as_slice().iter().collect();
    list.dedup_by(|next, before| acts_alike((next, index), (before, index)));
    list
}

/// Whether steps under both stages are the same.
fn acts_alike((own, index): (&Stage, usize), (other, other_index): (&Stage, usize)) -> bool {
    let (own, other) = (&own.scene, &other.scene);
    own.objective.is_same_function(&other.objective)
        && own.run.noise == other.run.noise
        && own.optimizers[index].hypers == other.optimizers[other_index].hypers
}

/// Whether what holds for the whole of both runs is the same.
fn starts_alike(
    (own, entry): (&Scene, &Shared<Entry>),
    (other, other_entry): (&Scene, &Shared<Entry>),
) -> bool {
    let conditions = |scene: &Scene, entry: &Entry| {
        let convention = entry.convention.unwrap_or(scene.run.convention);
        let start = entry.start.unwrap_or(scene.start);
        let run = scene.run;
        (
            convention,
            start,
            run.steps,
            run.seed,
            scene.view.x,
            scene.view.y,
        )
    };
    let is_same_method = || {
        entry.declaration().is_same(other_entry.declaration())
            && entry.schedule == other_entry.schedule
            && entry.batch == other_entry.batch
            && entry.modifiers == other_entry.modifiers
    };
    conditions(own, entry) == conditions(other, other_entry)
        && (!entry.declaration().knows_minimum || own.minimum == other.minimum)
        && (Shared::ptr_eq(entry, other_entry) || is_same_method())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::{Event, Setting, open};

    fn is_same(own: (&Scene, usize), other: (&Scene, usize)) -> bool {
        is_same_run((&own.0.stages(), own.1), (&other.0.stages(), other.1))
    }

    fn changed(scene: &Scene, change: impl FnOnce(&mut Scene)) -> Scene {
        let mut changed = scene.clone();
        change(&mut changed);
        changed
    }

    const OF_SECOND: Setting = Setting::Hyper {
        optimizer: 1,
        hyper: 0,
    };

    #[test]
    fn only_what_a_path_depends_on_makes_another() {
        let scene = open("ravine").unwrap();
        assert!(is_same((&scene, 0), (&scene, 0)) && !is_same((&scene, 0), (&scene, 1)));
        let rate = changed(&scene, |scene| scene.set(OF_SECOND, 0.01));
        assert!(is_same((&scene, 0), (&rate, 0)) && !is_same((&scene, 1), (&rate, 1)));
        let looks = changed(&scene, |scene| {
            scene.optimizers[1].enabled = false;
            scene.optimizers[1].label = "Other".to_owned();
        });
        assert!(is_same((&scene, 1), (&looks, 1)));
        let start = changed(&scene, |scene| scene.start.x += 1.0);
        let seed = changed(&scene, |scene| scene.run.seed += 1);
        let parameter = changed(&scene, |scene| scene.set(Setting::Parameter(0), 3.0));
        for other in [start, seed, parameter] {
            assert!(!is_same((&scene, 0), (&other, 0)));
        }
    }

    #[test]
    fn an_event_touches_those_that_it_reaches() {
        let scene = open("ravine").unwrap();
        let with = |setting, value| {
            changed(&scene, |scene| {
                scene.events.push(Event {
                    step: 10,
                    setting,
                    value,
                });
            })
        };
        let rate = with(OF_SECOND, 0.01);
        assert!(is_same((&scene, 0), (&rate, 0)) && !is_same((&scene, 1), (&rate, 1)));
        let noise = with(Setting::Noise, 0.1);
        assert!(!is_same((&scene, 0), (&noise, 0)));
    }

    #[test]
    fn a_copy_walks_as_its_original() {
        let scene = open("ravine").unwrap();
        let doubled = changed(&scene, |scene| {
            scene.duplicate_optimizer(1).unwrap();
            scene.remove_optimizer(0);
        });
        assert!(is_same((&scene, 1), (&doubled, 0)) && is_same((&scene, 1), (&doubled, 1)));
        assert!(is_same((&scene, 2), (&doubled, 2)));
    }
}
