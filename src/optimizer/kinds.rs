//! The kinds of optimizers: each is one file and one line of the list below.

/// What a kind's file needs.
mod prelude {
    pub(super) use crate::math::Vec2;
    pub(super) use crate::optimizer::clock::Clock;
    pub(super) use crate::optimizer::hyper::{Hypers, hypers};
    pub(super) use crate::optimizer::moments::Moments;
    pub(super) use crate::optimizer::rule::{Rule, decayed, ema, states};
    pub(super) use crate::optimizer::{Declaration, Ghost, Oracle, Range, Shape};
}

/// Kinds that belong together.
#[derive(Clone, Copy)]
pub struct Family {
    /// What they have in common, in a few words.
    pub name: &'static str,
    /// The kinds.
    pub kinds: &'static [&'static dyn super::Optimizer],
}

/// Declares each kind's module (the file of that name) and lists its rule in its family.
macro_rules! catalog {
    ($($family:literal: $($module:ident::$rule:ident,)*)*) => {
        $($(mod $module;)*)*

        /// Every kind by family, in the order of lists.
        pub(super) static FAMILIES: &[Family] = &[
            $(Family {
                name: $family,
                kinds: &[$(&super::rule::Kind::<$module::$rule>::NEW,)*],
            },)*
        ];
    };
}

catalog![
    "Textbook":
    gd::GradientDescent,
    momentum::Momentum,
    nesterov::Nesterov,
    adagrad::Adagrad,
    rmsprop::RmsProp,
    adam::Adam,
    "More of PyTorch's":
    amsgrad::AmsGrad,
    adamw::AdamW,
    adadelta::Adadelta,
    adamax::Adamax,
    nadam::NAdam,
    radam::RAdam,
    asgd::Asgd,
    rprop::Rprop,
    adafactor::Adafactor,
    lbfgs::Lbfgs,
    "Newer":
    lion::Lion,
    tiger::Tiger,
    adan::Adan,
    adabelief::AdaBelief,
    yogi::Yogi,
    qhm::Qhm,
    aggmo::AggMo,
    ademamix::AdEmaMix,
    madgrad::MadGrad,
    prodigy::Prodigy,
    schedule_free_sgd::ScheduleFreeSgd,
    schedule_free_adamw::ScheduleFreeAdamW,
    adabound::AdaBound,
    qhadam::QhAdam,
    dadapt_sgd::DAdaptSgd,
    dadapt_adam::DAdaptAdam,
    adopt::Adopt,
    grams::Grams,
    signsgd::SignSgd,
    sophia::Sophia,
    shampoo::Shampoo,
    soap::Soap,
    "Classical":
    newton::Newton,
    damped_newton::DampedNewton,
    saddle_free_newton::SaddleFreeNewton,
    bfgs::Bfgs,
    conjugate_gradient::ConjugateGradient,
    barzilai_borwein::BarzilaiBorwein,
    polyak::Polyak,
    line_search::LineSearch,
    heavy_ball_optimal::HeavyBallOptimal,
    fista::Fista,
    trust_region::TrustRegion,
    "By search and by chance":
    nelder_mead::NelderMead,
    cma_es::CmaEs,
    annealing::Annealing,
    langevin::Langevin,
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use crate::optimizer::{Declaration, catalog, families, find};

    fn each() -> impl Iterator<Item = &'static Declaration> {
        catalog().iter().map(|kind| kind.declaration())
    }

    #[test]
    fn names_and_aliases_are_unique() {
        let mut seen = HashSet::new();
        for declaration in each() {
            assert!(seen.insert(declaration.display), "{}", declaration.display);
            for name in [declaration.name].iter().chain(declaration.aliases) {
                assert!(seen.insert(name), "{name}");
                assert_eq!(find(name).unwrap().declaration().name, declaration.name);
                assert!(
                    name.chars()
                        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
                );
            }
        }
    }

    #[test]
    fn families_are_the_catalog_in_its_order() {
        let names = families().iter().flat_map(|family| {
            assert!(!family.kinds.is_empty(), "{}", family.name);
            family.kinds.iter().map(|kind| kind.declaration().name)
        });
        assert!(names.eq(each().map(|declaration| declaration.name)));
    }

    #[test]
    fn declarations_are_complete() {
        for declaration in each() {
            let name = declaration.name;
            for text in [declaration.summary, declaration.source] {
                assert!(!text.is_empty() && !text.ends_with('.'), "{name}: {text}");
            }
            for text in [declaration.helps, declaration.fails] {
                assert!(text.len() > 20 && text.ends_with('.'), "{name}: {text}");
            }
            assert!(!declaration.rule.is_empty(), "{name}");
            if declaration.hyper("lr").is_some() {
                assert!(declaration.has_rate(), "{name}: the rate is first");
            }
        }
    }

    #[test]
    fn hyper_parameters_are_in_range_and_in_the_rule() {
        for declaration in each() {
            let mut keys = HashSet::new();
            let rule = declaration.rule.concat() + &declaration.rule_pytorch.concat();
            for hyper in declaration.hypers {
                let at = format!("{}.{}", declaration.name, hyper.name);
                assert!(keys.insert(hyper.name), "{at} twice");
                assert!(hyper.range.contains(hyper.default), "{at} default");
                assert!(
                    rule.contains(hyper.symbol),
                    "{at}: no {} in the rule",
                    hyper.symbol
                );
                assert!(hyper.doc.ends_with('.'), "{at}: {}", hyper.doc);
            }
        }
    }
}
