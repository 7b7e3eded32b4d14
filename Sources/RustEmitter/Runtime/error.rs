//! Errors, as they travel and as a caller meets them.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::fmt;

/// The codes that the protocol reserves.
pub mod code {
    /// A frame is not JSON.
    pub const PARSE_ERROR: i64 = -32700;
    /// A frame is JSON and no request.
    pub const INVALID_REQUEST: i64 = -32600;
    /// Nobody answers calls of this method.
    pub const METHOD_NOT_FOUND: i64 = -32601;
    /// The params are not of the method's type.
    pub const INVALID_PARAMS: i64 = -32602;
    /// The handler failed in a way that is nobody else's business.
    pub const INTERNAL_ERROR: i64 = -32603;
    /// The caller took the call back.
    pub const REQUEST_CANCELLED: i64 = -32800;
}

/// An error object: what a handler answers when it cannot do what it is asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RpcError {
    /// What kind of error it is.
    pub code: i64,
    /// One sentence about it.
    pub message: String,
    /// Whatever else is to be said; an explicit null is kept.
    #[serde(
        default,
        deserialize_with = "super::json::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub data: Option<Value>,
}

impl RpcError {
    /// An error without data.
    pub fn new(code: i64, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            data: None,
        }
    }

    /// An error that is nobody else's business.
    pub fn internal(message: impl Into<String>) -> Self {
        Self::new(code::INTERNAL_ERROR, message)
    }

    /// The same error with data.
    #[must_use]
    pub fn with_data(mut self, data: impl Into<Value>) -> Self {
        self.data = Some(data.into());
        self
    }
}

impl fmt::Display for RpcError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.code, self.message)
    }
}

impl std::error::Error for RpcError {}

/// Why a call of the other side has no result.
#[derive(Debug, Clone, PartialEq)]
pub enum CallError {
    /// The other side answered with an error.
    Rpc(RpcError),
    /// The connection is closed, or was closed before the answer came.
    Closed,
    /// The params cannot be written as JSON.
    Params(String),
    /// The answer is not of the type that was asked for.
    Result(String),
}

impl fmt::Display for CallError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rpc(error) => error.fmt(out),
            Self::Closed => out.write_str("the connection is closed"),
            Self::Params(reason) => write!(out, "the params cannot be written: {reason}"),
            Self::Result(reason) => write!(out, "the result cannot be read: {reason}"),
        }
    }
}

impl std::error::Error for CallError {}

impl From<CallError> for RpcError {
    fn from(error: CallError) -> Self {
        match error {
            CallError::Rpc(error) => error,
            other => Self::internal(other.to_string()),
        }
    }
}
