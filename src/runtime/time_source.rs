//! What time it is: for real, or in a simulation.

use super::trace;

/// Where one loop has its time from. It counts microseconds from the moment when it began.
///
/// ```
/// use coroscope::runtime::TimeSource;
///
/// let simulated = TimeSource::Virtual { now_us: 2_000 };
/// assert_eq!(simulated.now_us(), 2_000);
/// ```
#[derive(Clone, Copy, Debug)]
pub enum TimeSource {
    /// Real time. In a browser this is `performance.now()`, because `Instant::now()` panics there.
    Wall(Wall),
    /// Time that passes only when a driver moves it.
    Virtual {
        /// The time now, in microseconds.
        now_us: u64,
    },
}

/// Real time, perhaps sped up.
#[derive(Clone, Copy, Debug)]
pub struct Wall {
    origin: wall::Origin,
    /// How many times as fast as real time the clock goes.
    scale: u32,
    /// Since when it goes that fast, in microseconds of real time.
    scaled_from_us: u64,
}

impl Wall {
    fn of(origin: wall::Origin) -> Self {
        Self { origin, scale: 1, scaled_from_us: 0 }
    }

    fn now_us(self) -> u64 {
        let real_us = self.origin.elapsed_us();
        if self.scale == 1 {
            return real_us;
        }
        let scaled_us = real_us.saturating_sub(self.scaled_from_us);
        scaled_us.saturating_mul(self.scale.into()).saturating_add(real_us - scaled_us)
    }

    /// Keeps the thread busy until a time of this clock.
    pub(super) fn spin_until(self, until_us: u64) {
        let scaled_us = until_us.saturating_sub(self.scaled_from_us);
        let unscaled_us = until_us - scaled_us;
        self.origin.spin_until(unscaled_us + scaled_us.div_ceil(self.scale.into()));
    }
}

impl TimeSource {
    /// A real clock that begins now.
    ///
    /// ```
    /// use coroscope::runtime::TimeSource;
    ///
    /// let clock = TimeSource::wall();
    /// let before_us = clock.now_us();
    /// std::thread::sleep(std::time::Duration::from_millis(2));
    /// assert!(clock.now_us() >= before_us + 2_000);
    /// ```
    #[must_use]
    pub fn wall() -> Self {
        Self::Wall(Wall::of(wall::Origin::now()))
    }

    /// The real clock of another thread, read on this thread. It began at `began_epoch_ms`
    /// milliseconds since 1970, and has reached at least `reached_ms` milliseconds by now.
    ///
    /// Threads may disagree a little about the time. Then `reached_ms` counts, so that nothing
    /// happens before it was asked for.
    ///
    /// ```
    /// use coroscope::runtime::TimeSource;
    ///
    /// let page = TimeSource::wall();
    /// let began_ms = page.began_epoch_ms().expect("a real clock has a beginning");
    /// let worker = TimeSource::wall_since(began_ms, 20.0);
    /// assert!(worker.now_us() >= 20_000);
    /// ```
    #[must_use]
    pub fn wall_since(began_epoch_ms: f64, reached_ms: f64) -> Self {
        Self::Wall(Wall::of(wall::Origin::at_epoch_ms(began_epoch_ms).or_before(reached_ms)))
    }

    /// When the clock began, in milliseconds since 1970; `None` for a virtual clock.
    ///
    /// ```
    /// use coroscope::runtime::TimeSource;
    ///
    /// let in_2020_ms = 1_577_836_800_000.0;
    /// assert!(TimeSource::wall().began_epoch_ms() > Some(in_2020_ms));
    /// assert_eq!(TimeSource::virtual_time().began_epoch_ms(), None);
    /// ```
    #[must_use]
    pub fn began_epoch_ms(&self) -> Option<f64> {
        match self {
            Self::Wall(wall) => Some(wall.origin.epoch_ms()),
            Self::Virtual { .. } => None,
        }
    }

    /// A virtual clock at 0.
    ///
    /// ```
    /// use coroscope::runtime::TimeSource;
    ///
    /// assert_eq!(TimeSource::virtual_time().now_us(), 0);
    /// ```
    #[must_use]
    pub fn virtual_time() -> Self {
        Self::Virtual { now_us: 0 }
    }

    /// The time since the clock began, in microseconds.
    ///
    /// ```
    /// use coroscope::runtime::{EventLoop, Options, TimeSource};
    ///
    /// let clock = TimeSource::Virtual { now_us: 500 };
    /// assert_eq!(clock.now_us(), 500);
    /// // A loop has a clock of its own from then on.
    /// let event_loop = EventLoop::new(clock, Options::default());
    /// event_loop.advance_to(700);
    /// assert_eq!((event_loop.now_us(), clock.now_us()), (700, 500));
    /// ```
    #[must_use]
    pub fn now_us(&self) -> u64 {
        match self {
            Self::Wall(wall) => wall.now_us(),
            Self::Virtual { now_us } => *now_us,
        }
    }

    /// Moves a virtual clock forward to a time. Real time cannot be moved.
    pub(super) fn advance_to(&mut self, to_us: u64) {
        if let Self::Virtual { now_us } = self {
            *now_us = to_us.max(*now_us);
        }
    }

    /// How many times as fast as real time the clock goes; 1 for a virtual clock.
    pub(super) fn scale(&self) -> u32 {
        match self {
            Self::Wall(wall) => wall.scale,
            Self::Virtual { .. } => 1,
        }
    }

    /// Makes a real clock go `scale` times as fast from now on. Returns whether it does: a virtual
    /// clock takes no time anyway, and no clock is sped up twice.
    pub(super) fn speed_up(&mut self, scale: u32) -> bool {
        match self {
            Self::Wall(wall) if wall.scale == 1 && scale > 1 => {
                wall.scaled_from_us = wall.origin.elapsed_us();
                wall.scale = scale;
                true
            }
            _ => false,
        }
    }

    /// How a trace calls this clock.
    pub(super) fn kind(&self) -> trace::Clock {
        match self {
            Self::Wall(_) => trace::Clock::Wall,
            Self::Virtual { .. } => trace::Clock::Virtual,
        }
    }
}

/// Real time in a browser, on a page and in a worker alike.
#[cfg(target_arch = "wasm32")]
mod wall {
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen]
    extern "C" {
        type Performance;

        // Kept, because to look up `performance` takes three times as long as to call its `now`: a
        // page may replace it, so it is a getter in Chromium.
        #[wasm_bindgen(thread_local_v2, js_name = performance)]
        static PERFORMANCE: Performance;

        #[wasm_bindgen(method)]
        fn now(this: &Performance) -> f64;

        // Each thread of a page counts from its own time origin.
        #[wasm_bindgen(method, getter, js_name = timeOrigin)]
        fn time_origin(this: &Performance) -> f64;
    }

    fn now_ms() -> f64 {
        PERFORMANCE.with(Performance::now)
    }

    fn time_origin_ms() -> f64 {
        PERFORMANCE.with(Performance::time_origin)
    }

    /// The moment from which a clock counts.
    #[derive(Clone, Copy, Debug)]
    pub struct Origin(f64);

    impl Origin {
        pub(super) fn now() -> Self {
            Self(now_ms())
        }

        pub(super) fn at_epoch_ms(ms: f64) -> Self {
            Self(ms - time_origin_ms())
        }

        /// This origin, or `ago_ms` milliseconds ago if that is earlier.
        pub(super) fn or_before(self, ago_ms: f64) -> Self {
            Self(self.0.min(now_ms() - ago_ms))
        }

        pub(super) fn epoch_ms(self) -> f64 {
            self.0 + time_origin_ms()
        }

        pub(super) fn elapsed_us(self) -> u64 {
            // Browsers round the clock to 5 or 100 µs, so nothing is lost in whole microseconds.
            // Adding a half and truncating rounds in one instruction, where `round` is a call.
            ((now_ms() - self.0) * 1000.0 + 0.5) as u64
        }

        /// Spins, because a browser does not let each of its threads sleep.
        pub(super) fn spin_until(self, until_us: u64) {
            while self.elapsed_us() < until_us {}
        }
    }
}

/// Real time elsewhere.
#[cfg(not(target_arch = "wasm32"))]
mod wall {
    use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

    /// The moment from which a clock counts.
    #[derive(Clone, Copy, Debug)]
    pub struct Origin(Instant);

    impl Origin {
        pub(super) fn now() -> Self {
            Self(Instant::now())
        }

        pub(super) fn at_epoch_ms(ms: f64) -> Self {
            let age = Duration::try_from_secs_f64((now_epoch_ms() - ms).max(0.0) / 1000.0);
            let began = age.ok().and_then(|age| Instant::now().checked_sub(age));
            Self(began.unwrap_or_else(Instant::now))
        }

        /// This origin, or `ago_ms` milliseconds ago if that is earlier.
        pub(super) fn or_before(self, ago_ms: f64) -> Self {
            let ago = Duration::try_from_secs_f64(ago_ms / 1000.0).unwrap_or_default();
            Self(Instant::now().checked_sub(ago).map_or(self.0, |then| then.min(self.0)))
        }

        pub(super) fn epoch_ms(self) -> f64 {
            now_epoch_ms() - self.0.elapsed().as_secs_f64() * 1000.0
        }

        pub(super) fn elapsed_us(self) -> u64 {
            self.0.elapsed().as_micros() as u64
        }

        /// Blocks the thread.
        pub(super) fn spin_until(self, until_us: u64) {
            let left_us = until_us.saturating_sub(self.elapsed_us());
            std::thread::sleep(Duration::from_micros(left_us));
        }
    }

    fn now_epoch_ms() -> f64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        since.as_secs_f64() * 1000.0
    }
}
