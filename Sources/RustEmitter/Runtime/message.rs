//! Requests, notifications, responses and batches.

use super::error::{code, RpcError};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// One message that came in.
pub(super) enum Message {
    /// A call; without an id nobody waits for its answer.
    Call(Incoming),
    /// The answer to a call of ours.
    Response(Response),
    /// What is neither, and the id to answer it with.
    Invalid(Box<RawValue>, RpcError),
}

/// A call as it came in; the id is kept as it was written.
pub(super) struct Incoming {
    pub(super) id: Option<Box<RawValue>>,
    pub(super) method: String,
    pub(super) params: Option<Box<RawValue>>,
}

/// An answer as it came in.
pub(super) struct Response {
    pub(super) id: Box<RawValue>,
    pub(super) outcome: Result<Box<RawValue>, RpcError>,
}

/// What a frame holds.
pub(super) enum Frame {
    One(Message),
    Batch(Vec<Message>),
}

#[derive(Deserialize)]
struct Envelope {
    #[serde(default, deserialize_with = "raw")]
    jsonrpc: Option<Box<RawValue>>,
    #[serde(default, deserialize_with = "raw")]
    id: Option<Box<RawValue>>,
    #[serde(default, deserialize_with = "raw")]
    method: Option<Box<RawValue>>,
    #[serde(default, deserialize_with = "raw")]
    params: Option<Box<RawValue>>,
    #[serde(default, deserialize_with = "raw")]
    result: Option<Box<RawValue>>,
    #[serde(default, deserialize_with = "raw")]
    error: Option<Box<RawValue>>,
}

/// A member that is there, null included.
fn raw<'de, D>(deserializer: D) -> Result<Option<Box<RawValue>>, D::Error>
where
    D: serde::Deserializer<'de>,
{
    Box::<RawValue>::deserialize(deserializer).map(Some)
}

/// Reads a frame; an error is one that the whole frame is answered with.
pub(super) fn read(bytes: &[u8]) -> Result<Frame, RpcError> {
    let whole: &RawValue = serde_json::from_slice(bytes)
        .map_err(|error| RpcError::new(code::PARSE_ERROR, format!("not JSON: {error}")))?;
    if !whole.get().starts_with('[') {
        return Ok(Frame::One(message(whole)));
    }
    let elements: Vec<&RawValue> = serde_json::from_str(whole.get())
        .map_err(|error| RpcError::new(code::PARSE_ERROR, format!("not JSON: {error}")))?;
    if elements.is_empty() {
        return Err(invalid("a batch must not be empty"));
    }
    Ok(Frame::Batch(elements.into_iter().map(message).collect()))
}

fn message(text: &RawValue) -> Message {
    let refuse = |id: Option<Box<RawValue>>, reason: &str| {
        let id = id.filter(|id| is_id(id)).unwrap_or_else(null);
        Message::Invalid(id, invalid(reason))
    };
    if !text.get().starts_with('{') {
        return refuse(None, "a message must be an object");
    }
    let envelope: Envelope = match serde_json::from_str(text.get()) {
        Ok(envelope) => envelope,
        Err(error) => return refuse(None, &format!("no message: {error}")),
    };
    let version: Option<String> = envelope.jsonrpc.as_deref().and_then(decoded);
    if version.as_deref() != Some("2.0") {
        return refuse(envelope.id, "'jsonrpc' must be \"2.0\"");
    }
    if envelope.method.is_none() && (envelope.result.is_some() || envelope.error.is_some()) {
        return response(envelope);
    }
    if matches!(&envelope.id, Some(id) if !is_id(id)) {
        return refuse(None, "'id' must be a string, a number or null");
    }
    let method = match envelope.method.as_deref().and_then(decoded) {
        Some(method) => method,
        None => return refuse(envelope.id, "'method' must be a string"),
    };
    if matches!(&envelope.params, Some(params) if !params.get().starts_with(['{', '['])) {
        return refuse(envelope.id, "'params' must be an object or an array");
    }
    Message::Call(Incoming {
        id: envelope.id,
        method,
        params: envelope.params,
    })
}

fn response(envelope: Envelope) -> Message {
    let outcome = match (envelope.result, envelope.error.as_deref()) {
        (Some(result), None) => Ok(result),
        (_, error) => Err(error
            .and_then(decoded)
            .unwrap_or_else(|| RpcError::internal("the answer's error is no error object"))),
    };
    Message::Response(Response {
        id: envelope.id.unwrap_or_else(null),
        outcome,
    })
}

fn decoded<T: serde::de::DeserializeOwned>(text: &RawValue) -> Option<T> {
    serde_json::from_str(text.get()).ok()
}

fn is_id(text: &RawValue) -> bool {
    let first = text.get().as_bytes().first().copied().unwrap_or(b'{');
    matches!(first, b'"' | b'-' | b'n' | b'0'..=b'9')
}

fn invalid(reason: &str) -> RpcError {
    RpcError::new(code::INVALID_REQUEST, reason)
}

/// The value null as text.
pub(super) fn null() -> Box<RawValue> {
    RawValue::from_string("null".to_string()).unwrap_or_default()
}

#[derive(Serialize)]
struct Outgoing<'a, P> {
    jsonrpc: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<u64>,
    method: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    params: Option<&'a P>,
}

/// A request, or without an id a notification.
pub(super) fn request<P: Serialize>(
    id: Option<u64>,
    method: &str,
    params: Option<&P>,
) -> serde_json::Result<Vec<u8>> {
    serde_json::to_vec(&Outgoing {
        jsonrpc: "2.0",
        id,
        method,
        params,
    })
}

/// A response to the request of that id.
pub(super) fn answer(id: &RawValue, outcome: Result<&RawValue, &RpcError>) -> Vec<u8> {
    let mut text = String::from("{\"jsonrpc\":\"2.0\",\"id\":");
    text += id.get();
    match outcome {
        Ok(result) => {
            text += ",\"result\":";
            text += result.get();
        }
        Err(error) => {
            text += ",\"error\":";
            text += &error_text(error);
        }
    }
    text += "}";
    text.into_bytes()
}

fn error_text(error: &RpcError) -> String {
    serde_json::to_string(error).unwrap_or_else(|_| {
        let code = error.code;
        format!("{{\"code\":{code},\"message\":\"an error that cannot be written\"}}")
    })
}
