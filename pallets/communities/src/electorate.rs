//! The electorates: that of each community, that of all, and the members who vote on the
//! constitution.
//!
//! A member votes on the constitution once they have been active for 90 days. Otherwise a vote that
//! needs fewer people could make the members who pass a vote on the constitution. The members who
//! have not been active for so long are counted by the day on which they will have been. So the
//! number of all others is known without a loop over members.

use crate::{rules::Calendar, *};
use frame_support::defensive;

impl<T: Config> Pallet<T> {
    /// Adds a member to the electorates.
    pub(crate) fn count_in(calendar: &Calendar, member: MemberId, person: &Person<T::AccountId>) {
        Self::count_in_village(person.community, member);
        Electorate::<T>::mutate(|all| *all = all.saturating_add(1));
        Self::count_unseasoned(calendar, person.seasoned_from);
    }

    /// Takes a member out of the electorates.
    pub(crate) fn count_out(calendar: &Calendar, member: MemberId, person: &Person<T::AccountId>) {
        Self::count_out_of_village(person.community, member);
        Electorate::<T>::mutate(|all| *all = all.saturating_sub(1));
        Self::forget_unseasoned(calendar, person.seasoned_from);
    }

    /// Adds a member to the electorate of a community.
    pub(crate) fn count_in_village(community: CommunityId, member: MemberId) {
        Electors::<T>::insert(community, member, ());
        Communities::<T>::mutate_extant(community, |record| {
            record.electorate = record.electorate.saturating_add(1);
        });
    }

    /// Takes a member out of the electorate of a community.
    pub(crate) fn count_out_of_village(community: CommunityId, member: MemberId) {
        Electors::<T>::remove(community, member);
        Communities::<T>::mutate_extant(community, |record| {
            record.electorate = record.electorate.saturating_sub(1);
        });
    }

    /// The slot from which somebody votes on the constitution who becomes active now. It is the
    /// first of a day, so that people can be counted by days.
    pub(crate) fn seasoned_from(calendar: &Calendar) -> BlockNumber {
        let days = Self::figures().seasoning.saturating_add(1);
        calendar.first_slot_of(calendar.today().saturating_add(days))
    }

    /// The number of members who vote in a poll on the constitution that opens now.
    pub(crate) fn seasoned(calendar: &Calendar) -> u32 {
        let today = calendar.today();
        let unseasoned = Unseasoned::<T>::get()
            .into_iter()
            .filter(|entry| entry.day > today)
            .fold(0u32, |sum, entry| sum.saturating_add(entry.count));
        Electorate::<T>::get().saturating_sub(unseasoned)
    }

    fn count_unseasoned(calendar: &Calendar, from: BlockNumber) {
        if from <= calendar.now {
            return;
        }
        let (today, day) = (calendar.today(), calendar.day_of(from));
        Unseasoned::<T>::mutate(|days| {
            days.retain(|entry| entry.day > today);
            let at = days.partition_point(|entry| entry.day < day);
            if let Some(entry) = days.get_mut(at).filter(|entry| entry.day == day) {
                entry.count = entry.count.saturating_add(1);
            } else if days.try_insert(at, DayCount { day, count: 1 }).is_err() {
                defensive!("there are no more days than it takes");
            }
        });
    }

    fn forget_unseasoned(calendar: &Calendar, from: BlockNumber) {
        if from <= calendar.now {
            return;
        }
        let (today, day) = (calendar.today(), calendar.day_of(from));
        Unseasoned::<T>::mutate(|days| {
            if let Some(entry) = days.iter_mut().find(|entry| entry.day == day) {
                entry.count = entry.count.saturating_sub(1);
            }
            days.retain(|entry| entry.day > today && entry.count > 0);
        });
    }
}
