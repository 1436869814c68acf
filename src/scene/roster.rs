//! Optimizers come and go: labels stay unique, colours and events stay with their optimizer.
//!
//! Knows nothing of which rates suit.

use super::read::{MOST_OPTIMIZERS, too_many_points};
use super::{Entry, Event, Scene, Setting, places};

impl Scene {
    /// Puts an optimizer at the end and returns its index. If another has its label, it gets a
    /// numbered one; its colour is one that no other has, as far as there are so many.
    ///
    /// # Errors
    ///
    /// If there would be too many optimizers, or too many steps of them all together.
    pub fn add_optimizer(&mut self, entry: Entry) -> Result<usize, String> {
        self.insert(self.optimizers.len(), entry)
    }

    /// Puts a copy of an optimizer after it, events included, and returns the copy's index.
    ///
    /// # Errors
    ///
    /// If there would be too many optimizers, or too many steps of them all together.
    pub fn duplicate_optimizer(&mut self, index: usize) -> Result<usize, String> {
        let mut entry = Entry::clone(&self.optimizers[index]);
        entry.color = None;
        let copy = self.insert(index + 1, entry)?;
        let events = self
            .events
            .iter()
            .flat_map(|event| {
                let of_copy = match event.setting {
                    Setting::Hyper { optimizer, hyper } if optimizer == index => Some(Event {
                        setting: Setting::Hyper {
                            optimizer: copy,
                            hyper,
                        },
                        ..event.clone()
                    }),
                    _ => None,
                };
                [Some(event.clone()), of_copy]
            })
            .flatten()
            .collect::<Vec<_>>();
        self.events = events.into();
        Ok(copy)
    }

    /// Takes an optimizer away, and the events that change it.
    pub fn remove_optimizer(&mut self, index: usize) {
        self.optimizers.remove(index);
        self.events.retain_mut(|event| match &mut event.setting {
            Setting::Hyper { optimizer, .. } if *optimizer == index => false,
            Setting::Hyper { optimizer, .. } if *optimizer > index => {
                *optimizer -= 1;
                true
            }
            _ => true,
        });
    }

    /// The label itself, or the first numbered one that no optimizer has.
    pub fn unused_label(&self, label: &str) -> String {
        let is_taken = |label: &str| self.optimizers.iter().any(|entry| entry.label == label);
        let unnumbered = match label.rsplit_once(' ') {
            Some((name, number)) if number.parse::<u32>().is_ok() => name,
            _ => label,
        };
        std::iter::once(label.to_owned())
            .chain((2..=self.optimizers.len() + 2).map(|number| format!("{unnumbered} {number}")))
            .find(|label| !is_taken(label))
            // Of more labels than there are optimizers, one is free.
            .unwrap_or_default()
    }

    fn insert(&mut self, index: usize, mut entry: Entry) -> Result<usize, String> {
        let count = self.optimizers.len() + 1;
        if count > MOST_OPTIMIZERS {
            return Err(format!("a scene has at most {MOST_OPTIMIZERS} optimizers"));
        }
        if let Some(message) = too_many_points(count, self.run.steps) {
            return Err(message);
        }
        entry.label = self.unused_label(&entry.label);
        let recorded = self.paths.iter().map(|path| ("", path.place));
        let others = self.optimizers.iter();
        let others = others.map(|other| (other.kind.declaration().name, other.place));
        let taken: Vec<(&str, usize)> = others.chain(recorded).collect();
        entry.place = places::choose(entry.kind, &taken);
        for event in self.events.iter_mut() {
            if let Setting::Hyper { optimizer, .. } = &mut event.setting
                && *optimizer >= index
            {
                *optimizer += 1;
            }
        }
        self.optimizers.insert(index, entry.into());
        Ok(index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::{HUES, open};

    fn labels(scene: &Scene) -> Vec<&str> {
        let entries = scene.optimizers.iter();
        entries.map(|entry| entry.label.as_str()).collect()
    }

    /// The ravine, with an event for each optimizer: its rate becomes its index at that step.
    fn ravine() -> Scene {
        let mut scene = open("ravine").unwrap();
        scene.events = (0..scene.optimizers.len())
            .map(|optimizer| Event {
                step: optimizer as u32,
                setting: Setting::Hyper {
                    optimizer,
                    hyper: 0,
                },
                value: optimizer as f64,
            })
            .collect::<Vec<_>>()
            .into();
        scene
    }

    fn events(scene: &Scene) -> Vec<(String, f64)> {
        let events = scene.events.iter();
        events
            .map(|event| (scene.name(event.setting), event.value))
            .collect()
    }

    #[test]
    fn a_copy_has_its_own_label_and_colour_and_its_originals_events() {
        let mut scene = ravine();
        assert_eq!(scene.duplicate_optimizer(1), Ok(2));
        assert_eq!(scene.duplicate_optimizer(2), Ok(3));
        assert_eq!(
            labels(&scene)[..5],
            [
                "Gradient descent",
                "Momentum",
                "Momentum 2",
                "Momentum 3",
                "Adagrad"
            ]
        );
        let named = events(&scene);
        for name in ["Momentum", "Momentum 2", "Momentum 3"] {
            assert!(named.contains(&(format!("{name}.lr"), 1.0)), "{named:?}");
        }
        assert!(named.contains(&("Adam.lr".to_owned(), 4.0)), "{named:?}");
        let mut places: Vec<usize> = scene.optimizers.iter().map(|entry| entry.place).collect();
        assert_eq!(places, [0, 1, 1 + HUES, 1 + 2 * HUES, 2, 3, 4]);
        places.dedup();
        assert_eq!(places.len(), 7);
    }

    #[test]
    fn events_stay_with_those_that_stay() {
        let mut scene = ravine();
        scene.remove_optimizer(1);
        let expected = [
            ("Gradient descent.lr", 0.0),
            ("Adagrad.lr", 2.0),
            ("RMSprop.lr", 3.0),
            ("Adam.lr", 4.0),
        ];
        assert_eq!(
            events(&scene),
            expected.map(|(name, value)| (name.to_owned(), value))
        );
        let again = Entry::clone(&open("ravine").unwrap().optimizers[1]);
        assert_eq!(scene.add_optimizer(again), Ok(4));
        assert_eq!(scene.optimizers[4].place, 1, "the free colour is taken");
    }

    #[test]
    fn what_would_be_too_much_is_refused() {
        let mut scene = ravine();
        scene.set_steps(1_000_000).unwrap();
        while scene.optimizers.len() < 10 {
            scene.duplicate_optimizer(0).unwrap();
        }
        let message = scene.duplicate_optimizer(0).unwrap_err();
        assert!(message.contains("more than"), "{message}");
        scene.set_steps(10).unwrap();
        while scene.optimizers.len() < MOST_OPTIMIZERS {
            scene.duplicate_optimizer(0).unwrap();
        }
        assert!(scene.duplicate_optimizer(0).is_err());
        assert_eq!(scene.optimizers.len(), MOST_OPTIMIZERS);
    }
}
