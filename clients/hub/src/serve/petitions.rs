//! Petitions and their course.

use std::sync::Arc;

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::Json;
use serde::Serialize;

use super::answer::{Answer, Page, MAX_PAGE};
use super::problem::Problem;
use super::Hub;
use crate::store::read::{self, PetitionRow, StepRow};

/// A petition with its course.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Petition {
    #[serde(flatten)]
    petition: PetitionRow,
    /// What happened to it, the newest first.
    course: Vec<StepRow>,
    /// What happened to its referendum, the newest first.
    vote: Vec<StepRow>,
}

/// The petitions.
pub(super) async fn list(
    State(hub): State<Arc<Hub>>,
    page: Result<Query<Page>, QueryRejection>,
) -> Result<Json<Answer<Vec<PetitionRow>>>, Problem> {
    let Query(page) = page?;
    let limit = page.limit()?;
    hub.answer(move |db| Ok(read::petitions(db, page.before, limit)?)).await.map(Json)
}

/// A petition.
pub(super) async fn one(
    State(hub): State<Arc<Hub>>,
    number: Result<Path<u32>, PathRejection>,
) -> Result<Json<Answer<Petition>>, Problem> {
    let Path(number) = number?;
    let answer = hub.answer(move |db| {
        let petition = read::petition(db, number)?;
        let petition = petition.ok_or(Problem::Unknown { what: "petition", number })?;
        let course = read::steps(db, "petition", number.into(), MAX_PAGE)?;
        let vote = match petition.referendum {
            Some(referendum) => read::steps(db, "referendum", referendum.into(), MAX_PAGE)?,
            None => Vec::new(),
        };
        Ok(Petition { petition, course, vote })
    });
    answer.await.map(Json)
}
