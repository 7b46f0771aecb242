//! The group's own processes: listed, checked, put, dropped, given as a file.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, Request, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use crate::catalogue;
use crate::domain::cycle::NotPut;
use crate::domain::process::{Fault, Process, ProcessId};
use crate::edge::Edge;
use crate::edge::account_api::cycle_of;
use crate::edge::body::read_up_to;
use crate::edge::caller::Caller;
use crate::edge::error::Denied;
use crate::live::accounts;
use crate::wire::account::{FaultView, NotTaken, Processes};

/// Bytes of a process's file: twice its longest texts, for what stands around them.
const FILE_BYTES: usize = 64 * 1024;

/// Which version of a process was edited.
#[derive(Deserialize)]
pub(super) struct Edited {
    /// 0: a new one.
    from: u16,
}

/// The processes of the house, and the group's own.
pub(super) async fn list(
    State(edge): State<Arc<Edge>>,
    caller: Caller,
    Path(cycle): Path<String>,
) -> Result<Json<Processes>, Denied> {
    let (facilitator, _) = edge.signed_in(&caller).await?;
    let own = edge.accounts.own_processes(facilitator, cycle_of(&cycle)?).await?;
    Ok(Json(Processes { house: edge.accounts.house_processes(), own }))
}

/// One of the group's own as a file, shaped as those of `catalogue/`.
pub(super) async fn file(
    State(edge): State<Arc<Edge>>,
    caller: Caller,
    Path((cycle, process)): Path<(String, String)>,
) -> Result<Response, Denied> {
    let (facilitator, _) = edge.signed_in(&caller).await?;
    let own = edge.accounts.own_processes(facilitator, cycle_of(&cycle)?).await?;
    let process = own.iter().find(|one| one.id.as_str() == process).ok_or(Denied::NotFound)?;
    let text = serde_json::to_string_pretty(process).map_err(|_| Denied::Unavailable)? + "\n";
    let name = format!("attachment; filename=\"{}.json\"", process.id);
    let headers = [(CONTENT_TYPE, "application/json".to_owned()), (CONTENT_DISPOSITION, name)];
    Ok((headers, text).into_response())
}

/// Whether a process could be one of the group's own.
pub(super) async fn check(
    State(edge): State<Arc<Edge>>,
    caller: Caller,
    request: Request,
) -> Result<StatusCode, Refused> {
    edge.signed_in(&caller).await?;
    read(request, &edge).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Puts a process among the group's own; answers with its version.
pub(super) async fn put(
    State(edge): State<Arc<Edge>>,
    caller: Caller,
    Path(cycle): Path<String>,
    edited: Result<Query<Edited>, QueryRejection>,
    request: Request,
) -> Result<Json<Process>, Refused> {
    let (facilitator, _) = edge.signed_in(&caller).await?;
    let cycle = cycle_of(&cycle)?;
    let Query(Edited { from }) = edited.map_err(|_| Denied::Malformed)?;
    let process = read(request, &edge).await?;
    Ok(Json(edge.accounts.put_process(facilitator, cycle, from, process).await?))
}

/// Drops one of the group's own.
pub(super) async fn drop(
    State(edge): State<Arc<Edge>>,
    caller: Caller,
    Path((cycle, process)): Path<(String, String)>,
) -> Result<StatusCode, Denied> {
    let (facilitator, _) = edge.signed_in(&caller).await?;
    let process = ProcessId::new(process).map_err(|_| Denied::NotFound)?;
    edge.accounts.drop_process(facilitator, cycle_of(&cycle)?, process).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The process that a body holds, or what is wrong with it and where.
async fn read(request: Request, edge: &Edge) -> Result<Process, Refused> {
    let file = read_up_to(FILE_BYTES, request, edge).await?;
    catalogue::read(&file).map_err(|faults| NotPut::Faulty(faults).into())
}

/// Why a process was not taken.
pub(super) enum Refused {
    /// As any request.
    Denied(Denied),
    /// For what it is, or what stands there already.
    NotPut(NotPut),
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let not = match self {
            Refused::Denied(denied) => return denied.into_response(),
            Refused::NotPut(not) => not,
        };
        let (code, faults) = match not {
            NotPut::Faulty(faults) => ("faultyProcess", faults),
            NotPut::OfTheHouse => ("houseProcess", Vec::new()),
            NotPut::TooMany => ("tooManyProcesses", Vec::new()),
            NotPut::Changed => ("processChanged", Vec::new()),
        };
        let faults = faults.into_iter().map(view).collect();
        let told = NotTaken { code: code.to_owned(), faults };
        (StatusCode::UNPROCESSABLE_ENTITY, Json(told)).into_response()
    }
}

fn view(fault: Fault) -> FaultView {
    FaultView { place: fault.place, code: fault.wrong.code().to_owned(), figures: fault.figures }
}

impl From<Denied> for Refused {
    fn from(denied: Denied) -> Self {
        Self::Denied(denied)
    }
}

impl From<NotPut> for Refused {
    fn from(not: NotPut) -> Self {
        Self::NotPut(not)
    }
}

impl From<accounts::NotTaken> for Refused {
    fn from(not: accounts::NotTaken) -> Self {
        match not {
            accounts::NotTaken::NotPut(not) => Self::NotPut(not),
            accounts::NotTaken::Account(fault) => Self::Denied(fault.into()),
        }
    }
}
