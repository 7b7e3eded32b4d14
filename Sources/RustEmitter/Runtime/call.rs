//! One call on its way to a handler, and what is answered when something goes wrong on it.

use super::error::{code, RpcError};
use super::json::{self, Mismatch};
use super::unwind::caught;
use async_trait::async_trait;
use serde::de::DeserializeOwned;
use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{json, Map, Value};
use std::borrow::Cow;
use std::future::Future;
use std::sync::Arc;

/// Whatever answers calls.
#[async_trait]
pub trait Service: Send + Sync + 'static {
    /// Answers one call; for a notification the answer goes nowhere.
    async fn call(&self, call: Call<'_>) -> Answer;
}

/// A call that came in.
#[derive(Debug, Clone, Copy)]
pub struct Call<'a> {
    /// The method's name.
    pub method: &'a str,
    /// The params as they were written, an object or an array.
    pub params: Option<&'a RawValue>,
}

/// What becomes of a call.
pub type Answer = Result<Reply, RpcError>;

/// An answer that is no error.
#[derive(Debug, Clone)]
pub enum Reply {
    /// A result, as JSON text.
    Result(Cow<'static, str>),
    /// The call is acknowledged, and its error is told in another way.
    Late(RpcError),
    /// The call is never answered.
    Silence,
}

/// How params may come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Structure {
    /// As an object alone.
    ByName,
    /// As an array alone.
    ByPosition,
    /// As either.
    Either,
}

/// The params of a method: their names in order, and how they may come.
#[derive(Debug, Clone, Copy)]
pub struct Params {
    /// The names, in the order of an array.
    pub names: &'static [&'static str],
    /// How they may come.
    pub structure: Structure,
}

impl Params {
    /// The params of a method that takes an object alone.
    pub const BY_NAME: Self = Self {
        names: &[],
        structure: Structure::ByName,
    };
}

/// Where a handler was looked for, and what was found.
pub enum Found<H: ?Sized> {
    /// The handler.
    Handler(Arc<H>),
    /// There is no such session.
    NoSession(String),
    /// Nobody answers calls of the group here.
    NoHandler,
}

/// Where a group's handler is looked for: by the session's id where the group belongs to one.
pub type Find<'a, H> = &'a (dyn Fn(Option<&str>) -> Found<H> + Send + Sync);

/// How a group of methods answers when something goes wrong.
#[derive(Debug, Clone, Copy)]
pub struct Conduct {
    /// The code for params that do not fit.
    pub bad_params: i64,
    /// The code for a method that the group does not have.
    pub unknown_method: i64,
    /// What is answered when there is no handler.
    pub no_handler: NoHandler,
    /// What is answered when a handler fails.
    pub on_error: OnError,
    /// What params that are left out are taken for.
    pub missing_params: MissingParams,
    /// What stands for a result that says nothing.
    pub void: Void,
}

/// What is answered when there is no handler.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoHandler {
    /// An error of that code.
    Code(i64),
    /// An error of that code, whose data has a member `code`.
    Coded(i64, &'static str),
    /// Nothing at all.
    Silence,
}

/// What is answered when a handler fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnError {
    /// The handler's own error.
    Plain,
    /// An internal error, whose data is `{code, message}`.
    InData,
    /// A result that tells of the error.
    InResult,
    /// A result that says nothing; the error is told later, in another way.
    Later,
}

/// What params that are left out are taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MissingParams {
    /// An object without members.
    Empty,
    /// Params that do not fit.
    Wrong,
}

/// What stands for a result that says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Void {
    /// The value null.
    Null,
    /// An object without members.
    Empty,
}

/// Where a result has its place for an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// In its member `error`; the text is an object of the other members it must have.
    Member(&'static str),
    /// The result is the error.
    Whole,
}

impl Conduct {
    /// The codes that JSON-RPC reserves, and a handler's errors as they are.
    pub const STRICT: Self = Self {
        bad_params: code::INVALID_PARAMS,
        unknown_method: code::METHOD_NOT_FOUND,
        no_handler: NoHandler::Code(code::METHOD_NOT_FOUND),
        on_error: OnError::Plain,
        missing_params: MissingParams::Empty,
        void: Void::Null,
    };

    /// Reads a call's params.
    pub fn params<T: DeserializeOwned>(
        &self,
        call: &Call<'_>,
        params: Params,
    ) -> Result<T, RpcError> {
        let text = match call.params {
            Some(text) => text,
            None if self.missing_params == MissingParams::Wrong => {
                return Err(self.wrong(call, "", "there must be params"));
            }
            None => return self.members(call, Map::new()),
        };
        let is_list = text.get().starts_with('[');
        match (params.structure, is_list) {
            (Structure::ByName, true) => Err(self.wrong(call, "", "params must be an object")),
            (Structure::ByPosition, false) => Err(self.wrong(call, "", "params must be an array")),
            (_, true) => self.positions(call, params.names, text),
            (_, false) => json::read(text).map_err(|found| self.mismatch(call, found)),
        }
    }

    fn positions<T: DeserializeOwned>(
        &self,
        call: &Call<'_>,
        names: &[&'static str],
        text: &RawValue,
    ) -> Result<T, RpcError> {
        let values: Vec<Value> = json::read(text).map_err(|found| self.mismatch(call, found))?;
        if values.len() > names.len() {
            let reason = format!("there are {} params at most", names.len());
            return Err(self.wrong(call, &format!("/{}", names.len()), &reason));
        }
        let names = names.iter().map(ToString::to_string);
        self.members(call, names.zip(values).collect())
    }

    fn members<T: DeserializeOwned>(
        &self,
        call: &Call<'_>,
        members: Map<String, Value>,
    ) -> Result<T, RpcError> {
        json::decode(Value::Object(members)).map_err(|found| self.mismatch(call, found))
    }

    /// The id of the session a call belongs to, from a member that its params' type does not have.
    pub fn session(&self, call: &Call<'_>, name: &str) -> Result<String, RpcError> {
        let members: Map<String, Value> = match call.params {
            Some(text) => json::read(text).map_err(|found| self.mismatch(call, found))?,
            None => Map::new(),
        };
        match members.get(name) {
            Some(Value::String(session)) => Ok(session.clone()),
            Some(_) => Err(self.wrong(call, &format!("/{name}"), "it must be a string")),
            None => Err(self.wrong(call, "", &format!("missing field `{name}`"))),
        }
    }

    fn mismatch(&self, call: &Call<'_>, found: Mismatch) -> RpcError {
        self.wrong(call, &found.path, &found.reason)
    }

    /// The error for params that do not fit, with the way to the part that does not.
    fn wrong(&self, call: &Call<'_>, path: &str, reason: &str) -> RpcError {
        let message = format!("invalid params of '{}': {reason}", call.method);
        RpcError::new(self.bad_params, message).with_data(json!({"path": path, "reason": reason}))
    }

    /// The handler that was found; otherwise what is answered in its stead.
    pub fn found<H: ?Sized>(&self, call: &Call<'_>, found: Found<H>) -> Result<Arc<H>, Answer> {
        let (reason, data) = match found {
            Found::Handler(handler) => return Ok(handler),
            Found::NoSession(session) => {
                let reason = format!("there is no session '{session}' for '{}'", call.method);
                (reason, json!({"session": session}))
            }
            Found::NoHandler => (
                format!("there is no handler for '{}'", call.method),
                json!({}),
            ),
        };
        Err(match self.no_handler {
            NoHandler::Silence => Ok(Reply::Silence),
            NoHandler::Coded(code, name) => {
                let mut data = data;
                data["code"] = json!(name);
                data["message"] = json!(reason);
                Err(RpcError::new(code, reason).with_data(data))
            }
            NoHandler::Code(code) if data["session"].is_null() => Err(RpcError::new(code, reason)),
            // A session that is not there is a wrong param, where those have a code of their own.
            NoHandler::Code(_) => Err(RpcError::new(self.bad_params, reason).with_data(data)),
        })
    }

    /// The answer for a method that the group does not have.
    pub fn unknown(&self, call: &Call<'_>) -> Answer {
        let message = format!("there is no method '{}'", call.method);
        Err(RpcError::new(self.unknown_method, message))
    }

    /// What a handler's result, error or panic is answered with.
    pub async fn answer<T, F>(&self, handling: F, failure: Failure) -> Answer
    where
        T: Serialize,
        F: Future<Output = Result<T, RpcError>> + Unpin,
    {
        match caught(handling).await {
            Ok(Ok(result)) => self.result(&result),
            Ok(Err(error)) => self.failed(error, failure),
            Err(reason) => Err(panicked(&reason)),
        }
    }

    /// What the end, error or panic of a handler that has nothing to tell is answered with.
    pub async fn done<F>(&self, handling: F, failure: Failure) -> Answer
    where
        F: Future<Output = Result<(), RpcError>> + Unpin,
    {
        match caught(handling).await {
            Ok(Ok(())) => Ok(self.void()),
            Ok(Err(error)) => self.failed(error, failure),
            Err(reason) => Err(panicked(&reason)),
        }
    }

    /// What a notification's handling is answered with, should an answer be asked for.
    pub async fn noted<F: Future<Output = ()> + Unpin>(&self, handling: F) -> Answer {
        match caught(handling).await {
            Ok(()) => Ok(self.void()),
            Err(reason) => Err(panicked(&reason)),
        }
    }

    /// The result that says nothing, which nobody has to write.
    fn void(&self) -> Reply {
        Reply::Result(Cow::Borrowed(match self.void {
            Void::Null => "null",
            Void::Empty => "{}",
        }))
    }

    fn result<T: Serialize>(&self, result: &T) -> Answer {
        match serde_json::to_string(result) {
            Ok(text) if text == "null" => Ok(self.void()),
            Ok(text) => Ok(Reply::Result(Cow::Owned(text))),
            Err(error) => Err(RpcError::internal(format!(
                "the result cannot be written: {error}"
            ))),
        }
    }

    fn failed(&self, error: RpcError, failure: Failure) -> Answer {
        match self.on_error {
            OnError::Plain => Err(error),
            OnError::Later => Ok(Reply::Late(error)),
            OnError::InData => {
                let data = json!({"code": own_code(&error), "message": error.message});
                Err(RpcError::internal(error.message).with_data(data))
            }
            OnError::InResult => {
                let code = match own_code(&error) {
                    Value::String(code) => code,
                    _ => "UNKNOWN".to_string(),
                };
                let told = json!({"code": code, "message": error.message});
                self.result(&match failure {
                    Failure::Whole => told,
                    Failure::Member(others) => {
                        let others = serde_json::from_str(others).unwrap_or_default();
                        let mut members: Map<String, Value> = others;
                        members.insert("error".to_string(), told);
                        Value::Object(members)
                    }
                })
            }
        }
    }
}

/// The `code` in an error's data, else its own.
fn own_code(error: &RpcError) -> Value {
    let stated = error.data.as_ref().and_then(|data| data.get("code"));
    stated.cloned().unwrap_or_else(|| json!(error.code))
}

fn panicked(reason: &str) -> RpcError {
    RpcError::internal(format!("the handler panicked: {reason}"))
}
