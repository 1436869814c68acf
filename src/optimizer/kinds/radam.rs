//! RAdam: Adam that waits until it knows enough.

use super::prelude::*;

hypers! {
    RAdam {
        /// Learning rate: about the length of a step in each coordinate, once it is warm.
        lr "η" = 1e-3 in Range::RATE,
        /// Share of the mean of gradients kept at each step.
        beta1 "β₁" = 0.9 in Range::SHARE,
        /// Share of the mean of squares kept at each step: sets how long the warm-up is.
        beta2 "β₂" = 0.999 in Range::SHARE,
        /// Keeps the denominator from 0.
        eps "ε" = 1e-8 in Range::EPSILON,
        /// Weight decay.
        weight_decay "λ" = 0.0 in Range::PENALTY,
        /// Whether weight decay shrinks the point itself instead of joining the gradient.
        decoupled_weight_decay "δ" = 0.0 in Range::Switch,
    }
}

impl RAdam {
    /// The rectification r, once the mean of squares has seen enough gradients to be trusted.
    fn rectification(&self, t: &mut Clock) -> Option<f64> {
        let rho_end = 2.0 / (1.0 - self.beta2) - 1.0;
        let decay = t.power(self.beta2);
        let rho = rho_end - 2.0 * t.now() * decay / (1.0 - decay);
        let square =
            (rho - 4.0) * (rho - 2.0) * rho_end / ((rho_end - 4.0) * (rho_end - 2.0) * rho);
        (rho > 5.0).then(|| square.sqrt())
    }
}

impl Rule for RAdam {
    const DECLARATION: Declaration = Declaration {
        name: "radam",
        display: "RAdam",
        summary: "Adam with a warm-up of its own: plain momentum until the mean of squares can be trusted",
        rule: &[
            "g = ∇J(θ) + λ·θ   # δ: θ ← (1−η·λ)·θ instead",
            "m ← β₁·m + (1−β₁)·g,   v ← β₂·v + (1−β₂)·g²",
            "ρ∞ = 2/(1−β₂) − 1,   ρ = ρ∞ − 2·t·β₂ᵗ/(1−β₂ᵗ)",
            "r = √((ρ−4)·(ρ−2)·ρ∞/((ρ∞−4)·(ρ∞−2)·ρ))",
            "s = if(ρ > 5, r·√(1−β₂ᵗ)/(√v + ε), 1)",
            "θ ← θ − η·m/(1−β₁ᵗ)·s",
        ],
        source: "Liu et al. 2019, On the variance of the adaptive learning rate and beyond, arXiv:1908.03265",
        helps: "Adam's first steps rest on a few gradients only; RAdam scales them down, which spares a warm-up schedule.",
        fails: "Its first steps are those of gradient descent and may be far too long on a steep slope at Adam's rates.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Moments;

    fn step(&self, s: &mut Moments, t: &mut Clock, mut x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        let mut g = f.gradient(x);
        if self.decoupled_weight_decay == 0.0 {
            g += self.weight_decay * x;
        } else {
            x = decayed(x, self.lr, self.weight_decay);
        }
        s.observe(g, self.beta1, self.beta2);
        let m_hat = s.mean(self.beta1, t);
        match self.rectification(t) {
            Some(r) => {
                let scale = t.debias(self.beta2).sqrt() / (s.v.sqrt() + self.eps);
                x - self.lr * m_hat * scale * r
            }
            None => x - self.lr * m_hat,
        }
    }
}
