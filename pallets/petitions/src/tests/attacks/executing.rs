//! Making a call that the people did not approve, or again, or with another origin.

use crate::{
    mock::{Petitions, *},
    *,
};
use frame_support::{assert_noop, dispatch::RawOrigin, traits::schedule::DispatchTime};
use pallet_referenda::ReferendumCount;
use sp_runtime::DispatchError;

#[test]
fn nobody_but_the_pallet_should_submit_referenda() {
    ExtBuilder.build_and_execute(|| {
        let proposal = frame_support::traits::Bounded::Inline(Default::default());
        for by in [signed(1), RuntimeOrigin::root(), origin(APIA)] {
            assert_noop!(
                Referenda::submit(
                    by,
                    Box::new(RawOrigin::Root.into()),
                    proposal.clone(),
                    DispatchTime::After(0)
                ),
                DispatchError::BadOrigin
            );
        }
        assert_eq!(ReferendumCount::<Test>::get(), 0);
    });
}

#[test]
fn one_village_should_not_carry_out_what_another_one_approved() {
    ExtBuilder.build_and_execute(|| {
        let id = endorsed(ALOFI, note(1));
        approve(id);
        System::set_block_number(now() + ENACTMENT);
        assert_noop!(execute(origin(APIA), id), DispatchError::BadOrigin);
        assert_noop!(execute(RuntimeOrigin::root(), id), DispatchError::BadOrigin);
        assert_eq!(made(1), 0);
    });
}

/// The constitution track dispatches as Root, so its call could `execute` another petition of that
/// track: one that the people rejected, that they are voting on, or that is approved and not due
/// yet.
#[test]
fn the_constitution_should_not_carry_out_what_was_not_approved() {
    ExtBuilder.build_and_execute(|| {
        let rejected = endorsed(Track::Constitution, note(1));
        assert_noop!(execute(RuntimeOrigin::root(), rejected), Error::<Test>::NotApproved);
        run(60);
        assert_noop!(execute(RuntimeOrigin::root(), rejected), Error::<Test>::NotApproved);
        let approved = endorsed(Track::Constitution, note(2));
        approve(approved);
        assert_noop!(execute(RuntimeOrigin::root(), approved), Error::<Test>::NotDue);
        assert_eq!((made(1), made(2)), (0, 0));
    });
}

#[test]
fn nothing_should_be_made_twice_by_whatever_means() {
    ExtBuilder.build_and_execute(|| {
        let id = endorsed(Track::Constitution, note(1));
        approve(id);
        System::set_block_number(now() + ENACTMENT + DAY);
        // The scheduler has not come yet; somebody retries, then it comes, then others try.
        retry(id).expect("made");
        run(1);
        assert!(execute(RuntimeOrigin::root(), id).is_err());
        assert!(retry(id).is_err());
        System::set_block_number(now() + 1_000 * DAY);
        while exists(id) {
            close(id).expect("closed");
        }
        assert!(execute(RuntimeOrigin::root(), id).is_err());
        assert!(retry(id).is_err());
        assert_eq!(made(1), 1);
        assert!(open(1, APIA, note(2)) > id);
        assert!(Petitions::petition(id).is_none());
    });
}
