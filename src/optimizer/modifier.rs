//! Modifiers: what can be done around any kind, to its gradient or to its path.

mod set;

use super::hyper::{Hyper, Hypers, hypers};
use super::range::Range;
use super::rule::ema;
use super::{Ghost, Oracle, Shape, Walk, Worked};
pub use set::{Norm, Set};

use crate::math::Vec2;

hypers! {
    /// Shortens long gradients.
    ClipNorm {
        /// Greatest length of a gradient; longer ones are shortened to it.
        clip_norm "c" = 1.0 in POSITIVE,
    }
}

hypers! {
    /// Cuts large components.
    ClipValue {
        /// Greatest size of each component of a gradient; larger ones are cut.
        clip_value "c" = 1.0 in POSITIVE,
    }
}

hypers! {
    /// Slow and fast weights.
    Lookahead {
        /// Steps of the fast point between two of the slow one.
        k "k" = 5.0 in Range::integer(1, 1000),
        /// Share of the way to the fast point that the slow one goes.
        alpha "α" = 0.5 in Range::linear(0.0, 1.0),
    }
}

hypers! {
    /// Sharpness-aware minimization.
    Sam {
        /// How far uphill the gradient is taken.
        rho "ρ" = 0.05 in Range::not_negative(1e-3, 10.0),
    }
}

hypers! {
    /// An average of the path.
    Average {
        /// Share of the average kept at each step.
        average "β" = 0.9 in Range::SHARE,
    }
}

hypers! {
    /// Components of the step that do not go down are dropped.
    Cautious {}
}

hypers! {
    /// Running means are left as they are.
    BiasCorrection {}
}

/// A bound above 0.
const POSITIVE: Range = Range::positive(1e-3, 1e3);

/// How a scene writes a modifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A number: `clip_norm = 1.0`.
    Number,
    /// A table of its keys: `lookahead = { k = 5, alpha = 0.5 }`.
    Table,
    /// A word that puts it on: `cautious = true`; the other one leaves things as they are.
    Switch(bool),
    /// A set of the plane: see [`Set`].
    Set,
}

/// One modifier, all that it says of itself.
#[derive(Debug)]
pub struct Modifier {
    /// Its key in an optimizer's table.
    pub name: &'static str,
    /// One line of what it does.
    pub summary: &'static str,
    /// What it does in symbols.
    pub rule: &'static str,
    /// Paper or text that it comes from.
    pub source: &'static str,
    /// How a scene writes it.
    pub form: Form,
    /// Its values, in their order; a number is one that has the modifier's own name.
    pub hypers: &'static [Hyper],
}

/// Places in the list below.
const CLIP_NORM: usize = 0;
const CLIP_VALUE: usize = 1;
const LOOKAHEAD: usize = 2;
const SAM: usize = 3;
const AVERAGE: usize = 4;
const CAUTIOUS: usize = 5;
const BIAS_CORRECTION: usize = 6;
const PROJECT: usize = 7;

/// Every modifier; [`Modifiers`] keeps them in this order.
static MODIFIERS: [Modifier; 8] = [
    Modifier {
        name: "clip_norm",
        summary: "shortens gradients that are longer than a bound",
        rule: "g ← g·min(1, c/‖g‖)",
        source: "Pascanu, Mikolov, Bengio 2013, arXiv:1211.5063",
        form: Form::Number,
        hypers: ClipNorm::TABLE,
    },
    Modifier {
        name: "clip_value",
        summary: "cuts each component of the gradient to a bound",
        rule: "g ← max(−c, min(c, g))",
        source: "Mikolov 2012, Statistical language models based on neural networks",
        form: Form::Number,
        hypers: ClipValue::TABLE,
    },
    Modifier {
        name: "lookahead",
        summary: "every k steps a slow point goes part of the way to the fast one, which goes on from there",
        rule: "every k steps: φ ← φ + α·(θ − φ), θ ← φ",
        source: "Zhang et al. 2019, Lookahead optimizer: k steps forward, 1 step back, arXiv:1907.08610",
        form: Form::Table,
        hypers: Lookahead::TABLE,
    },
    Modifier {
        name: "sam",
        summary: "takes the gradient a little uphill, so that sharp minima push it away; two evaluations a step",
        rule: "g = ∇J(θ + ρ·∇J(θ)/‖∇J(θ)‖)",
        source: "Foret et al. 2020, Sharpness-aware minimization, arXiv:2010.01412",
        form: Form::Table,
        hypers: Sam::TABLE,
    },
    Modifier {
        name: "average",
        summary: "keeps an average of the path beside it, drawn as a ghost",
        rule: "θ̄ ← β·θ̄ + (1−β)·θ",
        source: "Polyak and Juditsky 1992, Acceleration of stochastic approximation by averaging",
        form: Form::Number,
        hypers: Average::TABLE,
    },
    Modifier {
        name: "cautious",
        summary: "components of the step that do not go down the present gradient are dropped, and the rest lengthened for them",
        rule: "φ = [Δ·g < 0],   Δ ← Δ·φ·2/(number of φ)",
        source: "Liang et al. 2024, Cautious optimizers: Improving training with one line of code, arXiv:2411.16085",
        form: Form::Switch(true),
        hypers: Cautious::TABLE,
    },
    Modifier {
        name: "bias_correction",
        summary: "Adam's family without the correction of its means for starting at zero",
        rule: "m̂ = m,   v̂ = v",
        source: "Kingma and Ba 2014, section 3, arXiv:1412.6980",
        form: Form::Switch(false),
        hypers: BiasCorrection::TABLE,
    },
    Modifier {
        name: "project",
        summary: "each step ends at the nearest point of a set, which is drawn on the map",
        rule: "θ ← argmin over ϑ in the set of ‖ϑ − θ‖",
        source: "Goldstein 1964, Convex programming in Hilbert space",
        form: Form::Set,
        hypers: &[],
    },
];

/// The modifiers of one optimizer; none by default.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Modifiers {
    /// The values of those that are on, in the order of [`MODIFIERS`].
    values: [Option<[f64; MOST_VALUES]>; MODIFIERS.len()],
}

/// No modifier has more values.
const MOST_VALUES: usize = 5;

impl Modifier {
    /// Every modifier.
    pub fn all() -> &'static [Self] {
        &MODIFIERS
    }

    /// The modifier of this name.
    pub fn find(name: &str) -> Option<&'static Self> {
        Self::all().iter().find(|modifier| modifier.name == name)
    }

    /// The default of each value.
    pub fn defaults(&self) -> Vec<f64> {
        self.hypers.iter().map(|hyper| hyper.default).collect()
    }

    fn index(&self) -> Option<usize> {
        MODIFIERS
            .iter()
            .position(|modifier| modifier.name == self.name)
    }
}

impl Modifiers {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.values.iter().all(Option::is_none)
    }

    /// Whether any of them changes where steps lead; an average only looks on.
    pub fn change_steps(&self) -> bool {
        (self.values.iter().enumerate()).any(|(index, values)| index != AVERAGE && values.is_some())
    }

    /// Puts a modifier on, with its values in the order of [`Modifier::hypers`].
    pub fn set(&mut self, modifier: &Modifier, values: &[f64]) {
        if let Some(index) = modifier.index() {
            let mut kept = [0.0; MOST_VALUES];
            kept.iter_mut()
                .zip(values)
                .for_each(|(kept, value)| *kept = *value);
            self.values[index] = Some(kept);
        }
    }

    /// Takes a modifier off.
    pub fn remove(&mut self, modifier: &Modifier) {
        if let Some(index) = modifier.index() {
            self.values[index] = None;
        }
    }

    /// The values of a modifier that is on, in the order of [`Modifier::hypers`].
    pub fn get(&self, modifier: &Modifier) -> Option<Vec<f64>> {
        let values = self.values[modifier.index()?]?;
        let count = match modifier.form {
            Form::Set => MOST_VALUES,
            _ => modifier.hypers.len(),
        };
        Some(values[..count].to_vec())
    }

    /// The modifiers that are on.
    pub fn iter(&self) -> impl Iterator<Item = &'static Modifier> {
        let values = self.values;
        MODIFIERS
            .iter()
            .zip(values)
            .filter_map(|(modifier, values)| values.map(|_| modifier))
    }

    /// Puts the projection onto a set on.
    pub fn project_onto(&mut self, set: Set) {
        self.values[PROJECT] = Some(set.values());
    }

    /// The set onto which steps are projected, if they are.
    pub fn set_of_points(&self) -> Option<Set> {
        self.values[PROJECT].map(Set::of)
    }

    /// A modifier that is on, by its place in the list, as a struct.
    fn on<H: Hypers>(&self, index: usize) -> Option<H> {
        self.values[index].map(|values| H::from_values(&values))
    }

    /// The gradient after clipping.
    pub(super) fn clipped(&self, mut gradient: Vec2) -> Vec2 {
        if let Some(ClipNorm { clip_norm }) = self.on(CLIP_NORM) {
            let norm = gradient.norm();
            if norm > clip_norm {
                gradient = gradient * (clip_norm / norm);
            }
        }
        if let Some(ClipValue { clip_value }) = self.on(CLIP_VALUE) {
            // Keeps NaN, as `max` and `min` would not.
            gradient = gradient.map(|c| match c {
                c if c > clip_value => clip_value,
                c if c < -clip_value => -clip_value,
                c => c,
            });
        }
        gradient
    }

    /// Where sharpness-aware minimization takes the gradient, if it is on.
    pub(super) fn sharpened(&self, at: Vec2, gradient: Vec2) -> Option<Vec2> {
        let Sam { rho } = self.on(SAM)?;
        let norm = gradient.norm();
        (norm > 0.0).then(|| at + rho * gradient / norm)
    }

    /// A walk from a point with what is done to its path.
    pub fn around(&self, mut walk: Box<dyn Walk>, at: Vec2) -> Box<dyn Walk> {
        if self.values[BIAS_CORRECTION].is_some() {
            walk.leave_uncorrected();
        }
        let (lookahead, average) = (self.on(LOOKAHEAD), self.on(AVERAGE));
        let is_cautious = self.values[CAUTIOUS].is_some();
        let set = self.set_of_points();
        if lookahead.is_none() && average.is_none() && !is_cautious && set.is_none() {
            return walk;
        }
        Box::new(Around {
            walk,
            is_cautious,
            set,
            lookahead,
            slow: at,
            average,
            mean: at,
        })
    }
}

/// A step without the components that do not go down a gradient, the rest lengthened for them.
fn cautious(step: Vec2, gradient: Vec2) -> Vec2 {
    let kept = step.zip(gradient, |step, slope| f64::from(step * slope < 0.0));
    let count = kept.x + kept.y;
    if count == 0.0 {
        Vec2::ZERO
    } else {
        step * kept * (2.0 / count)
    }
}

/// A walk whose path is modified.
struct Around {
    walk: Box<dyn Walk>,
    is_cautious: bool,
    set: Option<Set>,
    lookahead: Option<Lookahead>,
    /// The slow point of lookahead.
    slow: Vec2,
    average: Option<Average>,
    /// The average of the path.
    mean: Vec2,
}

impl Walk for Around {
    fn step(&mut self, hypers: &[f64], t: u32, at: Vec2, oracle: &mut Oracle<'_>) -> Vec2 {
        let mut next = self.walk.step(hypers, t, at, oracle);
        if self.is_cautious {
            next = at + cautious(next - at, oracle.present_gradient(at));
        }
        if let Some(Lookahead { k, alpha }) = self.lookahead
            && t.is_multiple_of((k as u32).max(1))
        {
            self.slow += alpha * (next - self.slow);
            next = self.slow;
        }
        if let Some(set) = self.set {
            next = set.nearest(next);
        }
        if let Some(Average { average }) = self.average {
            self.mean = ema(self.mean, next, average);
        }
        next
    }

    fn ghosts(&self, ghosts: &mut Vec<Ghost>) {
        self.walk.ghosts(ghosts);
        if let Some(set) = self.set {
            ghosts.push(Ghost::shape("set of points", Shape::Outline(set.corners())));
        }
        if self.lookahead.is_some() {
            ghosts.push(Ghost::point("φ", "slow point", self.slow));
        }
        if self.average.is_some() {
            ghosts.push(Ghost::point("θ̄", "mean of the path", self.mean));
        }
    }

    fn memory(&self) -> Vec<f64> {
        self.walk.memory()
    }

    fn worked(&self, before: &[f64], from: Vec2) -> Vec<Worked> {
        self.walk.worked(before, from)
    }

    fn states(&self, states: &mut Vec<(&'static str, Vec2)>) {
        self.walk.states(states);
        if self.lookahead.is_some() {
            states.push(("φ", self.slow));
        }
        if self.average.is_some() {
            states.push(("θ̄", self.mean));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_modifier_stands_in_its_place() {
        for (index, name) in [
            (CLIP_NORM, "clip_norm"),
            (CLIP_VALUE, "clip_value"),
            (LOOKAHEAD, "lookahead"),
            (SAM, "sam"),
            (AVERAGE, "average"),
            (CAUTIOUS, "cautious"),
            (BIAS_CORRECTION, "bias_correction"),
            (PROJECT, "project"),
        ] {
            assert_eq!(Modifier::find(name).unwrap().index(), Some(index));
        }
    }

    #[test]
    fn modifiers_are_put_on_and_taken_off() {
        let mut modifiers = Modifiers::default();
        for modifier in Modifier::all() {
            assert!(modifier.hypers.len() <= MOST_VALUES, "{}", modifier.name);
            let values = match modifier.form {
                Form::Set => vec![2.0, 1.0, 0.0, 0.0, 0.0],
                _ => modifier.defaults(),
            };
            modifiers.set(modifier, &values);
            assert_eq!(modifiers.get(modifier), Some(values));
        }
        assert_eq!(modifiers.iter().count(), Modifier::all().len());
        for modifier in Modifier::all() {
            modifiers.remove(modifier);
        }
        assert!(modifiers.is_empty());
    }

    #[test]
    fn clipping_shortens_what_is_too_long_and_keeps_what_is_not_a_number() {
        let mut modifiers = Modifiers::default();
        modifiers.set(&MODIFIERS[CLIP_NORM], &[2.0]);
        assert_eq!(modifiers.clipped(Vec2::new(3.0, 4.0)).norm(), 2.0);
        assert_eq!(modifiers.clipped(Vec2::new(0.3, 0.4)), Vec2::new(0.3, 0.4));
        modifiers = Modifiers::default();
        modifiers.set(&MODIFIERS[CLIP_VALUE], &[2.0]);
        assert_eq!(
            modifiers.clipped(Vec2::new(-3.0, 0.5)),
            Vec2::new(-2.0, 0.5)
        );
        assert!(modifiers.clipped(Vec2::new(f64::NAN, 0.5)).x.is_nan());
    }
}
