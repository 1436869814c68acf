//! A lesson while it is given: which step, what the class answered, and how a step sets the state.
//!
//! Knows how steps follow each other; nothing of how captions look.

use std::sync::Arc;

use crate::analysis::Metrics;
use crate::math::Vec2;
use crate::scene::{Lesson, LessonQuestion, LessonStep, Metric, Quantity, Scene, Setting, Spoken};

use super::camera::Camera;
use super::playback::Playback;
use super::state::{Acts, Focus, State};
use super::view::ViewKind;

/// A lesson that is being given.
#[derive(Debug, Clone)]
pub struct Course {
    lesson: Arc<Lesson>,
    at: usize,
    /// What the class chose.
    pub chosen: Option<usize>,
    /// Whether the answer is shown.
    is_revealed: bool,
    /// The page of a caption that has not room for all of it.
    pub page: usize,
}

impl Course {
    /// The lesson.
    pub fn lesson(&self) -> &Lesson {
        &self.lesson
    }

    /// The step, counted from 0.
    pub fn at(&self) -> usize {
        self.at
    }

    /// What the step says and sets.
    pub fn step(&self) -> &LessonStep {
        &self.lesson.steps[self.at]
    }

    /// The question of the step, and whether its answer is shown.
    pub fn question(&self) -> Option<(&LessonQuestion, bool)> {
        let question = self.step().question.as_ref()?;
        Some((question, self.is_revealed))
    }
}

/// What a caption's number is now.
#[derive(Debug, Clone, PartialEq)]
pub enum Said {
    /// A number that is computed, such as a height or a place.
    Number(f64),
    /// A value that someone has set.
    Value(f64),
    /// A share of something.
    Share(f64),
    /// A count, such as of steps.
    Count(f64),
    /// A word.
    Word(&'static str),
    /// There is none.
    Nothing,
}

impl State {
    /// The state in which a lesson begins.
    pub fn with_lesson(lesson: Arc<Lesson>) -> Self {
        let mut state = Self::new(Scene::clone(&lesson.steps[0].scene));
        state.course = Some(Course {
            lesson,
            at: 0,
            chosen: None,
            is_revealed: false,
            page: 0,
        });
        state.enter_step();
        state
    }

    /// Whether the paths are hidden until a question is answered.
    pub fn is_asked(&self) -> bool {
        let question = self.course.as_ref().and_then(Course::question);
        question.is_some_and(|(_, is_revealed)| !is_revealed)
    }

    /// One step of the lesson on: the answer first, where a question is open.
    pub(super) fn lesson_on(&mut self) {
        if self.is_asked() {
            if let Some(course) = &mut self.course {
                (course.is_revealed, course.page) = (true, 0);
            }
            self.play_step();
            return;
        }
        match &self.course {
            Some(course) if course.at + 1 < course.lesson.steps.len() => {
                self.go_to_lesson_step(course.at + 1);
            }
            Some(_) => {
                self.notice = Some("the lesson ends here: N goes back, o opens a scene".to_owned());
            }
            None => {}
        }
    }

    /// One step back.
    pub(super) fn lesson_back(&mut self) {
        match &self.course {
            Some(course) if course.at > 0 => self.go_to_lesson_step(course.at - 1),
            Some(_) => self.notice = Some("the lesson begins here".to_owned()),
            None => {}
        }
    }

    /// Notes what the class chose.
    pub(super) fn answer(&mut self, choice: usize) {
        if let Some(course) = &mut self.course {
            course.chosen = Some(choice);
        }
    }

    fn go_to_lesson_step(&mut self, at: usize) {
        let is_changed = self.scene().is_changed_from(self.original());
        if is_changed {
            // What a student made of the step is one change away.
            self.history.record(&self.scene().clone(), None);
        }
        if let Some(course) = &mut self.course {
            course.at = at;
            course.chosen = None;
            course.is_revealed = false;
            course.page = 0;
        }
        self.enter_step();
        if is_changed {
            self.notice = Some("your changes are kept: u brings them back".to_owned());
        }
    }

    /// Sets all that the present step sets, whatever was before.
    fn enter_step(&mut self) {
        let Some(course) = &self.course else { return };
        let course = course.clone();
        let step = course.step();
        self.follow(Scene::clone(&step.scene));
        self.original = self.scene().clone();
        self.camera = match step.look {
            Some([x, y]) => Camera { x, y },
            None => Camera::of(&self.scene().view),
        };
        self.equal_units = false;
        let named = step.view.as_deref().and_then(ViewKind::named);
        self.view = named.unwrap_or_default();
        let first = self
            .scene()
            .optimizers
            .iter()
            .position(|entry| entry.enabled);
        self.selected = step.selected.or(first).unwrap_or(0);
        (self.focus, self.acts) = (Focus::default(), Acts::default());
        (self.solo, self.typed, self.overlay) = (false, None, None);
        self.pins.clear();
        self.before = None;
        self.play_step();
    }

    /// Shows the step of the paths that the lesson's step names, or plays up to it.
    fn play_step(&mut self) {
        let Some(course) = &self.course else { return };
        let (step, plays) = (course.step().step, course.step().play);
        let speed = self.playback.clone();
        self.playback = Playback::new(self.scene().run.steps).as_fast_as(&speed);
        let last = step.unwrap_or(u32::MAX);
        if plays && !self.is_asked() {
            self.playback.play_to(last);
        } else {
            self.playback.go_to(last);
        }
    }

    /// What a caption's number is at the step shown.
    pub fn said(&self, spoken: &Spoken) -> Said {
        match spoken {
            Spoken::Status(index) => match self.results().paths.get(*index) {
                Some(path) if self.step_of(*index) >= path.steps() => {
                    Said::Word(path.status.words())
                }
                Some(_) => Said::Word("under way"),
                None => Said::Nothing,
            },
            Spoken::Number(Quantity::Metric(index, metric)) => {
                let number = self.measured(*index, *metric);
                number.map_or(Said::Nothing, |number| match metric {
                    Metric::Waste | Metric::Reversals | Metric::Across => Said::Share(number),
                    Metric::Settled | Metric::Steps => Said::Count(number),
                    Metric::Rate => Said::Value(number),
                    _ => Said::Number(number),
                })
            }
            Spoken::Number(Quantity::Setting(setting)) => {
                self.present(*setting).map_or(Said::Nothing, Said::Value)
            }
            Spoken::Number(quantity) => self.quantity(quantity).map_or(Said::Nothing, Said::Number),
        }
    }

    fn quantity(&self, quantity: &Quantity) -> Option<f64> {
        quantity.value(&|index, metric| self.measured(index, metric), &|setting| {
            self.present(setting)
        })
    }

    /// The value of a setting, if the scene still has it.
    fn present(&self, setting: Setting) -> Option<f64> {
        let is_there = match setting {
            Setting::Hyper { optimizer, hyper } => {
                let entry = self.scene().optimizers.get(optimizer)?;
                hyper < entry.hypers.len()
            }
            Setting::Parameter(index) => index < self.scene().objective.parameters().len(),
            Setting::Noise => true,
        };
        is_there.then(|| self.value(setting))
    }

    fn measured(&self, index: usize, metric: Metric) -> Option<f64> {
        let path = self.results().paths.get(index)?;
        let step = self.step_of(index);
        let point: Vec2 = *path.points.get(step)?;
        Some(match metric {
            Metric::Across => {
                // Kept for no path, since it asks for a Hessian at every step.
                let stages = &self.results().stages;
                let metrics = Metrics::of(&**path, stages).with_across(stages);
                metrics.at(step)?.across?
            }
            Metric::Steps => step as f64,
            Metric::Rate => path.rate(step),
            Metric::X => point.x,
            Metric::Y => point.y,
            _ => self
                .results()
                .metrics
                .get(index)?
                .at(step)?
                .metric(metric)?,
        })
    }
}
