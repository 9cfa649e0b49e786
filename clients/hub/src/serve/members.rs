//! What anybody may know of a member.

use std::sync::Arc;

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::Json;

use super::answer::{Answer, Page};
use super::problem::Problem;
use super::Hub;
use crate::store::read::{self, VoteRow};

/// The votes of a member. They are public on the chain.
pub(super) async fn votes(
    State(hub): State<Arc<Hub>>,
    member: Result<Path<u32>, PathRejection>,
    page: Result<Query<Page>, QueryRejection>,
) -> Result<Json<Answer<Vec<VoteRow>>>, Problem> {
    let (Path(member), Query(page)) = (member?, page?);
    let limit = page.limit()?;
    hub.answer(move |db| Ok(read::votes(db, member, page.before, limit)?)).await.map(Json)
}
