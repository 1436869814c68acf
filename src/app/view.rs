//! The ways to look at a state, by name, and how the surface is turned. What each way shows stands in `picture::view`.

/// Makes the enum of views and their names from one list.
macro_rules! views {
    ($($(#[$doc:meta])* $view:ident $name:literal,)*) => {
        /// A way to look at a state.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
        pub enum ViewKind {
            #[default]
            $($(#[$doc])* $view,)*
        }

        impl ViewKind {
            /// All of them, in their order.
            pub const ALL: &[Self] = &[$(Self::$view,)*];

            /// Its name on the command line and in lessons.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$view => $name,)*
                }
            }
        }
    };
}

views! {
    /// The plane from above.
    Map "map",
    /// A map for each optimizer.
    SmallMaps "small-maps",
    /// The heights in space.
    Surface "surface",
    /// Quantities over the steps.
    Charts "charts",
    /// What comes of each learning rate.
    Rates "rates",
    /// Which minimum each start leads to.
    Basins "basins",
    /// The decay of each mode.
    Spectrum "spectrum",
    /// Cuts through the selected head.
    Profile "profile",
    /// The rule with its numbers.
    Inspector "inspector",
    /// Position against velocity.
    Phase "phase",
    /// The table's points.
    Data "data",
}

impl ViewKind {
    /// The view of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|view| view.name() == name)
    }

    /// The next one, round the end.
    pub(super) fn next(self) -> Self {
        let place = self as usize + 1;
        Self::ALL[place % Self::ALL.len()]
    }
}

/// From where the surface is seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Orbit {
    /// The turn about the upright axis, in radians.
    pub turn: f64,
    /// How far from above one looks down, in radians: 0 straight down.
    pub tilt: f64,
    /// The greatest height, by the width of the ground.
    pub height: f64,
}

/// The greatest heights, the first at the beginning.
const HEIGHTS: [f64; 3] = [0.62, 1.1, 0.3];
/// From nearly straight down to nearly level.
const TILTS: [f64; 2] = [0.15, 1.45];

impl Default for Orbit {
    fn default() -> Self {
        Self {
            turn: 0.65,
            tilt: 0.95,
            height: HEIGHTS[0],
        }
    }
}

impl Orbit {
    /// Turns to the left and tilts upwards by so many radians.
    pub(super) fn turn(&mut self, left: f64, up: f64) {
        self.turn = (self.turn + left).rem_euclid(std::f64::consts::TAU);
        self.tilt = (self.tilt + up).clamp(TILTS[0], TILTS[1]);
    }

    /// The next of the greatest heights.
    pub(super) fn next_height(&mut self) {
        let place = HEIGHTS.iter().position(|height| *height == self.height);
        self.height = HEIGHTS[(place.unwrap_or(0) + 1) % HEIGHTS.len()];
    }
}
