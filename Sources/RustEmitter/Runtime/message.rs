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
struct Envelope<'a> {
    #[serde(borrow, default, deserialize_with = "raw")]
    jsonrpc: Option<&'a RawValue>,
    #[serde(borrow, default, deserialize_with = "raw")]
    id: Option<&'a RawValue>,
    #[serde(borrow, default, deserialize_with = "raw")]
    method: Option<&'a RawValue>,
    #[serde(borrow, default, deserialize_with = "raw")]
    params: Option<&'a RawValue>,
    #[serde(borrow, default, deserialize_with = "raw")]
    result: Option<&'a RawValue>,
    #[serde(borrow, default, deserialize_with = "raw")]
    error: Option<&'a RawValue>,
}

/// A member that is there, null included.
fn raw<'de, D>(deserializer: D) -> Result<Option<&'de RawValue>, D::Error>
where
    D: serde::Deserializer<'de>,
{
    <&RawValue>::deserialize(deserializer).map(Some)
}

/// Reads a frame; an error is one that the whole frame is answered with.
pub(super) fn read(bytes: &[u8]) -> Result<Frame, RpcError> {
    let text = std::str::from_utf8(bytes).map_err(|error| not_json(&error))?;
    // Nearly every frame is one object, which need not be read twice.
    if let Ok(envelope) = enveloped(text.trim_start()) {
        return Ok(Frame::One(opened(envelope)));
    }
    let whole: &RawValue = serde_json::from_str(text).map_err(|error| not_json(&error))?;
    if !whole.get().starts_with('[') {
        return Ok(Frame::One(message(whole)));
    }
    let elements: Vec<&RawValue> =
        serde_json::from_str(whole.get()).map_err(|error| not_json(&error))?;
    if elements.is_empty() {
        return Err(invalid("a batch must not be empty"));
    }
    Ok(Frame::Batch(elements.into_iter().map(message).collect()))
}

fn not_json(error: &dyn std::fmt::Display) -> RpcError {
    RpcError::new(code::PARSE_ERROR, format!("not JSON: {error}"))
}

/// The members of a message's object; the error says why it is none.
fn enveloped(text: &str) -> Result<Envelope<'_>, String> {
    if !text.starts_with('{') {
        return Err("a message must be an object".to_string());
    }
    serde_json::from_str(text).map_err(|error| format!("no message: {error}"))
}

fn message(text: &RawValue) -> Message {
    match enveloped(text.get()) {
        Ok(envelope) => opened(envelope),
        Err(reason) => refused(None, &reason),
    }
}

fn refused(id: Option<&RawValue>, reason: &str) -> Message {
    let id = id
        .filter(|id| is_id(id))
        .map_or_else(null, RawValue::to_owned);
    Message::Invalid(id, invalid(reason))
}

fn opened(envelope: Envelope<'_>) -> Message {
    let is_version = |text: &RawValue| {
        text.get() == "\"2.0\"" || decoded::<String>(text).as_deref() == Some("2.0")
    };
    if !matches!(envelope.jsonrpc, Some(text) if is_version(text)) {
        return refused(envelope.id, "'jsonrpc' must be \"2.0\"");
    }
    if envelope.method.is_none() && (envelope.result.is_some() || envelope.error.is_some()) {
        return response(&envelope);
    }
    if matches!(envelope.id, Some(id) if !is_id(id)) {
        return refused(None, "'id' must be a string, a number or null");
    }
    let method = match envelope.method.and_then(decoded) {
        Some(method) => method,
        None => return refused(envelope.id, "'method' must be a string"),
    };
    if matches!(envelope.params, Some(params) if !params.get().starts_with(['{', '['])) {
        return refused(envelope.id, "'params' must be an object or an array");
    }
    Message::Call(Incoming {
        id: envelope.id.map(RawValue::to_owned),
        method,
        params: envelope.params.map(RawValue::to_owned),
    })
}

fn response(envelope: &Envelope<'_>) -> Message {
    let outcome = match (envelope.result, envelope.error) {
        (Some(result), None) => Ok(result.to_owned()),
        (_, error) => Err(error
            .and_then(decoded)
            .unwrap_or_else(|| RpcError::internal("the answer's error is no error object"))),
    };
    Message::Response(Response {
        id: envelope.id.map_or_else(null, RawValue::to_owned),
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
pub(super) fn answer(id: &RawValue, outcome: Result<&str, &RpcError>) -> Vec<u8> {
    let mut text = String::from("{\"jsonrpc\":\"2.0\",\"id\":");
    text += id.get();
    match outcome {
        Ok(result) => {
            text += ",\"result\":";
            text += result;
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
