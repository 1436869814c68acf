//! Sophia: Newton's scaling for each coordinate, with a clip.

use super::prelude::*;

hypers! {
    Sophia {
        /// Learning rate.
        lr "η" = 6e-2 in Range::RATE,
        /// Share of the mean of gradients kept at each step.
        beta1 "β₁" = 0.96 in Range::SHARE,
        /// Share of the mean of curvatures kept each time they are looked at.
        beta2 "β₂" = 0.99 in Range::SHARE,
        /// Greatest size of the ratio of slope to curvature; more is clipped.
        p "p" = 1e-2 in Range::not_negative(1e-3, 10.0),
        /// Steps from one look at the curvature to the next.
        update_period "k" = 10.0 in Range::integer(1, 1000),
        /// Least curvature.
        eps "ε" = 1e-12 in Range::EPSILON,
        /// Decoupled weight decay: shrinks the point itself by η·λ at each step.
        weight_decay "λ" = 0.0 in Range::PENALTY,
    }
}

states! {
    /// Running means of the gradient and of the Hessian's diagonal.
    Curvature { m: Vec2 as "m", h: Vec2 as "h" }
}

impl Rule for Sophia {
    const DECLARATION: Declaration = Declaration {
        name: "sophia",
        display: "Sophia",
        summary: "divides the mean gradient by the mean diagonal of the Hessian, and clips the ratio",
        rule: &[
            "g = ∇J(θ),   θ⁻ = θ,   θ ← (1 − η·λ)·θ",
            "m ← β₁·m + (1−β₁)·g",
            "h ← if(mod(t−1, k) < 1, β₂·h + (1−β₂)·diag ∇²J(θ⁻), h)",
            "θ ← θ − η·min(max(m/max(h, ε), −p), p)",
        ],
        source: "Liu et al. 2023, Sophia: A scalable stochastic second-order optimizer, arXiv:2305.14342; here with the exact diagonal",
        helps: "Flat coordinates get long steps and sharp ones short, by the curvature itself and not by the size of slopes.",
        fails: "Sees only the diagonal: a rotated valley stays narrow. Where curvature is negative it steps by the clip alone.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Curvature;

    fn step(&self, s: &mut Curvature, t: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        s.m = ema(s.m, f.gradient(x), self.beta1);
        if (t.now() - 1.0) % self.update_period.max(1.0) == 0.0 {
            let hessian = f.hessian(x);
            s.h = ema(s.h, Vec2::new(hessian.xx, hessian.yy), self.beta2);
        }
        let ratio = s.m / s.h.map(|h| h.max(self.eps));
        let clipped = ratio.map(|r| {
            if r.abs() > self.p {
                self.p.copysign(r)
            } else {
                r
            }
        });
        decayed(x, self.lr, self.weight_decay) - self.lr * clipped
    }
}
