//! What time it is: for real, or in a simulation.

use super::trace;

/// The clock of one loop. It counts microseconds from the moment it was made.
#[derive(Clone, Copy, Debug)]
pub enum Clock {
    /// Real time. In a browser this is `performance.now()`, because `Instant::now()` panics there.
    Wall(Wall),
    /// Time that passes only when somebody moves it.
    Virtual {
        /// The time now.
        now_us: u64,
    },
}

/// Real time, perhaps sped up.
#[derive(Clone, Copy, Debug)]
pub struct Wall {
    origin: wall::Origin,
    /// How many times as fast as real time the clock goes.
    scale: u32,
    /// Since when it does.
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

impl Clock {
    /// A real clock that begins now.
    #[must_use]
    pub fn wall() -> Self {
        Self::Wall(Wall::of(wall::Origin::now()))
    }

    /// The real clock of another thread, read on this one: it began at a time in milliseconds since
    /// 1970, and has reached `reached_ms` by now. Threads may disagree a little about what time it
    /// is; then it is this that counts, so that nothing happens before it was asked for.
    #[must_use]
    pub fn wall_since(began_epoch_ms: f64, reached_ms: f64) -> Self {
        Self::Wall(Wall::of(wall::Origin::at_epoch_ms(began_epoch_ms).or_before(reached_ms)))
    }

    /// When the clock began, in milliseconds since 1970. `None` for a virtual one.
    #[must_use]
    pub fn began_epoch_ms(&self) -> Option<f64> {
        match self {
            Self::Wall(wall) => Some(wall.origin.epoch_ms()),
            Self::Virtual { .. } => None,
        }
    }

    /// A virtual clock at 0.
    #[must_use]
    pub fn virtual_time() -> Self {
        Self::Virtual { now_us: 0 }
    }

    /// The time since the clock began, in microseconds.
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

    /// How many times as fast as real time the clock goes; 1 for a virtual one.
    pub(super) fn scale(&self) -> u32 {
        match self {
            Self::Wall(wall) => wall.scale,
            Self::Virtual { .. } => 1,
        }
    }

    /// Lets a real clock go so many times as fast from now on, and answers whether it does: that of
    /// a simulation takes no time anyway, and nothing can be sped up twice.
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

        // Kept, because asking a page for its `performance` takes three times as long as asking that
        // for the time: anybody may replace it, and so it is a getter in Chromium.
        #[wasm_bindgen(thread_local_v2, js_name = performance)]
        static PERFORMANCE: Performance;

        #[wasm_bindgen(method)]
        fn now(this: &Performance) -> f64;

        // Every thread of a page counts from a time of its own.
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

        /// This one, or so many milliseconds ago if that is earlier.
        pub(super) fn or_before(self, ago_ms: f64) -> Self {
            Self(self.0.min(now_ms() - ago_ms))
        }

        pub(super) fn epoch_ms(self) -> f64 {
            self.0 + time_origin_ms()
        }

        pub(super) fn elapsed_us(self) -> u64 {
            // Browsers round the clock to 5 or 100 µs, so nothing is lost in whole microseconds. To add
            // a half and cut off is to round, and one instruction where rounding is a call.
            ((now_ms() - self.0) * 1000.0 + 0.5) as u64
        }

        /// Spins, because a browser has no way to make a thread sleep that every thread may use.
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

        /// This one, or so many milliseconds ago if that is earlier.
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
