//! Symmetric 2×2 matrices: Hessians and what is made of them.

use std::ops::{Add, Mul};

use super::Vec2;
use super::vec2::power_of_two;

/// The matrix ((xx, xy), (xy, yy)).
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Symmetric {
    /// Upper left entry.
    pub xx: f64,
    /// Both off-diagonal entries.
    pub xy: f64,
    /// Lower right entry.
    pub yy: f64,
}

/// Eigenvalues and orthonormal eigenvectors, the one of greatest absolute value first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Eigen {
    /// The eigenvalues λ₁, λ₂ with |λ₁| ≥ |λ₂|.
    pub values: [f64; 2],
    /// Unit eigenvectors in the same order.
    pub vectors: [Vec2; 2],
}

impl Symmetric {
    /// The identity.
    pub const IDENTITY: Self = Self {
        xx: 1.0,
        xy: 0.0,
        yy: 1.0,
    };

    /// v·vᵀ.
    pub fn outer(v: Vec2) -> Self {
        Self {
            xx: v.x * v.x,
            xy: v.x * v.y,
            yy: v.y * v.y,
        }
    }

    /// Product with a vector.
    pub fn times(self, v: Vec2) -> Vec2 {
        Vec2::new(self.xx * v.x + self.xy * v.y, self.xy * v.x + self.yy * v.y)
    }

    /// Determinant.
    pub fn determinant(self) -> f64 {
        self.xx * self.yy - self.xy * self.xy
    }

    /// The solution d of self·d = v, or `None` where the matrix is singular or not finite.
    pub fn solve(self, v: Vec2) -> Option<Vec2> {
        // In units of the greatest entry, so that no determinant over- or underflows.
        let unit = power_of_two(self.size());
        let m = (1.0 / unit) * self;
        let determinant = m.determinant();
        let solution = Vec2::new(m.yy * v.x - m.xy * v.y, m.xx * v.y - m.xy * v.x) / determinant;
        let solution = solution / unit;
        solution.is_finite().then_some(solution)
    }

    /// The size of the greatest entry.
    pub fn size(self) -> f64 {
        self.xx.abs().max(self.xy.abs()).max(self.yy.abs())
    }

    /// Whether all entries are finite.
    pub fn is_finite(self) -> bool {
        self.xx.is_finite() && self.xy.is_finite() && self.yy.is_finite()
    }

    /// Eigenvalues and eigenvectors by one Jacobi rotation, accurate for any scaling of the entries.
    pub fn eigen(self) -> Eigen {
        let (first, second, axis) = if self.xy == 0.0 {
            (self.xx, self.yy, Vec2::new(1.0, 0.0))
        } else {
            let half = (self.yy - self.xx) / (2.0 * self.xy);
            let tangent = half.signum() / (half.abs() + (1.0 + half * half).sqrt());
            let cosine = 1.0 / (1.0 + tangent * tangent).sqrt();
            let axis = Vec2::new(cosine, -tangent * cosine);
            (
                self.xx - tangent * self.xy,
                self.yy + tangent * self.xy,
                axis,
            )
        };
        let (values, vectors) = if first.abs() >= second.abs() {
            ([first, second], [axis, axis.perpendicular()])
        } else {
            ([second, first], [axis.perpendicular(), axis])
        };
        Eigen { values, vectors }
    }
}

impl Eigen {
    /// The matrix with other eigenvalues and the same eigenvectors, times a vector.
    pub fn mapped_times(self, function: impl Fn(f64) -> f64, v: Vec2) -> Vec2 {
        let along = |i: usize| function(self.values[i]) * self.vectors[i].dot(v) * self.vectors[i];
        along(0) + along(1)
    }

    /// The components of a vector along the eigenvectors.
    pub fn components(self, v: Vec2) -> Vec2 {
        Vec2::new(self.vectors[0].dot(v), self.vectors[1].dot(v))
    }

    /// The vector with these components along the eigenvectors.
    pub fn compose(self, components: Vec2) -> Vec2 {
        components.x * self.vectors[0] + components.y * self.vectors[1]
    }
}

impl Add for Symmetric {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            xx: self.xx + other.xx,
            xy: self.xy + other.xy,
            yy: self.yy + other.yy,
        }
    }
}

impl Mul<Symmetric> for f64 {
    type Output = Symmetric;
    fn mul(self, matrix: Symmetric) -> Symmetric {
        Symmetric {
            xx: self * matrix.xx,
            xy: self * matrix.xy,
            yy: self * matrix.yy,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eigenvectors_are_stretched_by_their_eigenvalues() {
        for (xx, xy, yy) in [
            (1.0, 0.5, 12.0),
            (12.0, -3.0, 1.0),
            (2.0, 0.0, 7.0),
            (1.0, 2.0, 1.0),
            (-5.0, 1e-9, 3.0),
        ] {
            let matrix = Symmetric { xx, xy, yy };
            let eigen = matrix.eigen();
            assert!(eigen.values[0].abs() >= eigen.values[1].abs());
            for (value, vector) in eigen.values.into_iter().zip(eigen.vectors) {
                assert!((matrix.times(vector) - vector * value).norm() < 1e-12);
                assert!((vector.norm() - 1.0).abs() < 1e-14);
            }
        }
    }

    #[test]
    fn a_matrix_is_the_sum_of_its_eigenvalues_along_its_eigenvectors() {
        let matrix = Symmetric::outer(Vec2::new(1.0, 2.0)) + 3.0 * Symmetric::IDENTITY;
        let (eigen, v) = (matrix.eigen(), Vec2::new(-2.0, 5.0));
        assert!((eigen.mapped_times(|value| value, v) - matrix.times(v)).norm() < 1e-14);
        assert!((eigen.compose(eigen.components(v)) - v).norm() < 1e-14);
    }

    #[test]
    fn solving_inverts_the_product() {
        let matrix = Symmetric {
            xx: 4.0,
            xy: 1.0,
            yy: 3.0,
        };
        let v = Vec2::new(-2.0, 5.0);
        let back = matrix.times(matrix.solve(v).unwrap());
        assert!((back - v).norm() < 1e-14);
        assert_eq!(
            Symmetric {
                xx: 1.0,
                xy: 1.0,
                yy: 1.0
            }
            .solve(v),
            None
        );
    }
}
