//! Puts a client in Rust under judgement: `assay run --subject target/release/adapter DOCUMENT`.
//!
//! The protocol, in `protocol`, is generated from its document: types, and a trait with a method
//! for each request. What the client does is to be filled in below; what it does not have stays
//! `unsupported`, and is left out of `describe`.

use async_trait::async_trait;
use serde::de::DeserializeOwned;
use serde_json::{json, Value};
use std::sync::Arc;
use subject::dispatch::{Dispatcher, GlobalHandlers};
use subject::handlers::service::ServiceHandler;
use subject::runtime::{Connection, Framing, Options, RpcError};
use subject::types::*;

/// The client, and whatever its sessions need.
struct Adapter;

/// An outcome by its words on the wire.
fn outcome<T: DeserializeOwned>(members: Value) -> Result<T, RpcError> {
    serde_json::from_value(members).map_err(|error| RpcError::internal(error.to_string()))
}

fn unsupported<T: DeserializeOwned>(what: &str) -> Result<T, RpcError> {
    let reason = format!("the client does not have {what}");
    outcome(json!({ "outcome": "unsupported", "reason": reason }))
}

#[async_trait]
impl ServiceHandler for Adapter {
    async fn describe(&self) -> Result<Description, RpcError> {
        Ok(Description {
            protocol: "1".to_string(),
            name: "my-client".to_string(),
            version: env!("CARGO_PKG_VERSION").to_string(),
            language: "rust".to_string(),
            features: vec![],
            // Those that `connect` can do, such as Transport::Tcp.
            transports: vec![],
            clients: vec![ClientKind::Async],
        })
    }

    async fn prepare(&self, _: PrepareParams) -> Result<Outcome, RpcError> {
        outcome(json!({ "outcome": "returned", "value": null }))
    }

    async fn construct(&self, _: ConstructParams) -> Result<ConstructOutcome, RpcError> {
        unsupported("types")
    }

    async fn connect(&self, _: ConnectParams) -> Result<ConnectOutcome, RpcError> {
        unsupported("connections")
    }

    async fn call(&self, _: CallParams) -> Result<CallOutcome, RpcError> {
        unsupported("calls")
    }

    async fn notify(&self, _: NotifyParams) -> Result<CallOutcome, RpcError> {
        unsupported("notifications")
    }

    async fn batch(&self, _: BatchParams) -> Result<BatchOutcome, RpcError> {
        unsupported("batches")
    }

    async fn subscribe(&self, _: SubscribeParams) -> Result<SubscribeOutcome, RpcError> {
        unsupported("subscriptions")
    }

    async fn cancel(&self, _: CancelParams) -> Result<Outcome, RpcError> {
        unsupported("calls that are given up")
    }

    async fn close(&self, _: CloseParams) -> Result<Outcome, RpcError> {
        unsupported("sessions")
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let options = Options {
        framing: Framing::Newline,
        ..Options::default()
    };
    let handlers = GlobalHandlers {
        service: Some(Arc::new(Adapter)),
    };
    Connection::new(tokio::io::stdin(), tokio::io::stdout(), options)
        .serve(Dispatcher::new(handlers))
        .await
}
