//! Calls of ours to the other side, while it calls us.

use super::error::{CallError, RpcError};
use super::message::{self, Response};
use serde::de::DeserializeOwned;
use serde::Serialize;
use serde_json::value::RawValue;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{mpsc, oneshot};

/// The other side of a connection, as handlers reach it; clones are the same.
#[derive(Debug, Clone)]
pub struct Peer(Arc<Shared>);

type Outcome = Result<Box<RawValue>, RpcError>;

#[derive(Debug)]
struct Shared {
    /// Where messages go; nothing once the connection is closed.
    out: Mutex<Option<mpsc::UnboundedSender<Vec<u8>>>>,
    waiting: Mutex<HashMap<u64, oneshot::Sender<Outcome>>>,
    next: AtomicU64,
}

/// Takes the entry of a call with it, however the call ends.
struct Waiting<'a> {
    shared: &'a Shared,
    id: u64,
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        lock(&self.shared.waiting).remove(&self.id);
    }
}

/// A panic elsewhere leaves nothing half-done in what is locked here.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Peer {
    pub(super) fn new(out: mpsc::UnboundedSender<Vec<u8>>) -> Self {
        Self(Arc::new(Shared {
            out: Mutex::new(Some(out)),
            waiting: Mutex::new(HashMap::new()),
            next: AtomicU64::new(1),
        }))
    }

    /// Calls a method and waits for its result.
    ///
    /// # Errors
    /// When the other side answers with an error, with something else than was asked for, or not
    /// at all before the connection is closed.
    pub async fn request<P, R>(&self, method: &str, params: &P) -> Result<R, CallError>
    where
        P: Serialize + ?Sized + Sync,
        R: DeserializeOwned,
    {
        let id = self.0.next.fetch_add(1, Ordering::Relaxed);
        let text = message::request(Some(id), method, Some(&params))
            .map_err(|error| CallError::Params(error.to_string()))?;
        let (sender, receiver) = oneshot::channel();
        lock(&self.0.waiting).insert(id, sender);
        let _waiting = Waiting {
            shared: &self.0,
            id,
        };
        self.send(text)?;
        let result = receiver
            .await
            .map_err(|_| CallError::Closed)?
            .map_err(CallError::Rpc)?;
        serde_json::from_str(result.get()).map_err(|error| CallError::Result(error.to_string()))
    }

    /// Sends a notification.
    ///
    /// # Errors
    /// When it cannot be written, or the connection is closed.
    pub fn notify<P: Serialize + ?Sized>(&self, method: &str, params: &P) -> Result<(), CallError> {
        let text = message::request(None, method, Some(&params))
            .map_err(|error| CallError::Params(error.to_string()))?;
        self.send(text)
    }

    /// Where messages go; nothing once the connection is closed.
    pub(super) fn sender(&self) -> Option<mpsc::UnboundedSender<Vec<u8>>> {
        lock(&self.0.out).clone()
    }

    fn send(&self, message: Vec<u8>) -> Result<(), CallError> {
        match lock(&self.0.out).as_ref() {
            Some(out) => out.send(message).map_err(|_| CallError::Closed),
            None => Err(CallError::Closed),
        }
    }

    /// Hands an answer to the call that waits for it; one that nobody waits for is dropped.
    pub(super) fn settle(&self, response: Response) {
        let id = match response.id.get().parse() {
            Ok(id) => id,
            Err(_) => return,
        };
        let waiting: Option<oneshot::Sender<Outcome>> = lock(&self.0.waiting).remove(&id);
        if let Some(waiting) = waiting {
            // The caller may have gone.
            drop(waiting.send(response.outcome));
        }
    }

    /// Ends every call that waits, and refuses new ones.
    pub(super) fn close(&self) {
        lock(&self.0.out).take();
        lock(&self.0.waiting).clear();
    }
}
