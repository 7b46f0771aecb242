//! Why a request was not answered as asked: a status and a stable code.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::domain::refusal::{Reason, Refusal};
use crate::live::accounts::AccountFault;
use crate::live::hub::NoRoom;
use crate::wire::door::Problem;

/// A request is not answered as asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denied {
    /// There is nothing here.
    NotFound,
    /// The body is not what this request takes.
    Malformed,
    /// The body is larger than any of ours.
    TooLarge,
    /// The body did not come in time.
    TooSlow,
    /// A page of another origin asks, or no page at all.
    BadOrigin,
    /// No facilitator is signed in on this device.
    SignedOut,
    /// Name and passphrase do not go together.
    BadCredentials,
    /// The link has been used, or its time is over.
    BadInvitation,
    /// A passphrase too short, a name that is none, blocks that overlap.
    BadField,
    /// Somebody signs in with that name already.
    NameTaken,
    /// No seat here, or no longer; not a facilitator of this day.
    NotAdmitted,
    /// There is no room behind this code.
    WrongCode,
    /// The day is over and its content destroyed.
    DayOver,
    /// Too many wrong codes: wait.
    TooManyTries,
    /// Too much is asked at once: wait.
    Busy,
    /// The house cannot make anything durable, or cannot read.
    Unavailable,
    /// The house restarts: come back.
    Restarting,
    /// The day says no.
    Refused(Reason),
}

impl Denied {
    /// The stable code on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Denied::NotFound => "notFound",
            Denied::Malformed => "malformed",
            Denied::TooLarge => "tooLarge",
            Denied::TooSlow => "tooSlow",
            Denied::BadOrigin => "foreignOrigin",
            Denied::SignedOut => "signedOut",
            Denied::BadCredentials => "wrongPassphrase",
            Denied::BadInvitation => "badToken",
            Denied::BadField => "badField",
            Denied::NameTaken => Reason::NameTaken.code(),
            Denied::NotAdmitted => "notAdmitted",
            Denied::WrongCode => "wrongCode",
            Denied::DayOver => "dayOver",
            Denied::TooManyTries => "tooManyTries",
            Denied::Busy => "busy",
            Denied::Unavailable => "unavailable",
            Denied::Restarting => "restarting",
            Denied::Refused(reason) => reason.code(),
        }
    }

    /// The HTTP status.
    pub fn status(self) -> StatusCode {
        match self {
            Denied::NotFound | Denied::WrongCode => StatusCode::NOT_FOUND,
            Denied::Malformed => StatusCode::BAD_REQUEST,
            Denied::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Denied::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Denied::BadOrigin => StatusCode::FORBIDDEN,
            Denied::SignedOut | Denied::BadCredentials | Denied::NotAdmitted => {
                StatusCode::UNAUTHORIZED
            }
            Denied::DayOver | Denied::BadInvitation => StatusCode::GONE,
            Denied::TooManyTries | Denied::Busy => StatusCode::TOO_MANY_REQUESTS,
            Denied::Unavailable | Denied::Restarting => StatusCode::SERVICE_UNAVAILABLE,
            Denied::BadField | Denied::NameTaken | Denied::Refused(_) => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
        }
    }
}

impl IntoResponse for Denied {
    fn into_response(self) -> Response {
        (self.status(), Json(Problem { code: self.code().to_owned() })).into_response()
    }
}

impl From<Refusal> for Denied {
    fn from(refusal: Refusal) -> Self {
        match refusal.reason {
            Reason::Busy => Denied::Busy,
            Reason::Unavailable => Denied::Unavailable,
            reason => Denied::Refused(reason),
        }
    }
}

impl From<AccountFault> for Denied {
    fn from(fault: AccountFault) -> Self {
        match fault {
            AccountFault::BadInvitation => Denied::BadInvitation,
            AccountFault::BadCredentials => Denied::BadCredentials,
            AccountFault::BadField => Denied::BadField,
            AccountFault::NameTaken => Denied::NameTaken,
            AccountFault::Unknown => Denied::NotFound,
            AccountFault::Busy => Denied::Busy,
            AccountFault::Unavailable => Denied::Unavailable,
        }
    }
}

impl From<NoRoom> for Denied {
    fn from(none: NoRoom) -> Self {
        match none {
            NoRoom::Unknown => Denied::NotFound,
            NoRoom::Over => Denied::DayOver,
            NoRoom::Unavailable => Denied::Unavailable,
        }
    }
}
