use crate::{
    mock::{Petitions, *},
    *,
};
use codec::Encode;
use frame_support::weights::Weight;

#[test]
fn petition_should_show_where_it_stands() {
    ExtBuilder.build_and_execute(|| {
        assert_eq!(Petitions::petition(0), None);
        let id = open(1, APIA, long(1));
        let shown = Petitions::petition(id).expect("one");
        assert_eq!((shown.id, shown.opener, shown.track), (id, 1, APIA));
        assert_eq!((shown.endorsements, shown.threshold), (1, 5));
        assert_eq!((shown.fate, shown.retry_until), (None, None));
        assert_eq!(shown.call.expect("kept").bytes, long(1).encode());
        assert_eq!(shown.call_hash, petition(id).call.hash());
        assert_eq!(shown.title, title("A well"));

        for who in 2..=5 {
            endorse(who, id).expect("endorsed");
        }
        let shown = Petitions::petition(id).expect("one");
        assert_eq!(shown.fate, Some(Fate::Ongoing));
        let referendum = approve(id);
        let due = now() + ENACTMENT;
        let shown = Petitions::petition_of(referendum).expect("one");
        assert_eq!(shown.fate, Some(Fate::Approved { due }));
        assert_eq!(shown.retry_until, Some(due + 30 * DAY));
        run(ENACTMENT);
        let shown = Petitions::petition(id).expect("one");
        assert_eq!(shown.stage, Stage::Done { referendum, at: due });
        assert_eq!((shown.call, shown.retry_until), (None, None));
        assert_eq!(shown.call_hash, petition(id).call.hash());
        assert_eq!(Petitions::petition_of(9), None);
    });
}

#[test]
fn failed_petition_should_show_until_when_to_retry() {
    ExtBuilder.build_and_execute(|| {
        set_broken(true);
        let id = decided(APIA, fragile(1));
        let shown = Petitions::petition(id).expect("one");
        assert_eq!(shown.retry_until, Some(now() + 30 * DAY));
        assert_eq!(shown.call.expect("kept").bytes, fragile(1).encode());
    });
}

#[test]
fn petitions_should_be_shown_in_order() {
    ExtBuilder.build_and_execute(|| {
        let apia = (1..=5).map(|who| open(who, APIA, note(1))).collect::<Vec<_>>();
        let all = open(6, Track::Treasury, note(1));
        let shown = |track, from| {
            let shown = Petitions::petitions(track, from).into_iter();
            shown.map(|view| view.id).collect::<Vec<_>>()
        };
        assert_eq!(shown(Some(APIA), 0), apia);
        assert_eq!(shown(Some(APIA), apia[2]), apia[2..].to_vec());
        assert_eq!(shown(Some(Track::Treasury), 0), vec![all]);
        assert_eq!(shown(None, 0).len(), 6);
        assert!(shown(Some(ALOFI), 0).is_empty());
    });
}

#[test]
fn petitions_should_be_shown_a_page_at_a_time() {
    ExtBuilder.build_and_execute(|| {
        TheRules::mutate(|rules| rules.per_member = 1_000);
        TheRules::mutate(|rules| rules.per_track = 1_000);
        for _ in 0..300 {
            open(1, APIA, note(1));
        }
        assert_eq!(Petitions::petitions(Some(APIA), 0).len(), 256);
        assert_eq!(Petitions::petitions(Some(APIA), 256).len(), 44);
    });
}

#[test]
fn check_call_should_say_what_a_petition_would_be_refused_for() {
    ExtBuilder.build_and_execute(|| {
        let check = |track, call: &RuntimeCall| Petitions::check_call(track, call.encode());
        let good = check(APIA, &note(1));
        assert_eq!(good.verdict, Verdict::Allowed);
        assert_eq!(good.length as usize, note(1).encode().len());
        assert_eq!(good.weight, Weight::from_parts(1_000_000, 0));
        let verdict = |track, call| check(track, &call).verdict;
        assert_eq!(verdict(Track::Village(9), note(1)), Verdict::UnknownTrack);
        let bytes = vec![0; 3_000];
        let long = RuntimeCall::World(world::Call::long { number: 1, bytes });
        assert_eq!(verdict(APIA, long), Verdict::TooLong);
        assert_eq!(verdict(APIA, heavy(1, MaxCallWeight::get() * 2)), Verdict::TooHeavy);
        let refused = RuntimeCall::Utility(pallet_utility::Call::batch { calls: vec![] });
        assert_eq!(verdict(APIA, refused), Verdict::Refused);
        let undecodable = Petitions::check_call(APIA, vec![0xFF; 3]);
        assert_eq!(undecodable.verdict, Verdict::Undecodable);
        // Nothing may follow the call.
        let followed = [note(1).encode(), vec![0]].concat();
        let followed = Petitions::check_call(APIA, followed);
        assert_eq!(followed.verdict, Verdict::Undecodable);
    });
}
