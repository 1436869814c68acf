//! Threads that do the work which the state wants, while the screen goes on.
//!
//! Knows what is wanted now and what is under way; nothing of what it means.

use std::collections::VecDeque;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use crate::terminal::Waker;
use crate::work::{Job, Product, Progress, SLICE, Stop, Task, Ticket};

/// More threads would leave none for the screen.
const MOST: usize = 2;

/// The threads. They end when this is dropped.
pub(super) struct Workers {
    shared: Arc<Shared>,
    products: Receiver<(Ticket, Product)>,
    sender: Sender<(Ticket, Product)>,
    threads: Vec<JoinHandle<()>>,
    waker: Option<Waker>,
}

#[derive(Default)]
struct Shared {
    queue: Mutex<Queue>,
    changed: Condvar,
}

#[derive(Default)]
struct Queue {
    waiting: VecDeque<(Ticket, Work)>,
    /// All that is wanted and was begun, and how to stop it.
    live: Vec<(Ticket, Stop)>,
    is_over: bool,
}

enum Work {
    New(Job, Stop),
    Begun(Box<dyn Task>),
}

impl Workers {
    /// No threads yet.
    pub(super) fn new() -> Self {
        let (sender, products) = mpsc::channel();
        Self {
            shared: Arc::default(),
            products,
            sender,
            threads: Vec::new(),
            waker: None,
        }
    }

    /// Calls this from now on when there is something to hear.
    pub(super) fn begin(&mut self, waker: Waker) {
        self.waker = Some(waker);
    }

    /// Begins what is wanted, and drops what is not.
    pub(super) fn want(&mut self, wanted: Vec<(Ticket, Job)>) {
        let mut queue = self.shared.lock();
        if wanted.is_empty() && queue.live.is_empty() {
            return;
        }
        queue.live.retain(|(ticket, stop)| {
            let is_wanted = wanted.iter().any(|(wanted, _)| wanted == ticket);
            stop.store(!is_wanted, Ordering::Relaxed);
            is_wanted
        });
        let Queue { waiting, live, .. } = &mut *queue;
        waiting.retain(|(ticket, _)| live.iter().any(|(live, _)| live == ticket));
        for (ticket, job) in wanted {
            if live.iter().all(|(live, _)| *live != ticket) {
                let stop = Stop::default();
                live.push((ticket, Arc::clone(&stop)));
                waiting.push_back((ticket, Work::New(job, stop)));
            }
        }
        drop(queue);
        self.shared.changed.notify_all();
        self.spawn();
    }

    /// What has come since this was asked last.
    pub(super) fn products(&self) -> Vec<(Ticket, Product)> {
        self.products.try_iter().collect()
    }

    fn spawn(&mut self) {
        let Some(waker) = &self.waker else { return };
        let cores = thread::available_parallelism().map_or(1, usize::from);
        while self.threads.len() < cores.min(MOST) {
            let (shared, sender) = (Arc::clone(&self.shared), self.sender.clone());
            let waker = waker.clone();
            let tell = move |ticket, product| {
                // Nobody listens any more when the program is already leaving.
                let _ = sender.send((ticket, product));
                waker.wake();
            };
            let thread = thread::Builder::new()
                .name("work".into())
                .spawn(move || work(&shared, tell));
            match thread {
                Ok(thread) => self.threads.push(thread),
                // With the threads there are, or later.
                Err(_) => return,
            }
        }
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        let mut queue = self.shared.lock();
        queue.is_over = true;
        for (_, stop) in &queue.live {
            stop.store(true, Ordering::Relaxed);
        }
        drop(queue);
        self.shared.changed.notify_all();
        for thread in self.threads.drain(..) {
            // One that panicked has said so.
            let _ = thread.join();
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Queue> {
        // No one panics while holding it.
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next work; `None` when all is over.
    fn next(&self) -> Option<(Ticket, Work)> {
        let mut queue = self.lock();
        loop {
            if queue.is_over {
                return None;
            }
            if let Some(work) = queue.waiting.pop_front() {
                return Some(work);
            }
            let woken = self.changed.wait(queue);
            queue = woken.unwrap_or_else(PoisonError::into_inner);
        }
    }
}

fn work(shared: &Shared, tell: impl Fn(Ticket, Product)) {
    while let Some((ticket, work)) = shared.next() {
        let mut task = match work {
            Work::New(job, stop) => job.begin(stop),
            Work::Begun(task) => task,
        };
        loop {
            let progress = task.advance(SLICE);
            let mut queue = shared.lock();
            if queue.is_over || queue.live.iter().all(|(live, _)| *live != ticket) {
                break;
            }
            let yields = task.yields() && !queue.waiting.is_empty();
            match progress {
                Progress::Begun => {}
                Progress::SoFar(product) => tell(ticket, product),
                Progress::Done(product) => {
                    tell(ticket, product);
                    break;
                }
            }
            if yields {
                queue.waiting.push_back((ticket, Work::Begun(task)));
                break;
            }
        }
    }
}
