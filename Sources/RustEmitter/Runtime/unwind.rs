//! Panics end the call they happen in, and nothing else.

use std::future::Future;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::pin::Pin;
use std::task::{Context, Poll};

/// A future that answers with what was thrown in it, as text.
pub(super) struct Caught<F>(F);

/// Runs a future to its end or to its panic.
pub(super) fn caught<F: Future + Unpin>(future: F) -> Caught<F> {
    Caught(future)
}

impl<F: Future + Unpin> Future for Caught<F> {
    type Output = Result<F::Output, String>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let future = Pin::new(&mut self.0);
        match catch_unwind(AssertUnwindSafe(|| future.poll(context))) {
            Ok(Poll::Pending) => Poll::Pending,
            Ok(Poll::Ready(value)) => Poll::Ready(Ok(value)),
            Err(thrown) => Poll::Ready(Err(text(&*thrown))),
        }
    }
}

fn text(thrown: &(dyn std::any::Any + Send)) -> String {
    if let Some(text) = thrown.downcast_ref::<&str>() {
        return (*text).to_string();
    }
    match thrown.downcast_ref::<String>() {
        Some(text) => text.clone(),
        None => "no message".to_string(),
    }
}
