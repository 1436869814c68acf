//! What marks look like in a theme: the one place where a role and a rank become colour, width and dash.

use super::{Cast, Ground, Mark, Member, Rank, Rgb, Role, Theme, Who};
use crate::scene::{HUES, SHADES};

/// How much of their colour lines lose that are not selected: among few, among many or beside a candidate.
const QUIET: f64 = 0.14;
const BEHIND: f64 = 0.5;
/// The same for curves among many, which are thin besides.
const CROWD_OF_CURVES: f64 = 0.25;
/// How much more a ghost loses than the path that it belongs to.
const PALE: f64 = 0.3;
/// How much one of many paths of one method loses.
const MEMBER: f64 = 0.72;
/// How much a recorded path loses.
const RECORDED: f64 = 0.25;
/// How much a line loses after the step shown.
const FUTURE: f64 = 0.6;
/// How much a path loses where it is oldest.
const OLDEST: f64 = 0.42;

/// How a medium tells members of a cast apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Means {
    /// By colour; by dash only where two have one colour.
    Colour,
    /// By dash, each its own.
    Dashes,
}

/// A theme, and what a medium can do with it.
#[derive(Debug, Clone, Copy)]
pub struct Style<'a> {
    /// The colours.
    pub theme: &'a Theme,
    /// How members are told apart.
    pub means: Means,
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// Its colour on the ground of its plot.
    pub color: Rgb,
    /// Its colour in full.
    pub ink: Rgb,
    /// How much of the full colour it keeps over what lies below, from 0 to 1, for media that can see through.
    pub keeps: f64,
    /// Its width, in those of an ordinary path.
    pub width: f64,
    /// The pattern in which it leaves gaps.
    pub dash: Dash,
}

/// A pattern of gaps; its lengths are the medium's matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dash {
    /// Without gaps.
    Solid,
    /// Dashes.
    Dashed,
    /// Points.
    Dotted,
    /// What tells one of several alike from the others; the first is solid.
    Nth(usize),
}

/// A letter and what it stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Badge {
    /// The letter's colour.
    pub letter: Rgb,
    /// What it stands on.
    pub fill: Rgb,
    /// The colour of whom it stands for: that of the letter where it stands beside its badge.
    pub own: Rgb,
}

impl Style<'_> {
    /// The colour of a member: its own if it has one, else the theme's for its place.
    pub fn color(&self, member: &Member) -> Rgb {
        match member.who {
            Who::Candidate => self.theme.accent,
            Who::Optimizer(_) | Who::Recorded(_) => {
                member.own.unwrap_or_else(|| self.theme.path(member.place))
            }
        }
    }

    /// The badge of a member: the letter on its colour; a recorded path's is hollow.
    pub fn badge(&self, member: &Member) -> Badge {
        let own = self.color(member);
        let (letter, fill) = match member.who {
            Who::Optimizer(_) => (self.theme.badge, own),
            Who::Recorded(_) => (own, self.theme.background),
            Who::Candidate => (self.theme.background, own),
        };
        Badge { letter, fill, own }
    }

    /// The colour into which lines of a plot fade.
    pub fn ground(&self, ground: Ground) -> Rgb {
        match ground {
            Ground::Plain => self.theme.background,
            Ground::Relief => self.theme.height(0.5),
        }
    }

    /// How the line of a mark is drawn in a plot on this ground.
    pub fn stroke(&self, mark: &Mark<'_>, cast: &Cast, ground: Ground) -> Stroke {
        let member = mark.who.and_then(|who| cast.member(who));
        let ink = match (mark.role, member) {
            (Role::Help, _) => self.theme.iso_line,
            (Role::Cursor, _) => self.theme.rule,
            (_, Some(member)) => self.color(member),
            (_, None) => self.theme.mark,
        };
        let ground = self.ground(ground);
        let losses = losses(mark.role, mark.rank);
        let keep = |color: Rgb, loss: &f64| color.mix(ground, *loss);
        Stroke {
            ink,
            color: losses.iter().fold(ink, keep),
            keeps: losses.iter().map(|loss| 1.0 - loss).product(),
            width: width(mark.role, mark.rank),
            dash: self.dash(mark.role, member),
        }
    }

    /// The same line where it is older: `age` is 0 where it is newest and 1 where it is oldest.
    pub fn aged(&self, stroke: Stroke, age: f64, ground: Ground) -> Stroke {
        let faded = OLDEST * age;
        Stroke {
            color: stroke.color.mix(self.ground(ground), faded),
            keeps: stroke.keeps * (1.0 - faded),
            ..stroke
        }
    }

    fn dash(&self, role: Role, member: Option<&Member>) -> Dash {
        match (role, member) {
            (Role::Recorded | Role::Pinned, _) => Dash::Dashed,
            (Role::Trail, _) => Dash::Dotted,
            (Role::Candidate | Role::Help | Role::Cursor | Role::Limit, _) | (_, None) => {
                Dash::Solid
            }
            (_, Some(member)) => Dash::Nth(match self.means {
                Means::Dashes => member.place,
                Means::Colour => member.place / (HUES * SHADES),
            }),
        }
    }
}

/// What a line loses of its colour, one loss after the other.
fn losses(role: Role, rank: Rank) -> Vec<f64> {
    let of_rank = match (role, rank) {
        (Role::Curve | Role::Future, Rank::Crowd) => CROWD_OF_CURVES,
        (_, Rank::Crowd | Rank::Behind) => BEHIND,
        (_, Rank::Quiet) => QUIET,
        (_, Rank::Loud) => 0.0,
    };
    match role {
        Role::Future => vec![of_rank, FUTURE],
        Role::Member => vec![MEMBER],
        Role::Outline | Role::Trail | Role::Pinned => vec![of_rank, PALE],
        Role::Recorded => vec![RECORDED],
        _ => vec![of_rank],
    }
}

/// The width of a line, in those of an ordinary path.
fn width(role: Role, rank: Rank) -> f64 {
    match (role, rank) {
        (Role::Help | Role::Cursor | Role::Limit | Role::Member, _) => 0.4,
        (Role::Curve | Role::Future, Rank::Crowd) => 0.5,
        (Role::Outline | Role::Trail | Role::Pinned, _) => 0.6,
        (Role::Path | Role::Curve | Role::Candidate, Rank::Loud) => 1.3,
        _ => 1.0,
    }
}
