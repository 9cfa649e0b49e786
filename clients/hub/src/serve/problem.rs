//! Why somebody got no answer.

use axum::extract::rejection::{BytesRejection, JsonRejection, PathRejection, QueryRejection};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::Json;
use serde::Serialize;

use crate::chain::Unanswered;
use crate::desk::refusal::Refusal;
use crate::identity::login::Refused;
use crate::store::StoreError;

/// Why somebody got no answer.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// There is no such thing to ask for.
    #[error("there is nothing at {0}")]
    NoSuchPage(String),
    /// What is there can only be read.
    #[error("{0} is of no use here; this can only be read")]
    OtherMethod(String),
    /// Something in the address is not what it should be.
    #[error("{0}")]
    BadInput(String),
    /// A page was asked for that is too large.
    #[error("at most {most} at once; ask for more with `before`")]
    TooMany {
        /// The most that a page has.
        most: u32,
    },
    /// The chain has nothing of that number, as far as the hub knows.
    #[error("the hub knows no {what} {number}")]
    Unknown {
        /// What was asked for.
        what: &'static str,
        /// Its number.
        number: u32,
    },
    /// It is told to its owner alone.
    #[error("sign in: this is told to its owner alone")]
    NotSignedIn,
    /// It is not theirs who ask, or there is no such thing.
    #[error("{what} {number} is not yours, or the hub does not know it")]
    NotYours {
        /// What was asked for.
        what: &'static str,
        /// Its number.
        number: u64,
    },
    /// What was sent is too large.
    #[error("at most {most} bytes")]
    TooLarge {
        /// The most bytes.
        most: usize,
    },
    /// Too many days were asked for.
    #[error("at most {most} days at once")]
    TooManyDays {
        /// The most days.
        most: i64,
    },
    /// The login is none.
    #[error(transparent)]
    Login(#[from] Refused),
    /// The login was used before.
    #[error("this login was used before: sign another one")]
    Replayed,
    /// The hub does not have the text.
    #[error("the hub does not have this text")]
    NoText,
    /// The text is none.
    #[error("a text is UTF-8")]
    NoUtf8,
    /// The text is another one.
    #[error("the text has another hash")]
    WrongHash,
    /// Nobody knows of the text.
    #[error("the chain does not name this text, as far as the hub knows: a member may give it, signed in")]
    NotNamed,
    /// Only members may do this.
    #[error("this is for members, as far as the hub knows the chain")]
    NoMember,
    /// The hub does not take the text.
    #[error("the hub's operator does not take this text")]
    Unwanted,
    /// Somebody had their share for today.
    #[error("that is too much for a day: try again tomorrow")]
    Quota,
    /// The hub sends no such messages.
    #[error("the hub sends no messages this way")]
    NoChannel,
    /// The code is another one.
    #[error("that is not the code, or it is too old: ask for another one")]
    WrongCode,
    /// The node's RPC was asked over plain HTTP.
    #[error("the node's RPC is a WebSocket here")]
    NoWebSocket,
    /// What was sent is no signed transaction.
    #[error("this is no signed transaction")]
    NoTransaction,
    /// The node does not take the transaction.
    #[error("{} ({})", .0.reason.advice(), .0.detail)]
    Refused(Refusal),
    /// The node does not answer.
    #[error("the hub's node does not answer: try again")]
    Node(#[from] Unanswered),
    /// The disk is full.
    #[error("the hub's disk is full")]
    Full,
    /// The hub has not read a block yet.
    #[error("the hub has read nothing of the chain yet")]
    NothingYet,
    /// Too many ask at once.
    #[error("too many ask at once; try again")]
    Busy,
    /// The database does not answer.
    #[error("the hub cannot read its database")]
    Database(StoreError),
}

#[derive(Serialize)]
struct Shown {
    error: Told,
}

#[derive(Serialize)]
struct Told {
    code: &'static str,
    message: String,
}

impl Problem {
    /// Why a body was not read.
    pub(super) fn too_large(rejection: BytesRejection, most: usize) -> Self {
        match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge { most },
            _ => Self::BadInput(rejection.body_text()),
        }
    }

    fn code(&self) -> (StatusCode, &'static str) {
        match self {
            Self::NoSuchPage(_) => (StatusCode::NOT_FOUND, "noSuchPage"),
            Self::OtherMethod(_) => (StatusCode::METHOD_NOT_ALLOWED, "otherMethod"),
            Self::BadInput(_) => (StatusCode::BAD_REQUEST, "badInput"),
            Self::TooMany { .. } => (StatusCode::BAD_REQUEST, "tooMany"),
            Self::Unknown { .. } => (StatusCode::NOT_FOUND, "unknown"),
            Self::NotSignedIn => (StatusCode::UNAUTHORIZED, "notSignedIn"),
            Self::NotYours { .. } => (StatusCode::FORBIDDEN, "notYours"),
            Self::TooLarge { .. } => (StatusCode::PAYLOAD_TOO_LARGE, "tooLarge"),
            Self::TooManyDays { .. } => (StatusCode::BAD_REQUEST, "tooMany"),
            Self::Login(refused) => (StatusCode::UNAUTHORIZED, refused.code()),
            Self::Replayed => (StatusCode::UNAUTHORIZED, "replayed"),
            Self::NoText => (StatusCode::NOT_FOUND, "noText"),
            Self::NoUtf8 => (StatusCode::BAD_REQUEST, "noUtf8"),
            Self::WrongHash => (StatusCode::BAD_REQUEST, "wrongHash"),
            Self::NotNamed => (StatusCode::UNAUTHORIZED, "notNamed"),
            Self::NoMember => (StatusCode::FORBIDDEN, "noMember"),
            Self::Unwanted => (StatusCode::FORBIDDEN, "unwanted"),
            Self::Quota => (StatusCode::TOO_MANY_REQUESTS, "quota"),
            Self::NoChannel => (StatusCode::NOT_IMPLEMENTED, "noChannel"),
            Self::WrongCode => (StatusCode::FORBIDDEN, "wrongCode"),
            Self::NoWebSocket => (StatusCode::UPGRADE_REQUIRED, "noWebSocket"),
            Self::NoTransaction => (StatusCode::BAD_REQUEST, "noTransaction"),
            Self::Refused(refusal) => (StatusCode::UNPROCESSABLE_ENTITY, refusal.reason.code()),
            Self::Node(_) => (StatusCode::BAD_GATEWAY, "node"),
            Self::Full => (StatusCode::INSUFFICIENT_STORAGE, "full"),
            Self::NothingYet => (StatusCode::SERVICE_UNAVAILABLE, "nothingYet"),
            Self::Busy => (StatusCode::SERVICE_UNAVAILABLE, "busy"),
            Self::Database(_) => (StatusCode::INTERNAL_SERVER_ERROR, "database"),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        match &self {
            Self::Database(error) => eprintln!("answering: {error}"),
            Self::Node(error) => eprintln!("answering: {error}"),
            _ => {}
        }
        let (status, code) = self.code();
        let shown = Shown { error: Told { code, message: self.to_string() } };
        (status, Json(shown)).into_response()
    }
}

impl From<QueryRejection> for Problem {
    fn from(rejection: QueryRejection) -> Self {
        Self::BadInput(rejection.body_text())
    }
}

impl From<JsonRejection> for Problem {
    fn from(rejection: JsonRejection) -> Self {
        Self::BadInput(rejection.body_text())
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Full => Self::Full,
            StoreError::NotMade => Self::NothingYet,
            error => Self::Database(error),
        }
    }
}

impl From<PathRejection> for Problem {
    fn from(rejection: PathRejection) -> Self {
        Self::BadInput(rejection.body_text())
    }
}
