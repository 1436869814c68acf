//! Sizes of pictures and screens.

use std::str::FromStr;

use super::{Format, refused};
use crate::cli::failure::Failure;

/// A width and a height, in pixels or in cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Size {
    pub(super) width: u32,
    pub(super) height: u32,
}

impl Size {
    /// Of pictures.
    pub(super) const PICTURE: Self = Self {
        width: 1200,
        height: 800,
    };
    /// Of screens.
    pub(super) const SCREEN: Self = Self {
        width: 120,
        height: 40,
    };

    /// What is wrong with it for a format, if anything is.
    pub(super) fn check(self, format: Format, scale: f64) -> Result<(), Failure> {
        let ([least, most], unit, scale) = if format.is_of_screen() {
            ([1, 1000], "cells", 1.0)
        } else {
            ([64, 16_384], "pixels", scale)
        };
        let fits = |side: u32| {
            let pixels = f64::from(side) * scale;
            side >= least && (1.0..=f64::from(most)).contains(&pixels)
        };
        if fits(self.width) && fits(self.height) {
            Ok(())
        } else {
            let help = format!("both sides lie from {least} to {most} {unit}");
            let Self { width, height } = self;
            Err(refused("size", &format!("{width}x{height}"), &help))
        }
    }
}

impl FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let sides = text.split_once(['x', 'X', '×']);
        let number = |side: &str| side.trim().parse::<u32>().ok();
        sides
            .and_then(|(width, height)| {
                Some(Self {
                    width: number(width)?,
                    height: number(height)?,
                })
            })
            .ok_or_else(|| "a size is two whole numbers, as in 1200x800".to_owned())
    }
}
