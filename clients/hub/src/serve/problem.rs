//! Why somebody got no answer.

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::Json;
use serde::Serialize;

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
    /// The hub has not read a block yet.
    #[error("the hub has read nothing of the chain yet")]
    NothingYet,
    /// Too many ask at once.
    #[error("too many ask at once; try again")]
    Busy,
    /// The database does not answer.
    #[error("the hub cannot read its database")]
    Database(#[from] StoreError),
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
    fn code(&self) -> (StatusCode, &'static str) {
        match self {
            Self::NoSuchPage(_) => (StatusCode::NOT_FOUND, "noSuchPage"),
            Self::OtherMethod(_) => (StatusCode::METHOD_NOT_ALLOWED, "otherMethod"),
            Self::BadInput(_) => (StatusCode::BAD_REQUEST, "badInput"),
            Self::TooMany { .. } => (StatusCode::BAD_REQUEST, "tooMany"),
            Self::Unknown { .. } => (StatusCode::NOT_FOUND, "unknown"),
            Self::NotSignedIn => (StatusCode::UNAUTHORIZED, "notSignedIn"),
            Self::NotYours { .. } => (StatusCode::FORBIDDEN, "notYours"),
            Self::NothingYet => (StatusCode::SERVICE_UNAVAILABLE, "nothingYet"),
            Self::Busy => (StatusCode::SERVICE_UNAVAILABLE, "busy"),
            Self::Database(_) => (StatusCode::INTERNAL_SERVER_ERROR, "database"),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        if let Self::Database(error) = &self {
            eprintln!("answering: {error}");
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

impl From<PathRejection> for Problem {
    fn from(rejection: PathRejection) -> Self {
        Self::BadInput(rejection.body_text())
    }
}
