use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::assert_ok;

#[test]
fn member_should_show_what_the_wallet_needs() {
    ExtBuilder::default().build_and_execute(|| {
        let shown = Communities::member_by_account(account(CLERK)).unwrap();
        assert_eq!(Communities::member(member(CLERK)), Some(shown.clone()));
        assert_eq!((shown.account, shown.is_clerk), (account(CLERK), true));
        assert_eq!((shown.free_calls, shown.replacement), (20, None));
        assert_eq!(Communities::member_by_account(account(STRANGER)), None);
        assert_eq!(Communities::member(999), None);

        join(STRANGER, APIA, &[1, 2, 3]);
        let shown = Communities::member_by_account(account(STRANGER)).unwrap();
        assert_eq!(shown.vouches_from, now() + 90 * DAY);
        assert_ok!(Communities::suspend(appeals(), member(STRANGER)));
        let shown = Communities::member_by_account(account(STRANGER)).unwrap();
        assert_eq!((shown.membership.suspended, shown.free_calls), (true, 0));
    });
}

#[test]
fn community_should_show_what_admissions_are_left() {
    ExtBuilder::default().build_and_execute(|| {
        admit(STRANGER, APIA, &[1, 2, 3]);
        let shown = Communities::community(APIA).unwrap();
        assert_eq!((shown.electorate, shown.admissions_left), (10, 1));
        wait(31);
        assert_eq!(Communities::community(APIA).unwrap().admissions_left, 2);
        assert_eq!(Communities::community(9), None);
    });
}

#[test]
fn electorate_should_be_of_one_community_or_of_all() {
    ExtBuilder::default().build_and_execute(|| {
        assert_eq!(Communities::electorate(Some(APIA)), 10);
        assert_eq!(Communities::electorate(None), 17);
        assert_eq!(Communities::electorate(Some(9)), 0);
    });
}

#[test]
fn requests_should_be_shown_in_order_with_the_vouches_that_count() {
    ExtBuilder::default().build_and_execute(|| {
        let ids = (0..5).map(|n| bring(CLERK, STRANGER + n, APIA)).collect::<Vec<_>>();
        let other = bring(CLERK_OF_ALOFI, STRANGER + 9, ALOFI);
        vouch(ids[0], &[1, 2]);
        assert_ok!(Communities::suspend(appeals(), member(1)));

        let shown = |community, from| {
            let shown = Communities::requests(community, from).into_iter();
            shown.map(|view| view.id).collect::<Vec<_>>()
        };
        assert_eq!(shown(APIA, 0), ids);
        assert_eq!(shown(APIA, ids[2]), ids[2..].to_vec());
        assert_eq!(shown(ALOFI, 0), vec![other]);
        let view = Communities::request(ids[0]).unwrap();
        assert_eq!((view.valid_vouches, view.request.vouches.len()), (1, 2));
        assert_eq!(Communities::request_of(account(STRANGER)), Some(view));
        assert_eq!(Communities::request(999), None);
    });
}

/// The vector for wallets.
#[test]
fn consent_payload_should_be_the_documented_bytes() {
    ExtBuilder::default().build_and_execute(|| {
        frame_system::BlockHash::<Test>::insert(0, sp_core::H256::repeat_byte(0xAA));
        let who = AccountId::new([7; 32]);
        let expected = |purpose: u8| {
            [
                b"vaka/consent/1".to_vec(),
                vec![0xAA; 32],
                vec![purpose, 5, 0, 0, 0],
                vec![7; 32],
                vec![0x39, 0x30, 0, 0],
            ]
            .concat()
        };
        let payload = |purpose| Communities::consent_payload(purpose, who.clone(), 12_345).bytes;
        assert_eq!(payload(Purpose::Join(5)), expected(0));
        assert_eq!(payload(Purpose::Replace(5)), expected(1));
    });
}
