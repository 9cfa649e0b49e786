use crate::{mock::*, Minimum};

#[test]
fn validators_should_be_shown_with_those_who_left() {
    ExtBuilder::default().validators(6).build_and_execute(|| {
        add(7, 7);
        leave(2);
        leave(3);
        offend(4);
        lose_keys(5);
        let all = Validators::validators();
        let order = all.iter().map(|view| view.account).collect::<Vec<_>>();
        assert_eq!(order, vec![1, 4, 5, 6, 7, 2, 3]);
        let view = shown(1);
        assert!(view.active && view.queued && view.planned && view.has_keys);
        assert!(!view.disabled && !view.has_left);
        assert_eq!((view.community, view.since), (1, 0));
        let view = shown(7);
        assert!(!view.active && !view.queued && view.planned);
        assert_eq!((view.since, view.last_block), (1_001, None));
        let view = shown(2);
        assert!(view.active && view.queued && !view.planned && view.has_left);
        // Three are fit and four are needed, so the offender is planned.
        let view = shown(4);
        assert!(view.disabled && view.planned && view.offence.is_some());
        assert!(!shown(5).has_keys && !shown(5).planned);
    });
}

#[test]
fn shares_should_tell_who_is_above_the_cap() {
    ExtBuilder::default().minimum(1).validators(6).build_and_execute(|| {
        add(11, 1);
        let shares = || {
            let shares = Validators::shares().into_iter();
            shares
                .map(|one| (one.community, one.validators, one.planned, one.above_cap))
                .collect::<Vec<_>>()
        };
        assert_eq!(shares()[0], (1, 2, 2, false));
        assert_eq!(shares().len(), 6);
        leave(6);
        offend(11);
        assert_eq!(shares()[0], (1, 2, 1, true));
        assert_eq!(shares().len(), 5);
        leave(5);
        leave(4);
        // Three are too few for a cap.
        assert_eq!(shares()[0], (1, 2, 1, false));
    });
}

#[test]
fn next_set_should_be_what_is_planned() {
    ExtBuilder::default().validators(5).build_and_execute(|| {
        let next = Validators::next_set();
        assert_eq!((next.session, next.changed), (2, false));
        assert_eq!((next.cap, next.minimum, next.maximum), (Some(1), 4, 12));
        add(6, 6);
        add(7, 7);
        offend(2);
        let next = Validators::next_set();
        assert!(next.changed);
        assert_eq!((next.validators.clone(), next.cap), (vec![1, 3, 4, 5, 6, 7], Some(1)));
        next_session();
        assert_eq!(queued(), next.validators);
        assert_eq!(session() + 1, next.session);
        assert_eq!(Minimum::<Test>::get(), next.minimum);
    });
}
