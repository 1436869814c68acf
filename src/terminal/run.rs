//! The loop: waits for what happens, tells the program, shows what it draws.
//!
//! One channel brings everything: bytes from the terminal, signals, and wake-ups from the program's
//! own threads. Without any of them, and nothing moving, it sleeps.

use std::env;
use std::io;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::capabilities::is_mute;
use super::input::{Input, Mouse, Parser};
use super::keyboard::{self, Piece};
use super::message::{Message, Waker};
use super::output::Output;
use super::pixels::Pixels;
use super::program::{Control, Ending, Options, Program};
use super::session::Session;
use super::system::{self, is_orphaned, signals};

/// Frames and ticks come no closer than this: some sixty a second.
const FRAME: Duration = Duration::from_millis(16);
/// More columns and rows than any screen has; beyond them nothing is drawn.
const LARGEST: (u16, u16) = (1000, 500);

/// The size of a screen that does not tell it.
const UNKNOWN: (u16, u16) = (80, 24);

/// Runs a program on the terminal until it ends. The terminal is given back in any case.
///
/// # Errors
/// Only where the terminal cannot be taken; one that goes away later is an [`Ending`].
pub fn run(program: &mut impl Program, options: Options) -> io::Result<Ending> {
    let (sender, messages) = mpsc::channel();
    let keys = system::keyboard::open()?;
    signals::report(sender.clone())?;
    let session = Session::take({
        let sender = sender.clone();
        move || {
            let _ = sender.send(Message::Panicked);
        }
    })?;
    let pieces = keyboard::read(keys, sender.clone())?;
    program.begin(Waker(sender));
    let mut screen = Loop {
        program,
        session,
        messages,
        pieces,
        parser: Parser::default(),
        output: Output::new(options.depth),
        pixels: Pixels::new(options.pixels),
        buffer: Buffer::default(),
        mouse: false,
        start: Instant::now(),
        ticked: None,
        next_frame: Duration::ZERO,
        redraw: true,
        continues: false,
        ending: None,
    };
    let asked = options.ask_background && !is_mute(&env::var("TERM").unwrap_or_default());
    Ok(screen.run(asked))
}

struct Loop<'a, P> {
    program: &'a mut P,
    session: Session,
    messages: Receiver<Message>,
    pieces: Receiver<Piece>,
    parser: Parser,
    output: Output,
    pixels: Pixels,
    buffer: Buffer,
    /// Whether the mouse is ours at present.
    mouse: bool,
    start: Instant,
    /// When the program was ticked last.
    ticked: Option<Duration>,
    /// The next frame is drawn no earlier.
    next_frame: Duration,
    /// Whether to draw although the program does not need it.
    redraw: bool,
    /// Whether the process is about to be told that it was continued.
    continues: bool,
    ending: Option<Ending>,
}

impl<P: Program> Loop<'_, P> {
    fn run(&mut self, ask_background: bool) -> Ending {
        if ask_background {
            // The first frame does not wait for the answer; it corrects the colours when it comes.
            self.write(b"\x1b]11;?\x07");
        }
        self.write(self.pixels.questions().as_bytes());
        self.measure();
        loop {
            self.tick_if_due(false);
            self.set_mouse();
            if let Some(ending) = self.ending {
                return ending;
            }
            if self.wants_frame() && self.now() >= self.next_frame {
                self.next_frame = self.now() + FRAME;
                self.draw();
            }
            self.wait();
        }
    }

    fn now(&self) -> Duration {
        self.start.elapsed()
    }

    fn wants_frame(&self) -> bool {
        self.redraw || self.program.needs_drawing()
    }

    /// Sleeps until something happens or is due, then takes in all that has happened.
    fn wait(&mut self) {
        if self.ending.is_some() {
            return;
        }
        let first = match self.deadline() {
            None => self
                .messages
                .recv()
                .map_err(|_| RecvTimeoutError::Disconnected),
            Some(deadline) => {
                let left = deadline.saturating_sub(self.now());
                self.messages.recv_timeout(left)
            }
        };
        match first {
            Ok(message) => self.take_in(message),
            Err(RecvTimeoutError::Timeout) => {}
            // Cannot be while the signals' thread has a sender; if so, nothing can come any more.
            Err(RecvTimeoutError::Disconnected) => self.ending = Some(Ending::Gone),
        }
        let until = self.now() + FRAME;
        while self.ending.is_none() && self.now() < until {
            let Ok(message) = self.messages.try_recv() else {
                // Nothing else has come by now.
                let inputs = self.parser.wait(Instant::now());
                self.hand_on(inputs);
                break;
            };
            self.take_in(message);
        }
    }

    /// The earliest time at which something is to be done; `None` if nothing is.
    fn deadline(&self) -> Option<Duration> {
        let frame = self.wants_frame().then_some(self.next_frame);
        let key = self.parser.deadline();
        let key = key.map(|at| at.saturating_duration_since(self.start));
        [frame, key, self.tick_due()].into_iter().flatten().min()
    }

    fn tick_due(&self) -> Option<Duration> {
        let earliest = self.ticked.map_or(Duration::ZERO, |ticked| ticked + FRAME);
        Some(self.program.next_tick()?.max(earliest))
    }

    fn tick_if_due(&mut self, woken: bool) {
        let now = self.now();
        if woken || self.tick_due().is_some_and(|due| due <= now) {
            self.ticked = Some(now);
            self.program.tick(now);
            self.obey();
        }
    }

    fn take_in(&mut self, message: Message) {
        match message {
            Message::Input => {
                // Each piece is there before its message.
                if let Ok(Piece { bytes, at }) = self.pieces.try_recv() {
                    let inputs = self.parser.take(&bytes, at);
                    self.hand_on(inputs);
                }
            }
            Message::Resized => self.measure(),
            Message::Woken => self.tick_if_due(true),
            Message::Stop => self.suspend(),
            // Without `continues`, the process was stopped by a signal that cannot be caught.
            Message::Continued => {
                if !std::mem::take(&mut self.continues) {
                    self.retake();
                }
            }
            Message::Gone => self.end(Ending::Gone),
            Message::End(signal) => self.end(Ending::Signal(signal)),
            Message::Panicked => self.end(Ending::Panicked),
        }
    }

    fn end(&mut self, ending: Ending) {
        self.ending.get_or_insert(ending);
    }

    fn hand_on(&mut self, inputs: Vec<Input>) {
        for input in inputs {
            if self.ending.is_some() {
                break;
            }
            match input {
                // The wrong colours are shown no longer than they must.
                Input::Background(_) => self.next_frame = self.next_frame.min(self.now()),
                Input::Mouse(_) if self.buffer.area.is_empty() => continue,
                Input::Pixels(reply) => {
                    self.redraw |= self.pixels.hear(reply);
                    continue;
                }
                _ => {}
            }
            let input = self.on_screen(input);
            self.program.input(input);
            self.obey();
        }
    }

    /// The input with the mouse inside of the screen.
    fn on_screen(&self, input: Input) -> Input {
        match input {
            Input::Mouse(mouse) => Input::Mouse(Mouse {
                column: mouse.column.min(self.buffer.area.width.saturating_sub(1)),
                row: mouse.row.min(self.buffer.area.height.saturating_sub(1)),
                ..mouse
            }),
            other => other,
        }
    }

    /// Does what the program asks for.
    fn obey(&mut self) {
        while let Some(control) = self.program.control() {
            match control {
                Control::Leave => return self.end(Ending::Left),
                // A signal comes from someone who can send another; after a key, a shell has to.
                Control::Suspend if is_orphaned() => {}
                Control::Suspend => self.suspend(),
                Control::Redraw => self.forget(),
                Control::Copy(text) => {
                    let text = STANDARD.encode(text);
                    self.write(format!("\x1b]52;c;{text}\x07").as_bytes());
                }
            }
        }
    }

    fn suspend(&mut self) {
        self.session.give_back();
        self.continues = true;
        if signals::stop().is_err() {
            self.continues = false;
        }
        self.retake();
    }

    fn retake(&mut self) {
        if self.session.retake().is_err() {
            self.end(Ending::Gone);
        }
        self.mouse = false;
        self.forget();
        self.measure();
    }

    fn forget(&mut self) {
        self.output.forget();
        self.pixels.forget();
        self.redraw = true;
    }

    /// Asks for the size of the screen, and tells the program if it is another.
    fn measure(&mut self) {
        let [cells, pixels] = system::size();
        self.pixels.measure(cells, pixels);
        let (columns, rows) = cells;
        // A terminal that does not know its size is one of the old ones, or like them.
        let (columns, rows) = match (columns, rows) {
            (0, 0) => UNKNOWN,
            known => known,
        };
        let area = Rect::new(0, 0, columns.min(LARGEST.0), rows.min(LARGEST.1));
        if area != self.buffer.area {
            self.buffer.resize(area);
            // A screen that is cleared has no images either.
            self.pixels.forget();
            self.redraw = true;
            self.program.input(Input::Resize(area.width, area.height));
            self.obey();
        }
    }

    fn set_mouse(&mut self) {
        let wanted = self.program.wants_mouse();
        if wanted != self.mouse {
            self.mouse = wanted;
            if self.session.set_mouse(wanted).is_err() {
                self.end(Ending::Gone);
            }
        }
    }

    fn draw(&mut self) {
        self.redraw = false;
        let area = self.buffer.area;
        self.buffer.reset();
        let layers = self.program.draw(&mut self.buffer, self.pixels.cell());
        if !layers.is_empty() {
            self.session.note_images();
        }
        // What the buffer holds after the frame is the last one, of the size that was then.
        let bytes = self
            .pixels
            .frame(&mut self.output, &mut self.buffer, &layers);
        let written = self.session.write(bytes);
        self.buffer.resize(area);
        if written.is_err() {
            self.end(Ending::Gone);
        }
    }

    fn write(&mut self, bytes: &[u8]) {
        if self.session.write(bytes).is_err() {
            self.end(Ending::Gone);
        }
    }
}
