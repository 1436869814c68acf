//! CMA-ES: a cloud of samples that learns the shape of the valley.

use super::prelude::*;
use crate::math::{Random, Symmetric};

hypers! {
    CmaEs {
        /// Size of the first cloud: its standard deviation along each axis.
        sigma "σ₀" = 0.5 in Range::positive(1e-2, 10.0),
        /// Samples at each step; the lower half of them makes the next cloud.
        population "λ" = 6.0 in Range::integer(4, 200),
    }
}

states! {
    /// The cloud's size and shape, and the paths by which it learns both.
    Cloud {
        random: Option<Random>,
        mean: Vec2,
        sigma: f64 as "σ",
        shape: Symmetric,
        path_sigma: Vec2 as "p_σ",
        path_shape: Vec2 as "p_c",
    }
}

/// The plane's dimensions.
const N: f64 = 2.0;

/// Weights and speeds of learning that follow from the number of samples (Hansen's defaults).
struct Strategy {
    weights: Vec<f64>,
    mass: f64,
    c_sigma: f64,
    damping: f64,
    c_path: f64,
    c_one: f64,
    c_many: f64,
}

impl Strategy {
    fn of(population: usize) -> Self {
        let parents = population / 2;
        let raw = |i: usize| libm::log(parents as f64 + 0.5) - libm::log(i as f64 + 1.0);
        let total: f64 = (0..parents).map(raw).sum();
        let weights: Vec<f64> = (0..parents).map(|i| raw(i) / total).collect();
        let mass = 1.0 / weights.iter().map(|w| w * w).sum::<f64>();
        let c_sigma = (mass + 2.0) / (N + mass + 5.0);
        let c_one = 2.0 / ((N + 1.3) * (N + 1.3) + mass);
        let c_many = 2.0 * (mass - 2.0 + 1.0 / mass) / ((N + 2.0) * (N + 2.0) + mass);
        Self {
            mass,
            c_sigma,
            damping: 1.0 + 2.0 * (((mass - 1.0) / (N + 1.0)).sqrt() - 1.0).max(0.0) + c_sigma,
            c_path: (4.0 + mass / N) / (N + 4.0 + 2.0 * mass / N),
            c_one,
            c_many: c_many.min(1.0 - c_one),
            weights,
        }
    }
}

impl Cloud {
    /// One sample's offset from the mean, in units of σ.
    fn sample(&mut self, f: &Oracle<'_>) -> Vec2 {
        let z = self.random.get_or_insert_with(|| f.random()).normal_vec2();
        let eigen = self.shape.eigen();
        let root = |i: usize| eigen.values[i].max(0.0).sqrt();
        z.x * root(0) * eigen.vectors[0] + z.y * root(1) * eigen.vectors[1]
    }

    /// The lower half of a population of offsets, the lowest first.
    fn parents(&mut self, x: Vec2, population: usize, f: &mut Oracle<'_>) -> Vec<Vec2> {
        let mut ranked: Vec<(f64, Vec2)> = (0..population)
            .map(|_| {
                let offset = self.sample(f);
                let value = f.value(x + self.sigma * offset);
                (if value.is_nan() { f64::INFINITY } else { value }, offset)
            })
            .collect();
        ranked.sort_by(|a, b| a.0.total_cmp(&b.0));
        ranked
            .into_iter()
            .take(population / 2)
            .map(|(_, offset)| offset)
            .collect()
    }

    /// Learns size and shape from the mean offset of the parents and from each of them.
    fn learn(&mut self, strategy: &Strategy, t: f64, step: Vec2, parents: &[Vec2]) {
        let Strategy {
            mass,
            c_sigma,
            damping,
            c_path,
            c_one,
            c_many,
            ..
        } = *strategy;
        let whiten = |value: f64| if value > 0.0 { 1.0 / value.sqrt() } else { 0.0 };
        let white = self.shape.eigen().mapped_times(whiten, step);
        self.path_sigma =
            (1.0 - c_sigma) * self.path_sigma + (c_sigma * (2.0 - c_sigma) * mass).sqrt() * white;
        let expected = N.sqrt() * (1.0 - 1.0 / (4.0 * N) + 1.0 / (21.0 * N * N));
        let ratio = self.path_sigma.norm() / expected;
        let settled = (1.0 - libm::pow(1.0 - c_sigma, 2.0 * t)).sqrt();
        // A path that is long by size alone says nothing of the shape.
        let told = ratio / settled < 1.4 + 2.0 / (N + 1.0);
        let push = if told {
            (c_path * (2.0 - c_path) * mass).sqrt()
        } else {
            0.0
        };
        self.path_shape = (1.0 - c_path) * self.path_shape + push * step;
        let lost = if told {
            0.0
        } else {
            c_one * c_path * (2.0 - c_path)
        };
        let mut shape =
            (1.0 - c_one - c_many + lost) * self.shape + c_one * Symmetric::outer(self.path_shape);
        for (weight, offset) in strategy.weights.iter().zip(parents) {
            shape = shape + c_many * weight * Symmetric::outer(*offset);
        }
        self.shape = shape;
        self.sigma *= libm::exp(c_sigma / damping * (ratio - 1.0));
    }
}

impl Rule for CmaEs {
    const DECLARATION: Declaration = Declaration {
        name: "cma-es",
        aliases: &["cma"],
        display: "CMA-ES",
        summary: "samples a cloud, moves to the mean of its lower half, and learns the cloud's size and shape",
        rule: &[
            "θᵢ = θ + σ·yᵢ,   yᵢ ~ N(0, C),   i = 1…λ   (σ = σ₀, C = I at first)",
            "y = Σ wᵢ·yᵢ over the lower half,   θ ← θ + σ·y",
            "p_σ ← mean of C^(−½)·y,   σ ← σ·exp(c_σ/d_σ·(‖p_σ‖/E‖N(0,I)‖ − 1))",
            "p_c ← mean of y,   C ← (1−c₁−c_μ)·C + c₁·p_c·p_cᵀ + c_μ·Σ wᵢ·yᵢ·yᵢᵀ",
        ],
        source: "Hansen and Ostermeier 2001; Hansen 2016, The CMA evolution strategy: A tutorial, arXiv:1604.00772",
        helps: "Values only, and their order alone: bumps, kinks and scales hardly disturb it, and the ellipse learns a narrow valley's direction.",
        fails: "Each step costs λ evaluations; on a smooth function gradients are far cheaper.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Cloud;

    fn start(&self, at: Vec2) -> Cloud {
        Cloud {
            mean: at,
            sigma: self.sigma,
            shape: Symmetric::IDENTITY,
            ..Cloud::default()
        }
    }

    fn step(&self, s: &mut Cloud, t: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        let population = (self.population as usize).max(4);
        let strategy = Strategy::of(population);
        let parents = s.parents(x, population, f);
        let weighted = strategy.weights.iter().zip(&parents);
        let step = weighted.fold(Vec2::ZERO, |sum, (weight, offset)| sum + *weight * *offset);
        let next = x + s.sigma * step;
        s.learn(&strategy, t.now(), step, &parents);
        s.mean = next;
        next
    }

    fn ghosts(s: &Cloud, ghosts: &mut Vec<Ghost>) {
        let eigen = s.shape.eigen();
        let axis = |i: usize| s.sigma * eigen.values[i].max(0.0).sqrt() * eigen.vectors[i];
        let cloud = Shape::Ellipse {
            middle: s.mean,
            axes: [axis(0), axis(1)],
        };
        ghosts.push(Ghost::shape("one σ of its samples", cloud));
    }
}
