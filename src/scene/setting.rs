//! The numbers of a scene by name: `LABEL.hyper`, a parameter's bare name, `noise`; and `start`,
//! `steps` and `seed`, which are no single live number.

use crate::math::Vec2;
use crate::mistake::{Mistake, Mistakes, nearest};
use crate::objective::{Objective, Scale};
use crate::optimizer::Range;

use super::read::too_many_points;
use super::reader::shortened;
use super::{Entry, MOST_SEED, MOST_STEPS, Minimum, Scene, Setting};

/// The name of the noise on gradients.
const NOISE: &str = "noise";
/// Names that can be assigned but are no [`Setting`].
const WHOLE: [&str; 3] = ["start", "steps", "seed"];

impl Scene {
    /// Has all optimizers start from a point, those that had a start of their own, too.
    pub fn start_all_at(&mut self, point: Vec2) {
        self.start = point;
        for entry in &mut self.optimizers {
            // Only what changes is written: the others stay shared.
            if entry.start.is_some() {
                entry.start = None;
            }
        }
    }

    /// Every setting, in the order of the screen: optimizers, parameters, noise.
    pub fn settings(&self) -> Vec<Setting> {
        let hypers = self
            .optimizers
            .iter()
            .enumerate()
            .flat_map(|(optimizer, entry)| {
                (0..entry.hypers.len()).map(move |hyper| Setting::Hyper { optimizer, hyper })
            });
        let parameters = (0..self.objective.parameters().len()).map(Setting::Parameter);
        hypers.chain(parameters).chain([Setting::Noise]).collect()
    }

    /// The setting of this name. An optimizer is found by its label, or by its kind where that is
    /// unique; a parameter of the objective comes before `noise`.
    ///
    /// # Errors
    ///
    /// A mistake without place that names the nearest name.
    pub fn setting(&self, name: &str) -> Result<Setting, Mistake> {
        let parameters = self.objective.parameters();
        if let Some(index) = parameters.iter().position(|known| known.name == name) {
            return Ok(Setting::Parameter(index));
        }
        match name.rsplit_once('.') {
            _ if name == NOISE => Ok(Setting::Noise),
            Some((label, hyper)) => self.hyper_setting(label, hyper),
            None => Err(self.unknown_name(name)),
        }
    }

    fn hyper_setting(&self, label: &str, hyper: &str) -> Result<Setting, Mistake> {
        let optimizer = self.optimizer(label)?;
        let declaration = self.optimizers[optimizer].declaration();
        if let Some(hyper) = declaration.hyper(hyper) {
            return Ok(Setting::Hyper { optimizer, hyper });
        }
        let known = declaration.hypers.iter().map(|known| known.name);
        let (display, wanted) = (declaration.display, shortened(hyper));
        Err(suggest(
            Mistake::whole(format!("{display} has no `{wanted}`")),
            hyper,
            known,
        ))
    }

    /// The index of an optimizer by its label, or by the name of its kind where that is unique.
    ///
    /// # Errors
    ///
    /// A mistake without place that names the nearest label.
    pub fn optimizer(&self, name: &str) -> Result<usize, Mistake> {
        let lower = name.to_lowercase();
        let is_label = |entry: &Entry| entry.label == name;
        let is_like_label = |entry: &Entry| entry.label.to_lowercase() == lower;
        let is_kind = |entry: &Entry| {
            let declaration = entry.declaration();
            declaration.name == lower
                || declaration.display.to_lowercase() == lower
                || declaration.aliases.contains(&lower.as_str())
        };
        let matches: [&dyn Fn(&Entry) -> bool; 3] = [&is_label, &is_like_label, &is_kind];
        for is_meant in matches {
            let entries = self.optimizers.iter().enumerate();
            let mut found = entries.filter(|(_, entry)| is_meant(entry));
            match (found.next(), found.next()) {
                (Some((index, _)), None) => return Ok(index),
                (Some((_, first)), Some((_, second))) => {
                    let (name, first, second) = (shortened(name), &first.label, &second.label);
                    return Err(
                        Mistake::whole(format!("`{name}` is more than one optimizer"))
                            .help(format!("name it by its label: `{first}` or `{second}`")),
                    );
                }
                (None, _) => {}
            }
        }
        let labels = self.optimizers.iter().map(|entry| entry.label.as_str());
        let mistake = Mistake::whole(format!("no optimizer `{}`", shortened(name)));
        Err(suggest(mistake, name, labels))
    }

    fn unknown_name(&self, name: &str) -> Mistake {
        if WHOLE.contains(&name) {
            let message = format!("`{name}` holds for the whole run and cannot change at a step");
            return Mistake::whole(message).help("an event changes rates, parameters and `noise`");
        }
        let parameters = self.objective.parameters().iter();
        let known = parameters.map(|parameter| parameter.name.as_str());
        let known = known.chain([NOISE]).chain(WHOLE);
        let mistake = Mistake::whole(format!("nothing is called `{}`", shortened(name)));
        suggest(mistake, name, known)
    }

    /// The name of a setting, as [`Self::setting`] finds it.
    pub fn name(&self, setting: Setting) -> String {
        match setting {
            Setting::Hyper { optimizer, hyper } => {
                let entry = &self.optimizers[optimizer];
                format!("{}.{}", entry.label, entry.declaration().hypers[hyper].name)
            }
            Setting::Parameter(index) => self.objective.parameters()[index].name.clone(),
            Setting::Noise => NOISE.to_owned(),
        }
    }

    /// The present value of a setting.
    pub fn get(&self, setting: Setting) -> f64 {
        match setting {
            Setting::Hyper { optimizer, hyper } => self.optimizers[optimizer].hypers[hyper],
            Setting::Parameter(index) => self.objective.parameters()[index].value,
            Setting::Noise => self.run.noise,
        }
    }

    /// Gives a setting a value, which [`Self::accepted`] must contain. A minimum that is none for
    /// the objective's new parameters is forgotten.
    pub fn set(&mut self, setting: Setting, value: f64) {
        match setting {
            Setting::Hyper { optimizer, hyper } => self.optimizers[optimizer].hypers[hyper] = value,
            Setting::Parameter(index) => {
                self.objective.set_parameter(index, value);
                self.forget_moved_minimum();
            }
            Setting::Noise => self.run.noise = value,
        }
    }

    /// Gives a setting a value that holds at every step: no event changes it any more.
    pub fn set_from_start(&mut self, setting: Setting, value: f64) {
        if self.events.iter().any(|event| event.setting == setting) {
            self.events.retain(|event| event.setting != setting);
        }
        self.set(setting, value);
    }

    /// Keeps the minimum only where it still is one, of the same value.
    fn forget_moved_minimum(&mut self) {
        let objective = &self.objective;
        let minimum = self.minimum.take();
        self.minimum = minimum.filter(|minimum| minimum.is_one_of(objective));
    }

    /// The values that a setting may take.
    pub fn accepted(&self, setting: Setting) -> Range {
        match setting {
            Setting::Parameter(index) => {
                let parameter = &self.objective.parameters()[index];
                Range::Linear {
                    min: parameter.min,
                    max: parameter.max,
                }
            }
            _ => self.range(setting),
        }
    }

    /// How a setting's slider runs and how far a key moves it. For a parameter without bounds, around
    /// its present value.
    pub fn range(&self, setting: Setting) -> Range {
        match setting {
            Setting::Hyper { optimizer, hyper } => {
                self.optimizers[optimizer].declaration().hypers[hyper].range
            }
            Setting::Parameter(index) => {
                let parameter = &self.objective.parameters()[index];
                slider(
                    parameter.value,
                    parameter.min,
                    parameter.max,
                    parameter.scale,
                )
            }
            Setting::Noise => Range::Log {
                min: 0.0,
                max: f64::MAX,
                low: 1e-3,
                high: 10.0,
            },
        }
    }

    /// Carries out `NAME=VALUE`, as `--set` gives it.
    ///
    /// # Errors
    ///
    /// What is wrong, at its place in `assignment`.
    pub fn assign(&mut self, assignment: &str) -> Result<(), Mistakes> {
        self.try_assign(assignment)
            .map_err(|mistake| Mistakes::new("--set", assignment, vec![mistake]))
    }

    fn try_assign(&mut self, assignment: &str) -> Result<(), Mistake> {
        // A label may hold an equals sign, a value never does.
        let Some((left, right)) = assignment.rsplit_once('=') else {
            return Err(Mistake::at(0..assignment.len(), "expected NAME=VALUE"));
        };
        let (name, value) = (left.trim(), right.trim());
        let assigned = match name {
            "start" => point(value).map(|start| self.start = start),
            "steps" => {
                whole(name, value, MOST_STEPS.into()).and_then(|steps| self.set_steps(steps as u32))
            }
            "seed" => whole(name, value, MOST_SEED).map(|seed| self.run.seed = seed),
            _ => {
                let setting = self.setting(name).map_err(|mut mistake| {
                    mistake.span = Some(0..left.len());
                    mistake
                })?;
                parsed(name, value, &self.accepted(setting)).map(|value| self.set(setting, value))
            }
        };
        assigned.map_err(|message| Mistake::at(left.len() + 1..assignment.len(), message))
    }

    /// Changes the number of steps.
    ///
    /// # Errors
    ///
    /// If all paths together would be too long.
    pub fn set_steps(&mut self, steps: u32) -> Result<(), String> {
        if let Some(message) = too_many_points(self.optimizers.len(), steps) {
            return Err(message);
        }
        self.run.steps = steps;
        Ok(())
    }
}

impl Minimum {
    /// Whether the objective has no slope at the points, and the value there.
    pub(super) fn is_one_of(&self, objective: &Objective) -> bool {
        /// Relative to the value: stated minima are rounded.
        const CLOSE: f64 = 1e-6;
        let close = CLOSE * (1.0 + self.value.abs());
        self.at.iter().all(|&at| {
            let (value, gradient) = objective.value_and_gradient(at);
            (value - self.value).abs() <= close && gradient.norm() <= close
        })
    }
}

/// The range in words; one without bounds has none to name.
pub(super) fn described(range: &Range) -> String {
    match range {
        Range::Linear { min, max } => match (*min == f64::MIN, *max == f64::MAX) {
            (true, true) => "a finite number".into(),
            (true, false) => format!("finite and at most {max}"),
            (false, true) => format!("finite and at least {min}"),
            (false, false) => range.describe(),
        },
        _ => range.describe(),
    }
}

fn suggest<'a>(
    mistake: Mistake,
    word: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Mistake {
    if let Some(meant) = nearest(word, known.clone()) {
        return mistake.help(format!("did you mean `{}`?", shortened(meant)));
    }
    let all: Vec<String> = known
        .take(12)
        .map(|name| format!("`{}`", shortened(name)))
        .collect();
    if all.is_empty() {
        mistake
    } else {
        mistake.help(format!("there is {}", all.join(", ")))
    }
}

fn point(text: &str) -> Result<Vec2, String> {
    let inner = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'));
    let numbers = inner.unwrap_or(text).split_once(',');
    numbers
        .and_then(|(x, y)| Some(Vec2::new(x.trim().parse().ok()?, y.trim().parse().ok()?)))
        .filter(|point| point.is_finite())
        .ok_or_else(|| "`start` must be two finite numbers, such as -4,3".to_owned())
}

/// The value that a text stands for: a number, or a word of the range.
fn parsed(name: &str, text: &str, range: &Range) -> Result<f64, String> {
    let value = range.value_of(text).or_else(|| text.parse().ok());
    value
        .filter(|value| range.contains(*value))
        .ok_or_else(|| format!("`{}` must be {}", shortened(name), described(range)))
}

fn whole(name: &str, text: &str, most: u64) -> Result<u64, String> {
    let number = text.parse().ok().filter(|number| *number <= most);
    number.ok_or_else(|| format!("`{name}` must be a whole number from 0 to {most}"))
}

/// A slider between the bounds; where one is missing, it reaches a decade or two around the value.
pub(super) fn slider(value: f64, min: f64, max: f64, scale: Scale) -> Range {
    let bounded = min > f64::MIN && max < f64::MAX;
    let size = if value == 0.0 { 1.0 } else { value.abs() };
    let decade = libm::pow(10.0, libm::log10(size).floor());
    match scale {
        Scale::Linear if bounded => Range::Linear { min, max },
        Scale::Linear if value <= 0.0 => Range::Linear {
            min: min.max(-10.0 * decade),
            max: max.min(10.0 * decade),
        },
        _ => Range::Log {
            min: min.max(0.0),
            max,
            low: if bounded { min } else { min.max(decade / 10.0) },
            high: if bounded {
                max
            } else {
                max.min(decade * 100.0)
            },
        },
    }
}
