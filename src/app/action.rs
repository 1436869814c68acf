//! The one table of actions: what each is called, says of itself, and which keys it has.
//!
//! Dispatch, help, footer, lists and documentation all read it, so that none can drift.

/// A row of the table.
#[derive(Debug)]
pub struct Row {
    /// The action.
    pub action: Action,
    /// Its name in lists: `"toggle-play"`.
    pub name: &'static str,
    /// One line of what it does.
    pub doc: &'static str,
    /// The heading it stands under in help.
    pub group: &'static str,
    /// Its keys; the first is the one that hints show.
    pub keys: &'static [&'static str],
    /// Its word in the footer; empty for those that do not stand there.
    pub hint: &'static str,
}

/// Makes the enum and its table from rows: doc comment, variant, name, keys, and the word of the
/// footer where it has one.
macro_rules! actions {
    ($($group:literal { $(
        #[doc = $doc:literal]
        $action:ident $name:literal [$($key:literal),*] $(hint $hint:literal)?;
    )* })*) => {
        /// What a key can ask for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Action {
            $($(#[doc = $doc] $action,)*)*
        }

        /// Every action, in the order of help.
        pub const TABLE: &[Row] = &[$($(Row {
            action: Action::$action,
            name: $name,
            doc: $doc.trim_ascii(),
            group: $group,
            keys: &[$($key),*],
            hint: concat!($($hint)?),
        },)*)*];
    };
}

actions! {
    "Time" {
        /// Play or pause.
        TogglePlay "toggle-play" ["space"] hint "play";
        /// One step back.
        StepBack "step-back" ["left"] hint "step";
        /// One step on.
        StepForward "step-forward" ["right"] hint "step";
        /// Ten steps back.
        JumpBack "jump-back" ["shift-left", "pageup"];
        /// Ten steps on.
        JumpForward "jump-forward" ["shift-right", "pagedown"];
        /// To the first step.
        ToStart "to-start" ["home"];
        /// To the last step.
        ToEnd "to-end" ["end"];
        /// The events: read, go to or remove one.
        Events "events" ["T"];
        /// Play slower.
        Slower "slower" [","];
        /// Play faster.
        Faster "faster" ["."];
    }
    "Values" {
        /// The next optimizer, or the next value.
        SelectNext "select-next" ["tab", "down"] hint "next";
        /// The one before.
        SelectPrevious "select-previous" ["backtab", "up"];
        /// Raise the rate, or the chosen value.
        Increase "increase" ["+", "="] hint "learning rate";
        /// Lower it.
        Decrease "decrease" ["-", "_"] hint "learning rate";
        /// Raise it along 1, 2, 5, 10.
        IncreaseMuch "increase-much" ["]", ">"];
        /// Lower it along 10, 5, 2, 1.
        DecreaseMuch "decrease-much" ["[", "<"];
        /// More steps.
        MoreSteps "more-steps" ["}"];
        /// Fewer steps.
        FewerSteps "fewer-steps" ["{"];
        /// Another seed, where anything is random.
        NextSeed "next-seed" ["S"];
        /// Open all values; a digit types one.
        Open "open-values" ["enter"] hint "all values";
        /// Open the objective's parameters.
        Parameters "parameters" ["p"] hint "objective";
        /// Edit the formula: every path follows.
        EditFormula "edit-formula" ["e"];
        /// The selected method's rule on the board.
        EditRule "edit-rule" ["E"];
        /// Back to the scene's own value.
        Reset "reset-value" ["backspace", "0"];
        /// Give every optimizer a rate that works here.
        FitRates "fit-rates" ["F"];
        /// Look for every optimizer's best rate here.
        TuneRates "tune-rates" ["B"];
        /// Close what is open.
        Close "close" ["esc"];
        /// Changes act from the start, or from here on.
        ToggleActs "toggle-from-here" ["m"] hint "from here on";
    }
    "Optimizers" {
        /// Hide or show the selected optimizer.
        ToggleHidden "toggle-hidden" ["x"];
        /// Show the selected one alone, or all.
        ToggleSolo "toggle-solo" ["s"] hint "solo";
        /// Add one of all that there are.
        AddOptimizer "add-optimizer" ["a"] hint "add";
        /// Double the selected one.
        DuplicateOptimizer "duplicate-optimizer" ["d"];
        /// Remove the selected one.
        RemoveOptimizer "remove-optimizer" ["delete"];
        /// Hide or show the recorded paths.
        ToggleRecorded "toggle-recorded" ["R"];
    }
    "Charts" {
        /// Another quantity in the lowest chart.
        NextChart "next-chart" ["c"] hint "chart";
        /// Equal steps for all, or equal evaluations.
        ToggleRace "toggle-race" ["v"];
    }
    "View" {
        /// Keep the map beside any other view, or not.
        ToggleSplit "toggle-split" ["|"];
        /// The map.
        ShowMap "view-map" ["1"];
        /// A map for each optimizer.
        ShowSmallMaps "view-small-maps" ["2"];
        /// The heights in space; hjkl turn, A scales.
        ShowSurface "view-surface" ["3"];
        /// Six quantities over the steps.
        ShowCharts "view-charts" ["4"];
        /// The selected rule with its numbers.
        ShowInspector "view-inspector" ["5"];
        /// What comes of each learning rate.
        ShowRates "view-rates" ["6"];
        /// Which minimum each start leads to.
        ShowBasins "view-basins" ["7"];
        /// The decay of each mode, predicted and real.
        ShowSpectrum "view-spectrum" ["8"];
        /// Cuts through the selected head.
        ShowProfile "view-profile" ["9"];
        /// The next view, phase and data, too.
        NextView "next-view" ["V"];
        /// Keep this start, too, when it moves on.
        KeepStart "keep-start" ["O"];
        /// The selected one from many starts, or seeds.
        NextEnsemble "next-ensemble" ["C"];
        /// Hide the methods' names, or tell them.
        ToggleNames "toggle-names" ["X"];
        /// Pin the paths as pale ghosts.
        Pin "pin" ["g"];
        /// Take the last pin away.
        Unpin "unpin" ["G"];
    }
    "Map" {
        /// Zoom in.
        ZoomIn "zoom-in" ["z"];
        /// Zoom out.
        ZoomOut "zoom-out" ["Z"];
        /// The scene's own view again.
        Fit "fit" ["f"];
        /// Equal or free aspect.
        ToggleAspect "toggle-aspect" ["A"];
        /// Pan left.
        PanLeft "pan-left" ["h"];
        /// Pan down.
        PanDown "pan-down" ["j"];
        /// Pan up.
        PanUp "pan-up" ["k"];
        /// Pan right.
        PanRight "pan-right" ["l"];
        /// Move the start left.
        StartLeft "start-left" ["H"];
        /// Move the start down.
        StartDown "start-down" ["J"];
        /// Move the start up.
        StartUp "start-up" ["K"];
        /// Move the start right.
        StartRight "start-right" ["L"];
    }
    "Scenes" {
        /// The next scene, or on in a lesson.
        NextScene "next-scene" ["n"] hint "scene";
        /// The scene before, or back in a lesson.
        PreviousScene "previous-scene" ["N"];
        /// Choose a scene from the list.
        ChooseScene "choose-scene" ["o"];
        /// About the scene, and the signs on the map.
        About "about-scene" ["i"] hint "about";
        /// Undo the last change.
        Undo "undo" ["u"];
        /// What was done: go back to any of it.
        ListChanges "list-changes" ["D"];
        /// Redo what was undone.
        Redo "redo" ["U"];
        /// Start over with the scene in its file.
        Restart "restart" ["r"];
        /// Save the scene; comments and order stay.
        Save "save" ["w"];
        /// Save the scene and the view with it.
        SaveView "save-view" ["W"];
        /// Write what is shown as a picture, a PNG.
        WritePicture "write-picture" ["P"];
    }
    "Program" {
        /// Any action or value by name.
        Palette "palette" [":"];
        /// Blank the screen until the next key.
        Blank "blank-screen" ["b"];
        /// The dark theme or the light one.
        ToggleTheme "toggle-theme" ["t"];
        /// Use the mouse, or leave it alone.
        ToggleMouse "toggle-mouse" ["M"];
        /// Draw the whole screen anew.
        Redraw "redraw" ["ctrl-l"];
        /// Stop, and give the terminal back.
        Suspend "suspend" ["ctrl-z"];
        /// Show or close this help.
        Help "help" ["?", "f1"] hint "help";
        /// Leave; asks once if something is unsaved.
        Quit "quit" ["q"] hint "leave";
        /// Leave at once.
        Leave "leave" ["Q", "ctrl-c"];
    }
}

impl Action {
    /// Its row of the table.
    pub fn row(self) -> &'static Row {
        // The table is made from the same rows as the enum, in the same order.
        &TABLE[self as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::super::key::Key;
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_name_and_no_key_stands_twice() {
        let names: HashSet<&str> = TABLE.iter().map(|row| row.name).collect();
        assert_eq!(names.len(), TABLE.len());
        let keys: Vec<Key> = TABLE
            .iter()
            .flat_map(|row| row.keys)
            .map(|name| {
                name.parse()
                    .expect("every key of the table has a valid name")
            })
            .collect();
        assert_eq!(keys.iter().collect::<HashSet<_>>().len(), keys.len());
    }

    #[test]
    fn every_action_finds_its_row_and_says_what_it_does() {
        for row in TABLE {
            assert_eq!(row.action.row().name, row.name);
            assert!(row.doc.ends_with('.'), "{}", row.name);
            assert!(!row.keys.is_empty());
        }
    }
}
