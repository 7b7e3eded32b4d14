//! What the handlers of the probe do: say what they see, and answer what a script tells.

use super::service::runtime::{json, Connection, Framing, Options, Peer, RpcError, Service};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use serde_json::{json, Value};
use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::future::Future;
use std::io::Write;
use std::pin::Pin;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// A handler had no answer in the script.
const NO_ANSWER: i64 = -32098;
/// The script's result is not of the method's type.
const WRONG_ANSWER: i64 = -32099;

/// What the script says; every member may be left out.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Script {
    /// The sessions there are; any when it is left out.
    pub sessions: Option<Vec<String>>,
    without: Vec<String>,
    answers: BTreeMap<String, OneOrMany>,
    calls: Vec<Outgoing>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Outgoing {
    method: String,
    params: Option<Box<RawValue>>,
}

/// One step, or one for each call.
struct OneOrMany(Vec<Step>);

impl<'de> Deserialize<'de> for OneOrMany {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Box::<RawValue>::deserialize(deserializer)?;
        let steps = if text.get().starts_with('[') {
            serde_json::from_str(text.get())
        } else {
            serde_json::from_str(text.get()).map(|step| vec![step])
        };
        steps.map(Self).map_err(serde::de::Error::custom)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Step {
    #[serde(default, deserialize_with = "json::present")]
    result: Option<Box<RawValue>>,
    error: Option<RpcError>,
    panic: Option<String>,
    delay_ms: Option<u64>,
    call: Option<Outgoing>,
}

type Params = Option<Box<RawValue>>;

/// What a handler was given. Little depends on its type: what does is compiled for each method.
fn raw<P: Serialize>(params: P) -> Params {
    serde_json::value::to_raw_value(&params).ok()
}

/// The handler of every group.
pub struct Probe {
    script: Script,
    record: Mutex<File>,
    /// How often each method was called.
    counts: Mutex<HashMap<String, usize>>,
    peer: Peer,
}

impl Probe {
    /// The probe as the handler of a group, unless the script takes it away.
    pub fn group(self: &Arc<Self>, name: &str) -> Option<Arc<Self>> {
        let is_there = !self.script.without.iter().any(|group| group == name);
        is_there.then(|| Arc::clone(self))
    }

    /// What the script says of sessions.
    pub fn has_session(&self, id: &str) -> bool {
        match &self.script.sessions {
            Some(sessions) => sessions.iter().any(|session| session == id),
            None => true,
        }
    }

    /// Answers a call by the script.
    pub async fn answer<P, R>(&self, method: &str, params: P) -> Result<R, RpcError>
    where
        P: Serialize + Send,
        R: DeserializeOwned,
    {
        let text = self.scripted(method, raw(params)).await?;
        serde_json::from_str(text).map_err(|error| {
            let data = json!({"reason": error.to_string()});
            RpcError::new(WRONG_ANSWER, "the scripted result does not fit").with_data(data)
        })
    }

    async fn scripted(&self, method: &str, params: Params) -> Result<&str, RpcError> {
        let step = match self.step(method, params).await {
            Some(step) => step,
            None => return Err(RpcError::new(NO_ANSWER, "no answer is scripted")),
        };
        match &step.error {
            Some(error) => Err(error.clone()),
            None => Ok(step.result.as_deref().map_or("null", RawValue::get)),
        }
    }

    /// Takes note of a notification by the script.
    pub async fn note<P: Serialize + Send>(&self, method: &str, params: P) {
        self.step(method, raw(params)).await;
    }

    /// Records a call and does what comes before its answer.
    async fn step(&self, method: &str, params: Params) -> Option<&Step> {
        self.record(&Line::Call { method, params });
        let steps = &self.script.answers.get(method)?.0;
        let count = {
            let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
            let count = counts.entry(method.to_string()).or_insert(0);
            *count += 1;
            *count
        };
        let step = steps.get(count - 1).or_else(|| steps.last())?;
        if let Some(milliseconds) = step.delay_ms {
            tokio::time::sleep(Duration::from_millis(milliseconds)).await;
        }
        if let Some(call) = &step.call {
            self.request(call).await;
        }
        if let Some(text) = &step.panic {
            panic!("{text}");
        }
        Some(step)
    }

    /// Calls the other side and records how it answers.
    async fn request(&self, call: &Outgoing) {
        let method = call.method.as_str();
        let params = call.params.as_deref();
        let outcome = match params {
            Some(params) => self.peer.request::<_, Box<RawValue>>(method, params).await,
            None => {
                self.peer
                    .request(method, &Value::Object(Default::default()))
                    .await
            }
        };
        use super::service::runtime::CallError;
        self.record(&match outcome {
            Ok(result) => Line::Reply {
                method,
                result: Some(result),
                error: None,
            },
            Err(CallError::Rpc(error)) => Line::Reply {
                method,
                result: None,
                error: Some(error),
            },
            Err(_) => Line::Closed { method },
        });
    }

    /// Records an error that no answer tells.
    pub fn late(&self, method: &str, error: &RpcError) {
        self.record(&Line::Late { method, error });
    }

    fn record(&self, line: &Line<'_>) {
        let mut text = serde_json::to_vec(line).unwrap_or_default();
        text.push(b'\n');
        let mut file = self.record.lock().unwrap_or_else(PoisonError::into_inner);
        if let Err(error) = file.write_all(&text) {
            eprintln!("probe: cannot write the record: {error}");
        }
    }
}

/// One line of the record.
#[derive(Serialize)]
#[serde(tag = "event", rename_all = "lowercase")]
enum Line<'a> {
    Call {
        method: &'a str,
        params: Option<Box<RawValue>>,
    },
    Late {
        method: &'a str,
        error: &'a RpcError,
    },
    Reply {
        method: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        result: Option<Box<RawValue>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        error: Option<RpcError>,
    },
    Closed {
        method: &'a str,
    },
    End {
        error: Option<String>,
    },
}

/// What the command line says.
struct Arguments {
    framing: Framing,
    script: Script,
    record: File,
}

fn arguments() -> Result<Arguments, String> {
    let (mut framing, mut script, mut record) = (Framing::ContentLength, None, None);
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let value = words.next().ok_or(format!("{word} needs a value"))?;
        match (word.as_str(), value.as_str()) {
            ("--framing", "newline") => framing = Framing::Newline,
            ("--framing", "content-length") => framing = Framing::ContentLength,
            ("--script", _) => script = Some(value),
            ("--record", _) => record = Some(value),
            _ => return Err(format!("unknown: {word} {value}")),
        }
    }
    let script = match script {
        Some(path) => {
            let text =
                std::fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
            serde_json::from_str(&text).map_err(|error| format!("{path}: {error}"))?
        }
        None => Script::default(),
    };
    let path = record.ok_or("--record FILE is needed")?;
    let record = File::create(&path).map_err(|error| format!("{path}: {error}"))?;
    Ok(Arguments {
        framing,
        script,
        record,
    })
}

/// Serves the standard streams with the service that `make` makes of a probe.
pub fn run<S: Service>(make: impl FnOnce(&Arc<Probe>) -> S) -> ExitCode {
    let arguments = match arguments() {
        Ok(arguments) => arguments,
        Err(reason) => {
            eprintln!("probe: {reason}");
            return ExitCode::from(64);
        }
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_time()
        .build();
    match runtime {
        Ok(runtime) => runtime.block_on(serve(arguments, make)),
        Err(error) => {
            eprintln!("probe: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve<S: Service>(arguments: Arguments, make: impl FnOnce(&Arc<Probe>) -> S) -> ExitCode {
    let options = Options {
        framing: arguments.framing,
        ..Options::default()
    };
    let connection = Connection::new(tokio::io::stdin(), tokio::io::stdout(), options);
    let probe = Arc::new(Probe {
        script: arguments.script,
        record: Mutex::new(arguments.record),
        counts: Mutex::default(),
        peer: connection.peer(),
    });
    let service = make(&probe);
    for index in 0..probe.script.calls.len() {
        let probe = Arc::clone(&probe);
        let asking = async move { probe.request(&probe.script.calls[index]).await };
        tokio::spawn(Box::pin(asking) as Pin<Box<dyn Future<Output = ()> + Send>>);
    }
    let end = connection.serve(service).await;
    let error = end.err().map(|error| error.to_string());
    let code = u8::from(error.is_some());
    probe.record(&Line::End { error });
    ExitCode::from(code)
}
