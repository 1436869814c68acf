//! The values that keys change: where they stand now, how they move, how they are said.

use crate::analysis::rates;
use crate::optimizer::Range;
use crate::scene::{Entry, Setting};

use super::state::{Focus, State};

impl State {
    /// The objective's values that can be changed live, in the order of their rows.
    pub fn parameter_settings(&self) -> Vec<Setting> {
        let parameters = 0..self.scene().objective.parameters().len();
        parameters
            .map(Setting::Parameter)
            .chain([Setting::Noise])
            .collect()
    }

    /// The values of the selected optimizer, in the order of their rows.
    pub fn hyper_settings(&self) -> Vec<Setting> {
        let optimizer = self.selected;
        let count = self.selected_entry().map_or(0, |entry| entry.hypers.len());
        (0..count)
            .map(|hyper| Setting::Hyper { optimizer, hyper })
            .collect()
    }

    /// The value that the keys change at present.
    pub fn chosen(&self) -> Option<Setting> {
        match self.focus {
            Focus::LearningRate => {
                let hyper = self.selected_entry()?.declaration().hyper("lr")?;
                Some(Setting::Hyper {
                    optimizer: self.selected,
                    hyper,
                })
            }
            Focus::Hypers(row) => self.hyper_settings().get(row).copied(),
            Focus::Parameters(row) => self.parameter_settings().get(row).copied(),
        }
    }

    /// A value as it is at the step shown: the last event up to there, else the scene's.
    pub fn value(&self, setting: Setting) -> f64 {
        let present = self.present_step_of(setting);
        let events = self.scene().events.iter().rev();
        let mut past = events.filter(|event| event.setting == setting && event.step <= present);
        past.next()
            .map_or_else(|| self.scene().get(setting), |event| event.value)
    }

    /// The setting of the same name in the scene's file; `None` if it has none.
    fn original_setting(&self, setting: Setting) -> Option<Setting> {
        self.original.setting(&self.scene().name(setting)).ok()
    }

    /// A value as the scene's file has it. Where the file does not know it: for an optimizer that was
    /// added, that of its kind in the file, else as it was added, the default or a rate that works;
    /// for all others the present one.
    pub fn original_value(&self, setting: Setting) -> f64 {
        match (self.original_setting(setting), setting) {
            (Some(own), _) => self.original.get(own),
            (None, Setting::Hyper { optimizer, hyper }) => {
                self.added_value(&self.scene().optimizers[optimizer], hyper)
            }
            (None, _) => self.scene().get(setting),
        }
    }

    fn added_value(&self, entry: &Entry, hyper: usize) -> f64 {
        let declaration = entry.declaration();
        let mut known = self.original.optimizers.iter();
        let of_kind = known.find(|known| known.declaration().is_same(declaration));
        if let Some(of_kind) = of_kind {
            return of_kind.hypers[hyper];
        }
        let found = match declaration.hypers[hyper].name {
            "lr" => rates::suit(self.scene(), entry),
            _ => None,
        };
        found.map_or(declaration.hypers[hyper].default, |found| found.rate)
    }

    /// How a value's slider runs and how far a key moves it. A slider without bounds of its own
    /// runs around the value in the scene's file, so that it stands still while the value moves.
    pub fn range(&self, setting: Setting) -> Range {
        match setting {
            Setting::Parameter(_) => match self.original_setting(setting) {
                Some(own) => self.original.range(own),
                None => self.scene().range(setting),
            },
            _ => self.scene().range(setting),
        }
    }

    /// The symbol of a value as the rule writes it.
    pub fn symbol(&self, setting: Setting) -> String {
        match setting {
            Setting::Hyper { optimizer, hyper } => {
                let declaration = self.scene().optimizers[optimizer].declaration();
                declaration.hypers[hyper].symbol.to_owned()
            }
            Setting::Parameter(_) | Setting::Noise => self.scene().name(setting),
        }
    }

    /// What a value means, in one line; empty where nothing is known.
    pub fn doc(&self, setting: Setting) -> &str {
        match setting {
            Setting::Hyper { optimizer, hyper } => {
                self.scene().optimizers[optimizer].declaration().hypers[hyper].doc
            }
            Setting::Parameter(index) => &self.scene().objective.parameters()[index].doc,
            Setting::Noise => "standard deviation of the noise on ∂J/∂x and ∂J/∂y",
        }
    }
}
