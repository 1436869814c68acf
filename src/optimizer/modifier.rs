//! Modifiers: what can be done around any kind, to its gradient or to its path.

use super::hyper::{Hyper, Hypers, hypers};
use super::range::Range;
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

/// A bound above 0.
const POSITIVE: Range = Range::Log {
    min: f64::MIN_POSITIVE,
    max: f64::MAX,
    low: 1e-3,
    high: 1e3,
};

/// How a scene writes a modifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A number: `clip_norm = 1.0`.
    Number,
    /// A table of its keys: `lookahead = { k = 5, alpha = 0.5 }`.
    Table,
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

/// Every modifier; [`Modifiers`] keeps them in this order.
static MODIFIERS: [Modifier; 5] = [
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
];

/// The modifiers of one optimizer; none by default.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Modifiers {
    clip_norm: Option<ClipNorm>,
    clip_value: Option<ClipValue>,
    lookahead: Option<Lookahead>,
    sam: Option<Sam>,
    average: Option<Average>,
}

impl Modifier {
    /// Every modifier.
    pub fn all() -> &'static [Self] {
        &MODIFIERS
    }

    /// The modifier of this name.
    pub fn find(name: &str) -> Option<&'static Self> {
        Self::all().iter().find(|modifier| modifier.name == name)
    }
}

impl Modifiers {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Puts a modifier on, with its values in the order of [`Modifier::hypers`].
    pub fn set(&mut self, modifier: &Modifier, values: &[f64]) {
        match modifier.name {
            "clip_norm" => self.clip_norm = Some(ClipNorm::from_values(values)),
            "clip_value" => self.clip_value = Some(ClipValue::from_values(values)),
            "lookahead" => self.lookahead = Some(Lookahead::from_values(values)),
            "sam" => self.sam = Some(Sam::from_values(values)),
            _ => self.average = Some(Average::from_values(values)),
        }
    }

    /// The values of a modifier that is on, in the order of [`Modifier::hypers`].
    pub fn get(&self, modifier: &Modifier) -> Option<Vec<f64>> {
        match modifier.name {
            "clip_norm" => self.clip_norm.map(|clip| vec![clip.clip_norm]),
            "clip_value" => self.clip_value.map(|clip| vec![clip.clip_value]),
            "lookahead" => self.lookahead.map(|ahead| vec![ahead.k, ahead.alpha]),
            "sam" => self.sam.map(|sam| vec![sam.rho]),
            _ => self.average.map(|average| vec![average.average]),
        }
    }

    /// Takes a modifier off.
    pub fn remove(&mut self, modifier: &Modifier) {
        match modifier.name {
            "clip_norm" => self.clip_norm = None,
            "clip_value" => self.clip_value = None,
            "lookahead" => self.lookahead = None,
            "sam" => self.sam = None,
            _ => self.average = None,
        }
    }

    /// The gradient after clipping.
    pub(super) fn clipped(&self, mut gradient: Vec2) -> Vec2 {
        if let Some(ClipNorm { clip_norm }) = self.clip_norm {
            let norm = gradient.norm();
            if norm > clip_norm {
                gradient = gradient * (clip_norm / norm);
            }
        }
        if let Some(ClipValue { clip_value }) = self.clip_value {
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
        let Sam { rho } = self.sam?;
        let norm = gradient.norm();
        (norm > 0.0).then(|| at + rho * gradient / norm)
    }
}
