//! The time for which a member is on a list, and the draws for which it counts.
//!
//! What validators give is public at once, so people can tell a seed soon after the session began
//! that draws it. Whoever counts for a draw must be settled before. So a list closes for a draw at the
//! end of a session: members who leave later still count, and members who joined since the case
//! opened do not. Nobody is kept from leaving, and nobody from joining but those who would take
//! themselves out of a draw by it.

use crate::*;
use frame_support::ensure;
use vaka_primitives::Draw as _;

impl Tenure {
    /// Whether a member is still on the list.
    pub fn goes_on(&self) -> bool {
        self.left.is_none()
    }

    /// Whether the member had not left when the lists closed for a draw.
    pub(crate) fn outlasts(&self, lists: &Lists) -> bool {
        self.left.is_none_or(|left| left > lists.after)
    }
}

impl<T: Config> Pallet<T> {
    /// A tenure that begins now, after another one. If that still counts for a draw, the member has
    /// to wait: by joining again they would take themselves out of it.
    pub(crate) fn begin_tenure(before: Tenure) -> Result<Tenure, Error<T>> {
        ensure!(before.left.is_none_or(Self::all_close_after), Error::<T>::DrawPending);
        Ok(Tenure { since: Self::members_now(), left: None })
    }

    /// Ends a tenure now, unless it has ended before.
    pub(crate) fn end_tenure(tenure: &mut Tenure) {
        tenure.left.get_or_insert_with(T::Draw::session);
    }
}
