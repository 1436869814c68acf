//! What a method is to its author: hyper-parameters, a state, a rule; and how everything else runs it.

use std::marker::PhantomData;

use super::clock::Clock;
use super::hyper::Hypers;
use super::{Convention, Declaration, Ghost, Optimizer, Oracle, Walk};
use crate::math::Vec2;

/// An update rule: `Self` holds the hyper-parameters of one step, the state lives on.
pub(super) trait Rule: Hypers {
    /// What it says of itself.
    const DECLARATION: Declaration;

    /// What it remembers from step to step.
    type State: State;

    /// The state before the first step, which starts at `at`; the rate is the one before its schedule.
    fn start(&self, at: Vec2) -> Self::State {
        let _ = at;
        Self::State::default()
    }

    /// The point after step `t` (counted from 1) from `x`, as the method is taught.
    fn step(&self, s: &mut Self::State, t: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2;

    /// The same as `torch.optim` computes it, where that differs.
    fn step_pytorch(
        &self,
        s: &mut Self::State,
        t: &mut Clock,
        x: Vec2,
        f: &mut Oracle<'_>,
    ) -> Vec2 {
        self.step(s, t, x, f)
    }

    /// Further points and shapes that belong to the method.
    fn ghosts(s: &Self::State, ghosts: &mut Vec<Ghost>) {
        let _ = (s, ghosts);
    }
}

/// What a rule remembers from step to step, made by [`states!`]; all zero at first unless the
/// rule's `start` says otherwise.
pub(super) trait State: Default + Send + 'static {
    /// The values that have a symbol in the rule.
    fn list(&self, states: &mut Vec<(&'static str, Vec2)>);
}

impl State for () {
    fn list(&self, _: &mut Vec<(&'static str, Vec2)>) {}
}

/// A state's value as a pair: a number stands in both places.
pub(super) trait Pair {
    /// The pair.
    fn pair(&self) -> Vec2;
}

impl Pair for Vec2 {
    fn pair(&self) -> Vec2 {
        *self
    }
}

impl Pair for f64 {
    fn pair(&self) -> Vec2 {
        Vec2::splat(*self)
    }
}

impl<T: Pair> Pair for Option<T> {
    fn pair(&self) -> Vec2 {
        self.as_ref().map_or(Vec2::ZERO, Pair::pair)
    }
}

/// Declares what a rule remembers; `as` gives the symbol under which an inspector shows it.
macro_rules! states {
    ($(#[$meta:meta])* $name:ident { $($field:ident: $type:ty $(as $symbol:literal)?),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Default)]
        #[allow(clippy::struct_field_names, reason = "the papers' names")]
        pub(super) struct $name {
            $(pub(super) $field: $type,)*
        }

        impl $crate::optimizer::rule::State for $name {
            fn list(&self, states: &mut Vec<(&'static str, $crate::math::Vec2)>) {
                $($(states.push(($symbol, $crate::optimizer::rule::Pair::pair(&self.$field)));)?)*
                let _ = states;
            }
        }
    };
}
pub(super) use states;

/// The running mean that keeps the share β of itself: β·m + (1−β)·g.
pub(super) fn ema(m: Vec2, g: Vec2, beta: f64) -> Vec2 {
    beta * m + (1.0 - beta) * g
}

/// The point after decoupled weight decay: (1 − ηλ)·θ.
pub(super) fn decayed(x: Vec2, lr: f64, weight_decay: f64) -> Vec2 {
    (1.0 - lr * weight_decay) * x
}

/// A power, the same on every machine. (For βᵗ, the clock is quicker.)
pub(super) fn power(base: f64, exponent: f64) -> f64 {
    libm::pow(base, exponent)
}

/// A rule as an entry of the catalog.
pub(super) struct Kind<R>(PhantomData<R>);

impl<R> Kind<R> {
    /// The entry.
    pub(super) const NEW: Self = Self(PhantomData);
}

impl<R: Rule> Optimizer for Kind<R> {
    fn declaration(&self) -> &'static Declaration {
        &R::DECLARATION
    }

    fn start(&self, hypers: &[f64], at: Vec2, convention: Convention) -> Box<dyn Walk> {
        Box::new(Running::<R> {
            state: R::from_values(hypers).start(at),
            clock: Clock::default(),
            convention,
        })
    }
}

/// A rule on its way.
struct Running<R: Rule> {
    state: R::State,
    clock: Clock,
    convention: Convention,
}

impl<R: Rule> Walk for Running<R> {
    fn step(&mut self, hypers: &[f64], t: u32, at: Vec2, oracle: &mut Oracle<'_>) -> Vec2 {
        let rule = R::from_values(hypers);
        let (state, clock) = (&mut self.state, &mut self.clock);
        clock.set(t);
        match self.convention {
            Convention::Textbook => rule.step(state, clock, at, oracle),
            Convention::Pytorch => rule.step_pytorch(state, clock, at, oracle),
        }
    }

    fn leave_uncorrected(&mut self) {
        self.clock.leave_uncorrected();
    }

    fn ghosts(&self, ghosts: &mut Vec<Ghost>) {
        R::ghosts(&self.state, ghosts);
    }

    fn states(&self, states: &mut Vec<(&'static str, Vec2)>) {
        self.state.list(states);
    }
}
