//! What every service needs to be served: frames, messages, calls and what becomes of them. It
//! knows no method; the modules beside it do.

mod call;
mod connection;
mod error;
mod framing;
pub mod json;
mod message;
mod peer;
mod unwind;

pub use call::{Answer, Call, Conduct, Failure, Find, Found, MissingParams};
pub use call::{NoHandler, OnError, Params, Reply, Service, Structure, Void};
pub use connection::{Connection, Options};
pub use error::{code, CallError, RpcError};
pub use framing::Framing;
pub use peer::Peer;
