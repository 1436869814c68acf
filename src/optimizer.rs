//! The optimizers: what each declares of itself, its state, its step; schedules and modifiers.
//!
//! Knows the update rules; nothing of scene files, time lines or screens.

mod range;
mod hyper;
mod oracle;
mod clock;
mod rule;
mod moments;
mod wolfe;
mod modifier;
mod schedule;
mod explanation;
mod kinds;
mod methods;
mod own;

pub use explanation::Part;
pub use hyper::Hyper;
pub use kinds::Family;
pub use modifier::{Form, Modifier, Modifiers, Norm, Set};
pub use oracle::{Known, Oracle, Surroundings};
pub use own::{
    OWN, OwnMistakes, OwnValue, Piece, Quantity, Worked, canonical_name, of_declared, own, typeset,
};
pub use range::Range;
pub use schedule::{Course, MULTISTEP, Multistep, Pace, Schedule};

use std::f64::consts::TAU;
use std::sync::OnceLock;

use crate::math::Vec2;

/// Whether a method is the lecture's or the library's, where the two differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Convention {
    /// As the method is taught.
    #[default]
    Textbook,
    /// As `torch.optim` computes it.
    Pytorch,
}

/// The b and c of a characteristic polynomial z² − b·z + c, from the share of the velocity that is kept, that of
/// the gradient that is added, and the product of rate and curvature.
pub type Recurrence = fn(kept: f64, fresh: f64, pull: f64) -> [f64; 2];

/// All that an optimizer says of itself; scenes, keys, sliders, lists and explanations come from it.
#[derive(Debug)]
pub struct Declaration {
    /// The kind as scenes name it: `"adam"`.
    pub name: &'static str,
    /// Other names for it.
    pub aliases: &'static [&'static str],
    /// The name on the screen: "Adam".
    pub display: &'static str,
    /// One line of what it is.
    pub summary: &'static str,
    /// The update rule as on a blackboard, a line each, in the textbook convention.
    pub rule: &'static [&'static str],
    /// The rule in PyTorch's convention; empty where it is the same.
    pub rule_pytorch: &'static [&'static str],
    /// The rule of a method that a scene defines, as it is written there; `None` for the program's own.
    pub own_rule: Option<&'static str>,
    /// The hyper-parameters in the order of a slice of their values. `lr` is first where there is one.
    pub hypers: &'static [Hyper],
    /// Whether its steps depend on the minimum, as [`Oracle::minimum`] gives it.
    pub knows_minimum: bool,
    /// The product of rate and curvature up to which it is stable on a quadratic, from the share of the
    /// velocity kept at each step and the share of the gradient that is added; `None` where it is no linear
    /// recurrence, or not one of which this is known. On a curvature λ the method contracts while the roots
    /// of its characteristic polynomial lie inside the unit circle; the root −1 reaches it first.
    pub stable_until: Option<fn(kept: f64, fresh: f64) -> f64>,
    /// Its characteristic polynomial on a quadratic; `None` likewise.
    pub recurrence: Option<Recurrence>,
    /// Whether it corrects running means for starting at zero, and so takes `bias_correction = false`.
    pub corrects_bias: bool,
    /// Paper or text that it comes from.
    pub source: &'static str,
    /// When it helps.
    pub helps: &'static str,
    /// When it does not.
    pub fails: &'static str,
}

impl Declaration {
    /// A declaration that has these hyper-parameters and says nothing else yet.
    const fn of(hypers: &'static [Hyper]) -> Self {
        Self {
            name: "",
            aliases: &[],
            display: "",
            summary: "",
            rule: &[],
            rule_pytorch: &[],
            own_rule: None,
            hypers,
            knows_minimum: false,
            stable_until: None,
            recurrence: None,
            corrects_bias: false,
            source: "",
            helps: "",
            fails: "",
        }
    }

    /// The index of a hyper-parameter by its key; of a rule's own value by either spelling of its name.
    pub fn hyper(&self, name: &str) -> Option<usize> {
        let is_it = |hyper: &Hyper| match self.own_rule {
            Some(_) => canonical_name(hyper.name) == canonical_name(name),
            None => hyper.name == name,
        };
        self.hypers.iter().position(is_it)
    }

    /// Whether this is the same method; those of scenes are told apart by their rules.
    pub fn is_same(&self, other: &Self) -> bool {
        let names =
            |own: &Self| -> Vec<&str> { own.hypers.iter().map(|hyper| hyper.name).collect() };
        self.name == other.name && self.own_rule == other.own_rule && names(self) == names(other)
    }

    /// The hyper-parameters that stand in the rule beside the rate, each with its value of these: a switch and a word choose
    /// between rules.
    pub fn numbers<'a>(
        &self,
        hypers: &'a [f64],
    ) -> impl Iterator<Item = (&'static Hyper, f64)> + use<'a> {
        let pairs = self.hypers.iter().zip(hypers.iter().copied());
        pairs.filter(|(hyper, _)| hyper.name != "lr" && hyper.range.is_number())
    }

    /// The default of each hyper-parameter.
    pub fn defaults(&self) -> Vec<f64> {
        self.hypers.iter().map(|hyper| hyper.default).collect()
    }

    /// Whether the first hyper-parameter is a learning rate.
    pub fn has_rate(&self) -> bool {
        self.hyper("lr") == Some(0)
    }

    /// The update rule in a convention.
    pub fn rule_in(&self, convention: Convention) -> &'static [&'static str] {
        match convention {
            Convention::Pytorch if !self.rule_pytorch.is_empty() => self.rule_pytorch,
            _ => self.rule,
        }
    }
}

/// A method, ready to be started anywhere.
pub trait Optimizer: Sync {
    /// What it says of itself.
    fn declaration(&self) -> &'static Declaration;

    /// A walk from a point, with fresh states; the hyper-parameters are those of its first step, `lr`
    /// not yet scheduled.
    fn start(&self, hypers: &[f64], at: Vec2, convention: Convention) -> Box<dyn Walk>;
}

/// A method on its way: its states, apart from its hyper-parameters, so that those can change at any step.
pub trait Walk: Send {
    /// The point after step `t` (counted from 1) from `at`, with the hyper-parameters in the
    /// declaration's order, `lr` already scheduled.
    fn step(&mut self, hypers: &[f64], t: u32, at: Vec2, oracle: &mut Oracle<'_>) -> Vec2;

    /// Leaves running means as they are from now on, where the method corrects them for starting at zero.
    fn leave_uncorrected(&mut self) {}

    /// Further points and shapes that belong to the method, drawn as ghosts: an average, a simplex.
    fn ghosts(&self, ghosts: &mut Vec<Ghost>) {
        let _ = ghosts;
    }

    /// The states by their symbols in the rule; a state that is one number has it in both coordinates.
    fn states(&self, states: &mut Vec<(&'static str, Vec2)>) {
        let _ = states;
    }

    /// All numbers that a rule keeps which runs as it is written; none of any other method.
    fn memory(&self) -> Vec<f64> {
        Vec::new()
    }

    /// The lines of such a rule with the numbers of the last step, from its memory before that and the point from which
    /// it was taken.
    fn worked(&self, before: &[f64], from: Vec2) -> Vec<Worked> {
        let _ = (before, from);
        Vec::new()
    }
}

/// What a method shows beside its point.
#[derive(Debug, Clone, PartialEq)]
pub struct Ghost {
    /// Its symbol in the rule; empty for a shape that has none.
    pub symbol: &'static str,
    /// What it is, in a word or three: `"slow point"`.
    pub name: &'static str,
    /// Where it is.
    pub shape: Shape,
}

/// What a ghost looks like.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// A point with a trail of its own, such as an average.
    Point(Vec2),
    /// A closed outline by its corners, such as a simplex.
    Outline(Vec<Vec2>),
    /// An ellipse.
    Ellipse {
        /// Its middle.
        middle: Vec2,
        /// Its half axes.
        axes: [Vec2; 2],
    },
}

impl Ghost {
    /// A point, by its symbol in the rule.
    pub fn point(symbol: &'static str, name: &'static str, at: Vec2) -> Self {
        Self {
            symbol,
            name,
            shape: Shape::Point(at),
        }
    }

    /// A shape that has no symbol.
    pub fn shape(name: &'static str, shape: Shape) -> Self {
        Self {
            symbol: "",
            name,
            shape,
        }
    }
}

impl Shape {
    /// The corners of the outline, an ellipse as a fine polygon; a point is its only corner.
    pub fn corners(&self) -> Vec<Vec2> {
        match self {
            Self::Point(at) => vec![*at],
            Self::Outline(corners) => corners.clone(),
            Self::Ellipse { middle, axes } => (0..ELLIPSE_CORNERS)
                .map(|i| {
                    let angle = TAU * f64::from(i) / f64::from(ELLIPSE_CORNERS);
                    *middle + libm::cos(angle) * axes[0] + libm::sin(angle) * axes[1]
                })
                .collect(),
        }
    }
}

/// Corners of the polygon that stands for an ellipse.
const ELLIPSE_CORNERS: u32 = 48;

/// Every optimizer, in the order of lists.
pub fn catalog() -> &'static [&'static dyn Optimizer] {
    static ALL: OnceLock<Vec<&'static dyn Optimizer>> = OnceLock::new();
    ALL.get_or_init(|| {
        let families = families().iter();
        families.flat_map(|family| family.kinds).copied().collect()
    })
}

/// Every optimizer by family, in the same order.
pub fn families() -> &'static [Family] {
    static ALL: OnceLock<Vec<Family>> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut all = kinds::FAMILIES.to_vec();
        all.push(methods::family());
        all
    })
}

/// The optimizer of this name or alias.
pub fn find(name: &str) -> Option<&'static dyn Optimizer> {
    catalog().iter().copied().find(|optimizer| {
        let declaration = optimizer.declaration();
        declaration.name == name || declaration.aliases.contains(&name)
    })
}
