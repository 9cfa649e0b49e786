//! The list of jurors. Its seats have no gap: the last one takes the place of one that gets free.

use crate::*;
use frame_support::{defensive, pallet_prelude::*, traits::Contains as _};
use vaka_primitives::{MemberId, Members as _};

impl Juror {
    /// Whether they are on the list.
    pub fn listed(&self) -> bool {
        self.seat.is_some() && self.tenure.goes_on()
    }
}

impl<T: Config> Pallet<T> {
    pub(crate) fn do_join_jury(who: T::AccountId) -> DispatchResult {
        let member = Self::judge(&who)?.member;
        let mut juror = Jurors::<T>::get(member).unwrap_or_default();
        match juror.barred_until {
            Some(until) => ensure!(Self::now() >= until, Error::<T>::Barred),
            None => ensure!(!juror.listed(), Error::<T>::AlreadyJuror),
        }
        ensure!(T::Standing::contains(&member), Error::<T>::NoStanding);
        juror.tenure = Self::begin_tenure(juror.tenure)?;
        juror.barred_until = None;
        if juror.seat.is_none() {
            let seat = SeatCount::<T>::get();
            SeatCount::<T>::put(seat.checked_add(1).ok_or(Error::<T>::NumbersExhausted)?);
            Seats::<T>::insert(seat, member);
            juror.seat = Some(seat);
        }
        Jurors::<T>::insert(member, juror);
        Self::deposit_event(Event::JuryJoined { member });
        Ok(())
    }

    pub(crate) fn do_leave_jury(who: T::AccountId) -> DispatchResult {
        let member = T::Members::membership(&who).ok_or(Error::<T>::NotMember)?.member;
        let mut juror = Jurors::<T>::get(member).unwrap_or_default();
        ensure!(juror.listed(), Error::<T>::NotJuror);
        Self::end_tenure(&mut juror.tenure);
        Self::put_juror(member, juror);
        Self::deposit_event(Event::JuryLeft { member });
        Ok(())
    }

    /// Frees a seat. Seats must be allowed to move.
    fn unseat(juror: &mut Juror) {
        let Some(seat) = juror.seat.take() else {
            return;
        };
        let last = SeatCount::<T>::get().saturating_sub(1);
        SeatCount::<T>::put(last);
        let Some(moved) = Seats::<T>::take(last) else {
            defensive!("seats have no gap");
            return;
        };
        if seat != last {
            Seats::<T>::insert(seat, moved);
            Jurors::<T>::mutate_extant(moved, |juror| juror.seat = Some(seat));
        }
    }

    /// Stores a juror, or forgets one of whom there is nothing to know. The seat of one who left is
    /// freed, if seats may move.
    fn put_juror(member: MemberId, mut juror: Juror) {
        if !juror.tenure.goes_on() && Self::seats_may_move() {
            Self::unseat(&mut juror);
        }
        let known = juror.seat.is_some() || juror.cases > 0 || juror.barred_until.is_some();
        Jurors::<T>::set(member, known.then_some(juror));
    }

    /// Counts a case in which a juror serves.
    pub(crate) fn begin_serving(member: MemberId) {
        Jurors::<T>::mutate_extant(member, |juror| juror.cases = juror.cases.saturating_add(1));
    }

    /// Counts that a juror serves in a case no longer. If they failed to reveal, they are off the
    /// list for some time.
    pub(crate) fn end_serving(member: MemberId, failed: bool) {
        let Some(mut juror) = Jurors::<T>::get(member) else {
            defensive!("those who serve are jurors");
            return;
        };
        juror.cases = juror.cases.saturating_sub(1);
        if failed {
            let days = Self::figures().barred;
            let until = Self::now().saturating_add(Self::slots(days));
            juror.barred_until = Some(until);
            // They leave as others do, or they could choose to take themselves out of a draw.
            Self::end_tenure(&mut juror.tenure);
            Self::deposit_event(Event::JurorBarred { member, until });
        }
        Self::put_juror(member, juror);
    }

    /// Frees seats of people who are no jurors any longer, if seats may move. Looks at few, from where
    /// it stopped before. Returns how many it freed, if it looked.
    pub(crate) fn sweep() -> Option<u32> {
        let count = SeatCount::<T>::get();
        if count == 0 || !Self::seats_may_move() {
            return None;
        }
        let mut place = NextSwept::<T>::get();
        for _ in 0..count.min(rules::MAX_SWEPT) {
            if place >= SeatCount::<T>::get() {
                place = 0;
            }
            match Seats::<T>::get(place).and_then(Self::gone) {
                // The last one takes the seat, and is looked at next.
                Some((member, juror)) => Self::put_juror(member, juror),
                None => place = place.saturating_add(1),
            }
        }
        NextSwept::<T>::put(place);
        Some(count.saturating_sub(SeatCount::<T>::get()))
    }

    /// A member who has a seat, if they are no juror any longer.
    fn gone(member: MemberId) -> Option<(MemberId, Juror)> {
        let mut juror = Jurors::<T>::get(member)?;
        if juror.listed() && T::Members::membership_of(member).is_some() {
            return None;
        }
        Self::end_tenure(&mut juror.tenure);
        Some((member, juror))
    }
}
