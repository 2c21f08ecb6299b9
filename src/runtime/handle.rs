//! A loop seen from outside, while a driver turns it.

use std::sync::Arc;

use super::context;
use super::state::Core;
use super::trace::{TaskId, Trace};

/// A handle of a loop, to look at it and to wake its driver while the driver owns the loop.
///
/// ```
/// use coroscope::runtime::{EventLoop, LoopHandle, Options, TimeSource};
///
/// let event_loop = EventLoop::new(TimeSource::virtual_time(), Options::default());
/// let handle: LoopHandle = event_loop.handle();
/// event_loop.advance_to(2_000);
/// assert_eq!(handle.now_us(), event_loop.now_us());
/// ```
#[derive(Clone, Debug)]
pub struct LoopHandle {
    pub(super) core: Arc<Core>,
}

/// A handle of the current loop, and the task that it is polling.
///
/// ```
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::trace::TaskId;
/// use coroscope::runtime::{Options, current_loop, spawn};
///
/// let trace = simulate(Options::default(), async {
///     let (main_loop, main) = current_loop();
///     assert_eq!(main, Some(TaskId(0)));
///     let (same_loop, other) = spawn(async { current_loop() }).await;
///     assert_eq!(other, Some(TaskId(1)));
///     assert!(same_loop.is_same(&main_loop));
/// });
/// assert_eq!(trace.last_us(), 0);
/// ```
///
/// # Panics
///
/// Outside of a loop.
#[must_use]
pub fn current_loop() -> (LoopHandle, Option<TaskId>) {
    let core = context::core();
    let task = core.lock().current.map(|current| current.task);
    (LoopHandle { core }, task)
}

impl LoopHandle {
    /// Wakes the driver, so that it looks again at what there is to do. Does nothing while the
    /// driver does not sleep.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use std::sync::atomic::{AtomicBool, Ordering};
    /// use std::task::{Context, Wake};
    /// use coroscope::runtime::{EventLoop, Options, TimeSource};
    ///
    /// struct Driver(AtomicBool);
    /// impl Wake for Driver {
    ///     fn wake(self: Arc<Self>) {
    ///         self.0.store(true, Ordering::Relaxed);
    ///     }
    /// }
    ///
    /// let event_loop = EventLoop::new(TimeSource::virtual_time(), Options::default());
    /// let driver = Arc::new(Driver(AtomicBool::new(false)));
    /// let waker = Arc::clone(&driver).into();
    /// assert!(event_loop.poll_woken(&Context::from_waker(&waker)).is_pending());
    /// event_loop.handle().wake();
    /// assert!(driver.0.load(Ordering::Relaxed));
    /// ```
    pub fn wake(&self) {
        let driver = self.core.lock().driver.take();
        if let Some(driver) = driver {
            driver.wake();
        }
    }

    /// The time of the loop's clock, in microseconds.
    ///
    /// ```
    /// use std::time::Duration;
    /// use coroscope::drivers::simulation::simulate;
    /// use coroscope::runtime::{Options, current_loop, sleep};
    ///
    /// let trace = simulate(Options::default(), async {
    ///     let (handle, _) = current_loop();
    ///     sleep(Duration::from_millis(3)).await;
    ///     assert_eq!(handle.now_us(), 3_000);
    /// });
    /// assert_eq!(trace.last_us(), 3_000);
    /// ```
    #[must_use]
    pub fn now_us(&self) -> u64 {
        self.core.lock().clock.now_us()
    }

    /// When the loop's clock began, in milliseconds since 1970; `None` for a virtual clock.
    ///
    /// ```
    /// use coroscope::runtime::{EventLoop, Options, TimeSource};
    ///
    /// let [measured, simulated] = [TimeSource::wall(), TimeSource::virtual_time()]
    ///     .map(|clock| EventLoop::new(clock, Options::default()).handle());
    /// assert!(measured.began_epoch_ms().is_some());
    /// assert_eq!(simulated.began_epoch_ms(), None);
    /// ```
    #[must_use]
    pub fn began_epoch_ms(&self) -> Option<f64> {
        self.core.lock().clock.began_epoch_ms()
    }

    /// The loop records at most this many events; `None` if it records nothing.
    ///
    /// ```
    /// use coroscope::runtime::{EventLoop, Options, TimeSource};
    ///
    /// let options = Options { capacity: Some(100), ..Options::default() };
    /// let event_loop = EventLoop::new(TimeSource::virtual_time(), options);
    /// assert_eq!(event_loop.handle().capacity(), Some(100));
    /// ```
    #[must_use]
    pub fn capacity(&self) -> Option<usize> {
        self.core.lock().trace.as_ref().map(Trace::capacity)
    }

    /// Whether both are handles of the same loop.
    ///
    /// ```
    /// use coroscope::runtime::{EventLoop, Options, TimeSource};
    ///
    /// let [first, second] =
    ///     [(); 2].map(|()| EventLoop::new(TimeSource::virtual_time(), Options::default()));
    /// assert!(first.handle().is_same(&first.handle()));
    /// assert!(!first.handle().is_same(&second.handle()));
    /// ```
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.core, &other.core)
    }

    /// Changes the trace, to record what only a driver or a worker knows. Returns what `edit`
    /// returns; `None` if nothing is recorded.
    ///
    /// The loop is locked meanwhile, so the function must not turn it or touch its tasks.
    ///
    /// ```
    /// use coroscope::runtime::trace::TaskId;
    /// use coroscope::runtime::{EventLoop, Options, TimeSource};
    ///
    /// let event_loop = EventLoop::new(TimeSource::virtual_time(), Options::default());
    /// let add = |name: &str| {
    ///     event_loop.handle().edit_trace(|trace| trace.add_worker(TaskId(0), name.to_owned()))
    /// };
    /// assert_eq!((add("first"), add("second")), (Some(0), Some(1)));
    /// ```
    pub fn edit_trace<T>(&self, edit: impl FnOnce(&mut Trace) -> T) -> Option<T> {
        self.core.lock().trace.as_mut().map(edit)
    }

    /// Looks at the trace so far. It is `None` if nothing is recorded, or if the trace was taken
    /// out.
    ///
    /// The loop is locked meanwhile, so the function must not turn it or touch its tasks.
    ///
    /// ```
    /// use coroscope::drivers::simulation::simulate;
    /// use coroscope::runtime::{Options, current_loop, log};
    ///
    /// let trace = simulate(Options::default(), async {
    ///     log("the first");
    ///     let (handle, _) = current_loop();
    ///     let lines = handle.with_trace(|trace| trace.map(|trace| trace.output().len()));
    ///     assert_eq!(lines, Some(1));
    ///     log("the second");
    /// });
    /// assert_eq!(trace.output().len(), 2);
    /// ```
    pub fn with_trace<T>(&self, look: impl FnOnce(Option<&Trace>) -> T) -> T {
        look(self.core.lock().trace.as_ref())
    }
}
