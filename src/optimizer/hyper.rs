//! Hyper-parameters as fields: one declaration makes a struct that a rule reads by name, and the
//! table that everything else reads.

use super::Range;

/// One hyper-parameter of an optimizer. Its value is a number; a switch is 0 or 1, a choice the
/// index of a word.
#[derive(Debug)]
pub struct Hyper {
    /// Key in scenes: `"beta1"`.
    pub name: &'static str,
    /// Symbol in the rule: "β₁".
    pub symbol: &'static str,
    /// Value where none is given.
    pub default: f64,
    /// Values that it may take, and how a slider runs over them.
    pub range: Range,
    /// One line of what it does.
    pub doc: &'static str,
}

/// A struct of hyper-parameters, made by [`hypers!`].
pub(super) trait Hypers: Copy + Send + Sync + 'static {
    /// The fields in their order.
    const TABLE: &'static [Hyper];

    /// The struct of these values, given in the table's order; what is missing takes its default.
    fn from_values(values: &[f64]) -> Self;
}

/// Declares hyper-parameters: `doc`, key, symbol, default and range of each, one line a field.
macro_rules! hypers {
    ($(#[$meta:meta])* $name:ident {
        $($(#[doc = $doc:literal])+ $field:ident $symbol:literal = $default:literal in $range:expr,)*
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq)]
        #[allow(clippy::struct_field_names, reason = "keys are PyTorch's")]
        pub(super) struct $name {
            $($(#[doc = $doc])+ pub(super) $field: f64,)*
        }

        impl $crate::optimizer::hyper::Hypers for $name {
            const TABLE: &'static [$crate::optimizer::Hyper] = &[$($crate::optimizer::Hyper {
                name: stringify!($field),
                symbol: $symbol,
                default: $default,
                range: $range,
                doc: concat!($($doc),+).trim_ascii(),
            }),*];

            fn from_values(values: &[f64]) -> Self {
                #[allow(unused_mut, unused_variables, reason = "a method may have no hyper-parameters")]
                let mut values = values.iter().copied();
                Self { $($field: values.next().unwrap_or($default)),* }
            }
        }
    };
}
pub(super) use hypers;
