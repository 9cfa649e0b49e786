//! The scenario of the overview, as it is told there.

use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::assert_ok;

#[docify::export]
#[test]
fn scenario_should_go_as_the_overview_tells_it() {
    // People have numbers. The clerk, Sina's cousin and three neighbours are founders of Apia.
    const TAVITA: u32 = 1;
    const NEIGHBOURS: [u32; 3] = [2, 3, 4];
    const SINA: u32 = STRANGER;
    const SINAS_NEW_PHONE: u32 = STRANGER + 1;
    const ANYONE: u32 = STRANGER + 2;
    ExtBuilder::default().build_and_execute(|| {
        // Her phone signs her consent, and her cousin brings it. She has neither money nor an
        // account that the chain knows.
        let request = next_request();
        let word = consent(SINA, Purpose::Join(APIA));
        assert_ok!(Communities::request_membership(signed(TAVITA), APIA, Some(word)));
        for neighbour in NEIGHBOURS {
            assert_ok!(Communities::vouch(signed(neighbour), request));
        }
        assert_ok!(Communities::admit(signed(CLERK), request));
        has_event(Event::Admitted { request, clerk: member(CLERK), ripe: now() + 7 * DAY });
        assert!(!is_member(SINA));

        // Nobody challenges it for seven days, and anyone confirms it.
        wait(7);
        assert_ok!(Communities::confirm_admission(signed(ANYONE), request));
        let number = member(SINA);
        has_event(Event::Joined { member: number, community: APIA, account: account(SINA) });
        // She votes in the next poll, free of charge.
        let membership = Communities::membership(&account(SINA)).expect("a member");
        assert!(membership.may_vote_since(now() + 1, Track::Village(APIA)));
        assert_eq!(Communities::free_calls(account(SINA)), 20);

        // A year later the phone falls into the lagoon. Her new phone signs, too.
        wait(365);
        let request = next_request();
        let word = consent(SINAS_NEW_PHONE, Purpose::Replace(number));
        assert_ok!(Communities::replace_account(signed(CLERK), number, word));
        for neighbour in NEIGHBOURS {
            assert_ok!(Communities::vouch(signed(neighbour), request));
        }
        has_event(Event::ReplacementVouched { request, member: number, ripe: now() + 30 * DAY });

        // The old key does not object for 30 days, and anyone confirms it.
        wait(30);
        assert_ok!(Communities::confirm_replacement(signed(ANYONE), request));
        let (old, new) = (account(SINA), account(SINAS_NEW_PHONE));
        has_event(Event::AccountReplaced { member: number, old, new });
        // She is the same member, with the same number, and has been one for as long.
        assert_eq!(member(SINAS_NEW_PHONE), number);
        assert_eq!(person(SINAS_NEW_PHONE).active_since, membership.active_since);
        assert!(!is_member(SINA));
    });
}
