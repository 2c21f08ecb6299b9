//! A place in a line.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use event_listener::{Event, EventListener, Listener};

/// A wait for a turn in a line; [`turn`] makes it.
#[derive(Debug)]
pub(super) struct Turn<F: FnOnce(bool) + Unpin> {
    /// Empty once the turn has come.
    place: Option<(EventListener, F)>,
}

/// Waits at the end of the line until it is notified. If it is dropped before that, `leave` is
/// called, and its argument says whether the turn had come, so that it can be passed on.
///
/// A turn that has come and was waited for to its end is never passed on by itself. This is what
/// keeps the order: the next in line is not woken in vain, which would send it to the end.
pub(super) fn turn<F: FnOnce(bool) + Unpin>(line: &Event, leave: F) -> Turn<F> {
    Turn { place: Some((line.listen(), leave)) }
}

impl<F: FnOnce(bool) + Unpin> Future for Turn<F> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if let Some((listener, _)) = &mut self.place {
            ready!(Pin::new(listener).poll(cx));
            self.place = None;
        }
        Poll::Ready(())
    }
}

impl<F: FnOnce(bool) + Unpin> Drop for Turn<F> {
    fn drop(&mut self) {
        if let Some((listener, leave)) = self.place.take() {
            leave(listener.discard());
        }
    }
}
