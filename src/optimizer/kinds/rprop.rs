//! Rprop: only the signs of the slopes count.

use super::prelude::*;

hypers! {
    Rprop {
        /// First step in each coordinate.
        lr "η" = 1e-2 in Range::RATE,
        /// Factor on the step where the slope's sign has turned.
        eta_minus "η⁻" = 0.5 in Range::linear(0.0, 1.0),
        /// Factor on the step where the slope's sign has stayed.
        eta_plus "η⁺" = 1.2 in Range::linear(1.0, 2.0),
        /// Least step.
        step_min "Δ_min" = 1e-6 in Range::not_negative(1e-9, 1.0),
        /// Greatest step.
        step_max "Δ_max" = 50.0 in Range::not_negative(1e-3, 100.0),
    }
}

states! {
    /// Each coordinate's step, and the gradient before, 0 where its sign has just turned.
    Steps { delta: Option<Vec2> as "Δ", previous: Vec2 as "g′" }
}

impl Rule for Rprop {
    const DECLARATION: Declaration = Declaration {
        name: "rprop",
        display: "Rprop",
        summary: "a step for each coordinate that grows while the slope keeps its sign and shrinks when it turns",
        rule: &[
            "g = ∇J(θ),   a = g·g′",
            "Δ ← Δ·if(a > 0, η⁺, if(a < 0, η⁻, 1))   (Δ = η at first)",
            "Δ ← min(max(Δ, Δ_min), Δ_max)",
            "g′ ← if(a < 0, 0, g)",
            "θ ← θ − sign(g′)·Δ",
        ],
        source: "Riedmiller and Braun 1993, A direct adaptive method for faster backpropagation learning: the RPROP algorithm",
        helps: "How steep it is does not matter at all: plateaus and cliffs are walked alike, and it needs no tuning.",
        fails: "Noise or mini-batches turn signs at random. Valleys that are not along the axes confuse it.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Steps;

    fn step(&self, s: &mut Steps, _: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        let g = f.gradient(x);
        let agreement = g * s.previous;
        let factor = agreement.map(|a| match a {
            a if a > 0.0 => self.eta_plus,
            a if a < 0.0 => self.eta_minus,
            _ => 1.0,
        });
        let before = s.delta.unwrap_or(Vec2::splat(self.lr));
        let delta = (factor * before).map(|d| d.max(self.step_min).min(self.step_max));
        s.delta = Some(delta);
        s.previous = g.zip(agreement, |g, a| if a < 0.0 { 0.0 } else { g });
        x - s.previous.sign() * delta
    }
}
