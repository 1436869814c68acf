//! The time line: a cursor over finished paths, and how it moves.

use std::time::Duration;

/// How long one play through the whole scene lasts at speed 1.
pub const WHOLE: Duration = Duration::from_secs(6);

/// The speeds, slowest first.
const SPEEDS: [f64; 9] = [0.125, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0];

/// A cursor over the steps of a scene.
#[derive(Debug, Clone, PartialEq)]
pub struct Playback {
    /// Whether it moves by itself.
    pub playing: bool,
    /// The last step.
    steps: u32,
    /// Where it is; the whole part is the step shown.
    position: f64,
    speed: usize,
    /// The step at which it rests, where that is not the last.
    until: Option<u32>,
}

impl Playback {
    /// A cursor at the first of these steps, playing.
    pub fn new(steps: u32) -> Self {
        Self {
            playing: true,
            steps,
            position: 0.0,
            speed: 3,
            until: None,
        }
    }

    /// The same at the speed of another.
    pub fn as_fast_as(self, other: &Self) -> Self {
        Self {
            speed: other.speed,
            ..self
        }
    }

    /// Plays from the start up to a step, or to the last, and rests there.
    pub fn play_to(&mut self, step: u32) {
        (self.playing, self.position) = (self.steps > 0, 0.0);
        self.until = Some(step.min(self.steps));
    }

    /// The step shown.
    pub fn step(&self) -> u32 {
        (self.position as u32).min(self.steps)
    }

    /// The last step.
    pub fn steps(&self) -> u32 {
        self.steps
    }

    /// How many times faster than usual it plays.
    pub fn speed(&self) -> f64 {
        SPEEDS[self.speed]
    }

    /// Plays faster or slower.
    pub fn change_speed(&mut self, faster: bool) {
        self.speed = if faster {
            (self.speed + 1).min(SPEEDS.len() - 1)
        } else {
            self.speed.saturating_sub(1)
        };
    }

    /// Goes to a step, or to the last one, and rests there.
    pub fn go_to(&mut self, step: u32) {
        self.playing = false;
        self.until = None;
        self.position = f64::from(step.min(self.steps));
    }

    /// Moves by whole steps and rests there.
    pub fn move_by(&mut self, steps: i64) {
        let target = i64::from(self.step()) + steps;
        self.go_to(u32::try_from(target.max(0)).unwrap_or(u32::MAX));
    }

    /// Plays or pauses; at the end it begins again.
    pub fn toggle(&mut self) {
        self.playing = !self.playing;
        self.until = None;
        if self.playing && self.step() == self.steps {
            self.position = 0.0;
        }
    }

    /// Another number of steps; the cursor stays, or moves to the new end.
    pub fn set_steps(&mut self, steps: u32) {
        self.steps = steps;
        self.position = self.position.min(f64::from(steps));
    }

    /// Lets time pass; at the end it rests.
    pub fn advance(&mut self, elapsed: Duration) {
        if self.playing {
            let per_second = f64::from(self.steps) / WHOLE.as_secs_f64() * self.speed();
            self.position += elapsed.as_secs_f64() * per_second;
            let end = self.until.unwrap_or(self.steps);
            if self.position >= f64::from(end) {
                self.go_to(end);
            }
        }
    }

    /// How long until another step is shown; `None` while it rests.
    pub fn until_next_step(&self) -> Option<Duration> {
        if !self.playing {
            return None;
        }
        let per_second = f64::from(self.steps).max(1.0) / WHOLE.as_secs_f64() * self.speed();
        let rest = (self.position.floor() + 1.0 - self.position) / per_second;
        Some(Duration::from_secs_f64(rest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_plays_once_in_six_seconds_and_rests_at_the_end() {
        let mut playback = Playback::new(60);
        playback.advance(Duration::from_secs(3));
        assert_eq!(playback.step(), 30);
        playback.advance(Duration::from_millis(2990));
        assert!(playback.playing);
        playback.advance(Duration::from_millis(20));
        assert_eq!((playback.step(), playback.playing), (60, false));
        playback.toggle();
        assert_eq!((playback.step(), playback.playing), (0, true));
    }

    #[test]
    fn every_wake_up_shows_another_step() {
        let mut playback = Playback::new(7);
        let mut last = playback.step();
        while let Some(wait) = playback.until_next_step() {
            playback.advance(wait + Duration::from_nanos(2));
            assert_eq!(playback.step(), last + 1);
            last = playback.step();
        }
        assert_eq!(last, 7);
    }

    #[test]
    fn steps_beyond_the_ends_stop_there() {
        let mut playback = Playback::new(20);
        playback.move_by(-5);
        assert_eq!(playback.step(), 0);
        playback.move_by(i64::from(u32::MAX) * 2);
        assert_eq!(playback.step(), 20);
        playback.set_steps(10);
        assert_eq!(playback.step(), 10);
        Playback::new(0).until_next_step();
    }
}
