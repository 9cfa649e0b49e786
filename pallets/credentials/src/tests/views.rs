use crate::{mock::*, *};
use codec::Encode;
use frame_support::assert_ok;
use sp_core::Pair;
use vaka_primitives::Requirement;

#[test]
fn views_should_show_nothing_when_there_is_nothing() {
    build_and_execute(|| {
        assert_eq!(Credentials::schema(0), None);
        assert_eq!(Credentials::issuer(0), None);
        assert_eq!(Credentials::status_list(0, 0), None);
        assert_eq!(Credentials::bindings(OUTSIDER), vec![]);
        assert!(!Credentials::meets(OUTSIDER, Requirement { schema: 0, stake: 0 }));
        let class = college();
        assert_eq!(Credentials::schema(class.schema + 1), None);
        assert_eq!(Credentials::issuer(1), None);
        assert_eq!((Credentials::status_list(0, 1), Credentials::status_list(1, 0)), (None, None));
    });
}

#[test]
fn schema_view_should_show_what_took_its_place() {
    build_and_execute(|| {
        let issuer = accredit(COLLEGE);
        let old = register(COLLEGE, Some(issuer), 3);
        let new = register(COLLEGE, Some(issuer), 4);
        supersede(COLLEGE, old, new);
        let (shown, newer) = (Credentials::schema(old), Credentials::schema(new));
        let shown = shown.expect("registered");
        assert_eq!((shown.owner, shown.issuer, shown.level), (COLLEGE, Some(issuer), 3));
        assert_eq!(shown.title.to_vec(), b"Solar installer");
        assert_eq!((shown.definition, shown.credit_hours, shown.valid_for), ([7; 32], 40, None));
        assert_eq!(shown.superseded_by, Some(new));
        assert_eq!(newer.expect("registered").superseded_by, None);
    });
}

#[test]
fn issuer_view_should_show_the_scope_in_force() {
    build_and_execute(|| {
        let issuer = accredit(COLLEGE);
        let schemas = [0, 1, 2].map(|_| register(COLLEGE, Some(issuer), 3));
        let [first, second, third] = schemas;
        let until = now() + 1_000;
        let call = |who, issuer, to, scope, until| {
            let origin = signed(who);
            Credentials::delegate_issuing(origin, issuer, to, scope, until, Some(9))
        };
        assert_ok!(call(COLLEGE, issuer, CAMPUS, only(6, &[first, second]), until));
        assert_ok!(call(CAMPUS, 1, ROOM, only(5, &[first, second]), until - 1));
        let shown = |issuer| Credentials::issuer(issuer).expect("known");
        assert_eq!(shown(2).above, [1, 0]);
        assert_eq!((shown(2).scope, shown(2).until), (only(5, &[first, second]), until - 1));
        assert_eq!(shown(0).scope, scope(8));
        // The people narrow the college: this is the scope of all below it, too.
        renew(issuer, COLLEGE, only(4, &[second, third]));
        assert_eq!(shown(0).scope, only(4, &[second, third]));
        assert_eq!(shown(1).scope, only(4, &[second]));
        assert_eq!(shown(2).scope, only(4, &[second]));
        let sooner = Credentials::accredit_issuer(
            signed(PEOPLE),
            Some(issuer),
            COLLEGE,
            only(8, &[third]),
            20,
        );
        assert_ok!(sooner);
        assert_eq!((shown(2).scope, shown(2).until), (only(5, &[]), 20));
        assert!(shown(2).accredited);
        System::set_block_number(20);
        assert!([0, 1, 2].iter().all(|issuer| !shown(*issuer).accredited));
    });
}

#[test]
fn issuer_view_should_show_what_it_did() {
    build_and_execute(|| {
        let class = college();
        let child = delegate(COLLEGE, 0, CAMPUS);
        set_key(child, CAMPUS, 2);
        let below = issue(CAMPUS, child, class.schema, &[110, 111]);
        let purpose = Purpose::Issuer(child);
        stake(CAMPUS, purpose, 100 * UNIT);
        assert_ok!(below.revoke(CAMPUS, &[0]));
        let doubted = challenge(CHALLENGER, &below, 1);
        let shown = |issuer| Credentials::issuer(issuer).expect("known");
        assert_eq!((shown(child).challenged, shown(0).challenged), (1, 1));
        rule(doubted, true);
        let (college, campus) = (shown(0), shown(child));
        assert_eq!((campus.awards, campus.revoked, campus.upheld, campus.used), (2, 2, 1, 2));
        assert_eq!((college.awards, college.revoked, college.upheld, college.used), (5, 0, 0, 7));
        assert_eq!((campus.challenged, college.challenged), (0, 0));
        assert_eq!((campus.next, campus.account), (1, CAMPUS));
        // What is leaving is not shown.
        assert_eq!(campus.stake, 50 * UNIT);
        request_unstake(CAMPUS, purpose, 20 * UNIT);
        assert_eq!((shown(child).stake, shown(0).stake), (30 * UNIT, 0));
        withdraw(child, 0);
        let withdrawal = Withdrawal { since: 0, at: now() };
        assert_eq!((shown(child).withdrawals, shown(0).withdrawals), (vec![withdrawal], vec![]));
    });
}

#[test]
fn issuer_view_should_show_the_last_sixteen_keys() {
    build_and_execute(|| {
        accredit(COLLEGE);
        let key = |seed: u8, since| KeyView { key: pair(seed).public().0, since };
        let mut all = Vec::new();
        for seed in 1..=18 {
            set_key(0, COLLEGE, seed);
            all.push(key(seed, now()));
            wait(1);
            let shown = Credentials::issuer(0).expect("known");
            assert_eq!(shown.keys, u32::from(seed));
            assert_eq!(shown.latest_keys, all[all.len().saturating_sub(16)..]);
        }
    });
}

#[test]
fn status_list_should_show_the_chunks_in_which_something_is_marked() {
    build_and_execute(|| {
        let class = college();
        let until = EPOCH + 1_000_000;
        let origin = signed(COLLEGE);
        let call =
            Credentials::issue_batch(origin, 0, 1, class.schema, [6; 32], 1_600, Some(until));
        assert_ok!(call);
        let shown = || Credentials::status_list(0, 1).expect("issued");
        let expected = StatusList {
            schema: class.schema,
            count: 1_600,
            valid_until: Some(until),
            withdrawn_since: None,
            chunks: vec![],
        };
        assert_eq!(shown(), expected);
        let batch = Class { sequence: 1, ..class };
        assert_ok!(batch.revoke(COLLEGE, &[511, 1_024, 1_599]));
        assert_ok!(batch.suspend(COLLEGE, &[0]));
        let chunks = shown().chunks;
        assert_eq!(chunks.iter().map(|(chunk, _)| *chunk).collect::<Vec<_>>(), [0, 2, 3]);
        for index in 0..1_600 {
            let marks = chunks.iter().find(|(chunk, _)| u32::from(*chunk) == index / 512);
            let mark = marks.map(|(_, marks)| marks.get(index % 512)).unwrap_or_default();
            assert_eq!(mark.revoked, [511, 1_024, 1_599].contains(&index), "{index}");
            assert_eq!(mark.suspended, index == 0, "{index}");
        }
        withdraw(0, 1);
        assert_eq!(shown().withdrawn_since, Some(1));
        // Those of another batch are not in it.
        assert_eq!(Credentials::status_list(0, 0).expect("issued").chunks, vec![]);
    });
}

#[test]
fn bindings_should_show_the_standing_and_what_is_behind_them() {
    build_and_execute(|| {
        let (class, purpose) = practising();
        request_unstake(OUTSIDER, purpose, 40 * UNIT);
        challenge(CHALLENGER, &class, 0);
        let expected = BindingView {
            schema: class.schema,
            award: class.award(0),
            standing: Standing::Valid,
            since: now(),
            stake: 60 * UNIT,
            leaving: Some(Leaving { amount: 40 * UNIT, from: now() + 30 * DAY }),
            engaged: 0,
            challenges: 1,
        };
        assert_eq!(Credentials::bindings(OUTSIDER), vec![expected.clone()]);
        assert_eq!(Credentials::bindings(STRANGER), vec![]);
        assert_ok!(class.suspend(COLLEGE, &[0]));
        let suspended = BindingView { standing: Standing::Suspended, ..expected };
        assert_eq!(Credentials::bindings(OUTSIDER), vec![suspended]);
    });
}

#[test]
fn meets_should_ask_for_a_valid_award_and_a_stake() {
    build_and_execute(|| {
        let (class, _) = practising();
        let meets =
            |stake| Credentials::meets(OUTSIDER, Requirement { schema: class.schema, stake });
        assert!(meets(0) && meets(100 * UNIT));
        assert!(!meets(100 * UNIT + 1));
        assert!(!Credentials::meets(STRANGER, Requirement { schema: class.schema, stake: 0 }));
        assert_ok!(class.suspend(COLLEGE, &[0]));
        assert!(!meets(0));
    });
}

#[test]
fn payloads_should_name_the_chain_and_what_is_signed() {
    build_and_execute(|| {
        let genesis = [9u8; 32];
        let bytes = [
            &b"vaka/credential/bind"[..],
            &genesis,
            &4u32.to_le_bytes(),
            &5u32.to_le_bytes(),
            &6u32.to_le_bytes(),
            &OUTSIDER.encode(),
        ];
        assert_eq!(Credentials::bind_payload(4, 5, 6, OUTSIDER), bytes.concat());
        let bytes = [&b"vaka/credential/issuer-key"[..], &genesis, &4u32.to_le_bytes(), &[7; 32]];
        assert_eq!(Credentials::key_payload(4, [7; 32]), bytes.concat());
    });
}
