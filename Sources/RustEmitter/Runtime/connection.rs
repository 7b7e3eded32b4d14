//! A stream of messages: each call in a task of its own, answers in whatever order they are ready.

use super::call::{Answer, Call, Reply, Service};
use super::error::{code, RpcError};
use super::framing::{write_frame, FrameReader, Framing};
use super::message::{self, Frame, Incoming, Message};
use super::peer::{lock, Peer};
use super::unwind::caught;
use serde_json::value::RawValue;
use std::collections::HashMap;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt, BufWriter};
use tokio::sync::{mpsc, oneshot};

/// How a connection behaves.
#[derive(Debug, Clone)]
pub struct Options {
    /// How messages are told apart.
    pub framing: Framing,
    /// The most bytes of one message.
    pub longest_message: usize,
    /// The notification that takes a call back by its `id`; nothing when there is none.
    pub cancel_method: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            framing: Framing::ContentLength,
            longest_message: 256 << 20,
            cancel_method: Some("$/cancelRequest".to_string()),
        }
    }
}

type Reader = Box<dyn AsyncRead + Unpin + Send>;
type Writer = Box<dyn AsyncWrite + Unpin + Send>;
type Task<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// One connection before it is served. Streams, services and tasks are boxed, so that all of this
/// is compiled once, and not again for each program.
pub struct Connection {
    reader: Reader,
    writer: Writer,
    options: Options,
    peer: Peer,
    outgoing: mpsc::UnboundedReceiver<Vec<u8>>,
}

impl Connection {
    /// A connection over two streams.
    pub fn new<R, W>(reader: R, writer: W, options: Options) -> Self
    where
        R: AsyncRead + Unpin + Send + 'static,
        W: AsyncWrite + Unpin + Send + 'static,
    {
        let (sender, outgoing) = mpsc::unbounded_channel();
        Self {
            reader: Box::new(reader),
            writer: Box::new(writer),
            options,
            peer: Peer::new(sender),
            outgoing,
        }
    }

    /// The other side, for handlers and for whoever calls it.
    pub fn peer(&self) -> Peer {
        self.peer.clone()
    }

    /// Serves until the other side ends its stream, and every call that is under way then has been
    /// answered.
    ///
    /// # Errors
    /// When a stream fails, ends inside a message, or holds what is no frame.
    pub async fn serve<S: Service>(self, service: S) -> io::Result<()> {
        self.served(Box::new(service)).await
    }

    fn served(self, service: Box<dyn Service>) -> Task<io::Result<()>> {
        Box::pin(self.run(service))
    }

    async fn run(self, service: Box<dyn Service>) -> io::Result<()> {
        let Self {
            reader,
            writer,
            options,
            peer,
            outgoing,
        } = self;
        let written = begin(write(writer, options.framing, outgoing));
        let mut frames = FrameReader::new(reader, options.framing, options.longest_message);
        let server = Arc::new(Server {
            service,
            out: peer.sender(),
            peer,
            running: Mutex::new(Running::default()),
            cancel_method: options.cancel_method,
        });
        let read = loop {
            match frames.next().await {
                Ok(Some(frame)) => server.take(&frame),
                Ok(None) => break Ok(()),
                Err(error) => {
                    if error.kind() == io::ErrorKind::InvalidData {
                        server.refuse(RpcError::new(code::PARSE_ERROR, error.to_string()));
                    }
                    break Err(error);
                }
            }
        };
        // Nobody answers our calls any more; theirs still are, and then the writer ends.
        server.peer.close();
        drop(server);
        let lost = |error| Err(io::Error::new(io::ErrorKind::BrokenPipe, error));
        read.and(written.await.unwrap_or_else(lost))
    }
}

/// Begins a task of its own.
fn start<F: Future<Output = ()> + Send + 'static>(task: F) {
    let task: Task<()> = Box::pin(task);
    tokio::spawn(task);
}

/// Begins a task; what it comes to can be waited for, and fails when it panicked.
fn begin<T, F>(task: F) -> oneshot::Receiver<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let (sender, receiver) = oneshot::channel();
    start(async move {
        // Whether anybody waits is not the task's business.
        let _ = sender.send(task.await);
    });
    receiver
}

/// Writes what it is given until nobody can give it more.
async fn write(
    stream: Writer,
    framing: Framing,
    mut outgoing: mpsc::UnboundedReceiver<Vec<u8>>,
) -> io::Result<()> {
    let mut stream = BufWriter::with_capacity(64 << 10, stream);
    while let Some(message) = outgoing.recv().await {
        write_frame(&mut stream, framing, &message).await?;
        while let Ok(message) = outgoing.try_recv() {
            write_frame(&mut stream, framing, &message).await?;
        }
        stream.flush().await?;
    }
    Ok(())
}

/// What the calls of one connection share.
struct Server {
    service: Box<dyn Service>,
    peer: Peer,
    out: Option<mpsc::UnboundedSender<Vec<u8>>>,
    running: Mutex<Running>,
    cancel_method: Option<String>,
}

/// The calls that may be taken back, by their ids as they were written.
#[derive(Default)]
struct Running {
    calls: HashMap<String, (u64, oneshot::Sender<()>)>,
    next: u64,
}

impl Server {
    /// Begins whatever a frame asks for.
    fn take(self: &Arc<Self>, frame: &[u8]) {
        match message::read(frame) {
            Err(error) => self.refuse(error),
            Ok(Frame::Batch(messages)) => self.start_batch(messages),
            Ok(Frame::One(Message::Response(response))) => self.peer.settle(response),
            Ok(Frame::One(Message::Invalid(id, error))) => self.send(reply(&id, &Err(error))),
            Ok(Frame::One(Message::Call(call))) => {
                if self.is_cancel(&call) {
                    return self.cancel(&call);
                }
                let server = Arc::clone(self);
                start(async move {
                    if let Some(reply) = server.answered(call).await {
                        server.send(reply);
                    }
                });
            }
        }
    }

    /// Begins each call of a batch; the answers go out together.
    fn start_batch(self: &Arc<Self>, messages: Vec<Message>) {
        let mut replies = Vec::new();
        for message in messages {
            match message {
                Message::Response(response) => self.peer.settle(response),
                Message::Call(call) if self.is_cancel(&call) => self.cancel(&call),
                Message::Invalid(id, error) => {
                    let invalid = Some(reply(&id, &Err(error)));
                    replies.push(begin(async move { invalid }));
                }
                Message::Call(call) => {
                    let server = Arc::clone(self);
                    replies.push(begin(async move { server.answered(call).await }));
                }
            }
        }
        let server = Arc::clone(self);
        start(async move {
            let mut whole = Vec::new();
            for reply in replies {
                if let Ok(Some(reply)) = reply.await {
                    whole.push(if whole.is_empty() { b'[' } else { b',' });
                    whole.extend_from_slice(&reply);
                }
            }
            if !whole.is_empty() {
                whole.push(b']');
                server.send(whole);
            }
        });
    }

    /// The reply to a call; nothing for a notification.
    async fn answered(&self, call: Incoming) -> Option<Vec<u8>> {
        let handling = caught(self.service.call(Call {
            method: &call.method,
            params: call.params.as_deref(),
        }));
        let id = match &call.id {
            Some(id) => id,
            None => {
                drop(handling.await);
                return None;
            }
        };
        let (number, taken_back) = self.enter(id);
        let answer = tokio::select! {
            answer = handling => answer.unwrap_or_else(|reason| Err(RpcError::internal(reason))),
            Ok(()) = taken_back => {
                Err(RpcError::new(code::REQUEST_CANCELLED, "the call was taken back"))
            }
        };
        self.leave(id, number);
        match answer {
            Ok(Reply::Silence) => None,
            answer => Some(reply(id, &answer)),
        }
    }

    fn is_cancel(&self, call: &Incoming) -> bool {
        call.id.is_none() && Some(&call.method) == self.cancel_method.as_ref()
    }

    fn cancel(&self, call: &Incoming) {
        #[derive(serde::Deserialize)]
        struct Params {
            id: Box<RawValue>,
        }
        let text = call.params.as_deref().map_or("null", RawValue::get);
        if let Ok(params) = serde_json::from_str::<Params>(text) {
            let found = lock(&self.running).calls.remove(params.id.get());
            if let Some((_, sender)) = found {
                // The call may have ended just now.
                let _ = sender.send(());
            }
        }
    }

    fn enter(&self, id: &RawValue) -> (u64, oneshot::Receiver<()>) {
        let (sender, receiver) = oneshot::channel();
        let mut running = lock(&self.running);
        running.next += 1;
        let number = running.next;
        running.calls.insert(id.get().to_string(), (number, sender));
        (number, receiver)
    }

    fn leave(&self, id: &RawValue, number: u64) {
        let mut running = lock(&self.running);
        let entry = running.calls.get(id.get());
        if matches!(entry, Some((entered, _)) if *entered == number) {
            running.calls.remove(id.get());
        }
    }

    /// Answers what cannot be told from any other message.
    fn refuse(&self, error: RpcError) {
        self.send(reply(&message::null(), &Err(error)));
    }

    fn send(&self, message: Vec<u8>) {
        if let Some(out) = &self.out {
            // Nobody reads any more: there is nobody to tell.
            drop(out.send(message));
        }
    }
}

/// The text of a response.
fn reply(id: &RawValue, answer: &Answer) -> Vec<u8> {
    match answer {
        Ok(Reply::Result(result)) => message::answer(id, Ok(result)),
        Ok(Reply::Late(_) | Reply::Silence) => message::answer(id, Ok("{}")),
        Err(error) => message::answer(id, Err(error)),
    }
}
