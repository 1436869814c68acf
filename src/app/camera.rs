//! The part of the plane on the screen: zooming, panning, fitting.

use crate::math::Vec2;
use crate::scene::View;

/// A rectangle of the plane, x to the right and y upwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Camera {
    /// Least and greatest x.
    pub x: [f64; 2],
    /// Least and greatest y.
    pub y: [f64; 2],
}

/// Narrowest and widest views, as a share of the distance from the origin and in plane units.
const NARROWEST: f64 = 1e-9;
const WIDEST: f64 = 1e12;

/// Significant digits, by the size of the view, of a view that is written down.
const DIGITS: i32 = 4;
/// Views are close whose ends differ by no more than this share of their size.
const CLOSE: f64 = 1e-6;

impl Camera {
    /// The camera that shows a scene's view.
    pub fn of(view: &View) -> Self {
        Self {
            x: view.x,
            y: view.y,
        }
    }

    /// Whether the views can hardly be told apart.
    pub fn is_close_to(&self, other: &Self) -> bool {
        let close = |[low, high]: [f64; 2], other: [f64; 2]| {
            let most = CLOSE * (high - low);
            (low - other[0]).abs() <= most && (high - other[1]).abs() <= most
        };
        close(self.x, other.x) && close(self.y, other.y)
    }

    /// The view in as many digits as a person would write.
    pub fn rounded(&self) -> Self {
        let round = |ends: [f64; 2]| {
            let places = DIGITS - 1 - libm::log10(ends[1] - ends[0]).floor() as i32;
            let scale = libm::exp10(f64::from(places.abs()));
            ends.map(|end| {
                if places < 0 {
                    (end / scale).round() * scale
                } else {
                    (end * scale).round() / scale
                }
            })
        };
        Self {
            x: round(self.x),
            y: round(self.y),
        }
    }

    /// Width and height.
    pub fn size(&self) -> Vec2 {
        Vec2::new(self.x[1] - self.x[0], self.y[1] - self.y[0])
    }

    /// The middle.
    pub fn center(&self) -> Vec2 {
        Vec2::new(
            f64::midpoint(self.x[0], self.x[1]),
            f64::midpoint(self.y[0], self.y[1]),
        )
    }

    /// Shrinks (factor below 1) or widens the view about a point that stays where it is on the screen.
    pub fn zoom(&mut self, about: Vec2, factor: f64) {
        let scale = |[low, high]: [f64; 2], fixed: f64| {
            [
                fixed + (low - fixed) * factor,
                fixed + (high - fixed) * factor,
            ]
        };
        self.become_if_sound(scale(self.x, about.x), scale(self.y, about.y));
    }

    /// Moves the view by these shares of its width and height.
    pub fn pan(&mut self, shares: Vec2) {
        let by = self.size() * shares;
        self.become_if_sound(self.x.map(|x| x + by.x), self.y.map(|y| y + by.y));
    }

    /// Moves the view by a distance of the plane.
    pub fn shift(&mut self, by: Vec2) {
        self.become_if_sound(self.x.map(|x| x + by.x), self.y.map(|y| y + by.y));
    }

    /// The view widened along one axis until units have the same length on both; `aspect` is the
    /// screen's width over its height.
    pub fn with_equal_units(self, aspect: f64) -> Self {
        let Vec2 {
            x: width,
            y: height,
        } = self.size();
        let widen = |[low, high]: [f64; 2], size: f64, wanted: f64| {
            [low - (wanted - size) / 2.0, high + (wanted - size) / 2.0]
        };
        if width < height * aspect {
            Self {
                x: widen(self.x, width, height * aspect),
                y: self.y,
            }
        } else {
            Self {
                x: self.x,
                y: widen(self.y, height, width / aspect),
            }
        }
    }

    /// Takes the new ranges unless arithmetic would no longer tell their ends apart.
    fn become_if_sound(&mut self, x: [f64; 2], y: [f64; 2]) {
        let sound = |[low, high]: [f64; 2]| {
            let size = high - low;
            size > NARROWEST * low.abs().max(high.abs()).max(NARROWEST) && size < WIDEST
        };
        if sound(x) && sound(y) {
            *self = Self { x, y };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CAMERA: Camera = Camera {
        x: [-4.0, 2.0],
        y: [-1.0, 2.0],
    };

    #[test]
    fn zooming_keeps_the_point_and_zooming_back_the_view() {
        let mut camera = CAMERA;
        camera.zoom(Vec2::new(2.0, -1.0), 0.5);
        assert_eq!(
            camera,
            Camera {
                x: [-1.0, 2.0],
                y: [-1.0, 0.5]
            }
        );
        camera.zoom(Vec2::new(2.0, -1.0), 2.0);
        assert_eq!(camera, CAMERA);
    }

    #[test]
    fn written_down_a_view_is_round_and_nearly_the_same() {
        let mut camera = CAMERA;
        camera.zoom(Vec2::new(0.1, 0.3), 0.8 * 0.8 * 0.8);
        camera.pan(Vec2::new(0.1, 0.1));
        let rounded = camera.rounded();
        assert_eq!(rounded.x, [-1.692, 1.38]);
        assert_eq!(rounded.y, [-0.212, 1.324]);
        let large = Camera {
            x: [-12_345.678, 54_321.987],
            y: [1e-7, 3e-7],
        };
        assert_eq!(large.rounded().x, [-12_350.0, 54_320.0]);
        assert_eq!(large.rounded().y, large.y);
        assert!(rounded.is_close_to(&camera) && !rounded.is_close_to(&CAMERA));
    }

    #[test]
    fn zooming_for_ever_ends_at_a_view_that_arithmetic_can_tell_apart() {
        for factor in [0.5, 2.0] {
            let mut camera = CAMERA;
            for _ in 0..2000 {
                camera.zoom(Vec2::new(1.0, 1.0), factor);
            }
            assert!(camera.size().x > 0.0 && camera.size().is_finite());
        }
    }

    #[test]
    fn equal_units_show_all_that_was_in_view() {
        for aspect in [0.5, 1.0, 4.0] {
            let equal = CAMERA.with_equal_units(aspect);
            let size = equal.size();
            assert!((size.x / size.y - aspect).abs() < 1e-12);
            assert!(equal.x[0] <= CAMERA.x[0] && equal.x[1] >= CAMERA.x[1]);
            assert!(equal.y[0] <= CAMERA.y[0] && equal.y[1] >= CAMERA.y[1]);
        }
    }
}
