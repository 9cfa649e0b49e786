//! What slots cleared at, and the prices that operators set.

use std::sync::Arc;

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::Json;

use super::answer::{Answer, Page};
use super::problem::Problem;
use super::Hub;
use crate::store::read::{self, ClearingRow, TariffRow};

/// The results of a grid's slots.
pub(super) async fn clearings(
    State(hub): State<Arc<Hub>>,
    grid: Result<Path<u32>, PathRejection>,
    page: Result<Query<Page>, QueryRejection>,
) -> Result<Json<Answer<Vec<ClearingRow>>>, Problem> {
    let (Path(grid), Query(page)) = (grid?, page?);
    let limit = page.limit()?;
    hub.answer(move |db| Ok(read::clearings(db, grid, page.before, limit)?)).await.map(Json)
}

/// The prices of a grid.
pub(super) async fn tariffs(
    State(hub): State<Arc<Hub>>,
    grid: Result<Path<u32>, PathRejection>,
    page: Result<Query<Page>, QueryRejection>,
) -> Result<Json<Answer<Vec<TariffRow>>>, Problem> {
    let (Path(grid), Query(page)) = (grid?, page?);
    let limit = page.limit()?;
    hub.answer(move |db| Ok(read::tariffs(db, grid, page.before, limit)?)).await.map(Json)
}
