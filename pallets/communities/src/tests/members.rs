use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::{assert_ok, traits::EnsureOrigin, PalletId};
use sp_runtime::traits::AccountIdConversion;
use vaka_primitives::{Communities as CommunitiesTrait, Members as MembersTrait, Membership};

type M = Communities;

#[test]
fn members_should_tell_other_pallets_who_is_one() {
    ExtBuilder::default().build_and_execute(|| {
        let expected = Membership {
            member: member(101),
            community: ALOFI,
            active_since: 0,
            seasoned_from: 0,
            village_since: 0,
            account_since: 0,
            suspended: false,
            frozen: false,
            dormancy: None,
        };
        assert_eq!(M::membership(&account(101)), Some(expected));
        assert_eq!(M::membership_of(member(101)), Some(expected));
        assert_eq!(M::account_of(member(101)), Some(account(101)));
        assert_eq!(M::membership(&account(STRANGER)), None);
        assert_eq!((M::membership_of(999), M::account_of(999)), (None, None));
        let village = Communities::account_of_community(APIA);
        assert_eq!(M::community_of_account(&village), Some(APIA));
        // There is no third community, and people and other pallets are none.
        let others = [
            Communities::account_of_community(2),
            account(101),
            PalletId(*b"vaka/oth").into_sub_account_truncating(APIA),
        ];
        assert!(others.iter().all(|who| M::community_of_account(who).is_none()));
        assert_eq!(<M as MembersTrait<AccountId>>::now(), now());
    });
}

#[test]
fn communities_should_tell_other_pallets_how_many_vote() {
    ExtBuilder::default().build_and_execute(|| {
        let electorate = <M as CommunitiesTrait>::electorate;
        assert_eq!(<M as CommunitiesTrait>::count(), 2);
        assert_eq!(electorate(Track::Treasury), 17);
        assert_eq!(electorate(Track::Village(ALOFI)), 7);
        assert_eq!(electorate(Track::Village(9)), 0);
    });
}

#[test]
fn constitution_should_count_members_who_were_active_for_ninety_days() {
    ExtBuilder::default().build_and_execute(|| {
        let electorate = || {
            let constitution = <M as CommunitiesTrait>::electorate(Track::Constitution);
            (constitution, <M as CommunitiesTrait>::electorate(Track::Treasury))
        };
        // The members of genesis are seasoned from the start.
        assert_eq!(electorate(), (17, 17));
        join(STRANGER, APIA, &[1, 2, 3]);
        let joined = now();
        wait(1);
        join(STRANGER + 1, APIA, &[4, 5, 6]);
        assert_eq!(electorate(), (17, 19));
        // Members who leave are no longer counted, seasoned or not.
        assert_ok!(M::leave(signed(STRANGER + 1)));
        assert_ok!(M::leave(signed(8)));
        assert_eq!(electorate(), (16, 17));
        // A reinstated member begins anew.
        assert_ok!(M::suspend(appeals(), member(9)));
        assert_eq!(electorate(), (15, 16));
        assert_ok!(M::reinstate(appeals(), member(9)));
        assert_eq!(electorate(), (15, 17));
        // Ninety days are over at the beginning of a day.
        let seasoned_from = person(STRANGER).seasoned_from;
        assert_eq!(seasoned_from, (joined / DAY + 91) * DAY);
        System::set_block_number(seasoned_from - 1);
        assert_eq!(electorate(), (15, 17));
        System::set_block_number(seasoned_from);
        assert_eq!((electorate(), M::nation().seasoned), ((16, 17), 16));
        wait(30);
        assert_eq!(electorate(), (17, 17));
        assert_ok!(M::leave(signed(STRANGER)));
        assert_eq!(electorate(), (16, 16));
    });
}

#[test]
fn membership_should_allow_votes_only_in_polls_that_opened_later() {
    ExtBuilder::default().build_and_execute(|| {
        wait(5);
        let before = now();
        join(STRANGER, APIA, &[1, 2, 3]);
        let membership = M::membership(&account(STRANGER)).unwrap();
        for (opened, may) in [(before, false), (now(), false), (now() + 1, true)] {
            assert_eq!(membership.may_vote_since(opened, Track::Treasury), may);
            assert!(!membership.may_vote_since(opened, Track::Constitution));
            assert_eq!(membership.may_vote_since(opened, Track::Village(APIA)), may);
            assert_eq!(membership.may_change_since(opened), may);
            assert!(!membership.may_vote_since(opened, Track::Village(ALOFI)));
        }
    });
}

#[test]
fn ensure_member_should_let_pass_members_who_are_not_suspended() {
    ExtBuilder::default().build_and_execute(|| {
        let pass = |n| EnsureMember::<Test>::ensure_origin(signed(n));
        assert_ok!(Communities::suspend(appeals(), member(5)));
        assert_ok!(Communities::freeze(signed(CLERK), member(6)));
        assert_eq!(pass(4).unwrap(), (account(4), M::membership(&account(4)).unwrap()));
        assert!(pass(6).unwrap().1.frozen);
        assert!(pass(5).is_err());
        assert!(pass(STRANGER).is_err());
        assert!(EnsureMember::<Test>::ensure_origin(root()).is_err());
    });
}
