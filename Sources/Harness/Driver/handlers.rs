//! What the handlers of a probe do under judgement: each call is told over the socket that
//! ASSAY_HANDLERS names, and ends as the judge answers. It stands in the place of the probe's script.

use super::service::runtime::{json, CallError, Connection, Framing, Options, Peer, RpcError, Service};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::net::UnixStream;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::oneshot;

/// The judge's result is not of the method's type, or the judge is gone.
const WRONG_ANSWER: i64 = -32099;

/// How the judge has a call end.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Ending {
    call: u64,
    #[serde(deserialize_with = "json::present")]
    result: Option<Box<RawValue>>,
    error: Option<RpcError>,
    panic: Option<String>,
    outbound: Option<Outgoing>,
}

#[derive(Deserialize)]
struct Outgoing {
    method: String,
    params: Option<Box<RawValue>>,
}

#[derive(Serialize)]
struct Call<'a> {
    call: u64,
    method: &'a str,
    params: &'a RawValue,
}

/// The connection to the judge, and the calls that wait for their endings.
struct Channel {
    stream: UnixStream,
    waiting: HashMap<u64, oneshot::Sender<Ending>>,
    count: u64,
}

/// The handler of every group.
pub struct Probe {
    channel: Arc<Mutex<Channel>>,
    without: Vec<String>,
    peer: Peer,
}

fn locked(channel: &Mutex<Channel>) -> MutexGuard<'_, Channel> {
    channel.lock().unwrap_or_else(PoisonError::into_inner)
}

type Params = Result<Box<RawValue>, serde_json::Error>;

/// What a handler was given. Little depends on its type: what does is compiled for each method.
fn raw<P: Serialize>(params: P) -> Params {
    serde_json::value::to_raw_value(&params)
}

impl Probe {
    /// The probe as the handler of a group, unless the judge takes it away.
    pub fn group(self: &Arc<Self>, name: &str) -> Option<Arc<Self>> {
        let is_there = !self.without.iter().any(|group| group == name);
        is_there.then(|| Arc::clone(self))
    }

    /// Every session is there.
    pub fn has_session(&self, _id: &str) -> bool {
        true
    }

    /// Answers a call as the judge says.
    pub async fn answer<P, R>(&self, method: &str, params: P) -> Result<R, RpcError>
    where
        P: Serialize + Send,
        R: DeserializeOwned,
    {
        let ending = self.end(method, raw(params)).await?;
        if let Some(error) = ending.error {
            return Err(error);
        }
        let text = ending.result.as_deref().map_or("null", RawValue::get);
        serde_json::from_str(text).map_err(|error| {
            RpcError::new(WRONG_ANSWER, format!("the result does not fit: {error}"))
        })
    }

    /// Tells of a notification.
    pub async fn note<P: Serialize + Send>(&self, method: &str, params: P) {
        let _ = self.end(method, raw(params)).await;
    }

    /// An error that no answer tells.
    pub fn late(&self, _method: &str, _error: &RpcError) {}

    async fn end(&self, method: &str, params: Params) -> Result<Ending, RpcError> {
        let gone = |why: String| RpcError::new(WRONG_ANSWER, why);
        let params = params.map_err(|error| gone(error.to_string()))?;
        let ending = {
            let mut channel = locked(&self.channel);
            channel.count += 1;
            let call = channel.count;
            let line = serde_json::to_vec(&Call { call, method, params: &params });
            let mut line = line.map_err(|error| gone(error.to_string()))?;
            line.push(b'\n');
            let (sender, ending) = oneshot::channel();
            channel.waiting.insert(call, sender);
            channel.stream.write_all(&line).map_err(|error| gone(error.to_string()))?;
            ending
        };
        let mut ending = ending.await.map_err(|error| gone(error.to_string()))?;
        if let Some(text) = ending.panic.take() {
            panic!("{text}");
        }
        if let Some(call) = ending.outbound.take() {
            ending.result = Some(self.request(&call).await?);
        }
        Ok(ending)
    }

    /// Calls the other side and waits for its answer.
    async fn request(&self, call: &Outgoing) -> Result<Box<RawValue>, RpcError> {
        let answer = self.peer.request::<_, Box<RawValue>>(&call.method, &call.params).await;
        answer.map_err(|error| match error {
            CallError::Rpc(error) => error,
            _ => RpcError::new(WRONG_ANSWER, "the call out was not answered"),
        })
    }
}

fn listen(stream: UnixStream, channel: Arc<Mutex<Channel>>) {
    for line in BufReader::new(stream).split(b'\n') {
        let ending = line.ok().and_then(|line| serde_json::from_slice::<Ending>(&line).ok());
        let ending = match ending {
            Some(ending) => ending,
            None => break,
        };
        let sender = locked(&channel).waiting.remove(&ending.call);
        if let Some(sender) = sender {
            let _ = sender.send(ending);
        }
    }
    locked(&channel).waiting.clear();
}

fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_default()
}

/// Serves the standard streams with the service that `make` makes of a probe.
pub fn run<S: Service>(make: impl FnOnce(&Arc<Probe>) -> S) -> ExitCode {
    let opened = UnixStream::connect(variable("ASSAY_HANDLERS"))
        .and_then(|stream| stream.try_clone().map(|copy| (stream, copy)));
    let (stream, copy) = match opened {
        Ok(streams) => streams,
        Err(error) => {
            eprintln!("probe: nobody listens at ASSAY_HANDLERS: {error}");
            return ExitCode::from(64);
        }
    };
    let mut stream = stream;
    if let Err(error) = stream.write_all(b"{\"offers\": [\"outbound\"]}\n") {
        eprintln!("probe: the judge does not listen: {error}");
        return ExitCode::from(64);
    }
    let channel = Arc::new(Mutex::new(Channel { stream, waiting: HashMap::new(), count: 0 }));
    let heard = Arc::clone(&channel);
    std::thread::spawn(move || listen(copy, heard));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_time().build();
    match runtime {
        Ok(runtime) => runtime.block_on(serve(channel, make)),
        Err(error) => {
            eprintln!("probe: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve<S: Service>(
    channel: Arc<Mutex<Channel>>,
    make: impl FnOnce(&Arc<Probe>) -> S,
) -> ExitCode {
    let framing = match variable("ASSAY_FRAMING").as_str() {
        "newline" => Framing::Newline,
        _ => Framing::ContentLength,
    };
    let options = Options { framing, ..Options::default() };
    let connection = Connection::new(tokio::io::stdin(), tokio::io::stdout(), options);
    let without = variable("ASSAY_WITHOUT").split(',').map(str::to_string).collect();
    let probe = Arc::new(Probe { channel, without, peer: connection.peer() });
    match connection.serve(make(&probe)).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("probe: {error}");
            ExitCode::FAILURE
        }
    }
}
