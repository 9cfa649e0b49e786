//! Rounds begin and end with sessions.

use crate::*;
use alloc::vec::Vec;
use core::marker::PhantomData;
use pallet_session::SessionManager;
use vaka_primitives::SessionIndex;

/// Stands around the session's manager. pallet-session tells its manager of a session's end before
/// the validators change, and of its beginning after, so a round has the right ones at both times.
pub struct Rounds<T, Manager>(PhantomData<(T, Manager)>);

impl<T, Manager> SessionManager<T::ValidatorId> for Rounds<T, Manager>
where
    T: Config,
    Manager: SessionManager<T::ValidatorId>,
{
    fn new_session(index: SessionIndex) -> Option<Vec<T::ValidatorId>> {
        Manager::new_session(index)
    }

    fn new_session_genesis(index: SessionIndex) -> Option<Vec<T::ValidatorId>> {
        Manager::new_session_genesis(index)
    }

    fn start_session(index: SessionIndex) {
        Manager::start_session(index);
        Pallet::<T>::begin_round(index);
    }

    fn end_session(index: SessionIndex) {
        Pallet::<T>::end_round(index);
        Manager::end_session(index);
    }
}
