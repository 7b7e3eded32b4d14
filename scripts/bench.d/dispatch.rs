//! Requests a second of the generated dispatch of `fixtures/apischema/relay.json` and of a `match`
//! written by hand on serde_json, over the same bytes, types, handlers and kind of task.
//!
//! usage: dispatch COUNT ROUNDS; prints each round: generated, then by hand, once for the dispatch
//! alone and once for whole frames on a stream.

use async_trait::async_trait;
use relay::dispatch::{Dispatcher, GlobalHandlers, SessionHandlers};
use relay::handlers::files::FilesHandler;
use relay::handlers::relay::RelayHandler;
use relay::runtime::{Call, Connection, Framing, Options, Reply, RpcError, Service};
use relay::types::*;
use serde::{Deserialize, Serialize};
use serde_json::value::{to_raw_value, RawValue};
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Instant;
use tokio::io::{AsyncBufReadExt, AsyncWrite, AsyncWriteExt, BufReader, BufWriter, DuplexStream};
use tokio::sync::mpsc;

struct Files;

#[async_trait]
impl FilesHandler for Files {
    async fn read(&self, params: FilesReadRequest) -> Result<FilesReadResult, RpcError> {
        Ok(FilesReadResult { content: params.path, origin_tracker: None, error: None })
    }

    async fn remove(&self, _params: FilesRemoveParams) -> Result<Option<FilesError>, RpcError> {
        Ok(None)
    }

    async fn tree_list(&self, _params: FilesTreeListParams) -> Result<Tree, RpcError> {
        Err(RpcError::new(1, "there is none"))
    }
}

#[async_trait]
impl RelayHandler for Files {
    async fn http_request_start(&self, _params: RequestStart) -> Result<(), RpcError> {
        Ok(())
    }

    async fn http_request_chunk(&self, _params: RequestChunk) -> Result<(), RpcError> {
        Ok(())
    }
}

/// Counts what is written.
#[derive(Clone, Default)]
struct Sink(Arc<AtomicUsize>);

impl AsyncWrite for Sink {
    fn poll_write(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<std::io::Result<usize>> {
        let lines = bytes.iter().filter(|byte| **byte == b'\n').count();
        self.0.fetch_add(lines, Ordering::Relaxed);
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

/// The bytes as they come through a pipe: what has come is answered before there is more.
fn piped(input: &Arc<Vec<u8>>) -> DuplexStream {
    let (mut near, far) = tokio::io::duplex(64 << 10);
    let input = Arc::clone(input);
    tokio::spawn(async move { near.write_all(&input).await });
    far
}

fn dispatcher() -> Dispatcher {
    let global = GlobalHandlers { relay: Some(Arc::new(Files)), ..GlobalHandlers::default() };
    let session = SessionHandlers { files: Some(Arc::new(Files)) };
    Dispatcher::new(global, Arc::new(Arc::new(session)))
}

async fn generated(input: DuplexStream, sink: Sink) {
    let options = Options { framing: Framing::Newline, ..Options::default() };
    let served = Connection::new(input, sink, options).serve(dispatcher()).await;
    served.expect("the stream is served");
}

#[derive(Deserialize)]
struct Request<'a> {
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    method: String,
    #[serde(borrow)]
    params: &'a RawValue,
}

#[derive(Serialize)]
struct Response<'a, T> {
    jsonrpc: &'static str,
    id: &'a RawValue,
    result: T,
}

/// The match itself: a result's text for a method and its params.
async fn matched(
    files: &dyn FilesHandler,
    relay: &dyn RelayHandler,
    method: &str,
    params: &RawValue,
) -> Option<Box<RawValue>> {
    let text = params.get();
    match method {
        "files.read" => {
            let params = serde_json::from_str(text).ok()?;
            to_raw_value(&files.read(params).await.ok()?).ok()
        }
        "files.remove" => {
            let params = serde_json::from_str(text).ok()?;
            to_raw_value(&files.remove(params).await.ok()?).ok()
        }
        "relay.httpRequestStart" => {
            let params = serde_json::from_str(text).ok()?;
            to_raw_value(&relay.http_request_start(params).await.ok()?).ok()
        }
        "relay.httpRequestChunk" => {
            let params = serde_json::from_str(text).ok()?;
            to_raw_value(&relay.http_request_chunk(params).await.ok()?).ok()
        }
        _ => None,
    }
}

async fn answer(files: &dyn FilesHandler, relay: &dyn RelayHandler, line: &str) -> Option<Vec<u8>> {
    let request: Request = serde_json::from_str(line).ok()?;
    let result = matched(files, relay, &request.method, request.params).await?;
    serde_json::to_vec(&Response { jsonrpc: "2.0", id: request.id?, result }).ok()
}

async fn by_hand(input: DuplexStream, sink: Sink) {
    let (sender, mut replies) = mpsc::unbounded_channel::<Vec<u8>>();
    let writing = tokio::spawn(async move {
        let mut sink = BufWriter::with_capacity(64 << 10, sink);
        while let Some(mut reply) = replies.recv().await {
            reply.push(b'\n');
            sink.write_all(&reply).await.expect("a sink takes all");
        }
        sink.flush().await.expect("a sink takes all");
    });
    let files: Arc<dyn FilesHandler> = Arc::new(Files);
    let relay: Arc<dyn RelayHandler> = Arc::new(Files);
    let mut lines = BufReader::with_capacity(64 << 10, input).lines();
    while let Some(line) = lines.next_line().await.expect("the input is text") {
        let (sender, files, relay) = (sender.clone(), files.clone(), relay.clone());
        tokio::spawn(async move {
            if let Some(reply) = answer(&*files, &*relay, &line).await {
                drop(sender.send(reply));
            }
        });
    }
    drop(sender);
    writing.await.expect("the writer ends");
}

fn input(count: usize) -> Vec<u8> {
    let mut text = String::new();
    for id in 0..count {
        text += &match id % 2 {
            0 => format!(
                "{{\"jsonrpc\":\"2.0\",\"id\":{id},\"method\":\"files.read\",\"params\":\
                 {{\"sessionId\":\"s1\",\"path\":\"/home/some/where/file-{id}.txt\",\
                 \"range\":{{\"from\":{id},\"to\":90000}}}}}}\n"
            ),
            _ => format!(
                "{{\"jsonrpc\":\"2.0\",\"id\":{id},\"method\":\"relay.httpRequestChunk\",\"params\":\
                 {{\"requestId\":\"r{id}\",\"data\":\"the quick brown fox jumps over it\",\
                 \"end\":false}}}}\n"
            ),
        };
    }
    text.into_bytes()
}

/// Calls taken off the wire already, each answered before the next: the dispatch alone.
async fn dispatched(input: &[u8], is_generated: bool) -> usize {
    let text = std::str::from_utf8(input).expect("the input is text");
    let requests: Vec<Request> =
        text.lines().map(|line| serde_json::from_str(line).expect("a request")).collect();
    let service = dispatcher();
    let files: Arc<dyn FilesHandler> = Arc::new(Files);
    let relay: Arc<dyn RelayHandler> = Arc::new(Files);
    let start = Instant::now();
    let mut answered = 0;
    for request in &requests {
        let (method, params) = (request.method.as_str(), request.params);
        let result = if is_generated {
            match service.call(Call { method, params: Some(params) }).await {
                Ok(Reply::Result(result)) => Some(result.len()),
                _ => None,
            }
        } else {
            let result = matched(&*files, &*relay, method, params).await;
            result.map(|result| result.get().len())
        };
        answered += usize::from(result.is_some());
    }
    assert_eq!(answered, requests.len(), "every call is answered");
    (requests.len() as f64 / start.elapsed().as_secs_f64()) as usize
}

async fn streamed(input: &Arc<Vec<u8>>, count: usize, is_generated: bool) -> usize {
    let sink = Sink::default();
    let start = Instant::now();
    if is_generated {
        generated(piped(input), sink.clone()).await;
    } else {
        by_hand(piped(input), sink.clone()).await;
    }
    assert_eq!(sink.0.load(Ordering::Relaxed), count, "every call is answered");
    (count as f64 / start.elapsed().as_secs_f64()) as usize
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let numbers: Vec<usize> =
        std::env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    let (count, rounds) = (numbers[0], numbers[1]);
    let input = Arc::new(input(count));
    for _ in 0..rounds {
        let (generated, by_hand) =
            (dispatched(&input, true).await, dispatched(&input, false).await);
        println!("dispatch {generated} {by_hand}");
        let (generated, by_hand) =
            (streamed(&input, count, true).await, streamed(&input, count, false).await);
        println!("stream {generated} {by_hand}");
    }
}
